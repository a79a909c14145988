#pragma once

#include "kontor-connector.h"
#include "kontor-db.h"

G_BEGIN_DECLS

/*
 * Rows of the outbox in and out of the database. All functions run on a
 * database thread inside a transaction.
 */

/** SQL: the id of the next op. No action has it that waits for its first one. */
#define KONTOR_OUTBOX_NEXT_ID \
  "(SELECT max (coalesce ((SELECT max (id) FROM outbox), 0), coalesce ((SELECT max (action) FROM bulk), 0)) + 1)"

/** What kontor_outbox_read_rows () reads; a condition as a literal goes behind it. */
#define KONTOR_OUTBOX_SELECT                                                                                       \
  "SELECT id, account_id, action, kind, local_id, lane, payload, base, idempotency, state, attempts, not_before, " \
  "error_code, "                                                                                                   \
  "error, resume, created_at, acked_at FROM outbox WHERE "

/**
 * kontor_outbox_read_rows:
 * @stmt: prepared from KONTOR_OUTBOX_SELECT and bound
 *
 * Returns: (transfer full) (nullable): (element-type KontorOp). Ops of a kind
 * that this version does not know stay where they are, unread.
 */
GPtrArray *kontor_outbox_read_rows (KontorStmt *stmt, GError **error);

/** (transfer full) (nullable): NULL without @error where there is none. */
KontorOp *kontor_outbox_load (KontorTxn *txn, gint64 id, GError **error);

/** Every op of an object that is neither acknowledged nor cancelled, in order. */
GPtrArray *kontor_outbox_load_pending (KontorTxn *txn, KontorEntity entity, gint64 local_id, GError **error);
gboolean kontor_outbox_has_pending (KontorTxn *txn, KontorEntity entity, gint64 local_id, gboolean *pending,
                                    GError **error);
/** Whether an op of the object has left and its answer is not known yet. */
gboolean kontor_outbox_is_sending (KontorTxn *txn, KontorEntity entity, gint64 local_id, gboolean *sending,
                                   GError **error);

/** Inserts @op, whose id and, if 0, action are then set. @undoes: an op's id, or 0 */
gboolean kontor_outbox_insert (KontorTxn *txn, KontorOp *op, gint64 undoes, GError **error);
/** Writes payload, base, state, attempts, not_before, error, resume and acked_at of @op. */
gboolean kontor_outbox_update (KontorTxn *txn, const KontorOp *op, GError **error);

/** Sets the state and, with @code and @message (nullable), why. */
gboolean kontor_outbox_set_state (KontorTxn *txn, gint64 id, KontorOpState state, const char *code, const char *message,
                                  GError **error);
/** What the storefront has, of a conflict or an unknown one. */
gboolean kontor_outbox_set_remote (KontorTxn *txn, gint64 id, const KontorRecord *remote, GError **error);

/** Whether an op may have happened, in whole or in part, although it is not acknowledged. */
gboolean kontor_outbox_is_doubtful (KontorTxn *txn, gint64 id, gboolean *doubtful, GError **error);

/** The aggregate in which order is strict: a product and its variants are one. */
char *kontor_outbox_make_lane (KontorTxn *txn, KontorEntity entity, gint64 local_id, GError **error);

/** The remote id of a row; NULL where it has none, or is not here. FALSE on errors. */
gboolean kontor_outbox_remote_id (KontorTxn *txn, KontorEntity entity, gint64 local_id, char **remote_id,
                                  GError **error);

/** A statement about the table of an entity: @format has one %s for its name. Interned. */
const char *kontor_outbox_entity_sql (KontorEntity entity, const char *format) G_GNUC_FORMAT (2);

G_END_DECLS
