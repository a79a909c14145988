#include "bench-window-child.h"

#include <sys/resource.h>

#include "bench-frames.h"
#include "bench-memory.h"
#include "bench-repeat.h"
#include "kontor-application.h"
#include "kontor-list-pane.h"
#include "kontor-object.h"
#include "kontor-search-dialog.h"
#include "register.h"

#define STEPS 60
#define SCROLL_ROUNDS 3
#define PAGES 200
#define SEARCH_ROUNDS 2
#define HELD_ROWS 2000
#define STILL 500
#define SETTLED 5000
#define IDLE_SECONDS 60
#define STACK (1024 * 1024)

typedef struct {
  const char *what;
  GtkApplication *application;
  GtkWidget *window;
  BenchFrames *frames;
  KontorEntity entity; /* whose list is looked for */
  GError *error;       /* (owned) (nullable) */
} Child;

/* How one scrolls: from where one is to somewhere else in each of STEPS. */
typedef double (*ScrollFunc) (GtkAdjustment *adjustment, guint step);

static double
scroll_by_page (GtkAdjustment *adjustment, guint step)
{
  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
}

/* GtkScrolledWindow's own measure of a notch. */
static double
scroll_by_wheel (GtkAdjustment *adjustment, guint step)
{
  return gtk_adjustment_get_value (adjustment) + pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
}

static double
drag_bar (GtkAdjustment *adjustment, guint step)
{
  return (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)) * (step + 1) / STEPS;
}

static const struct {
  ScrollFunc next;
  gboolean waits; /* until the rows are there, as who reads them; a hand that drags goes on */
} scrolls[] = {
  { scroll_by_page, TRUE },
  { scroll_by_wheel, TRUE },
  { drag_bar, TRUE },
  { drag_bar, FALSE },
};

static GtkSelectionModel *
get_model (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    return gtk_list_view_get_model (GTK_LIST_VIEW (widget));
  if (GTK_IS_GRID_VIEW (widget))
    return gtk_grid_view_get_model (GTK_GRID_VIEW (widget));
  if (GTK_IS_COLUMN_VIEW (widget))
    return gtk_column_view_get_model (GTK_COLUMN_VIEW (widget));
  return NULL;
}

/* Rows that are known, and not the places where some will be. */
static gboolean
shows_rows (Child *self, GtkWidget *widget)
{
  GtkSelectionModel *model = get_model (widget);
  g_autoptr (GObject) first = NULL;

  if (model == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  first = g_list_model_get_item (G_LIST_MODEL (model), 0);
  return KONTOR_IS_OBJECT (first) && kontor_object_get_entity (KONTOR_OBJECT (first)) == self->entity &&
         !kontor_object_get_loading (KONTOR_OBJECT (first));
}

/* (nullable) */
static GtkWidget *
find_list (Child *self, GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (shows_rows (self, widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (self, child);
  return found;
}

static gboolean
is_list_painted (gpointer data)
{
  Child *self = data;

  return find_list (self, self->window) != NULL;
}

/* (nullable) */
static GtkWidget *
await_list (Child *self, KontorEntity entity, GError **error)
{
  self->entity = entity;
  if (!is_list_painted (self) && !bench_frames_await (self->frames, is_list_painted, self, error))
    return NULL;
  return find_list (self, self->window);
}

static KontorResults *
get_results (GtkWidget *list)
{
  return kontor_list_pane_get_results (KONTOR_LIST_PANE (gtk_widget_get_ancestor (list, KONTOR_TYPE_LIST_PANE)));
}

static gboolean
is_whole (gpointer data)
{
  return !kontor_results_get_loading (data);
}

/* No view that is shipped has all the orders there are. (nullable) */
static GtkWidget *
await_all_orders (Child *self, GError **error)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, "-placed", NULL);
  GtkWidget *list = await_list (self, KONTOR_ENTITY_ORDER, error);

  if (list == NULL || !bench_frames_await_rest (self->frames, STILL, error))
    return NULL;
  kontor_results_set_query (get_results (list), query);
  if (!bench_frames_await (self->frames, is_whole, get_results (list), error) ||
      !bench_frames_await_rest (self->frames, STILL, error))
    return NULL;
  return list;
}

static void
print (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_print ("%s\n", g_ascii_formatd (text, sizeof text, "%.6f", number));
}

static gboolean
measure_start (Child *self, GError **error)
{
  self->entity = KONTOR_ENTITY_ORDER;
  if (!bench_frames_await (self->frames, is_list_painted, self, error))
    return FALSE;
  print (bench_frames_get_painted (self->frames));
  return TRUE;
}

/* All rows are of one height. */
static gboolean
are_rows_known (gpointer data)
{
  GtkWidget *list = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  GListModel *model = G_LIST_MODEL (get_model (list));
  guint n_items = g_list_model_get_n_items (model);
  double height = gtk_adjustment_get_upper (adjustment) / n_items, top = gtk_adjustment_get_value (adjustment);
  guint end = MIN (n_items, (guint) ((top + gtk_adjustment_get_page_size (adjustment)) / height));

  for (guint i = (guint) (top / height); i < end; i++) {
    g_autoptr (KontorObject) row = g_list_model_get_item (model, i);

    if (kontor_object_get_loading (row))
      return FALSE;
  }
  return TRUE;
}

/* The longest frame of each step. */
static gboolean
scroll (BenchFrames *frames, GtkWidget *list, guint style, GArray *longest, GError **error)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, 0);
  if (!bench_frames_await_rest (frames, STILL, error))
    return FALSE;
  g_array_unref (bench_frames_steal_times (frames));
  for (guint i = 0; i < STEPS; i++) {
    g_autoptr (GArray) times = NULL;

    gtk_adjustment_set_value (adjustment, scrolls[style].next (adjustment, i));
    if (!bench_frames_await (frames, scrolls[style].waits ? are_rows_known : NULL, list, error))
      return FALSE;
    times = bench_frames_steal_times (frames);
    if (times->len > 0)
      bench_samples_add (longest, bench_samples_get (times, 100));
  }
  return TRUE;
}

/* Rows that are held, all of them known. */
static GPtrArray *
hold_rows (GtkWidget *list)
{
  GListModel *model = G_LIST_MODEL (get_model (list));
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (HELD_ROWS, g_list_model_get_n_items (model)); i++) {
    KontorObject *row = g_list_model_get_item (model, i);

    g_ptr_array_add (rows, row);
    while (kontor_object_get_loading (row))
      dex_await (dex_timeout_new_msec (1), NULL);
  }
  return rows;
}

/* The same rows in a list that knows nothing of a database. */
static GtkWidget *
make_bare_list (GtkWidget *list)
{
  g_autoptr (GPtrArray) rows = hold_rows (list);
  GListModel *model = bench_repeat_new (rows, g_list_model_get_n_items (G_LIST_MODEL (get_model (list))));
  GtkWidget *bare = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (model)),
                                       g_object_ref (gtk_list_view_get_factory (GTK_LIST_VIEW (list))));
  g_auto (GStrv) classes = gtk_widget_get_css_classes (list);

  gtk_widget_set_css_classes (bare, (const char **) classes);
  return bare;
}

/* (transfer none): the list that it shows */
static GtkWidget *
show_bare_window (GtkWidget *list)
{
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new (), *bare = make_bare_list (list);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), bare);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), gtk_widget_get_width (list), gtk_widget_get_height (list));
  gtk_window_present (GTK_WINDOW (window));
  return bare;
}

static gboolean
scroll_both (Child *self, GtkWidget *list, BenchFrames *frames, GtkWidget *bare, guint style, GError **error)
{
  g_autoptr (GArray) ours = bench_samples_new ();
  g_autoptr (GArray) bares = bench_samples_new ();

  for (guint i = 0; i < SCROLL_ROUNDS; i++)
    if (!scroll (self->frames, list, style, ours, error) || !scroll (frames, bare, style, bares, error))
      return FALSE;
  print (bench_samples_get (ours, 99));
  print (bench_samples_get (bares, 99));
  return TRUE;
}

static gboolean
measure_scroll (Child *self, GError **error)
{
  GtkWidget *list = await_all_orders (self, error), *bare = list != NULL ? show_bare_window (list) : NULL;
  g_autoptr (BenchFrames) frames = bare != NULL ? bench_frames_new (bare) : NULL;
  gboolean measured = frames != NULL && bench_frames_await_rest (frames, STILL, error);

  for (guint i = 0; i < G_N_ELEMENTS (scrolls) && measured; i++)
    measured = scroll_both (self, list, frames, bare, i, error);
  if (bare != NULL)
    gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (bare)));
  return measured;
}

/* Looks at much, and waits until the pictures are there. */
static gboolean
look_through (Child *self, GtkWidget *list, GError **error)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  double page = gtk_adjustment_get_page_size (adjustment);

  for (double at = 0; at < MIN (gtk_adjustment_get_upper (adjustment), PAGES * page); at += page) {
    gtk_adjustment_set_value (adjustment, at);
    if (!bench_frames_await_rest (self->frames, STILL / 5, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
measure_memory (Child *self, GError **error)
{
  GtkWidget *orders = await_all_orders (self, error), *products;

  if (orders == NULL || !look_through (self, orders, error))
    return FALSE;
  gtk_widget_activate_action (self->window, "win.show-view", "s", "products");
  products = await_list (self, KONTOR_ENTITY_PRODUCT, error);
  if (products == NULL || !look_through (self, products, error) ||
      !bench_frames_await_rest (self->frames, STILL, error))
    return FALSE;
  print (bench_read_pss ());
  return TRUE;
}

/* All rows of the list; what is found is never more than a few of each kind. */
static gboolean
is_found_painted (gpointer data)
{
  KontorSearchModel *model = data;
  GListModel *list = kontor_search_model_get_list (model);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (list, i);

    if (KONTOR_IS_OBJECT (item) && kontor_object_get_loading (KONTOR_OBJECT (item)))
      return FALSE;
  }
  return kontor_search_model_get_settled (model);
}

/* (nullable) */
static GtkWidget *
find_entry (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_SEARCH_ENTRY (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

static GStrv
read_mix (void)
{
  g_autoptr (GRegex) other = g_regex_new ("^(#.*)?\n", G_REGEX_MULTILINE, 0, NULL);
  g_autofree char *text = NULL, *lines = NULL;

  g_file_get_contents (BENCH_MIX, &text, NULL, NULL);
  lines = g_regex_replace (other, text != NULL ? text : "", -1, 0, "", 0, NULL);
  return g_strsplit (g_strstrip (lines), "\n", -1);
}

static gboolean
type_text (Child *self, KontorSearchDialog *dialog, const char *text, GArray *times, GError **error)
{
  GtkWidget *entry = find_entry (GTK_WIDGET (dialog));
  double began;

  if (!bench_frames_await_rest (self->frames, STILL / 5, error))
    return FALSE;
  began = bench_now ();
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  if (!bench_frames_await (self->frames, is_found_painted, kontor_search_dialog_get_model (dialog), error))
    return FALSE;
  bench_samples_add (times, bench_frames_get_painted (self->frames) - began);
  g_debug ("%8.2f ms: %s", g_array_index (times, double, times->len - 1), text);
  return TRUE;
}

static gboolean
measure_search (Child *self, GError **error)
{
  g_autoptr (GArray) times = bench_samples_new ();
  g_auto (GStrv) mix = read_mix ();
  AdwDialog *dialog;

  if (await_list (self, KONTOR_ENTITY_ORDER, error) == NULL)
    return FALSE;
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL); /* it would never be at rest */
  gtk_widget_activate_action (self->window, "win.search", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  for (guint i = 0; i < SEARCH_ROUNDS * g_strv_length (mix); i++)
    if (!type_text (self, KONTOR_SEARCH_DIALOG (dialog), mix[i % g_strv_length (mix)], times, error))
      return FALSE;
  print (bench_samples_get (times, 95));
  return TRUE;
}

static double
get_processor_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static gboolean
measure_idle (Child *self, GError **error)
{
  double began;

  if (await_list (self, KONTOR_ENTITY_ORDER, error) == NULL ||
      !bench_frames_await_rest (self->frames, SETTLED, error))
    return FALSE;
  began = get_processor_seconds ();
  dex_await (dex_timeout_new_seconds (IDLE_SECONDS), NULL);
  print ((get_processor_seconds () - began) / IDLE_SECONDS * 100);
  return TRUE;
}

static const struct {
  const char *what;
  gboolean (*measure) (Child *self, GError **error);
} measures[] = {
  { "start", measure_start },
  { "scroll", measure_scroll },
  { "search", measure_search },
  { "memory", measure_memory },
  { "idle", measure_idle },
};

static DexFuture *
measure_fiber (gpointer data)
{
  Child *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (g_str_equal (measures[i].what, self->what))
      measures[i].measure (self, &self->error);
  g_application_quit (G_APPLICATION (self->application));
  return dex_future_new_true ();
}

static void
activate_cb (Child *self)
{
  g_autoptr (GSettings) settings = g_settings_new (KONTOR_APPLICATION_ID);

  /* It is made after a minute, once a day. */
  g_settings_set_boolean (settings, "daily-backup", FALSE);
  self->window = GTK_WIDGET (gtk_application_get_windows (self->application)->data);
  self->frames = bench_frames_new (self->window);
  dex_future_disown (dex_scheduler_spawn (NULL, STACK, measure_fiber, self, NULL));
}

gboolean
bench_window_child (const char *what, const char *path, GError **error)
{
  g_autoptr (KontorApplication) application =
      kontor_application_new (kontor_connector_list_factories (), G_APPLICATION_NON_UNIQUE);
  Child self = { what, GTK_APPLICATION (application) };
  int status;

  kontor_application_set_database (application, path);
  g_signal_connect_data (application, "activate", G_CALLBACK (activate_cb), &self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  status = g_application_run (G_APPLICATION (application), 0, NULL);
  g_clear_pointer (&self.frames, bench_frames_free);
  if (self.error != NULL)
    g_propagate_error (error, self.error);
  else if (status != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The window ended with %d", status);
  return self.error == NULL && status == 0;
}
