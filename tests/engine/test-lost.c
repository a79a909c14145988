#include "engine-fixture.h"

#include <string.h>

#include "kontor-test.h"

/* A lost answer that cannot be proved is a person's: it shows what the shop has, and is counted once. */
static void
test_delta (gconstpointer answer)
{
  gboolean happened = GPOINTER_TO_INT (answer) == KONTOR_ANSWER_HAPPENED;
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fake_shop_fail (f.shop, happened ? FAKE_PUSH_DONE : FAKE_PUSH, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_adjust (&f, "20", -5);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_step (&f, 100000);
  fixture_flush (&f);
  fixture_assert_states (&f, "unknown");
  g_assert_cmpint (fixture_stock (&f, "20"), ==, happened ? 95 : 100);
  problem = fixture_problem (&f);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_UNKNOWN);
  g_assert_nonnull (strstr (kontor_problem_get_text (problem), happened ? "95" : "100"));
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), GPOINTER_TO_INT (answer)));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 95);
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 95);
  fixture_end (&f);
}

static void
test_delta_happened (void)
{
  test_delta (GINT_TO_POINTER (KONTOR_ANSWER_HAPPENED));
}

static void
test_delta_did_not (void)
{
  test_delta (GINT_TO_POINTER (KONTOR_ANSWER_DID_NOT));
}

static void
lose_delta (Fixture *f, FakePoint point)
{
  fixture_begin (f);
  fake_shop_set_keyed (f->shop, TRUE);
  fake_shop_fail (f->shop, point, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_adjust (f, "20", -60);
  fixture_step (f, 10001);
  fixture_flush (f);
  fixture_assert_states (f, "sending");
  fixture_step (f, 100000);
}

/* What is sent again because the shop knows its key is not compared with what it may have done itself. */
static void
test_delta_again (void)
{
  Fixture f;

  lose_delta (&f, FAKE_PUSH_DONE);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 40);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 40);
  fixture_end (&f);
}

/* A refusal says nothing of the time before, when no answer came. */
static void
test_delta_refused (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  lose_delta (&f, FAKE_PUSH_DONE);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_flush (&f);
  fixture_assert_states (&f, "unknown");
  problem = fixture_problem (&f);
  g_assert_nonnull (strstr (kontor_problem_get_text (problem), "before"));
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_HAPPENED));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 40);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 40);
  fixture_end (&f);
}

/* Once a person has said that it did not happen, a refusal is one. */
static void
test_delta_refused_twice (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  lose_delta (&f, FAKE_PUSH);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 2);
  fixture_flush (&f);
  problem = fixture_problem (&f);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_DID_NOT));
  fixture_flush (&f);
  fixture_assert_states (&f, "rejected");
  fixture_end (&f);
}

/* That the object is gone says nothing of what was done to it before. */
static void
test_delta_gone (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  lose_delta (&f, FAKE_PUSH_DONE);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_OFFLINE, 1);
  fixture_flush (&f);
  fixture_assert_states (&f, "retry-wait");
  fake_shop_remove (f.shop, KONTOR_ENTITY_VARIANT, "20");
  fixture_sync (&f);
  fixture_assert_states (&f, "unknown");
  problem = fixture_problem (&f);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_HAPPENED));
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM variant WHERE remote_id = '20'"), ==, 0);
  fixture_end (&f);
}

/* A set whose answer was lost is simply written again, and recognised. */
static void
test_set (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_step (&f, 100000);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  fixture_end (&f);
}

/* What the shop may still be at is not looked for: it is not there yet, and would be sent twice. */
static void
test_settles (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_set_settling (20000);
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_step (&f, 19000);
  fixture_flush (&f);
  fixture_assert_states (&f, "sending");
  fixture_step (&f, 1001);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fake_shop_set_settling (0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/lost/settles", test_settles);
  kontor_test_add ("/engine/lost/delta-happened", test_delta_happened);
  kontor_test_add ("/engine/lost/delta-did-not", test_delta_did_not);
  kontor_test_add ("/engine/lost/delta-again", test_delta_again);
  kontor_test_add ("/engine/lost/delta-refused", test_delta_refused);
  kontor_test_add ("/engine/lost/delta-refused-twice", test_delta_refused_twice);
  kontor_test_add ("/engine/lost/delta-gone", test_delta_gone);
  kontor_test_add ("/engine/lost/set", test_set);

  return kontor_test_run ();
}
