#include "kontor-clock.h"

#include <unicode/udat.h>
#include <unicode/ustring.h>

#define MILLISECONDS_A_DAY 86400000.0

char *
kontor_day_format_in (gint64 day, const char *locale)
{
  static const UChar utc[] = { 'U', 'T', 'C', 0 };
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format;
  UChar text[128];
  int length;

  g_return_val_if_fail (locale != NULL, NULL);

  format = udat_open (UDAT_NONE, UDAT_LONG, locale, utc, -1, NULL, 0, &status);
  length = udat_format (format, (double) day * MILLISECONDS_A_DAY, text, G_N_ELEMENTS (text), NULL, &status);
  udat_close (format);
  return U_SUCCESS (status) ? g_utf16_to_utf8 (text, length, NULL, NULL, NULL) : kontor_day_format (day);
}
