#include "bench-list.h"

#include "bench-bare.h"
#include "kontor-error.h"
#include "kontor-results-job.h"
#include "kontor-select.h"

#define PAGE_ROUNDS 5
#define WHOLE_ROUNDS 3
/* Of shorter lists the way to the reader and back and the rows of the first page are more than the ids. */
#define LONG_LIST 10000

/* One order of one view of the orders. */
typedef struct {
  const char *view;   /* (nullable) */
  const char *filter; /* (nullable) */
  char *sort;         /* (owned) */
  char *sql;          /* (owned): what a bare loop asks */
  KontorSelect *select;
  guint n_rows;
  GArray *page, *bare_page, *whole, *bare_whole;
} Sorting;

typedef struct {
  BenchList list;
  sqlite3 *bare;
  GPtrArray *sortings; /* (element-type Sorting) */
} Sort;

static void
sorting_free (Sorting *self)
{
  g_free (self->sort);
  g_free (self->sql);
  kontor_select_free (self->select);
  g_array_unref (self->page);
  g_array_unref (self->bare_page);
  g_array_unref (self->whole);
  g_array_unref (self->bare_whole);
  g_free (self);
}

static Sorting *
sorting_new (const char *view, const char *filter, const char *sort)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, filter, NULL, sort, NULL);
  GString *sql = g_string_new ("SELECT id");
  Sorting *self = g_new0 (Sorting, 1);

  self->view = view;
  self->filter = filter;
  self->sort = g_strdup (sort);
  self->select = kontor_select_new (query);
  kontor_select_append_walk (self->select, sql);
  kontor_select_append_order (self->select, sql);
  g_string_append (sql, " LIMIT ?");
  self->sql = g_string_free_and_steal (sql);
  self->page = bench_samples_new ();
  self->bare_page = bench_samples_new ();
  self->whole = bench_samples_new ();
  self->bare_whole = bench_samples_new ();
  return self;
}

static void
add_sorts (GPtrArray *sortings, const char *view, const char *filter)
{
  const char *const *sorts = kontor_query_list_sorts (KONTOR_ENTITY_ORDER);

  for (guint i = 0; sorts[i] != NULL; i++) {
    g_autofree char *descending = g_strconcat ("-", sorts[i], NULL);

    g_ptr_array_add (sortings, sorting_new (view, filter, sorts[i]));
    g_ptr_array_add (sortings, sorting_new (view, filter, descending));
  }
}

static GPtrArray *
list_sortings (void)
{
  GPtrArray *sortings = g_ptr_array_new_with_free_func ((GDestroyNotify) sorting_free);
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);

  add_sorts (sortings, NULL, NULL);
  for (guint i = 0; i < n_views; i++)
    if (views[i].entity == KONTOR_ENTITY_ORDER)
      add_sorts (sortings, views[i].id, views[i].filter);
  return sortings;
}

/* The baseline is what an index alone can tell. */
static gboolean
check_plan (Sort *self, Sorting *sorting, GError **error)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sorting->sql, NULL);
  sqlite3_stmt *stmt = bench_bare_prepare (self->bare, sql, error);
  gboolean good = stmt != NULL;

  while (good && sqlite3_step (stmt) == SQLITE_ROW) {
    const char *detail = (const char *) sqlite3_column_text (stmt, 3);

    good = strstr (detail, "COVERING INDEX") != NULL;
    if (!good)
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, "Not from an index alone: %s: %s", sorting->sql, detail);
  }
  sqlite3_finalize (stmt);
  return good;
}

/* @values has texts only where a filter has; the shipped ones have none. */
static gboolean
ask_bare (Sort *self, Sorting *sorting, gint64 limit, GArray *samples, GError **error)
{
  sqlite3_stmt *stmt = bench_bare_prepare (self->bare, sorting->sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  double began = bench_now ();
  int code;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < sorting->select->values->len; i++)
    sqlite3_bind_int64 (stmt, (int) i + 1, g_array_index (sorting->select->values, KontorSelectValue, i).number);
  sqlite3_bind_int64 (stmt, (int) sorting->select->values->len + 1, limit);
  while ((code = sqlite3_step (stmt)) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64 (stmt, 0);

    g_array_append_val (ids, id);
  }
  bench_samples_add (samples, bench_now () - began);
  sorting->n_rows = ids->len;
  sqlite3_finalize (stmt);
  return code == SQLITE_DONE || bench_bare_fail (self->bare, error);
}

static gboolean
measure_pages (Sort *self, GError **error)
{
  for (guint i = 0; i < self->sortings->len; i++) {
    Sorting *sorting = g_ptr_array_index (self->sortings, i);

    bench_samples_add (sorting->page, bench_list_ask (&self->list, sorting->filter, NULL, sorting->sort));
    if (!ask_bare (self, sorting, KONTOR_RESULTS_FIRST, sorting->bare_page, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
measure_wholes (Sort *self, GError **error)
{
  for (guint i = 0; i < self->sortings->len; i++) {
    Sorting *sorting = g_ptr_array_index (self->sortings, i);

    bench_samples_add (sorting->whole, bench_list_ask_whole (&self->list, sorting->filter, NULL, sorting->sort));
    if (!ask_bare (self, sorting, -1, sorting->bare_whole, error))
      return FALSE;
  }
  return TRUE;
}

static char *
describe (const char *what, Sorting *sorting)
{
  return g_strdup_printf ("%s: by %s, %s", what, sorting->sort, sorting->view != NULL ? sorting->view : "no filter");
}

static void
report_page (Bench *bench, Sorting *sorting, const char *what)
{
  g_autofree char *text = describe (what, sorting);
  BenchFigure figure = {
    "engine.sort", text, "ms", bench_samples_get (sorting->page, 50), bench_samples_get (sorting->bare_page, 50),
    "≤ 5 ms"
  };

  figure.holds = figure.value <= 5;
  bench_report (bench, &figure);
}

static void
report_whole (Bench *bench, Sorting *sorting, const char *what)
{
  g_autofree char *text = describe (what, sorting);
  BenchFigure figure = {
    "engine.sort", text, "ms", bench_samples_get (sorting->whole, 50), bench_samples_get (sorting->bare_whole, 50),
    "≤ 1.5 ×"
  };

  figure.holds = figure.value <= 1.5 * figure.baseline;
  bench_report (bench, &figure);
}

static double
get_page (const Sorting *sorting)
{
  return bench_samples_get (sorting->page, 50);
}

static double
get_ratio (const Sorting *sorting)
{
  return bench_samples_get (sorting->whole, 50) / bench_samples_get (sorting->bare_whole, 50);
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  double x = get_page (*(Sorting *const *) a), y = get_page (*(Sorting *const *) b);

  return (x > y) - (x < y);
}

static int
compare_ratios (gconstpointer a, gconstpointer b)
{
  double x = get_ratio (*(Sorting *const *) a), y = get_ratio (*(Sorting *const *) b);

  return (x > y) - (x < y);
}

/* @sortings is in the order of ratios. */
static void
report_wholes (Bench *bench, GPtrArray *sortings, gboolean (*wanted) (const Sorting *sorting), const char *median,
               const char *worst)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < sortings->len; i++)
    if (wanted (g_ptr_array_index (sortings, i)))
      g_ptr_array_add (some, g_ptr_array_index (sortings, i));
  if (some->len == 0)
    return;
  report_whole (bench, g_ptr_array_index (some, (some->len - 1) / 2), median);
  report_whole (bench, g_ptr_array_index (some, some->len - 1), worst);
}

static gboolean
is_long (const Sorting *sorting)
{
  return sorting->n_rows >= LONG_LIST;
}

static gboolean
is_short (const Sorting *sorting)
{
  return !is_long (sorting);
}

/* Of so many figures the middle one and the worst say enough; the rest is there with G_MESSAGES_DEBUG=all. */
static void
report (Bench *bench, Sort *self)
{
  guint last = self->sortings->len - 1;

  for (guint i = 0; i <= last; i++) {
    Sorting *sorting = g_ptr_array_index (self->sortings, i);

    g_debug ("page %6.2f ms, whole %7.1f ms, bare %7.1f ms: by %s, %s", get_page (sorting),
             bench_samples_get (sorting->whole, 50), bench_samples_get (sorting->bare_whole, 50), sorting->sort,
             sorting->view != NULL ? sorting->view : "no filter");
  }
  g_ptr_array_sort (self->sortings, compare_pages);
  report_page (bench, g_ptr_array_index (self->sortings, last / 2), "first page, median");
  report_page (bench, g_ptr_array_index (self->sortings, last), "first page, worst");
  g_ptr_array_sort (self->sortings, compare_ratios);
  report_wholes (bench, self->sortings, is_long, "whole, long lists, median", "whole, long lists, worst");
  report_wholes (bench, self->sortings, is_short, "whole, under 10,000 rows, median",
                 "whole, under 10,000 rows, worst");
}

static gboolean
run_rounds (Bench *bench, Sort *self, GError **error)
{
  for (guint i = 0; i < self->sortings->len; i++)
    if (!check_plan (self, g_ptr_array_index (self->sortings, i), error))
      return FALSE;
  for (guint i = 0; i < PAGE_ROUNDS; i++)
    if (!measure_pages (self, error))
      return FALSE;
  for (guint i = 0; i < WHOLE_ROUNDS; i++)
    if (!measure_wholes (self, error))
      return FALSE;
  report (bench, self);
  return TRUE;
}

gboolean
bench_sort (Bench *bench, GError **error)
{
  g_autofree char *path = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autoptr (GPtrArray) sortings = list_sortings ();
  Sort self = { .sortings = sortings };
  gboolean done;

  if (path == NULL || !bench_list_open (&self.list, path, error))
    return FALSE;
  self.bare = bench_bare_open_reader (path, error);
  done = self.bare != NULL && run_rounds (bench, &self, error);
  sqlite3_close (self.bare);
  return bench_list_close (&self.list, done ? error : NULL) && done;
}
