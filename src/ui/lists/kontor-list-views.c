#include "kontor-list-views.h"

#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-text-dialog.h"

/* What a dialog was opened for, whatever the list shows when it is answered. */
typedef struct {
  KontorListPane *pane;  /* (owned) */
  KontorQuery *query;    /* (owned) (nullable) */
  KontorSavedView *view; /* (owned) (nullable) */
} Request;

static Request *
request_new (KontorListPane *pane)
{
  Request *request = g_new0 (Request, 1);

  request->pane = g_object_ref (pane);
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->pane);
  g_clear_object (&request->view);
  g_clear_pointer (&request->query, kontor_query_unref);
  g_free (request);
}

static KontorQuery *
get_query (KontorListPane *pane)
{
  return kontor_results_get_query (kontor_list_pane_get_results (pane));
}

static KontorSavedView *
get_view (KontorListPane *pane)
{
  return kontor_view_tabs_get_view (kontor_list_pane_get_tabs (pane));
}

static DexFuture *
say_failure (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  kontor_gesture_say (data, error->message);
  return NULL;
}

static void
run (KontorListPane *pane, DexFuture *future)
{
  dex_future_disown (dex_future_catch (future, say_failure, g_object_ref (pane), g_object_unref));
}

/* As a view keeps it: "-placed". */
static char *
dup_sort (const KontorQuery *query)
{
  return g_strconcat (kontor_query_get_descending (query) ? "-" : "", kontor_query_get_sort (query), NULL);
}

/* What the view filters already, and what was typed. */
static char *
dup_filter (const KontorQuery *query)
{
  const char *filter = kontor_query_get_filter (query), *text = kontor_query_get_text (query);
  g_autofree char *both = g_strjoin (" ", filter != NULL ? filter : "", text != NULL ? text : "", NULL);

  return g_strdup (g_strstrip (both));
}

static DexFuture *
show_saved (DexFuture *future, gpointer data)
{
  kontor_view_tabs_choose (kontor_list_pane_get_tabs (data), g_value_get_int64 (dex_future_get_value (future, NULL)));
  return NULL;
}

static void
save_as (const char *name, gpointer data)
{
  Request *request = data;
  g_autofree char *filter = dup_filter (request->query), *sort = dup_sort (request->query);
  DexFuture *saved = kontor_saved_views_add (kontor_list_pane_get_engine (request->pane),
                                             kontor_query_get_entity (request->query), name, filter, sort);

  run (request->pane, dex_future_then (saved, show_saved, g_object_ref (request->pane), g_object_unref));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPane *pane = KONTOR_LIST_PANE (widget);
  Request *request;

  if (get_query (pane) == NULL)
    return;
  request = request_new (pane);
  request->query = kontor_query_ref (get_query (pane));
  kontor_text_dialog_ask (widget,
                          &(KontorTextQuestion) {
                            .heading = _("Save as New View"),
                            .body = _("What is filtered and searched for now is kept as a tab."),
                            .label = _("Name"),
                            .answer = _("_Save"),
                          },
                          save_as, request, request_free);
}

static void
change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPane *pane = KONTOR_LIST_PANE (widget);
  g_autofree char *filter = dup_filter (get_query (pane)), *sort = dup_sort (get_query (pane));

  run (pane, kontor_saved_views_change (kontor_list_pane_get_engine (pane), kontor_saved_view_get_id (get_view (pane)),
                                        filter, sort));
  kontor_list_pane_set_text (pane, NULL);
}

static void
rename_to (const char *name, gpointer data)
{
  Request *request = data;

  run (request->pane, kontor_saved_views_rename (kontor_list_pane_get_engine (request->pane),
                                                 kontor_saved_view_get_id (request->view), name));
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPane *pane = KONTOR_LIST_PANE (widget);
  Request *request = request_new (pane);

  request->view = g_object_ref (get_view (pane));
  kontor_text_dialog_ask (widget,
                          &(KontorTextQuestion) {
                            .heading = _("Rename View"),
                            .label = _("Name"),
                            .text = kontor_saved_view_get_name (request->view),
                            .answer = _("_Rename"),
                          },
                          rename_to, request, request_free);
}

static void
on_remove_response (AdwAlertDialog *dialog, const char *response, Request *request)
{
  if (g_str_equal (response, "remove"))
    run (request->pane, kontor_saved_views_remove (kontor_list_pane_get_engine (request->pane),
                                                   kontor_saved_view_get_id (request->view)));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));
  Request *request = request_new (KONTOR_LIST_PANE (widget));

  request->view = g_object_ref (get_view (request->pane));
  g_object_set_data_full (G_OBJECT (dialog), "request", request, request_free);
  adw_alert_dialog_format_heading (dialog, _("Delete “%s”?"), kontor_saved_view_get_name (request->view));
  adw_alert_dialog_set_body (dialog, _("Only the view goes; what it lists stays."));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_remove_response), request);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPane *pane = KONTOR_LIST_PANE (widget);

  run (pane, kontor_saved_views_restore (kontor_list_pane_get_engine (pane), kontor_list_pane_get_entity (pane)));
}

void
kontor_list_views_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "list.change-view", NULL, change_action);
  gtk_widget_class_install_action (klass, "list.remove-view", NULL, remove_action);
  gtk_widget_class_install_action (klass, "list.rename-view", NULL, rename_action);
  gtk_widget_class_install_action (klass, "list.restore-views", NULL, restore_action);
  gtk_widget_class_install_action (klass, "list.save-view", NULL, save_action);
}

static KontorQuery *
make_saved_query (KontorListPane *pane, KontorSavedView *view)
{
  gint64 account = kontor_query_get_account (get_query (pane));

  return kontor_query_new (kontor_list_pane_get_entity (pane), account, kontor_saved_view_get_filter (view), NULL,
                           kontor_saved_view_get_sort (view),
                           kontor_engine_get_zone (kontor_list_pane_get_engine (pane), account));
}

void
kontor_list_views_update_actions (KontorListPane *pane)
{
  KontorSavedView *view = get_view (pane);
  g_autoptr (KontorQuery) saved = view != NULL ? make_saved_query (pane, view) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (pane), "list.change-view",
                                 saved != NULL && !kontor_query_equal (saved, get_query (pane)));
  gtk_widget_action_set_enabled (GTK_WIDGET (pane), "list.rename-view", view != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (pane), "list.remove-view", view != NULL);
}
