#include "bench-list.h"

#include "bench-bare.h"
#include "kontor-results-job.h"
#include "kontor-select.h"

#define ROUNDS 5

/* What stands in the search after a keystroke, and how long its first page took in each round. */
typedef struct {
  char *text;   /* (owned) */
  char *match;  /* (owned): the same in FTS5's language */
  GArray *ours; /* (owned) */
  GArray *bare; /* (owned) */
} Keystroke;

typedef struct {
  BenchList list;
  sqlite3 *bare;
  sqlite3_stmt *match;
  GPtrArray *mix; /* (element-type Keystroke) */
} Search;

static void
keystroke_free (Keystroke *self)
{
  g_free (self->text);
  g_free (self->match);
  g_array_unref (self->ours);
  g_array_unref (self->bare);
  g_free (self);
}

static Keystroke *
keystroke_new (const char *text)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, text, NULL, NULL);
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  Keystroke *self = g_new0 (Keystroke, 1);

  self->text = g_strdup (text);
  self->match = g_strdup (select->match);
  self->ours = bench_samples_new ();
  self->bare = bench_samples_new ();
  return self;
}

static GPtrArray *
read_mix (GError **error)
{
  g_autoptr (GPtrArray) mix = g_ptr_array_new_with_free_func ((GDestroyNotify) keystroke_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (BENCH_MIX, &text, NULL, error))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      g_ptr_array_add (mix, keystroke_new (lines[i]));
  return g_steal_pointer (&mix);
}

static gboolean
match_bare (Search *self, Keystroke *keystroke, GError **error)
{
  double began = bench_now ();

  sqlite3_bind_text (self->match, 1, keystroke->match, -1, SQLITE_STATIC);
  if (!bench_bare_run (self->match, error))
    return FALSE;
  bench_samples_add (keystroke->bare, bench_now () - began);
  return TRUE;
}

static gboolean
type_all (Search *self, GError **error)
{
  for (guint i = 0; i < self->mix->len; i++) {
    Keystroke *keystroke = g_ptr_array_index (self->mix, i);

    bench_samples_add (keystroke->ours, bench_list_ask (&self->list, NULL, keystroke->text, NULL));
    bench_list_settle (&self->list);
    if (keystroke->match != NULL && !match_bare (self, keystroke, error))
      return FALSE;
  }
  return TRUE;
}

static void
report (Bench *bench, Search *self, const char *what, guint percent, double most, const char *target)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) bare = bench_samples_new ();
  BenchFigure figure = { "engine.search", what, "ms", .target = target };

  for (guint i = 0; i < self->mix->len; i++) {
    Keystroke *keystroke = g_ptr_array_index (self->mix, i);

    bench_samples_add (ours, bench_samples_get (keystroke->ours, 50));
    if (keystroke->match != NULL)
      bench_samples_add (bare, bench_samples_get (keystroke->bare, 50));
  }
  figure.value = bench_samples_get (ours, percent);
  figure.baseline = bench_samples_get (bare, percent);
  figure.holds = figure.value <= most;
  bench_report (bench, &figure);
}

/* Which keystrokes are slow, for who looks into it. */
static void
explain (Search *self)
{
  for (guint i = 0; i < self->mix->len; i++) {
    Keystroke *keystroke = g_ptr_array_index (self->mix, i);

    g_debug ("%8.2f ms, bare %8.2f: %s", bench_samples_get (keystroke->ours, 50),
             keystroke->match != NULL ? bench_samples_get (keystroke->bare, 50) : 0, keystroke->text);
  }
}

static gboolean
run_rounds (Bench *bench, Search *self, GError **error)
{
  self->match = bench_bare_prepare (
      self->bare, "SELECT rowid FROM order_words WHERE order_words MATCH ? ORDER BY rowid DESC LIMIT " G_STRINGIFY (KONTOR_RESULTS_FIRST),
      error);
  if (self->match == NULL)
    return FALSE;
  for (guint i = 0; i < ROUNDS; i++)
    if (!type_all (self, error))
      return FALSE;
  explain (self);
  report (bench, self, "keystroke to first page, median", 50, 4, "≤ 4 ms");
  report (bench, self, "keystroke to first page, 95th percentile", 95, 16, "≤ 16 ms");
  return TRUE;
}

gboolean
bench_search (Bench *bench, GError **error)
{
  g_autofree char *path = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autoptr (GPtrArray) mix = path != NULL ? read_mix (error) : NULL;
  Search self = { .mix = mix };
  gboolean done;

  if (mix == NULL || !bench_list_open (&self.list, path, error))
    return FALSE;
  self.bare = bench_bare_open_reader (path, error);
  done = self.bare != NULL && run_rounds (bench, &self, error);
  sqlite3_finalize (self.match);
  sqlite3_close (self.bare);
  return bench_list_close (&self.list, done ? error : NULL) && done;
}
