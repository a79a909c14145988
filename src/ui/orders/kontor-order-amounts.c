#include "kontor-order-amounts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-amount-row.h"

/* A difference below a tenth of the currency's unit came from rounding. */
#define MOST_ROUNDING (KONTOR_MONEY_UNIT / 10)

struct _KontorOrderAmounts {
  KontorOrderPart parent_instance;

  GtkLabel *basis;
  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (KontorOrderAmounts, kontor_order_amounts, KONTOR_TYPE_ORDER_PART)

static const guint fields[] = {
  KONTOR_ORDER_CURRENCY,
  KONTOR_ORDER_TOTAL,
  KONTOR_ORDER_SUBTOTAL,
  KONTOR_ORDER_DISCOUNT_TOTAL,
  KONTOR_ORDER_SHIPPING_TOTAL,
  KONTOR_ORDER_FEE_TOTAL,
  KONTOR_ORDER_TAX_TOTAL,
  KONTOR_ORDER_PAID_TOTAL,
  KONTOR_ORDER_REFUNDED_TOTAL,
  KONTOR_ORDER_LIFECYCLE,
  KONTOR_ORDER_SHIPPING_LINES,
  KONTOR_ORDER_FEES,
  KONTOR_ORDER_TAXES,
  KONTOR_ORDER_DISCOUNTS,
  KONTOR_ORDER_PRICES_INCLUDE_TAX,
};

static void
add (KontorOrderAmounts *self, const char *label, const char *detail, gint64 amount)
{
  g_autofree char *text = kontor_order_part_format (KONTOR_ORDER_PART (self), amount);

  gtk_box_append (self->rows, kontor_amount_row_new (label, detail, text));
}

static void
add_sum (KontorOrderAmounts *self, const char *label, gint64 amount)
{
  gtk_box_append (self->rows, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add (self, label, NULL, amount);
  kontor_amount_row_set_sum (KONTOR_AMOUNT_ROW (gtk_widget_get_last_child (GTK_WIDGET (self->rows))));
}

/* A shop that only knows the sum has no list, or an empty one. */
static void
add_discounts (KontorOrderAmounts *self, const KontorRecord *order)
{
  guint n = kontor_record_get_length (order, KONTOR_ORDER_DISCOUNTS);

  for (guint i = 0; i < n; i++) {
    const KontorRecord *discount = kontor_record_get_member (order, KONTOR_ORDER_DISCOUNTS, i);
    const char *code = kontor_record_get_text (discount, KONTOR_ORDER_DISCOUNT_CODE);

    add (self, _("Discount"), code, -kontor_record_get_amount (discount, KONTOR_ORDER_DISCOUNT_AMOUNT));
  }
  if (n == 0 && kontor_record_get_amount (order, KONTOR_ORDER_DISCOUNT_TOTAL) != 0)
    add (self, _("Discount"), NULL, -kontor_record_get_amount (order, KONTOR_ORDER_DISCOUNT_TOTAL));
}

static void
add_shipping (KontorOrderAmounts *self, const KontorRecord *order)
{
  guint n = kontor_record_get_length (order, KONTOR_ORDER_SHIPPING_LINES);

  for (guint i = 0; i < n; i++) {
    const KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_SHIPPING_LINES, i);

    add (self, _("Shipping"), kontor_record_get_text (line, KONTOR_SHIPPING_LINE_TITLE),
         kontor_record_get_amount (line, KONTOR_SHIPPING_LINE_NET));
  }
  if (n == 0 && kontor_record_get_amount (order, KONTOR_ORDER_SHIPPING_TOTAL) != 0)
    add (self, _("Shipping"), NULL, kontor_record_get_amount (order, KONTOR_ORDER_SHIPPING_TOTAL));
}

static void
add_fees (KontorOrderAmounts *self, const KontorRecord *order)
{
  guint n = kontor_record_get_length (order, KONTOR_ORDER_FEES);

  for (guint i = 0; i < n; i++) {
    const KontorRecord *fee = kontor_record_get_member (order, KONTOR_ORDER_FEES, i);
    const char *name = kontor_record_get_text (fee, KONTOR_FEE_NAME);

    add (self, name != NULL && name[0] != '\0' ? name : _("Fee"), NULL, kontor_record_get_amount (fee, KONTOR_FEE_NET));
  }
  if (n == 0 && kontor_record_get_amount (order, KONTOR_ORDER_FEE_TOTAL) != 0)
    add (self, _("Fees"), NULL, kontor_record_get_amount (order, KONTOR_ORDER_FEE_TOTAL));
}

/* "VAT 19 %" says the rate already, "VAT" does not. */
static char *
name_tax (const KontorRecord *tax)
{
  const char *label = kontor_record_get_text (tax, KONTOR_ORDER_TAX_LABEL);
  const char *rate = kontor_record_get_text (tax, KONTOR_ORDER_TAX_RATE);

  if (label == NULL || label[0] == '\0')
    label = _("Tax");
  if (rate == NULL || rate[0] == '\0' || strstr (label, rate) != NULL)
    return g_strdup (label);
  /* Translators: the name of a tax and its rate */
  return g_strdup_printf (_("%s %s %%"), label, rate);
}

static void
add_tax (KontorOrderAmounts *self, const KontorRecord *tax)
{
  gint64 on_shipping = kontor_record_get_amount (tax, KONTOR_ORDER_TAX_SHIPPING_AMOUNT);
  g_autofree char *name = name_tax (tax);
  g_autofree char *shipping =
      kontor_order_part_format_amount (KONTOR_ORDER_PART (self), tax, KONTOR_ORDER_TAX_SHIPPING_AMOUNT);
  g_autofree char *detail = on_shipping != 0 ? g_strdup_printf (_("%s of it on shipping"), shipping) : NULL;
  gint64 amount;

  if (kontor_amount_add (kontor_record_get_amount (tax, KONTOR_ORDER_TAX_AMOUNT), on_shipping, &amount, NULL))
    add (self, name, detail, amount);
}

static void
add_taxes (KontorOrderAmounts *self, const KontorRecord *order)
{
  guint n = kontor_record_get_length (order, KONTOR_ORDER_TAXES);

  for (guint i = 0; i < n; i++)
    add_tax (self, kontor_record_get_member (order, KONTOR_ORDER_TAXES, i));
  if (n == 0 && !kontor_record_is_null (order, KONTOR_ORDER_TAX_TOTAL))
    add (self, _("Tax"), NULL, kontor_record_get_amount (order, KONTOR_ORDER_TAX_TOTAL));
}

/* What the shop's total has beyond its own parts is said, not hidden. */
static void
add_difference (KontorOrderAmounts *self, const KontorRecord *order)
{
  static const struct {
    guint field;
    int sign;
  } parts[] = {
    { KONTOR_ORDER_SUBTOTAL, -1 },
    { KONTOR_ORDER_DISCOUNT_TOTAL, 1 },
    { KONTOR_ORDER_SHIPPING_TOTAL, -1 },
    { KONTOR_ORDER_FEE_TOTAL, -1 },
    { KONTOR_ORDER_TAX_TOTAL, -1 },
  };
  gint64 left = kontor_record_get_amount (order, KONTOR_ORDER_TOTAL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (kontor_record_is_null (order, parts[i].field) ||
        !kontor_amount_add (left, parts[i].sign * kontor_record_get_amount (order, parts[i].field), &left, NULL))
      return;
  left = kontor_amount_round (left, kontor_currency_get_decimals (kontor_record_get_text (order, KONTOR_ORDER_CURRENCY)));
  if (left != 0)
    add (self, ABS (left) <= MOST_ROUNDING ? _("Rounding") : _("Other"), NULL, left);
}

/* What is open of a refunded order has been given up with the refund: total − refunded − (paid − refunded). */
static void
add_balance (KontorOrderAmounts *self, const KontorRecord *order)
{
  gint64 paid = kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL);
  gint64 refunded = kontor_record_get_amount (order, KONTOR_ORDER_REFUNDED_TOTAL), open;

  add (self, _("Paid"), NULL, paid);
  if (refunded != 0)
    add (self, _("Refunded"), NULL, -refunded);
  if (!kontor_amount_add (kontor_record_get_amount (order, KONTOR_ORDER_TOTAL), -paid, &open, NULL))
    return;
  if (open > 0 && g_strcmp0 (kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE), "cancelled") != 0)
    add_sum (self, _("Still to Pay"), open);
  else if (open < 0 && refunded < -open)
    add_sum (self, _("Paid Too Much"), -(open + refunded));
}

static void
show_basis (KontorOrderAmounts *self, const KontorRecord *order)
{
  gboolean included = kontor_record_get_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX);

  gtk_label_set_label (self->basis, included ? _("without tax, which the shop’s prices include")
                                             : _("without tax, which is added to the prices"));
}

static void
kontor_order_amounts_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderAmounts *self = KONTOR_ORDER_AMOUNTS (part);

  if (!kontor_order_part_differs (order, before, fields, G_N_ELEMENTS (fields)))
    return;
  kontor_order_part_clear_box (self->rows);
  show_basis (self, order);
  if (!kontor_record_is_null (order, KONTOR_ORDER_SUBTOTAL))
    add (self, _("Subtotal"), NULL, kontor_record_get_amount (order, KONTOR_ORDER_SUBTOTAL));
  add_discounts (self, order);
  add_shipping (self, order);
  add_fees (self, order);
  add_taxes (self, order);
  add_difference (self, order);
  add_sum (self, _("Total"), kontor_record_get_amount (order, KONTOR_ORDER_TOTAL));
  add_balance (self, order);
}

static void
kontor_order_amounts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_AMOUNTS);

  G_OBJECT_CLASS (kontor_order_amounts_parent_class)->dispose (object);
}

static void
kontor_order_amounts_class_init (KontorOrderAmountsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_amounts_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_amounts_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-amounts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderAmounts, basis);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderAmounts, rows);
}

static void
kontor_order_amounts_init (KontorOrderAmounts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
