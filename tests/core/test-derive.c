#include "kontor-op.h"

#include "kontor-order-state.h"
#include "kontor-test.h"

#define CENTS(n) ((gint64) (n) * (KONTOR_MONEY_UNIT / 100))

static KontorRecord *
new_record (KontorEntity entity)
{
  return kontor_record_new (kontor_entity_get_record_type (entity));
}

static KontorRecord *
put (KontorRecord *owner, guint list, const KontorRecordType *type, const char *key)
{
  KontorRecord *member = kontor_record_new (type);

  kontor_record_set_key (member, key);
  kontor_record_take_member (owner, list, member);
  return member;
}

static KontorRecord *
new_order (gint64 total)
{
  KontorRecord *order = new_record (KONTOR_ENTITY_ORDER);

  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, total);
  kontor_record_set_empty (order, KONTOR_ORDER_LINES);
  kontor_record_set_empty (order, KONTOR_ORDER_PAYMENTS);
  kontor_record_set_empty (order, KONTOR_ORDER_REFUNDS);
  kontor_record_set_empty (order, KONTOR_ORDER_FULFILMENTS);
  kontor_record_set_empty (order, KONTOR_ORDER_RETURNS);
  return order;
}

static void
put_line (KontorRecord *order, const char *key, gint64 quantity)
{
  kontor_record_set_int (put (order, KONTOR_ORDER_LINES, &kontor_line_type, key), KONTOR_LINE_QUANTITY, quantity);
}

static void
put_fulfilment (KontorRecord *order, const char *status, const char *line, gint64 quantity)
{
  KontorRecord *fulfilment = put (order, KONTOR_ORDER_FULFILMENTS, &kontor_fulfilment_type, status);

  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, status);
  kontor_record_set_int (put (fulfilment, KONTOR_FULFILMENT_LINES, &kontor_fulfilment_line_type, line),
                         KONTOR_FULFILMENT_LINE_QUANTITY, quantity);
}

static void
put_refund (KontorRecord *order, gint64 amount, const char *line, gint64 quantity)
{
  KontorRecord *refund = put (order, KONTOR_ORDER_REFUNDS, &kontor_refund_type, line);
  KontorRecord *member = put (refund, KONTOR_REFUND_LINES, &kontor_refund_line_type, "1");

  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, amount);
  kontor_record_set_text (member, KONTOR_REFUND_LINE_KIND, "line");
  kontor_record_set_text (member, KONTOR_REFUND_LINE_LINE_KEY, line);
  kontor_record_set_int (member, KONTOR_REFUND_LINE_QUANTITY, quantity);
}

static KontorRecord *
put_return (KontorRecord *order, const char *status, const char *line, gint64 quantity)
{
  KontorRecord *returned = put (order, KONTOR_ORDER_RETURNS, &kontor_return_type, status);
  KontorRecord *member = put (returned, KONTOR_RETURN_LINES, &kontor_return_line_type, line);

  kontor_record_set_text (returned, KONTOR_RETURN_STATUS, status);
  kontor_record_set_int (member, KONTOR_RETURN_LINE_QUANTITY, quantity);
  return member;
}

static KontorRecord *
put_payment (KontorRecord *order, gint64 authorized, gint64 captured)
{
  KontorRecord *payment = put (order, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, "p");

  kontor_record_set_amount (payment, KONTOR_PAYMENT_AUTHORIZED, authorized);
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, captured);
  return payment;
}

static void
assert_text (const KontorRecord *record, guint field, const char *expected)
{
  g_assert_cmpstr (kontor_record_get_text (record, field), ==, expected);
}

static void
assert_line (const KontorRecord *order, guint index, guint field, gint64 expected)
{
  g_assert_cmpint (kontor_record_get_int (kontor_record_get_member (order, KONTOR_ORDER_LINES, index), field), ==,
                   expected);
}

static void
test_payment (void)
{
  static const struct {
    int total, authorized, captured, refunded;
    const char *state;
  } cases[] = {
    { 0, 0, 0, 0, "paid" },
    { 10000, 0, 0, 0, "pending" },
    { 10000, 10000, 0, 0, "authorized" },
    { 10000, 10000, 4000, 0, "partially-paid" },
    { 10000, 10000, 10000, 0, "paid" },
    { 10000, 0, 10001, 0, "overcharged" },
    { 10000, 10000, 10000, 1, "partially-refunded" },
    { 10000, 10000, 10000, 10000, "refunded" },
    { 10000, 4000, 4000, 4000, "refunded" },
    { 10000, 4000, 4000, 1000, "partially-refunded" },
    { 10000, 0, 15000, 5000, "partially-refunded" },
    { 10000, 0, 15000, 4000, "overcharged" },
    { 10000, 0, 0, 10000, "refunded" },
    { -500, 0, 0, 0, "paid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KontorRecord) order = new_order (CENTS (cases[i].total));

    put_payment (order, CENTS (cases[i].authorized), CENTS (cases[i].captured));
    if (cases[i].refunded != 0)
      put_refund (order, CENTS (cases[i].refunded), NULL, 0);
    kontor_derive (order);
    g_test_message ("case %u", i);
    assert_text (order, KONTOR_ORDER_PAYMENT, cases[i].state);
    g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL), ==, CENTS (cases[i].captured));
    g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_REFUNDED_TOTAL), ==, CENTS (cases[i].refunded));
  }
}

static void
test_payment_ends (void)
{
  g_autoptr (KontorRecord) order = new_order (CENTS (100));
  KontorRecord *payment = put_payment (order, CENTS (100), 0);

  kontor_record_set_bool (payment, KONTOR_PAYMENT_VOIDED, TRUE);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_PAYMENT, "voided");
  kontor_record_set_text (put_payment (order, CENTS (100), 0), KONTOR_PAYMENT_STATUS, "EXPIRED");
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_PAYMENT, "expired");
  put_payment (order, CENTS (100), 0);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_PAYMENT, "authorized");
}

static void
test_fulfilment (void)
{
  g_autoptr (KontorRecord) order = new_order (0);

  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "not-required");
  put_line (order, "a", 3);
  put_line (order, "b", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "unfulfilled");
  g_assert_cmpint (kontor_record_get_int (order, KONTOR_ORDER_ITEM_COUNT), ==, 4);
  put_fulfilment (order, "delivered", "a", 2);
  put_fulfilment (order, "cancelled", "b", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "partially-fulfilled");
  assert_line (order, 0, KONTOR_LINE_FULFILLED, 2);
  assert_line (order, 1, KONTOR_LINE_FULFILLED, 0);
  put_refund (order, 1, "b", 1);
  put_fulfilment (order, "pending", "a", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "fulfilled");
  assert_line (order, 1, KONTOR_LINE_REFUNDED, 1);
  g_assert_false (kontor_record_get_bool (order, KONTOR_ORDER_CLAMPED));
}

static void
test_fulfilment_digital (void)
{
  g_autoptr (KontorRecord) order = new_order (0);

  put_line (order, "ebook", 1);
  kontor_record_set_bool (kontor_record_get_member (order, KONTOR_ORDER_LINES, 0), KONTOR_LINE_REQUIRES_SHIPPING,
                          FALSE);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "not-required");
  put_line (order, "mug", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "unfulfilled");
  put_refund (order, 1, "mug", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "not-required");
}

static void
test_return (void)
{
  g_autoptr (KontorRecord) order = new_order (0);
  KontorRecord *line;

  put_line (order, "a", 3);
  put_fulfilment (order, "shipped", "a", 3);
  put_return (order, "declined", "a", 3);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_RETURN, "none");
  line = put_return (order, "requested", "a", 2);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_RETURN, "requested");
  assert_line (order, 0, KONTOR_LINE_RETURN_REQUESTED, 2);
  kontor_record_set_text (kontor_record_get_member (order, KONTOR_ORDER_RETURNS, 1), KONTOR_RETURN_STATUS,
                          "in-transit");
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_RETURN, "in-progress");
  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, 1);
  kontor_record_set_int (line, KONTOR_RETURN_LINE_DISMISSED, 1);
  kontor_record_set_text (line, KONTOR_RETURN_LINE_CONDITION, "damaged");
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_RETURN, "partially-returned");
  assert_line (order, 0, KONTOR_LINE_RETURN_REQUESTED, 0);
  assert_line (order, 0, KONTOR_LINE_RETURN_RECEIVED, 1);
  assert_line (order, 0, KONTOR_LINE_RETURN_DISMISSED, 1);
  assert_line (order, 0, KONTOR_LINE_WRITTEN_OFF, 1);
  put_return (order, "received", "a", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_RETURN, "returned");
  assert_line (order, 0, KONTOR_LINE_RETURN_RECEIVED, 2);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "fulfilled");
}

static void
test_returned_units_were_shipped (void)
{
  g_autoptr (KontorRecord) order = new_order (0);
  KontorRecord *line;

  put_line (order, "a", 2);
  put_fulfilment (order, "shipped", "a", 1);
  line = put_return (order, "resolved", "a", 1);
  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, 1);
  put_refund (order, 1, "a", 1);
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_FULFILMENT, "partially-fulfilled");
  assert_text (order, KONTOR_ORDER_RETURN, "partially-returned");
}

static void
assert_invariants (const KontorRecord *order)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    gint64 quantity = MAX (kontor_record_get_int (line, KONTOR_LINE_QUANTITY), 0);
    gint64 fulfilled = kontor_record_get_int (line, KONTOR_LINE_FULFILLED);
    gint64 requested = kontor_record_get_int (line, KONTOR_LINE_RETURN_REQUESTED);
    gint64 received = kontor_record_get_int (line, KONTOR_LINE_RETURN_RECEIVED);
    gint64 dismissed = kontor_record_get_int (line, KONTOR_LINE_RETURN_DISMISSED);

    g_assert_true (fulfilled >= 0 && fulfilled <= quantity && requested >= 0 && received >= 0 && dismissed >= 0);
    g_assert_true (requested <= fulfilled - received - dismissed);
    g_assert_cmpint (kontor_record_get_int (line, KONTOR_LINE_REFUNDED), <=, quantity);
    g_assert_cmpint (kontor_record_get_int (line, KONTOR_LINE_WRITTEN_OFF), <=, dismissed);
  }
}

static gint64
any_number (void)
{
  static const gint64 odd[] = { G_MININT64, -1, 0, 1, 2, 3, 5, G_MAXINT64 };

  return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
}

static void
test_garbage (void)
{
  for (guint i = 0; i < 300; i++) {
    g_autoptr (KontorRecord) order = new_order (any_number ());
    KontorRecord *line;

    put_line (order, NULL, any_number ());
    put_line (order, "a", any_number ());
    put_line (order, "a", any_number ());
    put_payment (order, any_number (), any_number ());
    put_payment (order, any_number (), any_number ());
    put_fulfilment (order, "odd", "a", any_number ());
    put_fulfilment (order, "", NULL, any_number ());
    put_refund (order, any_number (), "a", any_number ());
    line = put_return (order, NULL, "a", any_number ());
    kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, any_number ());
    kontor_record_set_int (line, KONTOR_RETURN_LINE_DISMISSED, any_number ());
    put_return (order, "received", "a", any_number ());
    kontor_derive (order);
    assert_invariants (order);
    g_assert_nonnull (kontor_record_get_text (order, KONTOR_ORDER_PAYMENT));
  }
}

static void
test_clamped (void)
{
  g_autoptr (KontorRecord) order = new_order (0);

  put_line (order, "a", 1);
  put_fulfilment (order, "shipped", "a", 2);
  kontor_derive (order);
  g_assert_true (kontor_record_get_bool (order, KONTOR_ORDER_CLAMPED));
  assert_line (order, 0, KONTOR_LINE_FULFILLED, 1);
}

static void
test_partial_order (void)
{
  g_autoptr (KontorRecord) order = new_record (KONTOR_ENTITY_ORDER);

  kontor_record_set_text (order, KONTOR_ORDER_PAYMENT, "paid");
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, CENTS (100));
  kontor_derive (order);
  assert_text (order, KONTOR_ORDER_PAYMENT, "paid");
  g_assert_false (kontor_record_has (order, KONTOR_ORDER_FULFILMENT));
  g_assert_false (kontor_record_has (order, KONTOR_ORDER_CLAMPED));
  g_assert_false (kontor_record_has (order, KONTOR_ORDER_PAID_TOTAL));
}

static void
test_shared_lines (void)
{
  g_autoptr (KontorRecord) order = new_order (0);
  g_autoptr (KontorRecord) copy = NULL;

  put_line (order, "a", 1);
  copy = kontor_record_copy (order);
  kontor_derive (copy);
  g_assert_false (kontor_record_has (kontor_record_get_member (order, KONTOR_ORDER_LINES, 0), KONTOR_LINE_FULFILLED));
}

static void
test_product (void)
{
  g_autoptr (KontorRecord) product = new_record (KONTOR_ENTITY_PRODUCT);

  kontor_derive (product);
  g_assert_false (kontor_record_has (product, KONTOR_PRODUCT_COVER_URL));
  kontor_record_set_text (put (product, KONTOR_PRODUCT_PICTURES, &kontor_picture_type, "1"), KONTOR_PICTURE_URL,
                          "https://a/1.webp");
  kontor_derive (product);
  assert_text (product, KONTOR_PRODUCT_COVER_URL, "https://a/1.webp");
  kontor_record_set_empty (product, KONTOR_PRODUCT_PICTURES);
  kontor_derive (product);
  g_assert_true (kontor_record_has (product, KONTOR_PRODUCT_COVER_URL) &&
                 kontor_record_is_null (product, KONTOR_PRODUCT_COVER_URL));
}

static void
test_variant (void)
{
  g_autoptr (KontorRecord) variant = new_record (KONTOR_ENTITY_VARIANT);
  KontorRecord *level = put (variant, KONTOR_VARIANT_LEVELS, &kontor_level_type, "main");

  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, 10);
  kontor_record_set_int (level, KONTOR_LEVEL_COMMITTED, 3);
  kontor_record_set_int (level, KONTOR_LEVEL_UNAVAILABLE, 2);
  kontor_record_set_int (level, KONTOR_LEVEL_INCOMING, 50);
  kontor_record_set_int (put (variant, KONTOR_VARIANT_LEVELS, &kontor_level_type, "attic"), KONTOR_LEVEL_ON_HAND, -1);
  kontor_derive (variant);
  g_assert_cmpint (kontor_record_get_int (variant, KONTOR_VARIANT_ON_HAND), ==, 9);
  g_assert_cmpint (kontor_record_get_int (variant, KONTOR_VARIANT_AVAILABLE), ==, 4);
  kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, FALSE);
  kontor_derive (variant);
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_ON_HAND));
  g_assert_true (kontor_record_is_null (variant, KONTOR_VARIANT_AVAILABLE));
}

static void
test_customer_name (void)
{
  static const struct {
    const char *first, *last, *company, *email, *name;
  } cases[] = {
    { "Ana", "Souza", "Tea Ltd", "a@b.c", "Ana Souza" },
    { " Ana ", "", NULL, NULL, "Ana" },
    { NULL, "Souza", NULL, NULL, "Souza" },
    { " ", NULL, "Tea Ltd", "a@b.c", "Tea Ltd" },
    { "", "", "", " a@b.c", "a@b.c" },
    { "李", "雷", NULL, NULL, "李 雷" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KontorRecord) customer = new_record (KONTOR_ENTITY_CUSTOMER);

    kontor_record_set_text (customer, KONTOR_CUSTOMER_FIRST_NAME, cases[i].first);
    kontor_record_set_text (customer, KONTOR_CUSTOMER_LAST_NAME, cases[i].last);
    kontor_record_set_text (customer, KONTOR_CUSTOMER_COMPANY, cases[i].company);
    kontor_record_set_text (customer, KONTOR_CUSTOMER_EMAIL, cases[i].email);
    kontor_derive (customer);
    assert_text (customer, KONTOR_CUSTOMER_NAME, cases[i].name);
  }
}

static void
test_customer_identities (void)
{
  g_autoptr (KontorRecord) customer = new_record (KONTOR_ENTITY_CUSTOMER);

  kontor_record_set_key (customer, "cus_1");
  kontor_record_set_text (customer, KONTOR_CUSTOMER_EMAIL, " Ana@Example.ORG ");
  kontor_record_set_text (customer, KONTOR_CUSTOMER_PHONE, "0049 (30) 1234-5");
  kontor_derive (customer);
  g_assert_cmpuint (kontor_record_get_length (customer, KONTOR_CUSTOMER_IDENTITIES), ==, 3);
  g_assert_nonnull (kontor_record_find_member (customer, KONTOR_CUSTOMER_IDENTITIES, "platform:cus_1"));
  g_assert_nonnull (kontor_record_find_member (customer, KONTOR_CUSTOMER_IDENTITIES, "email:ana@example.org"));
  g_assert_nonnull (kontor_record_find_member (customer, KONTOR_CUSTOMER_IDENTITIES, "phone:+493012345"));
  kontor_record_set_text (customer, KONTOR_CUSTOMER_PHONE, "030 1234567");
  kontor_record_set_text (customer, KONTOR_CUSTOMER_EMAIL, "");
  kontor_derive (customer);
  g_assert_cmpuint (kontor_record_get_length (customer, KONTOR_CUSTOMER_IDENTITIES), ==, 1);
}

static void
test_labels (void)
{
  g_assert_cmpstr (kontor_payment_state_get_label ("partially-paid"), ==, "Partially paid");
  g_assert_cmpstr (
      kontor_fulfilment_state_get_label (kontor_fulfilment_state_to_nick (KONTOR_FULFILMENT_STATE_NOT_REQUIRED)), ==,
      "Nothing to ship");
  g_assert_cmpstr (kontor_return_state_get_label ("plugin-word"), ==, "plugin-word");
  g_assert_null (kontor_payment_state_get_label (NULL));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/derive/payment", test_payment);
  kontor_test_add_plain ("/core/derive/payment-ends", test_payment_ends);
  kontor_test_add_plain ("/core/derive/fulfilment", test_fulfilment);
  kontor_test_add_plain ("/core/derive/fulfilment-digital", test_fulfilment_digital);
  kontor_test_add_plain ("/core/derive/return", test_return);
  kontor_test_add_plain ("/core/derive/returned-units-were-shipped", test_returned_units_were_shipped);
  kontor_test_add_plain ("/core/derive/garbage", test_garbage);
  kontor_test_add_plain ("/core/derive/clamped", test_clamped);
  kontor_test_add_plain ("/core/derive/partial-order", test_partial_order);
  kontor_test_add_plain ("/core/derive/shared-lines", test_shared_lines);
  kontor_test_add_plain ("/core/derive/product", test_product);
  kontor_test_add_plain ("/core/derive/variant", test_variant);
  kontor_test_add_plain ("/core/derive/customer-name", test_customer_name);
  kontor_test_add_plain ("/core/derive/customer-identities", test_customer_identities);
  kontor_test_add_plain ("/core/derive/labels", test_labels);
  return kontor_test_run ();
}
