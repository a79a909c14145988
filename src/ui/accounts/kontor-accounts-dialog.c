#include "kontor-accounts-dialog.h"

#include "kontor-account-page.h"
#include "kontor-connect-dialog.h"
#include "kontor-freshness.h"

struct _KontorAccountsDialog {
  AdwDialog parent_instance;

  KontorEngine *engine; /* (owned) */

  AdwNavigationView *pages;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorAccountsDialog, kontor_accounts_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_row_cb (gpointer item, gpointer data)
{
  KontorAccountsDialog *self = data;
  KontorAccount *account = item;
  const KontorConnectorInfo *platform = kontor_account_get_platform (account);
  g_autofree char *freshness = kontor_freshness_describe (account, kontor_clock_now (kontor_engine_get_clock (self->engine)));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_bind_property (account, "name", row, "title", G_BINDING_SYNC_CREATE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), freshness);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (platform != NULL ? platform->mark : "kontor-store-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
row_activated_cb (KontorAccountsDialog *self, GtkListBoxRow *row)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);
  g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, (guint) gtk_list_box_row_get_index (row));

  if (account != NULL)
    kontor_accounts_dialog_show (self, account);
}

/* The last account is gone: the window shows its first page then. */
static void
accounts_changed_cb (KontorAccountsDialog *self)
{
  if (g_list_model_get_n_items (kontor_engine_get_accounts (self->engine)) == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorAccountsDialog *self = KONTOR_ACCOUNTS_DIALOG (widget);

  adw_dialog_present (ADW_DIALOG (kontor_connect_dialog_new (self->engine, NULL)), widget);
}

static void
kontor_accounts_dialog_dispose (GObject *object)
{
  KontorAccountsDialog *self = KONTOR_ACCOUNTS_DIALOG (object);

  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ACCOUNTS_DIALOG);
  G_OBJECT_CLASS (kontor_accounts_dialog_parent_class)->dispose (object);
}

static void
kontor_accounts_dialog_class_init (KontorAccountsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_accounts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-accounts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAccountsDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add);
}

static void
kontor_accounts_dialog_init (KontorAccountsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorAccountsDialog *
kontor_accounts_dialog_new (KontorEngine *engine)
{
  KontorAccountsDialog *self;
  GListModel *accounts;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_ACCOUNTS_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  accounts = kontor_engine_get_accounts (engine);
  gtk_list_box_bind_model (self->list, accounts, make_row_cb, self, NULL);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
kontor_accounts_dialog_show (KontorAccountsDialog *self, KontorAccount *account)
{
  g_return_if_fail (KONTOR_IS_ACCOUNTS_DIALOG (self) && KONTOR_IS_ACCOUNT (account));

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (kontor_account_page_new (self->engine, account)));
}
