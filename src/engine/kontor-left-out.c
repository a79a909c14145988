#include "kontor-left-out.h"

#include "kontor-error.h"

gboolean
kontor_left_out_add (KontorTxn *txn, gint64 action, gint64 n_rows, const char *reason, GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  return kontor_txn_run (txn, error,
                         "INSERT INTO left_out (action, n_rows, reason) VALUES (?, ?, ?) "
                         "ON CONFLICT DO UPDATE SET n_rows = n_rows + excluded.n_rows, seen = 0",
                         "iis", action, n_rows, reason);
}

gboolean
kontor_left_out_take (KontorTxn *txn, gint64 action, GError *refusal, GError **error)
{
  g_autoptr (GError) taken = refusal;

  if (g_error_matches (taken, KONTOR_ERROR, KONTOR_ERROR_INVALID) ||
      g_error_matches (taken, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND) ||
      g_error_matches (taken, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED))
    return kontor_left_out_add (txn, action, 1, taken->message, error);
  g_propagate_error (error, g_steal_pointer (&taken));
  return FALSE;
}
