#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/capability.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kontor-db-fixture.h"
#include "kontor-error.h"
#include "kontor-test.h"

/* Set in a process that another test has started. */
#define PATH_OF_CHILD "KONTOR_TEST_PATH"

/* What the files of a folder hold, to see that nothing changed. */
static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

static void
write_file (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
make_file (const char *sql)
{
  g_autoptr (KontorDb) db = fixture_open ();

  fixture_run (db, sql);
  fixture_close (db);
}

/* NULL where it opened. */
static GError *
try_open (KontorDbOpenFlags flags)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (KontorDb) db = NULL;
  GError *error = NULL;

  db = dex_await_object (kontor_db_open_schema (path, flags, clock, NULL, &fixture_schema), &error);
  if (db != NULL)
    fixture_close (db);
  return error;
}

static void
assert_refused (KontorError code)
{
  g_autoptr (GError) error = try_open (KONTOR_DB_OPEN_CREATE);

  g_assert_error (error, KONTOR_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
assert_refused_untouched (KontorError code)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (GBytes) before = read_file (path);
  g_autoptr (GBytes) after = NULL;

  assert_refused (code);
  after = read_file (path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_missing (void)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autoptr (GError) error = try_open (KONTOR_DB_OPEN_DEFAULT);

  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

static void
overwrite (goffset offset, const void *bytes, gsize length)
{
  g_autofree char *path = fixture_path ();
  g_autofd int fd = open (path, O_WRONLY);

  g_assert_cmpint (pwrite (fd, bytes, length, offset), ==, length);
}

static void
test_newer (void)
{
  make_file ("INSERT INTO tag (name) VALUES ('Tea')");
  overwrite (60, "\0\0\0\x63", 4);
  assert_refused_untouched (KONTOR_ERROR_DB_NEWER);
}

/* The version of a file that crashed stands in its log alone. */
static void
test_newer_in_log (void)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GBytes) main_bytes = NULL;
  g_autoptr (GBytes) log_bytes = NULL;
  g_autoptr (GBytes) main_after = NULL;
  g_autoptr (GBytes) log_after = NULL;

  fixture_run (db, "PRAGMA user_version=99");
  main_bytes = read_file (path);
  log_bytes = read_file (log);
  fixture_close (db);
  write_file (path, main_bytes);
  write_file (log, log_bytes);

  assert_refused (KONTOR_ERROR_DB_NEWER);
  main_after = read_file (path);
  log_after = read_file (log);
  g_assert_true (g_bytes_equal (main_bytes, main_after));
  g_assert_true (g_bytes_equal (log_bytes, log_after));
}

static void
test_other_program (void)
{
  make_file ("INSERT INTO tag (name) VALUES ('Tea')");
  overwrite (68, "GIMP", 4);
  assert_refused_untouched (KONTOR_ERROR_DB);
}

static void
test_garbage (void)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *text = g_strnfill (10000, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (text, 10000);
  g_autoptr (GBytes) few = g_bytes_new ("x", 1);

  write_file (path, bytes);
  assert_refused_untouched (KONTOR_ERROR_DB_CORRUPT);
  write_file (path, few);
  assert_refused_untouched (KONTOR_ERROR_DB_CORRUPT);
}

static void
test_truncated (void)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (GBytes) whole = NULL;
  const gsize lengths[] = { 50, 100, 4095, 4096, 8192, 20000 };

  make_file ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO tag SELECT "
             "i, 'tag ' || i FROM n");
  whole = read_file (path);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, lengths[i]);

    write_file (path, part);
    assert_refused_untouched (KONTOR_ERROR_DB_CORRUPT);
  }
  write_file (path, whole);
  g_assert_null (try_open (KONTOR_DB_OPEN_DEFAULT));
}

static void
test_emptied (void)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  write_file (path, nothing);
  error = try_open (KONTOR_DB_OPEN_DEFAULT);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT);
  g_assert_null (try_open (KONTOR_DB_OPEN_CREATE));
}

/* Of a database that was there before, an empty file is what a broken disk left. */
static void
test_emptied_with_earlier (void)
{
  static const char *const earlier[] = { "backups/daily-2026-01-02-030405.db", "shop.db.v1-2026-01-02.bak",
                                         "shop.db.before-restore-2026-01-02T030405", "shop.db.damaged-2026-01-02T030405" };
  g_autofree char *path = fixture_path ();
  g_autofree char *folder = g_build_filename (kontor_test_dir (), KONTOR_DB_BACKUP_FOLDER, NULL);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (earlier); i++) {
    g_autofree char *kept = g_build_filename (kontor_test_dir (), earlier[i], NULL);

    write_file (kept, nothing);
    write_file (path, nothing);
    assert_refused_untouched (KONTOR_ERROR_DB_CORRUPT);
    g_assert_cmpint (g_unlink (kept), ==, 0);
  }
  g_assert_null (try_open (KONTOR_DB_OPEN_CREATE));
}

/* The power went while the very first page was written: its beginning never arrived, and a journal says that the file was empty. */
static void
test_half_made (void)
{
  static const guint8 header[512] = { 0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0, 0, 0, 0, 0, 0, 0, 0,
                                      0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0x10, 0 };
  g_autofree char *path = fixture_path ();
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree guint8 *page = g_malloc0 (4096);
  g_autoptr (GBytes) journal_bytes = g_bytes_new (header, sizeof header);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  page[4095] = 'x';
  bytes = g_bytes_new (page, 4096);
  write_file (path, bytes);
  write_file (journal, journal_bytes);
  error = try_open (KONTOR_DB_OPEN_CREATE);
  g_assert_no_error (error);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

/* Root may write everything until it gives that right away; threads that begin meanwhile do not get it. */
static void
set_overriding (gboolean overriding)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct data[2];
  guint32 rights = 1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH | 1u << CAP_FOWNER;

  g_assert_cmpint (syscall (SYS_capget, &header, data), ==, 0);
  data[0].effective = (data[0].effective & ~rights) | (overriding ? data[0].permitted & rights : 0);
  g_assert_cmpint (syscall (SYS_capset, &header, data), ==, 0);
}

static void
test_read_only_folder (void)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);

  make_file ("INSERT INTO tag (name) VALUES ('Tea')");
  g_assert_cmpint (g_unlink (lock), ==, 0);
  g_assert_cmpint (g_chmod (kontor_test_dir (), 0500), ==, 0);
  set_overriding (FALSE);
  assert_refused_untouched (KONTOR_ERROR_DB_READ_ONLY);
  set_overriding (TRUE);
  g_assert_cmpint (g_chmod (kontor_test_dir (), 0700), ==, 0);
}

static void
test_read_only_file (void)
{
  g_autofree char *path = fixture_path ();

  make_file ("INSERT INTO tag (name) VALUES ('Tea')");
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  set_overriding (FALSE);
  assert_refused_untouched (KONTOR_ERROR_DB_READ_ONLY);
  set_overriding (TRUE);
  g_assert_null (try_open (KONTOR_DB_OPEN_DEFAULT));
}

static void
test_modes_tightened (void)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (GError) error = NULL;
  struct stat info;

  make_file ("SELECT 1");
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  error = try_open (KONTOR_DB_OPEN_DEFAULT);
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_busy (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GError) error = try_open (KONTOR_DB_OPEN_DEFAULT);
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());

  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY);
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_nonnull (strstr (error->message, g_get_prgname ()));
  fixture_close (db);
  g_assert_null (try_open (KONTOR_DB_OPEN_DEFAULT));
}

/* In a child: opens, writes, says so and waits to be killed. */
static void
child_hold (void)
{
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (KontorDb) db = NULL;

  db = dex_await_object (
      kontor_db_open_schema (g_getenv (PATH_OF_CHILD), KONTOR_DB_OPEN_CREATE, clock, NULL, &fixture_schema), NULL);
  g_assert_nonnull (db);
  fixture_run (db, "INSERT INTO tag (name) VALUES ('of the child')");
  g_printerr ("held\n");
  pause ();
}

static GSubprocess *
start_child (const char *test)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *path = fixture_path ();
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, PATH_OF_CHILD, path, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, self, "-q", "-p", test, NULL);
  g_assert_no_error (error);
  return child;
}

static void
wait_for_line (GSubprocess *child, const char *line)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stderr_pipe (child));

  while (TRUE) {
    g_autofree char *read = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

    g_assert_nonnull (read);
    if (g_str_equal (read, line))
      return;
  }
}

static void
test_killed_owner (void)
{
  g_autoptr (GSubprocess) child = start_child ("/file/child/hold");
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  wait_for_line (child, "held");
  error = try_open (KONTOR_DB_OPEN_DEFAULT);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY);
  g_assert_nonnull (strstr (error->message, g_subprocess_get_identifier (child)));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);

  db = fixture_open ();
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 1);
  fixture_close (db);
}

/* In a child: files may not grow beyond a limit, as on a full disk. */
static void
child_fill (void)
{
  const struct rlimit small = { 400 * 1024, 400 * 1024 };
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  db = fixture_open ();
  fixture_run (db, "INSERT INTO tag (name) VALUES ('before')");
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (fixture_try (db,
                               "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                               "INSERT INTO tag SELECT i, 'tag ' || i FROM n",
                               &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_FULL);
  fixture_run (db, "INSERT INTO tag (name) VALUES ('after')");
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 2);
  fixture_close (db);
  g_printerr ("done\n");
}

static void
test_full_disk (void)
{
  g_autoptr (GSubprocess) child = start_child ("/file/child/fill");

  wait_for_line (child, "done");
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (child));
}

static gboolean
read_all (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 length;

  return kontor_txn_query_int (txn, &length, 0, error, "SELECT sum (length (name)) FROM tag", NULL);
}

static void
test_damage_is_remembered (void)
{
  g_autofree char *noise = g_strnfill (4096, 'x');
  g_autofree char *path = fixture_path ();
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  make_file ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO tag SELECT "
             "i, 'tag ' || i FROM n");
  whole = read_file (path);
  overwrite (20 * 4096, noise, 4096);
  overwrite (21 * 4096, noise, 4096);
  db = fixture_open ();
  dex_await (kontor_db_read (db, KONTOR_DB_BULK, NULL, read_all, NULL, NULL), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT);
  fixture_close (db);

  assert_refused (KONTOR_ERROR_DB_CORRUPT);
  assert_refused (KONTOR_ERROR_DB_CORRUPT);
  write_file (path, whole);
  g_assert_null (try_open (KONTOR_DB_OPEN_DEFAULT));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  if (g_getenv (PATH_OF_CHILD) != NULL) {
    kontor_test_add ("/file/child/hold", child_hold);
    kontor_test_add ("/file/child/fill", child_fill);
    return kontor_test_run ();
  }
  kontor_test_add ("/file/missing", test_missing);
  kontor_test_add ("/file/newer", test_newer);
  kontor_test_add ("/file/newer-in-log", test_newer_in_log);
  kontor_test_add ("/file/other-program", test_other_program);
  kontor_test_add ("/file/garbage", test_garbage);
  kontor_test_add ("/file/truncated", test_truncated);
  kontor_test_add ("/file/emptied", test_emptied);
  kontor_test_add ("/file/emptied-with-earlier", test_emptied_with_earlier);
  kontor_test_add ("/file/half-made", test_half_made);
  kontor_test_add ("/file/read-only-folder", test_read_only_folder);
  kontor_test_add ("/file/read-only-file", test_read_only_file);
  kontor_test_add ("/file/modes-tightened", test_modes_tightened);
  kontor_test_add ("/file/busy", test_busy);
  kontor_test_add ("/file/killed-owner", test_killed_owner);
  kontor_test_add ("/file/full-disk", test_full_disk);
  kontor_test_add ("/file/damage-is-remembered", test_damage_is_remembered);
  return kontor_test_run ();
}
