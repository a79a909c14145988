#pragma once

#include "kontor-medusa-connector-private.h"
#include "kontor-medusa-plan.h"

G_BEGIN_DECLS

/** → GPtrArray of KontorReceipt, one for each op. */
DexFuture *kontor_medusa_push (KontorMedusaConnector *connector, GPtrArray *ops) G_GNUC_WARN_UNUSED_RESULT;
/** → KontorReceipt: whether an op whose answer was lost happened. */
DexFuture *kontor_medusa_find_op (KontorMedusaConnector *connector, KontorOp *op) G_GNUC_WARN_UNUSED_RESULT;

/* Shared by the files that push and find. All of these wait: within a fiber alone. */

/**
 * kontor_medusa_await_object:
 * @reply: (out): holds what is returned
 * @gone: (out): whether the shop knows it no more
 *
 * (nullable): the op's object as the shop has it, read for editing; NULL with an error, or where @gone, or where none is needed.
 */
yyjson_val *kontor_medusa_await_object (KontorMedusaClient *client, const KontorOp *op, KontorMedusaReply **reply, gboolean *gone,
                                        GError **error);
/**
 * kontor_medusa_await_changes_of:
 * @reply: (out): holds what is returned
 *
 * (nullable): the changes of the op's order, where it needs them; NULL with an error, or where it does not.
 */
yyjson_val *kontor_medusa_await_changes_of (KontorMedusaClient *client, const KontorOp *op, KontorMedusaReply **reply, GError **error);
/** Sends one picture; the op goes on with the next, and with the list of them when all are there. */
KontorReceipt *kontor_medusa_await_upload (KontorMedusaClient *client, const KontorOp *op, const KontorRecord *picture);
/** Adds the op's object, as the shop now has it, to a receipt, as far as it can be read. */
void kontor_medusa_await_rows (KontorMedusaConnector *connector, KontorReceipt *receipt, const KontorOp *op);

G_END_DECLS
