#include "kontor-account-choice.h"

#include <glib/gi18n.h>

struct _KontorAccountChoice {
  AdwBin parent_instance;

  GListModel *accounts; /* (owned) of KontorAccount */
  GtkDropDown *drop_down;
  GtkStringList *names; /* all shops first, then the accounts in their order */
  gint64 account;
};

G_DEFINE_FINAL_TYPE (KontorAccountChoice, kontor_account_choice, ADW_TYPE_BIN)

enum { PROP_0, PROP_ACCOUNT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
choose (KontorAccountChoice *self)
{
  guint position = gtk_drop_down_get_selected (self->drop_down);
  g_autoptr (KontorAccount) account = NULL;
  gint64 id;

  if (position != GTK_INVALID_LIST_POSITION && position > 0)
    account = g_list_model_get_item (self->accounts, position - 1);
  id = account != NULL ? kontor_account_get_id (account) : 0;
  if (self->account == id)
    return;
  self->account = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

/* The chosen account stays chosen while others come and go, or are renamed. */
static void
list_accounts (KontorAccountChoice *self)
{
  guint n = g_list_model_get_n_items (self->accounts), chosen = 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_strv_builder_add (builder, _("All Shops"));
  for (guint i = 0; i < n; i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (self->accounts, i);

    g_strv_builder_add (builder, kontor_account_get_name (account));
    if (kontor_account_get_id (account) == self->account)
      chosen = i + 1;
  }
  names = g_strv_builder_end (builder);

  g_signal_handlers_block_by_func (self->drop_down, choose, self);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names);
  gtk_drop_down_set_selected (self->drop_down, chosen);
  g_signal_handlers_unblock_by_func (self->drop_down, choose, self);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
  choose (self);
}

static void
follow_accounts (KontorAccountChoice *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (self->accounts, i);

    g_signal_connect_object (account, "notify::name", G_CALLBACK (list_accounts), self, G_CONNECT_SWAPPED);
  }
  list_accounts (self);
}

static void
kontor_account_choice_dispose (GObject *object)
{
  KontorAccountChoice *self = KONTOR_ACCOUNT_CHOICE (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (kontor_account_choice_parent_class)->dispose (object);
}

static void
kontor_account_choice_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorAccountChoice *self = KONTOR_ACCOUNT_CHOICE (object);

  switch (property) {
  case PROP_ACCOUNT:
    g_value_set_int64 (value, self->account);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_account_choice_class_init (KontorAccountChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_account_choice_dispose;
  object_class->get_property = kontor_account_choice_get_property;

  properties[PROP_ACCOUNT] =
      g_param_spec_int64 ("account", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_account_choice_init (KontorAccountChoice *self)
{
  GtkWidget *drop_down;

  self->names = gtk_string_list_new (NULL);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->names)), NULL);
  self->drop_down = GTK_DROP_DOWN (drop_down);
  gtk_widget_set_margin_start (drop_down, 6);
  gtk_widget_set_margin_end (drop_down, 6);
  gtk_widget_set_margin_bottom (drop_down, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Shown Shops"), -1);
  adw_bin_set_child (ADW_BIN (self), drop_down);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
}

GtkWidget *
kontor_account_choice_new (KontorEngine *engine)
{
  KontorAccountChoice *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_ACCOUNT_CHOICE, NULL);
  self->accounts = g_object_ref (kontor_engine_get_accounts (engine));
  g_signal_connect_object (self->accounts, "items-changed", G_CALLBACK (follow_accounts), self, G_CONNECT_SWAPPED);
  follow_accounts (self, 0, 0, g_list_model_get_n_items (self->accounts));
  return GTK_WIDGET (self);
}

gint64
kontor_account_choice_get_account (KontorAccountChoice *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT_CHOICE (self), 0);

  return self->account;
}
