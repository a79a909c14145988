#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-allows.h"
#include "kontor-medusa-ops.h"
#include "kontor-test.h"

#define BERLIN "sloc_b"

static const KontorMedusaShop shop = { .store = { "https://store.example.test", "EUR" }, .currency = (char *) "EUR" };

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
  g_autoptr (GBytes) bytes = g_bytes_new (object != NULL ? object : "{}", object != NULL ? strlen (object) : 2);
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);

  *plan = (KontorMedusaPlan) { .op = op };
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
  g_autoptr (KontorOp) op = new_op ("set-product", "prod_1"), options = new_op ("set-product", "prod_1");

  kontor_record_set_text (change (op, &op->set), KONTOR_PRODUCT_TITLE, "A <b> & c");
  kontor_record_set_text (op->set, KONTOR_PRODUCT_STATUS, "pending");
  add_member (op, &op->add, KONTOR_PRODUCT_TAGS, &kontor_product_tag_type, "pcol_2");
  add_member (op, &op->add, KONTOR_PRODUCT_TAGS, &kontor_product_tag_type, "ptag_2");
  assert_request (op, there, "POST", "admin/products/prod_1",
                  "{\"title\":\"A <b> & c\",\"status\":\"proposed\",\"tags\":[{\"id\":\"ptag_1\"},{\"id\":\"ptag_2\"}],"
                  "\"collection_id\":\"pcol_2\",\"type_id\":null}");
  add_member (options, &options->add, KONTOR_PRODUCT_OPTIONS, &kontor_product_option_type, "opt_1");
  assert_answer (options, there, KONTOR_RECEIPT_FAILED, KONTOR_ERROR_REJECTED);
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
  g_autoptr (KontorOp) op = new_op ("count-stock", "v");

  kontor_record_set_int (add_member (op, &op->add, KONTOR_VARIANT_LEVELS, &kontor_level_type, BERLIN), KONTOR_LEVEL_ON_HAND, 9);
  kontor_record_set_int (add_member (op, &op->remove, KONTOR_VARIANT_LEVELS, &kontor_level_type, BERLIN), KONTOR_LEVEL_ON_HAND, 7);
  assert_request (op, LEVEL ("7", "T"), "POST", "admin/inventory-items/iitem_1/location-levels/" BERLIN, "{\"stocked_quantity\":9}");
  assert_answer (op, LEVEL ("9", "T"), KONTOR_RECEIPT_DONE, 0);
  assert_answer (op, LEVEL ("6", "T"), KONTOR_RECEIPT_CONFLICT, 0);
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
  g_autofree char *refund = NULL, *cancel = NULL, *stock = NULL;

  kontor_record_set_key (payment, "p");
  kontor_record_set_amount (payment, KONTOR_PAYMENT_AUTHORIZED, 5);
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
  g_assert_true (kontor_medusa_allows ("capture-payment", order, NULL));
  g_assert_false (kontor_medusa_allows ("refund-order", order, &refund));
  g_assert_true (kontor_medusa_allows ("cancel-order", order, NULL));
  kontor_record_set_key (fulfilment, "f");
  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "pending");
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
  g_assert_false (kontor_medusa_allows ("cancel-order", order, &cancel));
  kontor_record_set_bool (kit, KONTOR_VARIANT_MANAGE_STOCK, FALSE);
  g_assert_false (kontor_medusa_allows ("adjust-stock", kit, &stock));
  g_assert_true (kontor_medusa_allows ("set-price", kit, NULL));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/medusa/plan/product", test_product);
  kontor_test_add_plain ("/medusa/plan/price", test_price);
  kontor_test_add_plain ("/medusa/plan/variant", test_variant);
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
  kontor_test_add_plain ("/medusa/allows", test_allows);
  return kontor_test_run ();
}
