#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_MONEY (kontor_money_get_type ())
#define KONTOR_MONEY_UNIT G_GINT64_CONSTANT (1000000)

/**
 * KontorMoney:
 * @amount: millionths of the currency's unit
 * @currency: ISO 4217 code, upper case
 *
 * An amount of money, exact. No binary floating point is used anywhere.
 */
typedef struct {
  gint64 amount;
  char currency[4];
} KontorMoney;

GType kontor_money_get_type (void) G_GNUC_CONST;

KontorMoney kontor_money_make (gint64 amount, const char *currency);
KontorMoney *kontor_money_copy (const KontorMoney *self);
void kontor_money_free (KontorMoney *self);
gboolean kontor_money_equal (const KontorMoney *a, const KontorMoney *b);

/**
 * kontor_decimal_parse:
 * @text: a decimal as servers write it: "-12.50", "1.5e3", no grouping
 * @amount: (out): millionths, rounded half away from zero beyond six decimals
 * @exact: (out) (optional): whether nothing was rounded off
 *
 * @amount is untouched on failure.
 * Errors: KONTOR_ERROR_INVALID for anything else, and for what does not fit.
 */
gboolean kontor_decimal_parse (const char *text, gint64 *amount, gboolean *exact, GError **error);

/**
 * kontor_decimal_format:
 * @decimals: at least so many, 0 to 6; more are written only where they are not zero
 *
 * The amount as servers read it, with a point and no grouping. Nothing is rounded.
 */
char *kontor_decimal_format (gint64 amount, guint decimals);

/**
 * kontor_money_parse_input:
 * @text: what a person typed, in the user's locale: "1.234,50", "€ 12", "12.5"
 *
 * The group and decimal separators of the locale are understood, and the other
 * convention where it is unambiguous. Errors: KONTOR_ERROR_INVALID with a
 * message that names what was not understood; more decimals than the currency
 * has are an error, never rounded.
 */
gboolean kontor_money_parse_input (const char *text, const char *currency, KontorMoney *money, GError **error);

/** As ICU writes it in the user's locale: "€ 1.234,50". Any thread. */
char *kontor_money_format (const KontorMoney *self);
/** The same in a locale as ICU names it, for what is written to others than the user. */
char *kontor_money_format_in (const KontorMoney *self, const char *locale);

/** Decimals of the currency by ISO 4217 as ICU knows them: EUR 2, JPY 0, KWD 3. */
guint kontor_currency_get_decimals (const char *currency);
gboolean kontor_currency_is_valid (const char *currency);

/**
 * kontor_amount_round:
 *
 * Rounded to @decimals (0 to 6), half away from zero.
 */
gint64 kontor_amount_round (gint64 amount, guint decimals);

/**
 * kontor_amount_share:
 *
 * @amount × @numerator ÷ @denominator rounded to @decimals, half away from
 * zero, with a 128-bit intermediate. @denominator is positive.
 */
gint64 kontor_amount_share (gint64 amount, gint64 numerator, gint64 denominator, guint decimals);

/**
 * kontor_amount_add:
 *
 * Errors: KONTOR_ERROR_INVALID on overflow; @sum is then untouched.
 */
gboolean kontor_amount_add (gint64 a, gint64 b, gint64 *sum, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMoney, kontor_money_free)

G_END_DECLS
