#include "kontor-error.h"
#include "kontor-money-change.h"
#include "kontor-test.h"

#define N_CHANGES 300
#define CENT (KONTOR_MONEY_UNIT / 100)

static void
assert_makes (const char *text, gint64 cents, gint64 expected)
{
  KontorMoney present = kontor_money_make (cents * CENT, "EUR"), money = { 0 };
  g_autoptr (GError) error = NULL;

  g_setenv ("LC_ALL", "de_DE", TRUE);
  kontor_money_parse_change (text, &present, "EUR", &money, &error);
  g_assert_no_error (error);
  g_assert_cmpint (money.amount, ==, expected * CENT);
  g_assert_cmpstr (money.currency, ==, "EUR");
}

static void
assert_refused (const char *text, const KontorMoney *present, const char *currency)
{
  KontorMoney money = kontor_money_make (7, "USD");
  g_autoptr (GError) error = NULL;

  g_setenv ("LC_ALL", "de_DE", TRUE);
  g_assert_false (kontor_money_parse_change (text, present, currency, &money, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_cmpint (money.amount, ==, 7);
}

static void
test_absolute (void)
{
  assert_makes ("12,50", 100, 1250);
  assert_makes ("= 12,50", 100, 1250);
  assert_makes ("1.234,50 €", 100, 123450);
  assert_makes ("0", 100, 0);
}

static void
test_relative (void)
{
  assert_makes ("+2", 1000, 1200);
  assert_makes ("-1,50", 1000, 850);
  assert_makes ("\342\210\2221,50", 1000, 850);
  assert_makes ("+10%", 1000, 1100);
  assert_makes ("-10 %", 1995, 1796);
  assert_makes ("+2,5%", 1000, 1025);
  assert_makes ("-100%", 1000, 0);
}

static void
test_endings (void)
{
  assert_makes ("+10% ,99", 1000, 1099);
  assert_makes ("+10% ,99", 1320, 1499);
  assert_makes ("+1 ,95", 1000, 1095);
  assert_makes ("-0,60 ,00", 1000, 900);
  assert_makes ("-100% ,99", 1000, 99);
  /* Half way, the higher; before anything was rounded. */
  assert_makes ("+0,49 ,99", 1000, 1099);
  assert_makes ("-0,52 ,99", 1000, 899);
  assert_makes ("+0,05% ,00", 1049, 1000);
}

static void
test_refused (void)
{
  KontorMoney ten = kontor_money_make (10 * KONTOR_MONEY_UNIT, "EUR"), yen = kontor_money_make (KONTOR_MONEY_UNIT, "JPY");

  assert_refused ("", &ten, "EUR");
  assert_refused ("abc", &ten, "EUR");
  assert_refused ("+", &ten, "EUR");
  assert_refused ("+%", &ten, "EUR");
  assert_refused ("10%", &ten, "EUR");
  assert_refused ("+-5", &ten, "EUR");
  assert_refused ("=-5", &ten, "EUR");
  assert_refused ("-11", &ten, "EUR");
  assert_refused ("-101%", &ten, "EUR");
  assert_refused ("+10% ,999", &ten, "EUR");
  assert_refused ("+10% ,x", &ten, "EUR");
  assert_refused ("+1,2,3%", &ten, "EUR");
  assert_refused ("+10", NULL, "EUR");
  assert_refused ("+10% ,99", &yen, "JPY");
}

/* An ending is there, is nearest, and rounding once more changes nothing. */
static void
test_nearest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_CHANGES; i++) {
    gint64 ending = g_rand_int_range (rand, 0, 100) * CENT;
    gint64 amount = (gint64) g_rand_int_range (rand, 0, 1000000) * CENT;
    gint64 rounded = kontor_amount_round_to_ending (amount, ending);

    g_assert_cmpint (rounded % KONTOR_MONEY_UNIT, ==, ending);
    g_assert_cmpint (kontor_amount_round_to_ending (rounded, ending), ==, rounded);
    g_assert_true (rounded == ending || ABS (rounded - amount) <= KONTOR_MONEY_UNIT / 2);
    g_assert_cmpint (rounded, >=, 0);
  }
}

/* What is added and taken away again is as it was. */
static void
test_back (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint i = 0; i < N_CHANGES; i++) {
    gint64 present = g_rand_int_range (rand, 0, 1000000), by = g_rand_int_range (rand, 0, 100000);
    g_autofree char *more = g_strdup_printf ("+%d,%02d", (int) (by / 100), (int) (by % 100));
    g_autofree char *less = g_strdup_printf ("-%d,%02d", (int) (by / 100), (int) (by % 100));

    assert_makes (more, present, present + by);
    assert_makes (less, present + by, present);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/core/money-change/absolute", test_absolute);
  kontor_test_add ("/core/money-change/relative", test_relative);
  kontor_test_add ("/core/money-change/endings", test_endings);
  kontor_test_add ("/core/money-change/refused", test_refused);
  kontor_test_add ("/core/money-change/nearest", test_nearest);
  kontor_test_add ("/core/money-change/back", test_back);
  return kontor_test_run ();
}
