#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Bare SQLite, what the engine's figures are measured against. */

/** With the pragmas of the engine's own connections. (nullable) */
sqlite3 *bench_bare_open_writer (const char *path, GError **error);
sqlite3 *bench_bare_open_reader (const char *path, GError **error);
gboolean bench_bare_exec (sqlite3 *db, const char *sql, GError **error);
/** (nullable) */
sqlite3_stmt *bench_bare_prepare (sqlite3 *db, const char *sql, GError **error);
/** Steps to the end, then resets. */
gboolean bench_bare_run (sqlite3_stmt *stmt, GError **error);
/** The first column of the first row. */
gboolean bench_bare_ask (sqlite3 *db, const char *sql, gint64 *value, GError **error);
/** Always FALSE. */
gboolean bench_bare_fail (sqlite3 *db, GError **error);

G_END_DECLS
