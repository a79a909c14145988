#include "kontor-customer-orders.h"

#include "kontor-chip.h"
#include "kontor-format.h"
#include "kontor-results.h"

/* So many at first, and with every "Show More". */
#define STEP 10

struct _KontorCustomerOrders {
  AdwPreferencesGroup parent_instance;

  KontorEngine *engine;    /* (owned) (nullable) */
  KontorResults *results;  /* (owned) (nullable) */
  GtkSliceListModel *some; /* (owned) (nullable): of the results */

  GtkLabel *total;
  GtkListBox *list;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (KontorCustomerOrders, kontor_customer_orders, ADW_TYPE_PREFERENCES_GROUP)

/* An order in the list. */
typedef struct {
  KontorEngine *engine; /* (owned) */
  AdwActionRow *row;
  KontorChip *payment;
  KontorChip *lifecycle;
  KontorChip *fulfilment;
  GtkLabel *total;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->engine);
  g_free (row);
}

/* What was cancelled, and is not counted, has no other state that matters. */
static void
show_states (Row *row, KontorObject *order)
{
  const char *lifecycle = kontor_object_get_text (order, KONTOR_ORDER_LIFECYCLE);
  gboolean open = g_strcmp0 (lifecycle, "cancelled") != 0;

  kontor_chip_show_payment (row->payment, kontor_object_get_text (order, KONTOR_ORDER_PAYMENT));
  kontor_chip_show_lifecycle (row->lifecycle, lifecycle);
  kontor_chip_show_fulfilment (row->fulfilment, open ? kontor_object_get_text (order, KONTOR_ORDER_FULFILMENT) : NULL);
}

static void
show_order (AdwActionRow *widget, GParamSpec *pspec, KontorObject *order)
{
  Row *row = g_object_get_data (G_OBJECT (widget), "order");
  gint64 placed = kontor_object_get_int (order, KONTOR_ORDER_PLACED_AT);
  g_autoptr (KontorMoney) money = kontor_object_dup_money (order, KONTOR_ORDER_TOTAL);
  g_autofree char *total = kontor_format_money (money);
  g_autofree char *items = kontor_format_items (kontor_object_get_int (order, KONTOR_ORDER_ITEM_COUNT));
  g_autofree char *age = kontor_format_age (placed, kontor_clock_now (kontor_engine_get_clock (row->engine)),
                                            kontor_engine_get_zone (row->engine, kontor_object_get_account (order)));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", items, age);
  const char *number = kontor_object_get_text (order, KONTOR_ORDER_NUMBER);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), number != NULL ? number : "");
  adw_action_row_set_subtitle (row->row, subtitle);
  show_states (row, order);
  gtk_label_set_label (row->total, total);
}

static KontorChip *
add_chip (GtkWidget *chips)
{
  GtkWidget *chip = kontor_chip_new ();

  gtk_widget_set_halign (chip, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (chips), chip);
  return KONTOR_CHIP (chip);
}

static void
add_suffixes (Row *row)
{
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  row->payment = add_chip (chips);
  row->lifecycle = add_chip (chips);
  row->fulfilment = add_chip (chips);
  row->total = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (chips, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (row->total), "numeric");
  gtk_widget_set_margin_start (GTK_WIDGET (row->total), 6);
  adw_action_row_add_suffix (row->row, chips);
  adw_action_row_add_suffix (row->row, GTK_WIDGET (row->total));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  KontorCustomerOrders *self = data;
  Row *row = g_new0 (Row, 1);

  row->engine = g_object_ref (self->engine);
  row->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row->row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row->row), "win.open-object");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row->row), "(sx)", kontor_entity_get_nick (KONTOR_ENTITY_ORDER),
                                    kontor_object_get_id (item));
  add_suffixes (row);
  g_object_set_data_full (G_OBJECT (row->row), "order", row, row_free);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (show_order), row->row, G_CONNECT_SWAPPED);
  show_order (row->row, NULL, item);
  return GTK_WIDGET (row->row);
}

static void
show_count (KontorCustomerOrders *self)
{
  gint64 total = self->results != NULL ? kontor_results_get_total (self->results) : 0;
  g_autofree char *text = total > 0 ? kontor_format_number (total) : g_strdup ("");

  gtk_label_set_label (self->total, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more),
                          self->some != NULL && total > (gint64) gtk_slice_list_model_get_size (self->some));
}

static void
on_more (KontorCustomerOrders *self)
{
  gtk_slice_list_model_set_size (self->some, gtk_slice_list_model_get_size (self->some) + STEP);
  show_count (self);
}

/* By the customer itself, whose name and address change; an order keeps those that it was placed with. */
static KontorQuery *
make_query (KontorObject *customer)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, kontor_object_get_id (customer));
  KontorTerm term = { KONTOR_TERM_FIELD, .field = (char *) "customer", .text = id };

  return kontor_query_new_for_terms (KONTOR_ENTITY_ORDER, kontor_object_get_account (customer), &term, 1);
}

static void
make_results (KontorCustomerOrders *self, KontorEngine *engine)
{
  self->engine = g_object_ref (engine);
  self->results = kontor_results_new (kontor_engine_get_db (engine), kontor_engine_get_identity (engine), NULL);
  self->some = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->results)), 0, STEP);
  g_signal_connect_object (self->results, "notify::total", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->some), make_row, self, NULL);
}

static void
kontor_customer_orders_dispose (GObject *object)
{
  KontorCustomerOrders *self = KONTOR_CUSTOMER_ORDERS (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CUSTOMER_ORDERS);
  g_clear_object (&self->some);
  g_clear_object (&self->results);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_customer_orders_parent_class)->dispose (object);
}

static void
kontor_customer_orders_class_init (KontorCustomerOrdersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_orders_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/customers/kontor-customer-orders.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, list);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, more);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, total);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
kontor_customer_orders_init (KontorCustomerOrders *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_customer_orders_show (KontorCustomerOrders *self, KontorEngine *engine, KontorObject *customer)
{
  g_autoptr (KontorQuery) query = NULL;

  g_return_if_fail (KONTOR_IS_CUSTOMER_ORDERS (self));

  if (self->results == NULL)
    make_results (self, engine);
  query = customer != NULL ? make_query (customer) : NULL;
  kontor_results_set_query (self->results, query);
  show_count (self);
}

GListModel *
kontor_customer_orders_get_results (KontorCustomerOrders *self)
{
  g_return_val_if_fail (KONTOR_IS_CUSTOMER_ORDERS (self), NULL);

  return G_LIST_MODEL (self->results);
}
