#include <string.h>

#include "kontor-barcode.h"
#include "kontor-error.h"
#include "kontor-test.h"
#include "page-reader.h"

#define MODULE 4
#define BARS 160

static cairo_surface_t *
draw (const KontorBarcode *barcode)
{
  int width = (int) kontor_barcode_get_width (barcode) * MODULE;
  int height = kontor_barcode_is_linear (barcode) ? BARS : (int) kontor_barcode_get_height (barcode) * MODULE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  kontor_barcode_draw (barcode, cr, MODULE, BARS);
  cairo_destroy (cr);
  return surface;
}

static void
assert_read (KontorBarcodeKind kind, const char *value, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBarcode) barcode = kontor_barcode_new (kind, value, &error);
  cairo_surface_t *surface;
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  surface = draw (barcode);
  read = page_reader_scan (surface);
  g_assert_cmpstr (read, ==, expected);
  cairo_surface_destroy (surface);
}

static void
test_read (void)
{
  assert_read (KONTOR_BARCODE_CODE_128, "ORDER-100042", "CODE-128:ORDER-100042");
  assert_read (KONTOR_BARCODE_CODE_128, "1", "CODE-128:1");
  assert_read (KONTOR_BARCODE_EAN_8, "9638507", "EAN-8:96385074");
  assert_read (KONTOR_BARCODE_EAN_13, "4006381333931", "EAN-13:4006381333931");
  assert_read (KONTOR_BARCODE_EAN_13, "400638133393", "EAN-13:4006381333931");
  assert_read (KONTOR_BARCODE_ITF_14, "15400141288763", "I2/5:15400141288763");
  assert_read (KONTOR_BARCODE_QR, "https://example.org/Größe/尺寸", "QR-Code:https://example.org/Größe/尺寸");
}

/* A UPC is an EAN-13 with a 0 before it, and read as one. */
static void
test_upc (void)
{
  assert_read (KONTOR_BARCODE_UPC_A, "036000291452", "EAN-13:0036000291452");
}

/* The identifiers' parentheses are for people; a field of open length is ended by a group separator. */
static void
test_gs1 (void)
{
  assert_read (KONTOR_BARCODE_GS1_128, "(00)340123450000000000", "CODE-128:00340123450000000000");
  assert_read (KONTOR_BARCODE_GS1_128, "(01)09501101530003(10)AB-123(17)271231",
               "CODE-128:010950110153000310AB-123\x1d"
               "17271231");
}

/* No reader of these is at hand, so the frame by which one finds them is looked at: an L of dark, and every second module. */
static void
test_data_matrix (void)
{
  g_autoptr (KontorBarcode) barcode = kontor_barcode_new (KONTOR_BARCODE_DATA_MATRIX, "TEA-01", NULL);
  cairo_surface_t *surface = draw (barcode);
  guint size = kontor_barcode_get_width (barcode), quiet = kontor_barcode_get_quiet (barcode);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  guint stride = (guint) cairo_image_surface_get_stride (surface);

  g_assert_cmpuint (kontor_barcode_get_height (barcode), ==, size);
  for (guint i = quiet; i < size - quiet; i++) {
    g_assert_cmpuint (pixels[(i * MODULE + 1) * stride + (quiet * MODULE + 1) * 4], ==, 0);
    g_assert_cmpuint (pixels[((size - quiet - 1) * MODULE + 1) * stride + (i * MODULE + 1) * 4], ==, 0);
    g_assert_cmpuint (pixels[(quiet * MODULE + 1) * stride + (i * MODULE + 1) * 4], ==, (i - quiet) % 2 == 0 ? 0 : 255);
  }
  cairo_surface_destroy (surface);
}

static void
assert_refused (KontorBarcodeKind kind, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (kontor_barcode_new (kind, value, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

static void
test_refused (void)
{
  g_autofree char *long_text = g_strnfill (8000, 'x'), *many = g_strnfill (400, 'x');

  assert_refused (KONTOR_BARCODE_EAN_13, "4006381333932");
  assert_refused (KONTOR_BARCODE_EAN_13, "40063813339");
  assert_refused (KONTOR_BARCODE_EAN_8, "9638507A");
  assert_refused (KONTOR_BARCODE_UPC_A, "036000291453");
  assert_refused (KONTOR_BARCODE_ITF_14, "15400141288760");
  assert_refused (KONTOR_BARCODE_CODE_128, "");
  assert_refused (KONTOR_BARCODE_CODE_128, "尺寸");
  assert_refused (KONTOR_BARCODE_CODE_128, many);
  assert_refused (KONTOR_BARCODE_GS1_128, "(00)340123450000000001");
  assert_refused (KONTOR_BARCODE_GS1_128, "340123450000000000");
  assert_refused (KONTOR_BARCODE_QR, long_text);
}

static void
test_gtin (void)
{
  g_autoptr (KontorBarcode) upc = kontor_barcode_new_gtin ("036000291452", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (kontor_barcode_get_kind (upc), ==, KONTOR_BARCODE_UPC_A);
  g_assert_cmpstr (kontor_barcode_get_value (upc), ==, "036000291452");
  g_assert_null (kontor_barcode_new_gtin ("12345", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

static void
test_quiet (void)
{
  g_autoptr (KontorBarcode) ean = kontor_barcode_new (KONTOR_BARCODE_EAN_13, "4006381333931", NULL);
  g_autoptr (KontorBarcode) qr = kontor_barcode_new (KONTOR_BARCODE_QR, "1", NULL);

  g_assert_cmpuint (kontor_barcode_get_width (ean), ==, 11 + 95 + 7);
  g_assert_cmpuint (kontor_barcode_get_width (qr), ==, 4 + 21 + 4);
  g_assert_cmpuint (kontor_barcode_get_height (qr), ==, 4 + 21 + 4);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/documents/barcode/read", test_read);
  kontor_test_add_plain ("/documents/barcode/upc", test_upc);
  kontor_test_add_plain ("/documents/barcode/gs1", test_gs1);
  kontor_test_add_plain ("/documents/barcode/data-matrix", test_data_matrix);
  kontor_test_add_plain ("/documents/barcode/refused", test_refused);
  kontor_test_add_plain ("/documents/barcode/gtin", test_gtin);
  kontor_test_add_plain ("/documents/barcode/quiet", test_quiet);
  return kontor_test_run ();
}
