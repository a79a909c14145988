#include "kontor-orders-view.h"

#include <glib/gi18n.h>

#include "kontor-list-pane.h"
#include "kontor-object.h"

struct _KontorOrdersView {
  KontorView parent_instance;

  KontorListPane *pane;

  AdwNavigationSplitView *split;
  AdwBin *list_place;
};

G_DEFINE_FINAL_TYPE (KontorOrdersView, kontor_orders_view, KONTOR_TYPE_VIEW)

static void
on_opened (KontorOrdersView *self, gint64 id)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_object_bind_property (gtk_list_item_get_item (item), "customer-name", gtk_list_item_get_child (item), "label",
                          G_BINDING_SYNC_CREATE);
}

static GtkWidget *
make_face (KontorOrdersView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *model = GTK_SELECTION_MODEL (kontor_list_pane_get_selection (self->pane));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  return gtk_list_view_new (g_object_ref (model), factory);
}

static void
kontor_orders_view_open (KontorView *view, gint64 id)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (view);

  kontor_list_pane_set_current (self->pane, id);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
kontor_orders_view_search (KontorView *view)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (view);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  kontor_list_pane_search (self->pane);
}

static void
kontor_orders_view_constructed (GObject *object)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (object);

  G_OBJECT_CLASS (kontor_orders_view_parent_class)->constructed (object);

  self->pane = g_object_new (KONTOR_TYPE_LIST_PANE, "engine", kontor_view_get_engine (KONTOR_VIEW (self)), "entity",
                             KONTOR_ENTITY_ORDER, "title", _("Orders"), NULL);
  kontor_list_pane_set_face (self->pane, make_face (self));
  g_object_bind_property (self, "account", self->pane, "account", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pane, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->list_place, GTK_WIDGET (self->pane));
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

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-orders-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrdersView, list_place);
  gtk_widget_class_bind_template_child (widget_class, KontorOrdersView, split);
}

static void
kontor_orders_view_init (KontorOrdersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
