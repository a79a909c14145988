#include "kontor-address.h"

#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* Where the postcode stands; P: province, C: city, Z: postcode. A line break is '/'. */
typedef struct {
  const char *countries;
  const char *place;
} Manner;

static const Manner manners[] = {
  { " US PR ", "C, P Z" },
  { " CA AU ", "C P Z" },
  { " GB IE GG JE IM PK TH HK RU UA EG KE NG ", "C/P/Z" },
  { " JP KR CN TW ", "Z/P C" },
  { " BR ", "C - P/Z" },
  { " IT ", "Z C P" },
  { " MX ", "Z C, P" },
  { " IN NZ SG VN LV SA JO BD LB KW BH ", "C Z/P" },
  { " ID PH ", "C/P Z" },
  { " ZA ", "C/Z/P" },
  { " AE QA OM ", "C/P" },
};
#define USUAL_PLACE "Z C/P"

/* Countries in which the family's name comes first. */
#define FAMILY_FIRST " JP KR CN TW HU VN "

static const char *
get (const KontorRecord *address, guint field)
{
  const char *text = kontor_record_get_text (address, field);

  return text != NULL ? text : "";
}

static gboolean
is_among (const char *countries, const char *code)
{
  g_autofree char *word = g_strdup_printf (" %s ", code);

  return code[0] != '\0' && strstr (countries, word) != NULL;
}

static const char *
find_place (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (manners); i++)
    if (is_among (manners[i].countries, code))
      return manners[i].place;
  return USUAL_PLACE;
}

static const char *
get_part (const KontorRecord *address, char letter)
{
  switch (letter) {
  case 'P':
    return get (address, KONTOR_ADDRESS_PROVINCE);
  case 'C':
    return get (address, KONTOR_ADDRESS_CITY);
  case 'Z':
    return get (address, KONTOR_ADDRESS_POSTCODE);
  default:
    return NULL;
  }
}

/* Of an empty part, what separates it from the next one is left out too; a line break stays. */
static void
append_place (GString *out, const KontorRecord *address)
{
  g_autoptr (GString) between = g_string_new ("\n");
  gboolean empty = TRUE;

  for (const char *p = find_place (get (address, KONTOR_ADDRESS_COUNTRY)); *p != '\0'; p++) {
    const char *part = get_part (address, *p);

    if (part == NULL && *p == '/')
      g_string_assign (between, "\n");
    else if (part == NULL && !empty)
      g_string_append_c (between, *p);
    if (part == NULL)
      continue;
    empty = part[0] == '\0';
    if (empty)
      continue;
    g_string_append_printf (out, "%s%s", out->len > 0 ? between->str : "", part);
    g_string_truncate (between, 0);
  }
}

static void
append_line (GString *out, const char *line)
{
  if (line[0] == '\0')
    return;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, line);
}

char *
kontor_address_dup_name (const KontorRecord *address)
{
  gboolean family_first;
  const char *first, *last;

  g_return_val_if_fail (address != NULL, NULL);

  family_first = is_among (FAMILY_FIRST, get (address, KONTOR_ADDRESS_COUNTRY));
  first = get (address, family_first ? KONTOR_ADDRESS_LAST_NAME : KONTOR_ADDRESS_FIRST_NAME);
  last = get (address, family_first ? KONTOR_ADDRESS_FIRST_NAME : KONTOR_ADDRESS_LAST_NAME);
  return g_strconcat (first, first[0] != '\0' && last[0] != '\0' ? " " : "", last, NULL);
}

char *
kontor_country_dup_name (const char *code)
{
  return kontor_country_dup_name_in (code, g_get_language_names ()[0]);
}

char *
kontor_country_dup_name_in (const char *code, const char *locale)
{
  g_autofree char *place = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UChar name[128];
  int length;

  g_return_val_if_fail (code != NULL && locale != NULL, NULL);

  place = g_strconcat ("und_", code, NULL);
  length = uloc_getDisplayCountry (place, locale, name, G_N_ELEMENTS (name), &status);
  if (U_FAILURE (status) || length <= 0)
    return g_strdup (code);
  return g_utf16_to_utf8 (name, length, NULL, NULL, NULL);
}

static GString *
format_lines (const KontorRecord *address)
{
  g_autofree char *name = kontor_address_dup_name (address);
  GString *out = g_string_new (NULL);

  append_line (out, name);
  append_line (out, get (address, KONTOR_ADDRESS_COMPANY));
  append_line (out, get (address, KONTOR_ADDRESS_LINE1));
  append_line (out, get (address, KONTOR_ADDRESS_LINE2));
  append_place (out, address);
  return out;
}

char *
kontor_address_format (const KontorRecord *address)
{
  g_autofree char *country = NULL;
  GString *out;

  g_return_val_if_fail (address != NULL, NULL);

  out = format_lines (address);
  country = kontor_country_dup_name (get (address, KONTOR_ADDRESS_COUNTRY));
  append_line (out, country);
  return g_string_free_and_steal (out);
}

char *
kontor_address_format_for_mail (const KontorRecord *address, const char *origin, const char *locale)
{
  g_autofree char *country = NULL, *capitals = NULL;
  GString *out;

  g_return_val_if_fail (address != NULL && origin != NULL && locale != NULL, NULL);

  out = format_lines (address);
  if (g_strcmp0 (get (address, KONTOR_ADDRESS_COUNTRY), origin) == 0)
    return g_string_free_and_steal (out);
  country = kontor_country_dup_name_in (get (address, KONTOR_ADDRESS_COUNTRY), locale);
  capitals = g_utf8_strup (country, -1);
  append_line (out, capitals);
  return g_string_free_and_steal (out);
}

char *
kontor_address_dup_place (const KontorRecord *address)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *country = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  append_line (out, get (address, KONTOR_ADDRESS_LINE1));
  append_place (out, address);
  if (out->len == 0)
    return NULL;
  country = kontor_country_dup_name (get (address, KONTOR_ADDRESS_COUNTRY));
  append_line (out, country);
  g_string_replace (out, "\n", ", ", 0);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

gboolean
kontor_address_equal (const KontorRecord *a, const KontorRecord *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (guint field = KONTOR_ADDRESS_FIRST_NAME; field <= KONTOR_ADDRESS_COUNTRY; field++)
    if (g_strcmp0 (get (a, field), get (b, field)) != 0)
      return FALSE;
  return TRUE;
}
