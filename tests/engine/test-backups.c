#include <glib/gstdio.h>

#include "engine-fixture.h"
#include "kontor-backups.h"
#include "kontor-test.h"

#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static GPtrArray *
list (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = dex_await_boxed (kontor_backups_list (f->engine), &error);

  g_assert_no_error (error);
  return backups;
}

static gboolean
make_daily (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gboolean made = dex_await_boolean (kontor_backups_make_daily (f->engine), &error);

  g_assert_no_error (error);
  return made;
}

/* One a day, the newest seven, and none that a person made is removed. */
static void
test_daily (void)
{
  Fixture f;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *path = NULL;

  fixture_begin (&f);
  path = dex_await_string (kontor_backups_make (f.engine), NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < 9; i++) {
    fixture_step (&f, DAY);
    g_assert_true (make_daily (&f));
    g_assert_false (make_daily (&f));
  }
  fixture_step (&f, -DAY);
  g_assert_false (make_daily (&f));

  backups = list (&f);
  g_assert_cmpuint (backups->len, ==, 8);
  for (guint i = 0; i < 7; i++)
    g_assert_true (((KontorBackup *) g_ptr_array_index (backups, i))->automatic);
  g_assert_cmpstr (((KontorBackup *) g_ptr_array_index (backups, 7))->path, ==, path);
  g_assert_cmpuint (((KontorBackup *) g_ptr_array_index (backups, 0))->size, >, 0);
  fixture_end (&f);
}

/* What else lies in the folder is not ours. */
static void
test_strangers (void)
{
  Fixture f;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *folder = NULL, *path = NULL;

  fixture_begin_empty (&f);
  folder = kontor_backups_dup_folder (f.engine);
  path = g_build_filename (folder, "daily-letter.db", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  backups = list (&f);
  g_assert_cmpuint (backups->len, ==, 0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);

  kontor_test_add ("/engine/backups/daily", test_daily);
  kontor_test_add ("/engine/backups/strangers", test_strangers);

  return kontor_test_run ();
}
