#include "kontor-allocate.h"

typedef struct {
  unsigned __int128 fraction;
  guint index;
} Remainder;

static gint64
smallest_unit (guint decimals)
{
  gint64 unit = KONTOR_MONEY_UNIT;

  for (guint i = 0; i < decimals; i++)
    unit /= 10;
  return unit;
}

static int
compare_remainders (gconstpointer a, gconstpointer b)
{
  const Remainder *x = a, *y = b;

  if (x->fraction != y->fraction)
    return x->fraction < y->fraction ? 1 : -1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static guint64
weight_of (const gint64 *weights, guint index, gboolean equal)
{
  return equal ? 1 : (guint64) MAX (weights[index], 0);
}

static unsigned __int128
sum_weights (const gint64 *weights, guint n)
{
  unsigned __int128 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (guint64) MAX (weights[i], 0);
  return sum;
}

/* Shares of @amount ≥ 0; what is too small to be a unit goes with the first that gets one more. */
static void
share_out (guint64 amount, const gint64 *weights, guint n, guint64 unit, guint64 *shares)
{
  unsigned __int128 sum = sum_weights (weights, n);
  gboolean equal = sum == 0;
  g_autofree Remainder *remainders = g_new (Remainder, n);
  guint64 left = amount;

  if (equal)
    sum = n;
  for (guint i = 0; i < n; i++) {
    unsigned __int128 exact = (unsigned __int128) amount * weight_of (weights, i, equal);

    shares[i] = (guint64) (exact / sum) / unit * unit;
    remainders[i] = (Remainder) { exact - shares[i] * sum, i };
    left -= shares[i];
  }
  qsort (remainders, n, sizeof *remainders, compare_remainders);
  shares[remainders[0].index] += left % unit;
  for (guint i = 0; left >= unit; i++, left -= unit)
    shares[remainders[i].index] += unit;
}

void
kontor_allocate (gint64 amount, const gint64 *weights, guint n, guint decimals, gint64 *shares)
{
  guint64 magnitude = amount < 0 ? -(guint64) amount : (guint64) amount;

  g_return_if_fail (decimals <= 6 && (n == 0 || (weights != NULL && shares != NULL)));

  if (n == 0)
    return;
  share_out (magnitude, weights, n, (guint64) smallest_unit (decimals), (guint64 *) shares);
  for (guint i = 0; i < n && amount < 0; i++)
    shares[i] = (gint64) - (guint64) shares[i];
}

void
kontor_tax_split_gross (gint64 gross, gint64 rate, guint decimals, gint64 *net, gint64 *tax)
{
  g_return_if_fail (rate >= 0 && rate < G_MAXINT64 - KONTOR_MONEY_UNIT && net != NULL && tax != NULL);

  *tax = kontor_amount_share (gross, rate, KONTOR_MONEY_UNIT + rate, decimals);
  *net = gross - *tax;
}
