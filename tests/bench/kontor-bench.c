#include "bench.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <malloc.h>
#include <math.h>

#include "bench-window-child.h"

struct _Bench {
  guint n_orders;
  const char *program;
  GString *json;      /* (owned elsewhere): the figures so far */
  GHashTable *values; /* (owned elsewhere): char * → double * */
};

static const struct {
  const char *id;
  gboolean (*run) (Bench *self, GError **error);
} benches[] = {
  { "shops", bench_shops },
  { "engine.open", bench_open_file },
  { "engine.search", bench_search },
  { "engine.sort", bench_sort },
  { "engine.stall", bench_stall },
  { "engine.ingest", bench_ingest },
  { "engine.memory", bench_memory },
  { "engine.select", bench_select },
  { "window.start", bench_window_start },
  { "window.scroll", bench_window_scroll },
  { "window.search", bench_window_search },
  { "window.memory", bench_window_memory },
  { "window.idle", bench_window_idle },
  { "woo.import", bench_woo_import },
  { "woo.memory", bench_woo_import },
  { "woo.ingest", bench_woo_ingest },
  { "woo.import-cpu", bench_woo_ingest },
  { "woo.idle", bench_woo_idle },
  { "print.labels", bench_print_labels },
  { "print.slips", bench_print_slips },
};

static gboolean
is_known (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    if (g_str_equal (id, benches[i].id))
      return TRUE;
  return FALSE;
}

double
bench_now (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

GArray *
bench_samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_samples_add (GArray *samples, double value)
{
  g_array_append_val (samples, value);
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_samples_get (GArray *samples, guint percent)
{
  g_autoptr (GArray) sorted = g_array_copy (samples);

  g_return_val_if_fail (samples->len > 0, NAN);

  g_array_sort (sorted, compare_samples);
  return g_array_index (sorted, double, ((sorted->len - 1) * percent + 50) / 100);
}

guint
bench_get_n_orders (Bench *self)
{
  return self->n_orders;
}

const char *
bench_get_program (Bench *self)
{
  return self->program;
}

static void
append_number (GString *json, const char *name, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number))
    g_string_append_printf (json, "\"%s\": %s, ", name, g_ascii_formatd (text, sizeof text, "%.6g", number));
  else
    g_string_append_printf (json, "\"%s\": null, ", name);
}

static void
append_json (GString *json, const BenchFigure *figure)
{
  g_string_append (json, json->len > 0 ? ",\n  { " : "  { ");
  g_string_append_printf (json, "\"id\": \"%s\", \"what\": \"%s\", ", figure->id, figure->what);
  append_number (json, "value", figure->value);
  g_string_append_printf (json, "\"unit\": \"%s\", ", figure->unit);
  append_number (json, "baseline", figure->baseline);
  append_number (json, "ratio", figure->value / figure->baseline);
  if (figure->target == NULL)
    g_string_append (json, "\"target\": null, \"holds\": null }");
  else
    g_string_append_printf (json, "\"target\": \"%s\", \"holds\": %s }", figure->target,
                            figure->holds ? "true" : "false");
}

static char *
format_number (double number)
{
  if (!isfinite (number))
    return g_strdup ("");
  return g_strdup_printf ("%.*f", number < 10 ? 2 : number < 100 ? 1
                                                                 : 0,
                          number);
}

static void
print_row (const char *id, const char *what, const char *value, const char *unit, const char *baseline,
           const char *ratio, const char *target, const char *holds)
{
  g_print ("%-14s %-62s %9s %-9s %9s %6s  %-24s %s\n", id, what, value, unit, baseline, ratio, target, holds);
}

double
bench_get_value (Bench *self, const char *id)
{
  const double *value = g_hash_table_lookup (self->values, id);

  return value != NULL ? *value : NAN;
}

void
bench_report (Bench *self, const BenchFigure *figure)
{
  g_autofree char *value = format_number (figure->value);
  g_autofree char *baseline = format_number (figure->baseline);
  g_autofree char *ratio = format_number (figure->value / figure->baseline);

  print_row (figure->id, figure->what, value, figure->unit, baseline, ratio, figure->target != NULL ? figure->target : "",
             figure->target == NULL ? "" : figure->holds ? "holds"
                                                         : "MISSED");
  append_json (self->json, figure);
  g_hash_table_insert (self->values, g_strdup (figure->id), g_memdup2 (&figure->value, sizeof figure->value));
}

typedef struct {
  Bench *bench;
  char **ids;        /* (nullable): NULL for all */
  char *list_memory; /* (nullable): a file: this is a process for its memory alone */
  char *bare_memory; /* (nullable): the same without the engine */
  GMainLoop *loop;
  guint last; /* which benchmark was run */
  GError *error;
} Run;

/* One that does not work does not keep the others from being measured. */
static void
run_bench (Run *run, guint index)
{
  g_autoptr (GError) error = NULL;
  double began = bench_now ();

  if (!benches[index].run (run->bench, &error)) {
    g_printerr ("kontor-bench: %s: %s\n", benches[index].id, error->message);
    if (run->error == NULL)
      g_set_error (&run->error, G_IO_ERROR, G_IO_ERROR_FAILED, "Not everything could be measured");
  }
  g_debug ("%s took %.0f s", benches[index].id, (bench_now () - began) / 1000);
}

/* Some report several figures at once. */
static gboolean
was_run (Run *run, guint bench)
{
  return bench > 0 && benches[bench].run == benches[bench - 1].run && run->last == bench - 1;
}

static void
run_benches (Run *run)
{
  run->last = G_MAXUINT;
  print_row ("id", "what", "value", "unit", "baseline", "ratio", "target", "");
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    if (run->ids == NULL || g_strv_contains ((const char *const *) run->ids, benches[i].id)) {
      if (!was_run (run, i))
        run_bench (run, i);
      run->last = i;
    }
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;

  if (run->list_memory != NULL)
    bench_memory_list (run->list_memory, &run->error);
  else if (run->bare_memory != NULL)
    bench_memory_bare (run->bare_memory, &run->error);
  else
    run_benches (run);
  g_main_loop_quit (run->loop);
  return dex_future_new_true ();
}

static gboolean
run_all (Run *run, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  DexFuture *fiber;

  run->loop = loop;
  fiber = dex_scheduler_spawn (NULL, 0, run_fiber, run, NULL);
  g_main_loop_run (loop);
  dex_unref (fiber);
  if (run->error != NULL)
    g_propagate_error (error, run->error);
  return run->error == NULL;
}

static void
run_clear (Run *run)
{
  g_strfreev (run->ids);
  g_free (run->list_memory);
  g_free (run->bare_memory);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
write_json (Bench *bench, const char *path, GError **error)
{
  g_autofree char *text = g_strdup_printf ("[\n%s\n]\n", bench->json->str);

  return g_file_set_contents (path, text, -1, error);
}

static gboolean
check_ids (char **ids, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    g_string_append_printf (known, " %s", benches[i].id);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!is_known (ids[i])) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "There is no benchmark “%s”, but%s", ids[i],
                   known->str);
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_program (int *argc, char ***argv, GError **error)
{
  Bench bench = { .program = (*argv)[0] };
  g_auto (Run) run = { &bench };
  g_autofree char *json = NULL, *window = NULL, *shop = NULL;
  g_autoptr (GString) figures = g_string_new (NULL);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  int n_orders = 1000000;
  gboolean measured;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_FILENAME, &json, "Write the figures as JSON too", "FILE" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &n_orders, "How many a big shop has, for a quick look (1000000)", "N" },
    { "list-memory", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &run.list_memory, NULL, NULL },
    { "bare-memory", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &run.bare_memory, NULL, NULL },
    { "window", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &window, NULL, NULL },
    { "shop", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &shop, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &run.ids, NULL, "[ID…]" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("– measure, each figure beside its baseline");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error) || !check_ids (run.ids, error))
    return FALSE;
  if (window != NULL && shop != NULL)
    return bench_window_child (window, shop, error);
  bench.n_orders = (guint) MAX (n_orders, 1000);
  bench.json = figures;
  bench.values = values;
  measured = run_all (&run, error);
  return (json == NULL || write_json (&bench, json, measured ? error : NULL)) && measured;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

#ifdef M_MMAP_THRESHOLD
  /* As Kontor's own main () does. */
  mallopt (M_MMAP_THRESHOLD, 1024 * 1024);
#endif
  /* The table, and the numbers of a child, stand alone. */
  g_log_writer_default_set_use_stderr (TRUE);
  setlocale (LC_ALL, "");
  dex_init ();
  if (run_program (&argc, &argv, &error))
    return 0;
  g_printerr ("kontor-bench: %s\n", error->message);
  return 1;
}
