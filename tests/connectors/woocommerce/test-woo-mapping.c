#include <string.h>

#include "kontor-error.h"
#include "kontor-test.h"
#include "kontor-woo-mapping.h"
#include "test-woo.h"

#define TEXT(record, field) kontor_record_get_text (record, field)

static void
assert_decimal (const KontorRecord *record, guint field, const char *text)
{
  g_autofree char *decimal = kontor_record_dup_decimal (record, field);

  g_assert_cmpstr (decimal, ==, text);
}

static KontorBatch *
read_order (const char *name, const char *refunds, const char *notes)
{
  g_autoptr (KontorJson) order = test_woo_load (name);
  g_autoptr (KontorJson) whole = refunds != NULL ? test_woo_load (refunds) : NULL;
  g_autoptr (KontorJson) texts = notes != NULL ? test_woo_load (notes) : NULL;
  KontorWooParts parts = { whole != NULL ? kontor_json_get_root (whole) : NULL, texts != NULL ? kontor_json_get_root (texts) : NULL };
  KontorBatch *batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (kontor_woo_read_order (&test_woo_store, kontor_json_get_root (order), &parts, batch, &error));
  g_assert_no_error (error);
  return batch;
}

static void
test_order (void)
{
  g_autoptr (KontorBatch) batch = read_order ("order-dp6", "order-refunds", "order-notes");
  KontorRecord *order = test_woo_find (batch, KONTOR_ENTITY_ORDER, "661");
  KontorRecord *line, *member;

  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_NUMBER), ==, "661");
  g_assert_cmpint (kontor_record_get_int (order, KONTOR_ORDER_PLACED_AT), ==, 1795329924000);
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_STATUS), ==, "processing");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_LIFECYCLE), ==, "open");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_CUSTOMER_NAME), ==, "Jürgen Müller & Söhne");
  g_assert_cmpstr (kontor_record_get_ref_key (order, KONTOR_ORDER_CUSTOMER), ==, "4");
  g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_TOTAL), ==, 128990000);
  g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_SUBTOTAL), ==, 119970000);
  g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_FEE_TOTAL), ==, 3000000);
  g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_TAX_TOTAL), ==, 10520000);
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_STAGE), ==, "packed");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_PACKER), ==, "Ada");
  g_assert_true (kontor_record_is_null (order, KONTOR_ORDER_HOLD_REASON));
  g_assert_null (strstr (TEXT (order, KONTOR_ORDER_METADATA), "_kontor\""));

  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==, 2);
  line = kontor_record_find_member (order, KONTOR_ORDER_LINES, "1516");
  g_assert_cmpstr (TEXT (line, KONTOR_LINE_NAME), ==, "Tom & Jerry <b>Mug</b> 9\"");
  g_assert_cmpint (kontor_record_get_int (line, KONTOR_LINE_QUANTITY), ==, 3);
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_LINE_UNIT_PRICE), ==, 9990000);
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_LINE_NET), ==, 26980000);
  g_assert_cmpint (kontor_record_get_length (line, KONTOR_LINE_OPTIONS), ==, 0);
  assert_decimal (kontor_record_find_member (line, KONTOR_LINE_TAXES, "2"), KONTOR_LINE_TAX_AMOUNT, "2.394475");
  g_assert_cmpstr (kontor_record_get_ref_key (line, KONTOR_LINE_VARIANT), ==, "660");
  line = kontor_record_find_member (order, KONTOR_ORDER_LINES, "1517");
  g_assert_cmpstr (TEXT (line, KONTOR_LINE_NAME), ==, "Hoodie");
  g_assert_cmpstr (TEXT (line, KONTOR_LINE_VARIANT_NAME), ==, "Blue, Yes");
  g_assert_cmpstr (kontor_record_get_ref_key (line, KONTOR_LINE_VARIANT), ==, "37");
  member = kontor_record_find_member (line, KONTOR_LINE_OPTIONS, "pa_color");
  g_assert_cmpstr (TEXT (member, KONTOR_LINE_OPTION_VALUE), ==, "Blue");

  member = kontor_record_get_member (order, KONTOR_ORDER_TAXES, 0);
  g_assert_cmpstr (kontor_record_get_key (member), ==, "2");
  g_assert_cmpstr (TEXT (member, KONTOR_ORDER_TAX_RATE), ==, "8.875");
  member = kontor_record_get_member (order, KONTOR_ORDER_DISCOUNTS, 0);
  g_assert_cmpint (kontor_record_get_amount (member, KONTOR_ORDER_DISCOUNT_TAX), ==, 1070000);
  member = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0);
  g_assert_cmpint (kontor_record_get_amount (member, KONTOR_PAYMENT_CAPTURED), ==, 128990000);

  member = kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, 0);
  g_assert_cmpint (kontor_record_get_amount (member, KONTOR_REFUND_AMOUNT), ==, 11790000);
  g_assert_false (kontor_record_get_bool (member, KONTOR_REFUND_BY_GATEWAY));
  g_assert_cmpuint (kontor_record_get_length (member, KONTOR_REFUND_LINES), ==, 2);
  member = kontor_record_get_member (member, KONTOR_REFUND_LINES, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_REFUND_LINE_LINE_KEY), ==, "1516");
  g_assert_cmpint (kontor_record_get_int (member, KONTOR_REFUND_LINE_QUANTITY), ==, 1);
  g_assert_cmpint (kontor_record_get_amount (member, KONTOR_REFUND_LINE_NET), ==, 8990000);

  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_NOTES), >, 2);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS), ==, 0);
}

/* Without the refunds' own answer their lists are not known, so what is known stays. */
static void
test_order_parts (void)
{
  g_autoptr (KontorBatch) batch = read_order ("order-dp6", NULL, NULL);
  KontorRecord *order = test_woo_find (batch, KONTOR_ENTITY_ORDER, "661");

  g_assert_false (kontor_record_has (order, KONTOR_ORDER_REFUNDS));
  g_assert_false (kontor_record_has (order, KONTOR_ORDER_NOTES));
}

/* The line of a product that was deleted says nothing of it. */
static void
test_order_product_gone (void)
{
  g_autoptr (KontorBatch) batch = read_order ("order-product-gone", NULL, NULL);
  KontorRecord *line = kontor_record_get_member (g_ptr_array_index (batch->rows, 0), KONTOR_ORDER_LINES, 0);

  g_assert_nonnull (TEXT (line, KONTOR_LINE_NAME));
  g_assert_false (kontor_record_has (line, KONTOR_LINE_PRODUCT));
  g_assert_false (kontor_record_has (line, KONTOR_LINE_VARIANT));
  g_assert_false (kontor_record_has (line, KONTOR_LINE_SKU));
}

static void
test_order_sent (void)
{
  g_autoptr (KontorJson) order = test_woo_load ("order-fulfilled"), own = test_woo_load ("fulfillments");
  KontorWooParts parts = { .fulfilments = kontor_json_get_root (own), .refunds = kontor_json_get_root (own) };
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  KontorRecord *row, *member;

  g_assert_true (kontor_woo_has_fulfilments (kontor_json_get_root (order)));
  g_assert_true (kontor_woo_read_order (&test_woo_store, kontor_json_get_root (order), &parts, batch, NULL));
  row = g_ptr_array_index (batch->rows, 0);
  member = kontor_record_find_member (row, KONTOR_ORDER_FULFILMENTS, "1");
  g_assert_cmpstr (TEXT (member, KONTOR_FULFILMENT_STATUS), ==, "shipped");
  g_assert_cmpint (kontor_record_get_int (member, KONTOR_FULFILMENT_SHIPPED_AT), ==, 1795329934000); /* 01:45:34 in New York */
  g_assert_cmpint (kontor_record_get_int (kontor_record_find_member (member, KONTOR_FULFILMENT_LINES, "1517"), KONTOR_FULFILMENT_LINE_QUANTITY), ==, 1);
  member = kontor_record_find_member (row, KONTOR_ORDER_FULFILMENTS, "a1b2c3");
  g_assert_cmpint (kontor_record_get_int (member, KONTOR_FULFILMENT_SHIPPED_AT), ==, 1795305600000);
  member = kontor_record_get_member (member, KONTOR_FULFILMENT_SHIPMENTS, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_SHIPMENT_TRACKING_NUMBER), ==, "1Z999AA10123456784");
  g_assert_cmpstr (TEXT (member, KONTOR_SHIPMENT_CARRIER), ==, "ups");
}

/* A completed order was sent, but for what was noted as sent before. */
static void
test_order_completed (void)
{
  g_autoptr (KontorJson) json = test_woo_parse (
      "{\"id\":5,\"status\":\"completed\",\"date_completed_gmt\":\"2026-11-21T22:31:01\","
      "\"billing\":{\"email\":\" Ada@Example.test \",\"first_name\":\"\",\"last_name\":\"\",\"company\":\"\"},\"customer_id\":0,"
      "\"meta_data\":[{\"id\":1,\"key\":\"_kontor\",\"value\":{\"tags\":[\"gift\",\"gift\"],\"archived\":true,\"fulfilments\":"
      "{\"k1\":{\"status\":\"shipped\",\"at\":1000,\"number\":\"N1\",\"lines\":{\"7\":1}},\"k2\":{\"status\":\"cancelled\",\"lines\":{\"8\":1}}}}}],"
      "\"line_items\":[{\"id\":7,\"quantity\":3},{\"id\":8,\"quantity\":1},{\"id\":7,\"quantity\":9}]}");
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  KontorRecord *row, *rest;

  g_assert_true (kontor_woo_read_order (&test_woo_store, kontor_json_get_root (json), &(KontorWooParts) { NULL }, batch, NULL));
  row = g_ptr_array_index (batch->rows, 0);
  g_assert_cmpuint (kontor_record_get_length (row, KONTOR_ORDER_LINES), ==, 2);
  g_assert_cmpuint (kontor_record_get_length (row, KONTOR_ORDER_FULFILMENTS), ==, 3);
  rest = kontor_record_find_member (row, KONTOR_ORDER_FULFILMENTS, "completed");
  g_assert_cmpint (kontor_record_get_int (kontor_record_find_member (rest, KONTOR_FULFILMENT_LINES, "7"), 0), ==, 2);
  g_assert_cmpint (kontor_record_get_int (kontor_record_find_member (rest, KONTOR_FULFILMENT_LINES, "8"), 0), ==, 1);
  g_assert_cmpstr (kontor_record_get_ref_key (row, KONTOR_ORDER_CUSTOMER), ==, "guest:ada@example.test");
  g_assert_cmpuint (kontor_record_get_length (row, KONTOR_ORDER_TAGS), ==, 1);
  g_assert_true (kontor_record_get_bool (row, KONTOR_ORDER_ARCHIVED));
}

static void
test_order_custom (void)
{
  g_autoptr (KontorBatch) batch = read_order ("order-custom-status", NULL, NULL);
  g_autoptr (KontorBatch) trashed = read_order ("order-trashed", NULL, NULL);
  KontorRecord *row = g_ptr_array_index (batch->rows, 0);

  g_assert_cmpstr (TEXT (row, KONTOR_ORDER_LIFECYCLE), ==, "open");
  g_assert_nonnull (TEXT (row, KONTOR_ORDER_STATUS));
  g_assert_cmpstr (TEXT (g_ptr_array_index (trashed->rows, 0), KONTOR_ORDER_LIFECYCLE), ==, "cancelled");
}

static KontorBatch *
read_product (const char *name)
{
  g_autoptr (KontorJson) json = test_woo_load (name);
  KontorBatch *batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;

  kontor_woo_read_product (&test_woo_store, kontor_json_get_root (json), batch, &error);
  g_assert_no_error (error);
  return batch;
}

static void
test_product (void)
{
  g_autoptr (KontorBatch) batch = read_product ("product-simple-edit");
  KontorRecord *product = test_woo_find (batch, KONTOR_ENTITY_PRODUCT, "660");
  KontorRecord *variant = test_woo_find (batch, KONTOR_ENTITY_VARIANT, "660");
  KontorRecord *member;

  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_TITLE), ==, "Tom & Jerry <b>Mug</b> 9\"");
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_STATUS), ==, "published");
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_DESCRIPTION), ==, "Line one\n\nLine two &amp; more");
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_VENDOR), ==, "Acme & Sons 1795329913");
  g_assert_true (kontor_record_get_bool (product, KONTOR_PRODUCT_REQUIRES_SHIPPING));
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_TAGS), ==, 2);
  g_assert_nonnull (kontor_record_find_member (product, KONTOR_PRODUCT_TAGS, "brand:33"));
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS), ==, 0);
  member = kontor_record_get_member (product, KONTOR_PRODUCT_PICTURES, 0);
  g_assert_cmpstr (kontor_record_get_key (member), ==, "659");
  g_assert_cmpstr (TEXT (member, KONTOR_PICTURE_ALT), ==, "A red square");
  g_assert_nonnull (strstr (TEXT (product, KONTOR_PRODUCT_METADATA), "\"color_code\":{\"hex\":\"#f00\",\"n\":[1,2]}"));
  g_assert_nonnull (strstr (TEXT (product, KONTOR_PRODUCT_METADATA), "\"_kontor_op\":\"0123-abc\""));
  g_assert_nonnull (strstr (TEXT (product, KONTOR_PRODUCT_METADATA), "\"sold_individually\":false"));

  g_assert_cmpstr (kontor_record_get_ref_key (variant, KONTOR_VARIANT_PRODUCT), ==, "660");
  g_assert_cmpint (kontor_record_get_amount (variant, KONTOR_VARIANT_PRICE), ==, 12500000);
  g_assert_cmpint (kontor_record_get_amount (variant, KONTOR_VARIANT_SALE_PRICE), ==, 9990000);
  g_assert_cmpint (kontor_record_get_int (variant, KONTOR_VARIANT_SALE_FROM), ==, 1793505600000);
  g_assert_cmpint (kontor_record_get_int (kontor_record_find_member (variant, KONTOR_VARIANT_LEVELS, ""), KONTOR_LEVEL_ON_HAND), ==, 40);
  g_assert_cmpstr (TEXT (variant, KONTOR_VARIANT_BACKORDERS), ==, "notify");
  g_assert_cmpstr (TEXT (variant, KONTOR_VARIANT_HEIGHT), ==, "10");
}

/* A search among products answers variations, too. */
static void
test_variation_among_products (void)
{
  g_autoptr (KontorJson) json = test_woo_parse ("{\"id\":37,\"type\":\"variation\",\"parent_id\":25,\"name\":\"Blue\",\"regular_price\":\"5\"}");
  g_autoptr (KontorBatch) batch = kontor_batch_new ();

  g_assert_true (kontor_woo_read_product (&test_woo_store, kontor_json_get_root (json), batch, NULL));
  g_assert_cmpuint (batch->rows->len, ==, 1);
  g_assert_cmpstr (kontor_record_get_ref_key (test_woo_find (batch, KONTOR_ENTITY_VARIANT, "37"), KONTOR_VARIANT_PRODUCT), ==, "25");
}

static void
test_variations (void)
{
  g_autoptr (KontorBatch) batch = read_product ("product-variable");
  g_autoptr (KontorJson) json = test_woo_load ("variations");
  KontorRecord *product = g_ptr_array_index (batch->rows, 0), *variant, *option;
  yyjson_val *item;
  gsize i, n;

  g_assert_cmpuint (batch->rows->len, ==, 1);
  option = kontor_record_find_member (product, KONTOR_PRODUCT_OPTIONS, "1");
  g_assert_cmpstr (TEXT (option, KONTOR_PRODUCT_OPTION_NAME), ==, "Color");
  g_assert_cmpuint (kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES), ==, 3);
  yyjson_arr_foreach (kontor_json_get_root (json), i, n, item)
    g_assert_true (kontor_woo_read_variation (&test_woo_store, item, batch, NULL));
  variant = test_woo_find (batch, KONTOR_ENTITY_VARIANT, "37");
  g_assert_cmpstr (TEXT (kontor_record_find_member (variant, KONTOR_VARIANT_OPTIONS, "1"), KONTOR_VARIANT_OPTION_VALUE), ==, "Blue");
  g_assert_cmpstr (TEXT (variant, KONTOR_VARIANT_PICTURE_KEY), ==, "39");
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_SALE_PRICE));
}

/* What makes no sense is kept as it came, and never 0. */
static void
test_bad_values (void)
{
  g_autoptr (KontorJson) json = test_woo_parse (
      "{\"id\":\"12\",\"name\":[1],\"type\":\"simple\",\"regular_price\":\"1.234,56\",\"sale_price\":{\"a\":1},\"stock_quantity\":1.5,"
      "\"manage_stock\":\"parent\",\"date_created_gmt\":\"yesterday\",\"images\":[{\"id\":3},{\"id\":3},{\"id\":0},7],"
      "\"categories\":{\"x\":1},\"attributes\":\"no\",\"strange\":[1.10],\"low_stock_amount\":\"many\","
      "\"meta_data\":[{\"key\":\"a\",\"value\":\"\xff\"},{\"key\":\"a\",\"value\":2},{\"value\":3},null,4]}");
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  KontorRecord *product, *variant;

  g_assert_true (kontor_woo_read_product (&test_woo_store, kontor_json_get_root (json), batch, NULL));
  product = test_woo_find (batch, KONTOR_ENTITY_PRODUCT, "12");
  variant = test_woo_find (batch, KONTOR_ENTITY_VARIANT, "12");
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_PRICE));
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_SALE_PRICE));
  g_assert_true (kontor_record_is_null (product, KONTOR_PRODUCT_CREATED_AT));
  g_assert_false (kontor_record_get_bool (variant, KONTOR_VARIANT_MANAGE_STOCK));
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_PICTURES), ==, 1);
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_METADATA), ==,
                   "{\"a\":\"\xef\xbf\xbd\",\"a#2\":2,\"strange\":[1.10],\"_unreadable\":{\"product.12.date_created_gmt\":\"yesterday\","
                   "\"variant.12.regular_price\":\"1.234,56\",\"variant.12.sale_price\":{\"a\":1},\"variant.12.low_stock_amount\":\"many\"}}");
}

/* Ten megabytes of description are text like any other. */
static void
test_large (void)
{
  const gsize size = 10 * 1024 * 1024;
  g_autofree char *long_text = g_strnfill (size, 'x');
  g_autofree char *text = g_strdup_printf ("{\"id\":12,\"type\":\"simple\",\"description\":\"%s\"}", long_text);
  g_autoptr (KontorJson) json = test_woo_parse (text);
  g_autoptr (KontorBatch) batch = kontor_batch_new ();

  g_assert_true (kontor_woo_read_product (&test_woo_store, kontor_json_get_root (json), batch, NULL));
  g_assert_cmpuint (strlen (TEXT (test_woo_find (batch, KONTOR_ENTITY_PRODUCT, "12"), KONTOR_PRODUCT_DESCRIPTION)), ==, size);
}

static void
test_no_object (void)
{
  static const char *const texts[] = { "null", "[]", "{}", "{\"id\":0}", "{\"id\":\"x\"}", "\"text\"", "{\"id\":-4}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (KontorJson) json = test_woo_parse (texts[i]);
    g_autoptr (KontorBatch) batch = kontor_batch_new ();
    g_autoptr (GError) error = NULL, other = NULL;

    g_assert_false (kontor_woo_read_order (&test_woo_store, kontor_json_get_root (json), &(KontorWooParts) { NULL }, batch, &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
    g_assert_false (kontor_woo_read_product (&test_woo_store, kontor_json_get_root (json), batch, &other));
    g_assert_error (other, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
    g_assert_cmpuint (batch->rows->len, ==, 0);
  }
}

typedef gboolean (*ReadFunc) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

static KontorBatch *
read_list (const char *name, ReadFunc read)
{
  g_autoptr (KontorJson) json = test_woo_load (name);
  KontorBatch *batch = kontor_batch_new ();
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (kontor_json_get_root (json), i, n, item)
    g_assert_true (read (&test_woo_store, item, batch, NULL));
  return batch;
}

/* WordPress keeps the names of its users with entities, unlike those in addresses. */
static void
test_customer_name (void)
{
  g_autoptr (KontorJson) json = test_woo_parse ("{\"id\":4,\"first_name\":\"Ada &amp; Bo\",\"last_name\":\"O&#039;Hara\"}");
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;
  KontorRecord *customer;

  kontor_woo_read_customer (&test_woo_store, kontor_json_get_root (json), batch, &error);
  g_assert_no_error (error);
  customer = test_woo_find (batch, KONTOR_ENTITY_CUSTOMER, "4");
  g_assert_cmpstr (TEXT (customer, KONTOR_CUSTOMER_FIRST_NAME), ==, "Ada & Bo");
  g_assert_cmpstr (TEXT (customer, KONTOR_CUSTOMER_LAST_NAME), ==, "O'Hara");
}

static void
test_others (void)
{
  g_autoptr (KontorBatch) customers = read_list ("customers-all-roles", kontor_woo_read_customer);
  g_autoptr (KontorBatch) coupons = read_list ("coupons", kontor_woo_read_coupon);
  g_autoptr (KontorBatch) categories = read_list ("categories", kontor_woo_read_category);
  g_autoptr (KontorBatch) brands = read_list ("brands", kontor_woo_read_brand);
  KontorRecord *ada = test_woo_find (customers, KONTOR_ENTITY_CUSTOMER, "4");
  KontorRecord *coupon = test_woo_find (coupons, KONTOR_ENTITY_DISCOUNT, "12");
  KontorRecord *category = test_woo_find (categories, KONTOR_ENTITY_CATEGORY, "19");

  g_assert_cmpstr (TEXT (ada, KONTOR_CUSTOMER_EMAIL), ==, "c0@example.test");
  g_assert_cmpstr (TEXT (ada, KONTOR_CUSTOMER_KIND), ==, "registered");
  g_assert_cmpuint (kontor_record_get_length (ada, KONTOR_CUSTOMER_ADDRESSES), ==, 0);
  g_assert_cmpstr (TEXT (coupon, KONTOR_DISCOUNT_CODE), ==, "freeship");
  g_assert_true (kontor_record_get_bool (coupon, KONTOR_DISCOUNT_FREE_SHIPPING));
  g_assert_true (kontor_record_is_null (coupon, KONTOR_DISCOUNT_MINIMUM));
  g_assert_cmpstr (TEXT (coupon, KONTOR_DISCOUNT_STATUS), ==, "active");
  g_assert_cmpint (kontor_record_get_int (coupon, KONTOR_DISCOUNT_ENDS_AT), ==, 1830229200000);
  coupon = test_woo_find (coupons, KONTOR_ENTITY_DISCOUNT, "10");
  g_assert_cmpstr (TEXT (coupon, KONTOR_DISCOUNT_KIND), ==, "percent");
  g_assert_cmpstr (TEXT (coupon, KONTOR_DISCOUNT_PERCENT), ==, "10.00");
  g_assert_true (kontor_record_is_null (coupon, KONTOR_DISCOUNT_AMOUNT));
  coupon = test_woo_find (coupons, KONTOR_ENTITY_DISCOUNT, "11");
  g_assert_cmpstr (TEXT (coupon, KONTOR_DISCOUNT_KIND), ==, "fixed-order");
  g_assert_cmpint (kontor_record_get_amount (coupon, KONTOR_DISCOUNT_AMOUNT), ==, 5000000);
  g_assert_cmpstr (kontor_record_get_ref_key (category, KONTOR_CATEGORY_PARENT), ==, "16");
  g_assert_cmpstr (TEXT (test_woo_find (brands, KONTOR_ENTITY_TAG, "brand:33"), KONTOR_TAG_KIND), ==, "brand");
}

static void
test_settings (void)
{
  g_autoptr (KontorJson) statuses = test_woo_load ("order-statuses"), gateways = test_woo_load ("gateways");
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  KontorRecord *status, *gateway;

  g_assert_true (kontor_woo_read_setting ("status", NULL, yyjson_arr_get_first (kontor_json_get_root (statuses)), 3, batch, NULL));
  g_assert_true (kontor_woo_read_setting ("gateway", NULL, yyjson_arr_get_first (kontor_json_get_root (gateways)), 0, batch, NULL));
  status = test_woo_find (batch, KONTOR_ENTITY_SETTING, "status:pending");
  g_assert_cmpstr (TEXT (status, KONTOR_SETTING_NAME), ==, "Pending payment");
  g_assert_cmpint (kontor_record_get_int (status, KONTOR_SETTING_POSITION), ==, 3);
  g_assert_nonnull (strstr (TEXT (status, KONTOR_SETTING_DATA), "\"code\":\"pending\""));
  gateway = test_woo_find (batch, KONTOR_ENTITY_SETTING, "gateway:bacs");
  g_assert_nonnull (strstr (TEXT (gateway, KONTOR_SETTING_DATA), "method_supports"));
}

/* The digest of a list is the revision of the whole object. */
static void
test_digest (void)
{
  g_autoptr (KontorJson) orders = test_woo_load ("orders-page"), products = test_woo_load ("products-page");
  g_autoptr (KontorBatch) whole = kontor_batch_new (), brief = kontor_batch_new ();
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (kontor_json_get_root (orders), i, n, item) {
    g_assert_true (kontor_woo_read_order (&test_woo_store, item, &(KontorWooParts) { NULL }, whole, NULL));
    g_assert_true (kontor_woo_read_digest (KONTOR_ENTITY_ORDER, item, brief, NULL));
  }
  yyjson_arr_foreach (kontor_json_get_root (products), i, n, item) {
    g_assert_true (kontor_woo_read_product (&test_woo_store, item, whole, NULL));
    g_assert_true (kontor_woo_read_digest (KONTOR_ENTITY_PRODUCT, item, brief, NULL));
  }
  g_assert_cmpuint (whole->rows->len, >, 4);
  g_assert_cmpuint (whole->rows->len, ==, brief->rows->len);
  for (i = 0; i < whole->rows->len; i++) {
    KontorRecord *row = whole->rows->pdata[i], *digest = brief->rows->pdata[i];

    g_assert_cmpstr (kontor_record_get_key (row), ==, kontor_record_get_key (digest));
    g_assert_cmpstr (kontor_record_get_revision (row), ==, kontor_record_get_revision (digest));
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/woo/mapping/order", test_order);
  kontor_test_add_plain ("/woo/mapping/order-parts", test_order_parts);
  kontor_test_add_plain ("/woo/mapping/order-product-gone", test_order_product_gone);
  kontor_test_add_plain ("/woo/mapping/order-sent", test_order_sent);
  kontor_test_add_plain ("/woo/mapping/order-completed", test_order_completed);
  kontor_test_add_plain ("/woo/mapping/order-custom", test_order_custom);
  kontor_test_add_plain ("/woo/mapping/product", test_product);
  kontor_test_add_plain ("/woo/mapping/variations", test_variations);
  kontor_test_add_plain ("/woo/mapping/variation-among-products", test_variation_among_products);
  kontor_test_add_plain ("/woo/mapping/bad-values", test_bad_values);
  kontor_test_add_plain ("/woo/mapping/large", test_large);
  kontor_test_add_plain ("/woo/mapping/no-object", test_no_object);
  kontor_test_add_plain ("/woo/mapping/customer-name", test_customer_name);
  kontor_test_add_plain ("/woo/mapping/others", test_others);
  kontor_test_add_plain ("/woo/mapping/settings", test_settings);
  kontor_test_add_plain ("/woo/mapping/digest", test_digest);
  return kontor_test_run ();
}
