#include "kontor-barcode.h"

#include <string.h>

#include <glib/gi18n.h>
#include <zint.h>

#include "kontor-error.h"
#include "kontor-gtin.h"

struct _KontorBarcode {
  KontorBarcodeKind kind;
  char *value;  /* (owned) */
  guint width;  /* modules without quiet zones */
  guint height; /* rows of modules */
  guint8 *dark; /* (owned): width × height */
};

G_DEFINE_BOXED_TYPE (KontorBarcode, kontor_barcode, kontor_barcode_ref, kontor_barcode_unref)

/**
 * @digits: how many, the check digit included; 0 where it carries any text
 * @before, @after: quiet zones by its standard, in modules; of matrices on all sides
 */
typedef struct {
  const char *name;
  int symbology;
  int mode;
  guint digits;
  guint before;
  guint after;
} Symbology;

static const Symbology symbologies[] = {
  [KONTOR_BARCODE_CODE_128] = { "Code 128", BARCODE_CODE128, UNICODE_MODE, 0, 10, 10 },
  [KONTOR_BARCODE_EAN_8] = { "EAN-8", BARCODE_EANX, DATA_MODE, 8, 7, 7 },
  [KONTOR_BARCODE_EAN_13] = { "EAN-13", BARCODE_EANX, DATA_MODE, 13, 11, 7 },
  [KONTOR_BARCODE_UPC_A] = { "UPC-A", BARCODE_UPCA, DATA_MODE, 12, 9, 9 },
  [KONTOR_BARCODE_ITF_14] = { "ITF-14", BARCODE_ITF14, DATA_MODE, 14, 10, 10 },
  [KONTOR_BARCODE_GS1_128] = { "GS1-128", BARCODE_GS1_128, GS1_MODE | GS1PARENS_MODE, 0, 10, 10 },
  [KONTOR_BARCODE_QR] = { "QR", BARCODE_QRCODE, UNICODE_MODE, 0, 4, 4 },
  [KONTOR_BARCODE_DATA_MATRIX] = { "Data Matrix", BARCODE_DATAMATRIX, UNICODE_MODE, 0, 2, 2 },
};

/* The digit that makes @digits whole. */
static char
find_check_digit (const char *digits)
{
  g_autofree char *any = g_strconcat (digits, "0", NULL);
  guint expected = 0;

  kontor_gtin_check (any, &expected);
  return (char) ('0' + expected);
}

static gboolean
is_digits (const char *value)
{
  return value[0] != '\0' && strspn (value, "0123456789") == strlen (value);
}

static char *
complete_digits (const Symbology *symbology, const char *value, GError **error)
{
  g_autofree char *body = g_strndup (value, symbology->digits - 1);
  size_t length = strlen (value);
  char check;

  if (!is_digits (value) || (length != symbology->digits && length != symbology->digits - 1)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” cannot be a barcode %s, which has %u digits"), value,
                 symbology->name, symbology->digits);
    return NULL;
  }
  check = find_check_digit (body);
  if (length == symbology->digits && value[length - 1] != check) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The last digit of “%s” would have to be %c"), value, check);
    return NULL;
  }
  return g_strdup_printf ("%s%c", body, check);
}

/* What is handed to zint: it appends the check digit itself. */
static char *
make_source (const Symbology *symbology, const char *value)
{
  return g_strndup (value, symbology->digits > 0 ? symbology->digits - 1 : strlen (value));
}

static struct zint_symbol *
encode (const Symbology *symbology, const char *value, GError **error)
{
  struct zint_symbol *symbol = ZBarcode_Create ();
  g_autofree char *source = make_source (symbology, value);
  int code;

  symbol->symbology = symbology->symbology;
  symbol->input_mode = symbology->mode;
  if (symbology->symbology == BARCODE_QRCODE)
    symbol->option_1 = 2; /* level M: 15 % may be lost */
  if (symbology->symbology == BARCODE_DATAMATRIX)
    symbol->option_3 = DM_SQUARE;
  code = ZBarcode_Encode (symbol, (const unsigned char *) source, (int) strlen (source));
  /* A warning may say that not all of it is in the symbol as it was meant. */
  if (code == 0 || code == ZINT_WARN_USES_ECI)
    return symbol;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” cannot be a barcode %s: %s"), value, symbology->name,
               symbol->errtxt);
  ZBarcode_Delete (symbol);
  return NULL;
}

static void
take_modules (KontorBarcode *self, const struct zint_symbol *symbol)
{
  self->width = (guint) symbol->width;
  self->height = kontor_barcode_is_linear (self) ? 1 : (guint) symbol->rows;
  self->dark = g_new0 (guint8, self->width * self->height);
  for (guint y = 0; y < self->height; y++)
    for (guint x = 0; x < self->width; x++)
      self->dark[y * self->width + x] = symbol->encoded_data[y][x / 8] >> (x % 8) & 1;
}

static gboolean
check_text (const Symbology *symbology, const char *value, GError **error)
{
  if (value[0] != '\0' && strlen (value) <= 7000 && g_utf8_validate (value, -1, NULL))
    return TRUE;
  if (value[0] == '\0')
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is nothing to write as a barcode"));
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("This text is too long for a barcode %s"), symbology->name);
  return FALSE;
}

KontorBarcode *
kontor_barcode_new (KontorBarcodeKind kind, const char *value, GError **error)
{
  const Symbology *symbology = &symbologies[kind];
  g_autofree char *whole = NULL;
  struct zint_symbol *symbol;
  KontorBarcode *self;

  g_return_val_if_fail (value != NULL, NULL);

  if (!check_text (symbology, value, error))
    return NULL;
  whole = symbology->digits > 0 ? complete_digits (symbology, value, error) : g_strdup (value);
  if (whole == NULL)
    return NULL;
  symbol = encode (symbology, whole, error);
  if (symbol == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (KontorBarcode);
  self->kind = kind;
  self->value = g_steal_pointer (&whole);
  take_modules (self, symbol);
  ZBarcode_Delete (symbol);
  return self;
}

KontorBarcode *
kontor_barcode_new_gtin (const char *gtin, GError **error)
{
  g_return_val_if_fail (gtin != NULL, NULL);

  switch (strlen (gtin)) {
  case 8:
    return kontor_barcode_new (KONTOR_BARCODE_EAN_8, gtin, error);
  case 12:
    return kontor_barcode_new (KONTOR_BARCODE_UPC_A, gtin, error);
  case 14:
    return kontor_barcode_new (KONTOR_BARCODE_ITF_14, gtin, error);
  default:
    return kontor_barcode_new (KONTOR_BARCODE_EAN_13, gtin, error);
  }
}

KontorBarcode *
kontor_barcode_ref (KontorBarcode *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
barcode_clear (gpointer data)
{
  KontorBarcode *self = data;

  g_free (self->value);
  g_free (self->dark);
}

void
kontor_barcode_unref (KontorBarcode *self)
{
  g_atomic_rc_box_release_full (self, barcode_clear);
}

KontorBarcodeKind
kontor_barcode_get_kind (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, KONTOR_BARCODE_CODE_128);

  return self->kind;
}

const char *
kontor_barcode_get_value (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->value;
}

gboolean
kontor_barcode_is_linear (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind != KONTOR_BARCODE_QR && self->kind != KONTOR_BARCODE_DATA_MATRIX;
}

guint
kontor_barcode_get_quiet (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return symbologies[self->kind].before;
}

guint
kontor_barcode_get_dark_width (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

guint
kontor_barcode_get_width (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return symbologies[self->kind].before + self->width + symbologies[self->kind].after;
}

guint
kontor_barcode_get_height (const KontorBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return kontor_barcode_is_linear (self) ? 1 : self->height + 2 * symbologies[self->kind].before;
}

/* Dark modules side by side are one rectangle. */
static void
add_row (const KontorBarcode *self, cairo_t *cr, guint row, double y, double module, double height)
{
  const guint8 *dark = self->dark + row * self->width;
  guint quiet = symbologies[self->kind].before;

  for (guint begin = 0, end; begin < self->width; begin = end) {
    for (end = begin + 1; end < self->width && dark[end] == dark[begin];)
      end++;
    if (dark[begin])
      cairo_rectangle (cr, (quiet + begin) * module, y, (end - begin) * module, height);
  }
}

void
kontor_barcode_draw (const KontorBarcode *self, cairo_t *cr, double module, double height)
{
  gboolean linear;

  g_return_if_fail (self != NULL && cr != NULL);

  linear = kontor_barcode_is_linear (self);
  cairo_new_path (cr);
  for (guint row = 0; row < self->height; row++)
    add_row (self, cr, row, linear ? 0 : (symbologies[self->kind].before + row) * module, module, linear ? height : module);
  cairo_fill (cr);
}
