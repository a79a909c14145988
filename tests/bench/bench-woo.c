#include "bench.h"

#include <glib/gstdio.h>
#include <math.h>

#include "bench-memory.h"
#include "bench-storefront.h"
#include "bench-woo-cpu.h"
#include "kontor-engine.h"
#include "register.h"

#define N_ROWS 10000
/* Milliseconds between two looks at the memory. */
#define LOOK 250
/* Seconds: until the first tail of changes has passed, and how long is looked at what goes on then. */
#define SETTLING 20
#define RESTING 240

/* An engine with an empty file, and a shop. */
typedef struct {
  BenchStorefront *shop;
  KontorEngine *engine;
  KontorAccount *account;
  GArray *memory; /* (nullable): kilobytes by time, where they are looked at: that is work by itself */
} Woo;

static guint
get_n_rows (Bench *bench)
{
  return MIN (N_ROWS, bench_get_n_orders (bench));
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    g_unlink (file);
  }
}

static char *
dup_path (void)
{
  return g_build_filename (BENCH_CACHE, "woo.db", NULL);
}

static KontorEngine *
open_engine (GError **error)
{
  g_autofree char *path = dup_path ();
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };

  g_mkdir_with_parents (BENCH_CACHE, 0700);
  remove_file (path);
  return dex_await_object (kontor_engine_open (path, &config), error);
}

static gboolean
woo_begin (Woo *self, const char *const *settings, GError **error)
{
  g_autoptr (GVariant) fields = NULL;

  self->shop = bench_storefront_new (settings, error);
  self->engine = self->shop != NULL ? open_engine (error) : NULL;
  if (self->engine == NULL)
    return FALSE;
  fields = bench_storefront_dup_fields (self->shop);
  self->account = dex_await_object (
      kontor_engine_add_account (self->engine, "woocommerce", "password", fields, NULL, NULL), error);
  bench_storefront_forget (self->shop);
  return self->account != NULL;
}

static void
woo_end (Woo *self)
{
  g_clear_object (&self->account);
  if (self->engine != NULL)
    dex_await (kontor_engine_stop (self->engine), NULL);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->shop, bench_storefront_free);
  g_clear_pointer (&self->memory, g_array_unref);
}

static gboolean
look_at_memory (gpointer data)
{
  bench_samples_add (data, bench_read_pss ());
  return G_SOURCE_CONTINUE;
}

/* Milliseconds that the first import takes, or NAN. */
static double
import (Woo *self, GError **error)
{
  double began = bench_now ();
  guint looking = self->memory != NULL ? g_timeout_add (LOOK, look_at_memory, self->memory) : 0;
  gboolean is_done = dex_await (kontor_sync_run_once (kontor_account_get_sync (self->account)), error);

  g_clear_handle_id (&looking, g_source_remove);
  return is_done ? bench_now () - began : NAN;
}

static double
mean (GArray *samples, guint from, guint to)
{
  double sum = 0;

  for (guint i = from; i < to; i++)
    sum += g_array_index (samples, double, i);
  return sum / (to - from);
}

static void
report_memory (Bench *bench, GArray *samples)
{
  BenchFigure figure = { "woo.memory", "last tenth of the import, beside the first", "MB",
                         .target = "≤ 1.2 × the first tenth" };
  guint tenth = samples->len / 10;

  if (tenth == 0)
    return;
  figure.value = mean (samples, samples->len - tenth, samples->len) / 1024;
  figure.baseline = mean (samples, 0, tenth) / 1024;
  figure.holds = figure.value <= 1.2 * figure.baseline;
  bench_report (bench, &figure);
}

static gboolean
run_import (Bench *bench, Woo *self, GError **error)
{
  BenchFigure figure = { "woo.import", "orders and products from a shop at its real pace", "s",
                         .target = "≤ 1.15 × curl" };
  g_auto (GStrv) log = NULL;
  double taken, began;

  self->memory = bench_samples_new ();
  taken = import (self, error);
  if (isnan (taken))
    return FALSE;
  log = bench_storefront_dup_log (self->shop);
  report_memory (bench, self->memory);
  began = bench_now ();
  if (!bench_storefront_fetch (self->shop, (const char *const *) log, NULL, error))
    return FALSE;
  figure.value = taken / 1000;
  figure.baseline = (bench_now () - began) / 1000;
  figure.holds = figure.value <= 1.15 * figure.baseline;
  bench_report (bench, &figure);
  return TRUE;
}

gboolean
bench_woo_import (Bench *bench, GError **error)
{
  g_autofree char *orders = g_strdup_printf ("orders=%u", get_n_rows (bench));
  g_autofree char *products = g_strdup_printf ("products=%u", get_n_rows (bench));
  g_autofree char *customers = g_strdup_printf ("customers=%u", get_n_rows (bench) / 4);
  const char *settings[] = { orders, products, customers, "variable=10", "paced=1", NULL };
  Woo self = { 0 };
  gboolean done = woo_begin (&self, settings, error) && run_import (bench, &self, error);

  woo_end (&self);
  return done;
}

static gboolean
run_ingest (Bench *bench, Woo *self, guint n_orders, GError **error)
{
  BenchFigure figure = { "woo.ingest", "orders from a shop that answers at once", "orders/s",
                         .target = "≥ 0.5 × engine.ingest" };
  g_autofree char *path = dup_path ();
  double cpu = bench_read_cpu ();
  double taken = import (self, error);

  if (isnan (taken))
    return FALSE;
  cpu = bench_read_cpu () - cpu;
  figure.value = n_orders * 1000 / taken;
  figure.baseline = bench_get_value (bench, "engine.ingest");
  figure.holds = figure.value >= 0.5 * figure.baseline;
  bench_report (bench, &figure);
  return bench_woo_report_cpu (bench, self->shop, self->account, path, cpu, n_orders, error);
}

gboolean
bench_woo_ingest (Bench *bench, GError **error)
{
  guint n_orders = get_n_rows (bench);
  g_autofree char *orders = g_strdup_printf ("orders=%u", n_orders);
  const char *settings[] = { orders, "products=100", "customers=100", NULL };
  Woo self = { 0 };
  gboolean done;

  if (isnan (bench_get_value (bench, "engine.ingest")) && !bench_ingest (bench, error))
    return FALSE;
  done = woo_begin (&self, settings, error) && run_ingest (bench, &self, n_orders, error);
  woo_end (&self);
  return done;
}

static void
report_rest (Bench *bench, double cpu, guint n_requests)
{
  BenchFigure requests = { "woo.idle", "requests a minute at rest, the window in front", "1/min", .baseline = NAN,
                           .target = "≤ 2" };
  BenchFigure each = { "woo.idle", "processor time of each of them", "ms", .baseline = NAN, .target = "≤ 20" };

  requests.value = n_requests * 60.0 / RESTING;
  requests.holds = requests.value <= 2;
  bench_report (bench, &requests);
  each.value = cpu / MAX (n_requests, 1);
  each.holds = each.value <= 20;
  bench_report (bench, &each);
}

static gboolean
run_idle (Bench *bench, Woo *self, GError **error)
{
  g_auto (GStrv) log = NULL;
  double cpu;

  if (isnan (import (self, error)))
    return FALSE;
  kontor_engine_start (self->engine);
  kontor_engine_set_focused (self->engine, TRUE);
  dex_await (dex_timeout_new_seconds (SETTLING), NULL);
  bench_storefront_forget (self->shop);
  cpu = bench_read_cpu ();
  dex_await (dex_timeout_new_seconds (RESTING), NULL);
  cpu = bench_read_cpu () - cpu;
  log = bench_storefront_dup_log (self->shop);
  report_rest (bench, cpu, g_strv_length (log));
  return TRUE;
}

gboolean
bench_woo_idle (Bench *bench, GError **error)
{
  const char *const settings[] = { "orders=500", "products=200", "customers=100", "variable=10", NULL };
  Woo self = { 0 };
  gboolean done = woo_begin (&self, settings, error) && run_idle (bench, &self, error);

  woo_end (&self);
  return done;
}
