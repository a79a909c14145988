#include "kontor-db-private.h"

#include <glib/gi18n.h>

#include "kontor-db-thread.h"
#include "kontor-error.h"

typedef struct {
  guint id;
  KontorDbListener func;
  gpointer data;
} Listener;

G_DEFINE_FINAL_TYPE (KontorDb, kontor_db, G_TYPE_OBJECT)

static void
kontor_db_finalize (GObject *object)
{
  KontorDb *self = KONTOR_DB (object);

  g_assert (self->writer.connection == NULL);

  g_async_queue_unref (self->writer.jobs);
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    g_async_queue_unref (self->readers[i].jobs);
  kontor_live_free (self->live);
  g_ptr_array_unref (self->listeners);
  dex_clear (&self->closing);
  g_clear_object (&self->clock);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->vfs);
  G_OBJECT_CLASS (kontor_db_parent_class)->finalize (object);
}

static void
kontor_db_class_init (KontorDbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_db_finalize;
}

static GAsyncQueue *
new_queue (void)
{
  return g_async_queue_new_full ((GDestroyNotify) kontor_job_free);
}

static void
kontor_db_init (KontorDb *self)
{
  g_mutex_init (&self->mutex);
  self->accepting = TRUE;
  self->live = kontor_live_new ();
  self->listeners = g_ptr_array_new_with_free_func (g_free);
  self->writer.jobs = new_queue ();
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    self->readers[i].jobs = new_queue ();
}

DexFuture *
kontor_db_open_schema (const char *path, KontorDbOpenFlags flags, KontorClock *clock, const char *vfs,
                       const KontorSchema *schema)
{
  g_autoptr (KontorDb) self = NULL;
  g_autoptr (DexPromise) promise = dex_promise_new ();

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (KONTOR_IS_CLOCK (clock), NULL);

  self = g_object_new (KONTOR_TYPE_DB, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->flags = flags;
  self->clock = g_object_ref (clock);
  self->vfs = g_strdup (vfs);
  self->schema = schema;
  kontor_db_start (self, promise);
  return DEX_FUTURE (g_steal_pointer (&promise));
}

/* FALSE when it is closed; @job is gone then. */
static gboolean
push (KontorDb *self, KontorWorker *worker, KontorJob *job)
{
  g_autoptr (KontorJob) owned = job;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->accepting)
    return FALSE;
  g_async_queue_push (worker->jobs, g_steal_pointer (&owned));
  return TRUE;
}

/* Returns the job's future, also when it was refused. */
static DexFuture *
submit (KontorDb *self, KontorWorker *worker, KontorJob *job)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  job->promise = dex_ref (promise);
  if (!push (self, worker, job))
    dex_promise_reject (promise, g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_DB, _("The database is closed.")));
  return DEX_FUTURE (g_steal_pointer (&promise));
}

DexFuture *
kontor_db_close (KontorDb *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (KONTOR_IS_DB (self), NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->closing == NULL) {
    KontorJob *last = g_new0 (KontorJob, 1);

    self->accepting = FALSE;
    self->closing = dex_promise_new ();
    last->promise = dex_ref (self->closing);
    for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
      g_async_queue_push (self->readers[i].jobs, g_new0 (KontorJob, 1));
    g_async_queue_push (self->writer.jobs, last);
  }
  return dex_ref (DEX_FUTURE (self->closing));
}

const char *
kontor_db_get_path (KontorDb *self)
{
  g_return_val_if_fail (KONTOR_IS_DB (self), NULL);

  return self->path;
}

DexFuture *
kontor_db_write (KontorDb *self, KontorOrigin origin, KontorDbSync sync, KontorDbFunc func, gpointer data,
                 GDestroyNotify destroy)
{
  KontorJob *job;

  g_return_val_if_fail (KONTOR_IS_DB (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  job = g_new0 (KontorJob, 1);
  job->origin = origin;
  job->sync = sync;
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  return submit (self, &self->writer, job);
}

DexFuture *
kontor_db_read (KontorDb *self, KontorDbReader reader, GCancellable *cancellable, KontorDbFunc func, gpointer data,
                GDestroyNotify destroy)
{
  KontorJob *job;

  g_return_val_if_fail (KONTOR_IS_DB (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  job = g_new0 (KontorJob, 1);
  g_set_object (&job->cancellable, cancellable);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  return submit (self, &self->readers[reader], job);
}

static Listener *
find_listener (KontorDb *self, guint id, guint *index)
{
  for (guint i = 0; i < self->listeners->len; i++) {
    Listener *listener = g_ptr_array_index (self->listeners, i);

    if (index != NULL)
      *index = i;
    if (listener->id == id)
      return listener;
  }
  return NULL;
}

guint
kontor_db_listen (KontorDb *self, KontorDbListener func, gpointer data)
{
  Listener *listener;

  g_return_val_if_fail (KONTOR_IS_DB (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  listener = g_new0 (Listener, 1);
  listener->id = ++self->last_listener;
  listener->func = func;
  listener->data = data;
  g_ptr_array_add (self->listeners, listener);
  return listener->id;
}

void
kontor_db_unlisten (KontorDb *self, guint id)
{
  guint index;

  g_return_if_fail (KONTOR_IS_DB (self));

  if (find_listener (self, id, &index) != NULL)
    g_ptr_array_remove_index (self->listeners, index);
}

/* A listener may add and remove listeners; new ones begin with the next commit. */
void
kontor_db_notify (KontorDb *self, KontorChanges *changes)
{
  g_autofree guint *ids = g_new (guint, self->listeners->len);
  guint n_ids = self->listeners->len;

  for (guint i = 0; i < n_ids; i++)
    ids[i] = ((Listener *) g_ptr_array_index (self->listeners, i))->id;
  for (guint i = 0; i < n_ids; i++) {
    Listener *listener = find_listener (self, ids[i], NULL);

    if (listener != NULL)
      listener->func (changes, listener->data);
  }
}

void
kontor_db_set_live (KontorDb *self, KontorEntity entity, gint64 id)
{
  g_return_if_fail (KONTOR_IS_DB (self));

  kontor_live_add (self->live, entity, id);
}

void
kontor_db_unset_live (KontorDb *self, KontorEntity entity, gint64 id)
{
  g_return_if_fail (KONTOR_IS_DB (self));

  kontor_live_remove (self->live, entity, id);
}
