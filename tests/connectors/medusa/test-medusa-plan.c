#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-allows.h"
#include "kontor-medusa-info.h"
#include "kontor-medusa-ops.h"
#include "kontor-shop-upload.h"
#include "kontor-test.h"

#define BERLIN "sloc_b"

static const KontorMedusaShop shop = { .store = { "https://store.example.test", "EUR" },
                                       .currency = (char *) "EUR",
                                       .profile = (char *) "sp_1",
                                       .channel = (char *) "sc_1" };

static const char *changes; /* (nullable): of the order */

static KontorOp *
new_op (const char *kind, const char *id)
{
  KontorOp *op = kontor_op_new (kontor_op_kind_lookup (kind), 1, 1);

  g_set_str (&op->remote_id, id);
  g_set_str (&op->idempotency, "0badcafe-0000");
  return op;
}

static KontorRecord *
change (KontorOp *op, KontorRecord **slot)
{
  if (*slot == NULL)
    *slot = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  return *slot;
}

static KontorRecord *
add_member (KontorOp *op, KontorRecord **slot, guint field, const KontorRecordType *type, const char *key)
{
  KontorRecord *member = kontor_record_new (type);

  kontor_record_set_key (member, key);
  kontor_record_take_member (change (op, slot), field, member);
  return member;
}

/** Plans against what the shop has; @plan is to be cleared. */
static void
plan_op (KontorMedusaPlan *plan, KontorOp *op, const char *object)
{
  g_autoptr (GBytes) list = changes != NULL ? g_bytes_new (changes, strlen (changes)) : NULL;
  g_autoptr (KontorJson) others = list != NULL ? kontor_json_parse (list, NULL) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (object != NULL ? object : "{}", object != NULL ? strlen (object) : 2);
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);

  *plan = (KontorMedusaPlan) { .op = op, .changes = others != NULL ? kontor_json_get_root (others) : NULL };
  kontor_medusa_plan (plan, &shop, object != NULL ? kontor_json_get_root (json) : NULL, 1000);
}

static void
assert_request (KontorOp *op, const char *object, const char *method, const char *path, const char *body)
{
  KontorMedusaPlan plan;

  plan_op (&plan, op, object);
  g_assert_null (plan.receipt);
  g_assert_cmpstr (plan.method, ==, method);
  g_assert_cmpstr (plan.path, ==, path);
  g_assert_cmpstr (plan.body, ==, body);
  kontor_medusa_plan_clear (&plan);
}

static void
assert_answer (KontorOp *op, const char *object, KontorReceiptState state, int code)
{
  KontorMedusaPlan plan;

  plan_op (&plan, op, object);
  g_assert_nonnull (plan.receipt);
  g_assert_cmpint (plan.receipt->state, ==, state);
  if (state == KONTOR_RECEIPT_FAILED)
    g_assert_error (plan.receipt->error, KONTOR_ERROR, code);
  kontor_medusa_plan_clear (&plan);
}

/* --- The catalogue --- */

/* Lists replace what the shop has: what is not meant goes along. */
static void
test_product (void)
{
  static const char there[] = "{\"id\":\"prod_1\",\"tags\":[{\"id\":\"ptag_1\"}],\"collection_id\":\"pcol_1\",\"type_id\":null}";
  g_autoptr (KontorOp) op = new_op ("set-product", "prod_1"), pictures = new_op ("set-product", "prod_1");

  kontor_record_set_text (change (op, &op->set), KONTOR_PRODUCT_TITLE, "A <b> & c");
  kontor_record_set_text (op->set, KONTOR_PRODUCT_STATUS, "pending");
  add_member (op, &op->add, KONTOR_PRODUCT_TAGS, &kontor_product_tag_type, "pcol_2");
  add_member (op, &op->add, KONTOR_PRODUCT_TAGS, &kontor_product_tag_type, "ptag_2");
  assert_request (op, there, "POST", "admin/products/prod_1",
                  "{\"title\":\"A <b> & c\",\"status\":\"proposed\",\"tags\":[{\"id\":\"ptag_1\"},{\"id\":\"ptag_2\"}],"
                  "\"collection_id\":\"pcol_2\",\"type_id\":null}");
  add_member (pictures, &pictures->add, KONTOR_PRODUCT_PICTURES, &kontor_picture_type, "img_1");
  assert_answer (pictures, there, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
}

static KontorRecord *
add_option (KontorRecord *product, const char *key, const char *name, const char *const *values)
{
  KontorRecord *option = kontor_record_new (&kontor_product_option_type);

  kontor_record_set_key (option, key);
  kontor_record_set_text (option, KONTOR_PRODUCT_OPTION_NAME, name);
  for (guint i = 0; values[i] != NULL; i++) {
    KontorRecord *value = kontor_record_new (&kontor_option_value_type);

    kontor_record_set_key (value, values[i]);
    kontor_record_set_text (value, KONTOR_OPTION_VALUE_NAME, values[i]);
    kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, value);
  }
  kontor_record_take_member (product, KONTOR_PRODUCT_OPTIONS, option);
  return option;
}

#define SIZES "\"options\":[{\"id\":\"opt_1\",\"title\":\"Size\",\"values\":[{\"id\":\"v_s\",\"value\":\"S\"}" \
              ",{\"id\":\"v_m\",\"value\":\"M\"},{\"id\":\"v_x\",\"value\":\"X\"}]},{\"id\":\"opt_2\",\"title\":\"Cut\",\"values\":[]}]"

/* What a person took out goes, what is new comes, and what somebody else added since stays. */
static void
test_options (void)
{
  static const char *const seen[] = { "S", "M", NULL }, *const wanted[] = { "M", "L", NULL }, *const red[] = { "Red", NULL },
                           *const none[] = { NULL };
  g_autoptr (KontorOp) op = new_op ("set-product", "prod_1");

  op->before = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  add_option (op->before, "opt_1", "Size", seen);
  add_option (op->before, "opt_2", "Cut", none);
  add_option (change (op, &op->set), "opt_1", "Size", wanted);
  add_option (op->set, "new:1", "Colour", red);
  assert_request (op, "{\"id\":\"prod_1\"," SIZES "}", "POST", "admin/products/prod_1/options/batch",
                  "{\"add\":[{\"title\":\"Colour\",\"values\":[\"Red\"]}],\"update\":[{\"product_option_id\":\"opt_1\","
                  "\"add\":[{\"value\":\"L\"}],\"remove\":[\"v_s\"]}],\"remove\":[\"opt_2\"]}");
  kontor_record_set_text (op->set, KONTOR_PRODUCT_TITLE, "T");
  assert_request (op, "{\"id\":\"prod_1\",\"options\":[{\"id\":\"opt_1\",\"title\":\"Size\",\"values\":[{\"id\":\"v_m\",\"value\":\"M\"},"
                      "{\"id\":\"l\",\"value\":\"L\"}]},{\"id\":\"opt_3\",\"title\":\"Colour\",\"values\":[{\"id\":\"r\",\"value\":\"Red\"}]}]}",
                  "POST", "admin/products/prod_1", "{\"title\":\"T\"}");
}

static void
test_new_product (void)
{
  g_autoptr (KontorOp) op = new_op ("create-product", NULL), variant = new_op ("create-variant", NULL);
  KontorRecord *level;

  kontor_record_set_text (change (op, &op->set), KONTOR_PRODUCT_TITLE, "New");
  assert_request (op, NULL, "POST", "admin/products",
                  "{\"options\":[{\"title\":\"Default option\",\"values\":[\"Default option value\"]}],\"title\":\"New\","
                  "\"shipping_profile_id\":\"sp_1\",\"sales_channels\":[{\"id\":\"sc_1\"}],"
                  "\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
  kontor_record_set_ref (change (variant, &variant->set), KONTOR_VARIANT_PRODUCT, 0, "prod_1");
  kontor_record_set_text (variant->set, KONTOR_VARIANT_SKU, "N-1");
  g_assert_true (kontor_record_set_decimal (variant->set, KONTOR_VARIANT_PRICE, "9.50", NULL));
  level = add_member (variant, &variant->set, KONTOR_VARIANT_LEVELS, &kontor_level_type, BERLIN);
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, 4);
  assert_request (variant, NULL, "POST", "admin/products/prod_1/variants",
                  "{\"sku\":\"N-1\",\"options\":{\"Default option\":\"Default option value\"},\"title\":\"Default option value\","
                  "\"prices\":[{\"currency_code\":\"eur\",\"amount\":9.5}],\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
  /* It is there, and its stock is not yet. */
  assert_request (variant, "{\"id\":\"v\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"},\"inventory_items\":[{\"required_quantity\":1,"
                           "\"inventory_item_id\":\"iitem_1\",\"inventory\":{\"location_levels\":[]}}]}",
                  "POST", "admin/inventory-items/iitem_1/location-levels", "{\"location_id\":\"" BERLIN "\",\"stocked_quantity\":4}");
  assert_answer (variant, "{\"id\":\"v\",\"inventory_items\":[{\"required_quantity\":1,\"inventory_item_id\":\"iitem_1\","
                          "\"inventory\":{\"location_levels\":[{\"location_id\":\"" BERLIN "\"}]}}]}",
                 KONTOR_RECEIPT_DONE, 0);
}

/* The shop has no trash: what is in ours is a draft there, and knows what it was. */
static void
test_trash (void)
{
  static const char trashed[] = "{\"id\":\"p\",\"status\":\"draft\",\"metadata\":{\"_kontor\":{\"trash\":\"published\"}}}";
  g_autoptr (KontorOp) trash = new_op ("trash-product", "p"), restore = new_op ("restore-product", "p"), set = new_op ("set-product", "p");

  assert_request (trash, "{\"id\":\"p\",\"status\":\"published\",\"metadata\":null}", "POST", "admin/products/p",
                  "{\"metadata\":{\"_kontor\":{\"trash\":\"published\"}},\"status\":\"draft\"}");
  assert_answer (trash, trashed, KONTOR_RECEIPT_DONE, 0);
  assert_request (restore, trashed, "POST", "admin/products/p", "{\"status\":\"published\",\"metadata\":{\"_kontor\":{}}}");
  assert_answer (restore, "{\"id\":\"p\",\"status\":\"published\"}", KONTOR_RECEIPT_DONE, 0);
  kontor_record_set_text (change (set, &set->set), KONTOR_PRODUCT_STATUS, "published");
  assert_request (set, trashed, "POST", "admin/products/p", "{\"status\":\"published\",\"metadata\":{\"_kontor\":{}}}");
}

static void
add_picture (KontorOp *op, KontorRecord **slot, const char *key, const char *url)
{
  kontor_record_set_text (add_member (op, slot, KONTOR_PRODUCT_PICTURES, &kontor_picture_type, key), KONTOR_PICTURE_URL, url);
}

/* The list replaces the shop's: what came since is kept, and what went since does not come back. */
static void
test_pictures (void)
{
  g_autoptr (KontorOp) op = new_op ("set-pictures", "p");
  g_autofree char *noted = NULL;

  add_picture (op, &op->before, "img_1", "http://s/1");
  add_picture (op, &op->before, "img_2", "http://s/2");
  add_picture (op, &op->before, "img_3", "http://s/3");
  add_picture (op, &op->set, "new:1", "file:///a.png");
  add_picture (op, &op->set, "img_1", "http://s/1");
  add_picture (op, &op->set, "img_3", "http://s/3");
  g_assert_cmpstr (kontor_record_get_key (kontor_medusa_find_new_picture (op)), ==, "new:1");
  noted = kontor_shop_upload_note (op, kontor_medusa_find_new_picture (op), "http://s/new");
  g_set_str (&op->resume, noted);
  g_assert_null (kontor_medusa_find_new_picture (op));
  assert_request (op, "{\"id\":\"p\",\"images\":[{\"id\":\"img_1\",\"url\":\"http://s/1\"},{\"id\":\"img_2\",\"url\":\"http://s/2\"},"
                      "{\"id\":\"img_4\",\"url\":\"http://s/4\"}]}",
                  "POST", "admin/products/p",
                  "{\"images\":[{\"url\":\"http://s/new\"},{\"id\":\"img_1\",\"url\":\"http://s/1\"},{\"id\":\"img_4\",\"url\":\"http://s/4\"}],"
                  "\"thumbnail\":\"http://s/new\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
}

#define PRICES                                                                                                \
  "\"prices\":[{\"id\":\"p1\",\"amount\":10.5,\"currency_code\":\"usd\",\"min_quantity\":null,\"rules\":{}}," \
  "{\"id\":\"p2\",\"amount\":8,\"currency_code\":\"eur\",\"min_quantity\":10,\"rules\":{}},"                  \
  "{\"id\":\"p3\",\"amount\":9,\"currency_code\":\"eur\",\"rules\":{\"region_id\":\"r\"}},"                   \
  "{\"id\":\"p4\",\"amount\":12.3456789,\"currency_code\":\"eur\",\"rules\":{}}]"

/* Of all prices the one of the shop's currency that is for everybody changes. */
static void
test_price (void)
{
  static const char there[] = "{\"id\":\"v\",\"product_id\":\"prod_1\"," PRICES "}";
  g_autoptr (KontorOp) op = new_op ("set-price", "v");

  g_assert_true (kontor_record_set_decimal (change (op, &op->set), KONTOR_VARIANT_PRICE, "13.99", NULL));
  assert_request (op, there, "POST", "admin/products/prod_1/variants/v",
                  "{\"prices\":[{\"id\":\"p1\",\"currency_code\":\"usd\",\"amount\":10.5},"
                  "{\"id\":\"p2\",\"currency_code\":\"eur\",\"amount\":8,\"min_quantity\":10},"
                  "{\"id\":\"p3\",\"currency_code\":\"eur\",\"amount\":9,\"rules\":{\"region_id\":\"r\"}},"
                  "{\"id\":\"p4\",\"currency_code\":\"eur\",\"amount\":13.99}]}");
  assert_request (op, "{\"id\":\"v\",\"product_id\":\"prod_1\",\"prices\":[]}", "POST", "admin/products/prod_1/variants/v",
                  "{\"prices\":[{\"currency_code\":\"eur\",\"amount\":13.99}]}");
  kontor_record_set_null (op->set, KONTOR_VARIANT_PRICE);
  assert_request (op, "{\"id\":\"v\",\"product_id\":\"prod_1\",\"prices\":[{\"id\":\"p4\",\"amount\":1,\"currency_code\":\"eur\"}]}",
                  "POST", "admin/products/prod_1/variants/v", "{\"prices\":[]}");
}

/* Each currency is one price for everybody; conditions are the shop's own affair. */
static void
test_currencies (void)
{
  static const char there[] = "{\"id\":\"v\",\"product_id\":\"prod_1\"," PRICES "}";
  g_autoptr (KontorOp) op = new_op ("set-price", "v"), rule = new_op ("set-price", "v");

  g_assert_true (kontor_record_set_decimal (add_member (op, &op->add, KONTOR_VARIANT_PRICES, &kontor_price_type, "JPY"),
                                            KONTOR_PRICE_AMOUNT, "1500", NULL));
  add_member (op, &op->remove, KONTOR_VARIANT_PRICES, &kontor_price_type, "USD");
  assert_request (op, there, "POST", "admin/products/prod_1/variants/v",
                  "{\"prices\":[{\"id\":\"p2\",\"currency_code\":\"eur\",\"amount\":8,\"min_quantity\":10},"
                  "{\"id\":\"p3\",\"currency_code\":\"eur\",\"amount\":9,\"rules\":{\"region_id\":\"r\"}},"
                  "{\"id\":\"p4\",\"currency_code\":\"eur\",\"amount\":12.3456789},{\"currency_code\":\"jpy\",\"amount\":1500}]}");
  add_member (rule, &rule->add, KONTOR_VARIANT_PRICES, &kontor_price_type, "EUR@p2");
  assert_answer (rule, there, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
}

static void
test_variant (void)
{
  g_autoptr (KontorOp) op = new_op ("set-variant", "v");

  kontor_record_set_text (change (op, &op->set), KONTOR_VARIANT_WEIGHT, "1.50");
  kontor_record_set_text (op->set, KONTOR_VARIANT_ORIGIN, "JP");
  kontor_record_set_text (op->set, KONTOR_VARIANT_BACKORDERS, "notify");
  assert_request (op, "{\"id\":\"v\",\"product_id\":\"prod_1\"}", "POST", "admin/products/prod_1/variants/v",
                  "{\"allow_backorder\":true,\"weight\":1.50,\"origin_country\":\"jp\"}");
}

#define LEVEL(n, t)                                                                                                                    \
  "{\"id\":\"v\",\"inventory_items\":[{\"required_quantity\":1,\"inventory_item_id\":\"iitem_1\",\"inventory\":{\"location_levels\":[" \
  "{\"location_id\":\"" BERLIN "\",\"stocked_quantity\":" n ",\"updated_at\":\"" t "\"}]}}]}"

static KontorOp *
new_adjustment (gint64 by)
{
  KontorOp *op = new_op ("adjust-stock", "v");

  kontor_record_set_int (add_member (op, &op->delta, KONTOR_VARIANT_LEVELS, &kontor_level_type, BERLIN), KONTOR_LEVEL_ON_HAND, by);
  return op;
}

/* The shop only takes a whole: what is there is noted and committed before it is written over. */
static void
test_stock (void)
{
  g_autoptr (KontorOp) op = new_adjustment (5), less = new_adjustment (-9);
  KontorMedusaPlan plan;

  plan_op (&plan, op, LEVEL ("7", "T1"));
  g_assert_cmpint (plan.receipt->state, ==, KONTOR_RECEIPT_AGAIN);
  g_assert_cmpstr (plan.receipt->resume, ==, "7@T1");
  g_set_str (&op->resume, plan.receipt->resume);
  kontor_medusa_plan_clear (&plan);
  assert_request (op, LEVEL ("7", "T1"), "POST", "admin/inventory-items/iitem_1/location-levels/" BERLIN, "{\"stocked_quantity\":12}");
  /* Somebody was faster: it begins anew from what is there now. */
  plan_op (&plan, op, LEVEL ("6", "T2"));
  g_assert_cmpint (plan.receipt->state, ==, KONTOR_RECEIPT_AGAIN);
  g_assert_cmpstr (plan.receipt->resume, ==, "6@T2");
  kontor_medusa_plan_clear (&plan);
  g_set_str (&less->resume, "7@T1");
  assert_answer (less, LEVEL ("7", "T1"), KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  assert_answer (op, "{\"id\":\"v\",\"inventory_items\":[]}", KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
}

static void
test_count (void)
{
  g_autoptr (KontorOp) op = new_op ("count-stock", "v"), elsewhere = new_op ("count-stock", "v");

  kontor_record_set_int (add_member (op, &op->add, KONTOR_VARIANT_LEVELS, &kontor_level_type, BERLIN), KONTOR_LEVEL_ON_HAND, 9);
  kontor_record_set_int (add_member (op, &op->remove, KONTOR_VARIANT_LEVELS, &kontor_level_type, BERLIN), KONTOR_LEVEL_ON_HAND, 7);
  assert_request (op, LEVEL ("7", "T"), "POST", "admin/inventory-items/iitem_1/location-levels/" BERLIN, "{\"stocked_quantity\":9}");
  assert_answer (op, LEVEL ("9", "T"), KONTOR_RECEIPT_DONE, 0);
  assert_answer (op, LEVEL ("6", "T"), KONTOR_RECEIPT_CONFLICT, 0);
  /* At a location that had none so far. */
  kontor_record_set_int (add_member (elsewhere, &elsewhere->add, KONTOR_VARIANT_LEVELS, &kontor_level_type, "sloc_c"), KONTOR_LEVEL_ON_HAND, 3);
  assert_request (elsewhere, LEVEL ("7", "T"), "POST", "admin/inventory-items/iitem_1/location-levels",
                  "{\"location_id\":\"sloc_c\",\"stocked_quantity\":3}");
}

static void
test_groups (void)
{
  g_autoptr (KontorOp) category = new_op ("create-category", NULL), collection = new_op ("create-tag", NULL);
  g_autoptr (KontorOp) type = new_op ("set-tag", "ptyp_1");

  kontor_record_set_text (change (category, &category->set), KONTOR_CATEGORY_NAME, "New");
  assert_request (category, NULL, "POST", "admin/product-categories",
                  "{\"name\":\"New\",\"is_active\":true,\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
  kontor_record_set_text (change (collection, &collection->set), KONTOR_TAG_KIND, "collection");
  kontor_record_set_text (collection->set, KONTOR_TAG_NAME, "Summer");
  assert_request (collection, NULL, "POST", "admin/collections",
                  "{\"title\":\"Summer\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
  kontor_record_set_text (change (type, &type->set), KONTOR_TAG_NAME, "Digital");
  assert_request (type, NULL, "POST", "admin/product-types/ptyp_1", "{\"value\":\"Digital\"}");
}

/* --- Orders --- */

static void
test_order (void)
{
  static const char there[] = "{\"id\":\"o\",\"metadata\":{\"_kontor_op\":\"older\"},\"shipping_address\":{\"country_code\":\"de\"}}";
  g_autoptr (KontorOp) op = new_op ("set-order", "o"), abroad = new_op ("set-order", "o");
  KontorRecord *address = add_member (op, &op->add, KONTOR_ORDER_ADDRESSES, &kontor_address_type, "shipping");

  kontor_record_set_text (address, KONTOR_ADDRESS_LINE1, "Neu 5");
  kontor_record_set_text (address, KONTOR_ADDRESS_COUNTRY, "DE");
  assert_request (op, there, "POST", "admin/orders/o",
                  "{\"shipping_address\":{\"address_1\":\"Neu 5\"},\"metadata\":{\"_kontor_op\":\"0badcafe-0000 older\"}}");
  address = add_member (abroad, &abroad->add, KONTOR_ORDER_ADDRESSES, &kontor_address_type, "shipping");
  kontor_record_set_text (address, KONTOR_ADDRESS_COUNTRY, "FR");
  assert_answer (abroad, there, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  /* What bears the mark was done. */
  assert_answer (op, "{\"id\":\"o\",\"metadata\":{\"_kontor_op\":\"x 0badcafe-0000\"}}", KONTOR_RECEIPT_DONE, 0);
}

static void
test_team (void)
{
  static const char there[] = "{\"id\":\"o\",\"metadata\":{\"a\":1,\"_kontor\":{\"stage\":\"packed\",\"later\":{\"x\":1.50},\"tags\":[\"gift\"]}}}";
  g_autoptr (KontorOp) op = new_op ("set-team", "o"), tag = new_op ("tag-order", "o"), note = new_op ("add-note", "o");
  KontorRecord *member;

  kontor_record_set_text (change (op, &op->set), KONTOR_ORDER_PACKER, "Ada");
  assert_request (op, there, "POST", "admin/orders/o",
                  "{\"metadata\":{\"_kontor\":{\"stage\":\"packed\",\"later\":{\"x\":1.50},\"tags\":[\"gift\"],\"packer\":\"Ada\"}}}");
  add_member (tag, &tag->add, KONTOR_ORDER_TAGS, &kontor_order_tag_type, "rush");
  add_member (tag, &tag->remove, KONTOR_ORDER_TAGS, &kontor_order_tag_type, "gift");
  assert_request (tag, there, "POST", "admin/orders/o",
                  "{\"metadata\":{\"_kontor\":{\"stage\":\"packed\",\"later\":{\"x\":1.50},\"tags\":[\"rush\"]}}}");
  member = add_member (note, &note->add, KONTOR_ORDER_NOTES, &kontor_note_type, "new:1");
  kontor_record_set_text (member, KONTOR_NOTE_TEXT, "call");
  assert_request (note, "{\"id\":\"o\",\"metadata\":null}", "POST", "admin/orders/o",
                  "{\"metadata\":{\"_kontor\":{\"notes\":{\"0badcafe-0000\":{\"text\":\"call\",\"author\":null,\"at\":1000}}},"
                  "\"_kontor_op\":\"0badcafe-0000\"}}");
}

static KontorOp *
new_capture (gint64 before, gint64 after)
{
  KontorOp *op = new_op ("capture-payment", "o");

  kontor_record_set_amount (add_member (op, &op->remove, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "pay_1"),
                            KONTOR_PAYMENT_CAPTURED, before);
  kontor_record_set_amount (add_member (op, &op->add, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "pay_1"),
                            KONTOR_PAYMENT_CAPTURED, after);
  return op;
}

#define CAPTURED(c) "{\"id\":\"o\",\"payment_collections\":[{\"payments\":[{\"id\":\"pay_1\",\"captures\":[" c "]}]}]}"

/* Twice is never right, whoever did it the first time. */
static void
test_capture (void)
{
  g_autoptr (KontorOp) op = new_capture (2000000, 5500000), nothing = new_capture (2000000, 2000000);

  assert_request (op, CAPTURED ("{\"amount\":2}"), "POST", "admin/payments/pay_1/capture", "{\"amount\":3.5}");
  assert_answer (op, CAPTURED ("{\"amount\":2},{\"amount\":3.5}"), KONTOR_RECEIPT_DONE, 0);
  assert_answer (op, CAPTURED ("{\"amount\":2},{\"amount\":1}"), KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  assert_answer (nothing, CAPTURED ("{\"amount\":2}"), KONTOR_RECEIPT_FAILED, KONTOR_ERROR_INVALID);
}

#define REFUNDED(r) "{\"id\":\"o\",\"payment_collections\":[{\"payments\":[{\"id\":\"pay_1\",\"refunds\":[" r "]}]}]}"

static void
test_refund (void)
{
  g_autoptr (KontorOp) op = new_op ("refund-order", "o");
  KontorRecord *refund = add_member (op, &op->add, KONTOR_ORDER_REFUNDS, &kontor_refund_type, "new:1");

  assert_answer (op, REFUNDED (""), KONTOR_RECEIPT_FAILED, KONTOR_ERROR_INVALID);
  g_assert_true (kontor_record_set_decimal (refund, KONTOR_REFUND_AMOUNT, "1545.8100001", NULL));
  kontor_record_set_text (refund, KONTOR_REFUND_REASON, "broken");
  assert_request (op, REFUNDED ("{\"amount\":1545.81,\"note\":\"broken\"}"), "POST", "admin/payments/pay_1/refund",
                  "{\"amount\":1545.8100001,\"note\":\"broken [Kontor 0badcafe]\"}");
  assert_answer (op, REFUNDED ("{\"amount\":1,\"note\":\"broken [Kontor 0badcafe]\"}"), KONTOR_RECEIPT_DONE, 0);
}

static KontorOp *
new_fulfilment (void)
{
  KontorOp *op = new_op ("create-fulfilment", "o");
  KontorRecord *fulfilment = add_member (op, &op->add, KONTOR_ORDER_FULFILMENTS, &kontor_fulfilment_type, "new:1");
  KontorRecord *line = kontor_record_new (&kontor_fulfilment_line_type), *shipment = kontor_record_new (&kontor_shipment_type);

  kontor_record_set_key (line, "ordli_1");
  kontor_record_set_int (line, KONTOR_FULFILMENT_LINE_QUANTITY, 2);
  kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, line);
  kontor_record_set_key (shipment, "0");
  kontor_record_set_text (shipment, KONTOR_SHIPMENT_CARRIER, "DHL");
  kontor_record_set_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER, "T1");
  kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, shipment);
  return op;
}

#define PACKED(rest) "{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_1\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}," rest "}]}"

/* Packed, then sent; two who pack at once are told apart by the mark, as the shop takes both. */
static void
test_fulfilment (void)
{
  g_autoptr (KontorOp) op = new_fulfilment ();

  assert_request (op, "{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_0\",\"metadata\":null}]}", "POST", "admin/orders/o/fulfillments",
                  "{\"metadata\":{\"_kontor_op\":\"0badcafe-0000\",\"carrier\":\"DHL\"},\"items\":[{\"id\":\"ordli_1\",\"quantity\":2}],"
                  "\"no_notification\":true}");
  assert_request (op, PACKED ("\"shipped_at\":null"), "POST", "admin/orders/o/fulfillments/ful_1/shipments",
                  "{\"items\":[{\"id\":\"ordli_1\",\"quantity\":2}],\"labels\":[{\"tracking_number\":\"T1\",\"tracking_url\":\"#\","
                  "\"label_url\":\"#\"}],\"no_notification\":true}");
  assert_answer (op, PACKED ("\"shipped_at\":\"2026-11-22T14:34:38.348Z\""), KONTOR_RECEIPT_DONE, 0);
  g_set_str (&op->resume, "ship");
  assert_answer (op, "{\"id\":\"o\",\"fulfillments\":[]}", KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
}

static void
test_taken_back (void)
{
  g_autoptr (KontorOp) op = new_op ("cancel-fulfilment", "o"), order = new_op ("cancel-order", "o");

  add_member (op, &op->remove, KONTOR_ORDER_FULFILMENTS, &kontor_fulfilment_type, "ful_1");
  assert_request (op, "{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_1\",\"canceled_at\":null}]}", "POST",
                  "admin/orders/o/fulfillments/ful_1/cancel", "{}");
  assert_answer (op, "{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_1\",\"canceled_at\":\"x\"}]}", KONTOR_RECEIPT_DONE, 0);
  assert_answer (op, "{\"id\":\"o\",\"fulfillments\":[]}", KONTOR_RECEIPT_FAILED, KONTOR_ERROR_NOT_FOUND);
  assert_request (order, "{\"id\":\"o\",\"status\":\"pending\"}", "POST", "admin/orders/o/cancel", "{}");
  assert_answer (order, "{\"id\":\"o\",\"status\":\"canceled\"}", KONTOR_RECEIPT_DONE, 0);
}

#define MINE "\"internal_note\":\"x [Kontor 0badcafe]\""
#define LINES "{\"id\":\"o\",\"items\":[{\"id\":\"ordli_1\",\"quantity\":2},{\"id\":\"ordli_2\",\"quantity\":1}]}"

/* Begun, filled line by line and confirmed; how far it is, the shop says. */
static void
test_edit (void)
{
  g_autoptr (KontorOp) op = new_op ("set-order", "o");
  KontorRecord *line = add_member (op, &op->add, KONTOR_ORDER_LINES, &kontor_line_type, "ordli_1");

  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, 3);
  line = add_member (op, &op->add, KONTOR_ORDER_LINES, &kontor_line_type, "new:1");
  kontor_record_set_ref (line, KONTOR_LINE_VARIANT, 0, "variant_1");
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, 1);
  add_member (op, &op->remove, KONTOR_ORDER_LINES, &kontor_line_type, "ordli_1");
  add_member (op, &op->remove, KONTOR_ORDER_LINES, &kontor_line_type, "ordli_2");
  changes = "[{\"status\":\"confirmed\",\"internal_note\":null}]";
  assert_request (op, LINES, "POST", "admin/order-edits", "{\"order_id\":\"o\",\"internal_note\":\"[Kontor 0badcafe]\"}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[]}]";
  assert_request (op, LINES, "POST", "admin/order-edits/o/items/item/ordli_1", "{\"quantity\":3}");
#define FIRST "{\"action\":\"ITEM_UPDATE\",\"details\":{\"reference_id\":\"ordli_1\"}}"
#define SECOND ",{\"action\":\"ITEM_UPDATE\",\"details\":{\"reference_id\":\"ordli_2\"}}"
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[" FIRST "]}]";
  assert_request (op, LINES, "POST", "admin/order-edits/o/items/item/ordli_2", "{\"quantity\":0}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[" FIRST SECOND "]}]";
  assert_request (op, LINES, "POST", "admin/order-edits/o/items", "{\"items\":[{\"variant_id\":\"variant_1\",\"quantity\":1}]}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[" FIRST SECOND ",{\"action\":\"ITEM_ADD\"}]}]";
  assert_request (op, LINES, "POST", "admin/order-edits/o/confirm", "{}");
  changes = "[{\"status\":\"confirmed\"," MINE "}]";
  assert_answer (op, LINES, KONTOR_RECEIPT_DONE, 0);
  /* Somebody else's, and one of ours that somebody dropped. */
  changes = "[{\"status\":\"pending\",\"internal_note\":\"theirs\"}]";
  assert_answer (op, LINES, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  changes = "[]";
  g_set_str (&op->resume, "edit");
  assert_answer (op, LINES, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  changes = NULL;
}

#define BEGUN(status) "{\"id\":\"o\",\"returns\":[{\"id\":\"return_1\",\"status\":\"" status "\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}]}"

static void
test_new_return (void)
{
  g_autoptr (KontorOp) op = new_op ("create-return", "o");
  KontorRecord *wanted = add_member (op, &op->add, KONTOR_ORDER_RETURNS, &kontor_return_type, "new:1");
  KontorRecord *line = kontor_record_new (&kontor_return_line_type);

  kontor_record_set_key (line, "ordli_1");
  kontor_record_set_int (line, KONTOR_RETURN_LINE_QUANTITY, 2);
  kontor_record_set_text (line, KONTOR_RETURN_LINE_REASON, "rr_1");
  kontor_record_take_member (wanted, KONTOR_RETURN_LINES, line);
  changes = "[]";
  assert_request (op, "{\"id\":\"o\",\"returns\":[]}", "POST", "admin/returns",
                  "{\"order_id\":\"o\",\"internal_note\":\"[Kontor 0badcafe]\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[]}]";
  assert_request (op, BEGUN ("open"), "POST", "admin/returns/return_1/request-items",
                  "{\"items\":[{\"id\":\"ordli_1\",\"quantity\":2,\"reason_id\":\"rr_1\"}]}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[{\"action\":\"RETURN_ITEM\"}]}]";
  assert_request (op, BEGUN ("open"), "POST", "admin/returns/return_1/request", "{\"no_notification\":true}");
  assert_answer (op, BEGUN ("requested"), KONTOR_RECEIPT_DONE, 0);
  changes = NULL;
}

static void
add_swap_line (KontorRecord *swap, guint lines, const char *direction, const char *key, const char *reason)
{
  KontorRecord *line = kontor_record_new (&kontor_swap_line_type);

  kontor_record_set_key (line, direction);
  kontor_record_set_text (line, KONTOR_SWAP_LINE_DIRECTION, direction);
  kontor_record_set_int (line, KONTOR_SWAP_LINE_QUANTITY, 1);
  kontor_record_set_text (line, KONTOR_SWAP_LINE_REASON, reason);
  if (g_str_equal (direction, "sent"))
    kontor_record_set_ref (line, KONTOR_SWAP_LINE_VARIANT, 0, key);
  else
    kontor_record_set_text (line, KONTOR_SWAP_LINE_LINE_KEY, key);
  kontor_record_take_member (swap, lines, line);
}

#define SENT "{\"id\":\"o\",\"fulfillments\":[{\"location_id\":\"sloc_b\"}]}"
#define PENDING(id, actions) "[{\"status\":\"pending\"," MINE ",\"" id "\":\"x_1\",\"actions\":[" actions "]}]"
#define ACTION(name) "{\"action\":\"" name "\"}"

/* What comes back first, then what is sent; how far it is, the shop says. */
static void
test_exchange (void)
{
  g_autoptr (KontorOp) op = new_op ("create-exchange", "o");
  KontorRecord *swap = add_member (op, &op->add, KONTOR_ORDER_EXCHANGES, &kontor_exchange_type, "new:1");

  add_swap_line (swap, KONTOR_EXCHANGE_LINES, "back", "ordli_1", "rr_1");
  add_swap_line (swap, KONTOR_EXCHANGE_LINES, "sent", "variant_1", NULL);
  kontor_op_set_arg (op, "note", "too small");
  changes = "[]";
  assert_request (op, SENT, "POST", "admin/exchanges", "{\"order_id\":\"o\",\"internal_note\":\"too small [Kontor 0badcafe]\"}");
  changes = PENDING ("exchange_id", "");
  assert_request (op, SENT, "POST", "admin/exchanges/x_1/inbound/items",
                  "{\"location_id\":\"sloc_b\",\"items\":[{\"id\":\"ordli_1\",\"quantity\":1,\"reason_id\":\"rr_1\"}]}");
  changes = PENDING ("exchange_id", ACTION ("RETURN_ITEM"));
  assert_request (op, SENT, "POST", "admin/exchanges/x_1/outbound/items", "{\"items\":[{\"variant_id\":\"variant_1\",\"quantity\":1}]}");
  changes = PENDING ("exchange_id", ACTION ("RETURN_ITEM") "," ACTION ("ITEM_ADD"));
  assert_request (op, SENT, "POST", "admin/exchanges/x_1/request", "{}");
  changes = "[{\"status\":\"confirmed\"," MINE "}]";
  assert_answer (op, SENT, KONTOR_RECEIPT_DONE, 0);
  changes = "[{\"status\":\"pending\",\"internal_note\":\"theirs\",\"exchange_id\":\"x_2\"}]";
  assert_answer (op, SENT, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  changes = "[]";
  g_set_str (&op->resume, "inbound/items");
  assert_answer (op, SENT, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  changes = NULL;
}

static void
test_claim (void)
{
  g_autoptr (KontorOp) op = new_op ("create-claim", "o");
  KontorRecord *swap = add_member (op, &op->add, KONTOR_ORDER_CLAIMS, &kontor_claim_type, "new:1");

  kontor_record_set_text (swap, KONTOR_CLAIM_KIND, "refund");
  add_swap_line (swap, KONTOR_CLAIM_LINES, "claimed", "ordli_1", "missing_item");
  changes = "[]";
  assert_request (op, SENT, "POST", "admin/claims", "{\"order_id\":\"o\",\"internal_note\":\"[Kontor 0badcafe]\",\"type\":\"refund\"}");
  changes = PENDING ("claim_id", "");
  assert_request (op, SENT, "POST", "admin/claims/x_1/claim-items",
                  "{\"items\":[{\"id\":\"ordli_1\",\"quantity\":1,\"reason\":\"missing_item\"}]}");
  changes = PENDING ("claim_id", ACTION ("WRITE_OFF_ITEM"));
  assert_request (op, SENT, "POST", "admin/claims/x_1/request", "{}");
  changes = NULL;
}

#define DELIVERED(at) "{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_1\",\"delivered_at\":" at "}]}"

static void
test_delivered (void)
{
  g_autoptr (KontorOp) op = new_op ("mark-delivered", "o");

  add_member (op, &op->add, KONTOR_ORDER_FULFILMENTS, &kontor_fulfilment_type, "ful_1");
  assert_request (op, DELIVERED ("null"), "POST", "admin/orders/o/fulfillments/ful_1/mark-as-delivered", "{}");
  assert_answer (op, DELIVERED ("\"2026-11-22T10:00:00Z\""), KONTOR_RECEIPT_DONE, 0);
  assert_answer (op, "{\"id\":\"o\",\"fulfillments\":[]}", KONTOR_RECEIPT_FAILED, KONTOR_ERROR_NOT_FOUND);
}

static KontorRecord *
add_return (KontorOp *op, KontorRecord **slot, gint64 received, gint64 dismissed)
{
  KontorRecord *wanted = add_member (op, slot, KONTOR_ORDER_RETURNS, &kontor_return_type, "return_1");
  KontorRecord *line = kontor_record_new (&kontor_return_line_type);

  kontor_record_set_key (line, "ordli_1");
  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, received);
  kontor_record_set_int (line, KONTOR_RETURN_LINE_DISMISSED, dismissed);
  kontor_record_take_member (wanted, KONTOR_RETURN_LINES, line);
  return wanted;
}

#define BACK(r, d)                                                                                                \
  "{\"id\":\"o\",\"returns\":[{\"id\":\"return_1\",\"status\":\"requested\",\"items\":[{\"item_id\":\"ordli_1\"," \
  "\"received_quantity\":" r ",\"damaged_quantity\":" d "}]}]}"

/* Good units are received and others dismissed, each from where it stood when a person looked. */
static void
test_received (void)
{
  g_autoptr (KontorOp) op = new_op ("set-return", "o"), cancel = new_op ("set-return", "o");

  add_return (op, &op->remove, 0, 0);
  add_return (op, &op->add, 2, 1);
  changes = "[]";
  assert_request (op, "{\"id\":\"o\",\"fulfillments\":[{\"location_id\":\"sloc_b\"},{\"location_id\":\"sloc_c\",\"canceled_at\":\"x\"}],"
                      "\"returns\":[{\"id\":\"return_1\",\"location_id\":null}]}",
                  "POST", "admin/returns/return_1", "{\"location_id\":\"sloc_b\"}");
  assert_request (op, BACK ("0", "0"), "POST", "admin/returns/return_1/receive", "{\"internal_note\":\"[Kontor 0badcafe]\"}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[]}]";
  assert_request (op, BACK ("0", "0"), "POST", "admin/returns/return_1/receive-items", "{\"items\":[{\"id\":\"ordli_1\",\"quantity\":2}]}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[{\"action\":\"RECEIVE_RETURN_ITEM\"}]}]";
  assert_request (op, BACK ("0", "0"), "POST", "admin/returns/return_1/dismiss-items", "{\"items\":[{\"id\":\"ordli_1\",\"quantity\":1}]}");
  changes = "[{\"status\":\"pending\"," MINE ",\"actions\":[{\"action\":\"RECEIVE_RETURN_ITEM\"},{\"action\":\"RECEIVE_DAMAGED_RETURN_ITEM\"}]}]";
  assert_request (op, BACK ("0", "0"), "POST", "admin/returns/return_1/receive/confirm", "{}");
  changes = "[]";
  assert_answer (op, BACK ("3", "1"), KONTOR_RECEIPT_DONE, 0);
  assert_answer (op, BACK ("1", "0"), KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  kontor_record_set_text (add_return (cancel, &cancel->add, 0, 0), KONTOR_RETURN_STATUS, "cancelled");
  assert_request (cancel, BACK ("0", "0"), "POST", "admin/returns/return_1/cancel", "{}");
  changes = NULL;
}

/* Which collection is paid is noted before it is said to be. */
static void
test_paid (void)
{
  g_autoptr (KontorOp) op = new_op ("mark-paid", "o");
  KontorRecord *payment = add_member (op, &op->add, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "new:1");
  KontorMedusaPlan plan;

  g_assert_true (kontor_record_set_decimal (payment, KONTOR_PAYMENT_CAPTURED, "49.5", NULL));
  assert_request (op, "{\"id\":\"o\",\"payment_collections\":[]}", "POST", "admin/payment-collections",
                  "{\"order_id\":\"o\",\"amount\":49.5}");
  plan_op (&plan, op, "{\"id\":\"o\",\"payment_collections\":[{\"id\":\"pay_col_1\",\"status\":\"not_paid\",\"amount\":49.5,\"payments\":[]}]}");
  g_assert_cmpint (plan.receipt->state, ==, KONTOR_RECEIPT_AGAIN);
  g_assert_cmpstr (plan.receipt->resume, ==, "pay_col_1");
  kontor_medusa_plan_clear (&plan);
  assert_answer (op, "{\"id\":\"o\",\"payment_collections\":[{\"id\":\"pay_col_0\",\"status\":\"authorized\",\"payments\":[{\"id\":\"p\"}]}]}",
                 KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  g_set_str (&op->resume, "pay_col_1");
  assert_request (op, "{\"id\":\"o\",\"payment_collections\":[{\"id\":\"pay_col_1\",\"status\":\"not_paid\",\"payments\":[]}]}", "POST",
                  "admin/payment-collections/pay_col_1/mark-as-paid", "{\"order_id\":\"o\"}");
  assert_answer (op, "{\"id\":\"o\",\"payment_collections\":[{\"id\":\"pay_col_1\",\"payments\":[{\"captures\":[{\"amount\":49.5}]}]}]}",
                 KONTOR_RECEIPT_DONE, 0);
}

static void
test_discount (void)
{
  static const char there[] = "{\"id\":\"promo_1\",\"status\":\"active\",\"campaign\":{\"id\":\"procamp_1\",\"ends_at\":null}}";
  g_autoptr (KontorOp) made = new_op ("create-discount", NULL), set = new_op ("set-discount", "promo_1"), gone = new_op ("trash-discount", "promo_1");

  kontor_record_set_text (change (made, &made->set), KONTOR_DISCOUNT_CODE, "TEN");
  kontor_record_set_text (made->set, KONTOR_DISCOUNT_KIND, "percent");
  kontor_record_set_text (made->set, KONTOR_DISCOUNT_PERCENT, "10");
  kontor_record_set_int (made->set, KONTOR_DISCOUNT_ENDS_AT, 1000);
  assert_request (made, NULL, "POST", "admin/promotions",
                  "{\"type\":\"standard\",\"is_automatic\":false,\"status\":\"active\",\"code\":\"TEN\",\"application_method\":{"
                  "\"type\":\"percentage\",\"target_type\":\"order\",\"allocation\":\"across\",\"value\":10},"
                  "\"campaign\":{\"ends_at\":\"1970-01-01T00:00:01.000Z\",\"name\":\"TEN\",\"campaign_identifier\":\"0badcafe-0000\"}}");
  kontor_record_set_int (change (set, &set->set), KONTOR_DISCOUNT_ENDS_AT, 1000);
  kontor_record_set_int (set->set, KONTOR_DISCOUNT_USAGE_LIMIT, 5);
  assert_request (set, there, "POST", "admin/campaigns/procamp_1", "{\"ends_at\":\"1970-01-01T00:00:01.000Z\"}");
  assert_request (set, "{\"id\":\"promo_1\",\"campaign\":{\"id\":\"procamp_1\",\"ends_at\":\"1970-01-01T00:00:01.000Z\"}}", "POST",
                  "admin/promotions/promo_1", "{\"limit\":5}");
  assert_answer (set, "{\"id\":\"promo_1\",\"campaign\":null}", KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  assert_request (gone, there, "POST", "admin/promotions/promo_1", "{\"status\":\"inactive\"}");
}

#define ADDRESSES(c) "{\"id\":\"cus_1\",\"addresses\":[{\"id\":\"a1\",\"city\":\"" c "\"},{\"id\":\"a2\"}]}"

/* A request for each: what is as it shall be is passed over, so that none is made twice. */
static void
test_addresses (void)
{
  g_autoptr (KontorOp) op = new_op ("set-customer", "cus_1");
  KontorMedusaPlan plan;

  kontor_record_set_text (add_member (op, &op->add, KONTOR_CUSTOMER_ADDRESSES, &kontor_address_type, "a1"), KONTOR_ADDRESS_CITY, "Bonn");
  kontor_record_set_text (add_member (op, &op->add, KONTOR_CUSTOMER_ADDRESSES, &kontor_address_type, "new:1"), KONTOR_ADDRESS_COUNTRY, "DE");
  add_member (op, &op->remove, KONTOR_CUSTOMER_ADDRESSES, &kontor_address_type, "a1");
  add_member (op, &op->remove, KONTOR_CUSTOMER_ADDRESSES, &kontor_address_type, "a2");
  assert_request (op, ADDRESSES ("Köln"), "POST", "admin/customers/cus_1/addresses/a1", "{\"city\":\"Bonn\"}");
  assert_request (op, ADDRESSES ("Bonn"), "POST", "admin/customers/cus_1/addresses",
                  "{\"country_code\":\"de\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000/new:1\"}}");
  plan_op (&plan, op, "{\"id\":\"cus_1\",\"addresses\":[{\"id\":\"a1\",\"city\":\"Bonn\"},{\"id\":\"a2\"},{\"id\":\"a3\","
                      "\"country_code\":\"de\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000/new:1\"}}]}");
  g_assert_cmpstr (plan.method, ==, "DELETE");
  g_assert_cmpstr (plan.path, ==, "admin/customers/cus_1/addresses/a2");
  kontor_medusa_plan_clear (&plan);
  assert_answer (op, "{\"id\":\"cus_1\",\"addresses\":[{\"id\":\"a1\",\"city\":\"Bonn\"},{\"id\":\"a3\","
                     "\"country_code\":\"de\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000/new:1\"}}]}",
                 KONTOR_RECEIPT_DONE, 0);
}

static void
test_customer (void)
{
  g_autoptr (KontorOp) made = new_op ("create-customer", NULL), gone = new_op ("delete-customer", "cus_1");
  g_autoptr (KontorOp) noted = new_op ("set-customer", "cus_1");
  KontorMedusaPlan plan;

  kontor_record_set_text (change (made, &made->set), KONTOR_CUSTOMER_EMAIL, "n@example.com");
  assert_request (made, NULL, "POST", "admin/customers",
                  "{\"email\":\"n@example.com\",\"metadata\":{\"_kontor_op\":\"0badcafe-0000\"}}");
  kontor_record_set_text (change (noted, &noted->set), KONTOR_CUSTOMER_NOTE, "tea");
  assert_request (noted, "{\"id\":\"cus_1\",\"metadata\":{\"_kontor\":{\"tags\":[\"vip\"]}}}", "POST", "admin/customers/cus_1",
                  "{\"metadata\":{\"_kontor\":{\"tags\":[\"vip\"],\"note\":\"tea\"}}}");
  plan_op (&plan, gone, "{\"id\":\"cus_1\"}");
  g_assert_cmpstr (plan.method, ==, "DELETE");
  g_assert_null (plan.body);
  kontor_medusa_plan_clear (&plan);
}

/* Each kind that is offered is one of Kontor's, and what it answers where nothing is said is a refusal, never a crash. */
static void
test_empty (void)
{
  for (guint i = 0; kontor_medusa_ops[i].kind != NULL; i++) {
    g_autoptr (KontorOp) op = new_op (kontor_medusa_ops[i].kind, "x_1");
    KontorMedusaPlan plan;

    g_assert_nonnull (kontor_op_kind_lookup (kontor_medusa_ops[i].kind));
    plan_op (&plan, op, "{\"id\":\"x_1\",\"metadata\":7,\"fulfillments\":{},\"prices\":3,\"tags\":null}");
    g_assert_true (plan.receipt != NULL || plan.path != NULL);
    kontor_medusa_plan_clear (&plan);
  }
}

static void
test_allows (void)
{
  g_autoptr (KontorRecord) order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  g_autoptr (KontorRecord) kit = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  KontorRecord *payment = kontor_record_new (&kontor_payment_type), *fulfilment = kontor_record_new (&kontor_fulfilment_type);
  g_autofree char *refund = NULL, *cancel = NULL, *stock = NULL, *paid = NULL;

  kontor_record_set_key (payment, "p");
  kontor_record_set_amount (payment, KONTOR_PAYMENT_AUTHORIZED, 5);
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
  g_assert_true (kontor_medusa_allows ("capture-payment", order, NULL));
  g_assert_false (kontor_medusa_allows ("refund-order", order, &refund));
  g_assert_true (kontor_medusa_allows ("cancel-order", order, NULL));
  g_assert_false (kontor_medusa_allows ("mark-paid", order, &paid));
  kontor_record_set_bool (payment, KONTOR_PAYMENT_VOIDED, TRUE);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, 5);
  kontor_record_set_amount (order, KONTOR_ORDER_PAID_TOTAL, 4);
  g_assert_true (kontor_medusa_allows ("mark-paid", order, NULL));
  kontor_record_set_key (fulfilment, "f");
  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "pending");
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
  g_assert_false (kontor_medusa_allows ("cancel-order", order, &cancel));
  kontor_record_set_bool (kit, KONTOR_VARIANT_MANAGE_STOCK, FALSE);
  g_assert_false (kontor_medusa_allows ("adjust-stock", kit, &stock));
  g_assert_true (kontor_medusa_allows ("set-price", kit, NULL));
}

/* What the shop is said to have no place for is refused, never left out silently. */
static void
assert_fixed (const char *kind, const char *id, const char *there)
{
  KontorEntity entity = kontor_op_kind_lookup (kind)->entity;

  g_assert_cmpuint (kontor_medusa_info.fixed[entity], !=, 0);
  for (guint i = 0; i < kontor_entity_get_record_type (entity)->n_fields; i++) {
    g_autoptr (KontorOp) op = new_op (kind, id);

    if ((kontor_medusa_info.fixed[entity] & KONTOR_FIELD_BIT (i)) == 0)
      continue;
    kontor_record_set_null (change (op, &op->set), i);
    assert_answer (op, there, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
  }
}

static void
test_fixed (void)
{
  assert_fixed ("set-product", "prod_1", "{\"id\":\"prod_1\"}");
  assert_fixed ("set-variant", "variant_1", "{\"id\":\"variant_1\",\"product_id\":\"prod_1\"}");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/medusa/plan/product", test_product);
  kontor_test_add_plain ("/medusa/plan/price", test_price);
  kontor_test_add_plain ("/medusa/plan/options", test_options);
  kontor_test_add_plain ("/medusa/plan/new-product", test_new_product);
  kontor_test_add_plain ("/medusa/plan/trash", test_trash);
  kontor_test_add_plain ("/medusa/plan/pictures", test_pictures);
  kontor_test_add_plain ("/medusa/plan/currencies", test_currencies);
  kontor_test_add_plain ("/medusa/plan/variant", test_variant);
  kontor_test_add_plain ("/medusa/plan/edit", test_edit);
  kontor_test_add_plain ("/medusa/plan/new-return", test_new_return);
  kontor_test_add_plain ("/medusa/plan/exchange", test_exchange);
  kontor_test_add_plain ("/medusa/plan/claim", test_claim);
  kontor_test_add_plain ("/medusa/plan/delivered", test_delivered);
  kontor_test_add_plain ("/medusa/plan/received", test_received);
  kontor_test_add_plain ("/medusa/plan/paid", test_paid);
  kontor_test_add_plain ("/medusa/plan/discount", test_discount);
  kontor_test_add_plain ("/medusa/plan/addresses", test_addresses);
  kontor_test_add_plain ("/medusa/plan/stock", test_stock);
  kontor_test_add_plain ("/medusa/plan/count", test_count);
  kontor_test_add_plain ("/medusa/plan/groups", test_groups);
  kontor_test_add_plain ("/medusa/plan/order", test_order);
  kontor_test_add_plain ("/medusa/plan/team", test_team);
  kontor_test_add_plain ("/medusa/plan/capture", test_capture);
  kontor_test_add_plain ("/medusa/plan/refund", test_refund);
  kontor_test_add_plain ("/medusa/plan/fulfilment", test_fulfilment);
  kontor_test_add_plain ("/medusa/plan/taken-back", test_taken_back);
  kontor_test_add_plain ("/medusa/plan/customer", test_customer);
  kontor_test_add_plain ("/medusa/plan/empty", test_empty);
  kontor_test_add_plain ("/medusa/plan/fixed", test_fixed);
  kontor_test_add_plain ("/medusa/allows", test_allows);
  return kontor_test_run ();
}
