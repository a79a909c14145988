#include "kontor-fence.h"

#include "kontor-outbox-row.h"

gboolean
kontor_fence_raise (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id, GError **error)
{
  if (remote_id == NULL)
    return TRUE;
  return kontor_txn_run (txn, error,
                         "INSERT OR REPLACE INTO fence (account_id, entity, remote_id, at) VALUES (?, ?, ?, ?)", "issi",
                         account_id, kontor_entity_get_nick (entity), remote_id, kontor_txn_get_seq (txn));
}

gboolean
kontor_fence_raise_lines (KontorTxn *txn, gint64 account_id, gint64 order_id, GError **error)
{
  return kontor_txn_run (
      txn, error,
      "INSERT OR REPLACE INTO fence (account_id, entity, remote_id, at) "
      "SELECT ?1, 'variant', variant_remote, ?2 FROM order_line WHERE order_id = ?3 AND variant_remote IS NOT NULL",
      "iii", account_id, kontor_txn_get_seq (txn), order_id);
}

gboolean
kontor_fence_is_up (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id, gint64 began,
                    gboolean *up, GError **error)
{
  gint64 at;

  if (!kontor_txn_query_int (txn, &at, -1, error,
                             "SELECT at FROM fence WHERE account_id = ? AND entity = ? AND remote_id = ?", "iss",
                             account_id, kontor_entity_get_nick (entity), remote_id))
    return FALSE;
  *up = at > began;
  return TRUE;
}

gboolean
kontor_refetch_note (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id, GError **error)
{
  return kontor_txn_run (txn, error,
                         "INSERT OR REPLACE INTO refetch (account_id, entity, remote_id, at) VALUES (?, ?, ?, ?)",
                         "issi", account_id, kontor_entity_get_nick (entity), remote_id, kontor_txn_get_seq (txn));
}

gboolean
kontor_refetch_note_lines (KontorTxn *txn, gint64 account_id, gint64 order_id, GError **error)
{
  return kontor_txn_run (
      txn, error,
      "INSERT OR REPLACE INTO refetch (account_id, entity, remote_id, at) "
      "SELECT ?1, 'variant', variant_remote, ?2 FROM order_line WHERE order_id = ?3 AND variant_remote IS NOT NULL",
      "iii", account_id, kontor_txn_get_seq (txn), order_id);
}

gboolean
kontor_refetch_forget (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id, gint64 began,
                       GError **error)
{
  return kontor_txn_run (txn, error,
                         "DELETE FROM refetch WHERE account_id = ? AND entity = ? AND remote_id = ? AND at <= ?",
                         "issi", account_id, kontor_entity_get_nick (entity), remote_id, began);
}

static gboolean
is_under_way (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id, gboolean *sending,
              GError **error)
{
  gint64 id;

  *sending = FALSE;
  if (!kontor_txn_query_int (
          txn, &id, 0, error,
          kontor_outbox_entity_sql (entity, "SELECT id FROM %s WHERE account_id = ? AND remote_id = ?"), "is",
          account_id, remote_id))
    return FALSE;
  return id == 0 || kontor_outbox_is_sending (txn, entity, id, sending, error);
}

static gboolean
add_ref (KontorTxn *txn, GPtrArray *refs, gint64 account_id, KontorRemoteRef *ref, GError **error)
{
  gboolean sending;

  if (refs->len > 0 && ((KontorRemoteRef *) g_ptr_array_index (refs, 0))->entity != ref->entity) {
    kontor_remote_ref_free (ref);
    return TRUE;
  }
  if (!is_under_way (txn, account_id, ref->entity, ref->remote_id, &sending, error)) {
    kontor_remote_ref_free (ref);
    return FALSE;
  }
  if (sending)
    kontor_remote_ref_free (ref);
  else
    g_ptr_array_add (refs, ref);
  return TRUE;
}

static GPtrArray *
read_refs (KontorTxn *txn, gint64 account_id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT entity, remote_id FROM refetch WHERE account_id = ? ORDER BY entity, at LIMIT 1000", error);
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "i", account_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    KontorEntity entity;
    KontorRemoteRef *ref;

    if (!kontor_entity_from_nick (kontor_stmt_get_text (stmt, 0), &entity))
      continue;
    ref = g_new0 (KontorRemoteRef, 1);
    ref->entity = entity;
    ref->remote_id = kontor_stmt_dup_text (stmt, 1);
    g_ptr_array_add (refs, ref);
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&refs) : NULL;
}

GPtrArray *
kontor_refetch_list (KontorTxn *txn, gint64 account_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) noted = read_refs (txn, account_id, error);
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);

  if (noted == NULL)
    return NULL;
  while (noted->len > 0 && refs->len < limit)
    if (!add_ref (txn, refs, account_id, g_ptr_array_steal_index (noted, 0), error))
      return NULL;
  return g_steal_pointer (&refs);
}
