#include "bench-woo-cpu.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <sys/resource.h>

#include "bench-bare.h"
#include "bench-rows.h"
#include "kontor-store-private.h"

/* Orders of a transaction: a page. */
#define TOGETHER 100

double
bench_read_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

/* Processor milliseconds that json-glib needs for the same bytes; NAN on errors. */
static double
parse_files (const char *folder, GError **error)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, error);
  const char *name;
  double cpu = 0;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (JsonParser) parser = json_parser_new ();
    g_autofree char *text = NULL;
    double began;
    gsize size;

    if (!g_file_get_contents (path, &text, &size, error))
      return NAN;
    g_unlink (path);
    began = bench_read_cpu ();
    if (!json_parser_load_from_data (parser, text, (gssize) size, error))
      return NAN;
    cpu += bench_read_cpu () - began;
  }
  return files != NULL ? cpu : NAN;
}

static double
parse_bare (BenchStorefront *shop, GError **error)
{
  g_autofree char *folder = g_build_filename (BENCH_CACHE, "woo-pages", NULL);
  g_auto (GStrv) log = bench_storefront_dup_log (shop);

  g_mkdir_with_parents (folder, 0700);
  return bench_storefront_fetch (shop, (const char *const *) log, folder, error) ? parse_files (folder, error) : NAN;
}

static void
add_words (GPtrArray *words, KontorBatch *batch)
{
  for (guint i = 0; i < batch->rows->len; i++)
    if (kontor_record_get_entity (g_ptr_array_index (batch->rows, i)) == KONTOR_ENTITY_ORDER)
      g_ptr_array_add (words, kontor_store_make_words (KONTOR_ENTITY_ORDER, g_ptr_array_index (batch->rows, i)));
}

/* Processor milliseconds from the shop to records, without the database; NAN on errors. @words: their search texts */
static double
pull_orders (KontorAccount *account, GPtrArray *words, GError **error)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;
  double cpu = 0;

  while (more) {
    double began = bench_read_cpu ();
    g_autoptr (KontorBatch) batch =
        dex_await_boxed (kontor_connector_pull (connector, "orders", KONTOR_PULL_FIRST, cursor), error);

    if (batch == NULL)
      return NAN;
    cpu += bench_read_cpu () - began;
    add_words (words, batch);
    g_set_str (&cursor, batch->cursor);
    more = batch->more;
  }
  return cpu;
}

/* A copy of the database without its orders, and with all that they refer to. */
static sqlite3 *
open_empty (sqlite3 *full, GError **error)
{
  g_autofree char *path = g_build_filename (BENCH_CACHE, "woo-bare.db", NULL);
  g_autofree char *copy = g_strdup_printf ("VACUUM INTO '%s'", path);
  sqlite3 *db;

  g_unlink (path);
  if (!bench_bare_exec (full, copy, error))
    return NULL;
  db = bench_bare_open_writer (path, error);
  if (db != NULL && bench_bare_exec (db, "DELETE FROM \"order\"", error) &&
      bench_bare_exec (db, "INSERT INTO order_words (order_words) VALUES ('delete-all')", error) &&
      bench_bare_exec (db, "VACUUM", error) && bench_bare_exec (db, "PRAGMA wal_checkpoint(TRUNCATE)", error))
    return db;
  sqlite3_close (db);
  return NULL;
}

/* Processor milliseconds of a bare loop that writes the same rows; NAN on errors. */
static double
write_bare (const char *path, GPtrArray *words, GError **error)
{
  sqlite3 *full = bench_bare_open_writer (path, error);
  sqlite3 *empty = full != NULL ? open_empty (full, error) : NULL;
  g_autoptr (BenchRows) rows = empty != NULL ? bench_rows_new (full, G_MAXINT64, words->len, words, error) : NULL;
  double began = bench_read_cpu ();
  gboolean written = rows != NULL && bench_rows_write (rows, empty, TOGETHER, error);
  double cpu = bench_read_cpu () - began;

  g_clear_pointer (&rows, bench_rows_free);
  sqlite3_close (empty);
  sqlite3_close (full);
  return written ? cpu : NAN;
}

static void
report (Bench *bench, const char *what, double value, double baseline, const char *target)
{
  BenchFigure figure = { "woo.import-cpu", what, "ms", value, baseline, target, value <= 1.5 * baseline };

  bench_report (bench, &figure);
}

gboolean
bench_woo_report_cpu (Bench *bench, BenchStorefront *shop, KontorAccount *account, const char *path, double cpu,
                      guint n_orders, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  double parsed = parse_bare (shop, error);
  double pulled = isnan (parsed) ? NAN : pull_orders (account, words, error);
  double written = isnan (pulled) ? NAN : write_bare (path, words, error);

  if (isnan (written))
    return FALSE;
  report (bench, "an order, from the shop to a record", pulled / n_orders, parsed / n_orders, "≤ 1.5 × json-glib");
  report (bench, "and into the database", cpu / n_orders, (parsed + written) / n_orders,
          "≤ 1.5 × json-glib and a bare loop");
  report (bench, "a bare loop alone, beside json-glib", written / n_orders, parsed / n_orders, NULL);
  return TRUE;
}
