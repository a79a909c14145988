#include "kontor-list-message.h"

#include <glib/gi18n.h>

#include "kontor-accounts-watch.h"
#include "kontor-freshness.h"
#include "kontor-list-words.h"

struct _KontorListMessage {
  AdwBin parent_instance;

  KontorEngine *engine;       /* (owned) */
  KontorResults *results;     /* (owned) */
  KontorAccountsWatch *watch; /* (owned): whether one is being imported */
  KontorSavedView *view;      /* (owned) (nullable) */

  AdwStatusPage *page;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (KontorListMessage, kontor_list_message, ADW_TYPE_BIN)

static void
say (KontorListMessage *self, const KontorListEmpty *text, const char *label, const char *action)
{
  adw_status_page_set_icon_name (self->page, text->icon);
  adw_status_page_set_title (self->page, text->title);
  adw_status_page_set_description (self->page, text->description);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

static void
say_empty (KontorListMessage *self, KontorEntity entity)
{
  const char *builtin = self->view != NULL ? kontor_saved_view_get_builtin (self->view) : NULL;
  KontorListEmpty text = kontor_list_describe_empty (entity, builtin);

  if (builtin != NULL && g_str_has_suffix (builtin, "-all"))
    say (self, &text, _("_Ask the Shop Now"), "list.refresh");
  else
    say (self, &text, _("Show _All"), "list.show-all");
}

static gboolean
is_importing (KontorListMessage *self, gint64 account_id)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    KontorFreshness freshness = kontor_freshness_of (account);

    if ((account_id == 0 || account_id == kontor_account_get_id (account)) && !kontor_account_get_imported (account) &&
        (freshness == KONTOR_FRESHNESS_STARTING || freshness == KONTOR_FRESHNESS_IMPORTING))
      return TRUE;
  }
  return FALSE;
}

static void
explain (KontorListMessage *self)
{
  KontorQuery *query = kontor_results_get_query (self->results);
  const GError *error = kontor_results_get_error (self->results);
  const char *text = query != NULL ? kontor_query_get_text (query) : NULL;

  if (query == NULL)
    return;
  if (error != NULL)
    say (self, &(KontorListEmpty) { "dialog-warning-symbolic", _("The List Cannot Be Read"), error->message },
         _("_Try Again"), "list.reload");
  else if (text != NULL && text[0] != '\0')
    say (self, &(KontorListEmpty) { "edit-find-symbolic", _("Nothing Found"), _("Nothing matches the search.") },
         _("_Clear Search"), "list.clear-search");
  else if (is_importing (self, kontor_query_get_account (query)))
    say (self,
         &(KontorListEmpty) { "folder-download-symbolic", _("Fetching Your Shop"),
                              _("The newest come first, and can be worked with as soon as they are here.") },
         NULL, NULL);
  else
    say_empty (self, kontor_query_get_entity (query));
}

static void
on_accounts_changed (KontorListMessage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    explain (self);
}

static void
kontor_list_message_dispose (GObject *object)
{
  KontorListMessage *self = KONTOR_LIST_MESSAGE (object);

  /* The template would take the bin's child away behind its back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LIST_MESSAGE);
  g_clear_object (&self->watch);
  g_clear_object (&self->view);
  g_clear_object (&self->results);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_list_message_parent_class)->dispose (object);
}

static void
kontor_list_message_class_init (KontorListMessageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_list_message_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-list-message.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorListMessage, button);
  gtk_widget_class_bind_template_child (widget_class, KontorListMessage, page);
}

static void
kontor_list_message_init (KontorListMessage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_list_message_set_source (KontorListMessage *self, KontorEngine *engine, KontorResults *results)
{
  g_return_if_fail (KONTOR_IS_LIST_MESSAGE (self));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));
  g_return_if_fail (KONTOR_IS_RESULTS (results));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->results = g_object_ref (results);
  self->watch = kontor_accounts_watch_new (engine);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (on_accounts_changed), self, G_CONNECT_SWAPPED);
}

void
kontor_list_message_explain (KontorListMessage *self, KontorSavedView *view)
{
  g_return_if_fail (KONTOR_IS_LIST_MESSAGE (self));
  g_return_if_fail (self->engine != NULL);

  g_set_object (&self->view, view);
  explain (self);
}
