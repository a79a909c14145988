#include "kontor-refund.h"

#include "kontor-error.h"
#include "kontor-test.h"

/* The sanitizers make each allocation dear. */
#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 500
#else
#define ROUNDS 100000
#endif

static gint64
money (const char *text)
{
  gint64 amount = 0;

  g_assert_true (kontor_decimal_parse (text, &amount, NULL, NULL));
  return amount;
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
new_order (const char *currency, const char *total)
{
  KontorRecord *order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, currency);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, money (total));
  kontor_record_set_empty (order, KONTOR_ORDER_REFUNDS);
  return order;
}

static KontorRecord *
put_payment (KontorRecord *order, const char *key, const char *captured, gint64 paid_at)
{
  KontorRecord *payment = put (order, KONTOR_ORDER_PAYMENTS, &kontor_payment_type, key);

  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, money (captured));
  kontor_record_set_int (payment, KONTOR_PAYMENT_PAID_AT, paid_at);
  return payment;
}

static void
put_tax (KontorRecord *owner, guint list, const char *rate, const char *amount)
{
  g_assert_true (
      kontor_record_set_decimal (put (owner, list, &kontor_line_tax_type, rate), KONTOR_LINE_TAX_AMOUNT, amount, NULL));
}

static KontorRecord *
put_line (KontorRecord *order, const char *key, gint64 quantity, const char *net, const char *tax)
{
  KontorRecord *line = put (order, KONTOR_ORDER_LINES, &kontor_line_type, key);

  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, quantity);
  g_assert_true (kontor_record_set_decimal (line, KONTOR_LINE_NET, net, NULL));
  g_assert_true (kontor_record_set_decimal (line, KONTOR_LINE_TAX, tax, NULL));
  put_tax (line, KONTOR_LINE_TAXES, "vat", tax);
  return line;
}

static void
put_shipping (KontorRecord *order, const char *key, const char *net, const char *tax)
{
  KontorRecord *line = put (order, KONTOR_ORDER_SHIPPING_LINES, &kontor_shipping_line_type, key);

  g_assert_true (kontor_record_set_decimal (line, KONTOR_SHIPPING_LINE_NET, net, NULL));
  g_assert_true (kontor_record_set_decimal (line, KONTOR_SHIPPING_LINE_TAX, tax, NULL));
  put_tax (line, KONTOR_SHIPPING_LINE_TAXES, "vat", tax);
}

static KontorRefundPlan *
plan_items (const KontorRecord *order, const KontorRefundItem *items, guint n_items, guint decimals)
{
  g_autoptr (GError) error = NULL;
  KontorRefundRequest request = { .items = items, .n_items = n_items };
  KontorRefundPlan *plan = kontor_refund_plan (order, &request, decimals, KONTOR_REFUND_NEWEST_FIRST, &error);

  g_assert_no_error (error);
  return plan;
}

static KontorRefundPlan *
plan_units (const KontorRecord *order, const char *key, gint64 quantity, guint decimals)
{
  KontorRefundItem item = { KONTOR_REFUND_OF_LINE, key, quantity };

  return plan_items (order, &item, 1, decimals);
}

/* As the shop has it after the refund. */
static gint64
carry_out (KontorRecord *order, KontorRefundPlan *plan)
{
  kontor_record_take_member (order, KONTOR_ORDER_REFUNDS, kontor_record_ref (plan->refund));
  return kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT);
}

static void
assert_splits (KontorRecord *order, const gint64 *quantities, const char *const *amounts, guint n, guint decimals)
{
  for (guint i = 0; i < n; i++) {
    g_autoptr (KontorRefundPlan) plan = plan_units (order, "a", quantities[i], decimals);

    g_assert_cmpint (carry_out (order, plan), ==, money (amounts[i]));
    g_assert_cmpint (plan->proposed, ==, money (amounts[i]));
    g_assert_null (plan->reason);
  }
  g_assert_cmpint (kontor_refund_get_remainder (order), ==, 0);
}

static void
test_golden (void)
{
  static const char *const amounts[] = { "53.77", "53.78", "71.70" };
  const gint64 quantities[] = { 3, 3, 4 };
  g_autoptr (KontorRecord) rounded = new_order ("GBP", "179.25");
  g_autoptr (KontorRecord) fine = new_order ("GBP", "179.25");

  put_payment (rounded, "p", "179.25", 1);
  put_line (rounded, "a", 10, "149.37", "29.88");
  assert_splits (rounded, quantities, amounts, 3, 2);
  put_payment (fine, "p", "179.25", 1);
  put_line (fine, "a", 10, "149.375", "29.875");
  assert_splits (fine, quantities, amounts, 3, 2);
}

static void
test_golden_yen (void)
{
  static const char *const amounts[] = { "333", "334", "333" };
  const gint64 quantities[] = { 1, 1, 1 };
  g_autoptr (KontorRecord) order = new_order ("JPY", "1000");

  put_payment (order, "p", "1000", 1);
  put_line (order, "a", 3, "909", "91");
  assert_splits (order, quantities, amounts, 3, 0);
}

static void
test_golden_dinar (void)
{
  static const char *const amounts[] = { "3.501", "3.499", "3.501" };
  const gint64 quantities[] = { 1, 1, 1 };
  g_autoptr (KontorRecord) order = new_order ("KWD", "10.501");

  put_payment (order, "p", "10.501", 1);
  put_line (order, "a", 3, "10.001", "0.5");
  assert_splits (order, quantities, amounts, 3, 3);
}

static void
test_parts (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "179.25");
  g_autoptr (KontorRefundPlan) plan = NULL;
  KontorRefundItem item = { KONTOR_REFUND_OF_LINE, "a", 3, 0, TRUE };
  KontorRecord *line;

  put_payment (order, "p", "179.25", 1);
  put_line (order, "a", 10, "149.37", "29.88");
  plan = plan_items (order, &item, 1, 2);
  g_assert_cmpuint (kontor_record_get_length (plan->refund, KONTOR_REFUND_LINES), ==, 1);
  line = kontor_record_get_member (plan->refund, KONTOR_REFUND_LINES, 0);
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_NET), ==, money ("44.81"));
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX), ==, money ("8.96"));
  g_assert_cmpstr (kontor_record_get_key (kontor_record_get_member (line, KONTOR_REFUND_LINE_TAXES, 0)), ==, "vat");
  g_assert_cmpint (kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY), ==, 3);
  g_assert_true (kontor_record_get_bool (line, KONTOR_REFUND_LINE_RESTOCK));
  g_assert_cmpstr (kontor_record_get_text (plan->refund, KONTOR_REFUND_PAYMENT_KEY), ==, "p");
}

static void
test_whole_keeps_text (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "12.35");
  g_autoptr (KontorRefundPlan) plan = NULL;
  KontorRecord *line;

  put_payment (order, "p", "12.35", 1);
  put_line (order, "a", 2, "10.2916666667", "2.0583333333");
  plan = plan_units (order, "a", 2, 2);
  line = kontor_record_get_member (plan->refund, KONTOR_REFUND_LINES, 0);
  g_assert_cmpstr (kontor_record_get_exact (line, KONTOR_REFUND_LINE_NET), ==, "10.2916666667");
  g_assert_cmpint (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT), ==, money ("12.35"));
}

static void
test_shipping (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "5.95");
  KontorRefundItem part = { KONTOR_REFUND_OF_SHIPPING, "s", 0, money ("2") };
  KontorRefundItem rest = { KONTOR_REFUND_OF_SHIPPING, "s", 0, KONTOR_REFUND_REST };
  g_autoptr (KontorRefundPlan) first = NULL;
  g_autoptr (KontorRefundPlan) last = NULL;
  KontorRecord *line;

  put_payment (order, "p", "5.95", 1);
  put_shipping (order, "s", "5", "0.95");
  first = plan_items (order, &part, 1, 2);
  g_assert_cmpint (carry_out (order, first), ==, money ("2"));
  line = kontor_record_get_member (first->refund, KONTOR_REFUND_LINES, 0);
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX), ==, money ("0.32"));
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_NET), ==, money ("1.68"));
  last = plan_items (order, &rest, 1, 2);
  g_assert_cmpint (carry_out (order, last), ==, money ("3.95"));
  line = kontor_record_get_member (last->refund, KONTOR_REFUND_LINES, 0);
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX), ==, money ("0.63"));
}

static void
assert_refused (const KontorRecord *order, KontorRefundItem item, const char *message)
{
  g_autoptr (GError) error = NULL;
  KontorRefundRequest request = { .items = &item, .n_items = 1 };

  g_assert_null (kontor_refund_plan (order, &request, 2, KONTOR_REFUND_NEWEST_FIRST, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "15.95");
  g_autoptr (KontorRefundPlan) plan = NULL;

  put_payment (order, "p", "15.95", 1);
  put_line (order, "a", 2, "10", "0");
  put_line (order, "odd", 0, "10", "0");
  put_shipping (order, "s", "5", "0.95");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_LINE, "b", 1 }, "The order has no line “b”");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_LINE, NULL, 1 }, "The order has no line “”");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_LINE, "a", 3 }, "Only 2 of 2 units are left to refund");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_LINE, "a", 0 },
                  "The number of units to refund must be positive");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_LINE, "odd", 1 },
                  "Only 0 of 0 units are left to refund");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_SHIPPING, "s", 0, money ("5.96") },
                  "Only €5.95 of it is left to refund");
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_SHIPPING, "s", 0, -1000000 },
                  "Only €5.95 of it is left to refund");
  plan = plan_units (order, "a", 1, 2);
  carry_out (order, plan);
  assert_refused (order, (KontorRefundItem) { KONTOR_REFUND_OF_LINE, "a", 2 }, "Only 1 of 2 units are left to refund");
}

static void
test_same_line_twice (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "10");
  KontorRefundItem items[] = { { KONTOR_REFUND_OF_LINE, "a", 1 }, { KONTOR_REFUND_OF_LINE, "a", 2 } };
  g_autoptr (KontorRefundPlan) plan = NULL;

  put_payment (order, "p", "10", 1);
  put_line (order, "a", 3, "10", "0");
  plan = plan_items (order, items, 2, 2);
  g_assert_cmpint (plan->proposed, ==, money ("10"));
}

static void
test_clamp (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "60");
  g_autoptr (KontorRefundPlan) plan = NULL;

  put_payment (order, "p", "25", 1);
  put_line (order, "a", 1, "60", "0");
  plan = plan_units (order, "a", 1, 2);
  g_assert_cmpint (plan->proposed, ==, money ("60"));
  g_assert_cmpint (plan->remainder, ==, money ("25"));
  g_assert_cmpint (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT), ==, money ("25"));
  g_assert_cmpstr (plan->reason, ==, "€35.00 less, because no more than €25.00 of what was paid is left.");
  g_assert_cmpint (kontor_record_get_amount (kontor_record_get_member (plan->refund, KONTOR_REFUND_LINES, 1),
                                             KONTOR_REFUND_LINE_NET),
                   ==, money ("-35"));
}

static KontorRefundPlan *
plan_request (const KontorRecord *order, KontorRefundRequest request)
{
  g_autoptr (GError) error = NULL;
  KontorRefundPlan *plan = kontor_refund_plan (order, &request, 2, KONTOR_REFUND_NEWEST_FIRST, &error);

  g_assert_no_error (error);
  return plan;
}

static void
test_fees (void)
{
  KontorRefundItem item = { KONTOR_REFUND_OF_LINE, "a", 1 };
  g_autoptr (KontorRecord) order = new_order ("EUR", "20");
  g_autoptr (KontorRefundPlan) plan = NULL;
  g_autoptr (KontorRefundPlan) nothing = NULL;
  g_autoptr (GError) error = NULL;
  KontorRefundRequest negative = { .restocking_fee = -1 };

  put_payment (order, "p", "20", 1);
  put_line (order, "a", 2, "20", "0");
  plan = plan_request (
      order, (KontorRefundRequest) {
               .items = &item, .n_items = 1, .restocking_fee = money ("1.50"), .return_shipping_fee = money ("4") });
  g_assert_cmpint (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT), ==, money ("4.50"));
  nothing =
      plan_request (order, (KontorRefundRequest) { .items = &item, .n_items = 1, .restocking_fee = money ("11") });
  g_assert_cmpint (kontor_record_get_amount (nothing->refund, KONTOR_REFUND_AMOUNT), ==, 0);
  g_assert_nonnull (nothing->reason);
  g_assert_cmpuint (nothing->shares->len, ==, 0);
  g_assert_null (kontor_refund_plan (order, &negative, 2, KONTOR_REFUND_NEWEST_FIRST, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

static void
test_goodwill (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "179.25");
  g_autoptr (KontorRefundPlan) plan = NULL;
  KontorRecord *line;

  put_payment (order, "p", "179.25", 1);
  put_line (order, "a", 10, "149.37", "29.88");
  plan = plan_request (order, (KontorRefundRequest) { .goodwill = money ("10") });
  line = kontor_record_get_member (plan->refund, KONTOR_REFUND_LINES, 0);
  g_assert_cmpstr (kontor_record_get_text (line, KONTOR_REFUND_LINE_KIND), ==, "amount");
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_NET), ==, money ("8.33"));
  g_assert_cmpint (kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX), ==, money ("1.67"));
  g_assert_false (kontor_record_get_bool (line, KONTOR_REFUND_LINE_RESTOCK));
  g_assert_cmpint (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT), ==, money ("10"));
}

/* The shop rounded the order as a whole: 3 × 3.335 is 10.01, not 3 × 3.34. */
static void
test_rounding_line (void)
{
  static const char *const keys[] = { "a", "b", "c" };
  static const char *const amounts[] = { "3.34", "3.34", "3.33" };
  g_autoptr (KontorRecord) order = new_order ("EUR", "10.01");

  put_payment (order, "p", "10.01", 1);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    put_line (order, keys[i], 1, "3.335", "0");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (KontorRefundPlan) plan = plan_units (order, keys[i], 1, 2);

    g_assert_cmpint (carry_out (order, plan), ==, money (amounts[i]));
    g_assert_null (plan->reason);
  }
}

static void
test_tax_in_one_sum (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "13");
  g_autoptr (KontorRefundPlan) plan = NULL;
  KontorRecord *line = put_line (order, "a", 2, "10", "3");
  KontorRecord *refund = put (order, KONTOR_ORDER_REFUNDS, &kontor_refund_type, "r");
  KontorRecord *taken = put (refund, KONTOR_REFUND_LINES, &kontor_refund_line_type, "1");

  put_payment (order, "p", "13", 1);
  kontor_record_set_empty (line, KONTOR_LINE_TAXES);
  put_tax (line, KONTOR_LINE_TAXES, "city", "1");
  put_tax (line, KONTOR_LINE_TAXES, "state", "2");
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, money ("6.50"));
  kontor_record_set_text (taken, KONTOR_REFUND_LINE_KIND, "line");
  kontor_record_set_text (taken, KONTOR_REFUND_LINE_LINE_KEY, "a");
  kontor_record_set_int (taken, KONTOR_REFUND_LINE_QUANTITY, 1);
  kontor_record_set_amount (taken, KONTOR_REFUND_LINE_NET, money ("5"));
  kontor_record_set_amount (taken, KONTOR_REFUND_LINE_TAX, money ("1.50"));
  plan = plan_units (order, "a", 1, 2);
  line = kontor_record_get_member (plan->refund, KONTOR_REFUND_LINES, 0);
  g_assert_cmpint (kontor_record_get_amount (kontor_record_find_member (line, KONTOR_REFUND_LINE_TAXES, "city"),
                                             KONTOR_LINE_TAX_AMOUNT),
                   ==, money ("0.50"));
  g_assert_cmpint (kontor_record_get_amount (kontor_record_find_member (line, KONTOR_REFUND_LINE_TAXES, "state"),
                                             KONTOR_LINE_TAX_AMOUNT),
                   ==, money ("1"));
  g_assert_cmpint (plan->proposed, ==, money ("6.50"));
}

static void
assert_shares (const KontorRecord *order, const char *amount, KontorRefundManner manner, const char *expected)
{
  g_autoptr (GPtrArray) shares = kontor_refund_split (order, money (amount), 2, manner);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < shares->len; i++) {
    const KontorRefundShare *share = g_ptr_array_index (shares, i);
    g_autofree char *decimal = kontor_decimal_format (share->amount, 2);

    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", share->payment_key != NULL ? share->payment_key : "?",
                            decimal);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_split (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "100");
  KontorRecord *refund;

  put_payment (order, "old", "30", 1);
  put_payment (order, "new", "60", 2);
  kontor_record_set_text (put_payment (order, "card", "10", 1), KONTOR_PAYMENT_GATEWAY, "gift-card");
  assert_shares (order, "5", KONTOR_REFUND_NEWEST_FIRST, "card 5.00");
  assert_shares (order, "75", KONTOR_REFUND_NEWEST_FIRST, "card 10.00, new 60.00, old 5.00");
  assert_shares (order, "20", KONTOR_REFUND_PROPORTIONALLY, "card 10.00, new 6.67, old 3.33");
  assert_shares (order, "120", KONTOR_REFUND_PROPORTIONALLY, "card 10.00, new 60.00, old 30.00, ? 20.00");
  refund = put (order, KONTOR_ORDER_REFUNDS, &kontor_refund_type, "r1");
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, money ("55"));
  kontor_record_set_text (refund, KONTOR_REFUND_PAYMENT_KEY, "new");
  assert_shares (order, "20", KONTOR_REFUND_NEWEST_FIRST, "card 10.00, new 5.00, old 5.00");
  refund = put (order, KONTOR_ORDER_REFUNDS, &kontor_refund_type, "r2");
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, money ("12"));
  assert_shares (order, "20", KONTOR_REFUND_NEWEST_FIRST, "new 3.00, old 17.00");
}

static gint64
random_amount (gint64 most)
{
  static const gint64 units[] = { 1, 100, 10000, 1000000 };
  gint64 unit = units[g_test_rand_int_range (0, G_N_ELEMENTS (units))];

  return (gint64) g_test_rand_int_range (0, (int) MIN (most / unit + 1, G_MAXINT32)) * unit;
}

static void
put_random_taxes (KontorRecord *owner, guint list, guint sum)
{
  static const char *const rates[] = { "a", "b", "c" };
  guint n_rates = (guint) g_test_rand_int_range (0, 4);
  gint64 tax = 0;

  for (guint i = 0; i < n_rates; i++) {
    gint64 amount = random_amount (20000000);

    kontor_record_set_amount (put (owner, list, &kontor_line_tax_type, rates[i]), KONTOR_LINE_TAX_AMOUNT, amount);
    tax += amount;
  }
  kontor_record_set_amount (owner, sum, tax);
}

/* A total as a shop rounds it: the whole, or each line. */
static gint64
total_of (const KontorRecord *order, guint decimals, gboolean by_line)
{
  gint64 total = 0;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    gint64 gross = kontor_record_get_amount (line, KONTOR_LINE_NET) + kontor_record_get_amount (line, KONTOR_LINE_TAX);

    total += by_line ? kontor_amount_round (gross, decimals) : gross;
  }
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_SHIPPING_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_SHIPPING_LINES, i);
    gint64 gross = kontor_record_get_amount (line, KONTOR_SHIPPING_LINE_NET) +
                   kontor_record_get_amount (line, KONTOR_SHIPPING_LINE_TAX);

    total += by_line ? kontor_amount_round (gross, decimals) : gross;
  }
  return kontor_amount_round (total, decimals);
}

static KontorRecord *
random_order (guint decimals)
{
  static const char *const keys[] = { "l1", "l2", "l3" };
  KontorRecord *order = new_order ("EUR", "0");
  guint n_lines = (guint) g_test_rand_int_range (1, 4);

  for (guint i = 0; i < n_lines; i++) {
    KontorRecord *line = put (order, KONTOR_ORDER_LINES, &kontor_line_type, keys[i]);

    kontor_record_set_int (line, KONTOR_LINE_QUANTITY, g_test_rand_int_range (1, 8));
    kontor_record_set_amount (line, KONTOR_LINE_NET, random_amount (200000000));
    put_random_taxes (line, KONTOR_LINE_TAXES, KONTOR_LINE_TAX);
  }
  if (g_test_rand_int_range (0, 2) != 0) {
    KontorRecord *line = put (order, KONTOR_ORDER_SHIPPING_LINES, &kontor_shipping_line_type, "s");

    kontor_record_set_amount (line, KONTOR_SHIPPING_LINE_NET, random_amount (20000000));
    put_random_taxes (line, KONTOR_SHIPPING_LINE_TAXES, KONTOR_SHIPPING_LINE_TAX);
  }
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, total_of (order, decimals, g_test_rand_int_range (0, 2) != 0));
  kontor_record_set_amount (put_payment (order, "p", "0", 1), KONTOR_PAYMENT_CAPTURED,
                            kontor_record_get_amount (order, KONTOR_ORDER_TOTAL));
  return order;
}

static gint64
units_left (const KontorRecord *order, const KontorRecord *line)
{
  gint64 left = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_REFUNDS); i++) {
    KontorRecord *refund = kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i);

    for (guint j = 0; j < kontor_record_get_length (refund, KONTOR_REFUND_LINES); j++) {
      KontorRecord *taken = kontor_record_get_member (refund, KONTOR_REFUND_LINES, j);

      if (g_strcmp0 (kontor_record_get_text (taken, KONTOR_REFUND_LINE_LINE_KEY), kontor_record_get_key (line)) == 0)
        left -= kontor_record_get_int (taken, KONTOR_REFUND_LINE_QUANTITY);
    }
  }
  return left;
}

/* Some units of each line; everything with @all. Returns what is still left. */
static gint64
refund_some (KontorRecord *order, guint decimals, gboolean all, gint64 *refunded)
{
  KontorRefundItem items[4];
  guint n_items = 0;
  gint64 left = 0;
  g_autoptr (KontorRefundPlan) plan = NULL;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    gint64 units = units_left (order, line);
    gint64 quantity = all ? units : g_test_rand_int_range (0, (int) units + 1);

    left += units - quantity;
    if (quantity > 0)
      items[n_items++] = (KontorRefundItem) { KONTOR_REFUND_OF_LINE, kontor_record_get_key (line), quantity };
  }
  if (kontor_record_get_length (order, KONTOR_ORDER_SHIPPING_LINES) > 0 && (all || g_test_rand_int_range (0, 3) == 0))
    items[n_items++] = (KontorRefundItem) { KONTOR_REFUND_OF_SHIPPING, "s", 0, KONTOR_REFUND_REST };
  plan = plan_items (order, items, n_items, decimals);
  *refunded += carry_out (order, plan);
  return left;
}

static void
test_any_split (void)
{
  static const guint decimals[] = { 0, 2, 2, 3 };

  for (guint i = 0; i < ROUNDS; i++) {
    guint places = decimals[g_test_rand_int_range (0, G_N_ELEMENTS (decimals))];
    g_autoptr (KontorRecord) order = random_order (places);
    gint64 refunded = 0;

    for (guint n = 0; n < 3 && refund_some (order, places, FALSE, &refunded) > 0; n++)
      ;
    refund_some (order, places, TRUE, &refunded);
    g_assert_cmpint (refunded, ==, kontor_record_get_amount (order, KONTOR_ORDER_TOTAL));
  }
}

static gint64
sum_refund_lines (const KontorRecord *refund)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (refund, KONTOR_REFUND_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (refund, KONTOR_REFUND_LINES, i);

    sum += kontor_record_get_amount (line, KONTOR_REFUND_LINE_NET) +
           kontor_record_get_amount (line, KONTOR_REFUND_LINE_TAX);
  }
  return sum;
}

/* A record for each payment, each with lines of its own amount, and every unit once. */
static void
test_divide (void)
{
  g_autoptr (KontorRecord) order = new_order ("EUR", "50.00");
  g_autoptr (KontorRefundPlan) plan = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  gint64 units;

  put_line (order, "a", 5, "42.02", "7.98");
  put_payment (order, "old", "30.00", 1);
  put_payment (order, "new", "20.00", 2);
  units = units_left (order, kontor_record_get_member (order, KONTOR_ORDER_LINES, 0));
  plan = plan_units (order, "a", 3, 2);
  parts = kontor_refund_divide (plan->refund, plan->shares);
  g_assert_cmpuint (parts->len, ==, 2);
  for (guint i = 0; i < parts->len; i++) {
    KontorRecord *part = g_ptr_array_index (parts, i);

    g_assert_cmpstr (kontor_record_get_text (part, KONTOR_REFUND_PAYMENT_KEY), ==, i == 0 ? "new" : "old");
    g_assert_cmpint (kontor_record_get_amount (part, KONTOR_REFUND_AMOUNT), ==, money (i == 0 ? "20.00" : "10.00"));
    g_assert_cmpint (sum_refund_lines (part), ==, kontor_record_get_amount (part, KONTOR_REFUND_AMOUNT));
    kontor_record_take_member (order, KONTOR_ORDER_REFUNDS, kontor_record_ref (part));
  }
  g_assert_cmpint (units_left (order, kontor_record_get_member (order, KONTOR_ORDER_LINES, 0)), ==, units - 3);
  g_assert_cmpint (kontor_refund_get_payment_remainder (order, "new"), ==, 0);
  g_assert_cmpint (kontor_refund_get_payment_remainder (order, "old"), ==, money ("20.00"));
}

static gint64
any_amount (void)
{
  static const gint64 odd[] = { G_MININT64, G_MININT64 + 1, -1000000, -1, 0, 1, 1000000, G_MAXINT64 - 1, G_MAXINT64 };

  return odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))];
}

static void
put_garbage (KontorRecord *order)
{
  KontorRecord *line = put_line (order, "a", 3, "0", "0");
  KontorRecord *refund = put (order, KONTOR_ORDER_REFUNDS, &kontor_refund_type, NULL);
  KontorRecord *taken = put (refund, KONTOR_REFUND_LINES, &kontor_refund_line_type, NULL);

  put_shipping (order, "s", "0", "0");
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, any_amount ());
  kontor_record_set_amount (line, KONTOR_LINE_NET, any_amount ());
  kontor_record_set_amount (kontor_record_get_member (line, KONTOR_LINE_TAXES, 0), KONTOR_LINE_TAX_AMOUNT,
                            any_amount ());
  line = kontor_record_get_member (order, KONTOR_ORDER_SHIPPING_LINES, 0);
  kontor_record_set_amount (line, KONTOR_SHIPPING_LINE_NET, any_amount ());
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, any_amount ());
  kontor_record_set_text (taken, KONTOR_REFUND_LINE_KIND, g_test_rand_int_range (0, 2) != 0 ? "line" : "shipping");
  kontor_record_set_text (taken, KONTOR_REFUND_LINE_LINE_KEY, g_test_rand_int_range (0, 2) != 0 ? "a" : "s");
  kontor_record_set_int (taken, KONTOR_REFUND_LINE_QUANTITY, any_amount ());
  kontor_record_set_amount (taken, KONTOR_REFUND_LINE_NET, any_amount ());
  kontor_record_set_amount (taken, KONTOR_REFUND_LINE_TAX, any_amount ());
}

static void
test_garbage (void)
{
  for (guint i = 0; i < 500; i++) {
    g_autoptr (KontorRecord) order = new_order ("¤¤¤", "0");
    KontorRefundItem items[] = { { KONTOR_REFUND_OF_LINE, "a", g_test_rand_int_range (1, 4) },
                                 { KONTOR_REFUND_OF_SHIPPING, "s", 0, KONTOR_REFUND_REST } };
    KontorRefundRequest request = { items, 2, MAX (any_amount (), 0), MAX (any_amount (), 0), MAX (any_amount (), 0) };
    g_autoptr (GError) error = NULL;
    g_autoptr (KontorRefundPlan) plan = NULL;
    KontorRecord *payment = put_payment (order, "p", "0", any_amount ());

    put_garbage (order);
    kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, any_amount ());
    kontor_record_set_amount (payment, KONTOR_PAYMENT_REFUNDED, any_amount ());
    plan = kontor_refund_plan (order, &request, 2,
                               i % 2 == 0 ? KONTOR_REFUND_NEWEST_FIRST : KONTOR_REFUND_PROPORTIONALLY, &error);
    g_assert_true ((plan != NULL) != (error != NULL));
    if (plan == NULL)
      continue;
    g_assert_cmpint (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT), >=, 0);
    g_assert_cmpint (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT), <=, plan->remainder);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/refund/golden", test_golden);
  kontor_test_add_plain ("/core/refund/golden-yen", test_golden_yen);
  kontor_test_add_plain ("/core/refund/golden-dinar", test_golden_dinar);
  kontor_test_add_plain ("/core/refund/parts", test_parts);
  kontor_test_add_plain ("/core/refund/whole-keeps-text", test_whole_keeps_text);
  kontor_test_add_plain ("/core/refund/shipping", test_shipping);
  kontor_test_add_plain ("/core/refund/refused", test_refused);
  kontor_test_add_plain ("/core/refund/same-line-twice", test_same_line_twice);
  kontor_test_add_plain ("/core/refund/clamp", test_clamp);
  kontor_test_add_plain ("/core/refund/fees", test_fees);
  kontor_test_add_plain ("/core/refund/goodwill", test_goodwill);
  kontor_test_add_plain ("/core/refund/rounding-line", test_rounding_line);
  kontor_test_add_plain ("/core/refund/tax-in-one-sum", test_tax_in_one_sum);
  kontor_test_add_plain ("/core/refund/split", test_split);
  kontor_test_add_plain ("/core/refund/divide", test_divide);
  kontor_test_add_plain ("/core/refund/any-split", test_any_split);
  kontor_test_add_plain ("/core/refund/garbage", test_garbage);
  return kontor_test_run ();
}
