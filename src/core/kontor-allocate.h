#pragma once

#include "kontor-money.h"

G_BEGIN_DECLS

/**
 * kontor_allocate:
 * @amount: what is shared out, of either sign
 * @weights: (array length=n): values of the lines; negative ones count as 0
 * @decimals: of the currency, 0 to 6
 * @shares: (out caller-allocates) (array length=n)
 *
 * Shares @amount out in proportion to @weights so that the shares sum to it
 * exactly: each is rounded down, and what is missing goes in smallest units to
 * those with the largest remainders, the earlier first. Without any weight all
 * count the same. So order discounts and shipping are put on the lines.
 */
void kontor_allocate (gint64 amount, const gint64 *weights, guint n, guint decimals, gint64 *shares);

/**
 * kontor_tax_split_gross:
 * @rate: in millionths: 200000 is 20 %
 * @net: (out)
 * @tax: (out)
 *
 * Of a price that includes tax: tax = round (gross × rate ÷ (1 + rate)), and
 * net is what is left of @gross.
 */
void kontor_tax_split_gross (gint64 gross, gint64 rate, guint decimals, gint64 *net, gint64 *tax);

G_END_DECLS
