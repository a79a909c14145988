#include <string.h>

#include "kontor-connector.h"
#include "kontor-medusa-connector.h"
#include "kontor-medusa-ops.h"
#include "kontor-test.h"
#include "net-server.h"

#define MARK "0badcafe-0000"

static const char *object; /* what the shop has of what is asked; NULL: it does not know it */

static const char *changes; /* of the order; NULL: none */

static void
answer (SoupServerMessage *message, const char *path)
{
  const char *text = object;
  g_autofree char *list = g_strdup_printf ("{\"order_changes\":[%s]}", changes != NULL ? changes : "");

  if (g_str_equal (path, "/admin/stores"))
    text = "{\"stores\":[{\"id\":\"s\",\"supported_currencies\":[{\"currency_code\":\"eur\",\"is_default\":true}]}]}";
  else if (g_str_equal (path, "/admin/shipping-profiles"))
    text = "{\"shipping_profiles\":[]}";
  else if (g_str_has_suffix (path, "/changes"))
    text = list;
  else if (g_str_equal (path, "/admin/claims") || g_str_equal (path, "/admin/exchanges"))
    text = "{\"claims\":[],\"exchanges\":[]}";
  if (text != NULL)
    net_server_say (message, 200, "application/json", text);
  else
    net_server_say (message, 404, "application/json", "{\"type\":\"not_found\",\"message\":\"x was not found\"}");
}

static KontorOp *
new_op (const char *kind, const char *id)
{
  KontorOp *op = kontor_op_new (kontor_op_kind_lookup (kind), 1, 1);

  g_set_str (&op->remote_id, id);
  g_set_str (&op->idempotency, MARK);
  op->created_at = 1795357000000; /* 2026-11-22T14:16:40Z */
  return op;
}

static KontorRecord *
add_member (KontorOp *op, KontorRecord **slot, guint field, const KontorRecordType *type, const char *key)
{
  KontorRecord *member = kontor_record_new (type);

  if (*slot == NULL)
    *slot = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  kontor_record_set_key (member, key);
  kontor_record_take_member (*slot, field, member);
  return member;
}

static void
assert_found (KontorOp *op, const char *there, KontorReceiptState state)
{
  g_autoptr (NetServer) server = net_server_new (answer, NULL);
  g_autoptr (KontorConnector) connector = kontor_medusa_factory.create (server->origin, "{\"key\":\"sk_1\"}", NULL);
  g_autoptr (KontorReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  object = there;
  receipt = dex_await_boxed (kontor_connector_find (connector, op), &error);
  g_assert_no_error (error);
  g_assert_cmpint (receipt->state, ==, state);
  if (state == KONTOR_RECEIPT_UNDECIDABLE && g_str_equal (op->kind->name, "adjust-stock"))
    g_assert_cmpstr (receipt->reading, ==, "The stock was 7 and is now 8. Whether your +5 is in it, the shop cannot say.");
  if (state == KONTOR_RECEIPT_UNDECIDABLE && g_str_equal (op->kind->name, "capture-payment"))
    g_assert_cmpstr (receipt->reading, ==, "Of the payment 2 was captured, and now 3 is. Whether your 3.5 is in it, the shop cannot say.");
  if (state == KONTOR_RECEIPT_UNDECIDABLE && g_str_equal (op->kind->name, "refund-order"))
    g_assert_cmpstr (receipt->reading, ==, "Since then 1.5 was refunded. Whether that was yours, the shop cannot say.");
  for (guint i = 0; i < server->asked->len; i++)
    g_assert_true (g_str_has_prefix (g_ptr_array_index (server->asked, i), "GET "));
}

#define STOCK(n, t)                                                                                                        \
  "{\"variants\":[{\"id\":\"v\",\"inventory_items\":[{\"required_quantity\":1,\"inventory_item_id\":\"i\",\"inventory\":{" \
  "\"location_levels\":[{\"location_id\":\"b\",\"stocked_quantity\":" n ",\"updated_at\":\"" t "\"}]}}]}],\"count\":1}"

static void
test_stock (void)
{
  g_autoptr (KontorOp) op = new_op ("adjust-stock", "v");

  kontor_record_set_int (add_member (op, &op->delta, KONTOR_VARIANT_LEVELS, &kontor_level_type, "b"), KONTOR_LEVEL_ON_HAND, 5);
  /* Nothing was noted yet, so nothing was written. */
  assert_found (op, STOCK ("12", "T1"), KONTOR_RECEIPT_NOT_FOUND);
  g_set_str (&op->resume, "7@T1");
  assert_found (op, STOCK ("7", "T1"), KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, STOCK ("12", "T2"), KONTOR_RECEIPT_DONE);
  assert_found (op, STOCK ("8", "T2"), KONTOR_RECEIPT_UNDECIDABLE);
}

#define PAYMENT(parts) "{\"order\":{\"id\":\"o\",\"payment_collections\":[{\"payments\":[{\"id\":\"p\"," parts "}]}]}}"

static void
test_capture (void)
{
  g_autoptr (KontorOp) op = new_op ("capture-payment", "o");

  kontor_record_set_amount (add_member (op, &op->remove, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "p"), KONTOR_PAYMENT_CAPTURED, 2000000);
  kontor_record_set_amount (add_member (op, &op->add, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "p"), KONTOR_PAYMENT_CAPTURED, 5500000);
  assert_found (op, PAYMENT ("\"captures\":[{\"amount\":2}]"), KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, PAYMENT ("\"captures\":[{\"amount\":2},{\"amount\":3.5}]"), KONTOR_RECEIPT_DONE);
  assert_found (op, PAYMENT ("\"captures\":[{\"amount\":2},{\"amount\":1}]"), KONTOR_RECEIPT_UNDECIDABLE);
}

/* One of the same amount that came since may be ours, and may be somebody else's. */
static void
test_refund (void)
{
  g_autoptr (KontorOp) op = new_op ("refund-order", "o");

  kontor_record_set_amount (add_member (op, &op->add, KONTOR_ORDER_REFUNDS, &kontor_refund_type, "new:1"), KONTOR_REFUND_AMOUNT, 1500000);
  assert_found (op, PAYMENT ("\"refunds\":[]"), KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, PAYMENT ("\"refunds\":[{\"amount\":1.5,\"note\":\"late [Kontor 0badcafe]\",\"created_at\":\"2026-11-22T14:16:41Z\"}]"),
                KONTOR_RECEIPT_DONE);
  assert_found (op, PAYMENT ("\"refunds\":[{\"amount\":1.5,\"note\":\"late\",\"created_at\":\"2026-11-22T14:16:41Z\"}]"),
                KONTOR_RECEIPT_UNDECIDABLE);
  assert_found (op, PAYMENT ("\"refunds\":[{\"amount\":1.5,\"note\":\"old\",\"created_at\":\"2026-11-20T14:16:41Z\"}]"),
                KONTOR_RECEIPT_NOT_FOUND);
}

#define FULFILMENT(rest) \
  "{\"order\":{\"id\":\"o\",\"fulfillments\":[{\"id\":\"f\",\"metadata\":{\"_kontor_op\":\"" MARK "\"}," rest "}]}}"

/* Packed is half of it: the op goes on from there, and packs nothing twice. */
static void
test_fulfilment (void)
{
  g_autoptr (KontorOp) op = new_op ("create-fulfilment", "o"), back = new_op ("cancel-fulfilment", "o");

  assert_found (op, "{\"order\":{\"id\":\"o\",\"fulfillments\":[{\"id\":\"g\",\"metadata\":null}]}}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, FULFILMENT ("\"shipped_at\":null"), KONTOR_RECEIPT_AGAIN);
  assert_found (op, FULFILMENT ("\"shipped_at\":\"2026-11-22T14:16:41Z\""), KONTOR_RECEIPT_DONE);
  add_member (back, &back->remove, KONTOR_ORDER_FULFILMENTS, &kontor_fulfilment_type, "f");
  g_set_str (&back->idempotency, "another");
  assert_found (back, FULFILMENT ("\"canceled_at\":null"), KONTOR_RECEIPT_NOT_FOUND);
  assert_found (back, FULFILMENT ("\"canceled_at\":\"2026-11-22T14:16:41Z\""), KONTOR_RECEIPT_DONE);
}

static void
test_order (void)
{
  g_autoptr (KontorOp) op = new_op ("set-order", "o"), cancel = new_op ("cancel-order", "o");

  assert_found (op, "{\"order\":{\"id\":\"o\",\"metadata\":{\"_kontor_op\":\"x " MARK "\"}}}", KONTOR_RECEIPT_DONE);
  assert_found (op, "{\"order\":{\"id\":\"o\",\"metadata\":null}}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, NULL, KONTOR_RECEIPT_UNDECIDABLE);
  assert_found (cancel, "{\"order\":{\"id\":\"o\",\"status\":\"pending\"}}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (cancel, "{\"order\":{\"id\":\"o\",\"status\":\"canceled\"}}", KONTOR_RECEIPT_DONE);
}

static void
test_made (void)
{
  g_autoptr (KontorOp) op = new_op ("create-category", NULL), gone = new_op ("delete-customer", "cus_1");

  op->set = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CATEGORY));
  kontor_record_set_text (op->set, KONTOR_CATEGORY_NAME, "New");
  assert_found (op, "{\"product_categories\":[{\"id\":\"a\",\"metadata\":null}],\"count\":1}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, "{\"product_categories\":[{\"id\":\"a\",\"metadata\":{\"_kontor_op\":\"" MARK "\"}}],\"count\":1}", KONTOR_RECEIPT_DONE);
  assert_found (gone, "{\"customer\":{\"id\":\"cus_1\"}}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (gone, NULL, KONTOR_RECEIPT_DONE);
}

#define OWN(status) "{\"status\":\"" status "\",\"internal_note\":\"x [Kontor 0badcafe]\",\"actions\":[]}"

/* Other lines: the change bears our mark in its note, and counts when it is confirmed. */
static void
test_edit (void)
{
  g_autoptr (KontorOp) op = new_op ("set-order", "o");

  kontor_record_set_int (add_member (op, &op->add, KONTOR_ORDER_LINES, &kontor_line_type, "l"), KONTOR_LINE_QUANTITY, 2);
  changes = "{\"status\":\"confirmed\",\"internal_note\":\"x [Kontor 12345678]\"}";
  assert_found (op, "{\"order\":{\"id\":\"o\"}}", KONTOR_RECEIPT_NOT_FOUND);
  changes = OWN ("pending");
  assert_found (op, "{\"order\":{\"id\":\"o\"}}", KONTOR_RECEIPT_AGAIN);
  changes = OWN ("confirmed");
  assert_found (op, "{\"order\":{\"id\":\"o\"}}", KONTOR_RECEIPT_DONE);
  changes = NULL;
}

/* Likewise what is sent for what comes back. */
static void
test_exchange (void)
{
  static const char *const kinds[] = { "create-exchange", "create-claim" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (KontorOp) op = new_op (kinds[i], "o");

    changes = OWN ("pending");
    assert_found (op, "{\"order\":{\"id\":\"o\"}}", KONTOR_RECEIPT_AGAIN);
    changes = OWN ("confirmed");
    assert_found (op, "{\"order\":{\"id\":\"o\"}}", KONTOR_RECEIPT_DONE);
    changes = "{\"status\":\"confirmed\",\"internal_note\":\"x [Kontor 12345678]\"}";
    assert_found (op, "{\"order\":{\"id\":\"o\"}}", KONTOR_RECEIPT_NOT_FOUND);
  }
  changes = NULL;
}

static void
test_delivered (void)
{
  g_autoptr (KontorOp) op = new_op ("mark-delivered", "o");

  add_member (op, &op->add, KONTOR_ORDER_FULFILMENTS, &kontor_fulfilment_type, "ful_1");
  assert_found (op, "{\"order\":{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_1\"}]}}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, "{\"order\":{\"id\":\"o\",\"fulfillments\":[{\"id\":\"ful_1\",\"delivered_at\":\"2026\"}]}}", KONTOR_RECEIPT_DONE);
}

#define RETURN(status) \
  "{\"order\":{\"id\":\"o\",\"returns\":[{\"id\":\"r\",\"status\":\"" status "\",\"metadata\":{\"_kontor_op\":\"" MARK "\"}}]}}"
#define BACK(n)                                                                                                                         \
  "{\"order\":{\"id\":\"o\",\"returns\":[{\"id\":\"r\",\"status\":\"requested\",\"items\":[{\"item_id\":\"l\",\"received_quantity\":" n \
  ",\"damaged_quantity\":0}]}]}}"

static void
add_received (KontorOp *op, KontorRecord **slot, gint64 received)
{
  KontorRecord *returned = add_member (op, slot, KONTOR_ORDER_RETURNS, &kontor_return_type, "r");
  KontorRecord *line = kontor_record_new (&kontor_return_line_type);

  kontor_record_set_key (line, "l");
  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, received);
  kontor_record_set_int (line, KONTOR_RETURN_LINE_DISMISSED, 0);
  kontor_record_take_member (returned, KONTOR_RETURN_LINES, line);
}

static void
test_return (void)
{
  g_autoptr (KontorOp) op = new_op ("create-return", "o"), received = new_op ("set-return", "o");

  add_received (op, &op->add, 0);
  assert_found (op, "{\"order\":{\"id\":\"o\",\"returns\":[{\"id\":\"q\",\"metadata\":null}]}}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (op, RETURN ("open"), KONTOR_RECEIPT_AGAIN);
  assert_found (op, RETURN ("requested"), KONTOR_RECEIPT_DONE);
  add_received (received, &received->remove, 0);
  add_received (received, &received->add, 2);
  assert_found (received, BACK ("0"), KONTOR_RECEIPT_NOT_FOUND);
  changes = OWN ("pending");
  assert_found (received, BACK ("0"), KONTOR_RECEIPT_AGAIN);
  changes = NULL;
  assert_found (received, BACK ("2"), KONTOR_RECEIPT_DONE);
  assert_found (received, BACK ("1"), KONTOR_RECEIPT_UNDECIDABLE);
}

#define COLLECTION(payments) "{\"order\":{\"id\":\"o\",\"payment_collections\":[{\"id\":\"pay_col_1\",\"payments\":[" payments "]}]}}"

static void
test_paid (void)
{
  g_autoptr (KontorOp) op = new_op ("mark-paid", "o");

  kontor_record_set_amount (add_member (op, &op->add, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "new:1"), KONTOR_PAYMENT_CAPTURED, 5000000);
  assert_found (op, COLLECTION ("{\"captures\":[{\"amount\":5}]}"), KONTOR_RECEIPT_NOT_FOUND);
  g_set_str (&op->resume, "pay_col_1");
  assert_found (op, COLLECTION (""), KONTOR_RECEIPT_AGAIN);
  assert_found (op, COLLECTION ("{\"captures\":[{\"amount\":5}]}"), KONTOR_RECEIPT_DONE);
}

static void
test_new (void)
{
  g_autoptr (KontorOp) variant = new_op ("create-variant", NULL), code = new_op ("create-discount", NULL);

  variant->set = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  kontor_record_set_ref (variant->set, KONTOR_VARIANT_PRODUCT, 0, "prod_1");
  assert_found (variant, "{\"variants\":[{\"id\":\"v\",\"metadata\":null}]}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (variant, "{\"variants\":[{\"id\":\"v\",\"metadata\":{\"_kontor_op\":\"" MARK "\"}}]}", KONTOR_RECEIPT_DONE);
  code->set = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_DISCOUNT));
  kontor_record_set_text (code->set, KONTOR_DISCOUNT_CODE, "TEN");
  /* A filter that the shop does not know it would pass over. */
  assert_found (code, "{\"promotions\":[{\"id\":\"p\",\"code\":\"OTHER\"}]}", KONTOR_RECEIPT_NOT_FOUND);
  assert_found (code, "{\"promotions\":[{\"id\":\"p\",\"code\":\"TEN\"}],\"promotion\":{\"id\":\"p\"}}", KONTOR_RECEIPT_DONE);
}

/* Of every kind: what the shop shows no trace of was not done. */
static void
test_every_kind (void)
{
  for (guint i = 0; kontor_medusa_ops[i].kind != NULL; i++) {
    const KontorOpKind *kind = kontor_op_kind_lookup (kontor_medusa_ops[i].kind);
    g_autoptr (KontorOp) op = new_op (kind->name, kind->op_class == KONTOR_OP_CREATE && kind->entity != KONTOR_ENTITY_ORDER ? NULL : "x");
    g_autoptr (NetServer) server = net_server_new (answer, NULL);
    g_autoptr (KontorConnector) connector = kontor_medusa_factory.create (server->origin, "{\"key\":\"sk_1\"}", NULL);
    g_autoptr (KontorReceipt) receipt = NULL;
    gboolean gone = g_str_has_prefix (kind->name, "delete-");

    if (kind->op_class == KONTOR_OP_DELTA)
      continue; /* what it adds is in the test of stocks */
    object = NULL;
    receipt = dex_await_boxed (kontor_connector_find (connector, op), NULL);
    g_assert_true (receipt == NULL || (receipt->state == KONTOR_RECEIPT_DONE) == gone);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/medusa/lost/stock", test_stock);
  kontor_test_add ("/medusa/lost/capture", test_capture);
  kontor_test_add ("/medusa/lost/refund", test_refund);
  kontor_test_add ("/medusa/lost/fulfilment", test_fulfilment);
  kontor_test_add ("/medusa/lost/order", test_order);
  kontor_test_add ("/medusa/lost/made", test_made);
  kontor_test_add ("/medusa/lost/edit", test_edit);
  kontor_test_add ("/medusa/lost/exchange", test_exchange);
  kontor_test_add ("/medusa/lost/delivered", test_delivered);
  kontor_test_add ("/medusa/lost/return", test_return);
  kontor_test_add ("/medusa/lost/paid", test_paid);
  kontor_test_add ("/medusa/lost/new", test_new);
  kontor_test_add ("/medusa/lost/every-kind", test_every_kind);
  return kontor_test_run ();
}
