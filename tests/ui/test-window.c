#include "kontor-application.h"
#include "kontor-test.h"
#include "kontor-view.h"
#include "kontor-window.h"
#include "register.h"

/* A process can put its application on the bus only once, so the tests share it. */
static KontorApplication *application;

static KontorWindow *
present_window (void)
{
  GtkWindow *window;

  g_application_activate (G_APPLICATION (application));
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));

  return KONTOR_WINDOW (window);
}

static void
close_window (KontorWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_activate_twice (void)
{
  KontorWindow *window = present_window ();

  g_assert_true (present_window () == window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Kontor");

  close_window (window);
}

static void
wait_for_engine (KontorWindow *window)
{
  while (kontor_window_get_engine (window) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Every view has a name, a title, an icon and a key of its own. */
static void
test_views (void)
{
  KontorWindow *window = present_window ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);
  const GType *types;
  guint n;

  wait_for_engine (window);
  types = kontor_view_list_types (&n);
  for (guint i = 0; i < n; i++) {
    g_autoptr (KontorViewClass) klass = g_type_class_ref (types[i]);

    g_assert_true (g_hash_table_add (names, (gpointer) klass->name));
    g_assert_true (g_hash_table_add (keys, GUINT_TO_POINTER (klass->key)));
    g_assert_nonnull (klass->title);
    g_assert_nonnull (klass->icon);
    gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", klass->name);
  }

  close_window (window);
}

/* A second window is opened beside the first and closed on its own. */
static void
test_several (void)
{
  KontorWindow *window = present_window ();

  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==, 2);
  close_window (KONTOR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application))));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==, 1);

  close_window (KONTOR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application))));
  (void) window;
}

static void
test_narrow (void)
{
  KontorWindow *window = present_window ();
  int minimum;

  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  close_window (window);
}

static void
test_about (void)
{
  KontorWindow *window = present_window ();
  AdwDialog *dialog;

  g_action_group_activate_action (G_ACTION_GROUP (application), "about", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (ADW_IS_ABOUT_DIALOG (dialog));
  g_assert_true (g_str_has_prefix (adw_about_dialog_get_debug_info (ADW_ABOUT_DIALOG (dialog)), "Kontor "));

  close_window (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = NULL;
  int status;

  kontor_test_init (&argc, &argv);
  application = kontor_application_new (kontor_connector_list_factories (), G_APPLICATION_NON_UNIQUE);
  database = g_build_filename (g_get_user_data_dir (), "window.db", NULL);
  kontor_application_set_database (application, database);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  kontor_test_add_plain ("/ui/window/activate-twice", test_activate_twice);
  kontor_test_add_plain ("/ui/window/views", test_views);
  kontor_test_add_plain ("/ui/window/several", test_several);
  kontor_test_add_plain ("/ui/window/narrow", test_narrow);
  kontor_test_add_plain ("/ui/window/about", test_about);

  status = kontor_test_run ();
  /* The engine is closed as at every end of the program. */
  g_idle_add_once ((GSourceOnceFunc) g_application_quit, application);
  g_application_run (G_APPLICATION (application), 0, NULL);
  g_clear_object (&application);

  return status;
}
