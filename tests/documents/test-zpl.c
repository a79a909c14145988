#include <string.h>

#include "document-fixture.h"
#include "kontor-error.h"
#include "kontor-test.h"
#include "kontor-zpl.h"

static char *
write_one (KontorDocument *document, const char *media, const KontorZplOptions *options, GError **error)
{
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead ("en");
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();

  g_ptr_array_add (documents, document);
  return kontor_zpl_write (documents, shop, kontor_media_find (media), options, error);
}

static void
assert_in (const char *zpl, const char *part)
{
  if (strstr (zpl, part) == NULL)
    g_error ("No “%s” in “%s”", part, zpl);
}

static void
test_address (void)
{
  const KontorZplOptions options = { .dpi = 203 }, fine = { .dpi = 300, .darkness = 5, .left = 2, .top = 1 };
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, order);
  g_autofree char *zpl = write_one (document, "100x150", &options, NULL), *moved = write_one (document, "100x150", &fine, NULL);

  g_assert_true (g_str_has_prefix (zpl, "^XA\n^CI28\n"));
  g_assert_true (g_str_has_suffix (zpl, "^XZ\n"));
  /* 100 × 150 mm in dots of 203 an inch */
  assert_in (zpl, "^PW799\n^LL1199\n");
  assert_in (zpl, "^FDAda Berg^FS");
  assert_in (zpl, "^FDGroße Straße 12^FS");
  assert_in (zpl, "^BCN,112,Y,N,N,A^FH_^FD1042^FS");
  g_assert_null (strstr (zpl, "^GF"));
  g_assert_null (strstr (zpl, "^MD"));
  assert_in (moved, "^PW1181\n");
  assert_in (moved, "^LS-24\n^LT12\n^MD5\n");
}

/* What a customer typed is text, whatever it looks like. */
static void
test_escapes (void)
{
  const KontorZplOptions options = { .dpi = 203 };
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, order);
  g_autofree char *zpl = NULL;
  const char *end;

  kontor_record_set_text (kontor_record_get_member (order, KONTOR_ORDER_ADDRESSES, 1), KONTOR_ADDRESS_LAST_NAME,
                          "^XZ~JA_5E\\\t\x01ü");
  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, "A>1");
  zpl = write_one (document, "100x150", &options, NULL);
  assert_in (zpl, "^FDA>01^FS");
  assert_in (zpl, "^FDAda _5EXZ_7EJA_5F5E_5C  ü^FS");
  end = strstr (zpl, "^XZ");
  g_assert_cmpstr (end, ==, "^XZ\n");
  g_assert_null (strchr (zpl, '~'));
}

static void
test_goods (void)
{
  const KontorZplOptions options = { .dpi = 203 };
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) price = document_fixture_document (KONTOR_DOCUMENT_PRICE_LABEL, order);
  g_autoptr (KontorDocument) bin = document_fixture_document (KONTOR_DOCUMENT_BIN_LABEL, order);
  g_autofree char *on_goods = write_one (price, "57x32", &options, NULL), *on_bin = write_one (bin, "100x50", &options, NULL);

  assert_in (on_goods, "^FDEast Frisian Blend^FS");
  assert_in (on_goods, "^FD€12.45^FS");
  /* The printer adds the check digit. */
  assert_in (on_goods, "^BEN,72,Y,N^FH_^FD400638133393^FS");
  assert_in (on_bin, "^FDA-03-2^FS");
  assert_in (on_bin, "N,A^FH_^FDA-03-2^FS");
}

/* Nothing is placed beside the label, whatever is on it. */
static void
test_inside (void)
{
  const KontorZplOptions options = { .dpi = 203 };
  g_autofree char *name = g_strnfill (200, 'W');
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorDocument) document = document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, order);
  g_autofree char *zpl = NULL;
  guint n = 0;

  kontor_record_set_text (kontor_record_get_member (order, KONTOR_ORDER_ADDRESSES, 1), KONTOR_ADDRESS_LAST_NAME, name);
  zpl = write_one (document, "dymo-99012", &options, NULL);
  for (const char *p = strstr (zpl, "^FO"); p != NULL; p = strstr (p + 1, "^FO"), n++) {
    guint64 x = g_ascii_strtoull (p + 3, NULL, 10), y = g_ascii_strtoull (strchr (p, ',') + 1, NULL, 10);

    g_assert_cmpuint (x, <, 711);
    g_assert_cmpuint (y, <, 288);
  }
  g_assert_cmpuint (n, >=, 4);
}

static void
test_refused (void)
{
  const KontorZplOptions options = { .dpi = 203 };
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autoptr (KontorRecord) empty = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  g_autoptr (KontorDocument) invoice = document_fixture_document (KONTOR_DOCUMENT_INVOICE, order);
  g_autoptr (KontorDocument) label = document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, order);
  g_autoptr (KontorDocument) nobody = document_fixture_document (KONTOR_DOCUMENT_ADDRESS_LABEL, empty);
  g_autoptr (GError) error = NULL;

  g_assert_null (write_one (invoice, "100x150", &options, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (write_one (label, "avery-l7160", &options, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (write_one (nobody, "100x150", &options, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/documents/zpl/address", test_address);
  kontor_test_add_plain ("/documents/zpl/escapes", test_escapes);
  kontor_test_add_plain ("/documents/zpl/goods", test_goods);
  kontor_test_add_plain ("/documents/zpl/inside", test_inside);
  kontor_test_add_plain ("/documents/zpl/refused", test_refused);
  return kontor_test_run ();
}
