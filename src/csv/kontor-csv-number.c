#include "kontor-csv-number.h"

#include <string.h>

#include "kontor-money.h"

typedef struct {
  const char *name;
  gint64 size; /* in micrograms, or in micrometres */
  char of;
} Unit;

static const Unit units[] = {
  { "g", 1000000, 'w' },
  { "kg", 1000000000, 'w' },
  { "oz", 28349523, 'w' },
  { "lbs", 453592370, 'w' },
  { "mm", 1000, 'l' },
  { "cm", 10000, 'l' },
  { "m", 1000000, 'l' },
  { "in", 25400, 'l' },
  { "yd", 914400, 'l' },
};

/* What parts thousands has three digits after it, and stands before the decimals. */
static gboolean
is_group (const char *mark)
{
  return strspn (mark + 1, "0123456789") == 3;
}

/* What may stand around a number. */
static gboolean
is_passed_over (gunichar letter)
{
  return letter == '\'' || letter == 0x202f || g_unichar_isspace (letter) || g_unichar_type (letter) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Digits with a point; empty where it is no number. */
static char *
clean (const char *cell, char decimal)
{
  char group = decimal == ',' ? '.' : ',';
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *c = cell; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_ascii_isdigit (*c) || *c == '-')
      g_string_append_c (text, *c);
    else if (*c == decimal)
      g_string_append_c (text, '.');
    else if (letter == 0x2212)
      g_string_append_c (text, '-');
    else if (*c == group ? strchr (text->str, '.') != NULL || !is_group (c) : !is_passed_over (letter))
      return g_strdup ("");
  }
  return g_strdup (text->str);
}

gboolean
kontor_csv_parse_amount (const char *cell, char decimal, gint64 *value)
{
  g_autofree char *text = clean (cell, decimal);

  return text[0] != '\0' && kontor_decimal_parse (text, value, NULL, NULL);
}

gboolean
kontor_csv_parse_number (const char *cell, char decimal, gint64 *value)
{
  gint64 amount;

  if (!kontor_csv_parse_amount (cell, decimal, &amount) || amount % KONTOR_MONEY_UNIT != 0)
    return FALSE;
  *value = amount / KONTOR_MONEY_UNIT;
  return TRUE;
}

gboolean
kontor_csv_parse_flag (const char *cell, gboolean *value)
{
  static const char *const yes[] = { "1", "yes", "true", "y", "on", NULL };
  static const char *const no[] = { "0", "no", "false", "n", "off", NULL };
  g_autofree char *word = g_ascii_strdown (cell, -1);

  if (!g_strv_contains (yes, word) && !g_strv_contains (no, word))
    return FALSE;
  *value = g_strv_contains (yes, word);
  return TRUE;
}

/* A day alone is its beginning. */
gboolean
kontor_csv_parse_instant (const char *cell, GTimeZone *zone, gint64 *value)
{
  g_autofree char *text = strlen (cell) == 10 ? g_strconcat (cell, "T00:00:00", NULL) : g_strdup (cell);
  g_autoptr (GDateTime) time = NULL;

  if (strlen (text) > 10 && text[10] == ' ')
    text[10] = 'T';
  time = g_date_time_new_from_iso8601 (text, zone);
  if (time == NULL)
    return FALSE;
  *value = g_date_time_to_unix_usec (time) / 1000;
  return TRUE;
}

static const Unit *
find_unit (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].name, name))
      return &units[i];
  return NULL;
}

gint64
kontor_csv_convert_unit (gint64 amount, const char *from, const char *to)
{
  const Unit *source = find_unit (from), *target = find_unit (to);

  if (source == NULL || target == NULL || source == target || source->of != target->of)
    return amount;
  return kontor_amount_share (amount, source->size, target->size, 6);
}
