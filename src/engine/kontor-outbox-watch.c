#include "kontor-outbox-watch.h"

#include "kontor-pulse.h"

typedef struct {
  KontorEngine *engine; /* (owned) */
  KontorPulse *pulse;   /* (owned) */
} KontorOutboxWatchPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorOutboxWatch, kontor_outbox_watch, G_TYPE_OBJECT)

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
  g_autoptr (KontorOutboxWatch) self = g_weak_ref_get (data);

  if (self != NULL && KONTOR_OUTBOX_WATCH_GET_CLASS (self)->take (self, dex_future_get_value (future, NULL)))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return NULL;
}

static DexFuture *
beat (gpointer data)
{
  KontorOutboxWatch *self = data;
  KontorOutboxWatchPrivate *priv = kontor_outbox_watch_get_instance_private (self);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return dex_future_then (KONTOR_OUTBOX_WATCH_GET_CLASS (self)->read (self, priv->engine), take, weak, weak_ref_free);
}

static gboolean
concerns (const KontorChanges *changes, gpointer data)
{
  return (changes->touched & KONTOR_TOUCHED_OUTBOX) != 0;
}

static void
kontor_outbox_watch_dispose (GObject *object)
{
  KontorOutboxWatchPrivate *priv = kontor_outbox_watch_get_instance_private (KONTOR_OUTBOX_WATCH (object));

  g_clear_pointer (&priv->pulse, kontor_pulse_free);
  g_clear_object (&priv->engine);

  G_OBJECT_CLASS (kontor_outbox_watch_parent_class)->dispose (object);
}

static void
kontor_outbox_watch_class_init (KontorOutboxWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_outbox_watch_dispose;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_OUTBOX_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_outbox_watch_init (KontorOutboxWatch *self)
{
}

void
kontor_outbox_watch_begin (KontorOutboxWatch *self, KontorEngine *engine)
{
  KontorOutboxWatchPrivate *priv = kontor_outbox_watch_get_instance_private (self);

  g_return_if_fail (KONTOR_IS_OUTBOX_WATCH (self) && KONTOR_IS_ENGINE (engine));

  priv->engine = g_object_ref (engine);
  priv->pulse = kontor_pulse_new (kontor_engine_get_db (engine), concerns, beat, self);
  kontor_pulse_kick (priv->pulse);
}

void
kontor_outbox_watch_set_active (KontorOutboxWatch *self, gboolean active)
{
  KontorOutboxWatchPrivate *priv = kontor_outbox_watch_get_instance_private (self);

  g_return_if_fail (KONTOR_IS_OUTBOX_WATCH (self));

  kontor_pulse_set_active (priv->pulse, active);
}
