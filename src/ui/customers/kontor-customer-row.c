#include "kontor-customer-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-format.h"

struct _KontorCustomerRow {
  GtkBox parent_instance;

  KontorEngine *engine;   /* (owned) */
  GtkListItem *item;      /* that has the row */
  KontorObject *customer; /* (owned) (nullable) */

  GtkLabel *name;
  GtkLabel *email;
  GtkLabel *spent;
  GtkLabel *orders;
};

G_DEFINE_FINAL_TYPE (KontorCustomerRow, kontor_customer_row, GTK_TYPE_BOX)

static char *
describe_orders (KontorCustomerRow *self)
{
  gint64 n = kontor_object_get_int (self->customer, KONTOR_CUSTOMER_ORDER_COUNT);
  gint64 last = kontor_object_get_int (self->customer, KONTOR_CUSTOMER_LAST_ORDER_AT);
  g_autofree char *number = kontor_format_number (n);
  g_autofree char *count = g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) n), number);
  g_autofree char *age = NULL;

  if (last == 0)
    return g_steal_pointer (&count);
  age = kontor_format_age (last, kontor_clock_now (kontor_engine_get_clock (self->engine)),
                           kontor_engine_get_zone (self->engine, kontor_object_get_account (self->customer)));
  return g_strdup_printf ("%s · %s", count, age);
}

static const char *
get_text (KontorCustomerRow *self, guint field)
{
  const char *text = kontor_object_get_text (self->customer, field);

  return text != NULL ? text : "";
}

static void
show_customer (KontorCustomerRow *self)
{
  g_autoptr (KontorMoney) money = kontor_object_dup_money (self->customer, KONTOR_CUSTOMER_SPENT);
  g_autofree char *spent = kontor_format_money (money);
  g_autofree char *orders = describe_orders (self);
  g_autofree char *name = NULL;

  gtk_label_set_label (self->name, get_text (self, KONTOR_CUSTOMER_NAME));
  gtk_label_set_label (self->email, get_text (self, KONTOR_CUSTOMER_EMAIL));
  gtk_widget_set_visible (GTK_WIDGET (self->email), get_text (self, KONTOR_CUSTOMER_EMAIL)[0] != '\0');
  gtk_label_set_label (self->spent, spent);
  gtk_label_set_label (self->orders, orders);
  name = g_strjoin (", ", get_text (self, KONTOR_CUSTOMER_NAME), get_text (self, KONTOR_CUSTOMER_EMAIL), spent, orders,
                    NULL);
  gtk_list_item_set_accessible_label (self->item, name);
}

static void
set_customer (KontorCustomerRow *self, KontorObject *customer)
{
  if (self->customer != NULL)
    g_signal_handlers_disconnect_by_func (self->customer, show_customer, self);
  g_set_object (&self->customer, customer);
  if (customer == NULL)
    return;
  g_signal_connect_swapped (customer, "notify::record", G_CALLBACK (show_customer), self);
  show_customer (self);
}

static void
kontor_customer_row_dispose (GObject *object)
{
  KontorCustomerRow *self = KONTOR_CUSTOMER_ROW (object);

  set_customer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CUSTOMER_ROW);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_customer_row_parent_class)->dispose (object);
}

static void
kontor_customer_row_class_init (KontorCustomerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/customers/kontor-customer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerRow, email);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerRow, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerRow, orders);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerRow, spent);
}

static void
kontor_customer_row_init (KontorCustomerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
setup_row (KontorEngine *engine, GtkListItem *item)
{
  KontorCustomerRow *row = g_object_new (KONTOR_TYPE_CUSTOMER_ROW, NULL);

  row->engine = g_object_ref (engine);
  row->item = item;
  gtk_list_item_set_child (item, GTK_WIDGET (row));
}

static void
bind_row (KontorEngine *engine, GtkListItem *item)
{
  set_customer (KONTOR_CUSTOMER_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_row (KontorEngine *engine, GtkListItem *item)
{
  set_customer (KONTOR_CUSTOMER_ROW (gtk_list_item_get_child (item)), NULL);
}

GtkListItemFactory *
kontor_customer_row_make_factory (KontorEngine *engine)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row), engine, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), engine, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), engine, G_CONNECT_SWAPPED);
  return factory;
}
