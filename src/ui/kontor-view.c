#include "kontor-view.h"

typedef struct {
  KontorEngine *engine; /* (owned) */
  gint64 account;
  guint waiting;
  gboolean filled;
} KontorViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorView, kontor_view, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_ACCOUNT, PROP_WAITING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
kontor_view_map (GtkWidget *widget)
{
  kontor_view_ensure_content (KONTOR_VIEW (widget));
  GTK_WIDGET_CLASS (kontor_view_parent_class)->map (widget);
}

static void
kontor_view_dispose (GObject *object)
{
  KontorViewPrivate *priv = kontor_view_get_instance_private (KONTOR_VIEW (object));

  g_clear_object (&priv->engine);

  G_OBJECT_CLASS (kontor_view_parent_class)->dispose (object);
}

static void
kontor_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorViewPrivate *priv = kontor_view_get_instance_private (KONTOR_VIEW (object));

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, priv->engine);
    break;
  case PROP_ACCOUNT:
    g_value_set_int64 (value, priv->account);
    break;
  case PROP_WAITING:
    g_value_set_uint (value, priv->waiting);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorViewPrivate *priv = kontor_view_get_instance_private (KONTOR_VIEW (object));

  switch (property) {
  case PROP_ENGINE:
    priv->engine = g_value_dup_object (value);
    break;
  case PROP_ACCOUNT:
    if (priv->account == g_value_get_int64 (value))
      return;
    priv->account = g_value_get_int64 (value);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_view_class_init (KontorViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_view_dispose;
  object_class->get_property = kontor_view_get_property;
  object_class->set_property = kontor_view_set_property;
  GTK_WIDGET_CLASS (klass)->map = kontor_view_map;

  properties[PROP_ENGINE] = g_param_spec_object (
      "engine", NULL, NULL, KONTOR_TYPE_ENGINE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACCOUNT] =
      g_param_spec_int64 ("account", NULL, NULL, 0, G_MAXINT64, 0,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITING] =
      g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_view_init (KontorView *self)
{
}

KontorEngine *
kontor_view_get_engine (KontorView *self)
{
  g_return_val_if_fail (KONTOR_IS_VIEW (self), NULL);

  return ((KontorViewPrivate *) kontor_view_get_instance_private (self))->engine;
}

gint64
kontor_view_get_account (KontorView *self)
{
  g_return_val_if_fail (KONTOR_IS_VIEW (self), 0);

  return ((KontorViewPrivate *) kontor_view_get_instance_private (self))->account;
}

guint
kontor_view_get_waiting (KontorView *self)
{
  g_return_val_if_fail (KONTOR_IS_VIEW (self), 0);

  return ((KontorViewPrivate *) kontor_view_get_instance_private (self))->waiting;
}

void
kontor_view_set_waiting (KontorView *self, guint waiting)
{
  KontorViewPrivate *priv = kontor_view_get_instance_private (self);

  g_return_if_fail (KONTOR_IS_VIEW (self));

  if (priv->waiting == waiting)
    return;
  priv->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

void
kontor_view_ensure_content (KontorView *self)
{
  KontorViewPrivate *priv = kontor_view_get_instance_private (self);

  g_return_if_fail (KONTOR_IS_VIEW (self));

  if (priv->filled)
    return;
  priv->filled = TRUE;
  KONTOR_VIEW_GET_CLASS (self)->fill (self);
}

void
kontor_view_open (KontorView *self, gint64 id)
{
  g_return_if_fail (KONTOR_IS_VIEW (self));

  kontor_view_ensure_content (self);
  KONTOR_VIEW_GET_CLASS (self)->open (self, id);
}

void
kontor_view_search (KontorView *self)
{
  g_return_if_fail (KONTOR_IS_VIEW (self));

  kontor_view_ensure_content (self);
  KONTOR_VIEW_GET_CLASS (self)->search (self);
}
