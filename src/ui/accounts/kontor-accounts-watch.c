#include "kontor-accounts-watch.h"

struct _KontorAccountsWatch {
  GObject parent_instance;

  GPtrArray *groups; /* (owned) (element-type GSignalGroup): of each account and its pulls */
};

G_DEFINE_FINAL_TYPE (KontorAccountsWatch, kontor_accounts_watch, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
tell (KontorAccountsWatch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
watch (KontorAccountsWatch *self, gpointer object)
{
  GSignalGroup *group = g_signal_group_new (G_OBJECT_TYPE (object));

  g_signal_group_connect_swapped (group, "notify", G_CALLBACK (tell), self);
  g_signal_group_set_target (group, object);
  g_ptr_array_add (self->groups, group);
}

static void
watch_all (KontorAccountsWatch *self, GListModel *accounts)
{
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    watch (self, account);
    watch (self, kontor_account_get_sync (account));
  }
}

static void
accounts_changed_cb (GListModel *accounts, guint position, guint removed, guint added, KontorAccountsWatch *self)
{
  watch_all (self, accounts);
  tell (self);
}

static void
kontor_accounts_watch_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_ACCOUNTS_WATCH (object)->groups);
  G_OBJECT_CLASS (kontor_accounts_watch_parent_class)->finalize (object);
}

static void
kontor_accounts_watch_class_init (KontorAccountsWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_accounts_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_accounts_watch_init (KontorAccountsWatch *self)
{
  self->groups = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorAccountsWatch *
kontor_accounts_watch_new (KontorEngine *engine)
{
  KontorAccountsWatch *self;
  GListModel *accounts;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_ACCOUNTS_WATCH, NULL);
  accounts = kontor_engine_get_accounts (engine);
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self, 0);
  watch_all (self, accounts);
  return self;
}
