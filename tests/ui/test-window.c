#include "kontor-account-choice.h"
#include "kontor-application.h"
#include "kontor-backups.h"
#include "kontor-list-pane.h"
#include "kontor-sidebar-row.h"
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
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    g_main_context_iteration (NULL, TRUE);
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

static DexFuture *
arrived (DexFuture *future, gpointer data)
{
  gboolean *done = data;

  g_assert_true (dex_future_is_resolved (future));
  *done = TRUE;
  return NULL;
}

static gint64
wait_for (DexFuture *future)
{
  gboolean done = FALSE;
  gint64 id = 0;
  const GValue *value;

  dex_future_disown (dex_future_finally (dex_ref (future), arrived, &done, NULL));
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, NULL);
  if (G_VALUE_HOLDS (value, KONTOR_TYPE_ACCOUNT))
    id = kontor_account_get_id (g_value_get_object (value));
  dex_unref (future);
  return id;
}

static gint64
add_shop (KontorEngine *engine, const char *name)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new_parsed (
      "{'address': %s, 'rate': '0', 'orders': '3', 'customers': '2', 'products': '2'}", path));

  return wait_for (kontor_engine_add_account (engine, "sample", "demo", fields, NULL, NULL));
}

/* One shop needs no choice; with two, the views follow it, and lose nothing with the shop that goes. */
static void
test_account_choice (void)
{
  KontorWindow *window = present_window ();
  KontorEngine *engine;
  GtkWidget *choice;
  gint64 first, second;

  wait_for_engine (window);
  engine = kontor_window_get_engine (window);
  choice = g_object_ref_sink (kontor_account_choice_new (engine));
  g_assert_false (gtk_widget_get_visible (choice));
  first = add_shop (engine, "first.db");
  g_assert_false (gtk_widget_get_visible (choice));
  second = add_shop (engine, "second.db");
  g_assert_true (gtk_widget_get_visible (choice));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (adw_bin_get_child (ADW_BIN (choice))), 2);
  g_assert_cmpint (kontor_account_choice_get_account (KONTOR_ACCOUNT_CHOICE (choice)), ==, second);
  wait_for (kontor_engine_remove_account (engine, first, KONTOR_REMOVE_ANYWAY));
  g_assert_cmpint (kontor_account_choice_get_account (KONTOR_ACCOUNT_CHOICE (choice)), ==, second);
  wait_for (kontor_engine_remove_account (engine, second, KONTOR_REMOVE_ANYWAY));
  g_assert_cmpint (kontor_account_choice_get_account (KONTOR_ACCOUNT_CHOICE (choice)), ==, 0);

  g_object_unref (choice);
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

/* As the keys of a person reach it, the keyboard being somewhere in the window. */
static gboolean
press (KontorWindow *window, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, 0, &handled);
  }
  return handled;
}

static const char *
get_shown (KontorWindow *window)
{
  return KONTOR_VIEW_GET_CLASS (kontor_window_get_view (window))->name;
}

static AdwDialog *
get_dialog (KontorWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static void
test_go (void)
{
  KontorWindow *window = present_window ();

  wait_for_engine (window);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (press (window, GDK_KEY_g));
  g_assert_true (press (window, GDK_KEY_c));
  g_assert_cmpstr (get_shown (window), ==, "customers");
  g_assert_false (press (window, GDK_KEY_o));
  g_assert_cmpstr (get_shown (window), ==, "customers");
  g_assert_true (press (window, GDK_KEY_g));
  g_assert_true (press (window, GDK_KEY_o));
  g_assert_cmpstr (get_shown (window), ==, "orders");

  close_window (window);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_type (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* What the arrow keys mark in the sidebar is shown at once, and what is shown another way is marked. */
static void
test_sidebar (void)
{
  KontorWindow *window = present_window ();
  GtkListBox *sidebar;

  wait_for_engine (window);
  sidebar = GTK_LIST_BOX (gtk_widget_get_ancestor (find_type (GTK_WIDGET (window), KONTOR_TYPE_SIDEBAR_ROW), GTK_TYPE_LIST_BOX));
  gtk_list_box_select_row (sidebar, gtk_list_box_get_row_at_index (sidebar, 2));
  g_assert_cmpstr (get_shown (window), ==, "customers");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "products");
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (sidebar)), ==, 1);

  close_window (window);
}

static const char *
get_builtin (KontorListPane *pane)
{
  KontorSavedView *view = kontor_view_tabs_get_view (kontor_list_pane_get_tabs (pane));

  return view != NULL ? kontor_saved_view_get_builtin (view) : NULL;
}

/* That shows the orders of a saved view. */
static KontorListPane *
wait_for_list (KontorWindow *window, const char *builtin)
{
  KontorListPane *pane = KONTOR_LIST_PANE (find_type (GTK_WIDGET (window), KONTOR_TYPE_LIST_PANE));

  while (kontor_results_get_query (kontor_list_pane_get_results (pane)) == NULL ||
         g_strcmp0 (get_builtin (pane), builtin) != 0)
    g_main_context_iteration (NULL, TRUE);
  return pane;
}

/* Whichever saved view the last window was left with. */
static KontorListPane *
show_orders (KontorWindow *window, const char *builtin)
{
  KontorListPane *pane;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "orders");
  pane = KONTOR_LIST_PANE (find_type (GTK_WIDGET (window), KONTOR_TYPE_LIST_PANE));
  while (kontor_results_get_query (kontor_list_pane_get_results (pane)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  kontor_list_pane_show_view (pane, builtin);
  return wait_for_list (window, builtin);
}

/* A new window shows the list as the last one was left: its saved view, and the order that is not the view's own. */
static void
test_list_memory (void)
{
  KontorWindow *window = present_window ();
  KontorListPane *pane;
  g_autofree char *key = NULL, *order = NULL;
  gint64 shop;

  wait_for_engine (window);
  shop = add_shop (kontor_window_get_engine (window), "memory.db");
  kontor_list_pane_show_view (wait_for_list (window, "orders-to-ship"), "orders-unpaid");
  pane = wait_for_list (window, "orders-unpaid");
  g_object_set (pane, "sort-key", "total", "sort-order", "ascending", NULL);
  close_window (window);

  window = present_window ();
  wait_for_engine (window);
  pane = wait_for_list (window, "orders-unpaid");
  g_object_get (pane, "sort-key", &key, "sort-order", &order, NULL);
  g_assert_cmpstr (key, ==, "total");
  g_assert_cmpstr (order, ==, "ascending");
  kontor_list_pane_show_view (pane, "orders-to-ship");
  wait_for_list (window, "orders-to-ship");
  wait_for (kontor_engine_remove_account (kontor_window_get_engine (window), shop, KONTOR_REMOVE_ANYWAY));
  close_window (window);
}

static gboolean
focus_is_in (KontorWindow *window, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL;
}

/* The keyboard is where the work is: on the rows of the list, at the start and after going to another view. */
static void
test_focus (void)
{
  KontorWindow *window = present_window ();
  KontorAccount *account;
  gint64 shop;

  wait_for_engine (window);
  shop = add_shop (kontor_window_get_engine (window), "focus.db");
  account = g_list_model_get_item (kontor_engine_get_accounts (kontor_window_get_engine (window)), 0);
  wait_for (kontor_sync_run_once (kontor_account_get_sync (account)));
  g_object_unref (account);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "customers");
  while (!focus_is_in (window, GTK_TYPE_LIST_VIEW))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "s", "products");
  while (!focus_is_in (window, GTK_TYPE_GRID_VIEW))
    g_main_context_iteration (NULL, TRUE);

  wait_for (kontor_engine_remove_account (kontor_window_get_engine (window), shop, KONTOR_REMOVE_ANYWAY));
  close_window (window);
}

/* A list without rows leaves the focus with the tabs. */
static void
wait_for_tabs (KontorWindow *window, KontorListPane *pane)
{
  while (!gtk_widget_grab_focus (GTK_WIDGET (pane)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (focus_is_in (window, KONTOR_TYPE_VIEW_TABS));
}

/* The first orders arrive while somebody goes on to a menu, and perhaps back to the tabs. */
static void
test_focus_moved (GType where)
{
  KontorWindow *window = present_window ();
  KontorAccount *account;
  KontorListPane *pane;
  GtkWidget *tab;
  GListModel *rows;
  gint64 shop;

  wait_for_engine (window);
  shop = add_shop (kontor_window_get_engine (window), "taken.db");
  account = g_list_model_get_item (kontor_engine_get_accounts (kontor_window_get_engine (window)), 0);
  pane = show_orders (window, "orders-all");
  rows = G_LIST_MODEL (kontor_list_pane_get_results (pane));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 0);
  wait_for_tabs (window, pane);
  tab = gtk_window_get_focus (GTK_WINDOW (window));
  g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != tab);
  if (where == KONTOR_TYPE_VIEW_TABS)
    g_assert_true (gtk_widget_grab_focus (tab));
  else
    g_assert_true (gtk_widget_grab_focus (find_type (GTK_WIDGET (pane), GTK_TYPE_MENU_BUTTON)));
  wait_for (kontor_sync_run_once (kontor_account_get_sync (account)));
  g_object_unref (account);
  while (g_list_model_get_n_items (rows) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (focus_is_in (window, where));

  wait_for (kontor_engine_remove_account (kontor_window_get_engine (window), shop, KONTOR_REMOVE_ANYWAY));
  close_window (window);
}

static void
test_focus_taken (void)
{
  test_focus_moved (GTK_TYPE_MENU_BUTTON);
}

static void
test_focus_returned (void)
{
  test_focus_moved (KONTOR_TYPE_VIEW_TABS);
}

/* The rows go, and with them what has the focus. */
static void
test_focus_left (void)
{
  KontorWindow *window = present_window ();
  KontorAccount *account;
  KontorListPane *pane;
  gint64 shop;

  wait_for_engine (window);
  shop = add_shop (kontor_window_get_engine (window), "left.db");
  account = g_list_model_get_item (kontor_engine_get_accounts (kontor_window_get_engine (window)), 0);
  wait_for (kontor_sync_run_once (kontor_account_get_sync (account)));
  g_object_unref (account);
  pane = show_orders (window, "orders-all");
  gtk_widget_grab_focus (GTK_WIDGET (pane));
  while (!focus_is_in (window, GTK_TYPE_LIST_VIEW))
    g_main_context_iteration (NULL, TRUE);
  kontor_list_pane_show_view (pane, "orders-returns");
  while (!focus_is_in (window, KONTOR_TYPE_VIEW_TABS))
    g_main_context_iteration (NULL, TRUE);

  wait_for (kontor_engine_remove_account (kontor_window_get_engine (window), shop, KONTOR_REMOVE_ANYWAY));
  close_window (window);
}

/* Letters belong to the field that one types into, and to a dialog. */
static void
test_no_keys (void)
{
  KontorWindow *window = present_window ();

  wait_for_engine (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.find", NULL);
  g_assert_true (GTK_IS_EDITABLE (gtk_window_get_focus (GTK_WINDOW (window))));
  g_assert_false (press (window, GDK_KEY_g));
  g_assert_false (press (window, GDK_KEY_question));

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (press (window, GDK_KEY_question));
  g_assert_nonnull (get_dialog (window));
  g_assert_false (press (window, GDK_KEY_z));

  close_window (window);
}

/* Each dialog of the window, and no second one over it. */
static void
test_dialogs (void)
{
  static const char *const actions[] = { "win.search", "win.history", "win.shortcuts", "win.preferences", "win.accounts", "win.changes", "win.problems" };
  KontorWindow *window = present_window ();

  wait_for_engine (window);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    AdwDialog *dialog;

    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL));
    dialog = get_dialog (window);
    g_assert_nonnull (dialog);
    for (guint j = 0; j < G_N_ELEMENTS (actions); j++)
      gtk_widget_activate_action (GTK_WIDGET (window), actions[j], NULL);
    g_assert_true (get_dialog (window) == dialog);
    adw_dialog_force_close (dialog);
    while (get_dialog (window) != NULL)
      g_main_context_iteration (NULL, TRUE);
  }

  close_window (window);
}

static void
wait_for_accounts (guint n)
{
  KontorEngine *engine;

  while ((engine = kontor_application_get_engine (application)) == NULL ||
         g_list_model_get_n_items (kontor_engine_get_accounts (engine)) != n)
    g_main_context_iteration (NULL, TRUE);
}

static char *
back_up (KontorEngine *engine)
{
  g_autoptr (DexFuture) future = kontor_backups_make (engine);

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return g_value_dup_string (dex_future_get_value (future, NULL));
}

/* A backup without the shop takes the shop away, the whole program staying as it is. */
static void
test_restore (void)
{
  KontorWindow *window = present_window ();
  g_autofree char *backup = NULL;

  wait_for_engine (window);
  backup = back_up (kontor_window_get_engine (window));
  add_shop (kontor_window_get_engine (window), "restored.db");
  wait_for_accounts (1);
  g_action_group_activate_action (G_ACTION_GROUP (application), "restore-backup", g_variant_new_string (backup));
  g_assert_null (kontor_application_get_engine (application));
  window = KONTOR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  wait_for_accounts (0);
  g_assert_true (kontor_window_get_engine (window) == kontor_application_get_engine (application));

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
  kontor_test_add_plain ("/ui/window/account-choice", test_account_choice);
  kontor_test_add_plain ("/ui/window/narrow", test_narrow);
  kontor_test_add_plain ("/ui/window/about", test_about);
  kontor_test_add_plain ("/ui/window/go", test_go);
  kontor_test_add_plain ("/ui/window/sidebar", test_sidebar);
  kontor_test_add_plain ("/ui/window/list-memory", test_list_memory);
  kontor_test_add_plain ("/ui/window/focus", test_focus);
  kontor_test_add_plain ("/ui/window/focus-taken", test_focus_taken);
  kontor_test_add_plain ("/ui/window/focus-returned", test_focus_returned);
  kontor_test_add_plain ("/ui/window/focus-left", test_focus_left);
  kontor_test_add_plain ("/ui/window/restore", test_restore);
  kontor_test_add_plain ("/ui/window/no-keys", test_no_keys);
  kontor_test_add_plain ("/ui/window/dialogs", test_dialogs);

  status = kontor_test_run ();
  /* The engine is closed as at every end of the program. */
  g_idle_add_once ((GSourceOnceFunc) g_application_quit, application);
  g_application_run (G_APPLICATION (application), 0, NULL);
  g_clear_object (&application);

  return status;
}
