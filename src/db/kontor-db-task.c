#include "kontor-db-task.h"

typedef struct {
  GThread *thread;
  DexPromise *promise; /* (owned) */
  KontorDbTaskFunc func;
  gpointer data; /* (owned) */
  GDestroyNotify destroy;
  GValue value;
  GError *error; /* (owned) (nullable) */
} Task;

static void
task_free (Task *self)
{
  if (G_IS_VALUE (&self->value))
    g_value_unset (&self->value);
  dex_clear (&self->promise);
  g_free (self);
}

static gboolean
settle (gpointer data)
{
  Task *self = data;

  g_thread_join (self->thread);
  if (self->error != NULL)
    dex_promise_reject (self->promise, g_steal_pointer (&self->error));
  else if (G_IS_VALUE (&self->value))
    dex_promise_resolve (self->promise, &self->value);
  else
    dex_promise_resolve_boolean (self->promise, TRUE);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Task *self = data;

  self->func (self->data, &self->value, &self->error);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, settle, self, (GDestroyNotify) task_free);
  g_source_attach (source, NULL);
  return NULL;
}

DexFuture *
kontor_db_run_task (const char *name, KontorDbTaskFunc func, gpointer data, GDestroyNotify destroy)
{
  Task *self = g_new0 (Task, 1);
  DexFuture *future;

  self->promise = dex_promise_new ();
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  future = dex_ref (DEX_FUTURE (self->promise));
  self->thread = g_thread_new (name, run, self);
  return future;
}
