#include "kontor-select.h"

/* So many rows that a word finds are looked up and sorted; of more, the list is walked until enough of them have passed. */
#define MAX_SORTED 2000

static KontorStmt *
prepare (KontorTxn *txn, GString *sql, GError **error)
{
  return kontor_txn_prepare (txn, g_intern_string (sql->str), error);
}

/* What the search texts find, each row then tested. The parameters: the match, those of the conditions. */
static void
append_found (const KontorSelect *self, GString *sql)
{
  g_string_append_printf (sql, " FROM %s CROSS JOIN %s ON %s.id = %s.rowid WHERE %s MATCH ?%s", self->words,
                          self->table, self->table, self->words, self->words, self->where->str);
}

static int
bind_found (const KontorSelect *self, KontorStmt *stmt)
{
  kontor_stmt_bind_static (stmt, 1, self->match);
  return kontor_select_bind (self, stmt, 2);
}

/* Newest first is the order of the search texts themselves. */
static void
append_found_order (const KontorSelect *self, GString *sql)
{
  if (self->sort == NULL)
    g_string_append_printf (sql, " ORDER BY %s.rowid%s", self->words, self->descending ? " DESC" : "");
  else
    kontor_select_append_order (self, sql);
}

static gboolean
is_found_alone (const KontorSelect *self)
{
  return self->match != NULL && self->sort == NULL && self->where->len == 0;
}

static GArray *
collect (KontorTxn *txn, KontorStmt *stmt, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStep step;

  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* @limit: -1 for all. */
static GArray *
list_found (const KontorSelect *self, KontorTxn *txn, gint64 limit, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  KontorStmt *stmt;

  if (is_found_alone (self))
    g_string_printf (sql, "SELECT rowid FROM %s WHERE %s MATCH ?", self->words, self->words);
  else {
    g_string_printf (sql, "SELECT %s.id", self->table);
    append_found (self, sql);
  }
  append_found_order (self, sql);
  g_string_append (sql, " LIMIT ?");
  stmt = prepare (txn, sql, error);
  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind_int (stmt, bind_found (self, stmt), limit);
  return collect (txn, stmt, error);
}

static KontorStmt *
begin_walk (const KontorSelect *self, KontorTxn *txn, gint64 limit, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  KontorStmt *stmt;

  kontor_select_append_walk (self, sql);
  kontor_select_append_order (self, sql);
  g_string_append (sql, " LIMIT ?");
  stmt = prepare (txn, sql, error);
  if (stmt != NULL)
    kontor_stmt_bind_int (stmt, kontor_select_bind (self, stmt, 1), limit);
  return stmt;
}

static GArray *
list_walked (const KontorSelect *self, KontorTxn *txn, gint64 limit, GError **error)
{
  KontorStmt *stmt = begin_walk (self, txn, limit, error);

  return stmt != NULL ? collect (txn, stmt, error) : NULL;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The first rows of the list that are among @found, which ascends. */
static GArray *
walk_among (const KontorSelect *self, KontorTxn *txn, GArray *found, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStmt *stmt = begin_walk (self, txn, -1, error);
  KontorStep step = stmt != NULL ? KONTOR_STEP_ROW : KONTOR_STEP_ERROR;

  while (step == KONTOR_STEP_ROW && ids->len < limit && (step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    if (g_array_binary_search (found, &id, compare_ids, NULL))
      g_array_append_val (ids, id);
  }
  if (step == KONTOR_STEP_ERROR)
    return NULL;
  kontor_stmt_reset (stmt);
  return g_steal_pointer (&ids);
}

/* What the search texts find. @order: literal: ASC or DESC, by id; @limit: -1 for all */
static GArray *
find (const KontorSelect *self, KontorTxn *txn, const char *order, gint64 limit, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  KontorStmt *stmt;

  g_string_printf (sql, "SELECT rowid FROM %s WHERE %s MATCH ? ORDER BY rowid %s LIMIT ?", self->words, self->words, order);
  stmt = prepare (txn, sql, error);
  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind_static (stmt, 1, self->match);
  kontor_stmt_bind_int (stmt, 2, limit);
  return collect (txn, stmt, error);
}

GArray *
kontor_store_query_page (KontorTxn *txn, KontorQuery *query, guint limit, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autoptr (GArray) found = NULL;

  if (select->match == NULL)
    return list_walked (select, txn, limit, error);
  /* What comes in the list's order can stop at the first page. */
  if (select->sort == NULL && !select->is_narrow)
    return list_found (select, txn, limit, error);
  found = find (select, txn, "ASC", -1, error);
  if (found == NULL)
    return NULL;
  return found->len > MAX_SORTED ? walk_among (select, txn, found, limit, error)
                                 : list_found (select, txn, limit, error);
}

GArray *
kontor_store_query_some (KontorTxn *txn, KontorQuery *query, guint limit, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autoptr (GArray) found = NULL;

  if (select->match == NULL || select->sort == NULL || select->where->len > 0)
    return kontor_store_query_page (txn, query, limit, error);
  found = find (select, txn, "ASC", MAX_SORTED + 1, error);
  if (found == NULL)
    return NULL;
  return found->len > MAX_SORTED ? find (select, txn, "DESC", limit, error) : list_found (select, txn, limit, error);
}

GArray *
kontor_store_query_ids (KontorTxn *txn, KontorQuery *query, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);

  return select->match != NULL ? list_found (select, txn, -1, error) : list_walked (select, txn, -1, error);
}

/* Adds to @count the rows that also fulfil @condition (nullable), all of whose parameters are @id. */
static gboolean
count_rows (const KontorSelect *self, KontorTxn *txn, const char *condition, gint64 id, gint64 *count, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count (*)");
  KontorStmt *stmt;
  int index;

  if (is_found_alone (self) && condition == NULL)
    g_string_append_printf (sql, " FROM %s WHERE %s MATCH ?", self->words, self->words);
  else if (self->match != NULL)
    append_found (self, sql);
  else
    kontor_select_append_walk (self, sql);
  if (condition != NULL)
    g_string_append_printf (sql, " AND %s", condition);
  stmt = prepare (txn, sql, error);
  if (stmt == NULL)
    return FALSE;

  index = self->match != NULL ? bind_found (self, stmt) : kontor_select_bind (self, stmt, 1);
  for (const char *p = condition; p != NULL && *p != '\0'; p++)
    if (*p == '?')
      kontor_stmt_bind_int (stmt, index++, id);
  if (kontor_stmt_step (stmt, error) != KONTOR_STEP_ROW)
    return FALSE;
  *count += kontor_stmt_get_int (stmt, 0);
  kontor_stmt_reset (stmt);
  return TRUE;
}

gboolean
kontor_store_query_count (KontorTxn *txn, KontorQuery *query, gint64 *count, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);

  *count = 0;
  return count_rows (select, txn, NULL, 0, count, error);
}

gboolean
kontor_store_matches (KontorTxn *txn, KontorQuery *query, gint64 id, gboolean *matches, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autoptr (GString) sql = g_string_new ("SELECT 1");
  KontorStmt *stmt;
  KontorStep step;
  int index;

  /* By its id alone: the list's index would be walked. */
  select->index = NULL;
  kontor_select_append_walk (select, sql);
  g_string_append_printf (sql, " AND %s.id = ?", select->table);
  if (select->match != NULL)
    g_string_append_printf (sql, " AND EXISTS (SELECT 1 FROM %s WHERE %s MATCH ? AND rowid = ?)", select->words,
                            select->words);
  stmt = prepare (txn, sql, error);
  if (stmt == NULL)
    return FALSE;
  index = kontor_select_bind (select, stmt, 1);
  kontor_stmt_bind_int (stmt, index++, id);
  if (select->match != NULL) {
    kontor_stmt_bind_static (stmt, index++, select->match);
    kontor_stmt_bind_int (stmt, index, id);
  }
  step = kontor_stmt_step (stmt, error);
  kontor_stmt_reset (stmt);
  *matches = step == KONTOR_STEP_ROW;
  return step != KONTOR_STEP_ERROR;
}

/* Rows with another value of the sort that come before one whose value is or is not null; NULL where there are none. */
static char *
make_before (const KontorSelect *self, gboolean is_null)
{
  if (self->descending && is_null)
    return g_strdup_printf ("%s IS NOT NULL", self->sort);
  if (is_null)
    return NULL;
  return g_strdup_printf ("%s %c (SELECT %s FROM %s AS r WHERE r.id = ?)", self->sort, self->descending ? '>' : '<',
                          self->sort, self->table);
}

/* Rows with the same value that come before it. */
static char *
make_tied (const KontorSelect *self, gboolean is_null)
{
  g_autofree char *same =
      is_null ? g_strdup_printf ("%s IS NULL", self->sort)
              : g_strdup_printf ("%s = (SELECT %s FROM %s AS r WHERE r.id = ?)", self->sort, self->sort, self->table);

  return g_strdup_printf ("%s AND (account_id, %s.id) %c (SELECT r.account_id, r.id FROM %s AS r WHERE r.id = ?)", same,
                          self->table, self->descending ? '>' : '<', self->table);
}

static gboolean
is_value_null (const KontorSelect *self, KontorTxn *txn, gint64 id, gboolean *is_null, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s IS NULL FROM %s WHERE id = ?", self->sort, self->table);
  gint64 value;

  if (!kontor_txn_query_int (txn, &value, 1, error, g_intern_string (sql), "i", id))
    return FALSE;
  *is_null = value != 0;
  return TRUE;
}

gboolean
kontor_store_query_position (KontorTxn *txn, KontorQuery *query, gint64 id, gint64 *position, GError **error)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autofree char *before = NULL, *tied = NULL, *nulls = NULL, *by_id = NULL;
  gboolean is_null;

  *position = 0;
  if (select->sort == NULL) {
    by_id = g_strdup_printf ("%s.id %c ?", select->table, select->descending ? '>' : '<');
    return count_rows (select, txn, by_id, id, position, error);
  }
  if (!is_value_null (select, txn, id, &is_null, error))
    return FALSE;
  before = make_before (select, is_null);
  tied = make_tied (select, is_null);
  nulls = !select->descending && !is_null ? g_strdup_printf ("%s IS NULL", select->sort) : NULL;
  return (before == NULL || count_rows (select, txn, before, id, position, error)) &&
         (nulls == NULL || count_rows (select, txn, nulls, id, position, error)) &&
         count_rows (select, txn, tied, id, position, error);
}
