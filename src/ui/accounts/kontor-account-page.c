#include "kontor-account-page.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-connect-dialog.h"
#include "kontor-freshness.h"
#include "kontor-letterhead-page.h"

#define MAX_LISTED 5

struct _KontorAccountPage {
  AdwNavigationPage parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorAccount *account; /* (owned) */
  GSignalGroup *signals;  /* (owned): of the account */
  gboolean updating;

  AdwToastOverlay *toasts;
  AdwEntryRow *name;
  AdwActionRow *platform;
  AdwActionRow *address;
  AdwActionRow *state;
  GtkImage *state_icon;
  AdwSwitchRow *paused;
  GtkWidget *check;
  GtkWidget *forgetful;
  AdwActionRow *pictureless;
};

G_DEFINE_FINAL_TYPE (KontorAccountPage, kontor_account_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
get_address (KontorAccount *account)
{
  const KontorAccountInfo *info = kontor_account_get_info (account);
  const char *address = kontor_account_get_address (account);

  return address[0] == '\0' && info != NULL && info->address != NULL ? info->address : address;
}

/* Its key lives as long as the program, because no keyring answered. */
static gboolean
is_forgotten (KontorAccount *account)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);

  return connector != NULL && !kontor_account_get_secret_kept (account);
}

static void
show_pictureless (KontorAccountPage *self)
{
  g_autofree char *reason = NULL;
  gboolean allowed = kontor_account_allows (self->account, "set-pictures", NULL, &reason);

  gtk_widget_set_visible (GTK_WIDGET (self->pictureless), !allowed);
  adw_action_row_set_subtitle (self->pictureless, reason != NULL ? reason : "");
}

static void
update (KontorAccountPage *self)
{
  const KontorConnectorInfo *platform = kontor_account_get_platform (self->account);
  gint64 now = kontor_clock_now (kontor_engine_get_clock (self->engine));
  g_autofree char *freshness = kontor_freshness_describe (self->account, now);
  const char *reason = kontor_account_get_reason (self->account);
  g_autofree char *state = reason != NULL ? g_strdup_printf ("%s\n%s", freshness, reason) : g_strdup (freshness);

  self->updating = TRUE;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), kontor_account_get_name (self->account));
  adw_action_row_set_subtitle (self->platform, platform != NULL ? _(platform->name) : _("Not known to this version"));
  adw_action_row_set_subtitle (self->address, get_address (self->account));
  adw_action_row_set_subtitle (self->state, state);
  gtk_image_set_from_icon_name (self->state_icon, kontor_freshness_get_icon (kontor_freshness_of (self->account)));
  adw_switch_row_set_active (self->paused, kontor_account_get_pause (self->account) != KONTOR_ACCOUNT_RUNNING);
  gtk_widget_set_visible (self->forgetful, is_forgotten (self->account));
  show_pictureless (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "account.reconnect", platform != NULL);
  self->updating = FALSE;
}

static DexFuture *
done_cb (DexFuture *future, gpointer data)
{
  KontorAccountPage *self = data;
  g_autoptr (GError) error = NULL;

  if (self->toasts != NULL && dex_future_get_value (future, &error) == NULL)
    kontor_toast_error (self->toasts, error);
  return dex_future_new_true ();
}

static void
follow (KontorAccountPage *self, DexFuture *future)
{
  dex_future_disown (dex_future_finally (future, done_cb, g_object_ref (self), g_object_unref));
}

static void
renamed_cb (KontorAccountPage *self)
{
  follow (self, kontor_account_rename (self->account, gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
paused_cb (KontorAccountPage *self)
{
  if (self->updating)
    return;
  follow (self, adw_switch_row_get_active (self->paused) ? kontor_account_pause (self->account) : kontor_account_resume (self->account));
}

static void
check (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorAccountPage *self = KONTOR_ACCOUNT_PAGE (widget);

  adw_dialog_present (ADW_DIALOG (kontor_connect_dialog_new_check (self->engine, self->account)), widget);
}

static void
reconnect (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorAccountPage *self = KONTOR_ACCOUNT_PAGE (widget);

  adw_dialog_present (ADW_DIALOG (kontor_connect_dialog_new_reconnect (self->engine, self->account)), widget);
}

static void
open_letterhead (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorAccountPage *self = KONTOR_ACCOUNT_PAGE (widget);
  GtkWidget *pages = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (pages), ADW_NAVIGATION_PAGE (kontor_letterhead_page_new (self->engine, self->account)));
}

static DexFuture *
removed_cb (DexFuture *future, gpointer data)
{
  KontorAccountPage *self = data;

  if (self->toasts == NULL)
    return dex_future_new_true ();
  if (dex_future_get_value (future, NULL) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
  return done_cb (future, data);
}

static void
remove_account (KontorAccountPage *self, KontorRemoveHow how)
{
  DexFuture *removed = kontor_engine_remove_account (self->engine, kontor_account_get_id (self->account), how);

  dex_future_disown (dex_future_finally (removed, removed_cb, g_object_ref (self), g_object_unref));
}

static void
response_cb (KontorAccountPage *self, const char *response)
{
  if (g_str_equal (response, "remove"))
    remove_account (self, KONTOR_REMOVE_ANYWAY);
  else if (g_str_equal (response, "send"))
    follow (self, kontor_outbox_flush (self->engine));
}

/* What would be lost, a line for each change. */
static GtkWidget *
make_list (GPtrArray *ops)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < MIN (ops->len, MAX_LISTED); i++) {
    g_autofree char *title = kontor_op_describe (g_ptr_array_index (ops, i));
    GtkWidget *row = adw_action_row_new ();

    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
    gtk_list_box_append (GTK_LIST_BOX (list), row);
  }
  return list;
}

static char *
describe_loss (KontorAccountPage *self, GPtrArray *ops)
{
  if (ops->len == 0)
    return g_strdup_printf (_("What Kontor stores of “%s” is deleted from this computer. The shop itself stays as it is."),
                            kontor_account_get_name (self->account));
  return g_strdup_printf (ngettext ("%u change was not sent and would be lost. The shop itself stays as it is.",
                                    "%u changes were not sent and would be lost. The shop itself stays as it is.", ops->len),
                          ops->len);
}

static void
ask_removal (KontorAccountPage *self, GPtrArray *ops)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Remove Account?"), NULL));
  g_autofree char *loss = describe_loss (self, ops);

  adw_alert_dialog_set_body (dialog, loss);
  adw_alert_dialog_add_response (dialog, "cancel", _("_Cancel"));
  if (ops->len > 0) {
    adw_alert_dialog_set_extra_child (dialog, make_list (ops));
    adw_alert_dialog_add_response (dialog, "send", _("_Send First"));
  }
  adw_alert_dialog_add_response (dialog, "remove", ops->len > 0 ? _("_Remove Anyway") : _("_Remove"));
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static DexFuture *
listed_cb (DexFuture *future, gpointer data)
{
  KontorAccountPage *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && self->toasts != NULL)
    ask_removal (self, g_value_get_boxed (value));
  return done_cb (future, data);
}

static void
remove_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorAccountPage *self = KONTOR_ACCOUNT_PAGE (widget);
  DexFuture *ops = kontor_outbox_list_ops (self->engine, kontor_account_get_id (self->account),
                                           KONTOR_OUTBOX_UNSENT | KONTOR_OUTBOX_PROBLEMS, G_MAXINT);

  dex_future_disown (dex_future_finally (ops, listed_cb, g_object_ref (self), g_object_unref));
}

/* Not on the name, which the next key would overwrite. */
static void
kontor_account_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (KONTOR_ACCOUNT_PAGE (page)->check);
}

static void
kontor_account_page_dispose (GObject *object)
{
  KontorAccountPage *self = KONTOR_ACCOUNT_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ACCOUNT_PAGE);
  G_OBJECT_CLASS (kontor_account_page_parent_class)->dispose (object);
}

static void
kontor_account_page_class_init (KontorAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_account_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = kontor_account_page_shown;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-account-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, name);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, platform);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, address);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, state);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, paused);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, check);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, forgetful);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountPage, pictureless);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, paused_cb);
  gtk_widget_class_install_action (widget_class, "account.check", NULL, check);
  gtk_widget_class_install_action (widget_class, "account.letterhead", NULL, open_letterhead);
  gtk_widget_class_install_action (widget_class, "account.reconnect", NULL, reconnect);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_action);
}

static void
kontor_account_page_init (KontorAccountPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (KONTOR_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

KontorAccountPage *
kontor_account_page_new (KontorEngine *engine, KontorAccount *account)
{
  KontorAccountPage *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_ACCOUNT (account), NULL);

  self = g_object_new (KONTOR_TYPE_ACCOUNT_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->account = g_object_ref (account);
  gtk_editable_set_text (GTK_EDITABLE (self->name), kontor_account_get_name (account));
  g_signal_group_set_target (self->signals, account);
  update (self);
  return self;
}
