#include "kontor-money-change.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"

#define MINUS "\342\210\222"

/* What was typed, apart. @ending: in millionths; -1: none */
typedef struct {
  char sign; /* '+', '-', or '\0' where it says what is to be */
  gboolean percent;
  char *number;
  gint64 ending;
} Typed;

static void
typed_clear (Typed *self)
{
  g_free (self->number);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, text);
  return FALSE;
}

gint64
kontor_amount_round_to_ending (gint64 amount, gint64 ending)
{
  gint64 units;

  g_return_val_if_fail (ending >= 0 && ending < KONTOR_MONEY_UNIT, amount);

  if (amount <= ending)
    return ending;
  units = (amount - ending) / KONTOR_MONEY_UNIT;
  if ((amount - ending) % KONTOR_MONEY_UNIT >= KONTOR_MONEY_UNIT / 2 &&
      units < (G_MAXINT64 - ending) / KONTOR_MONEY_UNIT)
    units++;
  return units * KONTOR_MONEY_UNIT + ending;
}

/* ",99" behind a space. Cuts it off. */
static gboolean
take_ending (char *text, guint decimals, gint64 *ending, GError **error)
{
  char *last = strrchr (text, ' ');
  g_autofree char *decimal = NULL;

  *ending = -1;
  if (last == NULL || (last[1] != ',' && last[1] != '.'))
    return TRUE;
  if (strlen (last + 2) == 0 || strspn (last + 2, "0123456789") != strlen (last + 2) || strlen (last + 2) > decimals)
    return refuse (error, _("An ending is written like “,99”."));
  decimal = g_strconcat ("0.", last + 2, NULL);
  *last = '\0';
  g_strchomp (text);
  return kontor_decimal_parse (decimal, ending, NULL, error);
}

static gboolean
read_typed (const char *text, guint decimals, Typed *typed, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, MINUS, -1);
  g_autofree char *plain = g_strstrip (g_strjoinv ("-", parts));
  gsize length;

  if (plain[0] == '+' || plain[0] == '-')
    typed->sign = plain[0];
  if (typed->sign != '\0' || plain[0] == '=')
    plain[0] = ' ';
  typed->ending = -1;
  if (typed->sign != '\0' && !take_ending (plain, decimals, &typed->ending, error))
    return FALSE;
  g_strstrip (plain);
  length = strlen (plain);
  typed->percent = length > 0 && plain[length - 1] == '%';
  if (typed->percent)
    plain[length - 1] = '\0';
  typed->number = g_strdup (g_strchomp (plain));
  if (typed->number[0] == '+' || typed->number[0] == '-')
    return refuse (error, typed->sign != '\0' ? _("There are two signs.") : _("A price cannot be below zero."));
  return typed->percent && typed->sign == '\0' ? refuse (error, _("Type +10% or -10%.")) : TRUE;
}

/* As millionths of the whole. */
static gboolean
parse_percent (const char *number, gint64 *part, GError **error)
{
  g_autofree char *decimal = g_strdelimit (g_strdup (number), ",", '.');
  gint64 percent;

  if (decimal[0] == '\0' || strspn (decimal, "0123456789.") != strlen (decimal) ||
      !kontor_decimal_parse (decimal, &percent, NULL, NULL) || percent > 100000 * KONTOR_MONEY_UNIT)
    return refuse (error, _("Type +10% or -10%."));
  *part = percent / 100;
  return TRUE;
}

static gboolean
add (const Typed *typed, const KontorMoney *present, guint decimals, gint64 *amount, GError **error)
{
  KontorMoney number;
  gint64 part;

  if (typed->percent) {
    if (!parse_percent (typed->number, &part, error))
      return FALSE;
    *amount = kontor_amount_share (present->amount, KONTOR_MONEY_UNIT + (typed->sign == '-' ? -part : part),
                                   KONTOR_MONEY_UNIT, typed->ending >= 0 ? 6 : decimals);
    return TRUE;
  }
  return kontor_money_parse_input (typed->number, present->currency, &number, error) &&
         kontor_amount_add (present->amount, typed->sign == '-' ? -number.amount : number.amount, amount, error);
}

gboolean
kontor_money_parse_change (const char *text, const KontorMoney *present, const char *currency, KontorMoney *money,
                           GError **error)
{
  g_auto (Typed) typed = { 0 };
  KontorMoney wanted;
  guint decimals;

  g_return_val_if_fail (text != NULL && currency != NULL && money != NULL, FALSE);

  decimals = kontor_currency_get_decimals (currency);
  if (!read_typed (text, decimals, &typed, error))
    return FALSE;
  if (typed.sign != '\0' && present == NULL)
    return refuse (error, _("There is no price yet that could change by this."));
  wanted = kontor_money_make (0, currency);
  if (typed.sign != '\0' ? !add (&typed, present, decimals, &wanted.amount, error)
                         : !kontor_money_parse_input (typed.number, currency, &wanted, error))
    return FALSE;
  if (wanted.amount < 0)
    return refuse (error, _("A price cannot be below zero."));
  if (typed.ending >= 0)
    wanted.amount = kontor_amount_round_to_ending (wanted.amount, typed.ending);
  *money = wanted;
  return TRUE;
}
