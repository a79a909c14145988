#include "kontor-pump-private.h"

#include "kontor-account-private.h"
#include "kontor-outbox-claim.h"

#define MAX_PUSHES 4
#define FIBER_STACK (512 * 1024)
/* After so many pushes without trouble one more at once is tried. */
#define EASY_PUSHES 8
/* Milliseconds after which a database that took nothing is tried again. */
#define STALL_PAUSE 10000

struct _KontorPump {
  GObject parent_instance;

  KontorAccount *account; /* (unowned): owns us */
  GHashTable *busy;       /* (element-type utf8): lanes under way */
  guint active;
  guint n_ended; /* pushes that have come to an end */
  guint limit;
  guint easy;
  DexFuture *run;     /* (owned) (nullable) */
  DexPromise *change; /* (owned) (nullable): what the dispatcher waits for */
  gint64 next_at;
  guint timer;
  gboolean again;   /* something came while the dispatcher was about to end */
  gboolean stalled; /* the database does not take what happened */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (KontorPump, kontor_pump, G_TYPE_OBJECT)

/* What a fiber works on. */
typedef struct {
  KontorPump *pump;
  KontorAccount *account;
  KontorPick *pick;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->pick, kontor_pick_free);
  g_object_unref (job->pump);
  g_object_unref (job->account);
  g_free (job);
}

static Job *
job_new (KontorPump *self, KontorPick *pick)
{
  Job *job = g_new0 (Job, 1);

  job->pump = g_object_ref (self);
  job->account = g_object_ref (self->account);
  job->pick = pick;
  return job;
}

static void
signal_change (KontorPump *self)
{
  g_autoptr (DexPromise) change = g_steal_pointer (&self->change);

  if (change != NULL)
    dex_promise_resolve_boolean (change, TRUE);
}

static DexFuture *
when_changed (KontorPump *self)
{
  if (self->change == NULL)
    self->change = dex_promise_new ();
  return dex_ref (DEX_FUTURE (self->change));
}

typedef struct {
  KontorPlatforms platforms;
  gint64 account_id;
  GHashTable *busy;
  gboolean only_lost;
} Pick;

static void
pick_free (gpointer data)
{
  Pick *self = data;

  g_hash_table_unref (self->busy);
  g_free (self);
}

static gboolean
pick_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Pick *self = data;
  KontorPick *pick = kontor_outbox_pick (txn, self->platforms, self->account_id, self->busy, self->only_lost, error);

  if (pick == NULL)
    return FALSE;
  g_value_init (result, KONTOR_TYPE_PICK);
  g_value_take_boxed (result, pick);
  return TRUE;
}

static void
set_lanes (KontorPump *self, GPtrArray *ops, gboolean busy)
{
  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    if (busy)
      g_hash_table_add (self->busy, g_strdup (op->lane));
    else
      g_hash_table_remove (self->busy, op->lane);
  }
}

static DexFuture *
batch_fiber (gpointer data)
{
  Job *job = data;
  KontorPump *self = job->pump;
  GPtrArray *ops = job->pick->ops;

  if (job->pick->lost)
    kontor_pump_await_lost (self, job->account, g_ptr_array_index (ops, 0));
  else
    kontor_pump_await_push (self, job->account, ops);
  set_lanes (self, ops, FALSE);
  self->active--;
  self->n_ended++;
  signal_change (self);
  return dex_future_new_true ();
}

static void
begin_batch (KontorPump *self, KontorPick *pick)
{
  set_lanes (self, pick->ops, TRUE);
  self->active++;
  dex_future_disown (dex_scheduler_spawn (NULL, FIBER_STACK, batch_fiber, job_new (self, pick), job_free));
}

static GHashTable *
copy_busy (KontorPump *self)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer lane;

  g_hash_table_iter_init (&iter, self->busy);
  while (g_hash_table_iter_next (&iter, &lane, NULL))
    g_hash_table_add (copy, g_strdup (lane));
  return copy;
}

static KontorPick *
await_pick (KontorPump *self, KontorAccount *account)
{
  KontorContext *context = kontor_account_get_context (account);
  Pick *pick = g_new0 (Pick, 1);
  g_autoptr (GError) error = NULL;
  KontorPick *picked;

  pick->platforms = context->platforms;
  pick->account_id = kontor_account_get_id (account);
  pick->busy = copy_busy (self);
  pick->only_lost = !kontor_account_may_send (account);
  picked =
      dex_await_boxed (kontor_db_read (context->db, KONTOR_DB_INTERACTIVE, NULL, pick_func, pick, pick_free), &error);
  if (picked == NULL)
    g_warning ("The outbox could not be read: %s", error->message);
  return picked;
}

/* Begins what can begin. FALSE when nothing is left that could. */
static gboolean
await_step (KontorPump *self, KontorAccount *account)
{
  g_autoptr (KontorPick) pick = NULL;
  guint n_ended = self->n_ended;

  if (self->closed || self->stalled || !kontor_account_may_ask (account))
    return self->active > 0 && dex_await (when_changed (self), NULL);
  if (self->active >= self->limit)
    return dex_await (when_changed (self), NULL);
  pick = await_pick (self, account);
  if (pick == NULL)
    return FALSE;
  self->next_at = pick->next_at;
  if (pick->ops->len > 0 && !self->closed) {
    begin_batch (self, g_steal_pointer (&pick));
    return TRUE;
  }
  /* A lane that was busy when the pick began may be free by now. */
  return n_ended != self->n_ended || (self->active > 0 && dex_await (when_changed (self), NULL));
}

static gboolean
timer_cb (gpointer data)
{
  KontorPump *self = data;

  self->timer = 0;
  kontor_pump_wake (self);
  return G_SOURCE_REMOVE;
}

static void
arm_timer (KontorPump *self, KontorAccount *account)
{
  KontorContext *context = kontor_account_get_context (account);
  gint64 due = self->stalled ? kontor_clock_now (context->clock) + STALL_PAUSE
                             : MAX (self->next_at, kontor_account_get_hold (account));
  gint64 wait = due - kontor_clock_now (context->clock);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (due != 0 && context->running && !self->closed)
    self->timer = g_timeout_add ((guint) CLAMP (wait + 1, 1, 15 * 60 * 1000), timer_cb, self);
}

static DexFuture *
run_fiber (gpointer data)
{
  Job *job = data;
  KontorPump *self = job->pump;
  g_autoptr (GError) error = NULL;

  self->stalled = FALSE;
  do {
    g_clear_error (&error);
    self->again = FALSE;
    while (await_step (self, job->account))
      ;
    if (!self->closed && kontor_account_may_ask (job->account) && !kontor_account_await_refetch (job->account, &error))
      g_debug ("Objects could not be fetched again: %s", error->message);
  } while (self->again && !self->closed && !self->stalled && kontor_account_may_ask (job->account));
  arm_timer (self, job->account);
  dex_clear (&self->run);
  return dex_future_new_true ();
}

DexFuture *
kontor_pump_run (KontorPump *self)
{
  DexFuture *run;

  g_return_val_if_fail (KONTOR_IS_PUMP (self), NULL);

  if (self->closed)
    return dex_future_new_true ();
  if (self->run != NULL) {
    self->again = TRUE;
    signal_change (self);
    return dex_ref (self->run);
  }
  run = dex_scheduler_spawn (NULL, FIBER_STACK, run_fiber, job_new (self, NULL), job_free);
  if (dex_future_is_pending (run))
    self->run = dex_ref (run);
  return run;
}

void
kontor_pump_wake (KontorPump *self)
{
  if (!self->closed && kontor_account_get_context (self->account)->running)
    dex_future_disown (kontor_pump_run (self));
}

DexFuture *
kontor_pump_when_idle (KontorPump *self)
{
  return self->run != NULL ? dex_ref (self->run) : dex_future_new_true ();
}

void
kontor_pump_close (KontorPump *self)
{
  self->closed = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  signal_change (self);
}

static void
kontor_pump_finalize (GObject *object)
{
  KontorPump *self = KONTOR_PUMP (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->busy, g_hash_table_unref);
  dex_clear (&self->run);
  dex_clear (&self->change);
  G_OBJECT_CLASS (kontor_pump_parent_class)->finalize (object);
}

static void
kontor_pump_class_init (KontorPumpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_pump_finalize;
}

static void
kontor_pump_init (KontorPump *self)
{
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->limit = MAX_PUSHES;
}

KontorPump *
kontor_pump_new (KontorAccount *account)
{
  KontorPump *self = g_object_new (KONTOR_TYPE_PUMP, NULL);

  self->account = account;
  return self;
}

gboolean
kontor_pump_is_closed (KontorPump *self)
{
  return self->closed;
}

void
kontor_pump_stall (KontorPump *self)
{
  self->stalled = TRUE;
}

void
kontor_pump_slow_down (KontorPump *self)
{
  self->limit = MAX (self->limit / 2, 1);
  self->easy = 0;
}

void
kontor_pump_speed_up (KontorPump *self)
{
  if (++self->easy < EASY_PUSHES || self->limit >= MAX_PUSHES)
    return;
  self->limit++;
  self->easy = 0;
}
