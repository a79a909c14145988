#include "kontor-store-fixture.h"
#include "kontor-test.h"
#include "kontor-words.h"

static GArray *
search (KontorTxn *txn, KontorEntity entity, const char *filter, const char *text, const char *sort)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, 0, filter, text, sort, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = kontor_store_query_ids (txn, query, &error);
  g_autoptr (GArray) page = NULL;
  gint64 count = 0;

  g_assert_no_error (error);
  page = kontor_store_query_page (txn, query, 500, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), page->data, page->len * sizeof (gint64));
  g_assert_true (kontor_store_query_count (txn, query, &count, &error));
  g_assert_cmpint (count, ==, ids->len);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i), position;
    gboolean matches = FALSE;

    g_assert_true (kontor_store_matches (txn, query, id, &matches, &error));
    g_assert_true (matches);
    g_assert_true (kontor_store_query_position (txn, query, id, &position, &error));
    g_assert_cmpint (position, ==, i);
  }
  return g_steal_pointer (&ids);
}

/* The numbers of the orders found, newest first, with spaces between. */
static void
expect (KontorTxn *txn, const char *text, const char *numbers)
{
  g_autoptr (GArray) ids = search (txn, KONTOR_ENTITY_ORDER, NULL, text, NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (KontorRecord) order = store_load (txn, KONTOR_ENTITY_ORDER, g_array_index (ids, gint64, i));

    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", kontor_record_get_text (order, KONTOR_ORDER_NUMBER));
  }
  if (!g_str_equal (found->str, numbers))
    g_error ("\"%s\" finds \"%s\", not \"%s\"", text, found->str, numbers);
}

static gint64
add_order (KontorTxn *txn, const char *number, const char *name, const char *email)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, number);
  gint64 count = store_ask (txn, "SELECT count (*) FROM \"order\"");

  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, number);
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, (count + 1) * 1000);
  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NAME, name);
  kontor_record_set_text (order, KONTOR_ORDER_EMAIL, email);
  return store_save (txn, order);
}

static gboolean
add_names (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  add_order (txn, "1001", "Ada Berg", "ada@example.com");
  add_order (txn, "1002", "Jürgen Größe", "j.g@example.org");
  add_order (txn, "1003", "Łukasz Øster", NULL);
  add_order (txn, "1004", "田中 東京子", NULL);
  add_order (txn, "1005", "Éva O'Brien 🍵", NULL);
  add_order (txn, "#KN-2006", "ΣΊΣΥΦΟΣ Иван", "\xff\xfe");
  add_order (txn, "2007", "Adalbert Stern", NULL);
  return TRUE;
}

static gboolean
find_names (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  expect (txn, "ada", "2007 1001");
  expect (txn, "ada ", "1001");
  expect (txn, "ADA b", "1001");
  expect (txn, "berg ada", "1001");
  expect (txn, "b", "1005 1001");
  expect (txn, "jurgen", "1002");
  expect (txn, "JÜRGEN grosse", "1002");
  expect (txn, "größe", "1002");
  expect (txn, "lukasz oster", "1003");
  expect (txn, "東", "1004");
  expect (txn, "東京", "1004");
  expect (txn, "京都", "");
  expect (txn, "eva", "1005");
  expect (txn, "o'brien", "1005");
  expect (txn, "obrien", "");
  expect (txn, "σίσυφος", "#KN-2006");
  expect (txn, "иван", "#KN-2006");
  expect (txn, "from:ada", "2007 1001");
  expect (txn, "from:example", "1002 1001");
  expect (txn, "email:ada@example.com", "1001");
  expect (txn, "number:ada", "");
  expect (txn, "-ada", "#KN-2006 1005 1004 1003 1002");
  expect (txn, "example -ada", "1002");
  expect (txn, "-example -from:stern", "#KN-2006 1005 1004 1003");
  expect (txn, "nobody", "");
  return TRUE;
}

static void
test_words (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_names, NULL);
  store_read (db, find_names, NULL);
  store_close (db);
}

static gboolean
find_numbers (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  expect (txn, "1001", "1001");
  expect (txn, "10", "1005 1004 1003 1002 1001");
  expect (txn, "006", "#KN-2006");
  expect (txn, "06 ", "#KN-2006");
  expect (txn, "kn-2006", "#KN-2006");
  expect (txn, "kn2006", "#KN-2006");
  expect (txn, "#KN-2006", "#KN-2006");
  expect (txn, "number:07", "2007");
  expect (txn, "00", "");
  return TRUE;
}

static void
test_numbers (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_names, NULL);
  store_read (db, find_numbers, NULL);
  store_close (db);
}

static void
add_shipment (KontorRecord *order, const char *number)
{
  KontorRecord *fulfilment = store_new_member (order, KONTOR_ORDER_FULFILMENTS, "f1");
  KontorRecord *shipment = store_new_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, "s1");

  kontor_record_set_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER, number);
}

static gboolean
find_fields (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, "1");
  KontorRecord *address = store_new_member (order, KONTOR_ORDER_ADDRESSES, "shipping");
  KontorRecord *line = store_new_member (order, KONTOR_ORDER_LINES, "1");

  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, "9");
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "wc-Ready");
  kontor_record_set_text (order, KONTOR_ORDER_PHONE, "+49 170 1234567");
  kontor_record_set_text (address, KONTOR_ADDRESS_CITY, "Bad Homburg");
  kontor_record_set_text (address, KONTOR_ADDRESS_COUNTRY, "DE");
  kontor_record_set_text (line, KONTOR_LINE_SKU, "TEA-01-XL");
  kontor_record_set_text (line, KONTOR_LINE_NAME, "Grüner Tee");
  store_new_member (order, KONTOR_ORDER_TAGS, "gift wrap");
  add_shipment (order, "JJD0003 9001 77");
  store_save (txn, order);
  return TRUE;
}

static gboolean
check_fields (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  expect (txn, "city:homburg", "9");
  expect (txn, "city:\"bad homburg\"", "9");
  expect (txn, "city:tee", "");
  expect (txn, "country:de", "9");
  expect (txn, "sku:TEA-01", "9");
  expect (txn, "sku:tea-02", "");
  expect (txn, "xl", "9");
  expect (txn, "product:gruner", "9");
  expect (txn, "tag:gift", "9");
  expect (txn, "tag:wrap ", "9");
  expect (txn, "status:wc", "9");
  expect (txn, "status:wc ", "");
  expect (txn, "status:WC-READY ", "9");
  expect (txn, "-status:wc", "");
  expect (txn, "01701234567", "9");
  expect (txn, "phone:4567", "9");
  expect (txn, "4567", "9");
  expect (txn, "tracking:900177", "9");
  expect (txn, "tracking:jjd", "9");
  expect (txn, "900178", "");
  return TRUE;
}

static void
test_fields (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, find_fields, NULL);
  store_read (db, check_fields, NULL);
  store_close (db);
}

/* Whatever is typed is looked for; nothing of it is language. */
static gboolean
type_anything (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  static const char *const texts[] = { "\"",
                                       "'",
                                       "*",
                                       ":",
                                       "^",
                                       "(",
                                       ")",
                                       "-",
                                       "a\"b",
                                       "a*",
                                       "^a",
                                       "a OR b",
                                       "a AND",
                                       "NOT a",
                                       "NEAR(a b)",
                                       "words:a",
                                       "{words} : a",
                                       "a) OR (b",
                                       "'; DROP TABLE \"order\"; --",
                                       "%",
                                       "_",
                                       "\\",
                                       "+a",
                                       "a + b",
                                       "--",
                                       "-\"",
                                       "from:\"",
                                       "sku:*",
                                       "is:",
                                       "\xee\x80\x80"
                                       "a",
                                       "\xff",
                                       "a\x01"
                                       "b",
                                       "number:\"1\"*" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
      g_autoptr (GArray) ids = search (txn, entity, NULL, texts[i], NULL);

      g_assert_nonnull (ids);
    }
  for (guint i = 0; i < 200; i++) {
    g_autofree char *one = store_random_text (rand), *two = store_random_text (rand);
    g_autofree char *text = g_strdup_printf ("%s %s%s", one, i % 2 > 0 ? "-" : "sku:", two);
    g_autoptr (GArray) ids = search (txn, i % KONTOR_N_ENTITIES, NULL, text, NULL);
  }
  return TRUE;
}

static void
test_anything (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_names, NULL);
  store_read (db, type_anything, NULL);
  store_close (db);
}

static gboolean
change_words (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, "1001");

  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NAME, "Zoe");
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "done");
  store_save (txn, order);
  g_assert_true (kontor_store_remove (txn, KONTOR_ENTITY_ORDER, add_order (txn, "3000", "Zoe", NULL), error));
  return TRUE;
}

static gboolean
check_changed (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  expect (txn, "ada", "2007 1001");
  expect (txn, "berg", "");
  expect (txn, "zoe", "1001");
  expect (txn, "number:1001 from:zoe", "1001");
  return TRUE;
}

static gboolean
remove_words (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 id = 0;

  g_assert_true (kontor_store_find (txn, KONTOR_ENTITY_ORDER, 1, "1001", &id, error));
  return kontor_store_remove (txn, KONTOR_ENTITY_ORDER, id, error);
}

static gboolean
check_removed (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  expect (txn, "zoe", "");
  g_assert_cmpint (store_ask (txn, "SELECT count (*) FROM order_words_docsize"), ==, 6);
  return TRUE;
}

static gboolean
rebuild (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  return kontor_store_rebuild_search (txn, error);
}

static void
test_changes (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_names, NULL);
  store_write (db, change_words, NULL);
  store_read (db, check_changed, NULL);
  store_write (db, rebuild, NULL);
  store_read (db, check_changed, NULL);
  store_write (db, remove_words, NULL);
  store_read (db, check_removed, NULL);
  store_close (db);
}

static gboolean
add_product (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) product = store_new_record (KONTOR_ENTITY_PRODUCT, "p");
  g_autoptr (KontorRecord) variant = store_new_record (KONTOR_ENTITY_VARIANT, "v");
  g_autoptr (KontorRecord) category = store_new_record (KONTOR_ENTITY_CATEGORY, "c");
  KontorRecord *member = store_new_member (product, KONTOR_PRODUCT_CATEGORIES, "c");

  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Green Tea");
  kontor_record_set_ref (member, KONTOR_PRODUCT_CATEGORY_CATEGORY, 0, "c");
  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, 0, "p");
  kontor_record_set_text (variant, KONTOR_VARIANT_SKU, "TEA-01");
  kontor_record_set_text (variant, KONTOR_VARIANT_GTIN, "4006381333931");
  kontor_record_set_text (category, KONTOR_CATEGORY_NAME, "Drinks");
  store_save (txn, variant);
  store_save (txn, product);
  store_save (txn, category);
  return TRUE;
}

static guint
count_products (KontorTxn *txn, const char *text)
{
  g_autoptr (GArray) ids = search (txn, KONTOR_ENTITY_PRODUCT, "-is:trash", text, "title");

  return ids->len;
}

static gboolean
find_product (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_assert_cmpuint (count_products (txn, "green"), ==, 1);
  g_assert_cmpuint (count_products (txn, "sku:tea-01"), ==, 1);
  g_assert_cmpuint (count_products (txn, "gtin:333931"), ==, 1);
  g_assert_cmpuint (count_products (txn, "category:drinks"), ==, 1);
  g_assert_cmpuint (count_products (txn, "category:tools"), ==, 0);
  return TRUE;
}

static gboolean
rename_category (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) category = store_new_record (KONTOR_ENTITY_CATEGORY, "c");

  kontor_record_set_text (category, KONTOR_CATEGORY_NAME, "Tools");
  store_save (txn, category);
  return TRUE;
}

static gboolean
find_renamed (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_assert_cmpuint (count_products (txn, "category:drinks"), ==, 0);
  g_assert_cmpuint (count_products (txn, "category:tools"), ==, 1);
  return TRUE;
}

static void
test_products (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_product, NULL);
  store_read (db, find_product, NULL);
  store_write (db, rename_category, NULL);
  store_read (db, find_renamed, NULL);
  store_close (db);
}

/* Words with a sort and a filter, few and many found. */
static gboolean
add_many (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  for (int i = 0; i < 2400; i++) {
    g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, NULL);
    g_autofree char *name = g_strdup_printf ("Common %s", i % 50 == 0 ? "Rare" : "Often");

    kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, i * 1000);
    kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NAME, name);
    kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, i * 7919 % 2400);
    kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, i % 3 == 0 ? "open" : "cancelled");
    if (i % 100 == 0)
      kontor_record_set_text (order, KONTOR_ORDER_HOLD_REASON, "address");
    store_save (txn, order);
  }
  return TRUE;
}

static void
check_mix (KontorTxn *txn, const char *filter, const char *text, const char *sort, guint n, gint64 first)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, filter, text, sort, NULL);
  g_autoptr (GArray) page = kontor_store_query_page (txn, query, 10, NULL);
  g_autoptr (GArray) ids = kontor_store_query_ids (txn, query, NULL);

  g_assert_cmpuint (ids->len, ==, n);
  g_assert_cmpint (g_array_index (ids, gint64, 0) >> 20, ==, first);
  g_assert_cmpuint (page->len, ==, MIN (n, 10));
  g_assert_cmpmem (page->data, page->len * sizeof (gint64), ids->data, page->len * sizeof (gint64));
}

/* Few are found in their order, of very many the latest. */
static void
check_some (KontorTxn *txn, const char *text, gint64 first)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, text, "total", NULL);
  g_autoptr (GArray) some = kontor_store_query_some (txn, query, 10, NULL);

  g_assert_cmpuint (some->len, ==, 10);
  g_assert_cmpint (g_array_index (some, gint64, 0) >> 20, ==, first);
}

static gboolean
find_many (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  check_mix (txn, NULL, "common", NULL, 2400, 2399);
  check_mix (txn, NULL, "common", "placed", 2400, 0);
  check_mix (txn, NULL, "common", "total", 2400, 0);
  check_mix (txn, "is:open", "common", "-placed", 800, 2397);
  check_mix (txn, "is:hold", "common", "-placed", 24, 2300);
  check_mix (txn, "is:hold", "rare", "placed", 24, 0);
  check_mix (txn, "is:hold is:open", "common", "total", 8, 0);
  check_mix (txn, "-is:hold", "rare", "placed", 24, 50);
  check_mix (txn, "-is:archived", "common -rare", "placed", 2352, 1);
  check_some (txn, "rare", 0);
  check_some (txn, "common", 2399);
  return TRUE;
}

static void
test_mixes (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_many, NULL);
  store_read (db, find_many, NULL);
  store_close (db);
}

static void
expect_order (const char *before, const char *after)
{
  g_autofree char *a = kontor_sort_key (before), *b = kontor_sort_key (after);

  g_assert_cmpstr (a, <, b);
}

static void
test_sort_key (void)
{
  g_autofree char *upper = kontor_sort_key ("ÄPFEL 007"), *lower = kontor_sort_key ("apfel 7");

  g_assert_cmpstr (upper, ==, lower);
  g_assert_null (kontor_sort_key (NULL));
  expect_order ("9", "10");
  expect_order ("KN-99", "kn-100");
  expect_order ("Ärger", "Berg");
  expect_order ("zoe", "東京");
  expect_order ("", "0");
  expect_order ("1 a", "1 b");
  expect_order ("99999999999999999999", "100000000000000000000");
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/search/words", test_words);
  kontor_test_add ("/db/search/numbers", test_numbers);
  kontor_test_add ("/db/search/fields", test_fields);
  kontor_test_add ("/db/search/anything", test_anything);
  kontor_test_add ("/db/search/changes", test_changes);
  kontor_test_add ("/db/search/products", test_products);
  kontor_test_add ("/db/search/mixes", test_mixes);
  kontor_test_add_plain ("/db/search/sort-key", test_sort_key);
  return kontor_test_run ();
}
