#include "kontor-money.h"

#include <string.h>

#include <glib/gi18n.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "kontor-error.h"

/* What stands for separators that mean the same in every locale; a capital letter, as typed ones are made small. */
#define GROUP '\''
#define POINT 'P'

#define ARABIC_POINT 0x066b
#define ARABIC_GROUP 0x066c

typedef struct {
  char decimal;
  char group;
} Separators;

static const char *
get_environment_locale (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MONETARY", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++) {
    const char *value = g_getenv (variables[i]);

    if (value != NULL && value[0] != '\0')
      return value;
  }
  return "C";
}

/* By the environment, not setlocale (): ICU knows locales that the system has not got installed. */
static void
get_locale (char locale[ULOC_FULLNAME_CAPACITY])
{
  const char *posix = get_environment_locale ();
  UErrorCode status = U_ZERO_ERROR;

  if (g_str_equal (posix, "C") || g_str_has_prefix (posix, "C.") || g_str_equal (posix, "POSIX"))
    posix = "en_US";
  uloc_canonicalize (posix, locale, ULOC_FULLNAME_CAPACITY, &status);
  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING)
    g_strlcpy (locale, "en_US", ULOC_FULLNAME_CAPACITY);
}

static gboolean
is_code (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && g_ascii_isupper (currency[0]) && g_ascii_isupper (currency[1]) &&
         g_ascii_isupper (currency[2]);
}

gboolean
kontor_currency_is_valid (const char *currency)
{
  UChar code[4];

  if (!is_code (currency))
    return FALSE;
  u_charsToUChars (currency, code, 4);
  return ucurr_getNumericCode (code) != 0;
}

/** 2 for what is no currency. */
guint
kontor_currency_get_decimals (const char *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar code[4];
  int decimals;

  if (!kontor_currency_is_valid (currency))
    return 2;
  u_charsToUChars (currency, code, 4);
  decimals = ucurr_getDefaultFractionDigits (code, &status);
  return U_SUCCESS (status) ? (guint) CLAMP (decimals, 0, 6) : 2;
}

static char *
format_with (const UNumberFormatter *formatter, const char *decimal)
{
  UErrorCode status = U_ZERO_ERROR;
  UFormattedNumber *result = unumf_openResult (&status);
  UChar buffer[128];
  int length;

  unumf_formatDecimal (formatter, decimal, -1, result, &status);
  length = unumf_resultToString (result, buffer, G_N_ELEMENTS (buffer), &status);
  unumf_closeResult (result);
  return U_SUCCESS (status) ? g_utf16_to_utf8 (buffer, length, NULL, NULL, NULL) : NULL;
}

/* To make a formatter takes many times longer than to use it, and lists are in one currency: each thread keeps its last. */
typedef struct {
  char locale[ULOC_FULLNAME_CAPACITY];
  char currency[4];
  UNumberFormatter *formatter; /* (nullable) */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *self = data;

  unumf_close (self->formatter);
  g_free (self);
}

static GPrivate kept = G_PRIVATE_INIT (kept_free);

static UNumberFormatter *
open_formatter (const char *currency, const char *locale)
{
  char skeleton[] = "currency/XXX";
  UChar wide[sizeof skeleton];
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormatter *formatter;

  memcpy (strchr (skeleton, '/') + 1, currency, 3);
  u_charsToUChars (skeleton, wide, sizeof skeleton);
  formatter = unumf_openForSkeletonAndLocale (wide, -1, locale, &status);
  if (U_SUCCESS (status))
    return formatter;
  unumf_close (formatter);
  return NULL;
}

/* (transfer none) (nullable) */
static const UNumberFormatter *
get_formatter (const char *currency, const char *locale)
{
  Kept *self = g_private_get (&kept);

  if (self != NULL && g_str_equal (self->currency, currency) && g_str_equal (self->locale, locale))
    return self->formatter;
  self = g_new0 (Kept, 1);
  g_strlcpy (self->currency, currency, sizeof self->currency);
  g_strlcpy (self->locale, locale, sizeof self->locale);
  self->formatter = open_formatter (currency, locale);
  g_private_replace (&kept, self);
  return self->formatter;
}

static char *
format_currency (const char *decimal, const char *currency, const char *locale)
{
  const UNumberFormatter *formatter = get_formatter (currency, locale);

  return formatter != NULL ? format_with (formatter, decimal) : NULL;
}

/** Rounded to the decimals of the currency. */
char *
kontor_money_format (const KontorMoney *self)
{
  char locale[ULOC_FULLNAME_CAPACITY];

  get_locale (locale);
  return kontor_money_format_in (self, locale);
}

char *
kontor_money_format_in (const KontorMoney *self, const char *locale)
{
  g_autofree char *decimal = NULL;
  char *text = NULL;
  guint decimals;

  g_return_val_if_fail (self != NULL && locale != NULL && strlen (locale) < ULOC_FULLNAME_CAPACITY, NULL);

  decimals = kontor_currency_get_decimals (self->currency);
  decimal = kontor_decimal_format (kontor_amount_round (self->amount, decimals), decimals);
  if (is_code (self->currency))
    text = format_currency (decimal, self->currency, locale);
  return text != NULL ? text : g_strchomp (g_strdup_printf ("%s %s", decimal, self->currency));
}

/* As it is typed: in ASCII, or nothing. */
static char
get_symbol (const UNumberFormat *format, UNumberFormatSymbol symbol)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar buffer[8];
  int length = unum_getSymbol (format, symbol, buffer, G_N_ELEMENTS (buffer), &status);

  if (U_FAILURE (status) || length != 1)
    return '\0';
  if (buffer[0] == ARABIC_POINT || buffer[0] == ARABIC_GROUP)
    return buffer[0] == ARABIC_POINT ? '.' : ',';
  return buffer[0] < 0x80 ? (char) buffer[0] : '\0';
}

static Separators
get_separators (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open (UNUM_CURRENCY, NULL, 0, locale, NULL, &status);
  Separators separators = { '.', ',' };

  if (U_SUCCESS (status)) {
    separators.decimal = get_symbol (format, UNUM_MONETARY_SEPARATOR_SYMBOL);
    separators.group = get_symbol (format, UNUM_MONETARY_GROUPING_SEPARATOR_SYMBOL);
    unum_close (format);
  }
  return separators;
}

static void
append_plain (GString *plain, gunichar c)
{
  if (g_unichar_isdigit (c))
    g_string_append_c (plain, (char) ('0' + g_unichar_digit_value (c)));
  else if (g_unichar_isspace (c))
    g_string_append_c (plain, ' ');
  else if (c == 0x2212 || c == 0x2010 || c == 0x2013)
    g_string_append_c (plain, '-');
  else if (c == 0x2019 || c == ARABIC_GROUP)
    g_string_append_c (plain, GROUP);
  else if (c == ARABIC_POINT)
    g_string_append_c (plain, POINT);
  else if (g_unichar_type (c) != G_UNICODE_FORMAT)
    g_string_append_unichar (plain, g_unichar_tolower (c));
}

/* Full width and native digits, kinds of spaces and signs, and invisible marks of direction become what a keyboard has. */
static char *
make_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  GString *plain = g_string_new (NULL);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    append_plain (plain, g_utf8_get_char (p));
  return g_strstrip (g_string_free_and_steal (plain));
}

static char *
dup_currency_name (const char *currency, const char *locale, UCurrNameStyle style)
{
  g_autofree char *name = NULL;
  UErrorCode status = U_ZERO_ERROR;
  const UChar *wide;
  UChar code[4];
  int length = 0;

  u_charsToUChars (currency, code, 4);
  wide = ucurr_getName (code, locale, style, NULL, &length, &status);
  name = g_utf16_to_utf8 (wide, length, NULL, NULL, NULL);
  return make_plain (name != NULL ? name : currency);
}

static gboolean
strip_name (char *text, const char *name)
{
  if (name[0] == '\0')
    return FALSE;
  if (g_str_has_prefix (text, name))
    memset (text, ' ', strlen (name));
  else if (g_str_has_suffix (text, name))
    text[strlen (text) - strlen (name)] = '\0';
  else
    return FALSE;
  g_strstrip (text);
  return TRUE;
}

static void
strip_currency (char *text, const char *currency, const char *locale)
{
  g_autofree char *code = g_ascii_strdown (currency, -1);
  g_autofree char *symbol = dup_currency_name (currency, locale, UCURR_SYMBOL_NAME);
  g_autofree char *narrow = dup_currency_name (currency, locale, UCURR_NARROW_SYMBOL_NAME);

  if (!strip_name (text, code) && !strip_name (text, symbol))
    strip_name (text, narrow);
}

static gboolean
strip_sign (char *text)
{
  gboolean negative = text[0] == '-';

  if (text[0] == '-' || text[0] == '+') {
    text[0] = ' ';
    g_strstrip (text);
  }
  return negative;
}

/* "1,234": one separator with three digits after it and one to three before, not beginning with a zero. */
static gboolean
could_be_group (const char *number, const char *separator)
{
  gsize before = strspn (number, "0123456789");

  return number + before == separator && before >= 1 && before <= 3 && number[0] != '0' &&
         strlen (separator + 1) == 3 && strspn (separator + 1, "0123456789") == 3;
}

/* Where the decimals begin, if they do. FALSE: it can be read in two ways. */
static gboolean
find_point (const char *number, const Separators *separators, const char **point)
{
  const char *dot = strrchr (number, '.'), *comma = strrchr (number, ',');
  const char *last = dot != NULL ? dot : comma;

  *point = strchr (number, POINT);
  if (*point != NULL || last == NULL)
    return TRUE;
  if (dot != NULL && comma != NULL) {
    *point = MAX (dot, comma);
    return TRUE;
  }
  if (strchr (number, *last) != last)
    return TRUE;
  if (*last == separators->decimal || !could_be_group (number, last)) {
    *point = last;
    return TRUE;
  }
  return *last == separators->group;
}

/* Appends the whole part; groups are of one separator and three digits, the Indian ones of two. */
static gboolean
append_whole (GString *decimal, const char *number, const char *end)
{
  gsize length = strspn (number, "0123456789");
  char separator = number[length];

  g_string_append_len (decimal, number, (gssize) length);
  if (number + length == end)
    return TRUE;
  if (length < 1 || length > 3)
    return FALSE;
  while (number + length < end) {
    number += length;
    if (*number++ != separator)
      return FALSE;
    length = strspn (number, "0123456789");
    g_string_append_len (decimal, number, (gssize) length);
    if (length != 3 && (length != 2 || number + length == end))
      return FALSE;
  }
  return TRUE;
}

/* The typed number as a decimal; NULL where its form makes no sense. */
static char *
make_decimal (const char *number, const char *point)
{
  g_autoptr (GString) decimal = g_string_new (NULL);

  if (!append_whole (decimal, number, point != NULL ? point : number + strlen (number)))
    return NULL;
  if (point != NULL)
    g_string_append_printf (decimal, ".%s", point + 1);
  if (strspn (decimal->str, "0123456789.") != decimal->len || strpbrk (decimal->str, "0123456789") == NULL)
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&decimal));
}

static void
set_stray_error (GError **error, const char *stray, const char *text)
{
  g_autofree char *character = g_strndup (stray, (gsize) (g_utf8_next_char (stray) - stray));

  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” in “%s” was not understood"), character, text);
}

static gboolean
check_decimals (const char *decimal, const char *currency, GError **error)
{
  const char *point = strchr (decimal, '.');
  guint most = kontor_currency_get_decimals (currency);

  if (point == NULL || strlen (point + 1) <= most)
    return TRUE;
  if (most == 0)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Amounts in %s have no decimals"), currency);
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Amounts in %s have at most %u decimals"), currency,
                 most);
  return FALSE;
}

/* @number: with neither sign nor currency */
static char *
read_number (const char *number, const char *text, const char *currency, const char *locale, GError **error)
{
  Separators separators = get_separators (locale);
  const char *stray = number + strspn (number, "0123456789., 'P");
  g_autofree char *decimal = NULL;
  const char *point;

  if (*stray != '\0') {
    set_stray_error (error, stray, text);
    return NULL;
  }
  if (!find_point (number, &separators, &point)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                 _("“%s” can be read in two ways; leave out the separator or write all decimals"), text);
    return NULL;
  }
  decimal = make_decimal (number, point);
  if (decimal == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not an amount"), text);
    return NULL;
  }
  return check_decimals (decimal, currency, error) ? g_steal_pointer (&decimal) : NULL;
}

gboolean
kontor_money_parse_input (const char *text, const char *currency, KontorMoney *money, GError **error)
{
  char locale[ULOC_FULLNAME_CAPACITY];
  g_autofree char *number = NULL, *decimal = NULL, *whole = NULL;
  gboolean negative;
  gint64 amount;

  g_return_val_if_fail (text != NULL && money != NULL, FALSE);

  if (!kontor_currency_is_valid (currency)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not a currency"),
                 currency != NULL ? currency : "");
    return FALSE;
  }
  get_locale (locale);
  number = make_plain (text);
  negative = strip_sign (number);
  strip_currency (number, currency, locale);
  if (!negative)
    negative = strip_sign (number);
  decimal = read_number (number, text, currency, locale, error);
  if (decimal == NULL)
    return FALSE;
  whole = g_strconcat (negative ? "-" : "", decimal, NULL);
  if (!kontor_decimal_parse (whole, &amount, NULL, error))
    return FALSE;
  *money = kontor_money_make (amount, currency);
  return TRUE;
}
