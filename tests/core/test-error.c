#include <gio/gio.h>

#include "kontor-error.h"
#include "kontor-test.h"

static void
test_nicks (void)
{
  KontorError code;

  for (guint i = 0; i <= KONTOR_ERROR_DB; i++) {
    g_assert_true (kontor_error_code_from_nick (kontor_error_code_to_nick (i), &code));
    g_assert_cmpint (code, ==, i);
  }
  g_assert_cmpstr (kontor_error_code_to_nick (KONTOR_ERROR_RATE_LIMITED), ==, "rate-limited");
}

static void
test_unknown_nicks (void)
{
  KontorError code = KONTOR_ERROR_AUTH;

  g_assert_false (kontor_error_code_from_nick ("nonsense", &code));
  g_assert_false (kontor_error_code_from_nick ("", &code));
  g_assert_false (kontor_error_code_from_nick (NULL, &code));
  g_assert_cmpint (code, ==, KONTOR_ERROR_AUTH);
}

static void
test_retry_at (void)
{
  g_autoptr (GError) error = kontor_error_new_rate_limited (1700000000123, "Slow down, 100%");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) plain = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "No network");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Other");

  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_RATE_LIMITED);
  g_assert_cmpstr (error->message, ==, "Slow down, 100%");
  g_assert_cmpint (kontor_error_get_retry_at (error), ==, 1700000000123);
  g_assert_cmpint (kontor_error_get_retry_at (copy), ==, 1700000000123);
  g_assert_cmpint (kontor_error_get_retry_at (plain), ==, 0);
  g_assert_cmpint (kontor_error_get_retry_at (foreign), ==, 0);
  g_assert_cmpint (kontor_error_get_retry_at (NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/error/nicks", test_nicks);
  kontor_test_add_plain ("/core/error/unknown-nicks", test_unknown_nicks);
  kontor_test_add_plain ("/core/error/retry-at", test_retry_at);
  return kontor_test_run ();
}
