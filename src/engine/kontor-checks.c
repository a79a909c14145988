#include "kontor-checks-private.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-refund.h"

typedef gboolean (*CheckFunc) (const KontorOp *op, const KontorRecord *object, GError **error);

typedef struct {
  const char *kind;
  CheckFunc check;
} Check;

gboolean
kontor_check_refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (KONTOR_ERROR, KONTOR_ERROR_INVALID, format, args));
  va_end (args);
  return FALSE;
}

KontorRecord *
kontor_check_get_added (const KontorOp *op, guint field)
{
  if (op->add == NULL || kontor_record_get_length (op->add, field) == 0)
    return NULL;
  return kontor_record_get_member (op->add, field, 0);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return stripped[0] == '\0';
}

static gboolean
check_levels (const KontorOp *op, const KontorRecord *variant, GError **error)
{
  for (guint i = 0; i < kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS); i++) {
    const KontorRecord *change = kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, i);

    if (kontor_record_find_member (variant, KONTOR_VARIANT_LEVELS, kontor_record_get_key (change)) == NULL)
      return kontor_check_refuse (error, _("There is no stock of this at the location “%s”."), kontor_record_get_key (change));
    if (kontor_record_get_int (change, KONTOR_LEVEL_ON_HAND) == 0)
      return kontor_check_refuse (error, _("The stock would not change."));
  }
  return TRUE;
}

static gboolean
check_stock (const KontorOp *op, const KontorRecord *variant, GError **error)
{
  if (op->delta == NULL || kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS) == 0)
    return kontor_check_refuse (error, _("No quantity is given."));
  if (kontor_record_has (variant, KONTOR_VARIANT_MANAGE_STOCK) &&
      !kontor_record_get_bool (variant, KONTOR_VARIANT_MANAGE_STOCK))
    return kontor_check_refuse (error, _("The stock of this is not managed."));
  return check_levels (op, variant, error);
}

static gboolean
check_count (const KontorOp *op, const KontorRecord *variant, GError **error)
{
  const KontorRecord *level = kontor_check_get_added (op, KONTOR_VARIANT_LEVELS);

  if (level == NULL)
    return kontor_check_refuse (error, _("No quantity is given."));
  if (kontor_record_has (variant, KONTOR_VARIANT_MANAGE_STOCK) &&
      !kontor_record_get_bool (variant, KONTOR_VARIANT_MANAGE_STOCK))
    return kontor_check_refuse (error, _("The stock of this is not managed."));
  if (kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND) < 0)
    return kontor_check_refuse (error, _("Less than nothing cannot be counted."));
  return TRUE;
}

static gboolean
check_not_negative (const KontorOp *op, guint field, GError **error)
{
  if (op->set == NULL || kontor_record_is_null (op->set, field) || kontor_record_get_amount (op->set, field) >= 0)
    return TRUE;
  return kontor_check_refuse (error, _("A price cannot be below zero."));
}

static gboolean
check_price (const KontorOp *op, const KontorRecord *variant, GError **error)
{
  return check_not_negative (op, KONTOR_VARIANT_PRICE, error) &&
         check_not_negative (op, KONTOR_VARIANT_SALE_PRICE, error);
}

static gboolean
check_product (const KontorOp *op, const KontorRecord *product, GError **error)
{
  if (op->set == NULL || !kontor_record_has (op->set, KONTOR_PRODUCT_TITLE) ||
      !is_blank (kontor_record_get_text (op->set, KONTOR_PRODUCT_TITLE)))
    return TRUE;
  return kontor_check_refuse (error, _("A product needs a title."));
}

static gboolean
check_new_product (const KontorOp *op, const KontorRecord *product, GError **error)
{
  if (!kontor_record_has (op->set, KONTOR_PRODUCT_TITLE))
    return kontor_check_refuse (error, _("A product needs a title."));
  return check_product (op, product, error);
}

static gboolean
check_new_discount (const KontorOp *op, const KontorRecord *discount, GError **error)
{
  if (is_blank (kontor_record_get_text (op->set, KONTOR_DISCOUNT_CODE)))
    return kontor_check_refuse (error, _("A discount needs a code."));
  return TRUE;
}

static gboolean
check_new_customer (const KontorOp *op, const KontorRecord *customer, GError **error)
{
  if (is_blank (kontor_record_get_text (op->set, KONTOR_CUSTOMER_EMAIL)) &&
      is_blank (kontor_record_get_text (op->set, KONTOR_CUSTOMER_LAST_NAME)))
    return kontor_check_refuse (error, _("A customer needs an e-mail address or a name."));
  return TRUE;
}

static gboolean
check_note (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *note = kontor_check_get_added (op, KONTOR_ORDER_NOTES);

  if (note == NULL || is_blank (kontor_record_get_text (note, KONTOR_NOTE_TEXT)))
    return kontor_check_refuse (error, _("The note is empty."));
  return TRUE;
}

static gboolean
check_refund (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *refund = kontor_check_get_added (op, KONTOR_ORDER_REFUNDS);
  gint64 paid = kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL);
  gint64 left = paid - kontor_record_get_amount (order, KONTOR_ORDER_REFUNDED_TOTAL);
  gint64 amount = refund != NULL ? kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT) : 0;
  const char *payment = refund != NULL ? kontor_record_get_text (refund, KONTOR_REFUND_PAYMENT_KEY) : NULL;

  if (amount <= 0)
    return kontor_check_refuse (error, _("No amount is given."));
  if (paid <= 0)
    return kontor_check_refuse (error, _("Nothing was paid yet. If it was, mark the order as paid first."));
  if (amount > left)
    return kontor_check_refuse (error, _("That is more than was paid and is not refunded yet."));
  if (payment != NULL && amount > kontor_refund_get_payment_remainder (order, payment))
    return kontor_check_refuse (error, _("That is more than is left of this payment."));
  return TRUE;
}

static gboolean
check_payment (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *payment = kontor_check_get_added (op, KONTOR_ORDER_PAYMENTS);

  if (payment == NULL)
    return kontor_check_refuse (error, _("There is no payment to do this to."));
  if (kontor_record_is_null (payment, KONTOR_PAYMENT_AUTHORIZED) ||
      kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) <=
          kontor_record_get_amount (payment, KONTOR_PAYMENT_AUTHORIZED))
    return TRUE;
  return kontor_check_refuse (error, _("That is more than was authorized."));
}

static gboolean
check_paid (const KontorOp *op, const KontorRecord *order, GError **error)
{
  gint64 open =
      kontor_record_get_amount (order, KONTOR_ORDER_TOTAL) - kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL);

  if (open > 0)
    return TRUE;
  return kontor_check_refuse (error, _("The order is paid already."));
}

static gboolean
check_cancel (const KontorOp *op, const KontorRecord *order, GError **error)
{
  if (g_strcmp0 (kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE), "cancelled") != 0)
    return TRUE;
  return kontor_check_refuse (error, _("The order is cancelled already."));
}

static gboolean
check_fulfilment_line (const KontorRecord *line, const KontorRecord *order, GError **error)
{
  const KontorRecord *ordered = kontor_record_find_member (order, KONTOR_ORDER_LINES, kontor_record_get_key (line));
  gint64 quantity = kontor_record_get_int (line, KONTOR_FULFILMENT_LINE_QUANTITY), left;

  if (ordered == NULL)
    return kontor_check_refuse (error, _("The order has no such line."));
  left = kontor_record_get_int (ordered, KONTOR_LINE_QUANTITY) - kontor_record_get_int (ordered, KONTOR_LINE_FULFILLED);
  if (quantity > 0 && quantity <= left)
    return TRUE;
  return kontor_check_refuse (error, _("Of “%s” %" PRId64 " are left to fulfil."),
                              kontor_record_get_text (ordered, KONTOR_LINE_NAME), MAX (left, 0));
}

static gboolean
check_fulfilment (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const KontorRecord *fulfilment = kontor_check_get_added (op, KONTOR_ORDER_FULFILMENTS);

  if (fulfilment == NULL || kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES) == 0)
    return kontor_check_refuse (error, _("There is nothing left to fulfil."));
  for (guint i = 0; i < kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES); i++)
    if (!check_fulfilment_line (kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_LINES, i), order, error))
      return FALSE;
  return TRUE;
}

static const Check checks[] = {
  { "adjust-stock", check_stock },
  { "count-stock", check_count },
  { "set-price", check_price },
  { "set-product", check_product },
  { "create-product", check_new_product },
  { "create-discount", check_new_discount },
  { "create-customer", check_new_customer },
  { "add-note", check_note },
  { "send-note", check_note },
  { "refund-order", check_refund },
  { "capture-payment", check_payment },
  { "void-payment", check_payment },
  { "mark-paid", check_paid },
  { "cancel-order", check_cancel },
  { "create-fulfilment", check_fulfilment },
  { "mark-delivered", kontor_check_delivered },
  { "create-return", kontor_check_new_return },
  { "set-return", kontor_check_return },
  { "create-exchange", kontor_check_exchange },
  { "create-claim", kontor_check_claim },
};

static gboolean
check_fields (const KontorRecord *change, GError **error)
{
  const KontorRecordType *type;

  if (change == NULL)
    return TRUE;
  type = kontor_record_get_record_type (change);
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (change, i) && (type->fields[i].flags & KONTOR_FIELD_DERIVED) != 0)
      return kontor_check_refuse (error, _("“%s” follows from other values and cannot be set."), type->fields[i].name);
  return TRUE;
}

static gboolean
check_something (const KontorOp *op, GError **error)
{
  if (op->kind->op_class != KONTOR_OP_SET || op->set != NULL || op->delta != NULL || op->add != NULL ||
      op->remove != NULL)
    return TRUE;
  return kontor_check_refuse (error, _("Nothing would change."));
}

gboolean
kontor_check_op (const KontorOp *op, const KontorRecord *object, GError **error)
{
  if (!check_something (op, error) || !check_fields (op->set, error) || !check_fields (op->delta, error))
    return FALSE;
  if (op->kind->op_class == KONTOR_OP_CREATE && op->set == NULL && op->add == NULL)
    return kontor_check_refuse (error, _("Nothing is given of what is to be created."));
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].kind, op->kind->name))
      return checks[i].check (op, object, error);
  return TRUE;
}
