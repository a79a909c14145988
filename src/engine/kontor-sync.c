#include "kontor-sync-private.h"

#include "kontor-error.h"
#include "kontor-pace.h"

#define FIBER_STACK (512 * 1024)
/* Milliseconds by which a timer may be early. */
#define EARLY 5000
#define SWEEP_EVERY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

struct _KontorSync {
  GObject parent_instance;

  KontorAccount *account; /* (unowned): owns us */
  DexFuture *tail;        /* (owned) (nullable): the cycle of changes under way */
  DexFuture *import;      /* (owned) (nullable): the first import under way */
  DexFuture *sweep;       /* (owned) (nullable): the sweeps under way that were due */
  DexFuture *details;     /* (owned) (nullable): the feeds of details under way */
  guint timer;
  gboolean due_only; /* feeds whose interval has not passed are left out */
  gboolean closed;
};

enum { PROP_0, PROP_RUNNING, PROP_IMPORTING, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KontorSync, kontor_sync, G_TYPE_OBJECT)

typedef struct {
  KontorSync *sync;
  KontorAccount *account;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->sync);
  g_object_unref (job->account);
  g_free (job);
}

static Job *
job_new (KontorSync *self)
{
  Job *job = g_new0 (Job, 1);

  job->sync = g_object_ref (self);
  job->account = g_object_ref (self->account);
  return job;
}

static gboolean
has_changes (const KontorFeedInfo *feed)
{
  return (feed->flags & KONTOR_FEED_CHANGES) != 0;
}

static gboolean
is_details (const KontorFeedInfo *feed)
{
  return (feed->flags & KONTOR_FEED_DETAILS) != 0;
}

/* Where CHANGES begins is read before FIRST, so that nothing falls between them. */
static gboolean
await_start (KontorAccount *account, const KontorFeedInfo *feed, KontorFeedRow *row, GError **error)
{
  g_autoptr (KontorBatch) batch = NULL;
  g_autoptr (KontorFeedRow) stored = NULL;

  if (row->cursor != NULL || !has_changes (feed))
    return TRUE;
  batch = kontor_account_await_pull (account, feed->name, KONTOR_PULL_CHANGES, NULL, error);
  if (batch == NULL)
    return FALSE;
  if (batch->cursor == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, "The feed “%s” has changes but says no cursor",
                 feed->name);
    return FALSE;
  }
  /* Tail and import may both be here: the earlier cursor is the one that counts. */
  if (!kontor_feed_await_start (account, feed->name, batch->cursor, error))
    return FALSE;
  stored = kontor_feed_await_load (account, feed->name, error);
  if (stored == NULL)
    return FALSE;
  row->cursor = g_steal_pointer (&stored->cursor);
  return TRUE;
}

static gboolean
await_page (KontorAccount *account, const KontorFeedInfo *feed, KontorPageKind kind, char **cursor, gboolean *more,
            GError **error)
{
  gint64 began = kontor_account_get_context (account)->seq;
  KontorPullHow how = kind == KONTOR_PAGE_CHANGES ? KONTOR_PULL_CHANGES : KONTOR_PULL_FIRST;
  g_autoptr (KontorBatch) batch = kontor_account_await_pull (account, feed->name, how, *cursor, error);

  if (batch == NULL || !kontor_page_await_ingest (account, feed, kind, batch, began, error))
    return FALSE;
  /* A server that says "more" and does not go on would be asked for ever. */
  *more = batch->more && g_strcmp0 (batch->cursor, *cursor) != 0;
  if (batch->cursor != NULL)
    g_set_str (cursor, batch->cursor);
  return TRUE;
}

static gboolean
await_first (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed, KontorFeedRow *row, GError **error)
{
  gboolean more = TRUE;

  while (more && !self->closed)
    if (!await_page (account, feed, KONTOR_PAGE_FIRST, &row->first_cursor, &more, error))
      return FALSE;
  return TRUE;
}

static gboolean
await_tail_of_feed (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed, GError **error)
{
  g_autoptr (KontorFeedRow) row = kontor_feed_await_load (account, feed->name, error);
  gboolean more = TRUE;

  if (row == NULL || !await_start (account, feed, row, error))
    return FALSE;
  if (!has_changes (feed))
    return !row->first_done || kontor_sweep_await_feed (self, account, feed, error);
  while (more && !self->closed)
    if (!await_page (account, feed, KONTOR_PAGE_CHANGES, &row->cursor, &more, error))
      return FALSE;
  return TRUE;
}

static gboolean
await_import_of_feed (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed, GError **error)
{
  g_autoptr (KontorFeedRow) row = kontor_feed_await_load (account, feed->name, error);

  if (row == NULL)
    return FALSE;
  if (row->first_done)
    return TRUE;
  return await_start (account, feed, row, error) && await_first (self, account, feed, row, error);
}

/* What is left out is noted neither as done nor as failed. FALSE also where a row cannot be read; then asking tells. */
typedef gboolean (*SkipFunc) (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed);

static gboolean
await_is_first_done (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed)
{
  g_autoptr (KontorFeedRow) row = kontor_feed_await_load (account, feed->name, NULL);

  return row != NULL && row->first_done;
}

/* From the newest on, once, and then what changed. */
static gboolean
await_details_of_feed (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed, GError **error)
{
  return await_import_of_feed (self, account, feed, error) && (self->closed || await_tail_of_feed (self, account, feed, error));
}

static gboolean
await_is_early (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed)
{
  g_autoptr (KontorFeedRow) row = self->due_only || is_details (feed) ? kontor_feed_await_load (account, feed->name, NULL) : NULL;
  gint64 now = kontor_clock_now (kontor_account_get_context (account)->clock);

  return row != NULL && now - row->succeeded_at < (gint64) feed->interval * 1000 - EARLY;
}

/* A feed without changes is swept each time it is read. */
static gboolean
await_is_swept (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed)
{
  g_autoptr (KontorFeedRow) row = has_changes (feed) ? kontor_feed_await_load (account, feed->name, NULL) : NULL;
  gint64 now = kontor_clock_now (kontor_account_get_context (account)->clock);

  return !has_changes (feed) || (row != NULL && (!row->first_done || now - row->swept_at < SWEEP_EVERY));
}

typedef gboolean (*FeedFunc) (KontorSync *self, KontorAccount *account, const KontorFeedInfo *feed, GError **error);

/*
 * One feed's failure does not keep the others; the account's does. Details have a lane of their own. @skips: (nullable).
 * Returns the first failure.
 */
static GError *
await_feeds (KontorSync *self, KontorAccount *account, FeedFunc func, SkipFunc skips)
{
  const KontorConnectorInfo *info = kontor_account_get_platform (account);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; info != NULL && info->feeds[i].name != NULL && !self->closed; i++) {
    g_autoptr (GError) failure = NULL;
    g_autoptr (GError) unnoted = NULL;

    if (is_details (&info->feeds[i]) != (func == await_details_of_feed) ||
        (skips != NULL && skips (self, account, &info->feeds[i])))
      continue;
    if (func (self, account, &info->feeds[i], &failure))
      kontor_feed_await_note (account, info->feeds[i].name, NULL, &unnoted);
    else
      kontor_feed_await_note (account, info->feeds[i].name, failure, &unnoted);
    if (failure != NULL && first == NULL)
      first = g_error_copy (failure);
    if (unnoted != NULL && first == NULL)
      first = g_error_copy (unnoted);
    if (failure != NULL && !kontor_account_may_ask (account))
      break;
  }
  return g_steal_pointer (&first);
}

static DexFuture *
finish (GError *failure)
{
  return failure != NULL ? dex_future_new_for_error (failure) : dex_future_new_true ();
}

static DexFuture *
tail_fiber (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) failure = await_feeds (job->sync, job->account, await_tail_of_feed, await_is_early);

  if (failure == NULL)
    kontor_account_await_refetch (job->account, &failure);
  kontor_account_note_cycle (job->account, failure);
  dex_clear (&job->sync->tail);
  g_object_notify_by_pspec (G_OBJECT (job->sync), properties[PROP_RUNNING]);
  return finish (g_steal_pointer (&failure));
}

static DexFuture *
import_fiber (gpointer data)
{
  Job *job = data;
  GError *failure = await_feeds (job->sync, job->account, await_import_of_feed, await_is_first_done);

  if (failure == NULL && !job->sync->closed)
    kontor_account_set_imported (job->account);
  dex_clear (&job->sync->import);
  g_object_notify_by_pspec (G_OBJECT (job->sync), properties[PROP_IMPORTING]);
  return finish (failure);
}

/* Beside the tail: new orders do not wait for it. */
static DexFuture *
sweep_fiber (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) failure = await_feeds (job->sync, job->account, kontor_sweep_await_feed, await_is_swept);

  if (failure == NULL)
    kontor_account_await_refetch (job->account, &failure);
  dex_clear (&job->sync->sweep);
  return finish (g_steal_pointer (&failure));
}

/* Whether what details belong to is here. */
static gboolean
await_is_imported (KontorAccount *account)
{
  const KontorConnectorInfo *info = kontor_account_get_platform (account);

  for (guint i = 0; info != NULL && info->feeds[i].name != NULL; i++) {
    g_autoptr (KontorFeedRow) row = is_details (&info->feeds[i]) ? NULL : kontor_feed_await_load (account, info->feeds[i].name, NULL);

    if (!is_details (&info->feeds[i]) && (row == NULL || !row->first_done))
      return FALSE;
  }
  return info != NULL;
}

/* Beside the tail, since it may take hours; nobody waits for it. */
static DexFuture *
details_fiber (gpointer data)
{
  Job *job = data;
  GError *failure;

  if (job->sync->import != NULL)
    dex_await (dex_ref (job->sync->import), NULL);
  failure = await_is_imported (job->account) ? await_feeds (job->sync, job->account, await_details_of_feed, await_is_early) : NULL;
  dex_clear (&job->sync->details);
  return finish (failure);
}

static DexFuture *
run (KontorSync *self, DexFuture **slot, DexFiberFunc func, guint property)
{
  DexFuture *future;

  if (*slot != NULL)
    return dex_ref (*slot);
  future = dex_scheduler_spawn (NULL, FIBER_STACK, func, job_new (self), job_free);
  if (dex_future_is_pending (future))
    *slot = dex_ref (future);
  if (property != PROP_0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  return future;
}

static DexFuture *
run_tail (KontorSync *self)
{
  return run (self, &self->tail, tail_fiber, PROP_RUNNING);
}

static DexFuture *
run_import (KontorSync *self)
{
  return run (self, &self->import, import_fiber, PROP_IMPORTING);
}

static DexFuture *
run_sweep (KontorSync *self)
{
  return run (self, &self->sweep, sweep_fiber, PROP_0);
}

static DexFuture *
run_details (KontorSync *self)
{
  return run (self, &self->details, details_fiber, PROP_0);
}

/* All to their ends; the first failure is told. */
static DexFuture *
once_fiber (gpointer data)
{
  Job *job = data;
  DexFuture *import = run_import (job->sync);
  DexFuture *tail = run_tail (job->sync);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) other = NULL;

  dex_await (import, &failure);
  dex_await (tail, &other);
  if (failure == NULL && other == NULL)
    dex_await (run_sweep (job->sync), &failure);
  return finish (failure != NULL ? g_steal_pointer (&failure) : g_steal_pointer (&other));
}

static DexFuture *
refuse_closed (void)
{
  return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "The engine is stopped");
}

DexFuture *
kontor_sync_run_once (KontorSync *self)
{
  g_return_val_if_fail (KONTOR_IS_SYNC (self), NULL);

  if (self->closed)
    return refuse_closed ();
  kontor_account_end_hold (self->account);
  self->due_only = FALSE;
  return dex_scheduler_spawn (NULL, FIBER_STACK, once_fiber, job_new (self), job_free);
}

static DexFuture *
all_swept_fiber (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) failure = NULL;

  if (job->sync->sweep != NULL)
    dex_await (dex_ref (job->sync->sweep), NULL);
  failure = await_feeds (job->sync, job->account, kontor_sweep_await_feed, NULL);
  if (failure == NULL)
    kontor_account_await_refetch (job->account, &failure);
  return finish (g_steal_pointer (&failure));
}

DexFuture *
kontor_sync_sweep_once (KontorSync *self)
{
  g_return_val_if_fail (KONTOR_IS_SYNC (self), NULL);

  if (self->closed)
    return refuse_closed ();
  kontor_account_end_hold (self->account);
  return dex_scheduler_spawn (NULL, FIBER_STACK, all_swept_fiber, job_new (self), job_free);
}

static void arm (KontorSync *self, guint seconds);

static DexFuture *
cycle_ended_cb (DexFuture *future, gpointer data)
{
  KontorSync *self = data;

  if (self->closed)
    return dex_future_new_true ();
  arm (self, kontor_pace_get_seconds (kontor_account_get_context (self->account)->focused));
  if (dex_future_is_resolved (future))
    dex_future_disown (run_sweep (self));
  return dex_future_new_true ();
}

static gboolean
timer_cb (gpointer data)
{
  KontorSync *self = data;
  DexFuture *cycle;

  self->timer = 0;
  if (kontor_account_get_pause (self->account) == KONTOR_ACCOUNT_PAUSED || !kontor_account_may_ask (self->account)) {
    arm (self, kontor_pace_get_seconds (kontor_account_get_context (self->account)->focused));
    return G_SOURCE_REMOVE;
  }
  if (self->import == NULL)
    dex_future_disown (run_import (self));
  self->due_only = self->tail == NULL;
  dex_future_disown (run_details (self));
  cycle = dex_future_finally (run_tail (self), cycle_ended_cb, g_object_ref (self), g_object_unref);
  dex_future_disown (cycle);
  return G_SOURCE_REMOVE;
}

static void
arm (KontorSync *self, guint seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, timer_cb, self);
}

void
kontor_sync_start (KontorSync *self)
{
  if (!self->closed)
    arm (self, 0);
}

void
kontor_sync_hurry (KontorSync *self)
{
  kontor_account_end_hold (self->account);
  if (!self->closed && self->timer != 0)
    arm (self, 0);
}

KontorAccount *
kontor_sync_get_account (KontorSync *self)
{
  return self->account;
}

gboolean
kontor_sync_is_closed (KontorSync *self)
{
  return self->closed;
}

void
kontor_sync_close (KontorSync *self)
{
  self->closed = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
}

DexFuture *
kontor_sync_when_idle (KontorSync *self)
{
  DexFuture *tail = self->tail != NULL ? dex_ref (self->tail) : dex_future_new_true ();
  DexFuture *import = self->import != NULL ? dex_ref (self->import) : dex_future_new_true ();
  DexFuture *sweep = self->sweep != NULL ? dex_ref (self->sweep) : dex_future_new_true ();
  DexFuture *details = self->details != NULL ? dex_ref (self->details) : dex_future_new_true ();

  return dex_future_all (tail, import, sweep, details, NULL);
}

static void
kontor_sync_finalize (GObject *object)
{
  KontorSync *self = KONTOR_SYNC (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  dex_clear (&self->tail);
  dex_clear (&self->import);
  dex_clear (&self->sweep);
  dex_clear (&self->details);
  G_OBJECT_CLASS (kontor_sync_parent_class)->finalize (object);
}

static void
kontor_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  KontorSync *self = KONTOR_SYNC (object);

  switch (id) {
  case PROP_RUNNING:
    g_value_set_boolean (value, self->tail != NULL);
    break;
  case PROP_IMPORTING:
    g_value_set_boolean (value, self->import != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
kontor_sync_class_init (KontorSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_sync_finalize;
  object_class->get_property = kontor_sync_get_property;
  properties[PROP_RUNNING] =
      g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IMPORTING] =
      g_param_spec_boolean ("importing", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_sync_init (KontorSync *self)
{
}

KontorSync *
kontor_sync_new (KontorAccount *account)
{
  KontorSync *self = g_object_new (KONTOR_TYPE_SYNC, NULL);

  self->account = account;
  return self;
}
