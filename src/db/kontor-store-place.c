#include "kontor-store-place.h"

#include "kontor-select.h"

/* Tells the first of two rows, looked up by their ids. */
static KontorStmt *
prepare_comparison (KontorTxn *txn, KontorQuery *query, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT id FROM %s NOT INDEXED WHERE id IN (?1, ?2)", select->table);
  kontor_select_append_order (select, sql);
  g_string_append (sql, " LIMIT 1");
  return kontor_txn_prepare (txn, g_intern_string (sql->str), error);
}

static gboolean
is_first (KontorStmt *stmt, gint64 id, gint64 other, gboolean *first, GError **error)
{
  KontorStep step;

  kontor_stmt_bind (stmt, "ii", id, other);
  step = kontor_stmt_step (stmt, error);
  *first = step == KONTOR_STEP_ROW && kontor_stmt_get_int (stmt, 0) == id;
  kontor_stmt_reset (stmt);
  return step != KONTOR_STEP_ERROR;
}

gboolean
kontor_store_query_place (KontorTxn *txn, KontorQuery *query, const gint64 *ids, guint n_ids, gint64 id, guint *place,
                          GError **error)
{
  KontorStmt *stmt = prepare_comparison (txn, query, error);
  guint low = 0, high = n_ids;

  if (stmt == NULL)
    return FALSE;
  while (low < high) {
    guint half = low + (high - low) / 2;
    gboolean first;

    if (!is_first (stmt, id, ids[half], &first, error))
      return FALSE;
    if (first)
      high = half;
    else
      low = half + 1;
  }
  *place = low;
  return TRUE;
}
