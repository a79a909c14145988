#include <math.h>

#include "bench-editor.h"
#include "bench.h"
#include "kontor-engine.h"
#include "register.h"

#define ROUNDS 7
#define MOST_NUMBERS 16
/* 15 January 2026 */
#define SHOP_NOW "1768471200000"

/* Of a child's lines. (element-type double) (nullable) */
static GArray *
read_numbers (const char *output)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", MOST_NUMBERS);
  GArray *numbers = bench_samples_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      bench_samples_add (numbers, g_ascii_strtod (lines[i], NULL));
  return numbers;
}

/* The window in a process and a home of its own. (transfer full) (nullable): what it measured, @n_numbers numbers */
static GArray *
run_child (Bench *bench, const char *what, const char *path, guint n_numbers, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *folder = g_path_get_dirname (path), *home = g_build_filename (folder, "home", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) child = NULL;
  GArray *numbers;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", home, TRUE);
  child =
      g_subprocess_launcher_spawn (launcher, error, bench_get_program (bench), "--window", what, "--shop", path, NULL);
  if (child == NULL || !g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, error) ||
      !g_subprocess_wait_check (child, NULL, error))
    return NULL;
  numbers = read_numbers (output);
  if (numbers->len == n_numbers)
    return numbers;
  g_array_unref (numbers);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The window did not measure what it should of “%s”", what);
  return NULL;
}

static gboolean
start_window (Bench *bench, const char *path, GArray *samples, GError **error)
{
  double began = bench_now ();
  g_autoptr (GArray) painted = run_child (bench, "start", path, 1, error);

  if (painted == NULL)
    return FALSE;
  bench_samples_add (samples, g_array_index (painted, double, 0) - began);
  return TRUE;
}

static gboolean
start_editor (GArray *samples, GError **error)
{
  double took = bench_editor_start (error);

  if (isnan (took))
    return FALSE;
  bench_samples_add (samples, took);
  return TRUE;
}

static void
report_starts (Bench *bench, GArray *big, GArray *small, GArray *editor)
{
  BenchFigure start = { "window.start", "to the painted list of orders, beside gnome-text-editor's window", "ms",
                        .target = "≤ 1.5 ×" };
  BenchFigure flat = { "window.start-flat", "the same, beside 1,000 orders", "ms", .target = "≤ 1.15 ×" };

  start.value = flat.value = bench_samples_get (big, 50);
  start.baseline = bench_samples_get (editor, 50);
  start.holds = start.value <= 1.5 * start.baseline;
  bench_report (bench, &start);
  flat.baseline = bench_samples_get (small, 50);
  flat.holds = flat.value <= 1.15 * flat.baseline;
  bench_report (bench, &flat);
}

gboolean
bench_window_start (Bench *bench, GError **error)
{
  g_autofree char *big = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autofree char *small = big != NULL ? bench_shop_dup (bench, 1000, 1000, error) : NULL;
  g_autoptr (GArray) bigs = bench_samples_new ();
  g_autoptr (GArray) smalls = bench_samples_new ();
  g_autoptr (GArray) editors = bench_samples_new ();

  if (small == NULL)
    return FALSE;
  for (guint i = 0; i < ROUNDS; i++)
    if (!start_window (bench, big, bigs, error) || !start_window (bench, small, smalls, error) ||
        !start_editor (editors, error))
      return FALSE;
  report_starts (bench, bigs, smalls, editors);
  return TRUE;
}

gboolean
bench_window_scroll (Bench *bench, GError **error)
{
  static const char *const styles[] = { "by page", "by wheel", "by dragging the bar from stop to stop",
                                        "by dragging the bar without a stop" };
  g_autofree char *path = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autoptr (GArray) numbers = path != NULL ? run_child (bench, "scroll", path, 2 * G_N_ELEMENTS (styles), error) : NULL;

  if (numbers == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    g_autofree char *what = g_strdup_printf ("99th percentile of frames %s, beside a bare list", styles[i]);
    BenchFigure figure = { "window.scroll", what, "ms", .target = "≤ 1.3 ×" };

    figure.value = g_array_index (numbers, double, 2 * i);
    figure.baseline = g_array_index (numbers, double, 2 * i + 1);
    figure.holds = figure.value <= 1.3 * figure.baseline;
    bench_report (bench, &figure);
  }
  return TRUE;
}

gboolean
bench_window_search (Bench *bench, GError **error)
{
  BenchFigure figure = { "window.search", "keystroke to painted rows, 95th percentile", "ms", .baseline = NAN,
                         .target = "≤ 33 ms" };
  g_autofree char *path = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autoptr (GArray) numbers = path != NULL ? run_child (bench, "search", path, 1, error) : NULL;

  if (numbers == NULL)
    return FALSE;
  figure.value = g_array_index (numbers, double, 0);
  figure.holds = figure.value <= 33;
  bench_report (bench, &figure);
  return TRUE;
}

/* A shop whose customers sleep, with pictures. */
static GVariant *
make_fields (const char *path)
{
  g_autofree char *address = g_strconcat (path, ".sample", NULL);
  g_auto (GVariantBuilder) fields = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  g_variant_builder_add (&fields, "{ss}", "address", address);
  g_variant_builder_add (&fields, "{ss}", "now", SHOP_NOW);
  g_variant_builder_add (&fields, "{ss}", "products", "100");
  return g_variant_ref_sink (g_variant_builder_end (&fields));
}

static gboolean
connect_sample (KontorEngine *engine, const char *path, GError **error)
{
  g_autoptr (GVariant) fields = make_fields (path);
  g_autoptr (KontorAccount) account =
      dex_await_object (kontor_engine_add_account (engine, "sample", "demo", fields, NULL, NULL), error);

  return account != NULL && dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), error);
}

/* A copy of the big shop beside which the sample shop is connected. (transfer full) (nullable) */
static char *
make_connected (Bench *bench, GError **error)
{
  KontorEngineConfig config = { .factories = kontor_connector_list_factories () };
  g_autofree char *big = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autofree char *path = big != NULL ? bench_shop_copy (bench, big, "window.db", error) : NULL;
  g_autoptr (KontorEngine) engine = NULL;
  gboolean connected;

  if (path == NULL)
    return NULL;
  engine = dex_await_object (kontor_engine_open (path, &config), error);
  if (engine == NULL)
    return NULL;
  connected = connect_sample (engine, path, error);
  dex_await (kontor_engine_stop (engine), NULL);
  return connected ? g_steal_pointer (&path) : NULL;
}

static gboolean
report_connected (Bench *bench, const char *what, BenchFigure *figure, double scale, double most, GError **error)
{
  g_autofree char *path = make_connected (bench, error);
  g_autoptr (GArray) numbers = path != NULL ? run_child (bench, what, path, 1, error) : NULL;

  if (numbers == NULL)
    return FALSE;
  figure->value = g_array_index (numbers, double, 0) * scale;
  figure->baseline = NAN;
  figure->holds = figure->value <= most;
  bench_report (bench, figure);
  return TRUE;
}

gboolean
bench_window_memory (Bench *bench, GError **error)
{
  BenchFigure figure = { "window.memory", "orders and pictures scrolled through", "MB", .target = "≤ 250 MB" };

  return report_connected (bench, "memory", &figure, 1.0 / 1024, 250, error);
}

gboolean
bench_window_idle (Bench *bench, GError **error)
{
  BenchFigure figure = { "window.idle", "processor time of 60 s at rest", "%", .target = "≤ 0.5 % of a core" };

  return report_connected (bench, "idle", &figure, 1, 0.5, error);
}
