#include "kontor-order-line-row.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-picture.h"

struct _KontorOrderLineRow {
  GtkListBoxRow parent_instance;

  KontorOrderPart *part; /* (unowned) */
  KontorMember *line;    /* (owned) */

  KontorPicture *picture;
  GtkLabel *name;
  GtkLabel *variant;
  GtkLabel *options;
  GtkLabel *sku;
  GtkLabel *states;
  GtkLabel *total;
  GtkLabel *price;
  GtkLabel *discounted;
};

G_DEFINE_FINAL_TYPE (KontorOrderLineRow, kontor_order_line_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static char *
list_options (const KontorRecord *line)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < kontor_record_get_length (line, KONTOR_LINE_OPTIONS); i++) {
    const KontorRecord *option = kontor_record_get_member (line, KONTOR_LINE_OPTIONS, i);
    const char *name = kontor_record_get_text (option, KONTOR_LINE_OPTION_NAME);
    const char *value = kontor_record_get_text (option, KONTOR_LINE_OPTION_VALUE);

    g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? "\n" : "", name != NULL ? name : "",
                            name != NULL && value != NULL ? ": " : "", value != NULL ? value : "");
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* @words: (transfer full) */
static void
append (GString *text, gint64 count, char *words)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

/* Translators of these: how many units of an order's line, and of how many. */
static char *
list_states (const KontorRecord *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  gint64 fulfilled = kontor_record_get_int (line, KONTOR_LINE_FULFILLED);
  gint64 refunded = kontor_record_get_int (line, KONTOR_LINE_REFUNDED);
  gint64 requested = kontor_record_get_int (line, KONTOR_LINE_RETURN_REQUESTED);
  gint64 returned = kontor_record_get_int (line, KONTOR_LINE_RETURN_RECEIVED) +
                    kontor_record_get_int (line, KONTOR_LINE_RETURN_DISMISSED);

  append (text, fulfilled, g_strdup_printf (_("%1$d of %2$d fulfilled"), (int) fulfilled, (int) quantity));
  append (text, refunded, g_strdup_printf (_("%1$d of %2$d refunded"), (int) refunded, (int) quantity));
  append (text, requested, g_strdup_printf (_("return of %1$d of %2$d requested"), (int) requested, (int) quantity));
  append (text, returned, g_strdup_printf (_("%1$d of %2$d returned"), (int) returned, (int) quantity));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* With tax where the shop's prices include it, as its customers know them. */
static char *
format_total (KontorOrderLineRow *self, const KontorRecord *line)
{
  KontorRecord *order = kontor_order_part_get_record (self->part);
  gint64 total = kontor_record_get_amount (line, KONTOR_LINE_NET);

  if (kontor_record_is_null (line, KONTOR_LINE_NET))
    return g_strdup ("");
  if (kontor_record_get_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX) &&
      !kontor_amount_add (total, kontor_record_get_amount (line, KONTOR_LINE_TAX), &total, NULL))
    return g_strdup ("");
  return kontor_order_part_format (self->part, total);
}

static void
show_amounts (KontorOrderLineRow *self, const KontorRecord *line)
{
  g_autofree char *quantity = kontor_format_number (kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
  g_autofree char *unit = kontor_order_part_format_amount (self->part, line, KONTOR_LINE_UNIT_PRICE);
  g_autofree char *total = format_total (self, line);
  /* Translators: a quantity, and the price of one */
  g_autofree char *price = unit[0] != '\0' ? g_strdup_printf (_("%s × %s"), quantity, unit) : g_strdup (quantity);

  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->price, price);
  gtk_widget_set_visible (GTK_WIDGET (self->discounted), kontor_record_get_amount (line, KONTOR_LINE_NET) <
                                                             kontor_record_get_amount (line, KONTOR_LINE_SUBTOTAL));
}

static void
show (KontorOrderLineRow *self)
{
  const KontorRecord *line = kontor_member_get_record (self->line);
  const char *name = kontor_record_get_text (line, KONTOR_LINE_NAME);
  g_autofree char *options = list_options (line);
  g_autofree char *states = list_states (line);

  show_text (self->name, name != NULL ? name : _("Unnamed Item"));
  show_text (self->variant, kontor_record_get_text (line, KONTOR_LINE_VARIANT_NAME));
  show_text (self->options, options);
  show_text (self->sku, kontor_record_get_text (line, KONTOR_LINE_SKU));
  show_text (self->states, states);
  show_amounts (self, line);
  kontor_picture_set_source (self->picture,
                             kontor_object_get_account (kontor_order_part_get_order (self->part)),
                             kontor_record_get_text (line, KONTOR_LINE_PICTURE_URL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), kontor_order_line_row_get_product (self) != 0);
}

static void
kontor_order_line_row_dispose (GObject *object)
{
  KontorOrderLineRow *self = KONTOR_ORDER_LINE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_LINE_ROW);
  g_clear_object (&self->line);

  G_OBJECT_CLASS (kontor_order_line_row_parent_class)->dispose (object);
}

static void
kontor_order_line_row_class_init (KontorOrderLineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_line_row_dispose;

  g_type_ensure (KONTOR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-line-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, discounted);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, name);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, options);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, picture);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, price);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, sku);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, states);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, total);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderLineRow, variant);
}

static void
kontor_order_line_row_init (KontorOrderLineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_order_line_row_new (KontorOrderPart *part, KontorMember *line)
{
  KontorOrderLineRow *self = g_object_new (KONTOR_TYPE_ORDER_LINE_ROW, NULL);

  self->part = part;
  self->line = g_object_ref (line);
  kontor_picture_set_engine (self->picture, kontor_order_part_get_engine (part));
  g_signal_connect_object (line, "notify::record", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

gint64
kontor_order_line_row_get_product (KontorOrderLineRow *self)
{
  g_return_val_if_fail (KONTOR_IS_ORDER_LINE_ROW (self), 0);

  return kontor_record_get_ref (kontor_member_get_record (self->line), KONTOR_LINE_PRODUCT);
}
