#include "kontor-account-button.h"

#include <glib/gi18n.h>

#include "kontor-accounts-watch.h"
#include "kontor-freshness.h"
#include "kontor-sync-popover.h"

struct _KontorAccountButton {
  AdwBin parent_instance;

  KontorEngine *engine;       /* (owned) (nullable) */
  KontorAccountsWatch *watch; /* (owned) (nullable) */
  guint timer;
  KontorFreshness shown;

  GtkWidget *button;
  GtkImage *mark;
  GtkLabel *name;
  GtkLabel *freshness;
  GtkImage *state;
  KontorSyncPopover *popover;
};

G_DEFINE_FINAL_TYPE (KontorAccountButton, kontor_account_button, ADW_TYPE_BIN)

static void update (KontorAccountButton *self);

/* (transfer full) (nullable): the one that stands worst, the first of equals. */
static KontorAccount *
dup_worst (KontorAccountButton *self)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);
  g_autoptr (KontorAccount) worst = g_list_model_get_item (accounts, 0);

  for (guint i = 1; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    if (kontor_freshness_of (account) > kontor_freshness_of (worst))
      g_set_object (&worst, account);
  }
  return g_steal_pointer (&worst);
}

static gboolean
is_seen (KontorAccountButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_get_mapped (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) && !gtk_window_is_suspended (GTK_WINDOW (root));
}

static void
timer_cb (gpointer data)
{
  KontorAccountButton *self = data;

  self->timer = 0;
  update (self);
}

/* Nothing wakes up for what nobody sees, nor before the minute is over. */
static void
arm (KontorAccountButton *self, KontorAccount *account, gint64 now)
{
  guint lifetime = kontor_freshness_get_lifetime (account, now);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (lifetime > 0 && is_seen (self))
    self->timer = g_timeout_add_seconds_once (lifetime / 1000 + 1, timer_cb, self);
}

static char *
describe_name (KontorAccountButton *self, KontorAccount *worst, guint n_accounts)
{
  if (n_accounts == 1)
    return g_strdup (kontor_account_get_name (worst));
  return g_strdup_printf (ngettext ("%u store", "%u stores", n_accounts), n_accounts);
}

static char *
describe_freshness (KontorAccount *worst, guint n_accounts, gint64 now)
{
  g_autofree char *text = kontor_freshness_describe (worst, now);

  if (n_accounts == 1 || kontor_freshness_of (worst) == KONTOR_FRESHNESS_SYNCED)
    return g_steal_pointer (&text);
  /* Translators: a store's name and how it stands: "Tea House: 2 problems". */
  return g_strdup_printf (_("%s: %s"), kontor_account_get_name (worst), text);
}

static void
show_state (KontorAccountButton *self, KontorFreshness freshness)
{
  const char *old = kontor_freshness_get_style (self->shown);
  const char *new = kontor_freshness_get_style (freshness);

  gtk_image_set_from_icon_name (self->state, kontor_freshness_get_icon (freshness));
  self->shown = freshness;
  if (old != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), old);
  if (new != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), new);
}

static void
show_account (KontorAccountButton *self, KontorAccount *worst)
{
  gint64 now = kontor_clock_now (kontor_engine_get_clock (self->engine));
  guint n_accounts = g_list_model_get_n_items (kontor_engine_get_accounts (self->engine));
  const KontorConnectorInfo *platform = kontor_account_get_platform (worst);
  g_autofree char *name = describe_name (self, worst, n_accounts);
  g_autofree char *freshness = describe_freshness (worst, n_accounts, now);
  g_autofree char *label = g_strdup_printf ("%s, %s", name, freshness);

  gtk_image_set_from_icon_name (self->mark, n_accounts == 1 && platform != NULL ? platform->mark : "kontor-store-symbolic");
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->freshness, freshness);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_state (self, kontor_freshness_of (worst));
  arm (self, worst, now);
}

static void
update (KontorAccountButton *self)
{
  g_autoptr (KontorAccount) worst = self->engine != NULL ? dup_worst (self) : NULL;

  gtk_widget_set_visible (self->button, worst != NULL);
  if (worst != NULL)
    show_account (self, worst);
}

static void
kontor_account_button_root (GtkWidget *widget)
{
  GtkRoot *root;

  GTK_WIDGET_CLASS (kontor_account_button_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root))
    g_signal_connect_object (root, "notify::suspended", G_CALLBACK (update), widget, G_CONNECT_SWAPPED);
}

static void
kontor_account_button_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_root (widget), widget);
  GTK_WIDGET_CLASS (kontor_account_button_parent_class)->unroot (widget);
}

static void
kontor_account_button_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_account_button_parent_class)->map (widget);
  update (KONTOR_ACCOUNT_BUTTON (widget));
}

static void
kontor_account_button_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&KONTOR_ACCOUNT_BUTTON (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (kontor_account_button_parent_class)->unmap (widget);
}

static void
kontor_account_button_dispose (GObject *object)
{
  KontorAccountButton *self = KONTOR_ACCOUNT_BUTTON (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->watch);
  g_clear_object (&self->engine);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ACCOUNT_BUTTON);
  G_OBJECT_CLASS (kontor_account_button_parent_class)->dispose (object);
}

static void
kontor_account_button_class_init (KontorAccountButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_account_button_dispose;
  widget_class->map = kontor_account_button_map;
  widget_class->unmap = kontor_account_button_unmap;
  widget_class->root = kontor_account_button_root;
  widget_class->unroot = kontor_account_button_unroot;

  g_type_ensure (KONTOR_TYPE_SYNC_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-account-button.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAccountButton, button);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountButton, mark);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountButton, name);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountButton, freshness);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountButton, state);
  gtk_widget_class_bind_template_child (widget_class, KontorAccountButton, popover);
}

static void
kontor_account_button_init (KontorAccountButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_account_button_set_engine (KontorAccountButton *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_ACCOUNT_BUTTON (self));

  if (!g_set_object (&self->engine, engine))
    return;
  g_clear_object (&self->watch);
  self->watch = engine != NULL ? kontor_accounts_watch_new (engine) : NULL;
  if (self->watch != NULL)
    g_signal_connect_object (self->watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  kontor_sync_popover_set_engine (self->popover, engine);
  update (self);
}

const char *
kontor_account_button_get_text (KontorAccountButton *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT_BUTTON (self), NULL);

  return gtk_label_get_label (self->freshness);
}
