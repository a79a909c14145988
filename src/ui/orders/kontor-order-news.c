#include "kontor-order-news.h"

#include "kontor-id-set.h"

#define KEY "orders-left-at"

struct _KontorOrderNews {
  GObject parent_instance;

  KontorClock *clock;  /* (owned) */
  GSettings *settings; /* (owned) (nullable) */
  gint64 since;        /* milliseconds UTC */
  KontorIdSet *seen;   /* (owned): in this session */
};

G_DEFINE_FINAL_TYPE (KontorOrderNews, kontor_order_news, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
kontor_order_news_dispose (GObject *object)
{
  KontorOrderNews *self = KONTOR_ORDER_NEWS (object);

  if (self->settings != NULL)
    g_settings_set_int64 (self->settings, KEY, kontor_clock_now (self->clock));
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (kontor_order_news_parent_class)->dispose (object);
}

static void
kontor_order_news_finalize (GObject *object)
{
  kontor_id_set_unref (KONTOR_ORDER_NEWS (object)->seen);

  G_OBJECT_CLASS (kontor_order_news_parent_class)->finalize (object);
}

static void
kontor_order_news_class_init (KontorOrderNewsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_order_news_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_order_news_finalize;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_ORDER_NEWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_order_news_init (KontorOrderNews *self)
{
  self->seen = kontor_id_set_new ();
}

KontorOrderNews *
kontor_order_news_new (KontorEngine *engine)
{
  KontorOrderNews *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_ORDER_NEWS, NULL);
  self->clock = g_object_ref (kontor_engine_get_clock (engine));
  self->since = kontor_clock_now (self->clock);
  return self;
}

void
kontor_order_news_remember (KontorOrderNews *self, GSettings *settings)
{
  gint64 left_at;

  g_return_if_fail (KONTOR_IS_ORDER_NEWS (self));

  if (settings == NULL || !g_set_object (&self->settings, settings))
    return;
  left_at = g_settings_get_int64 (settings, KEY);
  if (left_at > 0)
    self->since = left_at;
}

gboolean
kontor_order_news_contains (KontorOrderNews *self, gint64 id, gint64 placed_at)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_NEWS (self), FALSE);

  return placed_at > self->since && !kontor_id_set_contains (self->seen, id);
}

void
kontor_order_news_mark (KontorOrderNews *self, gint64 id)
{
  g_return_if_fail (KONTOR_IS_ORDER_NEWS (self));

  if (id != 0 && kontor_id_set_add (self->seen, id))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
