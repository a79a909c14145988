#pragma once

#include "kontor-outbox.h"
#include "kontor-platforms.h"

G_BEGIN_DECLS

/*
 * Intents into the outbox: op, row and references in one transaction. Database
 * threads, inside a transaction.
 */

/**
 * KontorGesture:
 * @action: (inout): 0 before the first op
 * @alone: whether the gesture makes one op, which then may be coalesced with the lane's last
 *
 * What the ops of one action share.
 */
typedef struct {
  KontorPlatforms platforms;
  gint64 action;
  gboolean alone;
} KontorGesture;

/**
 * kontor_outbox_queue:
 * @intent: kind and changes
 * @id: of the object; 0 for one that the op creates
 * @undoes: the op that this one takes back, or 0
 * @made: (out) (transfer full) (nullable): the op; NULL where it would change nothing
 *
 * Errors: INVALID, NOT_FOUND, UNSUPPORTED.
 */
gboolean kontor_outbox_queue (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 id, gint64 undoes,
                              KontorOp **made, GError **error);

/**
 * kontor_outbox_queue_inverse:
 * @op: with its before-values
 * @pushed: (nullable): what the storefront made of the op that is taken back
 *
 * An op of an undo: not checked against what the object is now, since that is
 * compared with what was pushed when it is sent.
 */
gboolean kontor_outbox_queue_inverse (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, const KontorRecord *pushed,
                                      gint64 undoes, GError **error);

/** Writes anew which remote ids an op still needs. */
gboolean kontor_outbox_note_refs (KontorTxn *txn, const KontorOp *op, GError **error);

/** Whether @op makes the object that it is about, not a member of it. */
gboolean kontor_outbox_is_birth (const KontorOp *op);

G_END_DECLS
