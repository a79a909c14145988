#include "bench.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "bench-bare.h"
#include "kontor-generator.h"
#include "kontor-schema.h"
#include "kontor-store-private.h"

/* 2026-01-01 */
#define NEWEST G_GINT64_CONSTANT (1767225600000)
#define CHUNK 2000
#define SQL_FOLDER "/org/kontor/Kontor/sql/"

typedef KontorRecord *(*MakeFunc) (KontorGenerator *self, guint index);

/* What is in a shop, in the order in which it is filled. */
static const struct {
  const char *count;
  MakeFunc make;
} parts[] = {
  { "SELECT count (*) FROM product", kontor_generator_make_product },
  { "SELECT count (*) FROM variant", kontor_generator_make_variant },
  { "SELECT count (*) FROM customer", kontor_generator_make_customer },
  { "SELECT count (*) FROM \"order\"", kontor_generator_make_order },
};

/* Some rows of a shop; on the writer thread. */
typedef struct {
  KontorGenerator *generator; /* (unowned) */
  guint part;
  guint from;
  guint to;
} Chunk;

gint64
bench_shop_get_newest (void)
{
  return NEWEST;
}

KontorDb *
bench_open (const char *path, GError **error)
{
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return dex_await_object (kontor_db_open (path, KONTOR_DB_OPEN_CREATE, clock, NULL), error);
}

gboolean
bench_close (KontorDb *db, GError **error)
{
  return dex_await (kontor_db_close (db), error);
}

static gboolean
add_schema (GChecksum *checksum, GError **error)
{
  for (guint i = 0; i < kontor_schema.n_steps; i++) {
    g_autofree char *path = g_strconcat (SQL_FOLDER, kontor_schema.steps[i].resource, NULL);
    g_autoptr (GBytes) sql = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

    if (sql == NULL)
      return FALSE;
    g_checksum_update (checksum, g_bytes_get_data (sql, NULL), (gssize) g_bytes_get_size (sql));
  }
  return TRUE;
}

/* What the file depends on: the schema, what is generated and what is found in it. */
static char *
hash_shop (KontorGenerator *generator, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (KontorRecord) order = kontor_generator_make_order (generator, 0);
  g_autofree char *json = kontor_record_to_json (order);
  g_autofree char *words = kontor_store_make_words (KONTOR_ENTITY_ORDER, order);

  if (!add_schema (checksum, error))
    return NULL;
  g_checksum_update (checksum, (const guchar *) json, -1);
  g_checksum_update (checksum, (const guchar *) words, -1);
  return g_strndup (g_checksum_get_string (checksum), 12);
}

static gboolean
add_account (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  return kontor_txn_run (txn, error,
                         "INSERT OR IGNORE INTO account (id, platform, name, address, paused, created_at)"
                         " VALUES (1, 'none', 'Shop', '', 1, 0)",
                         NULL);
}

static gboolean
add_chunk (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Chunk *chunk = data;

  for (guint i = chunk->from; i < chunk->to; i++) {
    g_autoptr (KontorRecord) record = parts[chunk->part].make (chunk->generator, i);

    kontor_record_set_account (record, 1);
    if (!kontor_store_save (txn, record, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
count_part (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Chunk *chunk = data;
  gint64 count;

  if (!kontor_txn_query_int (txn, &count, 0, error, parts[chunk->part].count, NULL))
    return FALSE;
  chunk->from = (guint) count;
  return TRUE;
}

static void
show_progress (guint part, guint done, guint n, double began, guint first)
{
  if (part == G_N_ELEMENTS (parts) - 1 && (done == n || done % 10000 == 0))
    g_printerr ("Making a shop: %u of %u orders, %.0f a second\n", done, n,
                (done - first) * 1000.0 / (bench_now () - began));
}

/* Goes on where an interrupted run left off. */
static gboolean
fill_part (KontorDb *db, KontorGenerator *generator, guint part, guint n, GError **error)
{
  Chunk chunk = { generator, part };
  double began = bench_now ();
  guint first;

  if (!dex_await (kontor_db_read (db, KONTOR_DB_BULK, NULL, count_part, &chunk, NULL), error))
    return FALSE;
  for (first = chunk.from; chunk.from < n; chunk.from = chunk.to) {
    chunk.to = MIN (chunk.from + CHUNK, n);
    if (!dex_await (kontor_db_write (db, KONTOR_ORIGIN_FIRST, KONTOR_DB_SYNC_NORMAL, add_chunk, &chunk, NULL), error))
      return FALSE;
    show_progress (part, chunk.to, n, began, first);
  }
  return TRUE;
}

/* The schema without a file, to see what belongs into one. (nullable) */
static sqlite3 *
open_schema (GError **error)
{
  g_autofree char *path = g_strconcat (SQL_FOLDER, kontor_schema.steps[0].resource, NULL);
  g_autoptr (GBytes) sql = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  sqlite3 *schema = NULL;

  if (sql == NULL)
    return NULL;
  if (sqlite3_open (":memory:", &schema) == SQLITE_OK && bench_bare_exec (schema, g_bytes_get_data (sql, NULL), error))
    return schema;
  sqlite3_close (schema);
  return NULL;
}

/* A million orders come into thirty indexes of lists much sooner when these are made at the end. */
static gboolean
change_indexes (const char *path, const char *statements, GError **error)
{
  sqlite3 *schema = open_schema (error);
  sqlite3 *db = schema != NULL ? bench_bare_open_writer (path, error) : NULL;
  sqlite3_stmt *stmt = db != NULL ? bench_bare_prepare (schema, statements, error) : NULL;
  gboolean done =
      stmt != NULL &&
      bench_bare_exec (db, "PRAGMA cache_size=-400000; PRAGMA temp_store=MEMORY; PRAGMA synchronous=OFF", error);

  while (done && sqlite3_step (stmt) == SQLITE_ROW)
    done = bench_bare_exec (db, (const char *) sqlite3_column_text (stmt, 0), error);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  sqlite3_close (schema);
  return done;
}

/* An order changes its customer too. */
#define LIST_INDEXES "FROM sqlite_schema WHERE type = 'index' AND (name GLOB 'order*_by_*' OR name GLOB 'customer_by_*')"
#define DROP_INDEXES "SELECT 'DROP INDEX IF EXISTS ' || name " LIST_INDEXES
#define MAKE_INDEXES "SELECT replace (sql, 'CREATE INDEX', 'CREATE INDEX IF NOT EXISTS') " LIST_INDEXES

static gboolean
fill_parts (const char *path, KontorGenerator *generator, guint n_filled, GError **error)
{
  const guint counts[] = { BENCH_SHOP_PRODUCTS, BENCH_SHOP_PRODUCTS, kontor_generator_get_n_customers (generator),
                           n_filled };
  g_autoptr (KontorDb) db = bench_open (path, error);

  if (db == NULL ||
      !dex_await (kontor_db_write (db, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, add_account, NULL, NULL), error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!fill_part (db, generator, i, counts[i], error)) {
      bench_close (db, NULL);
      return FALSE;
    }
  return bench_close (db, error);
}

static gboolean
make_file (const char *path, GError **error)
{
  g_autoptr (KontorDb) db = bench_open (path, error);

  return db != NULL && bench_close (db, error);
}

static gboolean
fill_shop (const char *path, KontorGenerator *generator, guint n_filled, GError **error)
{
  return make_file (path, error) && change_indexes (path, DROP_INDEXES, error) &&
         fill_parts (path, generator, n_filled, error) && change_indexes (path, MAKE_INDEXES, error);
}

/* Shops of an older schema are of no use any more. */
static void
remove_older (const char *folder, const char *prefix, const char *hash)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_prefix (name, prefix) && !g_str_has_prefix (name + strlen (prefix), hash))
      g_unlink (path);
  }
}

static gboolean
fail_file (const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

char *
bench_shop_dup (Bench *self, guint n_orders, guint n_filled, GError **error)
{
  g_autoptr (KontorGenerator) generator = kontor_generator_new (BENCH_SHOP_SEED, n_orders, BENCH_SHOP_PRODUCTS, NEWEST);
  g_autofree char *hash = hash_shop (generator, error);
  g_autofree char *prefix = g_strdup_printf ("shop-%u-%u-", n_orders, n_filled);
  g_autofree char *path = NULL, *part = NULL;

  if (hash == NULL)
    return NULL;
  path = g_strconcat (BENCH_CACHE "/", prefix, hash, ".db", NULL);
  part = g_strconcat (BENCH_CACHE "/", prefix, hash, ".making", NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  if (g_mkdir_with_parents (BENCH_CACHE, 0700) != 0) {
    fail_file (BENCH_CACHE, error);
    return NULL;
  }
  remove_older (BENCH_CACHE, prefix, hash);
  if (!fill_shop (part, generator, n_filled, error))
    return NULL;
  if (g_rename (part, path) != 0) {
    fail_file (path, error);
    return NULL;
  }
  return g_steal_pointer (&path);
}

char *
bench_shop_copy (Bench *self, const char *path, const char *name, GError **error)
{
  g_autofree char *copy = g_build_filename (BENCH_CACHE, name, NULL);
  g_autofree char *log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *index = g_strconcat (copy, "-shm", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (copy);

  g_unlink (log);
  g_unlink (index);
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&copy);
}

gboolean
bench_shops (Bench *self, GError **error)
{
  g_autofree char *big = bench_shop_dup (self, bench_get_n_orders (self), bench_get_n_orders (self), error);
  g_autofree char *small = big != NULL ? bench_shop_dup (self, 1000, 1000, error) : NULL;

  return small != NULL;
}
