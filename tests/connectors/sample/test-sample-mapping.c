#include <string.h>

#include "kontor-sample-mapping.h"
#include "test-sample.h"

static KontorRecord *
parse (KontorShopManner manner, KontorEntity entity, const char *json)
{
  g_autoptr (GError) error = NULL;
  KontorRecord *record = kontor_sample_parse_record (manner, entity, json, &error);

  g_assert_no_error (error);
  return record;
}

static void
test_entities (void)
{
  static const char json[] =
      "{\"id\":7,\"name\":\"Tom &amp; Jerry &lt;3 &quot;&#039;\",\"description\":\"<p>a &amp; b</p>\",\"revision\":3}";
  g_autoptr (KontorRecord) bare = parse (KONTOR_SHOP_BARE, KONTOR_ENTITY_PRODUCT, json),
                           kind = parse (KONTOR_SHOP_KIND, KONTOR_ENTITY_PRODUCT, json);
  g_autofree char *once = kontor_sample_decode ("&amp;lt;");

  g_assert_cmpstr (kontor_record_get_text (bare, KONTOR_PRODUCT_TITLE), ==, "Tom & Jerry <3 \"'");
  g_assert_cmpstr (kontor_record_get_text (bare, KONTOR_PRODUCT_DESCRIPTION), ==, "<p>a &amp; b</p>");
  g_assert_cmpstr (kontor_record_get_text (kind, KONTOR_PRODUCT_TITLE), ==, "Tom &amp; Jerry &lt;3 &quot;&#039;");
  g_assert_cmpstr (kontor_record_get_revision (kind), ==, "3");
  g_assert_cmpuint (strlen (kontor_record_get_revision (bare)), ==, 16);
  g_assert_cmpstr (once, ==, "&lt;");
}

static void
test_decimals (void)
{
  g_autoptr (KontorRecord) order =
      parse (KONTOR_SHOP_BARE, KONTOR_ENTITY_ORDER,
             "{\"id\":1,\"lines\":[{\"id\":2,\"net\":\"8.3949579832\",\"tax\":\"1.5950420168\"}]}");
  KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);

  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_LINE_NET), ==, 8394958);
  g_assert_cmpstr (kontor_record_get_exact (line, KONTOR_LINE_NET), ==, "8.3949579832");
}

static void
test_times (void)
{
  g_autofree char *text = kontor_sample_write_time (TEST_NOW + 5);

  g_assert_cmpint (kontor_sample_read_time ("2026-03-02T10:00:00"), ==, TEST_NOW);
  g_assert_cmpint (kontor_sample_read_time ("2026-03-02T10:00:00.005Z"), ==, TEST_NOW + 5);
  g_assert_cmpint (kontor_sample_read_time (text), ==, TEST_NOW + 5);
  g_assert_cmpint (kontor_sample_read_time ("yesterday"), ==, 0);
  g_assert_cmpint (kontor_sample_read_time (NULL), ==, 0);
}

/** Fields that the shop does not say are absent; those that it says are nothing are null. */
static void
test_absent (void)
{
  g_autoptr (KontorRecord) variant = parse (KONTOR_SHOP_BARE, KONTOR_ENTITY_VARIANT,
                                            "{\"id\":1,\"sale_price\":null,\"cost\":\"\",\"new_field\":{\"x\":1}}");

  g_assert_false (kontor_record_has (variant, KONTOR_VARIANT_PRICE));
  g_assert_true (kontor_record_has (variant, KONTOR_VARIANT_SALE_PRICE));
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_SALE_PRICE));
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_COST));
}

static void
test_unknown_status (void)
{
  g_autoptr (KontorRecord) order = parse (KONTOR_SHOP_BARE, KONTOR_ENTITY_ORDER,
                                          "{\"id\":1,\"status\":\"plugin-made-this-up\",\"meta\":{\"x\":1,\"_kontor\":{"
                                          "\"stage\":\"packed\",\"tags\":[\"a\"]}}}");

  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_STATUS), ==, "plugin-made-this-up");
  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE), ==, "open");
  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_STAGE), ==, "packed");
  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_METADATA), ==, "{\"x\":1}");
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_TAGS), ==, 1);
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "",
                                       "[]",
                                       "{}",
                                       "null",
                                       "{\"id\":\"x\"}",
                                       "{\"id\":1,\"total\":\"much\"}",
                                       "{\"id\":1,\"total\":5}",
                                       "{\"id\":1,\"created\":\"soon\"}",
                                       "{\"id\":1,\"lines\":{}}",
                                       "{\"id\":1,\"lines\":[7]}",
                                       "{\"id\":1,\"lines\":[{\"quantity\":1}]}",
                                       "{\"id\":1,\"customer_id\":\"x\"}",
                                       "{\"id\":1,\"number\":{}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (kontor_sample_parse_record (KONTOR_SHOP_BARE, KONTOR_ENTITY_ORDER, texts[i], &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
  }
}

/** Everything that the whole shop says is written back as it was read. */
static void
test_nothing_to_write (void)
{
  g_auto (Sample) sample = sample_open ("bare");

  for (guint entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    g_autoptr (GPtrArray) rows = sample_dup_all (&sample, entity);

    for (guint i = 0; i < rows->len; i++) {
      g_autoptr (KontorRecord) copy = kontor_record_copy (g_ptr_array_index (rows, i));
      g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
      yyjson_mut_val *body = yyjson_mut_obj (doc);

      kontor_sample_write_fields (doc, body, copy, g_ptr_array_index (rows, i), NULL);
      g_assert_cmpuint (yyjson_mut_obj_size (body), ==, 0);
    }
  }
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/sample/mapping/entities", test_entities);
  kontor_test_add_plain ("/sample/mapping/decimals", test_decimals);
  kontor_test_add_plain ("/sample/mapping/times", test_times);
  kontor_test_add_plain ("/sample/mapping/absent", test_absent);
  kontor_test_add_plain ("/sample/mapping/unknown-status", test_unknown_status);
  kontor_test_add_plain ("/sample/mapping/nonsense", test_nonsense);
  kontor_test_add_plain ("/sample/mapping/nothing-to-write", test_nothing_to_write);
  return kontor_test_run ();
}
