#include "kontor-upkeep.h"

#include "kontor-db.h"

#define KEEP_HISTORY (G_GINT64_CONSTANT (90) * 24 * 60 * 60 * 1000)

/*
 * What an old file has as unsent may have been sent since it was copied: its
 * ops are like those whose answer was lost, and are looked for before they go.
 * Once per restore, before anything new is enqueued.
 */
static gboolean
doubt_restored (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (
             txn, error,
             "UPDATE outbox SET state = 'sending', not_before = 0 WHERE state NOT IN ('acked', 'cancelled') "
             "AND account_id IN (SELECT id FROM account WHERE paused = 2 "
             "AND NOT EXISTS (SELECT 1 FROM state WHERE key = 'restored/' || account.id))",
             NULL) &&
         kontor_txn_run (
             txn, error,
             "INSERT OR IGNORE INTO state (key, value) SELECT 'restored/' || id, '' FROM account WHERE paused = 2",
             NULL) &&
         kontor_txn_run (txn, error,
                         "DELETE FROM state WHERE key >= 'restored/' AND key < 'restored0' "
                         "AND key NOT IN (SELECT 'restored/' || id FROM account WHERE paused = 2)",
                         NULL);
}

gboolean
kontor_upkeep_begin (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *fresh = g_uuid_string_random ();

  /* No request survives a restart, and no fence is of use without one. */
  if (!kontor_txn_run (txn, error, "DELETE FROM fence", NULL) || !doubt_restored (txn, error) ||
      !kontor_txn_run (txn, error, "INSERT OR IGNORE INTO state (key, value) VALUES ('secrets', ?)", "s", fresh) ||
      !kontor_txn_query_text (txn, &id, error, "SELECT value FROM state WHERE key = 'secrets'", NULL))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_steal_pointer (&id));
  return TRUE;
}

gboolean
kontor_upkeep_run (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 before = kontor_txn_get_now (txn) - KEEP_HISTORY;

  return kontor_txn_run (txn, error, "DELETE FROM outbox WHERE state IN ('acked', 'cancelled') AND acked_at < ?1 "
                                     "AND (class NOT IN ('money', 'message') OR state = 'cancelled' "
                                     "OR NOT EXISTS (SELECT 1 FROM \"order\" o WHERE o.id = outbox.local_id)) "
                                     "AND id < (SELECT max (id) FROM outbox)",
                         "i", before) &&
         kontor_txn_run (txn, error, "DELETE FROM left_out WHERE seen AND action NOT IN (SELECT action FROM outbox)", NULL) &&
         /* What has a number is kept for good, and what was printed lately. */
         kontor_txn_run (txn, error, "DELETE FROM document WHERE seq IS NULL AND made_at < ?1 "
                                     "AND NOT EXISTS (SELECT 1 FROM print p WHERE p.document_id = document.id AND p.at >= ?1)",
                         "i", before) &&
         kontor_txn_run (txn, error, "DELETE FROM fence WHERE at < ?", "i", kontor_txn_get_seq (txn) - 100000);
}
