#include "kontor-op-private.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-saturated-private.h"

static char *
describe_tags (const KontorOp *op)
{
  return kontor_op_describe_members (op, KONTOR_ORDER_TAGS, _("Tags"));
}

/* "Refund: € 53.77 (defective)" from the label and what is not NULL of the others. */
static char *
tell (const KontorOp *op, const char *what, const char *why)
{
  const char *label = _(op->kind->label);

  if (what == NULL && why == NULL)
    return g_strdup (label);
  if (what == NULL)
    return g_strdup_printf ("%s (%s)", label, why);
  if (why == NULL)
    return g_strdup_printf ("%s: %s", label, what);
  return g_strdup_printf ("%s: %s (%s)", label, what, why);
}

/* "Archive", "Hold: wrong address": what the person did, where it is one thing. */
static char *
describe_team (const KontorOp *op)
{
  gboolean archives = op->set != NULL && kontor_record_has (op->set, KONTOR_ORDER_ARCHIVED);
  gboolean holds = op->set != NULL && kontor_record_has (op->set, KONTOR_ORDER_HOLD_REASON);
  g_autofree char *reason = NULL;

  if (archives && !holds)
    return g_strdup (kontor_record_get_bool (op->set, KONTOR_ORDER_ARCHIVED) ? _("Archive") : _("Unarchive"));
  if (!holds || archives)
    return kontor_op_describe_fields (op);
  if (kontor_record_is_null (op->set, KONTOR_ORDER_HOLD_REASON))
    return g_strdup (_("Release hold"));
  reason = kontor_op_shorten (kontor_record_get_text (op->set, KONTOR_ORDER_HOLD_REASON));
  return g_strdup_printf (_("Hold: %s"), reason);
}

static char *
describe_note (const KontorOp *op)
{
  KontorRecord *note = kontor_op_get_added (op, KONTOR_ORDER_NOTES);
  const char *text = note != NULL ? kontor_record_get_text (note, KONTOR_NOTE_TEXT) : NULL;
  g_autofree char *line = text != NULL ? kontor_op_shorten (text) : NULL;

  return tell (op, line, NULL);
}

/* How much more than before the op a payment has of one amount. */
static gint64
payment_growth (const KontorOp *op, const KontorRecord *payment, guint field)
{
  const char *key = kontor_record_get_key (payment);
  KontorRecord *before = op->remove != NULL ? kontor_record_find_member (op->remove, KONTOR_ORDER_PAYMENTS, key) : NULL;
  gint64 amount = kontor_record_get_amount (payment, field);

  return before != NULL ? amount - kontor_record_get_amount (before, field) : amount;
}

static char *
describe_payment (const KontorOp *op)
{
  KontorRecord *payment = kontor_op_get_added (op, KONTOR_ORDER_PAYMENTS);
  g_autofree char *amount = NULL;

  if (payment == NULL)
    return tell (op, NULL, NULL);
  amount = kontor_op_format_amount (op, payment_growth (op, payment, KONTOR_PAYMENT_CAPTURED));
  return tell (op, amount, kontor_record_get_text (payment, KONTOR_PAYMENT_TITLE));
}

static char *
describe_void (const KontorOp *op)
{
  KontorRecord *payment = kontor_op_get_added (op, KONTOR_ORDER_PAYMENTS);
  g_autofree char *amount = NULL;

  if (payment == NULL)
    return tell (op, NULL, NULL);
  amount = kontor_op_format_amount (op, kontor_record_get_amount (payment, KONTOR_PAYMENT_AUTHORIZED));
  return tell (op, amount, kontor_record_get_text (payment, KONTOR_PAYMENT_TITLE));
}

static char *
describe_refund (const KontorOp *op)
{
  KontorRecord *refund = kontor_op_get_added (op, KONTOR_ORDER_REFUNDS);
  g_autofree char *amount = NULL;

  if (refund == NULL)
    return tell (op, NULL, NULL);
  amount = kontor_op_format_amount (op, kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT));
  return tell (op, amount, kontor_record_get_text (refund, KONTOR_REFUND_REASON));
}

/* A reason that is none of these is somebody's own words. */
static const char *
name_reason (const char *reason)
{
  static const char *const words[][2] = {
    { "customer", N_("The customer asked for it") },
    { "fraud", N_("Fraud") },
    { "inventory", N_("Out of stock") },
    { "declined", N_("Payment declined") },
    { "staff", N_("Our mistake") },
    { "other", N_("Other") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (reason, words[i][0]) == 0)
      return _(words[i][1]);
  return reason;
}

static char *
describe_cancel (const KontorOp *op)
{
  return tell (op, NULL, name_reason (kontor_op_get_arg (op, "reason")));
}

static gint64
count_units (const KontorRecord *owner, guint lines, guint quantity)
{
  gint64 units = 0;

  for (guint i = 0; i < kontor_record_get_length (owner, lines); i++)
    units = kontor_sum_saturated (units, kontor_record_get_int (kontor_record_get_member (owner, lines, i), quantity));
  return units;
}

static char *
format_units (gint64 units)
{
  return g_strdup_printf (ngettext ("%" PRId64 " item", "%" PRId64 " items", (gulong) units), units);
}

static char *
describe_fulfilment (const KontorOp *op)
{
  KontorRecord *fulfilment = kontor_op_get_added (op, KONTOR_ORDER_FULFILMENTS);
  g_autofree char *units = NULL;
  const char *tracking = NULL;

  if (fulfilment == NULL)
    return tell (op, NULL, NULL);
  units = format_units (count_units (fulfilment, KONTOR_FULFILMENT_LINES, KONTOR_FULFILMENT_LINE_QUANTITY));
  if (kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_SHIPMENTS) > 0)
    tracking = kontor_record_get_text (kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, 0),
                                       KONTOR_SHIPMENT_TRACKING_NUMBER);
  return tell (op, units, tracking);
}

static char *
describe_new_return (const KontorOp *op)
{
  KontorRecord *created = kontor_op_get_added (op, KONTOR_ORDER_RETURNS);
  g_autofree char *units = NULL;

  if (created == NULL)
    return tell (op, NULL, NULL);
  units = format_units (count_units (created, KONTOR_RETURN_LINES, KONTOR_RETURN_LINE_QUANTITY));
  return tell (op, units, kontor_record_get_text (created, KONTOR_RETURN_REASON));
}

static char *
describe_return (const KontorOp *op)
{
  KontorRecord *changed = kontor_op_get_added (op, KONTOR_ORDER_RETURNS);

  if (changed == NULL)
    return tell (op, NULL, NULL);
  return tell (op, kontor_record_get_text (changed, KONTOR_RETURN_STATUS),
               kontor_record_get_text (changed, KONTOR_RETURN_NUMBER));
}

/* What is sent instead, and what comes back for it. */
static char *
describe_swap (const KontorOp *op, guint field, guint lines)
{
  KontorRecord *swap = kontor_op_get_added (op, field);
  g_autofree char *units = NULL;
  const char *reason = NULL;

  if (swap == NULL)
    return tell (op, NULL, NULL);
  for (guint i = 0; reason == NULL && i < kontor_record_get_length (swap, lines); i++)
    reason = kontor_record_get_text (kontor_record_get_member (swap, lines, i), KONTOR_SWAP_LINE_REASON);
  units = format_units (count_units (swap, lines, KONTOR_SWAP_LINE_QUANTITY));
  return tell (op, units, reason);
}

static char *
describe_exchange (const KontorOp *op)
{
  return describe_swap (op, KONTOR_ORDER_EXCHANGES, KONTOR_EXCHANGE_LINES);
}

static char *
describe_claim (const KontorOp *op)
{
  return describe_swap (op, KONTOR_ORDER_CLAIMS, KONTOR_CLAIM_LINES);
}

const KontorOpKind kontor_op_order_kinds[] = {
  { "set-order", N_("Change order"), KONTOR_OP_SET, KONTOR_ENTITY_ORDER, TRUE, kontor_op_describe_fields },
  { "set-order-status", N_("Change order status"), KONTOR_OP_SET, KONTOR_ENTITY_ORDER, TRUE, kontor_op_describe_fields },
  { "set-team", N_("Change team state"), KONTOR_OP_SET, KONTOR_ENTITY_ORDER, TRUE, describe_team, NULL, TRUE },
  { "tag-order", N_("Tag order"), KONTOR_OP_SET, KONTOR_ENTITY_ORDER, TRUE, describe_tags, NULL, TRUE },
  { "add-note", N_("Add note"), KONTOR_OP_CREATE, KONTOR_ENTITY_ORDER, FALSE, describe_note, NULL, TRUE },
  { "send-note", N_("Send note to the customer"), KONTOR_OP_MESSAGE, KONTOR_ENTITY_ORDER, FALSE, describe_note },
  { "mark-paid", N_("Mark as paid"), KONTOR_OP_MONEY, KONTOR_ENTITY_ORDER, FALSE, describe_payment },
  { "capture-payment", N_("Capture payment"), KONTOR_OP_MONEY, KONTOR_ENTITY_ORDER, FALSE, describe_payment },
  { "void-payment", N_("Void payment"), KONTOR_OP_MONEY, KONTOR_ENTITY_ORDER, FALSE, describe_void },
  { "refund-order", N_("Refund"), KONTOR_OP_MONEY, KONTOR_ENTITY_ORDER, FALSE, describe_refund },
  { "cancel-order", N_("Cancel order"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_ORDER, FALSE, describe_cancel },
  { "create-fulfilment", N_("Fulfil"), KONTOR_OP_CREATE, KONTOR_ENTITY_ORDER, TRUE, describe_fulfilment, "cancel-fulfilment" },
  { "cancel-fulfilment", N_("Cancel fulfilment"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_ORDER, FALSE, describe_fulfilment },
  { "create-return", N_("Create return"), KONTOR_OP_CREATE, KONTOR_ENTITY_ORDER, TRUE, describe_new_return, "set-return" },
  { "create-exchange", N_("Create exchange"), KONTOR_OP_CREATE, KONTOR_ENTITY_ORDER, FALSE, describe_exchange },
  { "create-claim", N_("Create claim"), KONTOR_OP_CREATE, KONTOR_ENTITY_ORDER, FALSE, describe_claim },
  { "mark-delivered", N_("Mark as delivered"), KONTOR_OP_SET, KONTOR_ENTITY_ORDER, FALSE, describe_fulfilment },
  { "set-return", N_("Change return"), KONTOR_OP_SET, KONTOR_ENTITY_ORDER, FALSE, describe_return },
  { NULL },
};
