#include "kontor-store-part.h"

#include "kontor-select.h"

/* Rows between two looks at the clock. */
#define AT_ONCE 64

/* What lies behind a row, in the order of the list. */
typedef enum {
  BEHIND_TIED,   /* with the same value, ordered by account and id */
  BEHIND_VALUES, /* with another value */
  BEHIND_NULLS,  /* without one, where those come last */
} Behind;

void
kontor_store_mark_clear (KontorStoreMark *self)
{
  g_clear_pointer (&self->value, g_free);
  self->id = 0;
}

/* (nullable): NULL where there is nothing of the kind */
static char *
make_condition (const KontorSelect *self, const KontorStoreMark *mark, Behind behind)
{
  char way = self->descending ? '<' : '>';

  if (self->sort == NULL)
    return behind == BEHIND_TIED ? g_strdup_printf ("id %c ?", way) : NULL;
  switch (behind) {
  case BEHIND_TIED:
    return g_strdup_printf ("%s IS ? AND (account_id, id) %c (?, ?)", self->sort, way);
  case BEHIND_VALUES:
    if (mark->value != NULL)
      return g_strdup_printf ("%s %c ?", self->sort, way);
    return self->descending ? NULL : g_strdup_printf ("%s IS NOT NULL", self->sort);
  case BEHIND_NULLS:
    return self->descending && mark->value != NULL ? g_strdup_printf ("%s IS NULL", self->sort) : NULL;
  }
  return NULL;
}

/* A number is bound as its text, too: the column's affinity makes it one again. */
static void
bind_mark (const KontorSelect *self, KontorStmt *stmt, const KontorStoreMark *mark, Behind behind)
{
  int index = kontor_select_bind (self, stmt, 1);

  if (behind != BEHIND_NULLS && self->sort != NULL) {
    if (mark->value != NULL)
      kontor_stmt_bind_static (stmt, index++, mark->value);
    else if (behind == BEHIND_TIED)
      kontor_stmt_bind_null (stmt, index++);
  }
  if (behind == BEHIND_TIED && self->sort != NULL)
    kontor_stmt_bind_int (stmt, index++, mark->account_id);
  if (behind == BEHIND_TIED)
    kontor_stmt_bind_int (stmt, index, mark->id);
}

static KontorStmt *
prepare_walk (const KontorSelect *self, KontorTxn *txn, const char *condition, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");

  kontor_select_append_walk (self, sql);
  if (condition != NULL)
    g_string_append_printf (sql, " AND %s", condition);
  kontor_select_append_order (self, sql);
  return kontor_txn_prepare (txn, g_intern_string (sql->str), error);
}

static gboolean
collect (KontorStmt *stmt, gint64 deadline, GArray *ids, gboolean *more, GError **error)
{
  KontorStep step;
  guint n = 0;

  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
    if (++n % AT_ONCE != 0 || g_get_monotonic_time () <= deadline)
      continue;
    kontor_stmt_reset (stmt);
    *more = TRUE;
    return TRUE;
  }
  return step == KONTOR_STEP_DONE;
}

static gboolean
begin (const KontorSelect *self, KontorTxn *txn, gint64 deadline, GArray *ids, gboolean *more, GError **error)
{
  KontorStmt *stmt = prepare_walk (self, txn, NULL, error);

  if (stmt == NULL)
    return FALSE;
  kontor_select_bind (self, stmt, 1);
  return collect (stmt, deadline, ids, more, error);
}

static gboolean
go_on (const KontorSelect *self, KontorTxn *txn, const KontorStoreMark *mark, gint64 deadline, GArray *ids,
       gboolean *more, GError **error)
{
  for (guint behind = BEHIND_TIED; behind <= BEHIND_NULLS && !*more; behind++) {
    g_autofree char *condition = make_condition (self, mark, behind);
    KontorStmt *stmt = condition != NULL ? prepare_walk (self, txn, condition, error) : NULL;

    if (condition == NULL)
      continue;
    if (stmt == NULL)
      return FALSE;
    bind_mark (self, stmt, mark, behind);
    if (!collect (stmt, deadline, ids, more, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
set_mark (const KontorSelect *self, KontorTxn *txn, gint64 id, KontorStoreMark *mark, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT account_id, %s FROM %s WHERE id = ?",
                                          self->sort != NULL ? self->sort : "NULL", self->table);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), error);

  if (stmt == NULL)
    return FALSE;
  kontor_store_mark_clear (mark);
  kontor_stmt_bind_int (stmt, 1, id);
  if (kontor_stmt_step (stmt, error) != KONTOR_STEP_ROW)
    return FALSE;
  mark->id = id;
  mark->account_id = kontor_stmt_get_int (stmt, 0);
  mark->value = kontor_stmt_dup_text (stmt, 1);
  kontor_stmt_reset (stmt);
  return TRUE;
}

static gboolean
read_whole (KontorTxn *txn, KontorQuery *query, GArray *ids, GError **error)
{
  g_autoptr (GArray) all = kontor_store_query_ids (txn, query, error);

  if (all != NULL)
    g_array_append_vals (ids, all->data, all->len);
  return all != NULL;
}

gboolean
kontor_store_query_part (KontorTxn *txn, KontorQuery *query, KontorStoreMark *mark, gint64 deadline, GArray *ids,
                         gboolean *more, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);

  *more = FALSE;
  if (select->match != NULL)
    return read_whole (txn, query, ids, error);
  if (mark->id == 0 ? !begin (select, txn, deadline, ids, more, error)
                    : !go_on (select, txn, mark, deadline, ids, more, error))
    return FALSE;
  return !*more || set_mark (select, txn, g_array_index (ids, gint64, ids->len - 1), mark, error);
}

gboolean
kontor_store_query_has_parts (KontorQuery *query)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);

  return select->match == NULL;
}
