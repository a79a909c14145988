#include <string.h>

#include "document-fixture.h"
#include "kontor-error.h"
#include "kontor-test.h"
#include "page-reader.h"

static void
test_slip (void)
{
  g_autoptr (GBytes) pdf = document_fixture_print (KONTOR_DOCUMENT_PACKING_SLIP, "en", "a4");
  g_autofree char *codes = page_reader_scan_page (pdf, 1);

  page_reader_assert_has (pdf, 1, "Ada Berg", "Große Straße 12", "26721 Emden", NULL);
  page_reader_assert_has (pdf, 1, "Packing Slip 1042", "East Frisian Blend", "Weight: 250 g", "Grind: Broken", "Porcelain Teapot", NULL);
  page_reader_assert_has (pdf, 1, "TEA-01", "POT-ROSE", NULL);
  page_reader_assert_has (pdf, 1, "Total quantity: 3", "Gift message", "Happy birthday", "Customer’s note", "Mrs Ihnen", "Thank you", NULL);
  page_reader_assert_lacks (pdf, 1, "€");
  page_reader_assert_lacks (pdf, 1, "1/1");
  g_assert_cmpstr (codes, ==, "CODE-128:1042");
}

static void
test_german (void)
{
  g_autoptr (GBytes) pdf = document_fixture_print (KONTOR_DOCUMENT_INVOICE, "de", "a4");

  page_reader_assert_has (pdf, 1, "1. Februar 2026", "Rechnung 2026-0042", NULL);
  page_reader_assert_has (pdf, 1, "12,45 €", "29,95 €", NULL);
  page_reader_assert_has (pdf, 1, "Gesamtbetrag", NULL);
  page_reader_assert_has (pdf, 1, "59,75 €", NULL);
  page_reader_assert_has (pdf, 1, "USt-IdNr.", NULL);
  page_reader_assert_lacks (pdf, 1, "Rundung");
}

/* What was charged and what the lines come to are both said where they differ. */
static void
test_rounding (void)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (KONTOR_DOCUMENT_INVOICE, order);
  g_autoptr (GBytes) pdf = NULL;

  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, 59740000);
  kontor_record_set_amount (order, KONTOR_ORDER_PAID_TOTAL, 20000000);
  pdf = document_fixture_print_on (document, "en", "a4");
  page_reader_assert_has (pdf, 1, "Rounding", NULL);
  page_reader_assert_has (pdf, 1, "-€0.01", "€59.74", NULL);
  page_reader_assert_has (pdf, 1, "Amount due", NULL);
  page_reader_assert_has (pdf, 1, "€39.74", NULL);
}

/* Where prices are without tax, it is added below the lines. */
static void
test_net (void)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (KONTOR_DOCUMENT_RECEIPT, order);
  g_autoptr (GBytes) pdf = NULL;

  kontor_record_set_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX, FALSE);
  pdf = document_fixture_print_on (document, "en", "letter");
  page_reader_assert_has (pdf, 1, "€20.92", NULL);
  page_reader_assert_has (pdf, 1, "Subtotal", "VAT 19 %", "Total", NULL);
  page_reader_assert_has (pdf, 1, "€50.21", "€9.54", "€59.75", NULL);
}

static void
test_credit_note (void)
{
  g_autoptr (GBytes) pdf = document_fixture_print (KONTOR_DOCUMENT_CREDIT_NOTE, "en", "letter");

  page_reader_assert_has (pdf, 1, "Credit Note", "Porcelain Teapot", "€29.95", NULL);
  page_reader_assert_has (pdf, 1, "The spout was broken", NULL);
  page_reader_assert_lacks (pdf, 1, "East Frisian Blend");
}

/* The address is where the window of an envelope is, amounts end at the margin, the table begins at it. */
static void
test_places (void)
{
  g_autoptr (GBytes) slip = document_fixture_print (KONTOR_DOCUMENT_PACKING_SLIP, "en", "a4");
  PageBox name = page_reader_find (slip, 1, "Ada"), tea = page_reader_find (slip, 1, "East");

  page_reader_assert_near (name.left, 20);
  g_assert_cmpfloat (name.top, >, 45);
  g_assert_cmpfloat (name.top, <, 55);
  page_reader_assert_near (tea.left, 34);
}

static void
test_mirrored (void)
{
  g_autoptr (GBytes) pdf = document_fixture_print (KONTOR_DOCUMENT_PACKING_SLIP, "ar", "a4"), bill = NULL;
  PageBox name = page_reader_find (pdf, 1, "Berg"), phone = page_reader_find (pdf, 1, "+49"), rest;
  g_autofree char *codes = page_reader_scan_page (pdf, 1);

  page_reader_assert_near (name.right, 190);
  /* What is read from the left stays so. */
  rest = page_reader_find (pdf, 1, "4921");
  page_reader_assert_near (phone.left, 20);
  g_assert_cmpfloat (rest.left, >, phone.right);
  page_reader_assert_has (pdf, 1, "GERMANY", NULL);
  /* The parts of a number stand in their order behind the word. */
  bill = document_fixture_print (KONTOR_DOCUMENT_INVOICE, "ar", "a4");
  page_reader_assert_has (bill, 1, "2026-0042", "2026-0042", NULL);
  g_assert_cmpstr (codes, ==, "CODE-128:1042");
}

static void
test_many_lines (void)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *last = NULL;
  double width, height;
  guint n;

  for (guint i = 0; i < 298; i++) {
    g_autofree char *key = g_strdup_printf ("x%03u", i);

    document_fixture_add_line (order, key, "Assam, second flush", 1);
  }
  document = document_fixture_document (KONTOR_DOCUMENT_PACKING_SLIP, order);
  pdf = document_fixture_print_on (document, "en", "a4");
  n = page_reader_measure (pdf, &width, &height);
  g_assert_cmpuint (n, >=, 8);
  for (guint page = 1; page <= n; page++) {
    g_autofree char *text = page_reader_read (pdf, page), *number = g_strdup_printf ("%u/%u", page, n);

    g_assert_nonnull (strstr (text, "Packing Slip 1042"));
    g_assert_nonnull (strstr (text, number));
    g_assert_true (page == n || strstr (text, "Qty") != NULL);
    g_string_append (all, text);
  }
  for (guint i = 0; i < 298; i++) {
    g_autofree char *sku = g_strdup_printf ("SKU-x%03u", i);
    const char *found = strstr (all->str, sku);

    g_assert_nonnull (found);
    g_assert_null (strstr (found + 1, sku));
  }
  last = page_reader_read (pdf, n);
  g_assert_nonnull (strstr (last, "Total quantity: 301"));
}

/* A note that is longer than a page is cut between lines, and nothing of it is lost. */
static void
test_long_note (void)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = NULL;
  g_autoptr (GString) note = g_string_new (NULL), all = g_string_new (NULL);
  g_autoptr (GBytes) pdf = NULL;
  double width, height;
  guint n;

  for (guint i = 0; i < 150; i++)
    g_string_append_printf (note, "Line%03u\n", i);
  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NOTE, note->str);
  document = document_fixture_document (KONTOR_DOCUMENT_PACKING_SLIP, order);
  pdf = document_fixture_print_on (document, "en", "a4");
  n = page_reader_measure (pdf, &width, &height);
  g_assert_cmpuint (n, >, 2);
  page_reader_assert_has (pdf, 1, "Line000", NULL);
  for (guint page = 1; page <= n; page++) {
    g_autofree char *text = page_reader_read (pdf, page);

    g_string_append (all, text);
  }
  for (guint i = 0; i < 150; i++) {
    g_autofree char *line = g_strdup_printf ("Line%03u", i);

    g_assert_nonnull (strstr (all->str, line));
  }
}

static void
test_long_name (void)
{
  g_autofree char *name = g_strnfill (200, 'W');
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL, small = NULL;
  g_autoptr (KontorDocument) sticker = NULL;
  double width, height;

  kontor_record_set_text (kontor_record_get_member (order, KONTOR_ORDER_ADDRESSES, 1), KONTOR_ADDRESS_LAST_NAME, name);
  document_fixture_add_line (order, "long", name, 1);
  document = document_fixture_document (KONTOR_DOCUMENT_PACKING_SLIP, order);
  pdf = document_fixture_print_on (document, "en", "a4");
  page_reader_assert_has (pdf, 1, "SKU-long", NULL);
  g_assert_cmpfloat (page_reader_find (pdf, 1, "Packing").top, >, page_reader_find (pdf, 1, "26721").bottom);
  sticker = document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, order);
  small = document_fixture_print_on (sticker, "en", "dymo-99012");
  g_assert_cmpuint (page_reader_measure (small, &width, &height), ==, 1);
  g_assert_cmpfloat (page_reader_find (small, 1, "26721").bottom, <, height);
}

static void
test_empty_order (void)
{
  g_autoptr (KontorRecord) order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  g_autoptr (KontorDocument) slip = kontor_document_new (KONTOR_DOCUMENT_PACKING_SLIP, order);
  g_autoptr (KontorDocument) receipt = kontor_document_new (KONTOR_DOCUMENT_RECEIPT, order);
  g_autoptr (KontorDocument) pick = kontor_document_new (KONTOR_DOCUMENT_PICK_LIST, order);
  g_autoptr (GBytes) a = document_fixture_print_on (slip, "en", "a4"), b = document_fixture_print_on (receipt, "de", "a4"), c = document_fixture_print_on (pick, "ar", "a4");

  page_reader_assert_has (a, 1, "Packing Slip", "Total quantity: 0", NULL);
  page_reader_assert_has (b, 1, "Quittung", "Gesamtbetrag", NULL);
}

static void
assert_refused (KontorDocumentKind kind, KontorRecord *order)
{
  g_autoptr (KontorDocument) document = kontor_document_new (kind, order);
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead ("en");
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, document);
  g_assert_null (kontor_documents_print (documents, shop, kontor_media_find ("a4"), 0, 0, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

static void
test_refused (void)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorRecord) empty = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead ("en");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < KONTOR_N_DOCUMENT_KINDS; i++)
    assert_refused ((KontorDocumentKind) i, NULL);
  assert_refused (KONTOR_DOCUMENT_ADDRESS_LABEL, empty);
  assert_refused (KONTOR_DOCUMENT_INVOICE, order);
  assert_refused (KONTOR_DOCUMENT_CREDIT_NOTE, order);
  assert_refused (KONTOR_DOCUMENT_CN23, order);
  g_assert_null (kontor_documents_print (nothing, shop, kontor_media_find ("a4"), 0, 0, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

static void
test_pick_list (void)
{
  g_autoptr (KontorRecord) a = document_fixture_order (), b = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (KONTOR_DOCUMENT_PICK_LIST, a);
  g_autoptr (GBytes) pdf = NULL;

  kontor_record_set_text (b, KONTOR_ORDER_NUMBER, "1043");
  kontor_record_set_int (kontor_record_get_member (b, KONTOR_ORDER_LINES, 1), KONTOR_LINE_FULFILLED, 1);
  g_ptr_array_add (document->orders, kontor_record_ref (b));
  document->bins = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (document->bins, (gpointer) "TEA-01", (gpointer) "A-03");
  pdf = document_fixture_print_on (document, "en", "a4");
  /* What lies in a bin comes before what lies nowhere, summed over the orders; what is shipped is not fetched again. */
  page_reader_assert_has (pdf, 1, "Orders: 2", NULL);
  page_reader_assert_has (pdf, 1, "A-03", "4", NULL);
  page_reader_assert_has (pdf, 1, "East Frisian Blend", "1042 × 2, 1043 × 2", "Porcelain Teapot", "1042 × 1", NULL);
  page_reader_assert_lacks (pdf, 1, "1043 × 1");
}

static gpointer
print_on_thread (gpointer data)
{
  return document_fixture_print (KONTOR_DOCUMENT_INVOICE, data, "a4");
}

/* On any thread, and the same bytes for the same order. */
static void
test_threads (void)
{
  g_autoptr (GBytes) here = document_fixture_print (KONTOR_DOCUMENT_INVOICE, "ar", "a4"), there = NULL;

  there = g_thread_join (g_thread_new ("print", print_on_thread, (gpointer) "ar"));
  g_assert_true (g_bytes_equal (here, there));
}

static void
test_logo (void)
{
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead ("en");
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture at all, but some text", 32);
  guint8 huge[24] = "\x89PNG\r\n\x1a\n";
  g_autoptr (GBytes) large = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (huge + 16, "\0\0\x40\0\0\0\x40\0", 8);
  large = g_bytes_new (huge, sizeof huge);
  g_assert_false (kontor_letterhead_set_logo_png (shop, text, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (kontor_letterhead_set_logo_png (shop, large, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_null (shop->logo);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/documents/slip", test_slip);
  kontor_test_add_plain ("/documents/german", test_german);
  kontor_test_add_plain ("/documents/rounding", test_rounding);
  kontor_test_add_plain ("/documents/net", test_net);
  kontor_test_add_plain ("/documents/credit-note", test_credit_note);
  kontor_test_add_plain ("/documents/places", test_places);
  kontor_test_add_plain ("/documents/mirrored", test_mirrored);
  kontor_test_add_plain ("/documents/many-lines", test_many_lines);
  kontor_test_add_plain ("/documents/long-note", test_long_note);
  kontor_test_add_plain ("/documents/long-name", test_long_name);
  kontor_test_add_plain ("/documents/empty-order", test_empty_order);
  kontor_test_add_plain ("/documents/refused", test_refused);
  kontor_test_add_plain ("/documents/pick-list", test_pick_list);
  kontor_test_add_plain ("/documents/threads", test_threads);
  kontor_test_add_plain ("/documents/logo", test_logo);
  return kontor_test_run ();
}
