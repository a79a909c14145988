#pragma once

#include "kontor-outbox-queue.h"

G_BEGIN_DECLS

/**
 * kontor_outbox_queue_divided:
 * @made: (nullable) (element-type KontorOp): takes the ops
 *
 * Like kontor_outbox_queue (), for what is one intent and yet several ops: of
 * refunds, one for each record, and for each payment that one without a payment
 * is taken from, newest first. Database threads, inside a transaction.
 */
gboolean kontor_outbox_queue_divided (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 id,
                                      GPtrArray *made, GError **error);

G_END_DECLS
