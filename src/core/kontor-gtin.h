#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  KONTOR_GTIN_VALID,
  KONTOR_GTIN_EMPTY,
  KONTOR_GTIN_NO_NUMBER, /* other characters than digits, spaces and hyphens */
  KONTOR_GTIN_LENGTH,    /* not 8, 12, 13 or 14 digits */
  KONTOR_GTIN_CHECK,     /* the last digit does not fit the others */
} KontorGtinVerdict;

/**
 * kontor_gtin_check:
 * @text: a GTIN, EAN, UPC or ISBN-13 as typed
 * @expected: (out) (optional): with CHECK the digit that would fit
 */
KontorGtinVerdict kontor_gtin_check (const char *text, guint *expected);

G_END_DECLS
