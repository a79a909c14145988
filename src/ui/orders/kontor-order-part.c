#include "kontor-order-part.h"

#include "kontor-format.h"

typedef struct {
  KontorEngine *engine; /* (owned) (nullable) */
  KontorObject *order;  /* (owned) (nullable) */
  KontorRecord *shown;  /* (owned) (nullable) */
} KontorOrderPartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorOrderPart, kontor_order_part, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_ORDER, N_PROPS };

static GParamSpec *properties[N_PROPS];

static KontorOrderPartPrivate *
priv_of (KontorOrderPart *self)
{
  return kontor_order_part_get_instance_private (self);
}

static void
on_record (KontorOrderPart *self)
{
  KontorOrderPartPrivate *priv = priv_of (self);
  g_autoptr (KontorRecord) before = g_steal_pointer (&priv->shown);

  priv->shown = kontor_record_ref (kontor_object_get_record (priv->order));
  KONTOR_ORDER_PART_GET_CLASS (self)->show (self, priv->shown, before);
}

static void
drop_order (KontorOrderPart *self)
{
  KontorOrderPartPrivate *priv = priv_of (self);

  if (priv->order != NULL)
    g_signal_handlers_disconnect_by_func (priv->order, on_record, self);
  g_clear_object (&priv->order);
  g_clear_pointer (&priv->shown, kontor_record_unref);
}

static void
set_order (KontorOrderPart *self, KontorObject *order)
{
  KontorOrderPartPrivate *priv = priv_of (self);

  if (priv->order == order)
    return;
  drop_order (self);
  if (order != NULL) {
    priv->order = g_object_ref (order);
    g_signal_connect_swapped (order, "notify::record", G_CALLBACK (on_record), self);
    on_record (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

static void
kontor_order_part_dispose (GObject *object)
{
  KontorOrderPart *self = KONTOR_ORDER_PART (object);

  drop_order (self);
  g_clear_object (&priv_of (self)->engine);

  G_OBJECT_CLASS (kontor_order_part_parent_class)->dispose (object);
}

static void
kontor_order_part_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorOrderPartPrivate *priv = priv_of (KONTOR_ORDER_PART (object));

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, priv->engine);
    break;
  case PROP_ORDER:
    g_value_set_object (value, priv->order);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_part_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorOrderPart *self = KONTOR_ORDER_PART (object);

  switch (property) {
  case PROP_ENGINE:
    if (g_set_object (&priv_of (self)->engine, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_ORDER:
    set_order (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_part_class_init (KontorOrderPartClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_order_part_dispose;
  object_class->get_property = kontor_order_part_get_property;
  object_class->set_property = kontor_order_part_set_property;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE, flags);
  properties[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, KONTOR_TYPE_OBJECT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_order_part_init (KontorOrderPart *self)
{
}

KontorEngine *
kontor_order_part_get_engine (KontorOrderPart *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_PART (self), NULL);

  return priv_of (self)->engine;
}

KontorObject *
kontor_order_part_get_order (KontorOrderPart *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_PART (self), NULL);

  return priv_of (self)->order;
}

KontorRecord *
kontor_order_part_get_record (KontorOrderPart *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_PART (self), NULL);

  return priv_of (self)->shown;
}

KontorAccount *
kontor_order_part_dup_account (KontorOrderPart *self)
{
  KontorOrderPartPrivate *priv = priv_of (self);

  g_return_val_if_fail (KONTOR_IS_ORDER_PART (self), NULL);

  if (priv->engine == NULL || priv->order == NULL)
    return NULL;
  return kontor_engine_dup_account (priv->engine, kontor_object_get_account (priv->order));
}

GTimeZone *
kontor_order_part_get_zone (KontorOrderPart *self)
{
  KontorOrderPartPrivate *priv = priv_of (self);

  g_return_val_if_fail (KONTOR_IS_ORDER_PART (self), NULL);

  return kontor_engine_get_zone (priv->engine, priv->order != NULL ? kontor_object_get_account (priv->order) : 0);
}

gboolean
kontor_order_part_differs (const KontorRecord *order, const KontorRecord *before, const guint *fields, guint n_fields)
{
  g_return_val_if_fail (order != NULL, FALSE);

  for (guint i = 0; i < n_fields; i++)
    if (before == NULL || !kontor_record_equal_field (order, before, fields[i]))
      return TRUE;
  return FALSE;
}

char *
kontor_order_format (const KontorRecord *order, gint64 amount)
{
  const char *currency = order != NULL ? kontor_record_get_text (order, KONTOR_ORDER_CURRENCY) : NULL;
  KontorMoney money;

  if (currency == NULL || !kontor_currency_is_valid (currency))
    return kontor_decimal_format (amount, 2);
  money = kontor_money_make (amount, currency);
  return kontor_format_money (&money);
}

char *
kontor_order_part_format (KontorOrderPart *self, gint64 amount)
{
  return kontor_order_format (kontor_order_part_get_record (self), amount);
}

char *
kontor_order_part_format_amount (KontorOrderPart *self, const KontorRecord *record, guint field)
{
  g_return_val_if_fail (record != NULL, NULL);

  if (kontor_record_is_null (record, field))
    return g_strdup ("");
  return kontor_order_part_format (self, kontor_record_get_amount (record, field));
}

void
kontor_order_part_clear_box (GtkBox *box)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (box));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}
