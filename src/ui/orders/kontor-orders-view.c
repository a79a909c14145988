#include "kontor-orders-view.h"

#include <string.h>
#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-order-detail.h"
#include "kontor-orders-list.h"

struct _KontorOrdersView {
  KontorSplitView parent_instance;

  KontorOrdersList *list;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (KontorOrdersView, kontor_orders_view, KONTOR_TYPE_SPLIT_VIEW)

static void
on_waiting_changed (KontorOrdersView *self)
{
  guint waiting;

  g_object_get (self->list, "waiting", &waiting, NULL);
  kontor_view_set_waiting (KONTOR_VIEW (self), waiting);
}

static char *
kontor_orders_view_describe_several (gint64 n_selected)
{
  g_autofree char *number = n_selected >= 0 ? kontor_format_number (n_selected) : NULL;

  return number != NULL ? g_strdup_printf (_("%s Orders Selected"), number) : g_strdup (_("All Orders Selected"));
}

static void
kontor_orders_view_show (KontorSplitView *view, gint64 id)
{
  g_object_set (KONTOR_ORDERS_VIEW (view)->detail, "current", id, NULL);
}

static GtkWidget *
kontor_orders_view_make_detail (KontorSplitView *view)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (view);

  self->detail = g_object_new (KONTOR_TYPE_ORDER_DETAIL, "engine", kontor_view_get_engine (KONTOR_VIEW (view)), NULL);
  return self->detail;
}

static void
kontor_orders_view_fill (KontorView *view)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (view);

  self->list = kontor_orders_list_new (kontor_view_get_engine (view));
  g_signal_connect_object (self->list, "notify::waiting", G_CALLBACK (on_waiting_changed), self, G_CONNECT_SWAPPED);
  kontor_split_view_set_list (KONTOR_SPLIT_VIEW (self), GTK_WIDGET (self->list),
                              kontor_orders_list_get_pane (self->list));
}

static const KontorCommandInfo commands[] = {
  { N_("Edit Items…"), "orders.edit-items", "<Shift>e" },
  { N_("Return Items…"), "orders.return", "<Shift>r" },
  { N_("Refund…"), "orders.refund", "<Shift>f" },
  { N_("Exchange Items…"), "orders.exchange", NULL },
  { N_("Claim…"), "orders.claim", NULL },
  { NULL },
};

/* What is done to the order that is shown, if one is. */
static void
detail_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrdersView *self = KONTOR_ORDERS_VIEW (widget);
  g_autofree char *name = g_strconcat ("order.", action + strlen ("orders."), NULL);

  if (self->detail != NULL)
    gtk_widget_activate_action (self->detail, name, NULL);
}

static void
kontor_orders_view_class_init (KontorOrdersViewClass *klass)
{
  KontorViewClass *view_class = KONTOR_VIEW_CLASS (klass);
  KontorSplitViewClass *split_class = KONTOR_SPLIT_VIEW_CLASS (klass);

  view_class->name = "orders";
  view_class->title = N_("Orders");
  view_class->icon = "kontor-orders-symbolic";
  view_class->key = GDK_KEY_o;
  view_class->entity = KONTOR_ENTITY_ORDER;
  view_class->commands = commands;
  view_class->fill = kontor_orders_view_fill;

  split_class->none_title = N_("No Order Selected");
  split_class->describe_several = kontor_orders_view_describe_several;
  split_class->make_detail = kontor_orders_view_make_detail;
  split_class->show = kontor_orders_view_show;

  for (guint i = 0; commands[i].title != NULL; i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), commands[i].action, NULL, detail_action);
}

static void
kontor_orders_view_init (KontorOrdersView *self)
{
  g_object_set (self, "detail-title", _("Order"), NULL);
}
