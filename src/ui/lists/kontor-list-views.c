#include "kontor-list-views.h"

#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-text-dialog.h"

typedef struct {
  GtkWidget *from;       /* (owned) */
  KontorViewTabs *tabs;  /* (owned) (nullable) */
  KontorEngine *engine;  /* (owned) */
  KontorQuery *query;    /* (owned) (nullable) */
  KontorSavedView *view; /* (owned) (nullable) */
} Request;

static Request *
request_new (GtkWidget *from, KontorEngine *engine)
{
  Request *request = g_new0 (Request, 1);

  request->from = g_object_ref (from);
  request->engine = g_object_ref (engine);
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->from);
  g_object_unref (request->engine);
  g_clear_object (&request->tabs);
  g_clear_object (&request->view);
  g_clear_pointer (&request->query, kontor_query_unref);
  g_free (request);
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
run (GtkWidget *from, DexFuture *future)
{
  dex_future_disown (dex_future_catch (future, say_failure, g_object_ref (from), g_object_unref));
}

char *
kontor_list_views_dup_sort (const KontorQuery *query)
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
  kontor_view_tabs_choose (data, g_value_get_int64 (dex_future_get_value (future, NULL)));
  return NULL;
}

static void
save_as (const char *name, gpointer data)
{
  Request *request = data;
  g_autofree char *filter = dup_filter (request->query), *sort = kontor_list_views_dup_sort (request->query);
  DexFuture *saved =
      kontor_saved_views_add (request->engine, kontor_query_get_entity (request->query), name, filter, sort);

  run (request->from, dex_future_then (saved, show_saved, g_object_ref (request->tabs), g_object_unref));
}

void
kontor_list_views_save (GtkWidget *from, KontorViewTabs *tabs, KontorEngine *engine, KontorQuery *query)
{
  Request *request = request_new (from, engine);

  request->tabs = g_object_ref (tabs);
  request->query = kontor_query_ref (query);
  kontor_text_dialog_ask (from,
                          &(KontorTextQuestion) {
                            .heading = _("Save as New View"),
                            .body = _("What is filtered and searched for now is kept as a tab."),
                            .label = _("Name"),
                            .answer = _("_Save"),
                          },
                          save_as, request, request_free);
}

void
kontor_list_views_change (GtkWidget *from, KontorEngine *engine, KontorSavedView *view, KontorQuery *query)
{
  g_autofree char *filter = dup_filter (query), *sort = kontor_list_views_dup_sort (query);

  run (from, kontor_saved_views_change (engine, kontor_saved_view_get_id (view), filter, sort));
}

static void
rename_to (const char *name, gpointer data)
{
  Request *request = data;

  run (request->from, kontor_saved_views_rename (request->engine, kontor_saved_view_get_id (request->view), name));
}

void
kontor_list_views_rename (GtkWidget *from, KontorEngine *engine, KontorSavedView *view)
{
  Request *request = request_new (from, engine);

  request->view = g_object_ref (view);
  kontor_text_dialog_ask (from,
                          &(KontorTextQuestion) {
                            .heading = _("Rename View"),
                            .label = _("Name"),
                            .text = kontor_saved_view_get_name (view),
                            .answer = _("_Rename"),
                          },
                          rename_to, request, request_free);
}

static void
on_remove_response (AdwAlertDialog *dialog, const char *response, Request *request)
{
  if (g_str_equal (response, "remove"))
    run (request->from, kontor_saved_views_remove (request->engine, kontor_saved_view_get_id (request->view)));
}

void
kontor_list_views_remove (GtkWidget *from, KontorEngine *engine, KontorSavedView *view)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));
  Request *request = request_new (from, engine);

  request->view = g_object_ref (view);
  g_object_set_data_full (G_OBJECT (dialog), "request", request, request_free);
  adw_alert_dialog_format_heading (dialog, _("Delete “%s”?"), kontor_saved_view_get_name (view));
  adw_alert_dialog_set_body (dialog, _("Only the view goes; what it lists stays."));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "remove", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_remove_response), request);
  adw_dialog_present (ADW_DIALOG (dialog), from);
}

void
kontor_list_views_restore (GtkWidget *from, KontorEngine *engine, KontorEntity entity)
{
  run (from, kontor_saved_views_restore (engine, entity));
}
