#include "kontor-refund-private.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-saturated-private.h"

typedef struct {
  const KontorRecord *order;
  const KontorRefundRequest *request;
  guint decimals;
  KontorRecord *refund;
} Work;

static char *
format_amount (const Work *work, gint64 amount)
{
  const char *currency = kontor_record_get_text (work->order, KONTOR_ORDER_CURRENCY);
  KontorMoney money;

  if (currency == NULL || !kontor_currency_is_valid (currency))
    return kontor_decimal_format (amount, work->decimals);
  money = kontor_money_make (amount, currency);
  return kontor_money_format (&money);
}

static KontorRecord *
add_line (Work *work, const char *kind, const char *key)
{
  KontorRecord *line = kontor_record_new (&kontor_refund_line_type);
  g_autofree char *number = g_strdup_printf ("%u", kontor_record_get_length (work->refund, KONTOR_REFUND_LINES) + 1);

  kontor_record_set_key (line, number);
  kontor_record_set_text (line, KONTOR_REFUND_LINE_KIND, kind);
  kontor_record_set_text (line, KONTOR_REFUND_LINE_LINE_KEY, key);
  kontor_record_set_int (line, KONTOR_REFUND_LINE_QUANTITY, 0);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_TAX, 0);
  kontor_record_set_bool (line, KONTOR_REFUND_LINE_RESTOCK, FALSE);
  kontor_record_set_empty (line, KONTOR_REFUND_LINE_TAXES);
  kontor_record_take_member (work->refund, KONTOR_REFUND_LINES, line);
  return line;
}

static void
add_line_tax (KontorRecord *line, const char *key, gint64 amount)
{
  KontorRecord *tax = kontor_record_new (&kontor_line_tax_type);

  kontor_record_set_key (tax, key);
  kontor_record_set_amount (tax, KONTOR_LINE_TAX_AMOUNT, amount);
  kontor_record_take_member (line, KONTOR_REFUND_LINE_TAXES, tax);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_TAX,
                            kontor_sum_saturated (kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX), amount));
}

static void
copy_amount (KontorRecord *to, guint to_field, const KontorRecord *from, guint from_field)
{
  if (kontor_record_get_exact (from, from_field) != NULL)
    kontor_record_set_decimal (to, to_field, kontor_record_get_exact (from, from_field), NULL);
  else
    kontor_record_set_amount (to, to_field, kontor_record_get_amount (from, from_field));
}

/* Never touched and wanted whole: as the server wrote it. */
static void
copy_charge (const KontorRefundCharge *charge, KontorRecord *line)
{
  copy_amount (line, KONTOR_REFUND_LINE_NET, charge->source, charge->sort->net);
  copy_amount (line, KONTOR_REFUND_LINE_TAX, charge->source, charge->sort->tax);
  for (guint i = 0; i < kontor_record_get_length (charge->source, charge->sort->taxes); i++)
    kontor_record_take_member (line, KONTOR_REFUND_LINE_TAXES,
                               kontor_record_ref (kontor_record_get_member (charge->source, charge->sort->taxes, i)));
}

/* The cumulative share of the taxes at @numerator ÷ @denominator less what went back already; returns their sum. */
static gint64
share_taxes (const KontorRefundCharge *charge, KontorRecord *line, gint64 numerator, gint64 denominator, guint decimals)
{
  gint64 sum = 0;

  for (guint i = 0; i < charge->n_taxes; i++) {
    const KontorRefundTax *tax = &charge->taxes[i];
    gint64 part = kontor_difference_saturated (kontor_amount_share (tax->charged, numerator, denominator, decimals),
                                               tax->refunded);

    if (tax->key != NULL || part != 0)
      add_line_tax (line, tax->key, part);
    sum = kontor_sum_saturated (sum, part);
  }
  return sum;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
add_units (Work *work, const KontorRefundCharge *charge, const KontorRefundItem *item, GError **error)
{
  gint64 quantity = kontor_record_get_int (charge->source, KONTOR_LINE_QUANTITY);
  gint64 before = MAX (charge->refunded_quantity, 0);
  KontorRecord *line;

  if (item->quantity <= 0)
    return refuse (error, _("The number of units to refund must be positive"));
  if (before > quantity || item->quantity > quantity - before) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                 _("Only %" PRId64 " of %" PRId64 " units are left to refund"),
                 MAX (kontor_difference_saturated (quantity, before), 0), quantity);
    return FALSE;
  }
  line = add_line (work, "line", item->key);
  kontor_record_set_int (line, KONTOR_REFUND_LINE_QUANTITY, item->quantity);
  kontor_record_set_bool (line, KONTOR_REFUND_LINE_RESTOCK, item->restock);
  if (item->quantity == quantity && !charge->touched) {
    copy_charge (charge, line);
    return TRUE;
  }
  kontor_record_set_amount (
      line, KONTOR_REFUND_LINE_NET,
      kontor_difference_saturated (kontor_amount_share (charge->net, before + item->quantity, quantity, work->decimals),
                                   charge->refunded_net));
  share_taxes (charge, line, before + item->quantity, quantity, work->decimals);
  return TRUE;
}

/* The same rule by amount. Fees may be negative, then so is what goes back. */
static gboolean
add_amount (Work *work, const KontorRefundCharge *charge, const KontorRefundItem *item, GError **error)
{
  gint64 sign = charge->gross < 0 ? -1 : 1;
  gint64 before = kontor_refund_charge_get_refunded (charge, work->decimals);
  gint64 left = charge->gross != 0 ? kontor_difference_saturated (charge->gross, before) : 0;
  gint64 amount = item->amount == KONTOR_REFUND_REST ? left : kontor_amount_round (item->amount, work->decimals);
  KontorRecord *line;

  if (sign > 0 ? amount < 0 || amount > MAX (left, 0) : amount > 0 || amount < MIN (left, 0)) {
    g_autofree char *rest = format_amount (work, left);

    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Only %s of it is left to refund"), rest);
    return FALSE;
  }
  if (amount == 0)
    return TRUE;
  line = add_line (work, charge->sort->kind, item->key);
  if (amount == charge->gross && !charge->touched)
    copy_charge (charge, line);
  else
    kontor_record_set_amount (line, KONTOR_REFUND_LINE_NET,
                              kontor_difference_saturated (amount, share_taxes (charge, line, sign * (before + amount),
                                                                                sign * charge->gross, work->decimals)));
  return TRUE;
}

static gboolean
add_item (Work *work, const KontorRefundItem *item, GError **error)
{
  const KontorRefundSort *sort = &kontor_refund_sorts[item->of];
  KontorRecord *source = kontor_record_find_member (work->order, sort->list, item->key);
  g_auto (KontorRefundCharge) charge = { 0 };

  if (source == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The order has no line “%s”"),
                 item->key != NULL ? item->key : "");
    return FALSE;
  }
  charge = kontor_refund_charge_load (work->order, work->refund, sort, source, work->decimals);
  return item->of == KONTOR_REFUND_OF_LINE ? add_units (work, &charge, item, error)
                                           : add_amount (work, &charge, item, error);
}

/* A line for what belongs to none of the order's. */
static KontorRecord *
add_extra (Work *work, const char *key, gint64 net)
{
  KontorRecord *line = add_line (work, "amount", key);

  kontor_record_set_amount (line, KONTOR_REFUND_LINE_NET, net);
  return line;
}

typedef void (*ChargeFunc) (Work *work, KontorRefundCharge *charge, gpointer data);

static void
foreach_charge (Work *work, ChargeFunc func, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (kontor_refund_sorts); i++)
    for (guint j = 0; j < kontor_record_get_length (work->order, kontor_refund_sorts[i].list); j++) {
      KontorRecord *source = kontor_record_get_member (work->order, kontor_refund_sorts[i].list, j);
      g_auto (KontorRefundCharge) charge =
          kontor_refund_charge_load (work->order, work->refund, &kontor_refund_sorts[i], source, work->decimals);

      func (work, &charge, data);
    }
}

typedef struct {
  gint64 gross;
  GPtrArray *keys; /* (nullable) elements, for the rate without a name */
  GArray *taxes;   /* (element-type gint64) */
} Ratio;

static void
add_to_ratio (Work *work, KontorRefundCharge *charge, gpointer data)
{
  Ratio *ratio = data;

  ratio->gross = kontor_sum_saturated (ratio->gross, charge->gross);
  for (guint i = 0; i < charge->n_taxes; i++) {
    guint index = 0;

    while (index < ratio->keys->len && g_strcmp0 (g_ptr_array_index (ratio->keys, index), charge->taxes[i].key) != 0)
      index++;
    if (index == ratio->keys->len) {
      g_ptr_array_add (ratio->keys, (gpointer) charge->taxes[i].key);
      g_array_append_val (ratio->taxes, charge->taxes[i].charged);
    } else {
      gint64 *tax = &g_array_index (ratio->taxes, gint64, index);

      *tax = kontor_sum_saturated (*tax, charge->taxes[i].charged);
    }
  }
}

static void
add_goodwill (Work *work)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GArray) taxes = g_array_new (FALSE, FALSE, sizeof (gint64));
  Ratio ratio = { 0, keys, taxes };
  gint64 amount = kontor_amount_round (work->request->goodwill, work->decimals), net = amount;
  KontorRecord *line;

  if (amount == 0)
    return;
  foreach_charge (work, add_to_ratio, &ratio);
  line = add_extra (work, "goodwill", net);
  for (guint i = 0; i < keys->len && ratio.gross > 0; i++) {
    gint64 part = kontor_amount_share (amount, g_array_index (taxes, gint64, i), ratio.gross, work->decimals);

    if (part != 0)
      add_line_tax (line, g_ptr_array_index (keys, i), part);
    net = kontor_difference_saturated (net, part);
  }
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_NET, net);
}

static void
keep_back (Work *work, const char *key, gint64 fee)
{
  gint64 amount = kontor_amount_round (fee, work->decimals);

  if (amount != 0)
    add_extra (work, key, -amount);
}

static gint64
sum_lines (const Work *work)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (work->refund, KONTOR_REFUND_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (work->refund, KONTOR_REFUND_LINES, i);

    sum = kontor_sum_saturated (sum, kontor_record_get_amount (line, KONTOR_REFUND_LINE_NET));
    sum = kontor_sum_saturated (sum, kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX));
  }
  return kontor_amount_round (sum, work->decimals);
}

typedef struct {
  guint n_parts;
  gboolean left;
} Rest;

static void
look_for_rest (Work *work, KontorRefundCharge *charge, gpointer data)
{
  Rest *rest = data;

  rest->n_parts += 1 + charge->n_taxes;
  if (charge->sort == &kontor_refund_sorts[KONTOR_REFUND_OF_LINE])
    rest->left |= charge->refunded_quantity < kontor_record_get_int (charge->source, KONTOR_LINE_QUANTITY);
  else
    rest->left |= charge->gross != kontor_refund_charge_get_refunded (charge, work->decimals);
}

static gint64
earlier_refunds (const KontorRecord *order)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_REFUNDS); i++)
    sum =
        kontor_sum_saturated (sum, kontor_record_get_amount (kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i),
                                                             KONTOR_REFUND_AMOUNT));
  return sum;
}

/* The refund that leaves nothing of the order takes what rounding put into its total. */
static void
settle_rounding (Work *work)
{
  Rest rest = { 0 };
  gint64 difference, unit = KONTOR_MONEY_UNIT;

  if (kontor_record_is_null (work->order, KONTOR_ORDER_TOTAL) ||
      kontor_record_get_length (work->refund, KONTOR_REFUND_LINES) == 0)
    return;
  foreach_charge (work, look_for_rest, &rest);
  for (guint i = 0; i < work->decimals; i++)
    unit /= 10;
  difference = kontor_difference_saturated (kontor_record_get_amount (work->order, KONTOR_ORDER_TOTAL),
                                            earlier_refunds (work->order));
  difference = kontor_difference_saturated (difference, sum_lines (work));
  if (!rest.left && difference != 0 && ABS (CLAMP (difference, -G_MAXINT64, G_MAXINT64)) <= unit * rest.n_parts)
    add_extra (work, "rounding", difference);
}

static gboolean
add_everything (Work *work, GError **error)
{
  const KontorRefundRequest *request = work->request;

  if (request->goodwill < 0 || request->restocking_fee < 0 || request->return_shipping_fee < 0)
    return refuse (error, _("An amount must not be negative"));
  for (guint i = 0; i < request->n_items; i++)
    if (!add_item (work, &request->items[i], error))
      return FALSE;
  settle_rounding (work);
  add_goodwill (work);
  keep_back (work, "restocking-fee", request->restocking_fee);
  keep_back (work, "return-shipping-fee", request->return_shipping_fee);
  return TRUE;
}

static void
clamp_amount (Work *work, KontorRefundPlan *plan)
{
  gint64 amount = CLAMP (plan->proposed, 0, plan->remainder);
  g_autofree char *cut = NULL, *left = NULL;

  kontor_record_set_amount (plan->refund, KONTOR_REFUND_AMOUNT, amount);
  if (amount == plan->proposed)
    return;
  add_extra (work, "limit", kontor_difference_saturated (amount, plan->proposed));
  if (plan->proposed < 0) {
    plan->reason = g_strdup (_("Nothing is refunded: what is kept back is more than what goes back."));
    return;
  }
  cut = format_amount (work, plan->proposed - amount);
  left = format_amount (work, plan->remainder);
  /* Translators: of a refund: "€ 3.00 less, because no more than € 53.77 of what was paid is left." */
  plan->reason = g_strdup_printf (_("%s less, because no more than %s of what was paid is left."), cut, left);
}

static void
share_amount (const Work *work, KontorRefundPlan *plan, KontorRefundManner manner)
{
  const KontorRefundShare *only;

  plan->shares = kontor_refund_split (work->order, kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT),
                                      work->decimals, manner);
  only = plan->shares->len == 1 ? g_ptr_array_index (plan->shares, 0) : NULL;
  if (only != NULL && only->payment_key != NULL)
    kontor_record_set_text (plan->refund, KONTOR_REFUND_PAYMENT_KEY, only->payment_key);
}

KontorRefundPlan *
kontor_refund_plan (const KontorRecord *order, const KontorRefundRequest *request, guint decimals,
                    KontorRefundManner manner, GError **error)
{
  g_autoptr (KontorRefundPlan) plan = NULL;
  Work work = { order, request, decimals };

  g_return_val_if_fail (order != NULL && request != NULL && decimals <= 6, NULL);

  plan = g_new0 (KontorRefundPlan, 1);
  plan->refund = work.refund = kontor_record_new (&kontor_refund_type);
  kontor_record_set_empty (work.refund, KONTOR_REFUND_LINES);
  if (!add_everything (&work, error))
    return NULL;
  plan->proposed = sum_lines (&work);
  plan->remainder = kontor_refund_get_remainder (order);
  clamp_amount (&work, plan);
  share_amount (&work, plan, manner);
  return g_steal_pointer (&plan);
}

void
kontor_refund_plan_free (KontorRefundPlan *self)
{
  g_clear_pointer (&self->refund, kontor_record_unref);
  g_clear_pointer (&self->shares, g_ptr_array_unref);
  g_free (self->reason);
  g_free (self);
}
