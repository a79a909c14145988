#pragma once

#include "kontor-money.h"

G_BEGIN_DECLS

/**
 * kontor_money_parse_change:
 * @text: what a person typed: "12,50" and "=12,50" say what it is to be, "+2"
 *   and "-1,50" add to @present, "+10%" and "-10%" take a part of it; after one of
 *   these an ending: "+10% ,99"
 * @present: (nullable): what it is now
 * @money: (out): never below zero
 *
 * Numbers are read as by kontor_money_parse_input (). With an ending the result
 * is the nearest amount that ends so, else it is rounded to the decimals of the
 * currency. Errors: KONTOR_ERROR_INVALID with a message for the person; @money is
 * untouched then.
 */
gboolean kontor_money_parse_change (const char *text, const KontorMoney *present, const char *currency,
                                    KontorMoney *money, GError **error);

/**
 * kontor_amount_round_to_ending:
 * @ending: what is to stand behind the point, in millionths, below one
 *
 * The nearest amount with that ending, the higher of two; not below zero.
 */
gint64 kontor_amount_round_to_ending (gint64 amount, gint64 ending);

G_END_DECLS
