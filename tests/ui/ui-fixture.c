#include "ui-fixture.h"

#include <libdex.h>
#include <stdlib.h>

#define PATIENCE 60000
#define STEP 5

static void
sleep_a_bit (void)
{
  dex_await (dex_timeout_new_msec (STEP), NULL);
  kontor_test_pardon_stall ();
}

static gboolean
comes_true (gboolean (*test) (gpointer data), gpointer data)
{
  for (guint waited = 0; waited < PATIENCE; waited += STEP) {
    if (test (data))
      return TRUE;
    sleep_a_bit ();
  }
  return FALSE;
}

void
ui_wait (gboolean (*test) (gpointer data), gpointer data)
{
  g_assert_true (comes_true (test, data));
}

static gboolean
is_drawn (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

static int
get_width (void)
{
  const char *width = g_getenv ("KONTOR_SCREENSHOTS_WIDTH");

  return width != NULL ? atoi (width) : 800;
}

AdwWindow *
ui_show (GtkWidget *child)
{
  AdwWindow *window = ADW_WINDOW (adw_window_new ());

  /* libadwaita leaks what it drew of a page when its window goes amid a transition. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/org/kontor/Kontor/icons");
  gtk_window_set_default_size (GTK_WINDOW (window), get_width (), 720);
  gtk_widget_set_size_request (GTK_WIDGET (window), 360, 294);
  adw_window_set_content (window, child);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait (is_drawn, window);
  return window;
}

void
ui_close (gpointer window)
{
  gtk_window_destroy (window);
  for (guint i = 0; i < 5; i++)
    sleep_a_bit ();
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  return NULL;
}

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, Match match, gconstpointer data)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, match, data);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
has_text (GtkWidget *widget, gconstpointer text)
{
  return g_strcmp0 (get_text (widget), text) == 0;
}

static gboolean
begins_with (GtkWidget *widget, gconstpointer text)
{
  const char *own = get_text (widget);

  return own != NULL && g_str_has_prefix (own, text);
}

GtkWidget *
ui_find_text (gpointer root, const char *text)
{
  GtkWidget *found = find (root, has_text, text);

  return found != NULL ? found : find (root, begins_with, text);
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), (GType) type);
}

GtkWidget *
ui_find_type (gpointer root, GType type)
{
  return find (root, is_of_type, (gconstpointer) type);
}

typedef struct {
  gpointer root;
  const char *text;
} Search;

static gboolean
is_there (gpointer data)
{
  const Search *search = data;

  return ui_find_text (search->root, search->text) != NULL;
}

static gboolean
is_not_there (gpointer data)
{
  return !is_there (data);
}

static gboolean
tell_text (GtkWidget *widget, gconstpointer data)
{
  if (get_text (widget) != NULL)
    g_test_message ("There is “%s”", get_text (widget));
  return FALSE;
}

GtkWidget *
ui_wait_text (gpointer root, const char *text)
{
  if (!comes_true (is_there, &(Search) { root, text })) {
    find (root, tell_text, NULL);
    g_error ("“%s” did not appear", text);
  }
  return ui_find_text (root, text);
}

void
ui_wait_no_text (gpointer root, const char *text)
{
  if (!comes_true (is_not_there, &(Search) { root, text }))
    g_error ("“%s” did not go away", text);
}

static GtkWidget *
find_clickable (GtkWidget *widget)
{
  while (widget != NULL && !GTK_IS_BUTTON (widget) && !GTK_IS_LIST_BOX_ROW (widget))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

void
ui_click (gpointer root, const char *text)
{
  GtkWidget *target = find_clickable (ui_wait_text (root, text));

  g_assert_nonnull (target);
  g_assert_true (gtk_widget_is_sensitive (target));
  g_signal_emit_by_name (target, GTK_IS_LIST_BOX_ROW (target) ? "activate" : "clicked");
}

static gboolean
is_entry (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ENTRY_ROW (widget) && has_text (widget, title);
}

static gboolean
has_entry (gpointer data)
{
  const Search *search = data;

  return find (search->root, is_entry, search->text) != NULL;
}

void
ui_type (gpointer root, const char *row, const char *text)
{
  ui_wait (has_entry, &(Search) { root, row });
  gtk_editable_set_text (GTK_EDITABLE (find (root, is_entry, row)), text);
}

AdwDialog *
ui_get_dialog (gpointer window)
{
  return ADW_IS_APPLICATION_WINDOW (window) ? adw_application_window_get_visible_dialog (window)
                                            : adw_window_get_visible_dialog (window);
}

typedef struct {
  gpointer window;
  GType type;
} Expected;

static gboolean
has_dialog (gpointer data)
{
  const Expected *expected = data;
  AdwDialog *dialog = ui_get_dialog (expected->window);

  if (expected->type == G_TYPE_NONE)
    return dialog == NULL;
  return dialog != NULL && g_type_is_a (G_OBJECT_TYPE (dialog), expected->type) && gtk_widget_get_mapped (GTK_WIDGET (dialog));
}

gpointer
ui_wait_dialog (gpointer window, GType type)
{
  ui_wait (has_dialog, &(Expected) { window, type });
  return ui_get_dialog (window);
}

void
ui_wait_no_dialog (gpointer window)
{
  ui_wait (has_dialog, &(Expected) { window, G_TYPE_NONE });
}

static void
save (AdwWindow *window, const char *path)
{
  g_autofree char *crop = g_strdup_printf ("%dx%d+0+0", gtk_widget_get_width (GTK_WIDGET (window)),
                                           gtk_widget_get_height (GTK_WIDGET (window)));
  const char *const command[] = { "import", "-silent", "-window", "root", "-crop", crop, "+repage", path, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
}

static void
shoot_in (AdwWindow *window, const char *name, AdwColorScheme scheme)
{
  g_autofree char *file = g_strdup_printf ("%s-%d-%s.png", name, get_width (),
                                           scheme == ADW_COLOR_SCHEME_FORCE_DARK ? "dark" : "light");
  g_autofree char *path = g_build_filename (g_getenv ("KONTOR_SCREENSHOTS"), file, NULL);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  for (guint i = 0; i < 100; i++)
    sleep_a_bit ();
  save (window, path);
}

void
ui_shoot (AdwWindow *window, const char *name)
{
  if (g_getenv ("KONTOR_SCREENSHOTS") == NULL)
    return;
  shoot_in (window, name, ADW_COLOR_SCHEME_FORCE_DARK);
  shoot_in (window, name, ADW_COLOR_SCHEME_FORCE_LIGHT);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}
