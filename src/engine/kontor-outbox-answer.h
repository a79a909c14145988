#pragma once

#include "kontor-outbox-queue.h"
#include "kontor-problems.h"

G_BEGIN_DECLS

/* What a person decides about ops. Database threads, inside a transaction. */

/**
 * kontor_outbox_give_up:
 *
 * Cancels an op that is not at the server. With a create everything goes that
 * is about its object; ops of other objects that need it are refused.
 */
gboolean kontor_outbox_give_up (KontorTxn *txn, const KontorOp *op, GError **error);

/** Back to the queue, as if it had never been sent. */
gboolean kontor_outbox_send_again (KontorTxn *txn, const KontorOp *op, GError **error);

/** Takes back the op @id, if something can be taken back: cancels it, or makes its inverse part of @gesture. */
gboolean kontor_outbox_undo_one (KontorTxn *txn, KontorGesture *gesture, gint64 id, GError **error);

gboolean kontor_outbox_answer (KontorTxn *txn, const KontorOp *op, KontorAnswer answer, GError **error);
gboolean kontor_outbox_answer_fields (KontorTxn *txn, const KontorOp *op, guint64 mine, GError **error);
gboolean kontor_outbox_edit (KontorTxn *txn, const KontorOp *op, const char *payload, GError **error);

G_END_DECLS
