#include "engine-fixture.h"
#include "kontor-notifier.h"
#include "kontor-problem-notifier.h"
#include "kontor-test.h"

#define PATIENCE 4000
#define STEP 5

/* @total: in units of @currency */
static void
put_order (Fixture *f, const char *key, gint64 total, const char *currency, const char *lifecycle, gint64 placed)
{
  g_autoptr (KontorRecord) order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_key (order, key);
  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, key);
  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NAME, "Ada Berg");
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, currency);
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "processing");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, lifecycle);
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, placed);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, total * KONTOR_MONEY_UNIT);
  kontor_record_set_empty (order, KONTOR_ORDER_NOTES);
  fake_shop_put (f->shop, order);
}

static gint64
get_now (Fixture *f)
{
  return kontor_clock_now (f->clock);
}

/* Waits until this is told; NULL: nothing. */
static void
wait_told (KontorNotifier *notifier, const char *expected)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < PATIENCE; i++) {
    g_clear_pointer (&text, g_free);
    text = kontor_notifier_dup_text (notifier);
    if (g_strcmp0 (text, expected) == 0)
      return;
    dex_await (dex_timeout_new_msec (STEP), NULL);
  }
  g_assert_cmpstr (text, ==, expected);
}

/* One is told by its number, several by how many they are; what is cancelled is told no more. */
static void
test_group (void)
{
  Fixture f;
  g_autoptr (KontorNotifier) notifier = NULL;

  fixture_begin (&f);
  notifier = kontor_notifier_new (NULL, NULL, f.engine);
  put_order (&f, "40", 80, "EUR", "open", get_now (&f));
  fixture_sync (&f);
  wait_told (notifier, "New order 40\nAda Berg · €80.00");

  put_order (&f, "41", 20, "EUR", "open", get_now (&f));
  put_order (&f, "42", 5, "USD", "open", get_now (&f));
  fixture_sync (&f);
  /* The sums stand in the order of the rows, which is that of their ids. */
  wait_told (notifier, "3 new orders\n€100.00, $5.00");

  put_order (&f, "40", 80, "EUR", "cancelled", get_now (&f));
  put_order (&f, "42", 5, "USD", "cancelled", get_now (&f));
  fixture_sync (&f);
  wait_told (notifier, "New order 41\nAda Berg · €20.00");

  kontor_notifier_clear (notifier);
  wait_told (notifier, NULL);
  g_clear_object (&notifier);
  fixture_end (&f);
}

/* Neither what a first import brings, nor what was placed long ago. */
static void
test_old (void)
{
  Fixture f;
  g_autoptr (KontorNotifier) notifier = NULL;

  fixture_begin_empty (&f);
  notifier = kontor_notifier_new (NULL, NULL, f.engine);
  put_order (&f, "39", 10, "EUR", "open", get_now (&f));
  fixture_sync (&f);
  put_order (&f, "38", 10, "EUR", "open", get_now (&f) - G_GINT64_CONSTANT (90000000));
  put_order (&f, "40", 80, "EUR", "open", get_now (&f));
  fixture_sync (&f);
  wait_told (notifier, "New order 40\nAda Berg · €80.00");
  g_clear_object (&notifier);
  fixture_end (&f);
}

/* What the shop refuses is told as it comes, and no more when it is settled. */
static void
test_problems (void)
{
  Fixture f;
  g_autoptr (KontorProblemNotifier) notifier = NULL;
  g_autoptr (KontorProblem) problem = NULL;
  g_autofree char *expected = NULL, *told = NULL, *nothing = NULL;

  fixture_begin (&f);
  notifier = kontor_problem_notifier_new (NULL, NULL, f.engine);
  g_assert_null (kontor_problem_notifier_dup_text (notifier));
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_set_price (&f, "20", 12);
  fixture_flush (&f);
  problem = fixture_problem (&f);
  expected = g_strdup_printf ("1 problem needs you\n%s\n%s", kontor_problem_get_title (problem), kontor_problem_get_text (problem));
  told = kontor_problem_notifier_dup_text (notifier);
  g_assert_cmpstr (told, ==, expected);

  dex_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_DISCARD), NULL);
  fixture_assert_no_problems (&f);
  nothing = kontor_problem_notifier_dup_text (notifier);
  g_assert_null (nothing);
  g_clear_object (&notifier);
  fixture_end (&f);
}

/* Each kind of news has a switch of its own; quiet hours hold for all. */
static void
test_switches (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.kontor.Kontor");

  g_settings_set_boolean (settings, "notify-problems", FALSE);
  g_assert_true (kontor_teller_may_tell (settings, "notify-orders", 23));
  g_assert_false (kontor_teller_may_tell (settings, "notify-problems", 12));
  g_settings_set_boolean (settings, "quiet-hours", TRUE);
  g_assert_false (kontor_teller_may_tell (settings, "notify-orders", 23));
  g_assert_true (kontor_teller_may_tell (settings, "notify-orders", 12));
}

static void
test_quiet (void)
{
  g_assert_true (kontor_teller_is_quiet (23, 22, 7));
  g_assert_true (kontor_teller_is_quiet (3, 22, 7));
  g_assert_false (kontor_teller_is_quiet (7, 22, 7));
  g_assert_false (kontor_teller_is_quiet (12, 22, 7));
  g_assert_true (kontor_teller_is_quiet (12, 12, 14));
  g_assert_false (kontor_teller_is_quiet (14, 12, 14));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/notifier/group", test_group);
  kontor_test_add ("/ui/notifier/old", test_old);
  kontor_test_add ("/ui/notifier/problems", test_problems);
  kontor_test_add_plain ("/ui/notifier/switches", test_switches);
  kontor_test_add_plain ("/ui/notifier/quiet", test_quiet);

  return kontor_test_run ();
}
