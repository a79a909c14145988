#include "kontor-op.h"

#include "kontor-error.h"
#include "kontor-test.h"

static KontorOp *
new_op (const char *kind)
{
  return kontor_op_new (kontor_op_kind_lookup (kind), 1, 7);
}

static KontorRecord *
new_record (KontorEntity entity)
{
  return kontor_record_new (kontor_entity_get_record_type (entity));
}

static KontorRecord *
new_price (gint64 amount)
{
  KontorRecord *record = new_record (KONTOR_ENTITY_VARIANT);

  kontor_record_set_amount (record, KONTOR_VARIANT_PRICE, amount);
  return record;
}

static KontorRecord *
new_level (const char *location, gint64 on_hand)
{
  KontorRecord *record = new_record (KONTOR_ENTITY_VARIANT);
  KontorRecord *level = kontor_record_new (&kontor_level_type);

  kontor_record_set_key (level, location);
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, on_hand);
  kontor_record_take_member (record, KONTOR_VARIANT_LEVELS, level);
  return record;
}

static KontorRecord *
new_tags (const char *tags)
{
  g_auto (GStrv) words = g_strsplit (tags, " ", -1);
  KontorRecord *record = new_record (KONTOR_ENTITY_ORDER);

  for (guint i = 0; words[i] != NULL; i++) {
    KontorRecord *tag = kontor_record_new (&kontor_order_tag_type);

    kontor_record_set_key (tag, words[i]);
    kontor_record_take_member (record, KONTOR_ORDER_TAGS, tag);
  }
  return record;
}

static KontorOp *
new_price_op (gint64 from, gint64 to)
{
  KontorOp *op = new_op ("set-price");

  op->before = new_price (from);
  kontor_record_set_text (op->before, KONTOR_VARIANT_CURRENCY, "EUR");
  op->set = new_price (to);
  return op;
}

static KontorOp *
new_tag_op (const char *add, const char *remove)
{
  KontorOp *op = new_op ("tag-order");

  op->add = add != NULL ? new_tags (add) : NULL;
  op->remove = remove != NULL ? new_tags (remove) : NULL;
  return op;
}

static void
assert_json (KontorRecord *record, const char *expected)
{
  g_autofree char *json = record != NULL ? kontor_record_to_json (record) : NULL;

  g_assert_cmpstr (json, ==, expected);
}

static void
assert_described (KontorOp *op, const char *expected)
{
  g_autofree char *text = kontor_op_describe (op);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_kinds (void)
{
  const KontorOpKind *const *kinds = kontor_op_kind_list ();
  guint n = 0;

  for (; kinds[n] != NULL; n++) {
    g_autoptr (KontorOp) op = kontor_op_new (kinds[n], 1, 1);
    g_autofree char *text = kontor_op_describe (op);

    g_assert_true (kontor_op_kind_lookup (kinds[n]->name) == kinds[n]);
    g_assert_nonnull (text);
    g_assert_cmpstr (text, !=, "");
    if (kinds[n]->inverse != NULL)
      g_assert_true (kinds[n]->undoable && kontor_op_kind_lookup (kinds[n]->inverse)->entity == kinds[n]->entity);
    if (n > 0)
      g_assert_cmpstr (kinds[n - 1]->name, <, kinds[n]->name);
  }
  g_assert_cmpuint (n, ==, 39);
  g_assert_null (kontor_op_kind_lookup ("set-fire"));
  g_assert_null (kontor_op_kind_lookup (""));
}

static void
test_nicks (void)
{
  for (guint i = KONTOR_OP_QUEUED; i <= KONTOR_OP_CANCELLED; i++) {
    KontorOpState state;

    g_assert_true (kontor_op_state_from_nick (kontor_op_state_to_nick (i), &state));
    g_assert_cmpint (state, ==, i);
  }
  g_assert_false (kontor_op_state_from_nick ("sleeping", &(KontorOpState) { 0 }));
  g_assert_cmpstr (kontor_op_class_to_nick (KONTOR_OP_DESTRUCTIVE), ==, "destructive");
}

static void
test_copy (void)
{
  g_autoptr (KontorOp) op = new_price_op (1, 2);
  g_autoptr (KontorOp) copy = NULL;

  kontor_op_set_arg (op, "notify", "1");
  kontor_op_set_arg (op, "reason", "sale");
  kontor_op_set_arg (op, "reason", NULL);
  copy = kontor_op_copy (op);
  g_assert_cmpstr (copy->idempotency, ==, op->idempotency);
  g_assert_true (copy->set == op->set);
  g_assert_cmpstr (kontor_op_get_arg (copy, "notify"), ==, "1");
  g_assert_null (kontor_op_get_arg (copy, "reason"));
  kontor_op_set_arg (copy, "notify", "0");
  g_assert_cmpstr (kontor_op_get_arg (op, "notify"), ==, "1");
}

static void
test_payload (void)
{
  g_autoptr (KontorOp) op = new_op ("adjust-stock");
  g_autoptr (KontorOp) read = new_op ("adjust-stock");
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *again = NULL;

  op->delta = new_level ("main", -5);
  op->set = new_price (12500000);
  kontor_op_set_arg (op, "reason", "\"broken\"\n„Ä“");
  kontor_op_set_arg (op, "actor", "");
  json = kontor_op_payload_to_json (op);
  g_assert_true (g_str_has_prefix (json, "{\"v\":1,"));
  g_assert_true (kontor_op_payload_from_json (read, json, &error));
  g_assert_no_error (error);
  g_assert_true (kontor_record_equal (read->delta, op->delta));
  g_assert_true (kontor_record_equal (read->set, op->set));
  g_assert_null (read->before);
  g_assert_cmpstr (kontor_op_get_arg (read, "reason"), ==, "\"broken\"\n„Ä“");
  again = kontor_op_payload_to_json (read);
  g_assert_cmpstr (again, ==, json);
}

static void
test_payload_garbage (void)
{
  static const char *const garbage[] = {
    "",
    "{",
    "[]",
    "7",
    "null",
    "{}",
    "{\"v\":2}",
    "{\"v\":\"1\"}",
    "{\"v\":1,\"set\":7}",
    "{\"v\":1,\"set\":{\"nonsense\":1}}",
    "{\"v\":1,\"args\":[]}",
    "{\"v\":1,\"args\":{\"a\":1}}",
    "{\"v\":1,\"extra\":1}",
    "{\"v\":1,\"set\":{},\"set\":{}}",
    "{\"v\":1} x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++) {
    g_autoptr (KontorOp) op = new_price_op (1, 2);
    g_autoptr (GError) error = NULL;

    g_assert_false (kontor_op_payload_from_json (op, garbage[i], &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
    g_assert_cmpint (kontor_record_get_amount (op->set, KONTOR_VARIANT_PRICE), ==, 2);
  }
}

static void
test_inverse_set (void)
{
  g_autoptr (KontorOp) op = new_price_op (12000000, 15000000);
  g_autoptr (KontorOp) inverse = NULL;
  g_autoptr (KontorOp) blind = new_op ("set-price");

  op->remote_id = g_strdup ("77");
  kontor_op_set_arg (op, "notify", "1");
  inverse = kontor_op_new_inverse (op);
  g_assert_cmpstr (inverse->remote_id, ==, "77");
  g_assert_cmpstr (inverse->idempotency, !=, op->idempotency);
  g_assert_null (kontor_op_get_arg (inverse, "notify"));
  assert_json (inverse->set, "{\"price\":12000000}");
  assert_json (inverse->before, "{\"currency\":\"EUR\",\"price\":15000000}");
  assert_described (inverse, "Price €15.00 → €12.00");
  blind->set = new_price (1);
  g_assert_null (kontor_op_new_inverse (blind));
}

static void
test_inverse_delta (void)
{
  g_autoptr (KontorOp) op = new_op ("adjust-stock");
  g_autoptr (KontorOp) inverse = NULL;

  op->delta = new_level ("main", G_MININT64);
  inverse = kontor_op_new_inverse (op);
  g_assert_cmpint (
      kontor_record_get_int (kontor_record_get_member (inverse->delta, KONTOR_VARIANT_LEVELS, 0), KONTOR_LEVEL_ON_HAND),
      ==, G_MAXINT64);
}

static void
test_inverse_lists (void)
{
  g_autoptr (KontorOp) op = new_tag_op ("gift", "rush");
  g_autoptr (KontorOp) inverse = kontor_op_new_inverse (op);

  assert_described (op, "Tags +gift −rush");
  assert_described (inverse, "Tags +rush −gift");
}

static void
test_inverse_create (void)
{
  g_autoptr (KontorOp) product = new_op ("create-product");
  g_autoptr (KontorOp) customer = new_op ("create-customer");
  g_autoptr (KontorOp) trash = NULL;
  g_autoptr (KontorOp) deletion = NULL;
  g_autoptr (KontorOp) restore = NULL;

  product->set = new_record (KONTOR_ENTITY_PRODUCT);
  kontor_record_set_text (product->set, KONTOR_PRODUCT_TITLE, "Tea");
  kontor_record_set_text (product->set, KONTOR_PRODUCT_STATUS, "draft");
  trash = kontor_op_new_inverse (product);
  g_assert_cmpstr (trash->kind->name, ==, "trash-product");
  assert_json (trash->set, "{\"status\":\"trash\"}");
  assert_json (trash->before, "{\"status\":\"draft\"}");
  restore = kontor_op_new_inverse (trash);
  g_assert_cmpstr (restore->kind->name, ==, "restore-product");
  assert_json (restore->set, "{\"status\":\"draft\"}");

  customer->set = new_record (KONTOR_ENTITY_CUSTOMER);
  deletion = kontor_op_new_inverse (customer);
  g_assert_cmpstr (deletion->kind->name, ==, "delete-customer");
  g_assert_null (deletion->set);
  g_assert_null (kontor_op_new_inverse (deletion));
}

static void
test_inverse_fulfilment (void)
{
  g_autoptr (KontorOp) op = new_op ("create-fulfilment");
  g_autoptr (KontorOp) inverse = NULL;
  KontorRecord *fulfilment = kontor_record_new (&kontor_fulfilment_type);

  kontor_record_set_key (fulfilment, "ours");
  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "shipped");
  op->add = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_take_member (op->add, KONTOR_ORDER_FULFILMENTS, fulfilment);
  kontor_op_set_arg (op, "made", "ful_01");
  inverse = kontor_op_new_inverse (op);
  g_assert_cmpstr (inverse->kind->name, ==, "cancel-fulfilment");
  assert_json (inverse->remove, "{\"fulfilments\":[{\"@key\":\"ful_01\",\"status\":\"shipped\"}]}");
  assert_json (inverse->add, "{\"fulfilments\":[{\"@key\":\"ful_01\",\"status\":\"cancelled\"}]}");
  g_assert_cmpstr (kontor_record_get_key (fulfilment), ==, "ours");
}

static void
test_merge_set (void)
{
  g_autoptr (KontorOp) first = new_price_op (12000000, 15000000);
  g_autoptr (KontorOp) last = new_price_op (15000000, 18000000);
  g_autoptr (KontorOp) merged = NULL;

  kontor_record_set_text (last->set, KONTOR_VARIANT_SKU, "B");
  kontor_record_set_text (last->before, KONTOR_VARIANT_SKU, "A");
  merged = kontor_op_merge (first, last);
  assert_json (merged->set, "{\"sku\":\"B\",\"price\":18000000}");
  assert_json (merged->before, "{\"sku\":\"A\",\"currency\":\"EUR\",\"price\":12000000}");
  g_assert_cmpstr (merged->idempotency, ==, first->idempotency);
}

static void
test_merge_delta (void)
{
  g_autoptr (KontorOp) first = new_op ("adjust-stock");
  g_autoptr (KontorOp) last = new_op ("adjust-stock");
  g_autoptr (KontorOp) merged = NULL;

  first->delta = new_level ("main", 5);
  last->delta = new_level ("main", -7);
  merged = kontor_op_merge (first, last);
  assert_described (merged, "Stock -2 at main");
  assert_described (first, "Stock +5 at main");
  kontor_op_set_arg (last, "reason", "damaged");
  assert_described (last, "Stock -7 at main (damaged)");
  g_assert_null (kontor_op_merge (first, last));
}

static void
test_merge_lists (void)
{
  g_autoptr (KontorOp) first = new_tag_op ("a b", "x y");
  g_autoptr (KontorOp) last = new_tag_op ("c x", "b z");
  g_autoptr (KontorOp) merged = kontor_op_merge (first, last);

  assert_described (merged, "Tags +a +c −y −z");
}

static void
test_merge_members_before (void)
{
  g_autoptr (KontorOp) first = new_tag_op ("a b", NULL);
  g_autoptr (KontorOp) last = new_tag_op (NULL, "b c");
  g_autoptr (KontorOp) merged = NULL;

  first->before = new_tags ("a");
  last->before = new_tags ("b c");
  first->base = new_tags ("a");
  last->base = new_tags ("c");
  merged = kontor_op_merge (first, last);
  assert_described (merged, "Tags −c");
  assert_json (merged->before, "{\"tags\":[{\"@key\":\"a\"},{\"@key\":\"c\"}]}");
  assert_json (merged->base, "{\"tags\":[{\"@key\":\"a\"},{\"@key\":\"c\"}]}");
}

static void
test_merge_refused (void)
{
  static const char *const kinds[] = { "send-note", "refund-order", "add-note", "cancel-order", "create-fulfilment" };
  g_autoptr (KontorOp) price = new_price_op (1, 2);
  g_autoptr (KontorOp) other = new_price_op (2, 3);
  g_autoptr (KontorOp) variant = new_op ("set-variant");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (KontorOp) a = new_op (kinds[i]);
    g_autoptr (KontorOp) b = new_op (kinds[i]);

    g_assert_null (kontor_op_merge (a, b));
  }
  g_assert_null (kontor_op_merge (price, variant));
  other->local_id = 8;
  g_assert_null (kontor_op_merge (price, other));
}

static void
test_describe (void)
{
  g_autoptr (KontorOp) price = new_price_op (12000000, 15000000);
  g_autoptr (KontorOp) sale = new_price_op (0, 0);
  g_autoptr (KontorOp) note = new_op ("send-note");
  g_autoptr (KontorOp) product = new_op ("set-product");
  KontorRecord *text = kontor_record_new (&kontor_note_type);

  assert_described (price, "Price €12.00 → €15.00");
  kontor_record_set_null (sale->set, KONTOR_VARIANT_SALE_PRICE);
  kontor_record_unset (sale->set, KONTOR_VARIANT_PRICE);
  kontor_record_set_amount (sale->before, KONTOR_VARIANT_SALE_PRICE, 9900000);
  assert_described (sale, "Sale price €9.90 → none");

  kontor_record_set_key (text, "n1");
  kontor_record_set_text (text, KONTOR_NOTE_TEXT,
                          "Dear Ana,\n\xff your tea has left the house today and it will be with you soon.");
  note->add = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_take_member (note->add, KONTOR_ORDER_NOTES, text);
  assert_described (note, "Send note to the customer: Dear Ana, � your tea has left the house today a…");

  product->set = new_record (KONTOR_ENTITY_PRODUCT);
  kontor_record_set_text (product->set, KONTOR_PRODUCT_STATUS, "published");
  kontor_record_set_bool (product->set, KONTOR_PRODUCT_FEATURED, TRUE);
  kontor_record_set_empty (product->set, KONTOR_PRODUCT_TAGS);
  assert_described (product, "Status → published, Featured → yes, Tags changed");
}

/* A count overwrites what was there, and is taken back by putting that in again. */
static void
test_count (void)
{
  g_autoptr (KontorOp) op = new_op ("count-stock");
  g_autoptr (KontorOp) inverse = NULL;
  g_autoptr (KontorRecord) sold = new_level ("", 98);
  g_autoptr (KontorRecord) remote = new_level ("", 100);
  g_autoptr (KontorRecord) seen = NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();

  op->remove = new_level ("", 100);
  op->add = new_level ("", 93);
  assert_described (op, "Stock 100 → 93");
  g_ptr_array_add (ops, op);
  seen = kontor_replay (remote, ops);
  g_assert_cmpint (kontor_record_get_int (kontor_record_get_member (seen, KONTOR_VARIANT_LEVELS, 0), KONTOR_LEVEL_ON_HAND), ==, 93);
  g_assert_cmpint (kontor_op_compare (op, remote, NULL), ==, KONTOR_MERGE_SEND);
  g_assert_cmpint (kontor_op_compare (op, sold, NULL), ==, KONTOR_MERGE_CONFLICT);
  inverse = kontor_op_new_inverse (op);
  assert_described (inverse, "Stock 93 → 100");
}

static void
test_describe_pictures (void)
{
  g_autoptr (KontorOp) op = new_op ("set-pictures");
  KontorRecord *picture = kontor_record_new (&kontor_picture_type);

  kontor_record_set_key (picture, "7");
  op->set = new_record (KONTOR_ENTITY_PRODUCT);
  kontor_record_take_member (op->set, KONTOR_PRODUCT_PICTURES, picture);
  assert_described (op, "Change pictures: 1 picture");
}

/* What is done to many orders at once is said as a person would, and alike for each. */
static void
test_describe_team (void)
{
  g_autoptr (KontorOp) op = new_op ("set-team");

  op->set = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_set_bool (op->set, KONTOR_ORDER_ARCHIVED, TRUE);
  assert_described (op, "Archive");
  kontor_record_set_bool (op->set, KONTOR_ORDER_ARCHIVED, FALSE);
  assert_described (op, "Unarchive");
  kontor_record_unset (op->set, KONTOR_ORDER_ARCHIVED);
  kontor_record_set_text (op->set, KONTOR_ORDER_HOLD_REASON, "Address unclear");
  assert_described (op, "Hold: Address unclear");
  kontor_record_set_null (op->set, KONTOR_ORDER_HOLD_REASON);
  assert_described (op, "Release hold");
  kontor_record_unset (op->set, KONTOR_ORDER_HOLD_REASON);
  kontor_record_set_text (op->set, KONTOR_ORDER_STAGE, "picked");
  assert_described (op, "Work stage → picked");
  g_assert_true (op->kind->alike);
}

static void
test_describe_money (void)
{
  g_autoptr (KontorOp) refund = new_op ("refund-order");
  g_autoptr (KontorOp) capture = new_op ("capture-payment");
  KontorRecord *member = kontor_record_new (&kontor_refund_type);
  KontorRecord *before = kontor_record_new (&kontor_payment_type);
  KontorRecord *after = kontor_record_new (&kontor_payment_type);

  kontor_record_set_amount (member, KONTOR_REFUND_AMOUNT, 53770000);
  kontor_record_set_text (member, KONTOR_REFUND_REASON, "defective");
  refund->add = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_take_member (refund->add, KONTOR_ORDER_REFUNDS, member);
  assert_described (refund, "Refund: 53.77 (defective)");
  kontor_op_set_arg (refund, "currency", "EUR");
  assert_described (refund, "Refund: €53.77 (defective)");

  kontor_record_set_key (before, "p1");
  kontor_record_set_amount (before, KONTOR_PAYMENT_CAPTURED, 10000000);
  kontor_record_set_key (after, "p1");
  kontor_record_set_amount (after, KONTOR_PAYMENT_CAPTURED, 25000000);
  capture->add = new_record (KONTOR_ENTITY_ORDER);
  capture->remove = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_take_member (capture->add, KONTOR_ORDER_PAYMENTS, after);
  kontor_record_take_member (capture->remove, KONTOR_ORDER_PAYMENTS, before);
  kontor_op_set_arg (capture, "currency", "EUR");
  assert_described (capture, "Capture payment: €15.00");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/op/kinds", test_kinds);
  kontor_test_add_plain ("/core/op/nicks", test_nicks);
  kontor_test_add_plain ("/core/op/copy", test_copy);
  kontor_test_add_plain ("/core/op/payload", test_payload);
  kontor_test_add_plain ("/core/op/payload-garbage", test_payload_garbage);
  kontor_test_add_plain ("/core/op/inverse-set", test_inverse_set);
  kontor_test_add_plain ("/core/op/inverse-delta", test_inverse_delta);
  kontor_test_add_plain ("/core/op/inverse-lists", test_inverse_lists);
  kontor_test_add_plain ("/core/op/inverse-create", test_inverse_create);
  kontor_test_add_plain ("/core/op/inverse-fulfilment", test_inverse_fulfilment);
  kontor_test_add_plain ("/core/op/merge-set", test_merge_set);
  kontor_test_add_plain ("/core/op/merge-delta", test_merge_delta);
  kontor_test_add_plain ("/core/op/merge-lists", test_merge_lists);
  kontor_test_add_plain ("/core/op/merge-members-before", test_merge_members_before);
  kontor_test_add_plain ("/core/op/merge-refused", test_merge_refused);
  kontor_test_add_plain ("/core/op/count", test_count);
  kontor_test_add_plain ("/core/op/describe-pictures", test_describe_pictures);
  kontor_test_add_plain ("/core/op/describe", test_describe);
  kontor_test_add_plain ("/core/op/describe-team", test_describe_team);
  kontor_test_add_plain ("/core/op/describe-money", test_describe_money);
  return kontor_test_run ();
}
