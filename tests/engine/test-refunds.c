#include "engine-fixture.h"

#include <string.h>

#include "kontor-test.h"

static gint64
refund (Fixture *f, gint64 amount)
{
  g_autoptr (KontorRecord) record = kontor_record_new (&kontor_refund_type);

  kontor_record_set_amount (record, KONTOR_REFUND_AMOUNT, amount * KONTOR_MONEY_UNIT);
  return fixture_await (kontor_orders_refund (f->engine, fixture_find (f, KONTOR_ENTITY_ORDER, "30"), record));
}

static guint
count_refunds (Fixture *f)
{
  return kontor_record_get_length (fake_shop_peek (f->shop, KONTOR_ENTITY_ORDER, "30"), KONTOR_ORDER_REFUNDS);
}

/* A younger payment beside the first, which is of 50. */
static void
put_second_payment (Fixture *f)
{
  g_autoptr (KontorRecord) order = kontor_record_copy (fake_shop_peek (f->shop, KONTOR_ENTITY_ORDER, "30"));
  KontorRecord *payment = kontor_record_new (&kontor_payment_type);

  kontor_record_set_key (payment, "p2");
  kontor_record_set_int (payment, KONTOR_PAYMENT_PAID_AT, 2);
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, 20 * KONTOR_MONEY_UNIT);
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
  fake_shop_put (f->shop, order);
  fixture_sync (f);
}

static void
assert_refunded (Fixture *f, guint index, const char *payment, gint64 amount)
{
  const KontorRecord *order = fake_shop_peek (f->shop, KONTOR_ENTITY_ORDER, "30");
  const KontorRecord *refund = kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, index);

  g_assert_cmpstr (kontor_record_get_text (refund, KONTOR_REFUND_PAYMENT_KEY), ==, payment);
  g_assert_cmpint (kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT), ==, amount * KONTOR_MONEY_UNIT);
}

/* Money goes back by payment: an op for each, newest first, in one action. */
static void
test_payments (void)
{
  Fixture f;
  g_autoptr (KontorRecord) order = NULL;

  fixture_begin (&f);
  put_second_payment (&f);
  refund (&f, 30);
  fixture_assert_states (&f, "queued queued");
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  order = fixture_load (&f, KONTOR_ENTITY_ORDER, "30");
  g_assert_cmpint (kontor_record_get_amount (order, KONTOR_ORDER_REFUNDED_TOTAL), ==, 30 * KONTOR_MONEY_UNIT);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked");
  g_assert_cmpuint (count_refunds (&f), ==, 2);
  assert_refunded (&f, 0, "p2", 20);
  assert_refunded (&f, 1, "p1", 10);
  fixture_end (&f);
}

/* Never more than a payment has left, whatever others have. */
static void
test_payment_limits (void)
{
  Fixture f;
  g_autoptr (KontorRecord) record = kontor_record_new (&kontor_refund_type);

  fixture_begin (&f);
  put_second_payment (&f);
  kontor_record_set_amount (record, KONTOR_REFUND_AMOUNT, 30 * KONTOR_MONEY_UNIT);
  kontor_record_set_text (record, KONTOR_REFUND_PAYMENT_KEY, "p2");
  fixture_refuses (kontor_orders_refund (f.engine, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"), record),
                   KONTOR_ERROR_INVALID);
  fixture_assert_states (&f, "");
  fixture_end (&f);
}

/* Both go, or none. */
static void
test_undo (void)
{
  Fixture f;

  fixture_begin (&f);
  put_second_payment (&f);
  fixture_await (kontor_engine_undo (f.engine, refund (&f, 30)));
  fixture_assert_states (&f, "cancelled cancelled");
  fixture_step (&f, 10001);
  fixture_flush (&f);
  g_assert_cmpuint (count_refunds (&f), ==, 0);
  fixture_end (&f);
}

/* What a person has agreed to is what is done: the shares of the plan, and its lines once. */
static void
test_planned (void)
{
  Fixture f;
  KontorRefundRequest request = { .goodwill = 35 * KONTOR_MONEY_UNIT };
  g_autoptr (KontorRecord) order = NULL;
  g_autoptr (KontorRefundPlan) plan = NULL;

  fixture_begin (&f);
  put_second_payment (&f);
  order = fixture_load (&f, KONTOR_ENTITY_ORDER, "30");
  plan = kontor_refund_plan (order, &request, 2, KONTOR_REFUND_PROPORTIONALLY, NULL);
  kontor_record_set_text (plan->refund, KONTOR_REFUND_REASON, "damaged");
  fixture_await (kontor_orders_refund_as_planned (f.engine, kontor_record_get_id (order), plan));
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked");
  assert_refunded (&f, 0, "p2", 10);
  assert_refunded (&f, 1, "p1", 25);
  fixture_end (&f);
}

/* As with cash on delivery: what was not paid yet cannot go back, and one is told what to do. */
static void
test_unpaid (void)
{
  Fixture f;
  g_autoptr (KontorRecord) order = NULL, record = kontor_record_new (&kontor_refund_type);
  KontorRecord *payment = kontor_record_new (&kontor_payment_type);
  g_autoptr (GError) error = NULL;

  fixture_begin (&f);
  order = kontor_record_copy (fake_shop_peek (f.shop, KONTOR_ENTITY_ORDER, "30"));
  kontor_record_set_empty (order, KONTOR_ORDER_PAYMENTS);
  kontor_record_set_key (payment, "cash");
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
  fake_shop_put (f.shop, order);
  fixture_sync (&f);
  kontor_record_set_amount (record, KONTOR_REFUND_AMOUNT, 5 * KONTOR_MONEY_UNIT);
  g_assert_false (dex_await (kontor_orders_refund (f.engine, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"), record), &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "mark the order as paid first"));
  fixture_assert_states (&f, "");
  fixture_end (&f);
}

/* kontorctl says each before it is done. */
static void
test_dry_run (void)
{
  Fixture f;
  g_auto (GStrv) told = NULL;

  fixture_begin (&f);
  put_second_payment (&f);
  told = dex_await_boxed (kontor_engine_do (f.engine, 0, "refund-order", fixture_find (&f, KONTOR_ENTITY_ORDER, "30"),
                                            "{\"add\":{\"refunds\":[{\"amount\":30000000}]}}", KONTOR_DO_DRY_RUN),
                          NULL);
  g_assert_cmpuint (g_strv_length (told), ==, 2);
  g_assert_nonnull (strstr (told[0], "20"));
  g_assert_nonnull (strstr (told[1], "10"));
  fixture_assert_states (&f, "");
  fixture_end (&f);
}

/* Money is looked for before it is sent again. */
static void
test_lost (gconstpointer point)
{
  Fixture f;
  g_autoptr (KontorOp) op = NULL;

  fixture_begin (&f);
  fake_shop_fail (f.shop, GPOINTER_TO_INT (point), KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  refund (&f, 30);
  fixture_step (&f, 10001);
  fake_shop_fail (f.shop, FAKE_FIND, KONTOR_ERROR_OFFLINE, 1);
  fixture_flush (&f);
  fixture_assert_states (&f, "sending");
  for (guint i = 0; i < 3; i++) {
    fixture_step (&f, 100000);
    fixture_flush (&f);
  }
  fixture_assert_states (&f, "acked");
  op = fixture_op (&f, 0);
  g_assert_cmpuint (fake_shop_count_done (f.shop, op->idempotency), ==, 1);
  g_assert_cmpuint (count_refunds (&f), ==, 1);
  fixture_end (&f);
}

static void
test_lost_done (void)
{
  test_lost (GINT_TO_POINTER (FAKE_PUSH_DONE));
}

static void
test_lost_not_done (void)
{
  test_lost (GINT_TO_POINTER (FAKE_PUSH));
}

/* Where nobody can tell, money is never sent again by itself. */
static void
test_blind (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fake_shop_set_blind (f.shop, TRUE);
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  refund (&f, 30);
  fixture_step (&f, 10001);
  for (guint i = 0; i < 5; i++) {
    fixture_flush (&f);
    fixture_sync (&f);
    fixture_step (&f, 1000000);
  }
  fixture_assert_states (&f, "unknown");
  g_assert_cmpuint (count_refunds (&f), ==, 1);
  problem = fixture_problem (&f);
  g_assert_nonnull (strstr (kontor_problem_get_text (problem), "30"));
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_HAPPENED));
  fixture_flush (&f);
  g_assert_cmpuint (count_refunds (&f), ==, 1);
  fixture_end (&f);
}

/* More than what is left is refused before, and found out when the shop has less by then. */
static void
test_limits (void)
{
  Fixture f;
  g_autoptr (KontorRecord) too_much = kontor_record_new (&kontor_refund_type);
  g_autoptr (KontorRecord) theirs = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  KontorRecord *other = kontor_record_new (&kontor_refund_type);

  fixture_begin (&f);
  kontor_record_set_amount (too_much, KONTOR_REFUND_AMOUNT, 51 * KONTOR_MONEY_UNIT);
  fixture_refuses (kontor_orders_refund (f.engine, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"), too_much),
                   KONTOR_ERROR_INVALID);
  refund (&f, 30);
  kontor_record_set_key (theirs, "30");
  kontor_record_set_key (other, "theirs");
  kontor_record_set_amount (other, KONTOR_REFUND_AMOUNT, 40 * KONTOR_MONEY_UNIT);
  kontor_record_take_member (theirs, KONTOR_ORDER_REFUNDS, other);
  fake_shop_put (f.shop, theirs);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "conflict");
  g_assert_cmpuint (count_refunds (&f), ==, 1);
  fixture_end (&f);
}

/* What the process left under way is settled by the next one. */
static void
test_crash (void)
{
  Fixture f;
  g_autoptr (KontorOp) op = NULL;

  fixture_begin (&f);
  refund (&f, 20);
  fixture_step (&f, 10001);
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fake_shop_fail (f.shop, FAKE_FIND, KONTOR_ERROR_OFFLINE, 1);
  fixture_flush (&f);
  fixture_reopen (&f);
  fixture_assert_states (&f, "sending");
  fixture_flush (&f);
  fixture_step (&f, 100000);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpuint (count_refunds (&f), ==, 1);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/refunds/limits", test_limits);
  kontor_test_add ("/engine/refunds/payments", test_payments);
  kontor_test_add ("/engine/refunds/payment-limits", test_payment_limits);
  kontor_test_add ("/engine/refunds/undo", test_undo);
  kontor_test_add ("/engine/refunds/planned", test_planned);
  kontor_test_add ("/engine/refunds/unpaid", test_unpaid);
  kontor_test_add ("/engine/refunds/dry-run", test_dry_run);
  kontor_test_add ("/engine/refunds/lost-done", test_lost_done);
  kontor_test_add ("/engine/refunds/lost-not-done", test_lost_not_done);
  kontor_test_add ("/engine/refunds/blind", test_blind);
  kontor_test_add ("/engine/refunds/crash", test_crash);

  return kontor_test_run ();
}
