#include "kontor-clock.h"
#include "kontor-test.h"

#define HOUR (60 * 60 * 1000)

static void
test_now (void)
{
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  gint64 before = g_get_real_time () / 1000;
  gint64 now = kontor_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time () / 1000);
}

static gint64
parse (const char *text)
{
  gint64 day = G_MININT64;

  g_assert_true (kontor_day_parse (text, &day));
  return day;
}

static void
test_parse (void)
{
  gint64 day = 42;

  g_assert_cmpint (parse ("1970-01-01"), ==, 0);
  g_assert_cmpint (parse ("1969-12-31"), ==, -1);
  g_assert_cmpint (parse ("2000-02-29"), ==, 11016);
  g_assert_cmpint (parse ("2026-01-31"), ==, 20484);
  g_assert_cmpint (parse ("0001-01-01"), ==, -719162);
  g_assert_cmpint (parse ("9999-12-31"), ==, 2932896);
  for (const char *const *text =
           (const char *const[]) { "", "today", "2026-1-31", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
                                   "0000-01-01", "2026-01-31 ", " 2026-01-31", "2026/01/31", "-026-01-31", "2026-01-3x",
                                   "20260131", "2026-01-+1", NULL };
       *text != NULL; text++)
    g_assert_false (kontor_day_parse (*text, &day));
  g_assert_false (kontor_day_parse (NULL, &day));
  g_assert_cmpint (day, ==, 42);
}

static void
test_format (void)
{
  g_autofree char *before = kontor_day_format (-719163), *after = kontor_day_format (2932897),
                  *never = kontor_day_format (G_MININT64);

  g_assert_cmpstr (before, ==, "");
  g_assert_cmpstr (after, ==, "");
  g_assert_cmpstr (never, ==, "");
  for (guint i = 0; i < 2000; i++) {
    gint64 day = g_test_rand_int_range (-719162, 2932897);
    g_autofree char *text = kontor_day_format (day);

    g_assert_cmpint (parse (text), ==, day);
  }
}

static void
test_locale (void)
{
  g_autofree char *german = kontor_day_format_in (20484, "de"), *english = kontor_day_format_in (20484, "en_US"),
                  *before = kontor_day_format_in (-1, "de");

  g_assert_cmpstr (german, ==, "31. Januar 2026");
  g_assert_cmpstr (english, ==, "January 31, 2026");
  g_assert_cmpstr (before, ==, "31. Dezember 1969");
}

static void
test_utc (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  g_assert_cmpint (kontor_day_of (0, utc), ==, 0);
  g_assert_cmpint (kontor_day_of (-1, utc), ==, -1);
  g_assert_cmpint (kontor_day_of (24 * HOUR - 1, utc), ==, 0);
  g_assert_cmpint (kontor_day_of (24 * HOUR, utc), ==, 1);
  g_assert_cmpint (kontor_day_start (1, utc), ==, 24 * HOUR);
  g_assert_cmpint (kontor_day_of (G_MAXINT64, utc), ==, G_MAXINT64 / (24 * HOUR));
  g_assert_cmpint (kontor_day_of (G_MININT64, utc), ==, G_MININT64 / (24 * HOUR) - 1);
}

static void
test_zones (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GTimeZone) auckland = g_time_zone_new_identifier ("Pacific/Auckland");
  gint64 day = parse ("2026-01-01"), start = day * 24 * HOUR - HOUR;

  g_assert_cmpint (kontor_day_start (day, berlin), ==, start);
  g_assert_cmpint (kontor_day_of (start - 1, berlin), ==, day - 1);
  g_assert_cmpint (kontor_day_of (start, berlin), ==, day);
  g_assert_cmpint (kontor_day_of (start, auckland), ==, day);
  g_assert_cmpint (kontor_day_start (day, auckland), ==, day * 24 * HOUR - 13 * HOUR);
  day = parse ("2026-07-01");
  g_assert_cmpint (kontor_day_start (day, berlin), ==, day * 24 * HOUR - 2 * HOUR);
}

static void
test_change_of_clocks (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 spring = parse ("2026-03-29"), autumn = parse ("2026-10-25");

  g_assert_cmpint (kontor_day_start (spring + 1, berlin) - kontor_day_start (spring, berlin), ==, 23 * HOUR);
  g_assert_cmpint (kontor_day_start (autumn + 1, berlin) - kontor_day_start (autumn, berlin), ==, 25 * HOUR);
}

/* São Paulo once sprang from 23:59 to 1:00; Apia had no 30 December 2011. */
static void
test_gaps (void)
{
  g_autoptr (GTimeZone) sao_paulo = g_time_zone_new_identifier ("America/Sao_Paulo");
  g_autoptr (GTimeZone) apia = g_time_zone_new_identifier ("Pacific/Apia");
  gint64 day = parse ("2018-11-04"), missing = parse ("2011-12-30");

  g_assert_cmpint (kontor_day_start (day, sao_paulo), ==, day * 24 * HOUR + 3 * HOUR);
  g_assert_cmpint (kontor_day_of (kontor_day_start (day, sao_paulo), sao_paulo), ==, day);
  g_assert_cmpint (kontor_day_of (kontor_day_start (day, sao_paulo) - 1, sao_paulo), ==, day - 1);
  g_assert_cmpint (kontor_day_start (missing, apia), ==, kontor_day_start (missing + 1, apia));
}

static void
test_start_is_first (void)
{
  static const char *const names[] = { "Europe/Lisbon", "America/Havana", "Asia/Kathmandu",
                                       "Pacific/Kiritimati", "Asia/Tehran", "UTC" };

  for (guint i = 0; i < 600; i++) {
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (names[i % G_N_ELEMENTS (names)]);
    gint64 day = g_test_rand_int_range (0, 30000), start = kontor_day_start (day, zone);

    /* Kiritimati went without a day when it changed sides of the date line: /core/clock/gaps is about such days. */
    if (g_str_equal (names[i % G_N_ELEMENTS (names)], "Pacific/Kiritimati") && (day == 9130 || day == 9131))
      continue;
    g_assert_cmpint (kontor_day_of (start, zone), ==, day);
    g_assert_cmpint (kontor_day_of (start - 1, zone), ==, day - 1);
  }
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/clock/now", test_now);
  kontor_test_add_plain ("/core/clock/parse", test_parse);
  kontor_test_add_plain ("/core/clock/format", test_format);
  kontor_test_add_plain ("/core/clock/locale", test_locale);
  kontor_test_add_plain ("/core/clock/utc", test_utc);
  kontor_test_add_plain ("/core/clock/zones", test_zones);
  kontor_test_add_plain ("/core/clock/change-of-clocks", test_change_of_clocks);
  kontor_test_add_plain ("/core/clock/gaps", test_gaps);
  kontor_test_add_plain ("/core/clock/start-is-first", test_start_is_first);
  return kontor_test_run ();
}
