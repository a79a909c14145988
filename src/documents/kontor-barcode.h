#pragma once

#include <cairo.h>
#include <glib-object.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_BARCODE (kontor_barcode_get_type ())

typedef enum {
  KONTOR_BARCODE_CODE_128,
  KONTOR_BARCODE_EAN_8,
  KONTOR_BARCODE_EAN_13,
  KONTOR_BARCODE_UPC_A,
  KONTOR_BARCODE_ITF_14,
  KONTOR_BARCODE_GS1_128,
  KONTOR_BARCODE_QR,
  KONTOR_BARCODE_DATA_MATRIX,
} KontorBarcodeKind;

/**
 * KontorBarcode:
 *
 * A value in a symbology, as dark and light modules: shapes, never a bitmap.
 * Immutable and reference counted; any thread.
 */
typedef struct _KontorBarcode KontorBarcode;

GType kontor_barcode_get_type (void) G_GNUC_CONST;

/**
 * kontor_barcode_new:
 * @value: of EAN, UPC and ITF-14 the digits with or without the check digit; of
 *   GS1-128 the element string with its identifiers in parentheses, as in
 *   "(00)340123450000000000"; else any text
 *
 * Returns: (transfer full) (nullable)
 * Errors: KONTOR_ERROR_INVALID where the symbology cannot carry the value, or
 * its check digit is wrong.
 */
KontorBarcode *kontor_barcode_new (KontorBarcodeKind kind, const char *value, GError **error);
/**
 * kontor_barcode_new_gtin:
 *
 * In the symbology that goods with such a number bear: EAN-8, UPC-A, EAN-13 or
 * ITF-14, by its digits. Errors: as above.
 */
KontorBarcode *kontor_barcode_new_gtin (const char *gtin, GError **error);
KontorBarcode *kontor_barcode_ref (KontorBarcode *self);
void kontor_barcode_unref (KontorBarcode *self);

KontorBarcodeKind kontor_barcode_get_kind (const KontorBarcode *self);
/** What is encoded, check digit included. */
const char *kontor_barcode_get_value (const KontorBarcode *self);
/** Whether its height carries nothing, and may be chosen. */
gboolean kontor_barcode_is_linear (const KontorBarcode *self);
/** In modules, with the quiet zones on both sides. */
guint kontor_barcode_get_width (const KontorBarcode *self);
/** In modules, with the quiet zones; 1 for linear ones. */
guint kontor_barcode_get_height (const KontorBarcode *self);
/** In modules, without the quiet zones. */
guint kontor_barcode_get_dark_width (const KontorBarcode *self);
/** The quiet zone before the first module. */
guint kontor_barcode_get_quiet (const KontorBarcode *self);

/**
 * kontor_barcode_draw:
 * @module: side of one module
 * @height: of the bars of a linear one; the others have their own
 *
 * The symbol with its quiet zone begins at 0, 0; in the units and the colour of
 * @cr. What a person reads of it is not drawn.
 */
void kontor_barcode_draw (const KontorBarcode *self, cairo_t *cr, double module, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBarcode, kontor_barcode_unref)

G_END_DECLS
