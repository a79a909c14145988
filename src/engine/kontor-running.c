#include "kontor-running.h"

#include "kontor-pulse.h"

/* Nobody starts more actions on many rows while others run. */
#define NEWEST 8

struct _KontorRunning {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorPulse *pulse;   /* (owned) */
  GPtrArray *actions;   /* (element-type KontorAction) (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorRunning, kontor_running, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
take (DexFuture *future, gpointer data)
{
  g_autoptr (KontorRunning) self = g_weak_ref_get (data);

  if (self == NULL)
    return NULL;
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  self->actions = g_ptr_array_ref (g_value_get_boxed (dex_future_get_value (future, NULL)));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return NULL;
}

static DexFuture *
beat (gpointer data)
{
  KontorRunning *self = data;
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return dex_future_then (kontor_outbox_list_actions (self->engine, NEWEST), take, weak, weak_ref_free);
}

static gboolean
concerns (const KontorChanges *changes, gpointer data)
{
  return (changes->touched & KONTOR_TOUCHED_OUTBOX) != 0;
}

static void
kontor_running_dispose (GObject *object)
{
  KontorRunning *self = KONTOR_RUNNING (object);

  g_clear_pointer (&self->pulse, kontor_pulse_free);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_running_parent_class)->dispose (object);
}

static void
kontor_running_class_init (KontorRunningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_running_dispose;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_RUNNING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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
  self->engine = g_object_ref (engine);
  self->pulse = kontor_pulse_new (kontor_engine_get_db (engine), concerns, beat, self);
  kontor_pulse_kick (self->pulse);
  return self;
}

const KontorAction *
kontor_running_find (KontorRunning *self, guint n_least)
{
  g_return_val_if_fail (KONTOR_IS_RUNNING (self), NULL);

  for (guint i = 0; self->actions != NULL && i < self->actions->len; i++) {
    const KontorAction *action = g_ptr_array_index (self->actions, i);

    if (action->n_ops >= n_least && action->n_unsent + action->n_problems > 0)
      return action;
  }
  return NULL;
}

void
kontor_running_set_active (KontorRunning *self, gboolean active)
{
  g_return_if_fail (KONTOR_IS_RUNNING (self));

  kontor_pulse_set_active (self->pulse, active);
}
