#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-mapping.h"
#include "kontor-test.h"

#define TEXT(record, field) kontor_record_get_text (record, field)
#define BERLIN "sloc_01M81RDW96BDJMF2CA30W231VH"

static const KontorMappingStore store = { "https://store.example.test", "EUR" };

typedef gboolean (*ReadFunc) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

/** A recorded answer. */
static KontorJson *
load (const char *name)
{
  g_autofree char *path = g_strconcat (g_test_get_filename (G_TEST_DIST, "fixtures", NULL), "/", name, ".json", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  KontorJson *json;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  bytes = g_bytes_new_take (text, length);
  json = kontor_json_parse (bytes, &error);
  g_assert_no_error (error);
  return json;
}

static KontorBatch *
read_list (const char *name, const char *list, ReadFunc read)
{
  g_autoptr (KontorJson) json = load (name);
  KontorBatch *batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;
  yyjson_val *object;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (kontor_json_get_root (json), list), i, n, object) {
    g_assert_true (read (&store, object, batch, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (n, >, 0);
  return batch;
}

static KontorRecord *
find (KontorBatch *batch, const char *key)
{
  for (guint i = 0; i < batch->rows->len; i++)
    if (g_strcmp0 (kontor_record_get_key (g_ptr_array_index (batch->rows, i)), key) == 0)
      return g_ptr_array_index (batch->rows, i);
  g_assert_not_reached ();
}

static void
assert_decimal (const KontorRecord *record, guint field, const char *text)
{
  g_autofree char *decimal = kontor_record_dup_decimal (record, field);

  g_assert_cmpstr (decimal, ==, text);
}

/* --- The catalogue --- */

static void
test_product (void)
{
  g_autoptr (KontorBatch) batch = read_list ("products", "products", kontor_medusa_read_product);
  KontorRecord *product = find (batch, "prod_01M81REE57QYK7Y9E8RTWPWF95");
  KontorRecord *kit = find (batch, "prod_01M81S3X8AEH7PQKAW8BP2N1V5");
  KontorRecord *option;

  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_TITLE), ==, "Laptop");
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_STATUS), ==, "published");
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_SUMMARY), ==, "Sample");
  g_assert_cmpint (kontor_record_get_int (product, KONTOR_PRODUCT_CREATED_AT), ==, 1795355523270);
  g_assert_cmpstr (TEXT (product, KONTOR_PRODUCT_ADMIN_URL), ==,
                   "https://store.example.test/app/products/prod_01M81REE57QYK7Y9E8RTWPWF95");
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_PICTURES), ==, 3);
  g_assert_cmpstr (kontor_record_get_key (kontor_record_get_member (product, KONTOR_PRODUCT_PICTURES, 0)), ==,
                   "img_01M81REE5KMP3FGRJ56QD7NHEB");
  g_assert_cmpstr (TEXT (kontor_record_get_member (product, KONTOR_PRODUCT_PICTURES, 0), KONTOR_PICTURE_NAME), ==,
                   "1795355522946-tile-1.png");
  /* A tag, the collection and the type. */
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_TAGS), ==, 3);
  g_assert_nonnull (kontor_record_find_member (product, KONTOR_PRODUCT_TAGS, "pcol_01M81REC6ZRXGMHK7702MKNZ0B"));
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_CATEGORIES), ==, 1);
  option = kontor_record_find_member (product, KONTOR_PRODUCT_OPTIONS, "opt_01M81REE57YVJ5Q7X53XYGTDQY");
  g_assert_cmpstr (TEXT (option, KONTOR_PRODUCT_OPTION_NAME), ==, "Screen");
  g_assert_cmpuint (kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES), ==, 2);
  g_assert_nonnull (strstr (TEXT (product, KONTOR_PRODUCT_METADATA), "\"external_id\":\"EXT-L22\""));

  g_assert_cmpstr (TEXT (kit, KONTOR_PRODUCT_TITLE), ==, "Kit <i>& more</i>");
  g_assert_cmpstr (TEXT (kit, KONTOR_PRODUCT_STATUS), ==, "pending");
  g_assert_null (strstr (TEXT (kit, KONTOR_PRODUCT_METADATA), "_kontor"));
  g_assert_nonnull (strstr (TEXT (kit, KONTOR_PRODUCT_METADATA), "\"deep\":{\"a\":[1,2.5]}"));
}

static void
test_variant (void)
{
  g_autoptr (KontorBatch) batch = read_list ("products", "products", kontor_medusa_read_product);
  KontorRecord *variant = find (batch, "variant_01M81REEMQ1Z90CGQ29Z0293X2"), *member;

  g_assert_cmpstr (kontor_record_get_ref_key (variant, KONTOR_VARIANT_PRODUCT), ==, "prod_01M81REE57QYK7Y9E8RTWPWF95");
  g_assert_cmpstr (TEXT (variant, KONTOR_VARIANT_SKU), ==, "L22-2");
  assert_decimal (variant, KONTOR_VARIANT_PRICE, "1428.9");
  g_assert_cmpuint (kontor_record_get_length (variant, KONTOR_VARIANT_PRICES), ==, 3);
  member = kontor_record_find_member (variant, KONTOR_VARIANT_PRICES, "JPY");
  assert_decimal (member, KONTOR_PRICE_AMOUNT, "228624");
  g_assert_true (kontor_record_is_null (member, KONTOR_PRICE_RULE));
  g_assert_cmpuint (kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS), ==, 2);
  member = kontor_record_find_member (variant, KONTOR_VARIANT_LEVELS, BERLIN);
  g_assert_cmpint (kontor_record_get_int (member, KONTOR_LEVEL_ON_HAND), ==, 100);
  g_assert_cmpint (kontor_record_get_int (member, KONTOR_LEVEL_COMMITTED), ==, 2);
  g_assert_cmpstr (TEXT (variant, KONTOR_VARIANT_BACKORDERS), ==, "no");
  g_assert_cmpstr (TEXT (variant, KONTOR_VARIANT_WEIGHT), ==, "501");
  member = kontor_record_find_member (variant, KONTOR_VARIANT_OPTIONS, "opt_01M81REE57YVJ5Q7X53XYGTDQY");
  g_assert_cmpstr (TEXT (member, KONTOR_VARIANT_OPTION_NAME), ==, "Screen");
}

/* A price for many or for some is none for everybody, and a set has no stock of its own. */
static void
test_variant_conditions (void)
{
  g_autoptr (KontorBatch) batch = read_list ("products", "products", kontor_medusa_read_product);
  KontorRecord *kit = find (batch, "variant_01M81S3XGQEXHZQ01KBP3QFJJD");
  KontorRecord *free = find (batch, "variant_01M81S3XGQYCVZ8MYE1RDKQWNC");
  KontorRecord *region;

  assert_decimal (kit, KONTOR_VARIANT_PRICE, "10.123456789");
  g_assert_cmpuint (kontor_record_get_length (kit, KONTOR_VARIANT_PRICES), ==, 4);
  region = kontor_record_find_member (kit, KONTOR_VARIANT_PRICES, "EUR:price_01M81S3XKR8Z0K8CG9T0XQG2TQ");
  g_assert_cmpstr (TEXT (region, KONTOR_PRICE_RULE), ==, "{\"rules\":{\"region_id\":\"reg_01M81RDQ0F96YHQD6D8YGZT781\"}}");
  g_assert_nonnull (kontor_record_find_member (kit, KONTOR_VARIANT_PRICES, "EUR:price_01M81S3XKKMWM9RZSH0AX3SQ2C"));
  g_assert_false (kontor_record_get_bool (kit, KONTOR_VARIANT_MANAGE_STOCK));
  g_assert_cmpuint (kontor_record_get_length (kit, KONTOR_VARIANT_LEVELS), ==, 0);
  g_assert_cmpstr (TEXT (kit, KONTOR_VARIANT_GTIN), ==, "4006381333931");
  g_assert_true (kontor_record_is_null (free, KONTOR_VARIANT_PRICE));
  g_assert_cmpstr (TEXT (free, KONTOR_VARIANT_BACKORDERS), ==, "yes");
}

static void
test_groups (void)
{
  g_autoptr (KontorBatch) categories = read_list ("categories", "product_categories", kontor_medusa_read_category);
  g_autoptr (KontorBatch) tags = read_list ("tags", "product_tags", kontor_medusa_read_tag);
  g_autoptr (KontorBatch) collections = read_list ("collections", "collections", kontor_medusa_read_tag);
  g_autoptr (KontorBatch) types = read_list ("types", "product_types", kontor_medusa_read_tag);
  KontorRecord *tag = g_ptr_array_index (tags->rows, 0), *collection = g_ptr_array_index (collections->rows, 0);
  guint children = 0;

  for (guint i = 0; i < categories->rows->len; i++)
    children += kontor_record_get_ref_key (g_ptr_array_index (categories->rows, i), KONTOR_CATEGORY_PARENT) != NULL;
  g_assert_cmpuint (children, >, 0);
  g_assert_cmpstr (TEXT (tag, KONTOR_TAG_KIND), ==, "tag");
  g_assert_cmpstr (TEXT (tag, KONTOR_TAG_NAME), ==, "sale");
  g_assert_cmpstr (TEXT (collection, KONTOR_TAG_KIND), ==, "collection");
  g_assert_cmpstr (TEXT (collection, KONTOR_TAG_NAME), ==, "Summer 2026");
  g_assert_cmpstr (TEXT (collection, KONTOR_TAG_HANDLE), ==, "summer-2026");
  g_assert_cmpstr (TEXT (g_ptr_array_index (types->rows, 0), KONTOR_TAG_KIND), ==, "type");
}

/* --- Orders --- */

/* Fulfilled, delivered, come back and paid back: the shop has taken what came back off the line and the total. */
static void
test_order_returned (void)
{
  g_autoptr (KontorBatch) batch = read_list ("orders", "orders", kontor_medusa_read_order);
  g_autoptr (KontorRecord) order = kontor_record_copy (find (batch, "order_01M81RGCF8DE07JVWWM3RWSZHH"));
  KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0), *member;

  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_NUMBER), ==, "1");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_CURRENCY), ==, "EUR");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_EMAIL), ==, "new@example.com");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_CUSTOMER_NAME), ==, "Anna Schmidt");
  assert_decimal (order, KONTOR_ORDER_TOTAL, "1560.685");
  assert_decimal (order, KONTOR_ORDER_TAX_TOTAL, "249.185");
  assert_decimal (order, KONTOR_ORDER_SUBTOTAL, "1299");
  assert_decimal (line, KONTOR_LINE_NET, "1299");
  assert_decimal (line, KONTOR_LINE_TAX, "246.81");
  member = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "shipping");
  g_assert_cmpstr (TEXT (member, KONTOR_ADDRESS_LINE1), ==, "Neue Str. 2");
  g_assert_cmpstr (TEXT (member, KONTOR_ADDRESS_COUNTRY), ==, "DE");
  member = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0);
  assert_decimal (member, KONTOR_PAYMENT_CAPTURED, "1560.685");
  assert_decimal (member, KONTOR_PAYMENT_REFUNDED, "1545.81");
  member = kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_REFUND_REASON), ==, "Goodwill");
  g_assert_false (kontor_record_get_bool (member, KONTOR_REFUND_BY_GATEWAY));
  member = kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_FULFILMENT_STATUS), ==, "delivered");
  member = kontor_record_get_member (member, KONTOR_FULFILMENT_SHIPMENTS, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_SHIPMENT_TRACKING_NUMBER), ==, "1Z999AA10123456784");
  member = kontor_record_get_member (order, KONTOR_ORDER_RETURNS, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_RETURN_STATUS), ==, "received");
  g_assert_cmpint (kontor_record_get_int (kontor_record_get_member (member, KONTOR_RETURN_LINES, 0), KONTOR_RETURN_LINE_RECEIVED), ==, 1);
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_METADATA), ==,
                   "{\"note\":\"leave at door\",\"region_id\":\"reg_01M81RDQ0F96YHQD6D8YGZT781\"}");

  kontor_derive (order);
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_PAYMENT), ==, "partially-refunded");
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_RETURN), ==, "returned");
  g_assert_false (kontor_record_get_bool (order, KONTOR_ORDER_CLAMPED));
}

/* A code takes from the lines alone, two parcels are packed, and a little was paid back for goodwill. */
static void
test_order_partly (void)
{
  g_autoptr (KontorBatch) batch = read_list ("orders", "orders", kontor_medusa_read_order);
  g_autoptr (KontorRecord) order = kontor_record_copy (find (batch, "order_01M81RGS9S8RHMTPE1QJB28ZYF"));
  KontorRecord *member;

  assert_decimal (order, KONTOR_ORDER_TOTAL, "829.2624");
  assert_decimal (order, KONTOR_ORDER_SUBTOTAL, "763.78");
  assert_decimal (order, KONTOR_ORDER_DISCOUNT_TOTAL, "76.378");
  assert_decimal (order, KONTOR_ORDER_SHIPPING_TOTAL, "4.9");
  assert_decimal (order, KONTOR_ORDER_TAX_TOTAL, "138.4604");
  assert_decimal (order, KONTOR_ORDER_FEE_TOTAL, "-1.5");
  member = kontor_record_get_member (order, KONTOR_ORDER_TAXES, 0);
  g_assert_cmpstr (kontor_record_get_key (member), ==, "vat-fr");
  assert_decimal (member, KONTOR_ORDER_TAX_AMOUNT, "137.4804");
  assert_decimal (member, KONTOR_ORDER_TAX_SHIPPING_AMOUNT, "0.98");
  member = kontor_record_get_member (order, KONTOR_ORDER_DISCOUNTS, 0);
  g_assert_cmpstr (TEXT (member, KONTOR_ORDER_DISCOUNT_CODE), ==, "SAVE10");
  assert_decimal (member, KONTOR_ORDER_DISCOUNT_AMOUNT, "76.378");
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS), ==, 2);
  kontor_derive (order);
  g_assert_cmpstr (TEXT (order, KONTOR_ORDER_FULFILMENT), ==, "partially-fulfilled");
}

static void
test_order_ends (void)
{
  g_autoptr (KontorBatch) batch = read_list ("orders", "orders", kontor_medusa_read_order);
  g_autoptr (KontorBatch) drafts = read_list ("draft-orders", "draft_orders", kontor_medusa_read_order);
  KontorRecord *cancelled = find (batch, "order_01M81RJ3MNT3Q47HS4D8ZXM5Y3"), *draft = g_ptr_array_index (drafts->rows, 0);

  g_assert_cmpstr (TEXT (cancelled, KONTOR_ORDER_LIFECYCLE), ==, "cancelled");
  g_assert_true (kontor_record_get_bool (kontor_record_get_member (cancelled, KONTOR_ORDER_PAYMENTS, 0), KONTOR_PAYMENT_VOIDED));
  g_assert_cmpstr (TEXT (draft, KONTOR_ORDER_LIFECYCLE), ==, "draft");
  g_assert_nonnull (strstr (TEXT (draft, KONTOR_ORDER_ADMIN_URL), "/app/draft-orders/"));
  g_assert_cmpstr (TEXT (draft, KONTOR_ORDER_CUSTOMER_NAME), ==, "Zoë <b> O'Brien");
  g_assert_cmpuint (kontor_record_get_length (draft, KONTOR_ORDER_PAYMENTS), ==, 0);
}

static KontorRecord *
read_changes (KontorMedusaChanges kind, const char *name, const char *id, guint field)
{
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (KontorJson) json = load (name);
  KontorRecord *order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_key (order, id);
  kontor_batch_take_row (batch, order);
  kontor_medusa_add_changes (&store, kind, kontor_json_get_root (json), batch);
  g_assert_cmpuint (kontor_record_get_length (order, field), ==, 1);
  return kontor_record_ref (kontor_record_get_member (order, field, 0));
}

static void
assert_swap_line (const KontorRecord *swap, guint lines, guint index, const char *direction, const char *line_key, const char *reason)
{
  const KontorRecord *line = kontor_record_get_member (swap, lines, index);

  g_assert_cmpstr (TEXT (line, KONTOR_SWAP_LINE_DIRECTION), ==, direction);
  g_assert_cmpstr (TEXT (line, KONTOR_SWAP_LINE_LINE_KEY), ==, line_key);
  g_assert_cmpstr (TEXT (line, KONTOR_SWAP_LINE_REASON), ==, reason);
  g_assert_cmpint (kontor_record_get_int (line, KONTOR_SWAP_LINE_QUANTITY), ==, 1);
}

/* They stand in lists of their own. */
static void
test_order_changes (void)
{
  g_autoptr (KontorRecord) claim =
      read_changes (KONTOR_MEDUSA_CLAIMS, "claims", "order_01M81RHC9S062B2TZPDCEEG9G8", KONTOR_ORDER_CLAIMS);
  g_autoptr (KontorRecord) exchange =
      read_changes (KONTOR_MEDUSA_EXCHANGES, "exchanges", "order_01M81RHWCA06CCGTEP9E3X98YZ", KONTOR_ORDER_EXCHANGES);
  g_autoptr (KontorRecord) edit =
      read_changes (KONTOR_MEDUSA_EDITS, "edits", "order_01M81RKNFF9XFK1BWGN4TX51VQ", KONTOR_ORDER_EDITS);
  KontorRecord *change;

  g_assert_cmpstr (TEXT (claim, KONTOR_CLAIM_KIND), ==, "replace");
  g_assert_cmpstr (TEXT (claim, KONTOR_CLAIM_STATUS), ==, "requested");
  g_assert_cmpstr (TEXT (claim, KONTOR_CLAIM_RETURN_KEY), ==, "return_01M81RQQ220C8XTVJXP4EJFDJM");
  g_assert_cmpstr (TEXT (claim, KONTOR_CLAIM_DATA), ==, "{\"number\":1}");
  assert_swap_line (claim, KONTOR_CLAIM_LINES, 0, "claimed", "ordli_01M81RHCA9XX8VCG9BDGQ7M864", "production_failure");
  assert_swap_line (claim, KONTOR_CLAIM_LINES, 1, "sent", "ordli_01M81RQSF7FRT68ZCCVRBS4KPK", NULL);
  g_assert_cmpstr (TEXT (exchange, KONTOR_EXCHANGE_STATUS), ==, "requested");
  g_assert_cmpint (kontor_record_get_int (exchange, KONTOR_EXCHANGE_AT), ==, 1795355840840);
  g_assert_cmpstr (TEXT (exchange, KONTOR_EXCHANGE_DATA), ==, "{\"number\":1}");
  assert_swap_line (exchange, KONTOR_EXCHANGE_LINES, 0, "sent", "ordli_01M81RR7AEV30851NSRTYBPJDJ", NULL);
  g_assert_cmpstr (TEXT (edit, KONTOR_EDIT_STATUS), ==, "pending");
  g_assert_cmpstr (TEXT (edit, KONTOR_EDIT_NOTE), ==, "add one");
  g_assert_true (kontor_record_is_null (edit, KONTOR_EDIT_SETTLED_AT));
  change = kontor_record_get_member (edit, KONTOR_EDIT_CHANGES, 0);
  g_assert_cmpstr (TEXT (change, KONTOR_EDIT_CHANGE_KIND), ==, "add");
  g_assert_cmpint (kontor_record_get_int (change, KONTOR_EDIT_CHANGE_DIFFERENCE), ==, 1);
  change = kontor_record_get_member (edit, KONTOR_EDIT_CHANGES, 1);
  g_assert_cmpstr (TEXT (change, KONTOR_EDIT_CHANGE_KIND), ==, "quantity");
  g_assert_cmpstr (TEXT (change, KONTOR_EDIT_CHANGE_LINE_KEY), ==, "ordli_01M81RKNFJZ3WPAKW5MABYQ4MW");
  g_assert_cmpint (kontor_record_get_int (change, KONTOR_EDIT_CHANGE_QUANTITY), ==, 3);
  g_assert_cmpint (kontor_record_get_int (change, KONTOR_EDIT_CHANGE_DIFFERENCE), ==, 1);
}

/* The shop counts what came back damaged as received as well. */
static void
test_order_dismissed (void)
{
  g_autoptr (KontorBatch) batch = read_list ("orders-dismissed", "orders", kontor_medusa_read_order);
  g_autoptr (KontorRecord) order = kontor_record_copy (g_ptr_array_index (batch->rows, 0));
  KontorRecord *line = kontor_record_get_member (kontor_record_get_member (order, KONTOR_ORDER_RETURNS, 0), KONTOR_RETURN_LINES, 0);

  g_assert_cmpint (kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY), ==, 1);
  g_assert_cmpint (kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED), ==, 0);
  g_assert_cmpint (kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED), ==, 1);
  kontor_derive (order);
  line = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);
  g_assert_cmpint (kontor_record_get_int (line, KONTOR_LINE_RETURN_DISMISSED), ==, 1);
  g_assert_false (kontor_record_get_bool (order, KONTOR_ORDER_CLAMPED));
}

/* --- People, promotions, settings --- */

static void
test_people (void)
{
  g_autoptr (KontorBatch) customers = read_list ("customers", "customers", kontor_medusa_read_customer);
  KontorRecord *anna = g_ptr_array_index (customers->rows, 0), *address;

  g_assert_cmpstr (TEXT (anna, KONTOR_CUSTOMER_EMAIL), ==, "anna.schmidt@example.com");
  g_assert_cmpstr (TEXT (anna, KONTOR_CUSTOMER_KIND), ==, "registered");
  g_assert_cmpuint (kontor_record_get_length (anna, KONTOR_CUSTOMER_ADDRESSES), ==, 1);
  address = kontor_record_get_member (anna, KONTOR_CUSTOMER_ADDRESSES, 0);
  g_assert_cmpstr (TEXT (address, KONTOR_ADDRESS_POSTCODE), ==, "10115");
  g_assert_true (kontor_record_has (anna, KONTOR_CUSTOMER_NOTE));
  g_assert_nonnull (strstr (TEXT (anna, KONTOR_CUSTOMER_ADMIN_URL), "/app/customers/cus_"));
}

static KontorRecord *
find_code (KontorBatch *batch, const char *code)
{
  for (guint i = 0; i < batch->rows->len; i++)
    if (g_strcmp0 (TEXT (g_ptr_array_index (batch->rows, i), KONTOR_DISCOUNT_CODE), code) == 0)
      return g_ptr_array_index (batch->rows, i);
  g_assert_not_reached ();
}

static void
test_promotions (void)
{
  g_autoptr (KontorBatch) batch = read_list ("promotions", "promotions", kontor_medusa_read_promotion);
  KontorRecord *percent = find_code (batch, "SAVE10"), *fixed = find_code (batch, "FIVE");
  KontorRecord *shipping = find_code (batch, "FREESHIP"), *other = find_code (batch, "BUY2");

  g_assert_cmpstr (TEXT (percent, KONTOR_DISCOUNT_KIND), ==, "percent");
  g_assert_cmpstr (TEXT (percent, KONTOR_DISCOUNT_PERCENT), ==, "10");
  g_assert_cmpstr (TEXT (percent, KONTOR_DISCOUNT_STATUS), ==, "active");
  g_assert_cmpint (kontor_record_get_int (percent, KONTOR_DISCOUNT_STARTS_AT), ==, 1767225600000);
  g_assert_cmpint (kontor_record_get_int (percent, KONTOR_DISCOUNT_USAGE_LIMIT), ==, 1000);
  g_assert_cmpstr (TEXT (fixed, KONTOR_DISCOUNT_KIND), ==, "fixed-product");
  g_assert_cmpstr (TEXT (fixed, KONTOR_DISCOUNT_CURRENCY), ==, "USD");
  g_assert_cmpstr (TEXT (fixed, KONTOR_DISCOUNT_STATUS), ==, "paused");
  g_assert_cmpint (kontor_record_get_int (fixed, KONTOR_DISCOUNT_USAGE_LIMIT), ==, 7);
  assert_decimal (fixed, KONTOR_DISCOUNT_AMOUNT, "5.5");
  g_assert_cmpstr (TEXT (shipping, KONTOR_DISCOUNT_KIND), ==, "free-shipping");
  g_assert_true (kontor_record_get_bool (shipping, KONTOR_DISCOUNT_FREE_SHIPPING));
  g_assert_cmpstr (TEXT (other, KONTOR_DISCOUNT_KIND), ==, "buyget");
}

static void
test_settings (void)
{
  g_autoptr (KontorJson) json = load ("locations");
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;
  yyjson_val *first = yyjson_arr_get_first (yyjson_obj_get (kontor_json_get_root (json), "stock_locations"));
  KontorRecord *location;

  g_assert_true (kontor_medusa_read_setting ("location", first, 0, batch, &error));
  location = g_ptr_array_index (batch->rows, 0);
  /* By the key of a stock's level its location is found. */
  g_assert_cmpstr (kontor_record_get_key (location), ==, BERLIN);
  g_assert_cmpstr (TEXT (location, KONTOR_SETTING_NAME), ==, "Berlin warehouse");
}

/* --- Digests --- */

static void
assert_digests (const char *name, const char *list, KontorEntity entity, KontorBatch *whole)
{
  g_autoptr (KontorJson) json = load (name);
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;
  yyjson_val *object;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (kontor_json_get_root (json), list), i, n, object)
    g_assert_true (kontor_medusa_read_digest (entity, object, batch, &error));
  g_assert_cmpuint (batch->rows->len, >, 0);
  for (guint j = 0; j < batch->rows->len; j++) {
    KontorRecord *row = g_ptr_array_index (batch->rows, j);

    g_assert_cmpstr (kontor_record_get_revision (row), ==, kontor_record_get_revision (find (whole, kontor_record_get_key (row))));
  }
}

/* What the sweep compares is the same of the short list as of the whole objects, whatever the order of their lists. */
static void
test_digests (void)
{
  g_autoptr (KontorBatch) products = read_list ("products", "products", kontor_medusa_read_product);
  g_autoptr (KontorBatch) variants = read_list ("variants", "variants", kontor_medusa_read_variant);
  g_autoptr (KontorBatch) orders = read_list ("orders", "orders", kontor_medusa_read_order);
  const char *first = kontor_record_get_revision (g_ptr_array_index (variants->rows, 0));

  assert_digests ("products-digest", "products", KONTOR_ENTITY_PRODUCT, products);
  assert_digests ("variants-digest", "variants", KONTOR_ENTITY_VARIANT, variants);
  assert_digests ("orders-digest", "orders", KONTOR_ENTITY_ORDER, orders);
  g_assert_cmpstr (first, !=, kontor_record_get_revision (g_ptr_array_index (variants->rows, 1)));
}

static char *
digest_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);
  g_autoptr (KontorBatch) batch = kontor_batch_new ();

  g_assert_true (kontor_medusa_read_digest (KONTOR_ENTITY_VARIANT, kontor_json_get_root (json), batch, NULL));
  return g_strdup (kontor_record_get_revision (g_ptr_array_index (batch->rows, 0)));
}

/* The shop moves no date when the stock changes. */
static void
test_digest_stock (void)
{
#define STOCK(n) \
  "{\"id\":\"v\",\"inventory_items\":[{\"inventory\":{\"location_levels\":[{\"location_id\":\"a\",\"stocked_quantity\":" n "}]}}]}"
  g_autofree char *one = digest_of (STOCK ("1")), *two = digest_of (STOCK ("2")), *again = digest_of (STOCK ("1"));

  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, two);
}

/* --- What makes no sense --- */

static const char hostile[] =
    "{\"id\":\"x\",\"display_id\":null,\"status\":7,\"total\":\"much\",\"currency_code\":\"e\\u0000\",\"created_at\":\"never\","
    "\"items\":[{\"id\":\"l\",\"quantity\":-9223372036854775808,\"unit_price\":1e400,\"total\":-9223372036854.775808,"
    "\"tax_total\":9223372036854,\"return_received_total\":9223372036854,\"return_dismissed_total\":9223372036854,"
    "\"tax_lines\":[{\"rate\":9e18,\"total\":1},{\"code\":\"\",\"rate\":-1}],\"adjustments\":{}},{\"id\":\"l\"},7,null],"
    "\"shipping_methods\":[{\"id\":\"s\",\"total\":[],\"tax_total\":{}}],\"payment_collections\":[{\"payments\":[{\"id\":\"p\","
    "\"captures\":[{\"id\":\"c\",\"amount\":9e12},{\"id\":\"d\",\"amount\":9e12}],\"refunds\":[{\"id\":\"r\",\"amount\":-1}]}]},4],"
    "\"fulfillments\":[{\"id\":\"f\",\"items\":7,\"labels\":[{\"id\":\"a\",\"tracking_url\":\"#\"}]}],\"returns\":[{\"id\":\"t\",\"items\":[{}]}],"
    "\"credit_lines\":[{\"id\":\"k\",\"amount\":-9223372036854.775808}],\"metadata\":{\"_kontor\":[],\"a\":1},\"surprise\":{\"b\":2}}";

static void
test_hostile (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (hostile, strlen (hostile));
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, &error);
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autofree char *text = NULL;
  KontorRecord *order;

  g_assert_no_error (error);
  g_assert_true (kontor_medusa_read_order (&store, kontor_json_get_root (json), batch, &error));
  order = g_ptr_array_index (batch->rows, 0);
  g_assert_true (kontor_record_is_null (order, KONTOR_ORDER_PLACED_AT));
  g_assert_nonnull (strstr (TEXT (order, KONTOR_ORDER_METADATA), "\"_unreadable\""));
  g_assert_nonnull (strstr (TEXT (order, KONTOR_ORDER_METADATA), "\"surprise\":{\"b\":2}"));
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==, 1);
  g_assert_true (kontor_record_is_null (kontor_record_get_member (kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, 0),
                                                                  KONTOR_FULFILMENT_SHIPMENTS, 0),
                                        KONTOR_SHIPMENT_TRACKING_URL));
  text = kontor_record_to_json (order);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  kontor_derive (order);
}

static void
test_no_id (void)
{
  static const ReadFunc reads[] = { kontor_medusa_read_order, kontor_medusa_read_product, kontor_medusa_read_variant,
                                    kontor_medusa_read_customer, kontor_medusa_read_promotion, kontor_medusa_read_category,
                                    kontor_medusa_read_tag };
  g_autoptr (KontorBatch) batch = kontor_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (reads); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (reads[i](&store, NULL, batch, &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
  }
  g_assert_cmpuint (batch->rows->len, ==, 0);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/medusa/mapping/product", test_product);
  kontor_test_add_plain ("/medusa/mapping/variant", test_variant);
  kontor_test_add_plain ("/medusa/mapping/variant-conditions", test_variant_conditions);
  kontor_test_add_plain ("/medusa/mapping/groups", test_groups);
  kontor_test_add_plain ("/medusa/mapping/order-returned", test_order_returned);
  kontor_test_add_plain ("/medusa/mapping/order-partly", test_order_partly);
  kontor_test_add_plain ("/medusa/mapping/order-ends", test_order_ends);
  kontor_test_add_plain ("/medusa/mapping/order-changes", test_order_changes);
  kontor_test_add_plain ("/medusa/mapping/order-dismissed", test_order_dismissed);
  kontor_test_add_plain ("/medusa/mapping/people", test_people);
  kontor_test_add_plain ("/medusa/mapping/promotions", test_promotions);
  kontor_test_add_plain ("/medusa/mapping/settings", test_settings);
  kontor_test_add_plain ("/medusa/mapping/digests", test_digests);
  kontor_test_add_plain ("/medusa/mapping/digest-stock", test_digest_stock);
  kontor_test_add_plain ("/medusa/mapping/hostile", test_hostile);
  kontor_test_add_plain ("/medusa/mapping/no-id", test_no_id);
  return kontor_test_run ();
}
