#include "kontor-prepare-private.h"

#include <glib/gi18n.h>

typedef gboolean (*PrepareFunc) (KontorOp *op, const KontorRecord *row, gint64 now, GError **error);

typedef struct {
  const char *kind;
  PrepareFunc prepare;
} Prepare;

gboolean
kontor_prepare_refuse (GError **error, const char *message)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, message);
  return FALSE;
}

KontorRecord *
kontor_prepare_change (KontorRecord **slot, const KontorOp *op)
{
  if (*slot == NULL)
    *slot = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  return *slot;
}

static gboolean
parse_amount (const KontorOp *op, const char *name, gint64 fallback, gint64 *amount, GError **error)
{
  const char *text = kontor_op_get_arg (op, name);

  *amount = fallback;
  return text == NULL || kontor_decimal_parse (text, amount, NULL, error);
}

static gboolean
parse_quantity (const char *text, gint64 *quantity, GError **error)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64 + 1, G_MAXINT64, quantity, NULL) ||
         kontor_prepare_refuse (error, _("That is no quantity."));
}

/* (nullable): the one that is named, or the only one. */
static const char *
find_location (const KontorOp *op, const KontorRecord *variant, GError **error)
{
  const char *location = kontor_op_get_arg (op, "location");

  if (location == NULL && kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS) == 1)
    location = kontor_record_get_key (kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, 0));
  if (location == NULL)
    kontor_prepare_refuse (error, _("Say at which location."));
  return location;
}

static gboolean
prepare_stock (KontorOp *op, const KontorRecord *variant, gint64 now, GError **error)
{
  const char *by = kontor_op_get_arg (op, "by"), *location;
  KontorRecord *level;
  gint64 quantity;

  if (op->delta != NULL || by == NULL)
    return TRUE;
  if (!parse_quantity (by, &quantity, error))
    return FALSE;
  location = find_location (op, variant, error);
  if (location == NULL)
    return FALSE;
  level = kontor_record_new (&kontor_level_type);
  kontor_record_set_key (level, location);
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, quantity);
  kontor_record_take_member (kontor_prepare_change (&op->delta, op), KONTOR_VARIANT_LEVELS, level);
  return TRUE;
}

/* What was counted, in the place of what is said to be there. */
static gboolean
prepare_count (KontorOp *op, const KontorRecord *variant, gint64 now, GError **error)
{
  const char *counted = kontor_op_get_arg (op, "quantity"), *location;
  KontorRecord *before, *level;
  gint64 quantity;

  if (op->add != NULL || counted == NULL)
    return TRUE;
  if (!parse_quantity (counted, &quantity, error))
    return FALSE;
  location = find_location (op, variant, error);
  if (location == NULL)
    return FALSE;
  before = kontor_record_find_member (variant, KONTOR_VARIANT_LEVELS, location);
  level = before != NULL ? kontor_record_copy (before) : kontor_record_new (&kontor_level_type);
  kontor_record_set_key (level, location);
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, quantity);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_VARIANT_LEVELS, level);
  if (before != NULL)
    kontor_record_take_member (kontor_prepare_change (&op->remove, op), KONTOR_VARIANT_LEVELS, kontor_record_ref (before));
  return TRUE;
}

/* Those of other currencies take the place of what was there, which undo puts back. */
static void
replace_prices (KontorOp *op, const KontorRecord *variant)
{
  for (guint i = 0; op->add != NULL && op->remove == NULL && i < kontor_record_get_length (op->add, KONTOR_VARIANT_PRICES); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (op->add, KONTOR_VARIANT_PRICES, i));
    KontorRecord *before = kontor_record_find_member (variant, KONTOR_VARIANT_PRICES, key);

    if (before != NULL)
      kontor_record_take_member (kontor_prepare_change (&op->remove, op), KONTOR_VARIANT_PRICES, kontor_record_ref (before));
  }
}

static gboolean
prepare_price (KontorOp *op, const KontorRecord *variant, gint64 now, GError **error)
{
  const char *currency = kontor_op_get_arg (op, "currency");

  replace_prices (op, variant);
  if (currency == NULL || kontor_record_is_null (variant, KONTOR_VARIANT_CURRENCY) ||
      g_str_equal (currency, kontor_record_get_text (variant, KONTOR_VARIANT_CURRENCY)))
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The prices of this are in %s."),
               kontor_record_get_text (variant, KONTOR_VARIANT_CURRENCY));
  return FALSE;
}

static gboolean
prepare_trash (KontorOp *op, const KontorRecord *row, gint64 now, GError **error)
{
  int status = kontor_record_type_find (kontor_record_get_record_type (row), "status");

  if (op->set == NULL && status >= 0)
    kontor_record_set_text (kontor_prepare_change (&op->set, op), (guint) status, "trash");
  return TRUE;
}

static gboolean
prepare_note (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  g_autoptr (KontorRecord) note = NULL;

  if (op->add == NULL || kontor_record_get_length (op->add, KONTOR_ORDER_NOTES) != 1)
    return kontor_prepare_refuse (error, _("The note is empty."));
  note = kontor_record_copy (kontor_record_get_member (op->add, KONTOR_ORDER_NOTES, 0));
  kontor_record_set_int (note, KONTOR_NOTE_AT, now);
  kontor_record_set_bool (note, KONTOR_NOTE_TO_CUSTOMER, g_str_equal (op->kind->name, "send-note"));
  g_clear_pointer (&op->add, kontor_record_unref);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_ORDER_NOTES, g_steal_pointer (&note));
  return TRUE;
}

static KontorRecord *
find_payment (const KontorOp *op, const KontorRecord *order, GError **error)
{
  const char *key = kontor_op_get_arg (op, "payment");
  KontorRecord *payment = NULL;

  if (key != NULL)
    payment = kontor_record_find_member (order, KONTOR_ORDER_PAYMENTS, key);
  else if (kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS) == 1)
    payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0);
  if (payment == NULL)
    kontor_prepare_refuse (error, _("Say which payment."));
  return payment;
}

static void
replace_payment (KontorOp *op, KontorRecord *before, KontorRecord *after)
{
  kontor_record_take_member (kontor_prepare_change (&op->remove, op), KONTOR_ORDER_PAYMENTS, kontor_record_ref (before));
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_ORDER_PAYMENTS, after);
}

static gboolean
prepare_capture (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  KontorRecord *payment, *captured;
  gint64 amount, done;

  if (op->add != NULL)
    return TRUE;
  payment = find_payment (op, order, error);
  if (payment == NULL)
    return FALSE;
  done = kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED);
  if (!parse_amount (op, "amount", kontor_record_get_amount (payment, KONTOR_PAYMENT_AUTHORIZED) - done, &amount,
                     error))
    return FALSE;
  if (amount <= 0)
    return kontor_prepare_refuse (error, _("There is nothing to capture."));
  captured = kontor_record_copy (payment);
  kontor_record_set_amount (captured, KONTOR_PAYMENT_CAPTURED, done + amount);
  replace_payment (op, payment, captured);
  return TRUE;
}

static gboolean
prepare_void (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  KontorRecord *payment, *voided;

  if (op->add != NULL)
    return TRUE;
  payment = find_payment (op, order, error);
  if (payment == NULL)
    return FALSE;
  if (kontor_record_get_bool (payment, KONTOR_PAYMENT_VOIDED) ||
      kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) != 0)
    return kontor_prepare_refuse (error, _("This payment cannot be voided (any more)."));
  voided = kontor_record_copy (payment);
  kontor_record_set_bool (voided, KONTOR_PAYMENT_VOIDED, TRUE);
  replace_payment (op, payment, voided);
  return TRUE;
}

static gboolean
prepare_paid (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  gint64 open =
      kontor_record_get_amount (order, KONTOR_ORDER_TOTAL) - kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL);
  KontorRecord *payment;

  if (op->add != NULL)
    return TRUE;
  payment = kontor_record_new (&kontor_payment_type);
  kontor_record_set_text (payment, KONTOR_PAYMENT_GATEWAY, "manual");
  kontor_record_set_text (payment, KONTOR_PAYMENT_TITLE, kontor_record_get_text (order, KONTOR_ORDER_PAYMENT_METHOD));
  kontor_record_set_amount (payment, KONTOR_PAYMENT_AUTHORIZED, open);
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, open);
  kontor_record_set_int (payment, KONTOR_PAYMENT_PAID_AT, now);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_ORDER_PAYMENTS, payment);
  return TRUE;
}

static gboolean
prepare_cancel (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  if (op->set == NULL)
    kontor_record_set_text (kontor_prepare_change (&op->set, op), KONTOR_ORDER_LIFECYCLE, "cancelled");
  return TRUE;
}

static void
add_open_lines (KontorRecord *fulfilment, const KontorRecord *order)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    const KontorRecord *ordered = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    gint64 left = kontor_record_get_int (ordered, KONTOR_LINE_QUANTITY) -
                  kontor_record_get_int (ordered, KONTOR_LINE_FULFILLED) -
                  kontor_record_get_int (ordered, KONTOR_LINE_REFUNDED);
    KontorRecord *line;

    if (left <= 0)
      continue;
    line = kontor_record_new (&kontor_fulfilment_line_type);
    kontor_record_set_key (line, kontor_record_get_key (ordered));
    kontor_record_set_int (line, KONTOR_FULFILMENT_LINE_QUANTITY, left);
    kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, line);
  }
}

static gboolean
prepare_fulfilment (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  g_autoptr (KontorRecord) fulfilment = NULL;

  if (op->add != NULL && kontor_record_get_length (op->add, KONTOR_ORDER_FULFILMENTS) > 0)
    fulfilment = kontor_record_copy (kontor_record_get_member (op->add, KONTOR_ORDER_FULFILMENTS, 0));
  else
    fulfilment = kontor_record_new (&kontor_fulfilment_type);
  if (kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES) == 0)
    add_open_lines (fulfilment, order);
  if (kontor_record_is_null (fulfilment, KONTOR_FULFILMENT_STATUS))
    kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "shipped");
  kontor_record_set_int (fulfilment, KONTOR_FULFILMENT_CREATED_AT, now);
  g_clear_pointer (&op->add, kontor_record_unref);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_ORDER_FULFILMENTS, g_steal_pointer (&fulfilment));
  return TRUE;
}

static gboolean
prepare_refund (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  g_autoptr (KontorRecord) refund = NULL;

  if (op->add == NULL || kontor_record_get_length (op->add, KONTOR_ORDER_REFUNDS) != 1)
    return kontor_prepare_refuse (error, _("No amount is given."));
  refund = kontor_record_copy (kontor_record_get_member (op->add, KONTOR_ORDER_REFUNDS, 0));
  kontor_record_set_int (refund, KONTOR_REFUND_AT, now);
  g_clear_pointer (&op->add, kontor_record_unref);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_ORDER_REFUNDS, g_steal_pointer (&refund));
  return TRUE;
}

static const Prepare prepares[] = {
  { "adjust-stock", prepare_stock },
  { "count-stock", prepare_count },
  { "set-price", prepare_price },
  { "trash-product", prepare_trash },
  { "trash-discount", prepare_trash },
  { "add-note", prepare_note },
  { "send-note", prepare_note },
  { "capture-payment", prepare_capture },
  { "void-payment", prepare_void },
  { "mark-paid", prepare_paid },
  { "cancel-order", prepare_cancel },
  { "create-fulfilment", prepare_fulfilment },
  { "refund-order", prepare_refund },
  { "mark-delivered", kontor_prepare_delivered },
  { "create-return", kontor_prepare_new_return },
  { "set-return", kontor_prepare_return },
  { "create-exchange", kontor_prepare_exchange },
  { "create-claim", kontor_prepare_claim },
};

gboolean
kontor_prepare_is_new_key (const char *key)
{
  return g_str_has_prefix (key, "new:");
}

/* New members have the name of their op until the storefront gives them one. */
static void
name_members (KontorOp *op, KontorRecord **record)
{
  const KontorRecordType *type;
  g_autoptr (KontorRecord) named = NULL;

  if (*record == NULL)
    return;
  type = kontor_record_get_record_type (*record);
  named = kontor_record_copy (*record);
  for (guint i = 0; i < type->n_fields; i++)
    for (guint j = 0; type->fields[i].kind == KONTOR_FIELD_LIST && j < kontor_record_get_length (named, i); j++) {
      KontorRecord *member = kontor_record_get_member (named, i, j);
      g_autofree char *key = g_strdup_printf ("new:%s:%u", op->idempotency, j);

      if (kontor_record_get_key (member) != NULL)
        continue;
      member = kontor_record_copy (member);
      kontor_record_set_key (member, key);
      kontor_record_replace_member (named, i, j, member);
    }
  kontor_record_unref (*record);
  *record = g_steal_pointer (&named);
}

gboolean
kontor_prepare_op (KontorOp *op, const KontorRecord *row, gint64 now, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (prepares); i++)
    if (g_str_equal (prepares[i].kind, op->kind->name) && !prepares[i].prepare (op, row, now, error))
      return FALSE;
  kontor_op_set_arg (op, "by", NULL);
  kontor_op_set_arg (op, "quantity", NULL);
  kontor_op_set_arg (op, "location", NULL);
  kontor_op_set_arg (op, "currency", NULL);
  name_members (op, &op->set);
  name_members (op, &op->add);
  return TRUE;
}
