#include "kontor-list-pane-actions.h"

static void
move (GtkWidget *widget, int by)
{
  KontorListPane *pane = KONTOR_LIST_PANE (widget);

  kontor_list_cursor_move (kontor_list_pane_get_cursor (pane), by, kontor_list_pane_get_face (pane));
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (widget, 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (widget, -1);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_list_cursor_mark (kontor_list_pane_get_cursor (KONTOR_LIST_PANE (widget)));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (kontor_list_pane_get_selection (KONTOR_LIST_PANE (widget))));
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_list_cursor_unselect (kontor_list_pane_get_cursor (KONTOR_LIST_PANE (widget)));
}

static void
clear_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_list_pane_set_text (KONTOR_LIST_PANE (widget), NULL);
  kontor_list_pane_search (KONTOR_LIST_PANE (widget));
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorEntity entity = kontor_list_pane_get_entity (KONTOR_LIST_PANE (widget));
  g_autofree char *builtin = g_strdup_printf ("%ss-all", kontor_entity_get_nick (entity));

  kontor_list_pane_show_view (KONTOR_LIST_PANE (widget), builtin);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_list_pane_reload (KONTOR_LIST_PANE (widget));
}

/* How it goes is said at the account. */
static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GListModel *accounts = kontor_engine_get_accounts (kontor_list_pane_get_engine (KONTOR_LIST_PANE (widget)));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    dex_future_disown (kontor_sync_run_once (kontor_account_get_sync (account)));
  }
}

/* Where a text is typed, its field takes these keys before they come here. */
static void
install_keys (GtkWidgetClass *klass)
{
  gtk_widget_class_add_binding_action (klass, GDK_KEY_j, 0, "list.next", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_k, 0, "list.previous", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_x, 0, "list.mark", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "list.unselect", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_a, GDK_CONTROL_MASK, "list.select-all", NULL);
}

void
kontor_list_pane_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "list.clear-search", NULL, clear_search_action);
  gtk_widget_class_install_action (klass, "list.mark", NULL, mark_action);
  gtk_widget_class_install_action (klass, "list.next", NULL, next_action);
  gtk_widget_class_install_property_action (klass, "list.order", "sort-order");
  gtk_widget_class_install_action (klass, "list.previous", NULL, previous_action);
  gtk_widget_class_install_action (klass, "list.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (klass, "list.reload", NULL, reload_action);
  gtk_widget_class_install_action (klass, "list.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (klass, "list.show-all", NULL, show_all_action);
  gtk_widget_class_install_property_action (klass, "list.sort", "sort-key");
  gtk_widget_class_install_action (klass, "list.unselect", NULL, unselect_action);
  install_keys (klass);
}
