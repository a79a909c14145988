#include "kontor-product-tables.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-export.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-import-dialog.h"
#include "kontor-later.h"

/* What is asked for, until it is answered. */
typedef struct {
  GtkWidget *from;
  KontorEngine *engine;
  gint64 account_id;
  KontorQuery *query; /* (nullable): of an export */
} Request;

static Request *
request_new (GtkWidget *from, KontorEngine *engine, gint64 account_id, KontorQuery *query)
{
  Request *self = g_new0 (Request, 1);

  self->from = g_object_ref (from);
  self->engine = g_object_ref (engine);
  self->account_id = account_id;
  self->query = query != NULL ? kontor_query_ref (query) : NULL;
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->from);
  g_object_unref (self->engine);
  g_clear_pointer (&self->query, kontor_query_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static GtkFileDialog *
make_file_dialog (const char *title)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new (), all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _("Tables (CSV)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, tables);
  g_list_store_append (filters, all);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, title);
  return dialog;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    adw_dialog_present (kontor_import_dialog_new (self->engine, self->account_id, file, self->from), self->from);
}

static void
ask_file (Request *self)
{
  g_autoptr (GtkFileDialog) dialog = make_file_dialog (_("Import Products"));

  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (self->from)), NULL, opened_cb, self);
}

static void
account_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *self = data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  self->account_id = g_ascii_strtoll (response, NULL, 10);
  if (self->account_id != 0)
    ask_file (self);
  else
    request_free (self);
}

static void
ask_account (Request *self, GListModel *accounts)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Import Into Which Shop?"), NULL));

  adw_alert_dialog_add_response (dialog, "cancel", _("_Cancel"));
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, kontor_account_get_id (account));
    g_auto (GStrv) parts = g_strsplit (kontor_account_get_name (account), "_", -1);
    g_autofree char *name = g_strjoinv ("__", parts);

    adw_alert_dialog_add_response (dialog, id, name);
  }
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, self->from, NULL, account_chosen_cb, self);
}

void
kontor_product_tables_import (GtkWidget *from, KontorEngine *engine, gint64 account_id)
{
  GListModel *accounts;
  Request *request;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));

  accounts = kontor_engine_get_accounts (engine);
  request = request_new (from, engine, account_id, NULL);
  if (account_id == 0 && g_list_model_get_n_items (accounts) > 1) {
    ask_account (request, accounts);
    return;
  }
  if (account_id == 0) {
    g_autoptr (KontorAccount) only = g_list_model_get_item (accounts, 0);

    request->account_id = only != NULL ? kontor_account_get_id (only) : 0;
  }
  if (request->account_id != 0)
    ask_file (request);
  else
    request_free (request);
}

static void
exported_cb (DexFuture *future, gpointer data)
{
  Request *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gint64 n = value != NULL ? g_value_get_int64 (value) : 0;
  g_autofree char *number = kontor_format_number (n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s row exported", "%s rows exported", (gulong) n), number);

  kontor_gesture_say (self->from, error != NULL ? error->message : text);
}

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (KontorScope) scope = NULL;

  if (file == NULL)
    return;
  scope = kontor_scope_new_all (self->query, NULL);
  kontor_later (kontor_export_products (self->engine, scope, file, NULL), exported_cb, g_steal_pointer (&self), request_free);
}

void
kontor_product_tables_export (GtkWidget *from, KontorEngine *engine, KontorQuery *query)
{
  g_autoptr (GtkFileDialog) dialog = NULL;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));
  g_return_if_fail (query != NULL);

  dialog = make_file_dialog (_("Export Products"));
  gtk_file_dialog_set_initial_name (dialog, _("products.csv"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (from)), NULL, save_chosen_cb,
                        request_new (from, engine, 0, query));
}
