#include "kontor-money.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

#define SCALE 6

/* Beyond this an exponent only says "too large" or "nothing", and sums with it cannot overflow. */
#define MAX_EXPONENT 1000000000

G_DEFINE_BOXED_TYPE (KontorMoney, kontor_money, kontor_money_copy, kontor_money_free)

/** @currency: (nullable): as ISO 4217 has it, in any case; what is longer than three letters is cut */
KontorMoney
kontor_money_make (gint64 amount, const char *currency)
{
  KontorMoney money = { .amount = amount };

  for (guint i = 0; currency != NULL && currency[i] != '\0' && i < 3; i++)
    money.currency[i] = g_ascii_toupper (currency[i]);
  return money;
}

KontorMoney *
kontor_money_copy (const KontorMoney *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
kontor_money_free (KontorMoney *self)
{
  g_free (self);
}

gboolean
kontor_money_equal (const KontorMoney *a, const KontorMoney *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->amount == b->amount && g_str_equal (a->currency, b->currency);
}

static gint64
power_of_ten (guint exponent)
{
  gint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* Half away from zero; @by is positive. */
static __int128
divide_rounded (__int128 number, __int128 by)
{
  __int128 quotient = number / by;
  __int128 rest = number % by;

  if (rest >= by - rest)
    return quotient + 1;
  if (-rest >= by + rest)
    return quotient - 1;
  return quotient;
}

static gint64
saturate (__int128 number)
{
  return (gint64) CLAMP (number, (__int128) G_MININT64, (__int128) G_MAXINT64);
}

/* The parts of a decimal, borrowed from its text. */
typedef struct {
  gboolean negative;
  const char *digits; /* with a point among them, perhaps */
  gsize length;
  gint64 whole; /* digits before the point, the exponent counted in */
} Decimal;

static gboolean
scan_exponent (const char **cursor, gint64 *exponent)
{
  const char *p = *cursor;
  gboolean negative = FALSE;
  gint64 number = 0;

  if (*p == '+' || *p == '-')
    negative = *p++ == '-';
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    number = MIN (number * 10 + (*p - '0'), MAX_EXPONENT);
  *exponent = negative ? -number : number;
  *cursor = p;
  return TRUE;
}

static gboolean
scan_decimal (const char *text, Decimal *decimal)
{
  const char *p = text, *point = NULL;
  gsize n_digits = 0;
  gint64 exponent = 0;

  decimal->negative = *p == '-';
  if (*p == '+' || *p == '-')
    p++;
  decimal->digits = p;
  for (; g_ascii_isdigit (*p) || (*p == '.' && point == NULL); p++)
    if (*p == '.')
      point = p;
    else
      n_digits++;
  decimal->length = (gsize) (p - decimal->digits);
  if (n_digits == 0)
    return FALSE;
  if ((*p == 'e' || *p == 'E') && (p++, !scan_exponent (&p, &exponent)))
    return FALSE;
  decimal->whole = (point != NULL ? point - decimal->digits : (gint64) n_digits) + exponent;
  return *p == '\0';
}

/* Walks the digits from the most significant one; @place is the power of ten of a digit in millionths. */
static gboolean
count_millionths (const Decimal *decimal, gint64 *amount, gboolean *exact)
{
  const __int128 limit = decimal->negative ? -(__int128) G_MININT64 : G_MAXINT64;
  gint64 place = decimal->whole - 1 + SCALE;
  __int128 sum = 0;

  *exact = TRUE;
  for (gsize i = 0; i < decimal->length; i++) {
    int digit = decimal->digits[i] - '0';

    if (decimal->digits[i] == '.')
      continue;
    if (place >= 0)
      sum = sum * 10 + digit;
    else if (digit != 0)
      *exact = FALSE;
    if (place == -1 && digit >= 5)
      sum++;
    if (sum > limit)
      return FALSE;
    place--;
  }
  for (; place >= 0 && sum != 0; place--) {
    sum *= 10;
    if (sum > limit)
      return FALSE;
  }
  *amount = (gint64) (decimal->negative ? -sum : sum);
  return TRUE;
}

gboolean
kontor_decimal_parse (const char *text, gint64 *amount, gboolean *exact, GError **error)
{
  Decimal decimal;
  gboolean is_exact;

  g_return_val_if_fail (amount != NULL, FALSE);

  if (text == NULL || !scan_decimal (text, &decimal)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not a number"), text != NULL ? text : "");
    return FALSE;
  }
  if (!count_millionths (&decimal, amount, &is_exact)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is too large"), text);
    return FALSE;
  }
  if (exact != NULL)
    *exact = is_exact;
  return TRUE;
}

char *
kontor_decimal_format (gint64 amount, guint decimals)
{
  guint64 magnitude = amount < 0 ? -(guint64) amount : (guint64) amount;
  guint64 rest = magnitude % KONTOR_MONEY_UNIT;
  GString *text;

  g_return_val_if_fail (decimals <= SCALE, NULL);

  text = g_string_new (NULL);
  g_string_printf (text, "%s%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT, amount < 0 ? "-" : "",
                   magnitude / KONTOR_MONEY_UNIT, rest);
  for (guint kept = SCALE; kept > decimals && text->str[text->len - 1] == '0'; kept--)
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
  return g_string_free_and_steal (text);
}

/** What does not fit becomes the end of the range, as with kontor_amount_share (). */
gint64
kontor_amount_round (gint64 amount, guint decimals)
{
  return kontor_amount_share (amount, 1, 1, decimals);
}

/** What does not fit becomes the end of the range; shares of a whole always fit. */
gint64
kontor_amount_share (gint64 amount, gint64 numerator, gint64 denominator, guint decimals)
{
  gint64 unit;

  g_return_val_if_fail (denominator > 0, 0);
  g_return_val_if_fail (decimals <= SCALE, 0);

  unit = power_of_ten (SCALE - decimals);
  return saturate (divide_rounded ((__int128) amount * numerator, (__int128) denominator * unit) * unit);
}

gboolean
kontor_amount_add (gint64 a, gint64 b, gint64 *sum, GError **error)
{
  gint64 result;

  g_return_val_if_fail (sum != NULL, FALSE);

  if (__builtin_add_overflow (a, b, &result)) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The sum is too large"));
    return FALSE;
  }
  *sum = result;
  return TRUE;
}
