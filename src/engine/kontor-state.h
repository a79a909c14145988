#pragma once

#include "kontor-db.h"
#include "kontor-op.h"

G_BEGIN_DECLS

/*
 * What the server said and what a person intends, kept apart: remote_state
 * holds the first of objects with pending ops, the row what both make
 * together. All functions run on a database thread inside a transaction.
 */

/**
 * KontorRemoteState:
 * @known: whether there is a remote state: FALSE where no op is pending
 * @doc: (nullable): the object as the server last said it; NULL where it is not there
 */
typedef struct {
  gboolean known;
  KontorRecord *doc;
  gint64 seen_at;
} KontorRemoteState;
void kontor_remote_state_clear (KontorRemoteState *self);

gboolean kontor_state_load (KontorTxn *txn, KontorEntity entity, gint64 id, KontorRemoteState *state, GError **error);

/**
 * kontor_state_pin:
 * @row: as it is stored, which is what the server last said as long as nothing is pending
 *
 * Begins to keep the remote state apart, before the first op of an object is enqueued.
 */
gboolean kontor_state_pin (KontorTxn *txn, const KontorRecord *row, GError **error);

/** Writes what the server says of an object that is pinned; NULL: it is not there (any more). */
gboolean kontor_state_store (KontorTxn *txn, KontorEntity entity, gint64 id, const KontorRecord *doc, GError **error);

/**
 * kontor_state_refresh:
 *
 * Computes what a person sees of an object, its remote state with the pending
 * ops replayed, and saves it. With the last op gone, the remote state is the
 * row and no longer kept; what neither server nor op knows is removed. The
 * only way in which rows with pending ops change.
 */
gboolean kontor_state_refresh (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);

/**
 * kontor_state_ingest:
 * @record: what the server says; fields that it does not say are absent
 * @id: (inout): of the row; 0 for a new one
 *
 * Makes what the server says the server's state: of the row itself, or of the
 * remote state under its pending ops.
 */
gboolean kontor_state_ingest (KontorTxn *txn, KontorRecord *record, gint64 *id, GError **error);

/** The server does not have it any more. Pending ops that need it become conflicts, else the row goes. */
gboolean kontor_state_gone (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);

/** The fields and members that @op changes, as @record has them. (transfer full) (nullable) */
KontorRecord *kontor_state_snapshot (const KontorOp *op, const KontorRecord *record);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorRemoteState, kontor_remote_state_clear)

G_END_DECLS
