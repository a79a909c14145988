#include "kontor-order-buyer.h"

#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-order-address.h"

struct _KontorOrderBuyer {
  KontorOrderPart parent_instance;

  KontorObject *customer; /* (owned) (nullable) */

  GtkButton *open;
  GtkLabel *open_name;
  GtkLabel *name;
  GtkLabel *history;
  GtkBox *email_row;
  GtkLabel *email;
  GtkBox *phone_row;
  GtkLabel *phone;
  KontorOrderAddress *shipping;
  KontorOrderAddress *billing;
};

G_DEFINE_FINAL_TYPE (KontorOrderBuyer, kontor_order_buyer, KONTOR_TYPE_ORDER_PART)

static const guint fields[] = {
  KONTOR_ORDER_CUSTOMER,
  KONTOR_ORDER_CUSTOMER_NAME,
  KONTOR_ORDER_EMAIL,
  KONTOR_ORDER_PHONE,
  KONTOR_ORDER_ADDRESSES,
};

static void
copy (KontorOrderBuyer *self, GtkLabel *label, const char *said)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (label));
  kontor_gesture_say (GTK_WIDGET (self), said);
}

static void
on_copy_email (KontorOrderBuyer *self)
{
  copy (self, self->email, _("E-mail address copied"));
}

static void
on_copy_phone (KontorOrderBuyer *self)
{
  copy (self, self->phone, _("Phone number copied"));
}

static void
on_write (KontorOrderBuyer *self)
{
  g_autofree char *escaped = g_uri_escape_string (gtk_label_get_text (self->email), "@", FALSE);
  g_autofree char *uri = g_strconcat ("mailto:", escaped, NULL);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
on_open (KontorOrderBuyer *self)
{
  if (self->customer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-object", "(sx)", "customer",
                                kontor_object_get_id (self->customer));
}

/* "3 orders · € 84.00" */
static char *
describe_history (KontorObject *customer)
{
  gint64 count = kontor_object_get_int (customer, KONTOR_CUSTOMER_ORDER_COUNT);
  g_autoptr (KontorMoney) spent = kontor_object_dup_money (customer, KONTOR_CUSTOMER_SPENT);
  g_autofree char *number = kontor_format_number (count), *amount = kontor_format_money (spent);
  g_autofree char *orders = g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) count), number);

  return amount[0] != '\0' ? g_strdup_printf ("%s · %s", orders, amount) : g_steal_pointer (&orders);
}

static void
show_history (KontorOrderBuyer *self)
{
  g_autofree char *text = NULL;

  if (self->customer == NULL)
    text = g_strdup (_("Guest"));
  else if (!kontor_object_get_loading (self->customer))
    text = describe_history (self->customer);
  gtk_label_set_label (self->history, text != NULL ? text : "");
}

static void
follow_customer (KontorOrderBuyer *self, gint64 id)
{
  KontorEngine *engine = kontor_order_part_get_engine (KONTOR_ORDER_PART (self));

  if (self->customer != NULL && kontor_object_get_id (self->customer) == id)
    return;
  if (self->customer != NULL)
    g_signal_handlers_disconnect_by_func (self->customer, show_history, self);
  g_clear_object (&self->customer);
  if (id != 0 && engine != NULL) {
    KontorIdentity *identity = kontor_engine_get_identity (engine);

    self->customer = kontor_identity_dup (identity, KONTOR_ENTITY_CUSTOMER, id);
    g_signal_connect_swapped (self->customer, "notify::record", G_CALLBACK (show_history), self);
    kontor_identity_want (identity, &self->customer, 1);
  }
}

static void
show_name (KontorOrderBuyer *self, const KontorRecord *order)
{
  const char *name = kontor_record_get_text (order, KONTOR_ORDER_CUSTOMER_NAME);

  if (name == NULL || name[0] == '\0')
    name = _("Unknown Customer");
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->open_name, name);
  gtk_widget_set_visible (GTK_WIDGET (self->open), self->customer != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->name), self->customer == NULL);
}

static void
show_contact (GtkBox *row, GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && text[0] != '\0');
}

static void
show_addresses (KontorOrderBuyer *self, const KontorRecord *order)
{
  const KontorRecord *shipping = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "shipping");
  const KontorRecord *billing = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "billing");
  gboolean same = shipping != NULL && billing != NULL && kontor_address_equal (shipping, billing);

  kontor_order_address_show (self->shipping, shipping, NULL);
  kontor_order_address_show (self->billing, billing, same ? _("Same as the shipping address") : NULL);
}

static void
kontor_order_buyer_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderBuyer *self = KONTOR_ORDER_BUYER (part);
  const char *phone = kontor_record_get_text (order, KONTOR_ORDER_PHONE);

  if (!kontor_order_part_differs (order, before, fields, G_N_ELEMENTS (fields)))
    return;
  follow_customer (self, kontor_record_get_ref (order, KONTOR_ORDER_CUSTOMER));
  show_name (self, order);
  show_history (self);
  show_contact (self->email_row, self->email, kontor_record_get_text (order, KONTOR_ORDER_EMAIL));
  show_contact (self->phone_row, self->phone, phone);
  show_addresses (self, order);
}

static void
kontor_order_buyer_dispose (GObject *object)
{
  KontorOrderBuyer *self = KONTOR_ORDER_BUYER (object);

  follow_customer (self, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_BUYER);

  G_OBJECT_CLASS (kontor_order_buyer_parent_class)->dispose (object);
}

static void
kontor_order_buyer_class_init (KontorOrderBuyerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_buyer_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_buyer_show;

  g_type_ensure (KONTOR_TYPE_ORDER_ADDRESS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-buyer.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, billing);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, email);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, email_row);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, history);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, name);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, open);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, open_name);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, phone);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, phone_row);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderBuyer, shipping);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_email);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_phone);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_write);
}

static void
kontor_order_buyer_init (KontorOrderBuyer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
