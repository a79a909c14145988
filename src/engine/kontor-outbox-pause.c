#include "kontor-engine-private.h"
#include "kontor-outbox.h"

/* A pause ends by itself when nothing of its action is left to be sent. */
static gboolean
forget_old (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (txn, error,
                         "DELETE FROM state WHERE key >= 'paused/' AND key < 'paused0' "
                         "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE 'paused/' || o.action = key "
                         "AND o.state NOT IN ('acked', 'cancelled')) "
                         "AND NOT EXISTS (SELECT 1 FROM bulk b WHERE 'paused/' || b.action = key)",
                         NULL);
}

static gboolean
pause_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return kontor_txn_run (txn, error, "INSERT OR IGNORE INTO state (key, value) VALUES ('paused/' || ?, '')", "i",
                         *(gint64 *) data) &&
         forget_old (txn, error);
}

static gboolean
resume_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return kontor_txn_run (txn, error, "DELETE FROM state WHERE key = 'paused/' || ?", "i", *(gint64 *) data);
}

/* What has been tried already waits for another reason. */
static gboolean
hurry_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return kontor_txn_run (txn, error,
                         "UPDATE outbox SET not_before = 0 WHERE action = ? AND state = 'queued' AND attempts = 0", "i",
                         *(gint64 *) data);
}

static gboolean
see_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return kontor_txn_run (txn, error, "UPDATE left_out SET seen = 1 WHERE action = ?", "i", *(gint64 *) data);
}

static DexFuture *
write_for (KontorEngine *engine, KontorDbFunc func, gint64 action)
{
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, func,
                          g_memdup2 (&action, sizeof action), g_free);
}

DexFuture *
kontor_engine_pause (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return write_for (engine, pause_func, action);
}

DexFuture *
kontor_engine_resume (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return write_for (engine, resume_func, action);
}

DexFuture *
kontor_engine_see_left_out (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return write_for (engine, see_func, action);
}

DexFuture *
kontor_engine_hurry (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return write_for (engine, hurry_func, action);
}
