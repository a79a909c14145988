#include "document-fixture.h"
#include "kontor-test.h"
#include "page-reader.h"

static void
test_sizes (void)
{
  const struct {
    KontorDocumentKind kind;
    const char *media;
    double width, height;
  } cases[] = {
    { KONTOR_DOCUMENT_INVOICE, "a4", 210, 297 },
    { KONTOR_DOCUMENT_INVOICE, "letter", 215.9, 279.4 },
    { KONTOR_DOCUMENT_ADDRESS_LABEL, "4x6", 101.6, 152.4 },
    { KONTOR_DOCUMENT_PRODUCT_LABEL, "57x32", 57, 32 },
    { KONTOR_DOCUMENT_CN22, "74x105", 74, 105 },
    { KONTOR_DOCUMENT_ADDRESS_LABEL, "avery-l7160", 210, 297 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) pdf = document_fixture_print (cases[i].kind, "en", cases[i].media);
    double width, height;

    g_assert_cmpuint (page_reader_measure (pdf, &width, &height), ==, 1);
    g_assert_cmpfloat_with_epsilon (width, cases[i].width, 0.1);
    g_assert_cmpfloat_with_epsilon (height, cases[i].height, 0.1);
  }
}

static void
test_labels (void)
{
  g_autoptr (GBytes) address = document_fixture_print (KONTOR_DOCUMENT_ADDRESS_LABEL, "en", "100x150");
  g_autoptr (GBytes) back = document_fixture_print (KONTOR_DOCUMENT_RETURN_LABEL, "en", "100x50");
  g_autoptr (GBytes) price = document_fixture_print (KONTOR_DOCUMENT_PRICE_LABEL, "de", "40x30");
  g_autoptr (GBytes) product = document_fixture_print (KONTOR_DOCUMENT_PRODUCT_LABEL, "en", "57x32");
  g_autoptr (GBytes) bin = document_fixture_print (KONTOR_DOCUMENT_BIN_LABEL, "en", "100x50");
  g_autofree char *on_address = page_reader_scan_page (address, 1), *on_back = page_reader_scan_page (back, 1),
                  *on_price = page_reader_scan_page (price, 1), *on_product = page_reader_scan_page (product, 1),
                  *on_bin = page_reader_scan_page (bin, 1);

  page_reader_assert_has (address, 1, "Tide & Leaf · Am Delft 7", "Ada Berg", "26721 Emden", "1042", NULL);
  page_reader_assert_has (back, 1, "Ada Berg", "Return", "Tide & Leaf", "26721 Emden", NULL);
  page_reader_assert_has (price, 1, "East Frisian Blend", "12,45 €", NULL);
  g_assert_cmpstr (on_address, ==, "CODE-128:1042");
  g_assert_cmpstr (on_back, ==, "CODE-128:1042");
  g_assert_cmpstr (on_price, ==, "EAN-13:4006381333931");
  g_assert_cmpstr (on_product, ==, "EAN-13:4006381333931");
  g_assert_cmpstr (on_bin, ==, "CODE-128:A-03-2");
}

/* 22 labels from the sixth place of a sheet of 21 on: 16 on the first sheet, 6 on the second, each where the vendor says. */
static void
test_sheet (void)
{
  const KontorMedia *media = kontor_media_find ("avery-l7160");
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead ("en");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_document_unref);
  g_autoptr (GBytes) sheets = NULL, one = NULL;
  g_autoptr (GError) error = NULL;
  PageBox first, alone, sixth;
  double width, height;

  for (guint i = 0; i < 22; i++) {
    g_autoptr (KontorRecord) order = document_fixture_order ();
    g_autofree char *name = g_strdup_printf ("N%02u", i);

    kontor_record_set_text (kontor_record_get_member (order, KONTOR_ORDER_ADDRESSES, 1), KONTOR_ADDRESS_FIRST_NAME, name);
    g_ptr_array_add (documents, document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, order));
  }
  sheets = kontor_documents_print (documents, shop, media, 5, 0, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (documents, 1);
  one = kontor_documents_print (documents, shop, media, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page_reader_measure (sheets, &width, &height), ==, 2);

  alone = page_reader_find (one, 1, "N00");
  first = page_reader_find (sheets, 1, "N00");
  page_reader_assert_near (first.left, alone.left + 2 * 66);
  page_reader_assert_near (first.top, alone.top + 38.1);
  sixth = page_reader_find (sheets, 2, "N16");
  page_reader_assert_near (sixth.left, alone.left);
  page_reader_assert_near (sixth.top, alone.top);
  g_assert_cmpfloat (alone.left, >, 7.25);
  g_assert_cmpfloat (alone.left, <, 7.25 + 10);
}

static void
test_customs (void)
{
  g_autoptr (GBytes) small = document_fixture_print (KONTOR_DOCUMENT_CN22, "de", "74x105"), large = document_fixture_print (KONTOR_DOCUMENT_CN23, "de", "a4");

  page_reader_assert_has (small, 1, "CUSTOMS DECLARATION", "CN 22", NULL);
  page_reader_assert_has (small, 1, "0902.40", NULL);
  page_reader_assert_has (small, 1, "1.750", NULL);
  page_reader_assert_has (small, 1, "54.85 EUR", NULL);
  page_reader_assert_has (large, 1, "CN 23", "From", "GERMANY", NULL);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/documents/labels/sizes", test_sizes);
  kontor_test_add_plain ("/documents/labels/read", test_labels);
  kontor_test_add_plain ("/documents/labels/sheet", test_sheet);
  kontor_test_add_plain ("/documents/labels/customs", test_customs);
  return kontor_test_run ();
}
