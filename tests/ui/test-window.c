#include "kontor-test.h"
#include "kontor-window.h"

#include "kontor-application.h"

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
  g_assert_cmpstr (kontor_window_get_engine_state (window), ==, "Ready");

  close_window (window);
}

static void
count_notice (GObject *object, GParamSpec *pspec, gpointer data)
{
  guint *n_notices = data;

  (*n_notices)++;
}

static void
test_engine_state (void)
{
  KontorWindow *window = present_window ();
  guint n_notices = 0;

  g_signal_connect (window, "notify::engine-state", G_CALLBACK (count_notice), &n_notices);
  kontor_window_set_engine_state (window, "Working");
  kontor_window_set_engine_state (window, "Working");
  kontor_window_set_engine_state (window, NULL);
  g_assert_cmpuint (n_notices, ==, 2);
  g_assert_cmpstr (kontor_window_get_engine_state (window), ==, "");

  close_window (window);
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
  int status;

  kontor_test_init (&argc, &argv);
  application = kontor_application_new (G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  kontor_test_add_plain ("/ui/window/activate-twice", test_activate_twice);
  kontor_test_add_plain ("/ui/window/engine-state", test_engine_state);
  kontor_test_add_plain ("/ui/window/narrow", test_narrow);
  kontor_test_add_plain ("/ui/window/about", test_about);

  status = kontor_test_run ();
  g_clear_object (&application);

  return status;
}
