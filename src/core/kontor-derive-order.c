#include "kontor-derive-private.h"

#include "kontor-order-state.h"
#include "kontor-saturated-private.h"

/* What happened to the units of one line. */
typedef struct {
  const char *key;
  gboolean ships;
  gint64 quantity;
  gint64 fulfilled;
  gint64 refunded;
  gint64 requested;
  gint64 received;
  gint64 dismissed;
  gint64 written_off;
} Counters;

typedef struct {
  Counters *lines;
  guint n_lines;
  gboolean clamped;
} Tally;

static gboolean
text_is (const KontorRecord *record, guint field, const char *const *words)
{
  const char *text = kontor_record_get_text (record, field);
  g_autofree char *word = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return word != NULL && g_strv_contains (words, word);
}

static gboolean
is_cancelled (const KontorRecord *record, guint status)
{
  static const char *const words[] = { "cancelled", "canceled", "declined", "rejected", NULL };

  return text_is (record, status, words);
}

/* The counters of the line @key; NULL of lines that the order does not have. */
static Counters *
find_line (Tally *tally, const char *key)
{
  for (guint i = 0; i < tally->n_lines; i++)
    if (g_strcmp0 (tally->lines[i].key, key) == 0)
      return &tally->lines[i];
  tally->clamped = TRUE;
  return NULL;
}

static void
count_fulfilments (Tally *tally, const KontorRecord *order)
{
  static const char *const waiting[] = { "awaiting-approval", NULL };

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS); i++) {
    KontorRecord *fulfilment = kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, i);

    if (is_cancelled (fulfilment, KONTOR_FULFILMENT_STATUS) || text_is (fulfilment, KONTOR_FULFILMENT_STATUS, waiting))
      continue;
    for (guint j = 0; j < kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES); j++) {
      KontorRecord *line = kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_LINES, j);
      Counters *counters = find_line (tally, kontor_record_get_key (line));

      if (counters != NULL)
        counters->fulfilled =
            kontor_sum_saturated (counters->fulfilled, kontor_record_get_int (line, KONTOR_FULFILMENT_LINE_QUANTITY));
    }
  }
}

static void
count_refunds (Tally *tally, const KontorRecord *order)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_REFUNDS); i++) {
    KontorRecord *refund = kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i);

    for (guint j = 0; j < kontor_record_get_length (refund, KONTOR_REFUND_LINES); j++) {
      KontorRecord *line = kontor_record_get_member (refund, KONTOR_REFUND_LINES, j);
      Counters *counters = NULL;

      if (g_strcmp0 (kontor_record_get_text (line, KONTOR_REFUND_LINE_KIND), "line") == 0)
        counters = find_line (tally, kontor_record_get_text (line, KONTOR_REFUND_LINE_LINE_KEY));
      if (counters != NULL)
        counters->refunded =
            kontor_sum_saturated (counters->refunded, kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY));
    }
  }
}

/* A platform without counts of its own says only that the return arrived. */
static gint64
received_units (const KontorRecord *returned, const KontorRecord *line)
{
  static const char *const arrived[] = { "received", "resolved", "closed", NULL };

  if (kontor_record_is_null (line, KONTOR_RETURN_LINE_RECEIVED) && text_is (returned, KONTOR_RETURN_STATUS, arrived))
    return kontor_difference_saturated (kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY),
                                        kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED));
  return kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED);
}

static void
count_return_line (Counters *counters, const KontorRecord *returned, const KontorRecord *line)
{
  static const char *const over[] = { "received", "resolved", "closed", NULL };
  static const char *const damaged[] = { "damaged", NULL };
  gint64 dismissed = kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED);
  gint64 received = received_units (returned, line);
  gint64 missing = kontor_difference_saturated (kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY),
                                                kontor_sum_saturated (received, dismissed));

  counters->received = kontor_sum_saturated (counters->received, received);
  counters->dismissed = kontor_sum_saturated (counters->dismissed, dismissed);
  if (!text_is (returned, KONTOR_RETURN_STATUS, over))
    counters->requested = kontor_sum_saturated (counters->requested, MAX (missing, 0));
  if (text_is (line, KONTOR_RETURN_LINE_CONDITION, damaged))
    counters->written_off = kontor_sum_saturated (counters->written_off, dismissed);
}

static void
count_returns (Tally *tally, const KontorRecord *order)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_RETURNS); i++) {
    KontorRecord *returned = kontor_record_get_member (order, KONTOR_ORDER_RETURNS, i);

    if (is_cancelled (returned, KONTOR_RETURN_STATUS))
      continue;
    for (guint j = 0; j < kontor_record_get_length (returned, KONTOR_RETURN_LINES); j++) {
      KontorRecord *line = kontor_record_get_member (returned, KONTOR_RETURN_LINES, j);
      Counters *counters = find_line (tally, kontor_record_get_key (line));

      if (counters != NULL)
        count_return_line (counters, returned, line);
    }
  }
}

static void
clamp (Tally *tally, gint64 *value, gint64 most)
{
  gint64 held = CLAMP (*value, 0, most);

  tally->clamped |= held != *value;
  *value = held;
}

/* The invariants of the quantities: requested + received + dismissed ≤ fulfilled ≤ quantity, refunded ≤ quantity. */
static void
clamp_line (Tally *tally, Counters *counters)
{
  clamp (tally, &counters->quantity, G_MAXINT64);
  clamp (tally, &counters->fulfilled, counters->quantity);
  clamp (tally, &counters->refunded, counters->quantity);
  clamp (tally, &counters->received, counters->fulfilled);
  clamp (tally, &counters->dismissed, counters->fulfilled - counters->received);
  clamp (tally, &counters->requested, counters->fulfilled - counters->received - counters->dismissed);
  clamp (tally, &counters->written_off, counters->dismissed);
}

static void
start_line (Counters *counters, const KontorRecord *order, const KontorRecord *line)
{
  counters->key = kontor_record_get_key (line);
  counters->quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  counters->ships = kontor_record_is_null (line, KONTOR_LINE_REQUIRES_SHIPPING) ||
                    kontor_record_get_bool (line, KONTOR_LINE_REQUIRES_SHIPPING);
  if (!kontor_record_has (order, KONTOR_ORDER_FULFILMENTS))
    counters->fulfilled = kontor_record_get_int (line, KONTOR_LINE_FULFILLED);
  if (!kontor_record_has (order, KONTOR_ORDER_REFUNDS))
    counters->refunded = kontor_record_get_int (line, KONTOR_LINE_REFUNDED);
  if (kontor_record_has (order, KONTOR_ORDER_RETURNS))
    return;
  counters->requested = kontor_record_get_int (line, KONTOR_LINE_RETURN_REQUESTED);
  counters->received = kontor_record_get_int (line, KONTOR_LINE_RETURN_RECEIVED);
  counters->dismissed = kontor_record_get_int (line, KONTOR_LINE_RETURN_DISMISSED);
  counters->written_off = kontor_record_get_int (line, KONTOR_LINE_WRITTEN_OFF);
}

static void
store_line (KontorRecord *order, guint index, const Counters *counters)
{
  KontorRecord *line = kontor_record_copy (kontor_record_get_member (order, KONTOR_ORDER_LINES, index));

  kontor_record_set_int (line, KONTOR_LINE_FULFILLED, counters->fulfilled);
  kontor_record_set_int (line, KONTOR_LINE_REFUNDED, counters->refunded);
  kontor_record_set_int (line, KONTOR_LINE_RETURN_REQUESTED, counters->requested);
  kontor_record_set_int (line, KONTOR_LINE_RETURN_RECEIVED, counters->received);
  kontor_record_set_int (line, KONTOR_LINE_RETURN_DISMISSED, counters->dismissed);
  kontor_record_set_int (line, KONTOR_LINE_WRITTEN_OFF, counters->written_off);
  kontor_record_replace_member (order, KONTOR_ORDER_LINES, index, line);
}

/* Units that are still to be shipped; those that were refunded without coming back are not. */
static gint64
pending_units (const Counters *counters)
{
  gint64 never_shipped = MAX (counters->refunded - counters->received - counters->dismissed, 0);

  return MAX (counters->quantity - counters->fulfilled - never_shipped, 0);
}

static KontorFulfilmentState
fulfilment_state (const Tally *tally)
{
  gint64 pending = 0, fulfilled = 0;

  for (guint i = 0; i < tally->n_lines; i++) {
    if (!tally->lines[i].ships)
      continue;
    pending = kontor_sum_saturated (pending, pending_units (&tally->lines[i]));
    fulfilled = kontor_sum_saturated (fulfilled, tally->lines[i].fulfilled);
  }
  if (pending == 0)
    return fulfilled > 0 ? KONTOR_FULFILMENT_STATE_FULFILLED : KONTOR_FULFILMENT_STATE_NOT_REQUIRED;
  return fulfilled > 0 ? KONTOR_FULFILMENT_STATE_PARTIALLY_FULFILLED : KONTOR_FULFILMENT_STATE_UNFULFILLED;
}

static KontorReturnState
open_return_state (const KontorRecord *order)
{
  static const char *const requested[] = { "requested", NULL };
  static const char *const over[] = { "resolved", "closed", NULL };
  KontorReturnState state = KONTOR_RETURN_STATE_NONE;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_RETURNS); i++) {
    KontorRecord *returned = kontor_record_get_member (order, KONTOR_ORDER_RETURNS, i);

    if (is_cancelled (returned, KONTOR_RETURN_STATUS) || text_is (returned, KONTOR_RETURN_STATUS, over))
      continue;
    if (!text_is (returned, KONTOR_RETURN_STATUS, requested))
      return KONTOR_RETURN_STATE_IN_PROGRESS;
    state = KONTOR_RETURN_STATE_REQUESTED;
  }
  return state;
}

static KontorReturnState
return_state (const Tally *tally, const KontorRecord *order)
{
  gint64 returned = 0, all = 0;

  for (guint i = 0; i < tally->n_lines; i++) {
    returned = kontor_sum_saturated (returned, tally->lines[i].received + tally->lines[i].dismissed);
    all = kontor_sum_saturated (all, tally->lines[i].fulfilled + pending_units (&tally->lines[i]));
  }
  if (returned == 0)
    return open_return_state (order);
  return returned < all ? KONTOR_RETURN_STATE_PARTIALLY_RETURNED : KONTOR_RETURN_STATE_RETURNED;
}

static void
derive_lines (KontorRecord *order)
{
  guint n_lines = kontor_record_get_length (order, KONTOR_ORDER_LINES);
  g_autofree Counters *lines = g_new0 (Counters, MAX (n_lines, 1));
  Tally tally = { lines, n_lines, FALSE };
  gint64 items = 0;

  for (guint i = 0; i < n_lines; i++)
    start_line (&lines[i], order, kontor_record_get_member (order, KONTOR_ORDER_LINES, i));
  count_fulfilments (&tally, order);
  count_refunds (&tally, order);
  count_returns (&tally, order);
  for (guint i = 0; i < n_lines; i++) {
    clamp_line (&tally, &lines[i]);
    store_line (order, i, &lines[i]);
    items = kontor_sum_saturated (items, lines[i].quantity);
  }
  kontor_record_set_int (order, KONTOR_ORDER_ITEM_COUNT, items);
  kontor_record_set_bool (order, KONTOR_ORDER_CLAMPED, tally.clamped);
  kontor_record_set_text (order, KONTOR_ORDER_FULFILMENT, kontor_fulfilment_state_to_nick (fulfilment_state (&tally)));
  kontor_record_set_text (order, KONTOR_ORDER_RETURN, kontor_return_state_to_nick (return_state (&tally, order)));
}

static gint64
sum_amounts (const KontorRecord *order, guint list, guint field)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (order, list); i++)
    sum = kontor_sum_saturated (sum, kontor_record_get_amount (kontor_record_get_member (order, list, i), field));
  return sum;
}

/* Of an order of which nothing is captured: what became of the authorizations. */
static KontorPaymentState
uncaptured_state (const KontorRecord *order)
{
  static const char *const expired_words[] = { "expired", NULL };
  guint n_payments = kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS);
  guint voided = 0, expired = 0;

  for (guint i = 0; i < n_payments; i++) {
    KontorRecord *payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i);

    if (kontor_record_get_bool (payment, KONTOR_PAYMENT_VOIDED))
      voided++;
    else if (text_is (payment, KONTOR_PAYMENT_STATUS, expired_words))
      expired++;
    else if (kontor_record_get_amount (payment, KONTOR_PAYMENT_AUTHORIZED) > 0)
      return KONTOR_PAYMENT_STATE_AUTHORIZED;
  }
  if (n_payments == 0 || voided + expired < n_payments)
    return KONTOR_PAYMENT_STATE_PENDING;
  return expired > 0 ? KONTOR_PAYMENT_STATE_EXPIRED : KONTOR_PAYMENT_STATE_VOIDED;
}

/* Equality comes first, so that a total of 0 with nothing charged is paid. */
static KontorPaymentState
payment_state (const KontorRecord *order, gint64 paid, gint64 refunded)
{
  gint64 total = MAX (kontor_record_get_amount (order, KONTOR_ORDER_TOTAL), 0);
  gint64 kept = kontor_sum_saturated (paid, -refunded);

  if (kept > total)
    return KONTOR_PAYMENT_STATE_OVERCHARGED;
  if (refunded > 0)
    return kept <= 0 && refunded >= MIN (paid > 0 ? paid : total, total) ? KONTOR_PAYMENT_STATE_REFUNDED
                                                                         : KONTOR_PAYMENT_STATE_PARTIALLY_REFUNDED;
  if (paid == total)
    return KONTOR_PAYMENT_STATE_PAID;
  return paid <= 0 ? uncaptured_state (order) : KONTOR_PAYMENT_STATE_PARTIALLY_PAID;
}

static void
derive_payment (KontorRecord *order)
{
  gint64 paid, refunded;

  if (kontor_record_has (order, KONTOR_ORDER_PAYMENTS))
    kontor_record_set_amount (order, KONTOR_ORDER_PAID_TOTAL,
                              sum_amounts (order, KONTOR_ORDER_PAYMENTS, KONTOR_PAYMENT_CAPTURED));
  if (kontor_record_has (order, KONTOR_ORDER_REFUNDS))
    kontor_record_set_amount (order, KONTOR_ORDER_REFUNDED_TOTAL,
                              sum_amounts (order, KONTOR_ORDER_REFUNDS, KONTOR_REFUND_AMOUNT));
  if (!kontor_record_has (order, KONTOR_ORDER_PAYMENTS) || !kontor_record_has (order, KONTOR_ORDER_TOTAL))
    return;
  paid = kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL);
  refunded = MAX (kontor_record_get_amount (order, KONTOR_ORDER_REFUNDED_TOTAL), 0);
  kontor_record_set_text (order, KONTOR_ORDER_PAYMENT,
                          kontor_payment_state_to_nick (payment_state (order, paid, refunded)));
}

void
kontor_derive_order (KontorRecord *order)
{
  if (kontor_record_has (order, KONTOR_ORDER_LINES))
    derive_lines (order);
  derive_payment (order);
}
