#include "kontor-field-text.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-format.h"
#include "kontor-gtin.h"

typedef enum { TEXT, MONEY, NUMBER, MEASURE, GTIN, STOCK } Manner;

static Manner
get_manner (const KontorRecord *record, guint field)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  if (kontor_record_get_entity (record) == KONTOR_ENTITY_VARIANT) {
    if (field == KONTOR_VARIANT_GTIN)
      return GTIN;
    if (field == KONTOR_VARIANT_LEVELS)
      return STOCK;
    if (field >= KONTOR_VARIANT_WEIGHT && field <= KONTOR_VARIANT_HEIGHT)
      return MEASURE;
  }
  if (type->fields[field].kind == KONTOR_FIELD_MONEY)
    return MONEY;
  return type->fields[field].kind == KONTOR_FIELD_INT ? NUMBER : TEXT;
}

static const char *
get_currency (const KontorRecord *record)
{
  int field = kontor_record_type_find (kontor_record_get_record_type (record), "currency");
  const char *currency = field >= 0 ? kontor_record_get_text (record, (guint) field) : NULL;

  return currency != NULL ? currency : "EUR";
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, text);
  return FALSE;
}

static char *
dup_money (const KontorRecord *record, guint field)
{
  KontorMoney money = kontor_money_make (kontor_record_get_amount (record, field), get_currency (record));

  return kontor_format_money (&money);
}

/* Of several locations the stock is typed for each by itself. */
static KontorRecord *
get_level (const KontorRecord *variant)
{
  return kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS) == 1
             ? kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, 0)
             : NULL;
}

static char *
dup_stock (const KontorRecord *variant)
{
  const KontorRecord *level = get_level (variant);

  return level != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND))
                       : g_strdup ("");
}

char *
kontor_field_text_dup (const KontorRecord *record, guint field)
{
  const char *text;

  if (!kontor_record_has (record, field) || kontor_record_is_null (record, field))
    return g_strdup ("");
  switch (get_manner (record, field)) {
  case MONEY:
    return dup_money (record, field);
  case NUMBER:
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, field));
  case STOCK:
    return dup_stock (record);
  case TEXT:
  case MEASURE:
  case GTIN:
    break;
  }
  text = kontor_record_get_text (record, field);
  return g_strdup (text != NULL ? text : "");
}

static gboolean
parse_money (const KontorRecord *record, guint field, const char *text, KontorRecord *change, GError **error)
{
  KontorMoney money;

  if (!kontor_money_parse_input (text, get_currency (record), &money, error))
    return FALSE;
  if (money.amount < 0)
    return refuse (error, _("A price cannot be negative."));
  kontor_record_set_amount (change, field, money.amount);
  return TRUE;
}

static gboolean
parse_number (guint field, const char *text, KontorRecord *change, GError **error)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL))
    return refuse (error, _("That is no whole number."));
  kontor_record_set_int (change, field, number);
  return TRUE;
}

/* With either separator, as a decimal of the server. */
static gboolean
parse_measure (guint field, const char *text, KontorRecord *change, GError **error)
{
  g_autofree char *point = g_strdelimit (g_strdup (text), ",", '.');
  gint64 amount;

  if (!kontor_decimal_parse (point, &amount, NULL, NULL) || amount < 0)
    return refuse (error, _("That is no measure."));
  kontor_record_take_text (change, field, kontor_decimal_format (amount, 0));
  return TRUE;
}

static gboolean
parse_gtin (guint field, const char *text, KontorRecord *change, GError **error)
{
  guint expected = 0;

  switch (kontor_gtin_check (text, &expected)) {
  case KONTOR_GTIN_NO_NUMBER:
    return refuse (error, _("It has digits only."));
  case KONTOR_GTIN_LENGTH:
    return refuse (error, _("It has 8, 12, 13 or 14 digits."));
  case KONTOR_GTIN_CHECK:
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("With these digits the last one is %u."), expected);
    return FALSE;
  case KONTOR_GTIN_EMPTY:
  case KONTOR_GTIN_VALID:
    break;
  }
  kontor_record_set_text (change, field, text);
  return TRUE;
}

char *
kontor_field_text_dup_obstacle (const KontorRecord *record, guint field)
{
  g_return_val_if_fail (record != NULL, NULL);

  if (get_manner (record, field) != STOCK || kontor_record_get_length (record, KONTOR_VARIANT_LEVELS) <= 1)
    return NULL;
  return g_strdup (_("Its stock is kept in several places. It is changed for each of them where the product is shown."));
}

static gboolean
parse_stock (const KontorRecord *record, guint field, const char *text, KontorRecord *change, GError **error)
{
  g_autofree char *obstacle = kontor_field_text_dup_obstacle (record, field);
  KontorRecord *level = get_level (record);
  gint64 number;

  if (obstacle != NULL)
    return refuse (error, obstacle);
  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL))
    return refuse (error, _("That is no whole number."));
  level = level != NULL ? kontor_record_copy (level) : kontor_record_new (&kontor_level_type);
  if (kontor_record_get_key (level) == NULL)
    kontor_record_set_key (level, "");
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, number);
  kontor_record_take_member (change, field, level);
  return TRUE;
}

gboolean
kontor_field_text_parse (const KontorRecord *record, guint field, const char *text, KontorRecord *change,
                         GError **error)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (record != NULL && text != NULL && change != NULL, FALSE);

  typed = g_strstrip (g_strdup (text));
  if (typed[0] == '\0' && get_manner (record, field) == STOCK)
    return refuse (error, _("That is no whole number."));
  if (typed[0] == '\0') {
    if (get_manner (record, field) == TEXT || get_manner (record, field) == GTIN)
      kontor_record_set_text (change, field, kontor_record_is_null (record, field) ? NULL : "");
    else
      kontor_record_set_null (change, field);
    return TRUE;
  }
  switch (get_manner (record, field)) {
  case MONEY:
    return parse_money (record, field, typed, change, error);
  case NUMBER:
    return parse_number (field, typed, change, error);
  case MEASURE:
    return parse_measure (field, typed, change, error);
  case GTIN:
    return parse_gtin (field, typed, change, error);
  case STOCK:
    return parse_stock (record, field, typed, change, error);
  case TEXT:
    break;
  }
  kontor_record_set_text (change, field, typed);
  return TRUE;
}
