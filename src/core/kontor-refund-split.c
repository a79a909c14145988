#include "kontor-refund.h"

#include "kontor-allocate.h"
#include "kontor-saturated-private.h"

/* What one payment has left to give back. */
typedef struct {
  const char *key;
  gboolean credit;
  gint64 paid_at;
  guint index;
  gint64 left;
} Source;

static gint64
sum_member_amounts (const KontorRecord *order, guint list, guint field)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (order, list); i++)
    sum = kontor_sum_saturated (sum, kontor_record_get_amount (kontor_record_get_member (order, list, i), field));
  return sum;
}

gint64
kontor_refund_get_remainder (const KontorRecord *order)
{
  gint64 captured = kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL);
  gint64 refunded = kontor_record_get_amount (order, KONTOR_ORDER_REFUNDED_TOTAL);

  if (kontor_record_has (order, KONTOR_ORDER_REFUNDS))
    refunded = sum_member_amounts (order, KONTOR_ORDER_REFUNDS, KONTOR_REFUND_AMOUNT);
  if (kontor_record_has (order, KONTOR_ORDER_PAYMENTS)) {
    captured = sum_member_amounts (order, KONTOR_ORDER_PAYMENTS, KONTOR_PAYMENT_CAPTURED);
    refunded = MAX (refunded, sum_member_amounts (order, KONTOR_ORDER_PAYMENTS, KONTOR_PAYMENT_REFUNDED));
  }
  return MAX (kontor_difference_saturated (captured, MAX (refunded, 0)), 0);
}

static gint64
refunded_by (const KontorRecord *order, const KontorRecord *payment)
{
  const char *key = kontor_record_get_key (payment);
  gint64 noted = 0;

  for (guint i = 0; key != NULL && i < kontor_record_get_length (order, KONTOR_ORDER_REFUNDS); i++) {
    KontorRecord *refund = kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i);

    if (g_strcmp0 (kontor_record_get_text (refund, KONTOR_REFUND_PAYMENT_KEY), key) == 0)
      noted = kontor_sum_saturated (noted, kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT));
  }
  return MAX (noted, kontor_record_get_amount (payment, KONTOR_PAYMENT_REFUNDED));
}

static gboolean
is_credit (const KontorRecord *payment)
{
  static const char *const gateways[] = { "gift-card", "gift_card", "store-credit", "store_credit", NULL };
  const char *gateway = kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY);

  return gateway != NULL && g_strv_contains (gateways, gateway);
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const Source *x = a, *y = b;

  if (x->credit != y->credit)
    return x->credit ? -1 : 1;
  if (x->paid_at != y->paid_at)
    return x->paid_at > y->paid_at ? -1 : 1;
  return x->index > y->index ? -1 : x->index < y->index;
}

/* Refunds that name no payment were taken from somewhere: from those that would be asked first. */
static void
take_unnamed (GArray *sources, gint64 unnamed)
{
  for (guint i = 0; i < sources->len && unnamed > 0; i++) {
    Source *source = &g_array_index (sources, Source, i);
    gint64 taken = MIN (source->left, unnamed);

    source->left -= taken;
    unnamed -= taken;
  }
}

static GArray *
list_sources (const KontorRecord *order)
{
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (Source));
  gint64 unnamed = sum_member_amounts (order, KONTOR_ORDER_REFUNDS, KONTOR_REFUND_AMOUNT);

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS); i++) {
    KontorRecord *payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i);
    gint64 refunded = MAX (refunded_by (order, payment), 0);
    Source source = {
      .key = kontor_record_get_key (payment),
      .credit = is_credit (payment),
      .paid_at = kontor_record_get_int (payment, KONTOR_PAYMENT_PAID_AT),
      .index = i,
      .left =
          MAX (kontor_difference_saturated (kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED), refunded), 0),
    };

    unnamed = kontor_difference_saturated (unnamed, refunded);
    g_array_append_val (sources, source);
  }
  g_array_sort (sources, compare_sources);
  take_unnamed (sources, unnamed);
  return sources;
}

static void
share_free (gpointer data)
{
  KontorRefundShare *share = data;

  g_free (share->payment_key);
  g_free (share);
}

static gint64
give_back (GPtrArray *shares, const char *key, gint64 amount)
{
  KontorRefundShare *share;

  if (amount <= 0)
    return 0;
  share = g_new0 (KontorRefundShare, 1);
  share->payment_key = g_strdup (key);
  share->amount = amount;
  g_ptr_array_add (shares, share);
  return amount;
}

/* Proportionally, and what rounding left over by those that still have something. */
static void
allocate_proportionally (GArray *sources, guint first, gint64 amount, guint decimals, gint64 *taken)
{
  g_autofree gint64 *left = g_new0 (gint64, sources->len - first);
  gint64 all = 0;

  for (guint i = first; i < sources->len; i++) {
    left[i - first] = g_array_index (sources, Source, i).left;
    all = kontor_sum_saturated (all, left[i - first]);
  }
  amount = MIN (amount, all);
  kontor_allocate (amount, left, sources->len - first, decimals, taken);
  for (guint i = 0; i < sources->len - first; i++)
    taken[i] = MIN (taken[i], left[i]);
  for (guint i = 0; i < sources->len - first; i++)
    amount -= taken[i];
  for (guint i = 0; i < sources->len - first; i++) {
    gint64 more = MIN (amount, left[i] - taken[i]);

    taken[i] += more;
    amount -= more;
  }
}

static gint64
give_back_proportionally (GPtrArray *shares, GArray *sources, guint first, gint64 amount, guint decimals)
{
  g_autofree gint64 *taken = NULL;
  gint64 given = 0;

  if (first == sources->len)
    return 0;
  taken = g_new0 (gint64, sources->len - first);
  allocate_proportionally (sources, first, amount, decimals, taken);
  for (guint i = first; i < sources->len; i++)
    given += give_back (shares, g_array_index (sources, Source, i).key, taken[i - first]);
  return given;
}

GPtrArray *
kontor_refund_split (const KontorRecord *order, gint64 amount, guint decimals, KontorRefundManner manner)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func (share_free);
  g_autoptr (GArray) sources = list_sources (order);
  guint i = 0;

  for (; i < sources->len; i++) {
    const Source *source = &g_array_index (sources, Source, i);

    if (manner == KONTOR_REFUND_PROPORTIONALLY && !source->credit)
      break;
    amount -= give_back (shares, source->key, MIN (source->left, amount));
  }
  amount -= give_back_proportionally (shares, sources, i, amount, decimals);
  give_back (shares, NULL, amount);
  return shares;
}

gint64
kontor_refund_get_payment_remainder (const KontorRecord *order, const char *payment_key)
{
  g_autoptr (GArray) sources = list_sources (order);

  for (guint i = 0; i < sources->len; i++)
    if (g_strcmp0 (g_array_index (sources, Source, i).key, payment_key) == 0)
      return g_array_index (sources, Source, i).left;
  return kontor_refund_get_remainder (order);
}

/* So that the lines of a part sum to its amount. */
static void
balance (KontorRecord *part, gint64 net)
{
  KontorRecord *line = kontor_record_new (&kontor_refund_line_type);
  g_autofree char *number = g_strdup_printf ("%u", kontor_record_get_length (part, KONTOR_REFUND_LINES) + 1);

  kontor_record_set_key (line, number);
  kontor_record_set_text (line, KONTOR_REFUND_LINE_KIND, "amount");
  kontor_record_set_text (line, KONTOR_REFUND_LINE_LINE_KEY, "other-payments");
  kontor_record_set_int (line, KONTOR_REFUND_LINE_QUANTITY, 0);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_NET, net);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_TAX, 0);
  kontor_record_set_bool (line, KONTOR_REFUND_LINE_RESTOCK, FALSE);
  kontor_record_set_empty (line, KONTOR_REFUND_LINE_TAXES);
  kontor_record_take_member (part, KONTOR_REFUND_LINES, line);
}

static KontorRecord *
new_part (const KontorRecord *refund, const KontorRefundShare *share, guint index)
{
  KontorRecord *part = kontor_record_copy (refund);
  gint64 others = kontor_difference_saturated (kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT), share->amount);
  gboolean has_lines = kontor_record_get_length (refund, KONTOR_REFUND_LINES) > 0;

  kontor_record_set_amount (part, KONTOR_REFUND_AMOUNT, share->amount);
  if (share->payment_key != NULL)
    kontor_record_set_text (part, KONTOR_REFUND_PAYMENT_KEY, share->payment_key);
  if (has_lines && index > 0)
    kontor_record_set_empty (part, KONTOR_REFUND_LINES);
  if (has_lines && others != 0)
    balance (part, index == 0 ? -others : share->amount);
  return part;
}

GPtrArray *
kontor_refund_divide (const KontorRecord *refund, GPtrArray *shares)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);

  for (guint i = 0; i < shares->len; i++)
    g_ptr_array_add (parts, new_part (refund, g_ptr_array_index (shares, i), i));
  return parts;
}
