#include <signal.h>

#include "kontor-db-fixture.h"
#include "kontor-power-vfs.h"
#include "kontor-test.h"

/* Set in a process that writes until it dies: the database, and after how many writes and syncs. */
#define PATH_OF_CHILD "KONTOR_TEST_PATH"
#define CALLS_OF_CHILD "KONTOR_TEST_CALLS"

#define N_CUTS 20

static KontorDb *
open_path (const char *path, GError **error)
{
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return dex_await_object (
      kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, KONTOR_POWER_VFS, &fixture_schema), error);
}

static gboolean
add_next (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 last;

  if (!kontor_txn_run (txn, error, "INSERT INTO tag (name) SELECT hex (randomblob (1500))", NULL) ||
      !kontor_txn_query_int (txn, &last, 0, error, "SELECT max (id) FROM tag", NULL))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, last);
  return TRUE;
}

/* Tells the row of each commit that is promised to be on the disk. */
static void
child_write (void)
{
  g_autoptr (KontorDb) db = NULL;

  kontor_power_vfs_register ();
  kontor_power_vfs_die_after ((guint) g_ascii_strtoull (g_getenv (CALLS_OF_CHILD), NULL, 10));
  db = open_path (g_getenv (PATH_OF_CHILD), NULL);
  g_assert_nonnull (db);
  while (TRUE) {
    dex_await (kontor_db_write (db, KONTOR_ORIGIN_SERVER, KONTOR_DB_SYNC_NORMAL, add_next, NULL, NULL), NULL);
    g_printerr ("%d\n",
                (int) dex_await_int64 (
                    kontor_db_write (db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, add_next, NULL, NULL), NULL));
  }
}

/* The last row that was told, 0 for none. */
static gint64
run_until_death (const char *path, guint calls)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%u", calls);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  gint64 told = 0;
  char *line;

  g_subprocess_launcher_setenv (launcher, PATH_OF_CHILD, path, TRUE);
  g_subprocess_launcher_setenv (launcher, CALLS_OF_CHILD, number, TRUE);
  child = g_subprocess_launcher_spawn (launcher, NULL, self, "-q", NULL);
  stream = g_data_input_stream_new (g_subprocess_get_stderr_pipe (child));
  while ((line = g_data_input_stream_read_line (stream, NULL, NULL, NULL)) != NULL) {
    gint64 row = g_ascii_strtoll (line, NULL, 10);

    told = MAX (told, row);
    g_free (line);
  }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  /* A process that is forked and listened to on this thread. */
  kontor_test_pardon_stall ();
  return told;
}

static void
assert_whole (const char *path, gint64 told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDb) db = open_path (path, &error);
  g_auto (GStrv) findings = NULL;
  gint64 n_rows;

  g_assert_no_error (error);
  findings = dex_await_boxed (kontor_db_check (db), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (findings), ==, 0);
  n_rows = fixture_query (db, "SELECT count(*) FROM tag");
  g_assert_cmpint (n_rows, >=, told);
  g_assert_cmpint (fixture_query (db, "SELECT coalesce (max (id), 0) FROM tag"), ==, n_rows);
  g_assert_cmpint (fixture_query (db, "SELECT coalesce (max (value), 0) FROM state WHERE key = 'commit_seq'"), ==,
                   n_rows);
  fixture_close (db);
}

static void
test_cuts (void)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 most = 0;

  kontor_power_vfs_register ();
  for (guint i = 0; i < N_CUTS; i++) {
    gint64 told = run_until_death (path, (guint) g_rand_int_range (rand, 30, 400));

    most = MAX (most, told);
    kontor_power_vfs_cut (path, rand);
    assert_whole (path, most);
  }
  g_assert_cmpint (most, >, N_CUTS);
}

/* While the file is made. */
static void
test_cuts_at_birth (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  kontor_power_vfs_register ();
  for (guint i = 0; i < N_CUTS; i++) {
    g_autofree char *name = g_strdup_printf ("new-%u.db", i);
    g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);
    gint64 told = run_until_death (path, 1 + i);

    kontor_power_vfs_cut (path, rand);
    assert_whole (path, told);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  if (g_getenv (PATH_OF_CHILD) != NULL) {
    kontor_test_add ("/power/child", child_write);
    return kontor_test_run ();
  }
  kontor_test_add ("/power/cuts", test_cuts);
  kontor_test_add ("/power/cuts-at-birth", test_cuts_at_birth);
  return kontor_test_run ();
}
