#include "kontor-store-scope.h"

static void
leave_out (GArray *ids, const KontorIdSet *exceptions)
{
  guint n_kept = 0;

  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (!kontor_id_set_contains (exceptions, id))
      g_array_index (ids, gint64, n_kept++) = id;
  }
  g_array_set_size (ids, n_kept);
}

GArray *
kontor_store_scope_ids (KontorTxn *txn, KontorScope *scope, GError **error)
{
  KontorQuery *query = kontor_scope_get_query (scope);
  GArray *ids;

  if (query == NULL)
    return kontor_id_set_dup_ids (kontor_scope_get_ids (scope));
  ids = kontor_store_query_ids (txn, query, error);
  if (ids != NULL)
    leave_out (ids, kontor_scope_get_ids (scope));
  return ids;
}

GArray *
kontor_store_scope_page (KontorTxn *txn, KontorScope *scope, guint limit, GError **error)
{
  KontorQuery *query = kontor_scope_get_query (scope);
  const KontorIdSet *exceptions = kontor_scope_get_ids (scope);
  GArray *ids;

  if (query == NULL)
    return kontor_id_set_dup_ids (kontor_scope_get_ids (scope));
  ids = kontor_store_query_page (txn, query, limit + kontor_id_set_get_size (exceptions), error);
  if (ids == NULL)
    return NULL;
  leave_out (ids, exceptions);
  g_array_set_size (ids, MIN (ids->len, limit));
  return ids;
}
