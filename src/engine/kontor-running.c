#include "kontor-running.h"

/* Nobody starts more actions on many rows while others run. */
#define NEWEST 8

struct _KontorRunning {
  KontorOutboxWatch parent_instance;

  GPtrArray *actions; /* (element-type KontorAction) (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorRunning, kontor_running, KONTOR_TYPE_OUTBOX_WATCH)

static DexFuture *
kontor_running_read (KontorOutboxWatch *watch, KontorEngine *engine)
{
  return kontor_outbox_list_actions (engine, NEWEST);
}

static gboolean
kontor_running_take (KontorOutboxWatch *watch, const GValue *value)
{
  KontorRunning *self = KONTOR_RUNNING (watch);

  g_clear_pointer (&self->actions, g_ptr_array_unref);
  self->actions = g_ptr_array_ref (g_value_get_boxed (value));
  return TRUE;
}

static void
kontor_running_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_RUNNING (object)->actions, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_running_parent_class)->finalize (object);
}

static void
kontor_running_class_init (KontorRunningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_running_finalize;
  KONTOR_OUTBOX_WATCH_CLASS (klass)->read = kontor_running_read;
  KONTOR_OUTBOX_WATCH_CLASS (klass)->take = kontor_running_take;
}

static void
kontor_running_init (KontorRunning *self)
{
}

KontorRunning *
kontor_running_new (KontorEngine *engine)
{
  KontorRunning *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_RUNNING, NULL);
  kontor_outbox_watch_begin (KONTOR_OUTBOX_WATCH (self), engine);
  return self;
}

const KontorAction *
kontor_running_find (KontorRunning *self, guint n_least)
{
  g_return_val_if_fail (KONTOR_IS_RUNNING (self), NULL);

  for (guint i = 0; self->actions != NULL && i < self->actions->len; i++) {
    const KontorAction *action = g_ptr_array_index (self->actions, i);

    if (action->n_ops + action->n_left_out >= n_least &&
        (action->n_unsent + action->n_problems > 0 || (action->n_left_out > 0 && !action->seen)))
      return action;
  }
  return NULL;
}
