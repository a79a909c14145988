#include "kontor-refund-private.h"

#include "kontor-allocate.h"
#include "kontor-saturated-private.h"

const KontorRefundSort kontor_refund_sorts[] = {
  [KONTOR_REFUND_OF_LINE] = { "line", KONTOR_ORDER_LINES, KONTOR_LINE_NET, KONTOR_LINE_TAX, KONTOR_LINE_TAXES },
  [KONTOR_REFUND_OF_SHIPPING] = { "shipping", KONTOR_ORDER_SHIPPING_LINES, KONTOR_SHIPPING_LINE_NET, KONTOR_SHIPPING_LINE_TAX, KONTOR_SHIPPING_LINE_TAXES },
  [KONTOR_REFUND_OF_FEE] = { "fee", KONTOR_ORDER_FEES, KONTOR_FEE_NET, KONTOR_FEE_TAX, KONTOR_FEE_TAXES },
};

void
kontor_refund_charge_clear (KontorRefundCharge *self)
{
  g_clear_pointer (&self->taxes, g_free);
}

/* One rate where the server names none. */
static void
load_taxes (KontorRefundCharge *self)
{
  guint n_rates = kontor_record_get_length (self->source, self->sort->taxes);

  self->n_taxes = MAX (n_rates, 1);
  self->taxes = g_new0 (KontorRefundTax, self->n_taxes);
  self->taxes[0].charged = kontor_record_get_amount (self->source, self->sort->tax);
  for (guint i = 0; i < n_rates; i++) {
    KontorRecord *tax = kontor_record_get_member (self->source, self->sort->taxes, i);

    self->taxes[i].key = kontor_record_get_key (tax);
    self->taxes[i].charged = kontor_record_get_amount (tax, KONTOR_LINE_TAX_AMOUNT);
  }
}

/* Parts finer than the shop's prices are summed first; the net takes what rounding the taxes leaves. */
static void
round_charge (KontorRefundCharge *self, guint decimals)
{
  gint64 gross = kontor_record_get_amount (self->source, self->sort->net);

  for (guint i = 0; i < self->n_taxes; i++)
    gross = kontor_sum_saturated (gross, self->taxes[i].charged);
  self->gross = MAX (kontor_amount_round (gross, decimals), -G_MAXINT64);
  self->net = self->gross;
  for (guint i = 0; i < self->n_taxes; i++) {
    self->taxes[i].charged = kontor_amount_round (self->taxes[i].charged, decimals);
    self->net = kontor_difference_saturated (self->net, self->taxes[i].charged);
  }
}

static KontorRefundTax *
find_tax (KontorRefundCharge *self, const char *key)
{
  for (guint i = 0; i < self->n_taxes; i++)
    if (g_strcmp0 (self->taxes[i].key, key) == 0)
      return &self->taxes[i];
  return &self->taxes[0];
}

/* A refund that says its tax only in one sum had it in the ratio of the rates. */
static void
spread_refunded_tax (KontorRefundCharge *self, gint64 tax, guint decimals)
{
  g_autofree gint64 *weights = g_new (gint64, self->n_taxes);
  g_autofree gint64 *shares = g_new (gint64, self->n_taxes);

  for (guint i = 0; i < self->n_taxes; i++)
    weights[i] = self->taxes[i].charged;
  kontor_allocate (tax, weights, self->n_taxes, decimals, shares);
  for (guint i = 0; i < self->n_taxes; i++)
    self->taxes[i].refunded = kontor_sum_saturated (self->taxes[i].refunded, shares[i]);
}

static void
count_refund_line (KontorRefundCharge *self, const KontorRecord *line, guint decimals)
{
  guint n_taxes = kontor_record_get_length (line, KONTOR_REFUND_LINE_TAXES);

  if (g_strcmp0 (kontor_record_get_text (line, KONTOR_REFUND_LINE_KIND), self->sort->kind) != 0 ||
      g_strcmp0 (kontor_record_get_text (line, KONTOR_REFUND_LINE_LINE_KEY), kontor_record_get_key (self->source)) != 0)
    return;
  self->touched = TRUE;
  self->refunded_quantity =
      kontor_sum_saturated (self->refunded_quantity, kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY));
  self->refunded_net =
      kontor_sum_saturated (self->refunded_net, kontor_record_get_amount (line, KONTOR_REFUND_LINE_NET));
  for (guint i = 0; i < n_taxes; i++) {
    KontorRecord *member = kontor_record_get_member (line, KONTOR_REFUND_LINE_TAXES, i);
    KontorRefundTax *tax = find_tax (self, kontor_record_get_key (member));

    tax->refunded = kontor_sum_saturated (tax->refunded, kontor_record_get_amount (member, KONTOR_LINE_TAX_AMOUNT));
  }
  if (n_taxes == 0)
    spread_refunded_tax (self, kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX), decimals);
}

static void
count_refund (KontorRefundCharge *self, const KontorRecord *refund, guint decimals)
{
  for (guint i = 0; i < kontor_record_get_length (refund, KONTOR_REFUND_LINES); i++)
    count_refund_line (self, kontor_record_get_member (refund, KONTOR_REFUND_LINES, i), decimals);
}

KontorRefundCharge
kontor_refund_charge_load (const KontorRecord *order, const KontorRecord *refund, const KontorRefundSort *sort,
                           KontorRecord *source, guint decimals)
{
  KontorRefundCharge self = { .sort = sort, .source = source };

  load_taxes (&self);
  round_charge (&self, decimals);
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_REFUNDS); i++)
    count_refund (&self, kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i), decimals);
  count_refund (&self, refund, decimals);
  return self;
}

gint64
kontor_refund_charge_get_refunded (const KontorRefundCharge *self, guint decimals)
{
  gint64 gross = self->refunded_net;

  for (guint i = 0; i < self->n_taxes; i++)
    gross = kontor_sum_saturated (gross, self->taxes[i].refunded);
  return kontor_amount_round (gross, decimals);
}
