#include "kontor-test.h"

#include <string.h>

static char *last_dir;

static void
test_fiber (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (dex_timeout_new_msec (1), &error));
  g_assert_error (error, DEX_ERROR, DEX_ERROR_TIMED_OUT);
}

static void
test_dir (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "some", "folder", NULL);
  g_autofree char *file = g_build_filename (path, "file", NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "text", -1, NULL));
  last_dir = g_strdup (kontor_test_dir ());
  g_assert_cmpstr (last_dir, ==, kontor_test_dir ());
}

static void
test_dir_gone (void)
{
  g_assert_nonnull (last_dir);
  g_assert_false (g_file_test (last_dir, G_FILE_TEST_EXISTS));
  g_clear_pointer (&last_dir, g_free);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/support/harness/fiber", test_fiber);
  kontor_test_add ("/support/harness/dir", test_dir);
  kontor_test_add_plain ("/support/harness/dir-gone", test_dir_gone);

  return kontor_test_run ();
}
