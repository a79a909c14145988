#include "kontor-orders-view.h"

#include <glib/gi18n.h>

#include "kontor-order-detail.h"
#include "kontor-orders-list.h"

struct _KontorOrdersView {
  KontorView parent_instance;

  KontorOrdersList *list;

  AdwNavigationSplitView *split;
  AdwBin *list_place;
  KontorOrderDetail *detail;
};

G_DEFINE_FINAL_TYPE (KontorOrdersView, kontor_orders_view, KONTOR_TYPE_VIEW)

static void
on_opened (KontorOrdersView *self, gint64 id)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* The order that is looked at stays while several are selected, or while it leaves the list. */
static void
on_current (KontorOrdersView *self)
{
  gint64 current = kontor_list_pane_get_current (kontor_orders_list_get_pane (self->list));

  if (current != 0)
    g_object_set (self->detail, "current", current, NULL);
}

static void
on_waiting_changed (KontorOrdersView *self)
{
  guint waiting;

  g_object_get (self->list, "waiting", &waiting, NULL);
  kontor_view_set_waiting (KONTOR_VIEW (self), waiting);
}

static void
kontor_orders_view_open (KontorView *view, gint64 id)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (view);

  kontor_list_pane_set_current (kontor_orders_list_get_pane (self->list), id);
  g_object_set (self->detail, "current", id, NULL);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
kontor_orders_view_search (KontorView *view)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (view);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  kontor_list_pane_search (kontor_orders_list_get_pane (self->list));
}

static void
kontor_orders_view_constructed (GObject *object)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (object);
  KontorListPane *pane;

  G_OBJECT_CLASS (kontor_orders_view_parent_class)->constructed (object);

  self->list = kontor_orders_list_new (kontor_view_get_engine (KONTOR_VIEW (self)));
  pane = kontor_orders_list_get_pane (self->list);
  g_object_bind_property (self, "account", pane, "account", G_BINDING_SYNC_CREATE);
  g_object_set (self->detail, "engine", kontor_view_get_engine (KONTOR_VIEW (self)), NULL);
  g_signal_connect_object (pane, "notify::current", G_CALLBACK (on_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::waiting", G_CALLBACK (on_waiting_changed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->list_place, GTK_WIDGET (self->list));
}

static void
kontor_orders_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDERS_VIEW);

  G_OBJECT_CLASS (kontor_orders_view_parent_class)->dispose (object);
}

static void
kontor_orders_view_class_init (KontorOrdersViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  KontorViewClass *view_class = KONTOR_VIEW_CLASS (klass);

  object_class->constructed = kontor_orders_view_constructed;
  object_class->dispose = kontor_orders_view_dispose;

  view_class->name = "orders";
  view_class->title = N_("Orders");
  view_class->icon = "kontor-orders-symbolic";
  view_class->key = GDK_KEY_o;
  view_class->entity = KONTOR_ENTITY_ORDER;
  view_class->open = kontor_orders_view_open;
  view_class->search = kontor_orders_view_search;

  g_type_ensure (KONTOR_TYPE_ORDER_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-orders-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrdersView, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorOrdersView, list_place);
  gtk_widget_class_bind_template_child (widget_class, KontorOrdersView, split);
}

static void
kontor_orders_view_init (KontorOrdersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
