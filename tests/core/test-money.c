#include "kontor-error.h"
#include "kontor-money.h"
#include "kontor-test.h"

#define ROUNDS 3000

/* Of every magnitude alike. */
static gint64
random_amount (void)
{
  guint64 bits = ((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ();

  return (gint64) bits >> g_test_rand_int_range (0, 64);
}

static void
assert_parses (const char *text, gint64 expected, gboolean expected_exact)
{
  g_autoptr (GError) error = NULL;
  gint64 amount = 0;
  gboolean exact;

  g_assert_true (kontor_decimal_parse (text, &amount, &exact, &error));
  g_assert_no_error (error);
  g_assert_cmpint (amount, ==, expected);
  g_assert_true (exact == expected_exact);
}

static void
test_parse (void)
{
  assert_parses ("0", 0, TRUE);
  assert_parses ("-0.0", 0, TRUE);
  assert_parses ("-12.50", -12500000, TRUE);
  assert_parses ("+1", 1000000, TRUE);
  assert_parses ("1.5e3", 1500000000, TRUE);
  assert_parses ("15E-1", 1500000, TRUE);
  assert_parses ("1e-6", 1, TRUE);
  assert_parses (".5", 500000, TRUE);
  assert_parses ("5.", 5000000, TRUE);
  assert_parses ("000000000000000000000000000012.34", 12340000, TRUE);
  assert_parses ("1.50000000000", 1500000, TRUE);
  assert_parses ("0e999999999999999999999", 0, TRUE);
  assert_parses ("9223372036854.775807", G_MAXINT64, TRUE);
  assert_parses ("-9223372036854.775808", G_MININT64, TRUE);
  assert_parses ("9223372036854775807e-6", G_MAXINT64, TRUE);
}

static void
test_parse_rounds (void)
{
  assert_parses ("0.0000005", 1, FALSE);
  assert_parses ("-0.0000005", -1, FALSE);
  assert_parses ("0.00000049999", 0, FALSE);
  assert_parses ("0.99999950", 1000000, FALSE);
  assert_parses ("1715.26600001", 1715266000, FALSE);
  assert_parses ("1e-7", 0, FALSE);
  assert_parses ("9e-7", 1, FALSE);
  assert_parses ("9e-8", 0, FALSE);
  assert_parses ("1e-999999999999999999999", 0, FALSE);
  assert_parses ("9223372036854.7758074", G_MAXINT64, FALSE);
}

static void
test_parse_refuses (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "-",
    "+",
    ".",
    "-.",
    "e5",
    "1e",
    "1e+",
    "1,5",
    "1 ",
    " 1",
    "1.2.3",
    "--1",
    "0x10",
    "nan",
    "inf",
    "1_000",
    "٣",
    "12€",
    "9223372036854.775808",
    "-9223372036854.775809",
    "9223372036854.7758075",
    "1e13",
    "1e999999999999999999999",
    "-1e1000000",
    "99999999999999999999999999999999999999999999999999999999999999999999",
  };
  gint64 amount = 42;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (kontor_decimal_parse (texts[i], &amount, NULL, &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
    g_assert_cmpint (amount, ==, 42);
  }
  g_assert_false (kontor_decimal_parse (NULL, &amount, NULL, NULL));
}

static void
assert_formats (gint64 amount, guint decimals, const char *expected)
{
  g_autofree char *text = kontor_decimal_format (amount, decimals);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  assert_formats (0, 0, "0");
  assert_formats (0, 2, "0.00");
  assert_formats (1500000, 0, "1.5");
  assert_formats (1500000, 2, "1.50");
  assert_formats (100000000, 0, "100");
  assert_formats (100000000, 6, "100.000000");
  assert_formats (-1, 2, "-0.000001");
  assert_formats (1234567, 2, "1.234567");
  assert_formats (G_MAXINT64, 0, "9223372036854.775807");
  assert_formats (G_MININT64, 0, "-9223372036854.775808");
}

static void
test_parse_format (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    gint64 amount = random_amount ();
    g_autofree char *text = kontor_decimal_format (amount, (guint) g_test_rand_int_range (0, 7));

    assert_parses (text, amount, TRUE);
  }
}

static void
test_round (void)
{
  g_assert_cmpint (kontor_amount_round (1005000, 2), ==, 1010000);
  g_assert_cmpint (kontor_amount_round (-1005000, 2), ==, -1010000);
  g_assert_cmpint (kontor_amount_round (1004999, 2), ==, 1000000);
  g_assert_cmpint (kontor_amount_round (-1004999, 2), ==, -1000000);
  g_assert_cmpint (kontor_amount_round (500000, 0), ==, 1000000);
  g_assert_cmpint (kontor_amount_round (499999, 0), ==, 0);
  g_assert_cmpint (kontor_amount_round (1234567, 6), ==, 1234567);
  g_assert_cmpint (kontor_amount_round (G_MAXINT64, 0), ==, G_MAXINT64);
  g_assert_cmpint (kontor_amount_round (G_MININT64, 0), ==, G_MININT64);
}

static void
test_share (void)
{
  g_assert_cmpint (kontor_amount_share (100000000, 1, 3, 2), ==, 33330000);
  g_assert_cmpint (kontor_amount_share (200000000, 1, 3, 2), ==, 66670000);
  g_assert_cmpint (kontor_amount_share (-200000000, 1, 3, 2), ==, -66670000);
  g_assert_cmpint (kontor_amount_share (200000000, -1, 3, 0), ==, -67000000);
  g_assert_cmpint (kontor_amount_share (1000000, 1, 2, 0), ==, 1000000);
  g_assert_cmpint (kontor_amount_share (G_MAXINT64, G_MAXINT64, G_MAXINT64, 6), ==, G_MAXINT64);
  g_assert_cmpint (kontor_amount_share (G_MININT64, G_MININT64, 1, 6), ==, G_MAXINT64);
  g_assert_cmpint (kontor_amount_share (G_MININT64, G_MAXINT64, 1, 6), ==, G_MININT64);
}

/* Refunding a line in any number of parts gives back what was charged, to the last unit. */
static void
test_shares_sum (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    guint decimals = (guint) g_test_rand_int_range (0, 7);
    gint64 charged = kontor_amount_round (random_amount () / 4, decimals);
    gint64 quantity = g_test_rand_int_range (1, 50);
    gint64 done = 0, refunded = 0;

    while (done < quantity) {
      done += g_test_rand_int_range (1, (gint32) (quantity - done) + 1);
      refunded += kontor_amount_share (charged, done, quantity, decimals) - refunded;
      g_assert_cmpint (refunded, ==, kontor_amount_round (refunded, decimals));
    }
    g_assert_cmpint (refunded, ==, charged);
  }
}

static void
test_share_is_nearest (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    gint64 amount = random_amount (), denominator = g_test_rand_int_range (1, G_MAXINT32);
    gint64 numerator = g_test_rand_int_range (0, (gint32) denominator);
    __int128 share = kontor_amount_share (amount, numerator, denominator, 6);
    __int128 off = 2 * (share * denominator - (__int128) amount * numerator);

    g_assert_true (off >= -denominator && off <= denominator);
    g_assert_true (kontor_amount_share (-(amount / 2), numerator, denominator, 2) ==
                   -kontor_amount_share (amount / 2, numerator, denominator, 2));
  }
}

static void
test_add (void)
{
  g_autoptr (GError) error = NULL;
  gint64 sum = 7;

  g_assert_true (kontor_amount_add (1, -3, &sum, NULL));
  g_assert_cmpint (sum, ==, -2);
  g_assert_true (kontor_amount_add (G_MAXINT64, G_MININT64, &sum, NULL));
  g_assert_cmpint (sum, ==, -1);
  g_assert_false (kontor_amount_add (G_MAXINT64, 1, &sum, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_false (kontor_amount_add (G_MININT64, -1, &sum, NULL));
  g_assert_cmpint (sum, ==, -1);
}

static void
test_make (void)
{
  KontorMoney money = kontor_money_make (5, "eur"), other = kontor_money_make (5, "JPY");
  KontorMoney *copy = kontor_money_copy (&money);

  g_assert_cmpstr (money.currency, ==, "EUR");
  g_assert_true (kontor_money_equal (&money, copy));
  g_assert_false (kontor_money_equal (&money, &other));
  other = kontor_money_make (6, "EUR");
  g_assert_false (kontor_money_equal (&money, &other));
  other = kontor_money_make (6, NULL);
  g_assert_cmpstr (other.currency, ==, "");
  other = kontor_money_make (6, "DOLLARS");
  g_assert_cmpstr (other.currency, ==, "DOL");
  kontor_money_free (copy);
}

static void
test_currencies (void)
{
  g_assert_cmpuint (kontor_currency_get_decimals ("EUR"), ==, 2);
  g_assert_cmpuint (kontor_currency_get_decimals ("JPY"), ==, 0);
  g_assert_cmpuint (kontor_currency_get_decimals ("KWD"), ==, 3);
  g_assert_cmpuint (kontor_currency_get_decimals ("QQQ"), ==, 2);
  g_assert_cmpuint (kontor_currency_get_decimals (NULL), ==, 2);
  g_assert_true (kontor_currency_is_valid ("CHF"));
  g_assert_false (kontor_currency_is_valid ("QQQ"));
  g_assert_false (kontor_currency_is_valid ("eur"));
  g_assert_false (kontor_currency_is_valid ("EURO"));
  g_assert_false (kontor_currency_is_valid ("€"));
  g_assert_false (kontor_currency_is_valid (""));
  g_assert_false (kontor_currency_is_valid (NULL));
}

static void
set_locale (const char *locale)
{
  g_setenv ("LC_ALL", locale, TRUE);
}

static void
assert_shows (const char *locale, gint64 amount, const char *currency, const char *expected)
{
  KontorMoney money = kontor_money_make (amount, currency);
  g_autofree char *text = NULL;

  set_locale (locale);
  text = kontor_money_format (&money);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_shows (void)
{
  assert_shows ("en_US.UTF-8", 1234500000, "EUR", "€1,234.50");
  assert_shows ("en_US.UTF-8", -1234500000, "USD", "-$1,234.50");
  assert_shows ("en_US.UTF-8", 1234500000, "JPY", "¥1,235");
  assert_shows ("C.UTF-8", 1000000, "EUR", "€1.00");
  assert_shows ("de_DE.UTF-8", 1234500000, "EUR", "1.234,50\u00a0€");
  assert_shows ("de_DE@euro", -5000, "EUR", "-0,01\u00a0€");
  assert_shows ("de_DE.UTF-8", 1234567890, "KWD", "1.234,568\u00a0KWD");
  assert_shows ("ja_JP.UTF-8", 1234500000, "JPY", "￥1,235");
  assert_shows ("ja_JP.UTF-8", 1234500000, "EUR", "€1,234.50");
  assert_shows ("ar_KW.UTF-8", 1234500000, "KWD", "\u200f١٬٢٣٤٫٥٠٠\u00a0د.ك.\u200f");
  assert_shows ("en_US.UTF-8", G_MAXINT64, "USD", "$9,223,372,036,854.78");
  assert_shows ("en_US.UTF-8", 1500000, "", "1.50");
  assert_shows ("xx_YY.nonsense@@", 1500000, "E", "1.50 E");
}

static void
assert_reads (const char *locale, const char *text, const char *currency, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  KontorMoney money;

  set_locale (locale);
  g_assert_true (kontor_money_parse_input (text, currency, &money, &error));
  g_assert_no_error (error);
  g_assert_cmpint (money.amount, ==, expected);
  g_assert_cmpstr (money.currency, ==, currency);
}

static void
assert_misreads (const char *locale, const char *text, const char *currency, const char *message)
{
  g_autoptr (GError) error = NULL;
  KontorMoney money = kontor_money_make (42, "XXX");

  set_locale (locale);
  g_assert_false (kontor_money_parse_input (text, currency, &money, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpint (money.amount, ==, 42);
}

static void
test_reads (void)
{
  assert_reads ("de_DE", "1.234,50", "EUR", 1234500000);
  assert_reads ("de_DE", "€ 12", "EUR", 12000000);
  assert_reads ("de_DE", "12.5", "EUR", 12500000);
  assert_reads ("de_DE", "-3", "EUR", -3000000);
  assert_reads ("de_DE", "1.234", "EUR", 1234000000);
  assert_reads ("de_DE", "1,234.50", "EUR", 1234500000);
  assert_reads ("de_DE", " 12,50 eur ", "EUR", 12500000);
  assert_reads ("en_US", "1.234,50", "EUR", 1234500000);
  assert_reads ("en_US", "1,234", "EUR", 1234000000);
  assert_reads ("en_US", "12,5", "EUR", 12500000);
  assert_reads ("en_US", "1.234.567", "EUR", 1234567000000);
  assert_reads ("en_US", "12,34,567.5", "INR", 1234567500000);
  assert_reads ("en_US", "-$12.50", "USD", -12500000);
  assert_reads ("en_US", "$ -12.50", "USD", -12500000);
  assert_reads ("en_US", "+.5", "USD", 500000);
  assert_reads ("en_US", "5.", "USD", 5000000);
  assert_reads ("en_US", "$12", "CAD", 12000000);
  assert_reads ("en_US", "CA$12", "CAD", 12000000);
  assert_reads ("en_US", "−1’234.50", "CHF", -1234500000);
  assert_reads ("fr_FR", "1\u202f234,5", "EUR", 1234500000);
  assert_reads ("fr_FR", "1 234,5 €", "EUR", 1234500000);
  assert_reads ("ja_JP", "￥１,２３５", "JPY", 1235000000);
  assert_reads ("ja_JP", "1235", "JPY", 1235000000);
  assert_reads ("ar_KW", "1.234", "KWD", 1234000);
  assert_reads ("ar_KW", "\u061c-١٬٢٣٤٫٥٠٠ د.ك.", "KWD", -1234500000);
}

static void
test_misreads (void)
{
  assert_misreads ("en_US", "", "EUR", "“” is not an amount");
  assert_misreads ("en_US", "€", "EUR", "“€” is not an amount");
  assert_misreads ("en_US", "-", "EUR", NULL);
  assert_misreads ("en_US", "--3", "EUR", NULL);
  assert_misreads ("en_US", "12x", "EUR", "“x” in “12x” was not understood");
  assert_misreads ("en_US", "1P5", "EUR", NULL);
  assert_misreads ("en_US", "$12", "EUR", "“$” in “$12” was not understood");
  assert_misreads ("en_US", "1e3", "EUR", NULL);
  assert_misreads ("en_US", "1.234", "EUR", "Amounts in EUR have at most 2 decimals");
  assert_misreads ("de_DE", "0.500", "EUR", NULL);
  assert_misreads ("ja_JP", "1.5", "JPY", "Amounts in JPY have no decimals");
  assert_misreads ("ja_JP", "1.0", "JPY", NULL);
  assert_misreads ("en_US", "12,34", "JPY", NULL);
  assert_misreads ("fr_FR", "1.234", "KWD",
                   "“1.234” can be read in two ways; leave out the separator or write all decimals");
  assert_misreads ("en_US", "1,23,4", "EUR", NULL);
  assert_misreads ("en_US", "1234,567,890", "EUR", NULL);
  assert_misreads ("en_US", "1,234.567.890", "EUR", NULL);
  assert_misreads ("en_US", "1.5,", "EUR", NULL);
  assert_misreads ("en_US", "1 2", "EUR", NULL);
  assert_misreads ("en_US", "1.2 3", "EUR", NULL);
  assert_misreads ("en_US", "99999999999999999999", "EUR", "“99999999999999999999” is too large");
  assert_misreads ("en_US", "\xff\xfe", "EUR", NULL);
  assert_misreads ("en_US", "12", "QQQ", "“QQQ” is not a currency");
  assert_misreads ("en_US", "12", NULL, NULL);
}

/* What is shown can be typed back. */
static void
test_reads_what_shows (void)
{
  static const char *const locales[] = { "en_US", "de_DE", "ja_JP", "ar_KW", "fr_FR",
                                         "de_CH", "en_IN", "pt_BR", "he_IL", "fa_IR" };
  static const char *const currencies[] = { "EUR", "USD", "JPY", "KWD", "CHF", "INR" };

  for (guint i = 0; i < ROUNDS / 10; i++) {
    const char *locale = locales[g_test_rand_int_range (0, G_N_ELEMENTS (locales))];
    const char *currency = currencies[g_test_rand_int_range (0, G_N_ELEMENTS (currencies))];
    gint64 amount = kontor_amount_round (random_amount () / 2, kontor_currency_get_decimals (currency));
    KontorMoney money = kontor_money_make (amount, currency);
    g_autofree char *text = NULL;

    set_locale (locale);
    text = kontor_money_format (&money);
    g_test_message ("%s %s", locale, text);
    assert_reads (locale, text, currency, amount);
  }
}

static void
test_garbage (void)
{
  static const char alphabet[] = "0123456789.,'  -+€$eP;\xff\xe2\x80\x8f";

  set_locale ("de_DE");
  for (guint i = 0; i < ROUNDS / 5; i++) {
    g_autoptr (GError) error = NULL;
    KontorMoney money;
    char text[12] = "";

    for (int j = g_test_rand_int_range (0, sizeof text - 1); j > 0; j--)
      text[j - 1] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
    if (!kontor_money_parse_input (text, "EUR", &money, &error))
      g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
    else
      g_assert_cmpint (money.amount, ==, kontor_amount_round (money.amount, 2));
  }
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/money/parse", test_parse);
  kontor_test_add_plain ("/core/money/parse-rounds", test_parse_rounds);
  kontor_test_add_plain ("/core/money/parse-refuses", test_parse_refuses);
  kontor_test_add_plain ("/core/money/format", test_format);
  kontor_test_add_plain ("/core/money/parse-format", test_parse_format);
  kontor_test_add_plain ("/core/money/round", test_round);
  kontor_test_add_plain ("/core/money/share", test_share);
  kontor_test_add_plain ("/core/money/shares-sum", test_shares_sum);
  kontor_test_add_plain ("/core/money/share-is-nearest", test_share_is_nearest);
  kontor_test_add_plain ("/core/money/add", test_add);
  kontor_test_add_plain ("/core/money/make", test_make);
  kontor_test_add_plain ("/core/money/currencies", test_currencies);
  kontor_test_add_plain ("/core/money/shows", test_shows);
  kontor_test_add_plain ("/core/money/reads", test_reads);
  kontor_test_add_plain ("/core/money/misreads", test_misreads);
  kontor_test_add_plain ("/core/money/reads-what-shows", test_reads_what_shows);
  kontor_test_add_plain ("/core/money/garbage", test_garbage);
  return kontor_test_run ();
}
