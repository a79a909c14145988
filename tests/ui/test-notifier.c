#include "engine-fixture.h"
#include "kontor-notifier.h"
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

static void
test_quiet (void)
{
  g_assert_true (kontor_notifier_is_quiet (23, 22, 7));
  g_assert_true (kontor_notifier_is_quiet (3, 22, 7));
  g_assert_false (kontor_notifier_is_quiet (7, 22, 7));
  g_assert_false (kontor_notifier_is_quiet (12, 22, 7));
  g_assert_true (kontor_notifier_is_quiet (12, 12, 14));
  g_assert_false (kontor_notifier_is_quiet (14, 12, 14));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/notifier/group", test_group);
  kontor_test_add ("/ui/notifier/old", test_old);
  kontor_test_add_plain ("/ui/notifier/quiet", test_quiet);

  return kontor_test_run ();
}
