#include "kontor-salvage.h"

/* One table on its way. Names come from the schema of the new file, which is ours. */
typedef struct {
  KontorTxn *to;
  sqlite3_stmt *forward;  /* (owned) rows from a number on, or all */
  sqlite3_stmt *backward; /* (owned) (nullable): of a table that no number leads into */
  sqlite3_stmt *clear;    /* (owned): takes out the rows that a new file begins with */
  sqlite3_stmt *insert;   /* (owned) */
  gboolean by_number;     /* the first column of @forward is the number */
  gboolean unique;        /* one row a number: the rowid */
  KontorSalvage *salvage;
} Table;

static void
table_clear (Table *self)
{
  sqlite3_finalize (self->forward);
  sqlite3_finalize (self->backward);
  sqlite3_finalize (self->clear);
  sqlite3_finalize (self->insert);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

KontorConnection *
kontor_salvage_open (const char *path, GError **error)
{
  KontorConnection *self =
      kontor_connection_new (path, KONTOR_CONNECTION_DAMAGED, SQLITE_OPEN_READWRITE, NULL, NULL, error);

  if (self == NULL)
    return NULL;
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  /* SQLite then also reads a file that ends too early. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
  return self;
}

char *
kontor_salvage_quote (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

/* The texts of the first column. */
static GStrv
query_names (KontorConnection *connection, const char *sql, const char *table, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  KontorStmt *stmt = kontor_connection_prepare (connection, sql, error);
  KontorStep step = KONTOR_STEP_ERROR;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "t", table);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    g_strv_builder_add (names, kontor_stmt_get_text (stmt, 0));
  return step == KONTOR_STEP_DONE ? g_strv_builder_end (names) : NULL;
}

/* The columns that both files know, quoted. NULL where the damaged one does not know the table. */
static GPtrArray *
find_columns (KontorConnection *from, KontorConnection *to, const char *table)
{
  static const char sql[] = "SELECT name FROM pragma_table_info (?1)";
  g_auto (GStrv) theirs = query_names (from, sql, table, NULL);
  g_auto (GStrv) ours = query_names (to, sql, table, NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  for (guint i = 0; theirs != NULL && ours != NULL && ours[i] != NULL; i++) {
    if (g_strv_contains ((const char *const *) theirs, ours[i]))
      g_ptr_array_add (columns, kontor_salvage_quote (ours[i]));
  }
  return columns->len > 0 ? g_steal_pointer (&columns) : NULL;
}

static sqlite3_stmt *
prepare (KontorConnection *connection, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  sqlite3_prepare_v2 (connection->handle, sql, -1, &stmt, NULL);
  return stmt;
}

static char *
make_placeholders (guint n)
{
  g_autoptr (GString) text = g_string_new ("?");

  for (guint i = 1; i < n; i++)
    g_string_append (text, ", ?");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
prepare_insert (Table *self, const char *name, const GPtrArray *columns)
{
  g_autofree char *list = g_strjoinv (", ", (GStrv) columns->pdata);
  g_autofree char *places = make_placeholders (columns->len);
  g_autofree char *sql = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", name, list, places);
  g_autofree char *clear_sql = g_strdup_printf ("DELETE FROM %s", name);

  self->clear = prepare (self->to->connection, clear_sql);
  self->insert = prepare (self->to->connection, sql);
}

/* Indexes may be damaged as well, and are written anew in any case. */
static void
prepare_by_rowid (Table *self, KontorConnection *from, const char *name, const char *list)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT rowid, %s FROM %s NOT INDEXED WHERE rowid >= ?1 ORDER BY rowid", list, name);

  self->forward = prepare (from, sql);
  self->by_number = TRUE;
  self->unique = TRUE;
}

/* Members lie in the order of their object's id. */
static void
prepare_by_object (Table *self, KontorConnection *from, const char *name, const char *list, const GPtrArray *keys)
{
  const char *id = g_ptr_array_index (keys, 0);
  g_autofree char *order = g_strjoinv (", ", (GStrv) keys->pdata);
  g_autofree char *sql =
      g_strdup_printf ("SELECT %s, %s FROM %s WHERE %s >= ?1 ORDER BY %s", id, list, name, id, order);

  self->forward = prepare (from, sql);
  self->by_number = TRUE;
}

static void
prepare_by_key (Table *self, KontorConnection *from, const char *name, const char *list, const GPtrArray *keys)
{
  g_autofree char *up = g_strjoinv (", ", (GStrv) keys->pdata);
  g_autofree char *down = g_strjoinv (" DESC, ", (GStrv) keys->pdata);
  g_autofree char *forward = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", list, name, up);
  g_autofree char *backward = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s DESC", list, name, down);

  self->forward = prepare (from, forward);
  self->backward = prepare (from, backward);
}

static void
prepare_without_rowid (Table *self, KontorConnection *from, const char *table, const char *name, const char *list)
{
  static const char numbers_sql[] = "SELECT name FROM pragma_table_info (?1) WHERE pk = 1 AND type = 'INTEGER'";
  g_auto (GStrv) names = query_names (self->to->connection,
                                      "SELECT name FROM pragma_table_info (?1) WHERE pk > 0 ORDER BY pk", table, NULL);
  g_auto (GStrv) numbers = query_names (self->to->connection, numbers_sql, table, NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (keys, kontor_salvage_quote (names[i]));
  if (numbers != NULL && numbers[0] != NULL)
    prepare_by_object (self, from, name, list, keys);
  else
    prepare_by_key (self, from, name, list, keys);
}

static gboolean
prepare_table (Table *self, KontorConnection *from, const char *table)
{
  g_autofree char *name = kontor_salvage_quote (table);
  g_autofree char *list = NULL;
  g_autoptr (GPtrArray) columns = find_columns (from, self->to->connection, table);
  gint64 without_rowid = 0;

  if (columns == NULL ||
      !kontor_txn_query_int (self->to, &without_rowid, 0, NULL, "SELECT wr FROM pragma_table_list (?1)", "t", table))
    return FALSE;
  list = g_strjoinv (", ", (GStrv) columns->pdata);
  prepare_insert (self, name, columns);
  if (without_rowid)
    prepare_without_rowid (self, from, table, name, list);
  else
    prepare_by_rowid (self, from, name, list);
  return self->forward != NULL && self->clear != NULL && self->insert != NULL;
}

/* The present row of @from. A row that the schema refuses is counted; a new file that cannot be written is an error. */
static gboolean
insert_row (Table *self, sqlite3_stmt *from, GError **error)
{
  sqlite3 *handle = self->to->connection->handle;
  int code;

  if (self->salvage->n_saved + self->salvage->n_refused == 0)
    sqlite3_step (self->clear);
  for (int i = self->by_number; i < sqlite3_column_count (from); i++)
    sqlite3_bind_value (self->insert, i - self->by_number + 1, sqlite3_column_value (from, i));
  code = sqlite3_step (self->insert);
  sqlite3_reset (self->insert);
  if (code != SQLITE_DONE && (code & 0xff) != SQLITE_CONSTRAINT && (code & 0xff) != SQLITE_MISMATCH)
    return kontor_connection_fail (self->to->connection, error);
  if (code == SQLITE_DONE && sqlite3_changes64 (handle) > 0)
    self->salvage->n_saved++;
  else
    self->salvage->n_refused++;
  return TRUE;
}

/* Whether SQLite finds its way to the rows from @number on. */
static gboolean
is_readable_from (Table *self, gint64 number)
{
  gboolean readable;
  int code;

  sqlite3_reset (self->forward);
  sqlite3_bind_int64 (self->forward, 1, number);
  code = sqlite3_step (self->forward);
  readable = code == SQLITE_DONE || (code == SQLITE_ROW && sqlite3_column_int64 (self->forward, 0) >= number);
  sqlite3_reset (self->forward);
  return readable;
}

/* The first number after @bad from which on there is something to read again; FALSE where there is none. */
static gboolean
find_end_of_gap (Table *self, gint64 bad, gint64 *number)
{
  gint64 good = bad;

  for (gint64 width = 1; !is_readable_from (self, good); width = width < G_MAXINT64 / 2 ? width * 2 : width) {
    if (good == G_MAXINT64)
      return FALSE;
    bad = good;
    good = good < G_MAXINT64 - width ? good + width : G_MAXINT64;
  }
  while (good - bad > 1) {
    gint64 middle = bad + (good - bad) / 2;

    if (is_readable_from (self, middle))
      good = middle;
    else
      bad = middle;
  }
  *number = good;
  return TRUE;
}

/* Copies from @number on, up to the end or to what cannot be read, which then lies at @number or after it. */
static gboolean
copy_run (Table *self, gint64 *number, gboolean *at_end, GError **error)
{
  int code;

  sqlite3_reset (self->forward);
  sqlite3_bind_int64 (self->forward, 1, *number);
  while ((code = sqlite3_step (self->forward)) == SQLITE_ROW) {
    gint64 present = sqlite3_column_int64 (self->forward, 0);

    /* Damaged pages can lead in a circle. */
    if (present < *number)
      break;
    if (!insert_row (self, self->forward, error))
      return FALSE;
    *number = self->unique && present < G_MAXINT64 ? present + 1 : present;
  }
  sqlite3_reset (self->forward);
  *at_end = code == SQLITE_DONE;
  return TRUE;
}

static gboolean
copy_by_number (Table *self, GError **error)
{
  gint64 number = G_MININT64;
  gboolean at_end = FALSE;

  while (TRUE) {
    if (!copy_run (self, &number, &at_end, error))
      return FALSE;
    if (at_end)
      return TRUE;
    self->salvage->n_gaps++;
    if (number >= G_MAXINT64 - 1 || !find_end_of_gap (self, self->unique ? number : number + 1, &number))
      return TRUE;
  }
}

static gboolean
copy_all (Table *self, sqlite3_stmt *from, gboolean *at_end, GError **error)
{
  int code;

  while ((code = sqlite3_step (from)) == SQLITE_ROW) {
    if (!insert_row (self, from, error))
      return FALSE;
  }
  sqlite3_reset (from);
  *at_end = code == SQLITE_DONE;
  return TRUE;
}

/* From both ends towards the damage; what lies between two damaged places is lost. */
static gboolean
copy_by_key (Table *self, GError **error)
{
  gboolean at_end;

  if (!copy_all (self, self->forward, &at_end, error))
    return FALSE;
  if (at_end)
    return TRUE;
  self->salvage->n_gaps++;
  return self->backward == NULL || copy_all (self, self->backward, &at_end, error);
}

gboolean
kontor_salvage_table (KontorConnection *from, KontorTxn *to, const char *table, KontorSalvage *salvage, GError **error)
{
  g_auto (Table) self = { .to = to, .salvage = salvage };

  if (!prepare_table (&self, from, table)) {
    salvage->n_gaps++;
    return TRUE;
  }
  return self.by_number ? copy_by_number (&self, error) : copy_by_key (&self, error);
}
