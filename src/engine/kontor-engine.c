#include "kontor-engine-private.h"

#include "kontor-bulk.h"
#include "kontor-import-state.h"
#include "kontor-sync-private.h"
#include "kontor-upkeep.h"

#define QUIT_WAIT 3000
#define UPKEEP_EVERY (6 * 60 * 60)

struct _KontorEngine {
  GObject parent_instance;

  KontorContext *context;
  KontorIdentity *identity;
  char *installation;
  GTimeZone *utc;
  GListStore *accounts;
  KontorProblems *problems;
  guint listener;
  guint reload; /* idle source */
  guint upkeep; /* timer */
  gulong network_id;
  DexFuture *bulk;       /* (owned) (nullable): what is being queued in parts */
  gboolean bulk_again;   /* more came while it was about to end */
  GHashTable *fetched;   /* "order:12" → gint64 *: when an opened detail was fetched */
  GHashTable *approvals; /* char * → KontorApproval (unowned) */
};

G_DEFINE_FINAL_TYPE (KontorEngine, kontor_engine, G_TYPE_OBJECT)

enum { SIGNAL_COMMITTED, SIGNAL_OUTBOX_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
reload_cb (gpointer data)
{
  KontorEngine *self = data;

  self->reload = 0;
  dex_future_disown (kontor_engine_count (self));
  return G_SOURCE_REMOVE;
}

static void
queue_reload (KontorEngine *self)
{
  if (self->reload == 0)
    self->reload = g_timeout_add (50, reload_cb, self);
}

static void run_bulk (KontorEngine *self);

static DexFuture *
bulk_ended_cb (DexFuture *future, gpointer data)
{
  KontorEngine *self = data;

  dex_clear (&self->bulk);
  if (self->bulk_again && dex_future_is_resolved (future) && !self->context->stopping)
    run_bulk (self);
  return dex_future_new_true ();
}

/* Long gestures are queued to their end, whether the loops run or not. */
static void
run_bulk (KontorEngine *self)
{
  self->bulk_again = self->bulk != NULL;
  if (self->bulk == NULL)
    self->bulk =
        dex_future_finally (kontor_bulk_run (self->context), bulk_ended_cb, g_object_ref (self), g_object_unref);
}

static void
wake_pumps (KontorEngine *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    kontor_pump_wake (kontor_account_get_pump (account));
  }
}

static void
committed_cb (KontorChanges *changes, gpointer data)
{
  KontorEngine *self = data;

  self->context->seq = changes->seq;
  if ((changes->touched & KONTOR_TOUCHED_OUTBOX) != 0) {
    wake_pumps (self);
    if (changes->origin == KONTOR_ORIGIN_PERSON)
      run_bulk (self);
    g_signal_emit (self, signals[SIGNAL_OUTBOX_CHANGED], 0);
  }
  if ((changes->touched & (KONTOR_TOUCHED_OUTBOX | KONTOR_TOUCHED_FEEDS | KONTOR_TOUCHED_ACCOUNTS)) != 0)
    queue_reload (self);
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, changes);
}

typedef struct {
  KontorPlatforms platforms;
  KontorClock *clock;
  KontorSecrets *secrets;
  char *path;
  char *vfs;
  KontorEngineFlags flags;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_clear_object (&self->clock);
  g_clear_object (&self->secrets);
  g_free (self->path);
  g_free (self->vfs);
  g_free (self);
}

void
kontor_engine_take_account (KontorEngine *self, KontorAccount *account)
{
  g_list_store_append (self->accounts, account);
  g_signal_connect_swapped (account, "notify::status", G_CALLBACK (queue_reload), self);
  if (self->context->running)
    kontor_sync_start (kontor_account_get_sync (account));
  g_object_unref (account);
}

static gboolean
await_accounts (KontorEngine *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dex_await_boxed (
      kontor_db_read (self->context->db, KONTOR_DB_INTERACTIVE, NULL, kontor_accounts_load, NULL, NULL), error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    KontorAccount *account = kontor_account_new (self->context, g_ptr_array_index (rows, i), self->installation);

    kontor_engine_take_account (self, account);
    dex_future_disown (kontor_account_connect (account));
  }
  return rows != NULL;
}

static KontorEngine *
engine_new (KontorDb *db, const Opening *opening)
{
  KontorEngine *self = g_object_new (KONTOR_TYPE_ENGINE, NULL);

  self->context = kontor_context_new (db, opening->clock, opening->secrets, opening->platforms);
  self->identity = kontor_identity_new (db);
  self->problems = kontor_problems_new (self);
  self->listener = kontor_db_listen (db, committed_cb, self);
  return self;
}

static DexFuture *
open_fiber (gpointer data)
{
  Opening *opening = data;
  GError *error = NULL;
  g_autoptr (KontorEngine) self = NULL;
  g_autoptr (KontorDb) db = dex_await_object (
      kontor_db_open (opening->path,
                      (opening->flags & KONTOR_ENGINE_CREATE) != 0 ? KONTOR_DB_OPEN_CREATE : KONTOR_DB_OPEN_DEFAULT,
                      opening->clock, opening->vfs),
      &error);

  if (db == NULL)
    return dex_future_new_for_error (error);
  self = engine_new (db, opening);
  self->installation = dex_await_string (
      kontor_db_write (db, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, kontor_upkeep_begin, NULL, NULL), &error);
  if (self->installation == NULL || !await_accounts (self, &error))
    return dex_future_new_for_error (error);
  dex_await (kontor_engine_count (self), NULL);
  dex_await (kontor_import_sweep (db), NULL);
  run_bulk (self);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

DexFuture *
kontor_engine_open (const char *path, const KontorEngineConfig *config)
{
  Opening *opening;

  g_return_val_if_fail (path != NULL && config != NULL, NULL);

  opening = g_new0 (Opening, 1);
  opening->platforms = config->factories;
  opening->clock = config->clock != NULL ? g_object_ref (config->clock) : kontor_clock_new ();
  opening->secrets = config->secrets != NULL ? g_object_ref (config->secrets) : kontor_secrets_new ();
  opening->path = g_strdup (path);
  opening->vfs = g_strdup (config->vfs);
  opening->flags = config->flags;
  return dex_scheduler_spawn (NULL, 512 * 1024, open_fiber, opening, opening_free);
}

static void
hurry (KontorEngine *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    kontor_sync_hurry (kontor_account_get_sync (account));
    kontor_pump_wake (kontor_account_get_pump (account));
  }
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, KontorEngine *self)
{
  if (available)
    hurry (self);
}

static gboolean
upkeep_cb (gpointer data)
{
  dex_future_disown (kontor_engine_upkeep (data));
  return G_SOURCE_CONTINUE;
}

void
kontor_engine_start (KontorEngine *self)
{
  g_return_if_fail (KONTOR_IS_ENGINE (self));

  if (self->context->running)
    return;
  self->context->running = TRUE;
  self->network_id =
      g_signal_connect (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self);
  self->upkeep = g_timeout_add_seconds (UPKEEP_EVERY, upkeep_cb, self);
  dex_future_disown (kontor_engine_upkeep (self));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    kontor_sync_start (kontor_account_get_sync (account));
    kontor_pump_wake (kontor_account_get_pump (account));
  }
}

void
kontor_engine_set_focused (KontorEngine *self, gboolean focused)
{
  g_return_if_fail (KONTOR_IS_ENGINE (self));

  if (self->context->focused == focused)
    return;
  self->context->focused = focused;
  if (focused && self->context->running)
    hurry (self);
}

static void
end_sources (KontorEngine *self)
{
  g_clear_handle_id (&self->reload, g_source_remove);
  g_clear_handle_id (&self->upkeep, g_source_remove);
  if (self->network_id != 0)
    g_signal_handler_disconnect (g_network_monitor_get_default (), self->network_id);
  self->network_id = 0;
  self->context->running = FALSE;
}

static DexFuture *
when_idle (KontorEngine *self)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  g_ptr_array_add (futures, self->bulk != NULL ? dex_ref (self->bulk) : dex_future_new_true ());
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    g_ptr_array_add (futures, kontor_pump_when_idle (kontor_account_get_pump (account)));
    g_ptr_array_add (futures, kontor_sync_when_idle (kontor_account_get_sync (account)));
  }
  return dex_future_allv ((DexFuture *const *) futures->pdata, futures->len);
}

static DexFuture *
stop_fiber (gpointer data)
{
  KontorEngine *self = data;
  GError *error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    kontor_account_close (account);
  }
  dex_await (dex_future_first (when_idle (self), dex_timeout_new_msec (QUIT_WAIT), NULL), NULL);
  end_sources (self);
  kontor_problems_detach (self->problems);
  if (self->listener != 0)
    kontor_db_unlisten (self->context->db, self->listener);
  self->listener = 0;
  if (!dex_await (kontor_db_close (self->context->db), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
kontor_engine_stop (KontorEngine *self)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  end_sources (self);
  self->context->stopping = TRUE;
  return dex_scheduler_spawn (NULL, 0, stop_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
flush_fiber (gpointer data)
{
  KontorEngine *self = data;
  g_autoptr (GListModel) accounts = g_object_ref (G_LIST_MODEL (self->accounts));

  while (self->bulk != NULL)
    dex_await (dex_ref (self->bulk), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    /* Right after the start its secret may still be on the way. */
    dex_await (kontor_account_when_connected (account), NULL);
    kontor_account_end_hold (account);
    dex_await (kontor_pump_run (kontor_account_get_pump (account)), NULL);
  }
  return dex_future_new_true ();
}

DexFuture *
kontor_outbox_flush (KontorEngine *engine)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return dex_scheduler_spawn (NULL, 0, flush_fiber, g_object_ref (engine), g_object_unref);
}

DexFuture *
kontor_engine_upkeep (KontorEngine *self)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  return kontor_db_write (self->context->db, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL, kontor_upkeep_run, NULL, NULL);
}

KontorContext *
kontor_engine_get_context (KontorEngine *self)
{
  return self->context;
}

GHashTable *
kontor_engine_get_approvals (KontorEngine *self)
{
  return self->approvals;
}

GHashTable *
kontor_engine_get_fetched (KontorEngine *self)
{
  return self->fetched;
}

const char *
kontor_engine_get_installation (KontorEngine *self)
{
  return self->installation;
}

KontorDb *
kontor_engine_get_db (KontorEngine *self)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  return self->context->db;
}

KontorIdentity *
kontor_engine_get_identity (KontorEngine *self)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  return self->identity;
}

KontorClock *
kontor_engine_get_clock (KontorEngine *self)
{
  return self->context->clock;
}

KontorSecrets *
kontor_engine_get_secrets (KontorEngine *self)
{
  return self->context->secrets;
}

const KontorConnectorFactory *const *
kontor_engine_get_factories (KontorEngine *self)
{
  return self->context->platforms;
}

GListModel *
kontor_engine_get_accounts (KontorEngine *self)
{
  return G_LIST_MODEL (self->accounts);
}

KontorProblems *
kontor_engine_get_problems (KontorEngine *self)
{
  return self->problems;
}

KontorAccount *
kontor_engine_dup_account (KontorEngine *self, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    if (kontor_account_get_id (account) == id)
      return g_steal_pointer (&account);
  }
  return NULL;
}

GTimeZone *
kontor_engine_get_zone (KontorEngine *self, gint64 account_id)
{
  g_autoptr (KontorAccount) account = account_id != 0 ? kontor_engine_dup_account (self, account_id)
                                                      : g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);
  GTimeZone *zone = account != NULL ? kontor_account_get_zone (account) : NULL;

  return zone != NULL ? zone : self->utc;
}

static void
kontor_engine_dispose (GObject *object)
{
  KontorEngine *self = KONTOR_ENGINE (object);

  if (self->context != NULL) {
    end_sources (self);
    if (self->listener != 0)
      kontor_db_unlisten (self->context->db, self->listener);
    self->listener = 0;
  }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

    g_signal_handlers_disconnect_by_data (account, self);
  }
  g_list_store_remove_all (self->accounts);
  if (self->problems != NULL)
    kontor_problems_detach (self->problems);
  G_OBJECT_CLASS (kontor_engine_parent_class)->dispose (object);
}

static void
kontor_engine_finalize (GObject *object)
{
  KontorEngine *self = KONTOR_ENGINE (object);

  g_clear_object (&self->accounts);
  g_clear_object (&self->problems);
  g_clear_object (&self->identity);
  g_clear_pointer (&self->fetched, g_hash_table_unref);
  g_clear_pointer (&self->approvals, g_hash_table_unref);
  g_clear_pointer (&self->installation, g_free);
  g_clear_pointer (&self->utc, g_time_zone_unref);
  g_clear_pointer (&self->context, kontor_context_unref);
  dex_clear (&self->bulk);
  G_OBJECT_CLASS (kontor_engine_parent_class)->finalize (object);
}

static void
kontor_engine_class_init (KontorEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_engine_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_engine_finalize;

  signals[SIGNAL_COMMITTED] = g_signal_new ("committed", KONTOR_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, KONTOR_TYPE_CHANGES | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_OUTBOX_CHANGED] = g_signal_new ("outbox-changed", KONTOR_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_engine_init (KontorEngine *self)
{
  self->accounts = g_list_store_new (KONTOR_TYPE_ACCOUNT);
  self->utc = g_time_zone_new_utc ();
  self->fetched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->approvals = g_hash_table_new (g_str_hash, g_str_equal);
}
