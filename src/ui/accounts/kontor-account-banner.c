#include "kontor-account-banner.h"

#include <glib/gi18n.h>

#include "kontor-accounts-watch.h"
#include "kontor-connect-dialog.h"
#include "kontor-problems-dialog.h"

struct _KontorAccountBanner {
  AdwBin parent_instance;

  KontorEngine *engine;       /* (owned) (nullable) */
  KontorAccountsWatch *watch; /* (owned) (nullable) */
  KontorAccount *account;     /* (owned) (nullable): of which it speaks */

  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (KontorAccountBanner, kontor_account_banner, ADW_TYPE_BIN)

static gboolean
can_sign_in (KontorAccount *account)
{
  return kontor_account_get_status (account) == KONTOR_ACCOUNT_AUTH_NEEDED && kontor_account_get_platform (account) != NULL;
}

static gboolean
is_restored (KontorAccount *account)
{
  return kontor_account_get_pause (account) == KONTOR_ACCOUNT_RESTORED;
}

static const char *
get_text (KontorAccount *account)
{
  if (is_restored (account))
    return _("Nothing is sent since the file was restored.");
  if (kontor_account_get_untrusted (account) != NULL)
    return _("Nobody vouches for the shop’s certificate.");
  if (can_sign_in (account))
    return _("The shop does not accept the key any more. Sign in again.");
  return kontor_account_get_banner (account);
}

static const char *
get_button (KontorAccount *account)
{
  if (can_sign_in (account) && kontor_account_get_untrusted (account) == NULL)
    return _("_Sign In…");
  return is_restored (account) || can_sign_in (account) ? _("_Review…") : _("_Try Again");
}

/* (transfer full) (nullable): the one that needs its person before those that only fail. */
static KontorAccount *
dup_speaking (KontorAccountBanner *self)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);
  g_autoptr (KontorAccount) found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    if (get_text (account) != NULL && (found == NULL || (can_sign_in (account) && !can_sign_in (found))))
      g_set_object (&found, account);
  }
  return g_steal_pointer (&found);
}

static void
show (KontorAccountBanner *self)
{
  gboolean several = g_list_model_get_n_items (kontor_engine_get_accounts (self->engine)) > 1;
  const char *text = get_text (self->account);
  g_autofree char *title = several ? g_strdup_printf (_("%s: %s"), kontor_account_get_name (self->account), text) : g_strdup (text);

  adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, get_button (self->account));
}

static void
update (KontorAccountBanner *self)
{
  g_autoptr (KontorAccount) account = self->engine != NULL ? dup_speaking (self) : NULL;

  g_set_object (&self->account, account);
  if (account != NULL)
    show (self);
  adw_banner_set_revealed (self->banner, account != NULL);
}

static void
button_clicked_cb (KontorAccountBanner *self)
{
  AdwDialog *dialog = NULL;

  if (self->account == NULL)
    return;
  if (can_sign_in (self->account))
    dialog = ADW_DIALOG (kontor_connect_dialog_new_reconnect (self->engine, self->account));
  else if (is_restored (self->account))
    dialog = ADW_DIALOG (kontor_problems_dialog_new (self->engine));
  else
    dex_future_disown (kontor_sync_run_once (kontor_account_get_sync (self->account)));
  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
kontor_account_banner_dispose (GObject *object)
{
  KontorAccountBanner *self = KONTOR_ACCOUNT_BANNER (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ACCOUNT_BANNER);
  G_OBJECT_CLASS (kontor_account_banner_parent_class)->dispose (object);
}

static void
kontor_account_banner_class_init (KontorAccountBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_account_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-account-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAccountBanner, banner);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
kontor_account_banner_init (KontorAccountBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_account_banner_set_engine (KontorAccountBanner *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_ACCOUNT_BANNER (self));

  if (!g_set_object (&self->engine, engine))
    return;
  g_clear_object (&self->watch);
  self->watch = engine != NULL ? kontor_accounts_watch_new (engine) : NULL;
  if (self->watch != NULL)
    g_signal_connect_object (self->watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

AdwBanner *
kontor_account_banner_get_banner (KontorAccountBanner *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT_BANNER (self), NULL);

  return self->banner;
}
