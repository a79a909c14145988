#include "bench.h"

#include "bench-bare.h"
#include "bench-rows.h"
#include "kontor-error.h"
#include "kontor-generator.h"
#include "kontor-ingest.h"
#include "kontor-store-private.h"

#define N_ORDERS 100000
#define ROUNDS 10
#define TOGETHER 100

static const KontorConnectorFactory *const platforms[] = { NULL };

/* A file that the engine fills and one that a bare loop fills, round by round with the same orders. */
typedef struct {
  KontorDb *db;
  sqlite3 *read; /* of the engine's file */
  sqlite3 *bare;
  KontorGenerator *generator;
  guint round_length;
  guint next;   /* order */
  gint64 below; /* ids of orders to come */
} Ingest;

/* Part of a page; on the writer thread. */
typedef struct {
  GPtrArray *records; /* (unowned) */
  guint from;
} Page;

static gboolean
save_page (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const KontorIngest ingest = { .platforms = platforms, .account_id = 1, .began = G_MAXINT64 };
  Page *page = data;

  for (guint i = page->from; i < MIN (page->from + TOGETHER, page->records->len); i++)
    if (!kontor_ingest_row (txn, &ingest, g_ptr_array_index (page->records, i), error))
      return FALSE;
  return TRUE;
}

static GPtrArray *
make_records (Ingest *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);

  for (guint i = 0; i < self->round_length; i++)
    g_ptr_array_add (records, kontor_generator_make_order (self->generator, self->next++));
  return records;
}

static gboolean
save_records (Ingest *self, GPtrArray *records, GError **error)
{
  for (Page page = { records, 0 }; page.from < records->len; page.from += TOGETHER)
    if (!dex_await (kontor_db_write (self->db, KONTOR_ORIGIN_FIRST, KONTOR_DB_SYNC_NORMAL, save_page, &page, NULL),
                    error))
      return FALSE;
  return TRUE;
}

static GPtrArray *
make_words (GPtrArray *records)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (words, kontor_store_make_words (KONTOR_ENTITY_ORDER, g_ptr_array_index (records, i)));
  return words;
}

static gboolean
run_round (Ingest *self, GArray *ours, GArray *bare, GError **error)
{
  g_autoptr (GPtrArray) records = make_records (self);
  g_autoptr (GPtrArray) words = make_words (records);
  g_autoptr (BenchRows) rows = NULL;
  double began = bench_now ();

  if (!save_records (self, records, error))
    return FALSE;
  bench_samples_add (ours, self->round_length * 1000 / (bench_now () - began));

  rows = bench_rows_new (self->read, self->below, self->round_length, words, error);
  if (rows == NULL)
    return FALSE;
  self->below = bench_rows_get_last (rows);
  began = bench_now ();
  if (!bench_rows_write (rows, self->bare, TOGETHER, error))
    return FALSE;
  bench_samples_add (bare, self->round_length * 1000 / (bench_now () - began));
  return TRUE;
}

/* Otherwise the comparison says nothing. */
static gboolean
check_same (Ingest *self, GError **error)
{
  static const char *const questions[] = {
    "SELECT count (*) FROM \"order\"",
    "SELECT count (*) FROM order_line",
    "SELECT count (*) FROM order_fulfilment_line",
    "SELECT count (*) FROM order_words WHERE order_words MATCH 'a*'",
    "SELECT sum (order_count) FROM customer",
    "SELECT sum (spent) FROM customer",
    "SELECT sum (last_order_at) FROM customer",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    gint64 ours = 0, bare = 0;

    if (!bench_bare_ask (self->read, questions[i], &ours, error) ||
        !bench_bare_ask (self->bare, questions[i], &bare, error))
      return FALSE;
    if (ours != bare) {
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB,
                   "Not the same was written: %s: %" G_GINT64_FORMAT ", bare %" G_GINT64_FORMAT, questions[i], ours,
                   bare);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
run_rounds (Bench *bench, Ingest *self, GError **error)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) bare = bench_samples_new ();
  BenchFigure figure = { "engine.ingest", "orders with lines", "orders/s", .target = "≥ 0.6 × bare" };

  for (guint i = 0; i < ROUNDS; i++)
    if (!run_round (self, ours, bare, error))
      return FALSE;
  if (!check_same (self, error))
    return FALSE;
  figure.value = bench_samples_get (ours, 50);
  figure.baseline = bench_samples_get (bare, 50);
  figure.holds = figure.value >= 0.6 * figure.baseline;
  bench_report (bench, &figure);
  return TRUE;
}

gboolean
bench_ingest (Bench *bench, GError **error)
{
  guint n_orders = MIN (N_ORDERS, bench_get_n_orders (bench));
  g_autofree char *empty = bench_shop_dup (bench, n_orders, 0, error);
  g_autofree char *ours = empty != NULL ? bench_shop_copy (bench, empty, "ingest.db", error) : NULL;
  g_autofree char *bare = ours != NULL ? bench_shop_copy (bench, empty, "ingest-bare.db", error) : NULL;
  g_autoptr (KontorGenerator) generator =
      kontor_generator_new (BENCH_SHOP_SEED, n_orders, BENCH_SHOP_PRODUCTS, bench_shop_get_newest ());
  g_autoptr (KontorDb) db = bare != NULL ? bench_open (ours, error) : NULL;
  Ingest self = { db, .generator = generator, .round_length = n_orders / ROUNDS, .below = G_MAXINT64 };
  gboolean done;

  if (db == NULL)
    return FALSE;
  self.read = bench_bare_open_reader (ours, error);
  self.bare = self.read != NULL ? bench_bare_open_writer (bare, error) : NULL;
  done = self.bare != NULL && run_rounds (bench, &self, error);
  sqlite3_close (self.bare);
  sqlite3_close (self.read);
  return bench_close (db, done ? error : NULL) && done;
}
