#include "kontor-gtin.h"

#define LONGEST 14

/* Its digits; 0 where it has other characters, or too many. */
static gboolean
read_digits (const char *text, guint8 *digits, guint *n_digits)
{
  for (*n_digits = 0; *text != '\0'; text++) {
    if (*text == ' ' || *text == '-')
      continue;
    if (!g_ascii_isdigit (*text))
      return FALSE;
    if (*n_digits < LONGEST)
      digits[*n_digits] = (guint8) (*text - '0');
    (*n_digits)++;
  }
  return TRUE;
}

KontorGtinVerdict
kontor_gtin_check (const char *text, guint *expected)
{
  guint8 digits[LONGEST] = { 0 };
  guint n_digits, sum = 0, wanted;

  g_return_val_if_fail (text != NULL, KONTOR_GTIN_EMPTY);

  if (!read_digits (text, digits, &n_digits))
    return KONTOR_GTIN_NO_NUMBER;
  if (n_digits == 0)
    return KONTOR_GTIN_EMPTY;
  if (n_digits != 8 && (n_digits < 12 || n_digits > LONGEST))
    return KONTOR_GTIN_LENGTH;
  for (guint i = 0; i + 1 < n_digits; i++)
    sum += digits[n_digits - 2 - i] * (i % 2 == 0 ? 3 : 1);
  wanted = (10 - sum % 10) % 10;
  if (expected != NULL)
    *expected = wanted;
  return wanted == digits[n_digits - 1] ? KONTOR_GTIN_VALID : KONTOR_GTIN_CHECK;
}
