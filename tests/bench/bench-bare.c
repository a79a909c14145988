#include "bench-bare.h"

#include "kontor-error.h"

gboolean
bench_bare_fail (sqlite3 *db, GError **error)
{
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, "Bare SQLite: %s", sqlite3_errmsg (db));
  return FALSE;
}

static sqlite3 *
open_file (const char *path, const char *pragmas, GError **error)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
      sqlite3_exec (db, pragmas, NULL, NULL, NULL) == SQLITE_OK)
    return db;
  bench_bare_fail (db, error);
  sqlite3_close (db);
  return NULL;
}

sqlite3 *
bench_bare_open_writer (const char *path, GError **error)
{
  return open_file (
      path,
      "PRAGMA journal_mode=WAL; PRAGMA cell_size_check=ON; PRAGMA cache_size=-6000; PRAGMA wal_autocheckpoint=4000;"
      "PRAGMA journal_size_limit=67108864; PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL;",
      error);
}

sqlite3 *
bench_bare_open_reader (const char *path, GError **error)
{
  return open_file (
      path, "PRAGMA cell_size_check=ON; PRAGMA cache_size=-4000; PRAGMA query_only=ON; PRAGMA mmap_size=1073741824;",
      error);
}

gboolean
bench_bare_exec (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || bench_bare_fail (db, error);
}

sqlite3_stmt *
bench_bare_prepare (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    bench_bare_fail (db, error);
  return stmt;
}

gboolean
bench_bare_run (sqlite3_stmt *stmt, GError **error)
{
  int code;

  do
    code = sqlite3_step (stmt);
  while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    bench_bare_fail (sqlite3_db_handle (stmt), error);
  sqlite3_reset (stmt);
  return code == SQLITE_DONE;
}

gboolean
bench_bare_ask (sqlite3 *db, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *stmt = bench_bare_prepare (db, sql, error);
  gboolean found = stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW;

  if (found)
    *value = sqlite3_column_int64 (stmt, 0);
  else if (stmt != NULL)
    bench_bare_fail (db, error);
  sqlite3_finalize (stmt);
  return found;
}
