#include "kontor-order-receipts.h"

#include <glib/gi18n.h>

#include "kontor-amount-row.h"
#include "kontor-format.h"

struct _KontorOrderReceipts {
  KontorOrderPart parent_instance;

  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (KontorOrderReceipts, kontor_order_receipts, KONTOR_TYPE_ORDER_PART)

static const guint fields[] = { KONTOR_ORDER_CURRENCY, KONTOR_ORDER_PAYMENTS, KONTOR_ORDER_REFUNDS };

/* @part: (transfer full) (nullable) */
static void
append_part (GString *text, char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  g_free (part);
}

static char *
format_instant (KontorOrderReceipts *self, const KontorRecord *record, guint field)
{
  return kontor_format_instant (kontor_record_get_int (record, field),
                                kontor_order_part_get_zone (KONTOR_ORDER_PART (self)));
}

/* (nullable): what a gateway calls it, where that is a word of its own. */
static const char *
name_status (const char *status)
{
  static const struct {
    const char *status;
    const char *name;
  } names[] = {
    { "paid", NC_("payment", "paid") },
    { "pending", NC_("payment", "pending") },
    { "failed", NC_("payment", "failed") },
    { "expired", NC_("payment", "expired") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i].status, status) == 0)
      return g_dpgettext2 (NULL, "payment", names[i].name);
  return status;
}

static char *
describe_authorized (KontorOrderReceipts *self, const KontorRecord *payment)
{
  gint64 authorized = kontor_record_get_amount (payment, KONTOR_PAYMENT_AUTHORIZED);
  g_autofree char *amount = NULL;

  if (kontor_record_get_bool (payment, KONTOR_PAYMENT_VOIDED))
    return g_strdup (_("voided"));
  if (authorized <= kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED))
    return NULL;
  amount = kontor_order_part_format (KONTOR_ORDER_PART (self), authorized);
  return g_strdup_printf (_("%s authorized"), amount);
}

static char *
describe_refunded (KontorOrderReceipts *self, const KontorRecord *payment)
{
  g_autofree char *amount = NULL;

  if (kontor_record_get_amount (payment, KONTOR_PAYMENT_REFUNDED) == 0)
    return NULL;
  amount = kontor_order_part_format_amount (KONTOR_ORDER_PART (self), payment, KONTOR_PAYMENT_REFUNDED);
  return g_strdup_printf (_("%s refunded"), amount);
}

static char *
describe_payment (KontorOrderReceipts *self, const KontorRecord *payment)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_part (text, g_strdup (name_status (kontor_record_get_text (payment, KONTOR_PAYMENT_STATUS))));
  append_part (text, describe_authorized (self, payment));
  append_part (text, describe_refunded (self, payment));
  append_part (text, format_instant (self, payment, KONTOR_PAYMENT_PAID_AT));
  append_part (text, g_strdup (kontor_record_get_text (payment, KONTOR_PAYMENT_REFERENCE)));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_row (KontorOrderReceipts *self, const char *label, const char *detail, const char *amount)
{
  gtk_box_append (self->rows, kontor_amount_row_new (label, detail, amount));
}

/* A payment that was captured in one go says so in its own row. */
static void
add_captures (KontorOrderReceipts *self, const KontorRecord *payment)
{
  guint n = kontor_record_get_length (payment, KONTOR_PAYMENT_CAPTURES);

  for (guint i = 0; n > 1 && i < n; i++) {
    const KontorRecord *capture = kontor_record_get_member (payment, KONTOR_PAYMENT_CAPTURES, i);
    g_autofree char *amount =
        kontor_order_part_format_amount (KONTOR_ORDER_PART (self), capture, KONTOR_CAPTURE_AMOUNT);
    g_autofree char *at = format_instant (self, capture, KONTOR_CAPTURE_AT);
    g_autofree char *detail = g_strdup_printf (_("%s captured"), amount);

    add_row (self, "", detail, "");
    gtk_widget_set_tooltip_text (gtk_widget_get_last_child (GTK_WIDGET (self->rows)), at);
  }
}

static void
add_payment (KontorOrderReceipts *self, const KontorRecord *payment)
{
  const char *title = kontor_record_get_text (payment, KONTOR_PAYMENT_TITLE);
  g_autofree char *detail = describe_payment (self, payment);
  g_autofree char *amount =
      kontor_order_part_format_amount (KONTOR_ORDER_PART (self), payment, KONTOR_PAYMENT_CAPTURED);

  if (title == NULL || title[0] == '\0')
    title = kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY);
  add_row (self, title != NULL ? title : _("Payment"), detail, amount);
  add_captures (self, payment);
}

static void
add_refund (KontorOrderReceipts *self, const KontorRecord *refund)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *amount =
      kontor_order_part_format (KONTOR_ORDER_PART (self), -kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT));

  append_part (text, g_strdup (kontor_record_get_text (refund, KONTOR_REFUND_REASON)));
  append_part (text, format_instant (self, refund, KONTOR_REFUND_AT));
  if (!kontor_record_get_bool (refund, KONTOR_REFUND_BY_GATEWAY))
    append_part (text, g_strdup (_("noted only; the money went another way")));
  add_row (self, _("Refund"), text->str, amount);
}

static void
kontor_order_receipts_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderReceipts *self = KONTOR_ORDER_RECEIPTS (part);
  guint n_payments = kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS);
  guint n_refunds = kontor_record_get_length (order, KONTOR_ORDER_REFUNDS);

  if (!kontor_order_part_differs (order, before, fields, G_N_ELEMENTS (fields)))
    return;
  kontor_order_part_clear_box (self->rows);
  for (guint i = 0; i < n_payments; i++)
    add_payment (self, kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i));
  for (guint i = 0; i < n_refunds; i++)
    add_refund (self, kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i));
  gtk_widget_set_visible (GTK_WIDGET (self), n_payments + n_refunds > 0);
}

static void
kontor_order_receipts_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_RECEIPTS);

  G_OBJECT_CLASS (kontor_order_receipts_parent_class)->dispose (object);
}

static void
kontor_order_receipts_class_init (KontorOrderReceiptsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_receipts_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_receipts_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-receipts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderReceipts, rows);
}

static void
kontor_order_receipts_init (KontorOrderReceipts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
