#include "kontor-db-private.h"

#include <string.h>

#include "kontor-db-error.h"
#include "kontor-error.h"

#define BUSY_TIMEOUT_MS 5000
/* Beyond so many statements, those go that so many transactions did not need. */
#define MANY_STATEMENTS 256
#define LONG_IDLE 16

/* Mapped pages are the file's and no memory of ours; only the writer, who changes pages, keeps some of its own: more of
 * them would only grow with a long import, and save nothing that the system does not keep. */
static const char writer_pragmas[] =
    "PRAGMA cell_size_check=ON;"
    "PRAGMA cache_size=-6000;"
    "PRAGMA wal_autocheckpoint=4000;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA synchronous=FULL;";
static const char reader_pragmas[] =
    "PRAGMA cell_size_check=ON;"
    "PRAGMA cache_size=-4000;"
    "PRAGMA query_only=ON;";
/* Nothing that would make SQLite read the file yet. */
static const char damaged_pragmas[] =
    "PRAGMA cell_size_check=ON;"
    "PRAGMA query_only=ON;";

static void
harden (sqlite3 *handle)
{
  sqlite3_extended_result_codes (handle, 1);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
}

static const char *
get_pragmas (KontorConnectionKind kind)
{
  switch (kind) {
  case KONTOR_CONNECTION_WRITER:
    return writer_pragmas;
  case KONTOR_CONNECTION_READER:
    return reader_pragmas;
  case KONTOR_CONNECTION_DAMAGED:
    return damaged_pragmas;
  }
  g_assert_not_reached ();
}

KontorConnection *
kontor_connection_new (const char *path, KontorConnectionKind kind, int flags, const char *vfs, KontorDbLock *lock,
                       GError **error)
{
  g_autoptr (KontorConnection) self = g_new0 (KontorConnection, 1);
  int code;

  self->lock = lock;
  self->sync = KONTOR_DB_SYNC_FULL;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) kontor_stmt_free);
  self->used = g_ptr_array_new ();
  code = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, vfs);
  if (self->handle != NULL)
    harden (self->handle);
  if (code != SQLITE_OK) {
    kontor_connection_fail (self, error);
    return NULL;
  }
  if (!kontor_connection_exec (self, error, get_pragmas (kind)))
    return NULL;
  /* What a VFS under test holds back, a mapping of the file would not see. */
  if (kind == KONTOR_CONNECTION_READER && vfs == NULL &&
      !kontor_connection_exec (self, error, "PRAGMA mmap_size=1073741824"))
    return NULL;
  return g_steal_pointer (&self);
}

void
kontor_connection_free (KontorConnection *self)
{
  g_hash_table_unref (self->statements);
  g_ptr_array_unref (self->used);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A database connection was closed while in use");
  g_free (self);
}

gboolean
kontor_connection_fail (KontorConnection *self, GError **error)
{
  int code = sqlite3_extended_errcode (self->handle);
  int errsv = self->handle != NULL ? sqlite3_system_errno (self->handle) : 0;

  if (self->lock != NULL && ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB))
    kontor_db_lock_add_doubts (self->lock);
  return kontor_db_set_sqlite_error (error, code, errsv, sqlite3_errmsg (self->handle));
}

gboolean
kontor_connection_exec (KontorConnection *self, GError **error, const char *sql)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return kontor_connection_fail (self, error);
  return TRUE;
}

gboolean
kontor_connection_query_int (KontorConnection *self, gint64 *value, GError **error, const char *sql)
{
  KontorStmt *stmt = kontor_connection_prepare (self, sql, error);
  KontorStep step = stmt != NULL ? kontor_stmt_step (stmt, error) : KONTOR_STEP_ERROR;

  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  *value = step == KONTOR_STEP_ROW ? kontor_stmt_get_int (stmt, 0) : 0;
  kontor_stmt_reset (stmt);
  return TRUE;
}

static KontorStmt *
add_statement (KontorConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  const char *tail = NULL;
  KontorStmt *stmt;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail) != SQLITE_OK) {
    kontor_connection_fail (self, error);
    return NULL;
  }
  if (handle == NULL || tail[strspn (tail, " \n;")] != '\0')
    g_critical ("Not one statement: %s", sql);
  stmt = kontor_stmt_new (self, handle);
  g_hash_table_insert (self->statements, g_strdup (sql), stmt);
  return stmt;
}

KontorStmt *
kontor_connection_prepare (KontorConnection *self, const char *sql, GError **error)
{
  KontorStmt *stmt = g_hash_table_lookup (self->statements, sql);

  if (stmt == NULL)
    stmt = add_statement (self, sql, error);
  else
    kontor_stmt_reset (stmt);
  if (stmt == NULL)
    return NULL;
  sqlite3_clear_bindings (stmt->handle);
  stmt->code = SQLITE_OK;
  if (!stmt->used)
    g_ptr_array_add (self->used, stmt);
  stmt->used = TRUE;
  return stmt;
}

static gboolean
is_idle (gpointer key, gpointer value, gpointer data)
{
  KontorStmt *stmt = value;

  return stmt->idle++ > LONG_IDLE;
}

void
kontor_connection_end_statements (KontorConnection *self)
{
  for (guint i = 0; i < self->used->len; i++) {
    KontorStmt *stmt = g_ptr_array_index (self->used, i);

    kontor_stmt_reset (stmt);
    sqlite3_clear_bindings (stmt->handle);
    stmt->used = FALSE;
    stmt->idle = 0;
  }
  g_ptr_array_set_size (self->used, 0);
  if (g_hash_table_size (self->statements) > MANY_STATEMENTS)
    g_hash_table_foreach_remove (self->statements, is_idle, NULL);
}
