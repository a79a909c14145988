#include "bench-list.h"

#include <math.h>
#include <time.h>

#include "kontor-generator.h"
#include "kontor-ingest.h"

#define N_CHANGES 10000
#define TOGETHER 100
#define ROUNDS 3
/* What a window shows at once. */
#define VISIBLE 40

/* Changes as a storefront sends them: every second one is a new order, the others touch orders of any age. */
typedef struct {
  KontorDb *db;
  KontorGenerator *generator; /* of the shop */
  KontorGenerator *newcomers; /* of the orders that come in */
  guint n_orders;
  guint n_new; /* so far */
  guint sent;  /* so far */
} Storefront;

static const KontorConnectorFactory *const platforms[] = { NULL };

/* The longest iteration of the main loop, and the one in which it computed longest: the first also counts what other
 * programs took from it. */
static GPollFunc poll_before;
static double iteration_began, computing_began;
static double longest, most_computed;

static double
get_computed (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1e6;
}

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  int ready;

  longest = fmax (longest, bench_now () - iteration_began);
  most_computed = fmax (most_computed, get_computed () - computing_began);
  ready = poll_before (fds, n_fds, timeout);
  iteration_began = bench_now ();
  computing_began = get_computed ();
  return ready;
}

static void
watch_begin (void)
{
  poll_before = g_main_context_get_poll_func (NULL);
  longest = most_computed = 0;
  iteration_began = bench_now ();
  computing_began = get_computed ();
  g_main_context_set_poll_func (NULL, poll_and_measure);
}

static double
watch_end (void)
{
  g_main_context_set_poll_func (NULL, poll_before);
  return longest;
}

static KontorRecord *
make_new (Storefront *self)
{
  KontorRecord *order = kontor_generator_make_order (self->newcomers, self->n_new);
  g_autofree char *key = g_strdup_printf ("new-%u", self->n_new);

  kontor_record_set_key (order, key);
  self->n_new++;
  return order;
}

static KontorRecord *
make_changed (Storefront *self)
{
  guint index = (guint) ((guint64) self->sent * 7919 % self->n_orders);
  KontorRecord *order = kontor_generator_make_order (self->generator, index);

  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "on-hold");
  kontor_record_set_int (order, KONTOR_ORDER_UPDATED_AT, bench_shop_get_newest () + self->sent);
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, self->sent % 4 == 0);
  return order;
}

static gboolean
send_some (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const KontorIngest ingest = { .platforms = platforms, .account_id = 1, .began = G_MAXINT64, .news = TRUE };
  Storefront *self = data;

  for (guint i = 0; i < TOGETHER; i++) {
    g_autoptr (KontorRecord) order = self->sent % 2 == 0 ? make_new (self) : make_changed (self);

    self->sent++;
    if (!kontor_ingest_row (txn, &ingest, order, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
send_all (Storefront *self, GError **error)
{
  for (guint i = 0; i < N_CHANGES; i += TOGETHER)
    if (!dex_await (kontor_db_write (self->db, KONTOR_ORIGIN_SERVER, KONTOR_DB_SYNC_NORMAL, send_some, self, NULL),
                    error))
      return FALSE;
  return TRUE;
}

/* A list view binds what comes into sight. */
static void
look (KontorResults *results, guint position, guint removed, guint added, GPtrArray *visible)
{
  g_ptr_array_set_size (visible, 0);
  for (guint i = 0; i < VISIBLE; i++) {
    gpointer item = g_list_model_get_item (G_LIST_MODEL (results), i);

    if (item != NULL)
      g_ptr_array_add (visible, item);
  }
}

static gboolean
measure_without (Storefront *storefront, GArray *samples, GError **error)
{
  gboolean sent;

  watch_begin ();
  sent = send_all (storefront, error);
  bench_samples_add (samples, watch_end ());
  return sent;
}

static gboolean
measure_with (Storefront *storefront, KontorResults *results, GArray *samples, GArray *computed, GError **error)
{
  g_autoptr (GPtrArray) visible = g_ptr_array_new_with_free_func (g_object_unref);
  gulong handler = g_signal_connect (results, "items-changed", G_CALLBACK (look), visible);
  gboolean sent;

  look (results, 0, 0, 0, visible);
  dex_await (dex_timeout_new_msec (500), NULL);
  watch_begin ();
  sent = send_all (storefront, error);
  /* The list follows at most twice a second. */
  dex_await (dex_timeout_new_msec (2000), NULL);
  bench_samples_add (samples, watch_end ());
  bench_samples_add (computed, most_computed);
  g_signal_handler_disconnect (results, handler);
  return sent;
}

static gboolean
run_rounds (Bench *bench, BenchList *list, Storefront *storefront, GError **error)
{
  g_autoptr (GArray) with = bench_samples_new ();
  g_autoptr (GArray) without = bench_samples_new ();
  g_autoptr (GArray) computed = bench_samples_new ();
  BenchFigure computing = { "engine.stall", "the same: what the loop computed itself", "ms", .baseline = NAN, .target = "≤ 8 ms" };
  BenchFigure figure = { "engine.stall", "10,000 changes, a list open; beside none", "ms", .target = "≤ 8 ms" };

  for (guint i = 0; i < ROUNDS; i++) {
    kontor_results_set_query (list->results, NULL);
    if (!measure_without (storefront, without, error))
      return FALSE;
    bench_list_ask_whole (list, NULL, NULL, NULL);
    if (!measure_with (storefront, list->results, with, computed, error))
      return FALSE;
  }
  figure.value = bench_samples_get (with, 50);
  figure.baseline = bench_samples_get (without, 50);
  figure.holds = figure.value <= 8;
  bench_report (bench, &figure);
  computing.value = bench_samples_get (computed, 50);
  computing.holds = computing.value <= 8;
  bench_report (bench, &computing);
  return TRUE;
}

gboolean
bench_stall (Bench *bench, GError **error)
{
  guint n_orders = bench_get_n_orders (bench);
  g_autofree char *path = bench_shop_dup (bench, n_orders, n_orders, error);
  g_autofree char *copy = path != NULL ? bench_shop_copy (bench, path, "changed.db", error) : NULL;
  g_autoptr (KontorGenerator) generator =
      kontor_generator_new (BENCH_SHOP_SEED, n_orders, BENCH_SHOP_PRODUCTS, bench_shop_get_newest ());
  g_autoptr (KontorGenerator) newcomers = kontor_generator_new (BENCH_SHOP_SEED + 1, n_orders, BENCH_SHOP_PRODUCTS,
                                                                bench_shop_get_newest () + 86400000);
  BenchList list = { 0 };
  Storefront storefront = { .generator = generator, .newcomers = newcomers, .n_orders = n_orders };
  gboolean done;

  if (copy == NULL || !bench_list_open (&list, copy, error))
    return FALSE;
  storefront.db = list.db;
  done = run_rounds (bench, &list, &storefront, error);
  return bench_list_close (&list, done ? error : NULL) && done;
}
