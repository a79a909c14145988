#pragma once

#include "kontor-ingest.h"

G_BEGIN_DECLS

/*
 * Which ops may leave now, and the durable claim without which no byte does.
 * Database threads, inside a transaction.
 */

#define KONTOR_TYPE_PICK (kontor_pick_get_type ())

/**
 * KontorPick:
 * @ops: (element-type KontorOp): of one kind, each of another lane; empty if nothing is ready
 * @lost: whether they were sent before and no answer is known
 * @next_at: when the next one becomes ready by time alone; 0: none
 */
typedef struct {
  GPtrArray *ops;
  gboolean lost;
  gint64 next_at;
} KontorPick;
GType kontor_pick_get_type (void) G_GNUC_CONST;
KontorPick *kontor_pick_copy (const KontorPick *self);
void kontor_pick_free (KontorPick *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPick, kontor_pick_free)

/**
 * kontor_outbox_pick:
 * @busy: (element-type utf8): lanes of which something is under way
 * @only_lost: whether nothing new may be sent (the account is paused)
 */
KontorPick *kontor_outbox_pick (KontorTxn *txn, KontorPlatforms platforms, gint64 account_id, GHashTable *busy,
                                gboolean only_lost, GError **error);

/**
 * kontor_outbox_claim:
 * @ids: (element-type gint64): of picked ops
 * @fresh: (nullable): the objects as the server has them now
 *
 * Compares with the server and marks as sending what may be sent. What the
 * server has already is acknowledged, what somebody else changed becomes a
 * conflict. Returns: (element-type KontorOp): those to push, whole, with
 * remote ids.
 */
GPtrArray *kontor_outbox_claim (KontorTxn *txn, const KontorIngest *ingest, GArray *ids, KontorBatch *fresh,
                                GError **error);

G_END_DECLS
