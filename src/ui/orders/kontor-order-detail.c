#include "kontor-order-detail.h"

#include <glib/gi18n.h>

#include "kontor-order-amounts.h"
#include "kontor-order-buyer.h"
#include "kontor-order-detail-actions.h"
#include "kontor-order-detail-returns.h"
#include "kontor-order-head.h"
#include "kontor-order-items.h"
#include "kontor-order-menu.h"
#include "kontor-order-receipts.h"
#include "kontor-return-cards.h"
#include "kontor-order-tag-list.h"
#include "kontor-order-timeline.h"

struct _KontorOrderDetail {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) (nullable) */
  gint64 current;
  KontorObject *wanted; /* (owned) (nullable): the order of that id */
  KontorObject *order;  /* (owned) (nullable): the order that is shown: the wanted one as soon as it is whole */

  AdwWindowTitle *title;
  GtkStack *pages;
  GtkScrolledWindow *scroller;
  GtkWidget *tools;
  AdwBin *beside;
  AdwBin *below;
  GtkWidget *timeline;
};

G_DEFINE_FINAL_TYPE (KontorOrderDetail, kontor_order_detail, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_CURRENT, PROP_ORDER, PROP_STATUS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const char *
get_status (KontorOrderDetail *self)
{
  return self->order != NULL ? kontor_object_get_text (self->order, KONTOR_ORDER_STATUS) : NULL;
}

static void
show_title (KontorOrderDetail *self)
{
  const char *number = self->order != NULL ? kontor_object_get_text (self->order, KONTOR_ORDER_NUMBER) : NULL;
  g_autofree char *title = number != NULL ? g_strdup_printf (_("Order %s"), number) : g_strdup (_("Order"));

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (
      self->title, self->order != NULL ? kontor_object_get_text (self->order, KONTOR_ORDER_CUSTOMER_NAME) : NULL);
}

static const char *
find_page (KontorOrderDetail *self)
{
  if (self->wanted == NULL)
    return "none";
  if (kontor_object_get_gone (self->wanted))
    return "gone";
  return self->order != NULL ? "order" : "loading";
}

static void
show_page (KontorOrderDetail *self)
{
  const char *page = find_page (self);

  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_widget_set_visible (self->tools, g_str_equal (page, "order"));
}

static void
on_record (KontorOrderDetail *self)
{
  show_title (self);
  kontor_order_detail_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
set_order (KontorOrderDetail *self, KontorObject *order)
{
  if (self->order == order)
    return;
  if (self->order != NULL)
    g_signal_handlers_disconnect_by_func (self->order, on_record, self);
  g_set_object (&self->order, order);
  if (order != NULL) {
    g_signal_connect_swapped (order, "notify::record", G_CALLBACK (on_record), self);
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
  on_record (self);
}

static void
on_wanted (KontorOrderDetail *self)
{
  if (kontor_object_is_whole (self->wanted) && !kontor_object_get_gone (self->wanted))
    set_order (self, self->wanted);
  show_page (self);
}

static void
drop_wanted (KontorOrderDetail *self)
{
  if (self->wanted != NULL)
    g_signal_handlers_disconnect_by_func (self->wanted, on_wanted, self);
  g_clear_object (&self->wanted);
}

/* What the shop has may be newer than what is here; nobody waits for it. */
static void
want (KontorOrderDetail *self, gint64 id)
{
  KontorIdentity *identity = kontor_engine_get_identity (self->engine);

  self->wanted = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id);
  g_signal_connect_swapped (self->wanted, "notify", G_CALLBACK (on_wanted), self);
  kontor_identity_want_whole (identity, self->wanted);
  dex_future_disown (kontor_engine_refresh (self->engine, KONTOR_ENTITY_ORDER, id));
}

static void
set_current (KontorOrderDetail *self, gint64 current)
{
  if (self->current == current)
    return;
  self->current = current;
  drop_wanted (self);
  if (current != 0 && self->engine != NULL)
    want (self, current);
  if (self->wanted != NULL)
    on_wanted (self);
  else
    set_order (self, NULL);
  show_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

/* With room for two columns the timeline stands in the wider one, else below all. */
static void
move_timeline (KontorOrderDetail *self, AdwBin *from, AdwBin *to)
{
  g_autoptr (GtkWidget) timeline = g_object_ref (self->timeline);

  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, timeline);
  gtk_widget_set_visible (GTK_WIDGET (from), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (to), TRUE);
}

static void
on_wide (KontorOrderDetail *self)
{
  move_timeline (self, self->below, self->beside);
}

static void
on_narrow (KontorOrderDetail *self)
{
  move_timeline (self, self->beside, self->below);
}

static void
kontor_order_detail_dispose (GObject *object)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (object);

  drop_wanted (self);
  if (self->order != NULL)
    g_signal_handlers_disconnect_by_func (self->order, on_record, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_DETAIL);
  g_clear_object (&self->order);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_order_detail_parent_class)->dispose (object);
}

static void
kontor_order_detail_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_CURRENT:
    g_value_set_int64 (value, self->current);
    break;
  case PROP_ORDER:
    g_value_set_object (value, self->order);
    break;
  case PROP_STATUS:
    g_value_set_string (value, get_status (self) != NULL ? get_status (self) : "");
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_detail_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (object);

  switch (property) {
  case PROP_ENGINE:
    if (g_set_object (&self->engine, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_CURRENT:
    set_current (self, g_value_get_int64 (value));
    break;
  case PROP_STATUS:
    if (self->order != NULL)
      kontor_order_detail_set_status (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
ensure_parts (void)
{
  g_type_ensure (KONTOR_TYPE_ORDER_AMOUNTS);
  g_type_ensure (KONTOR_TYPE_ORDER_BUYER);
  g_type_ensure (KONTOR_TYPE_ORDER_HEAD);
  g_type_ensure (KONTOR_TYPE_ORDER_ITEMS);
  g_type_ensure (KONTOR_TYPE_ORDER_MENU);
  g_type_ensure (KONTOR_TYPE_ORDER_RECEIPTS);
  g_type_ensure (KONTOR_TYPE_RETURN_CARDS);
  g_type_ensure (KONTOR_TYPE_ORDER_TAG_LIST);
  g_type_ensure (KONTOR_TYPE_ORDER_TIMELINE);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE, flags);
  properties[PROP_CURRENT] = g_param_spec_int64 ("current", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, KONTOR_TYPE_OBJECT,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_order_detail_class_init (KontorOrderDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_detail_dispose;
  object_class->get_property = kontor_order_detail_get_property;
  object_class->set_property = kontor_order_detail_set_property;
  install_properties (object_class);

  ensure_parts ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, below);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, beside);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, scroller);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, timeline);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDetail, tools);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_wide);

  kontor_order_detail_install_actions (widget_class);
  kontor_order_detail_install_return_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "order.note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "order.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, 0, "order.archive", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_SHIFT_MASK, "order.edit-items", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_SHIFT_MASK, "order.refund", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_SHIFT_MASK, "order.return", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, 0, "win.undo", NULL);
}

static void
kontor_order_detail_init (KontorOrderDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_order_detail_update_actions (self);
  show_page (self);
}

KontorEngine *
kontor_order_detail_get_engine (KontorOrderDetail *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_DETAIL (self), NULL);

  return self->engine;
}

KontorObject *
kontor_order_detail_get_order (KontorOrderDetail *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_DETAIL (self), NULL);

  return self->order;
}
