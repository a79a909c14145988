#include "kontor-pump.h"

#include <glib/gi18n.h>

#include "kontor-account-private.h"
#include "kontor-error.h"
#include "kontor-outbox-claim.h"
#include "kontor-outbox-result.h"
#include "kontor-outbox-row.h"
#include "kontor-reading.h"

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

typedef struct {
  KontorIngest ingest;
  GArray *ids;
  KontorBatch *fresh;
} Claim;

static void
claim_free (gpointer data)
{
  Claim *self = data;

  g_array_unref (self->ids);
  g_clear_pointer (&self->fresh, kontor_batch_unref);
  g_free (self);
}

static gboolean
claim_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Claim *self = data;
  GPtrArray *claimed = kontor_outbox_claim (txn, &self->ingest, self->ids, self->fresh, error);

  if (claimed == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, claimed);
  return TRUE;
}

typedef struct {
  KontorPlatforms platforms;
  GPtrArray *ops;
  GPtrArray *receipts;
} Settle;

static void
settle_free (gpointer data)
{
  Settle *self = data;

  g_ptr_array_unref (self->ops);
  g_ptr_array_unref (self->receipts);
  g_free (self);
}

static gboolean
settle_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Settle *self = data;

  for (guint i = 0; i < self->ops->len; i++)
    if (!kontor_outbox_settle (txn, self->platforms, g_ptr_array_index (self->ops, i),
                               g_ptr_array_index (self->receipts, i), error))
      return FALSE;
  return TRUE;
}

typedef struct {
  gint64 id;
  guint attempts;
  gint64 retry_at;
  GError *cause;
} Postpone;

static void
postpone_free (gpointer data)
{
  Postpone *self = data;

  g_error_free (self->cause);
  g_free (self);
}

static gboolean
postpone_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Postpone *self = data;

  return kontor_outbox_postpone (txn, self->id, KONTOR_OP_SENDING, self->attempts, self->retry_at, self->cause, error);
}

static gboolean
wants_fresh (const KontorOp *op)
{
  if (op->remote_id == NULL || op->resume != NULL)
    return FALSE;
  switch (op->kind->op_class) {
  case KONTOR_OP_SET:
  case KONTOR_OP_DELTA:
  case KONTOR_OP_MONEY:
  case KONTOR_OP_DESTRUCTIVE:
    return TRUE;
  case KONTOR_OP_MESSAGE:
  case KONTOR_OP_CREATE:
    return FALSE;
  }
  g_return_val_if_reached (TRUE);
}

/* FALSE where the account has a failure of its own, so that nothing can be sent now. */
static gboolean
await_fresh (KontorAccount *account, GPtrArray *ops, KontorBatch **fresh)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  KontorEntity entity = ((KontorOp *) g_ptr_array_index (ops, 0))->kind->entity;

  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    if (wants_fresh (op))
      g_ptr_array_add (ids, g_strdup (op->remote_id));
  }
  if (ids->len == 0)
    return TRUE;
  *fresh = kontor_account_await_fetch (account, entity, ids, &error);
  return *fresh != NULL || !kontor_account_note_failure (account, error);
}

static GPtrArray *
await_claim (KontorPump *self, KontorAccount *account, GPtrArray *ops, KontorBatch *fresh, gint64 began)
{
  KontorContext *context = kontor_account_get_context (account);
  Claim *claim = g_new0 (Claim, 1);
  g_autoptr (GError) error = NULL;
  GPtrArray *claimed;

  claim->ingest = (KontorIngest) { context->platforms, kontor_account_get_id (account), began, TRUE };
  claim->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  claim->fresh = fresh != NULL ? kontor_batch_ref (fresh) : NULL;
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (claim->ids, ((KontorOp *) g_ptr_array_index (ops, i))->id);
  claimed = dex_await_boxed (
      kontor_db_write (context->db, KONTOR_ORIGIN_RESULT, KONTOR_DB_SYNC_FULL, claim_func, claim, claim_free), &error);
  if (claimed == NULL) {
    g_warning ("Ops could not be claimed: %s", error->message);
    self->stalled = TRUE;
  }
  return claimed;
}

static GPtrArray *
make_failed (GPtrArray *ops, const GError *error)
{
  GPtrArray *receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (receipts, kontor_receipt_new_failed (g_error_copy (error)));
  return receipts;
}

static void
slow_down (KontorPump *self)
{
  self->limit = MAX (self->limit / 2, 1);
  self->easy = 0;
}

static void
speed_up (KontorPump *self)
{
  if (++self->easy < EASY_PUSHES || self->limit >= MAX_PUSHES)
    return;
  self->limit++;
  self->easy = 0;
}

static void
learn (KontorPump *self, KontorAccount *account, GPtrArray *receipts)
{
  const GError *failure = NULL;

  for (guint i = 0; i < receipts->len && failure == NULL; i++)
    failure = ((KontorReceipt *) g_ptr_array_index (receipts, i))->error;
  if (g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_RATE_LIMITED) ||
      g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY))
    slow_down (self);
  else
    speed_up (self);
  if (failure == NULL || !kontor_account_note_failure (account, failure))
    kontor_account_note_success (account);
}

static GPtrArray *
await_push (KontorPump *self, KontorAccount *account, GPtrArray *ops)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  g_autoptr (GError) error = NULL;
  GPtrArray *receipts = connector != NULL ? dex_await_boxed (kontor_connector_push (connector, ops), &error) : NULL;

  if (receipts != NULL && receipts->len != ops->len) {
    g_clear_pointer (&receipts, g_ptr_array_unref);
    error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The answers do not belong to what was sent."));
  }
  if (receipts == NULL && error == NULL)
    error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, _("There is no connection."));
  if (receipts == NULL)
    receipts = make_failed (ops, error);
  learn (self, account, receipts);
  return receipts;
}

static void
await_settle (KontorPump *self, KontorAccount *account, GPtrArray *ops, GPtrArray *receipts)
{
  KontorContext *context = kontor_account_get_context (account);
  Settle *settle = g_new0 (Settle, 1);
  g_autoptr (GError) error = NULL;

  settle->platforms = context->platforms;
  settle->ops = g_ptr_array_ref (ops);
  settle->receipts = g_ptr_array_ref (receipts);
  if (!dex_await (
          kontor_db_write (context->db, KONTOR_ORIGIN_RESULT, KONTOR_DB_SYNC_FULL, settle_func, settle, settle_free),
          &error)) {
    g_warning ("The answers to ops could not be stored: %s", error->message);
    self->stalled = TRUE;
  }
}

static void
await_send (KontorPump *self, KontorAccount *account, GPtrArray *ops)
{
  gint64 began = kontor_account_get_context (account)->seq;
  g_autoptr (KontorBatch) fresh = NULL;
  g_autoptr (GPtrArray) claimed = NULL;
  g_autoptr (GPtrArray) receipts = NULL;

  if (!await_fresh (account, ops, &fresh) || self->closed)
    return;
  claimed = await_claim (self, account, ops, fresh, began);
  if (claimed == NULL || claimed->len == 0)
    return;
  receipts = await_push (self, account, claimed);
  await_settle (self, account, claimed, receipts);
}

static void
await_postpone (KontorPump *self, KontorAccount *account, const KontorOp *op, const GError *cause)
{
  Postpone *postpone = g_new0 (Postpone, 1);
  g_autoptr (GError) error = NULL;

  postpone->id = op->id;
  postpone->attempts = MAX (op->attempts, 1);
  postpone->retry_at = kontor_error_get_retry_at (cause);
  postpone->cause = g_error_copy (cause);
  if (!dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_RESULT, KONTOR_DB_SYNC_FULL,
                                   postpone_func, postpone, postpone_free),
                  &error)) {
    g_warning ("An op could not be put off: %s", error->message);
    self->stalled = TRUE;
  }
}

static gboolean
is_safe_again (KontorProof proof)
{
  return proof == KONTOR_PROOF_KEY || proof == KONTOR_PROOF_VALUE;
}

/* Nobody can tell: what the server has now is read, so that a person can. */
static KontorReceipt *
await_reading (KontorAccount *account, const KontorOp *op, GError **error)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorBatch) batch = NULL;
  g_autoptr (GError) failure = NULL;

  if (op->remote_id == NULL)
    return receipt;
  g_ptr_array_add (ids, g_strdup (op->remote_id));
  batch = kontor_account_await_fetch (account, op->kind->entity, ids, &failure);
  if (batch == NULL && kontor_account_note_failure (account, failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    kontor_receipt_unref (receipt);
    return NULL;
  }
  for (guint i = 0; batch != NULL && i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
  return receipt;
}

static KontorReceipt *
await_find (KontorAccount *account, KontorOp *op, GError **error)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorReceipt) receipt = NULL;

  if (connector == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  receipt = dex_await_boxed (kontor_connector_find (connector, op), &failure);
  if (receipt != NULL && receipt->state == KONTOR_RECEIPT_FAILED)
    failure = g_error_copy (receipt->error);
  if (failure == NULL && receipt->state != KONTOR_RECEIPT_UNDECIDABLE)
    return g_steal_pointer (&receipt);
  if (failure != NULL && kontor_account_note_failure (account, failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (failure == NULL && receipt->rows->len > 0)
    return g_steal_pointer (&receipt);
  return await_reading (account, op, error);
}

/* Sending it again is its own proof. */
static KontorReceipt *
new_again (const KontorOp *op)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);

  receipt->resume = g_strdup (op->resume);
  return receipt;
}

static void
await_settle_lost (KontorPump *self, KontorAccount *account, KontorOp *op)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  const KontorOpSupport *support = connector != NULL ? kontor_connector_get_support (connector, op->kind->name) : NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);
  g_autoptr (KontorReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  if (support != NULL && is_safe_again (support->proof))
    receipt = new_again (op);
  else
    receipt = await_find (account, op, &error);
  if (receipt == NULL) {
    await_postpone (self, account, op, error);
    return;
  }
  if (receipt->state == KONTOR_RECEIPT_UNDECIDABLE && receipt->reading == NULL)
    receipt->reading = kontor_reading_of (op, receipt->rows);
  g_ptr_array_add (ops, op);
  g_ptr_array_add (receipts, kontor_receipt_ref (receipt));
  await_settle (self, account, ops, receipts);
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
    await_settle_lost (self, job->account, g_ptr_array_index (ops, 0));
  else
    await_send (self, job->account, ops);
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
