#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "kontor-db-fixture.h"
#include "kontor-error.h"
#include "kontor-test.h"

#define PAGE 4096
#define N_TAGS 2000
#define N_MARKS 1000

static gboolean
rebuild (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (txn, error, "DELETE FROM words", NULL) &&
         kontor_txn_run (txn, error, "INSERT INTO words (rowid, name) SELECT id, name FROM tag", NULL);
}

static gboolean
mend (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (txn, error,
                         "INSERT INTO account (id, paused) SELECT DISTINCT account_id, 2 FROM outbox "
                         "WHERE account_id NOT IN (SELECT id FROM account)",
                         NULL);
}

/* References of every manner, a table without rowids, a full-text index with its trigger. */
static const KontorMigration steps[] = {
  { .sql =
        "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
        "CREATE TABLE account (id INTEGER PRIMARY KEY, paused INTEGER NOT NULL DEFAULT 0) STRICT;"
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
        "  payload TEXT NOT NULL) STRICT;"
        "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (name LIKE 'tag %')) STRICT;"
        "CREATE TABLE label (id INTEGER PRIMARY KEY, tag_id INTEGER REFERENCES tag ON DELETE SET NULL) STRICT;"
        "CREATE TABLE mark (tag_id INTEGER NOT NULL, key TEXT NOT NULL, note TEXT, PRIMARY KEY (tag_id, key),"
        "  FOREIGN KEY (tag_id) REFERENCES tag (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;"
        "CREATE VIRTUAL TABLE words USING fts5 (name, content = '', contentless_delete = 1);"
        "CREATE TRIGGER tag_words AFTER INSERT ON tag BEGIN INSERT INTO words (rowid, name) VALUES (new.id, new.name); "
        "END;" },
  { .sql = "ALTER TABLE tag ADD COLUMN colour TEXT; UPDATE tag SET colour = 'red'" },
};

static const KontorSchema old_schema = { .steps = steps, .n_steps = 1, .rebuild_search = rebuild, .mend = mend };
static const KontorSchema schema = { .steps = steps, .n_steps = 2, .rebuild_search = rebuild, .mend = mend };

static KontorDb *
open_with (const KontorSchema *with, GError **error)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return dex_await_object (kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, NULL, with), error);
}

static KontorDb *
open_well (void)
{
  g_autoptr (GError) error = NULL;
  KontorDb *db = open_with (&schema, &error);

  g_assert_no_error (error);
  return db;
}

static void
make_file (const KontorSchema *with)
{
  g_autoptr (KontorDb) db = open_with (with, NULL);

  fixture_run (db, "INSERT INTO account VALUES (1, 0), (2, 1)");
  fixture_run (db, "INSERT INTO outbox VALUES (1, 1, '{}'), (2, 2, '{\"v\":1}')");
  /* Sparse ids, as orders have them. */
  fixture_run (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
                   "INSERT INTO tag (id, name) SELECT i << 40, 'tag ' || i || ' of a shop with many of them' FROM n");
  fixture_run (db, "INSERT INTO label (id, tag_id) SELECT id >> 40, id FROM tag");
  fixture_run (db, "INSERT INTO mark SELECT id, 'key', 'note ' || (id >> 40) || ' takes some space in its page' FROM "
                   "tag WHERE id >> 40 <= 1000");
  fixture_close (db);
}

/* A page on which many rows stand. -1: none. */
static gint64
find_page (const char *text)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *content = NULL;
  gsize length;
  const char *found;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  found = memmem (content, length, text, strlen (text));
  g_assert_nonnull (found);
  return (found - content) / PAGE;
}

static int
read_16 (const char *bytes)
{
  return GINT16_FROM_BE (*(const gint16 *) (gconstpointer) bytes);
}

static void
overwrite (gint64 page)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *noise = g_strnfill (PAGE, 'x');
  g_autofd int fd = open (path, O_RDWR);
  char header[18];
  int size;

  g_assert_cmpint (pread (fd, header, sizeof header, 0), ==, sizeof header);
  size = read_16 (header + 16);
  g_assert_cmpint (pwrite (fd, noise, (gsize) size, page * size), ==, size);
}

static GStrv
repair (GError **error)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return dex_await_boxed (kontor_db_repair_schema (path, clock, &schema), error);
}

static char *
repair_well (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = repair (&error);
  char *report;

  g_assert_no_error (error);
  report = g_strjoinv ("\n", lines);
  g_test_message ("%s", report);
  return report;
}

static guint
count_files (const char *word)
{
  g_autoptr (GDir) folder = g_dir_open (kontor_test_dir (), 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += strstr (name, word) != NULL;
  return n;
}

static void
assert_sound (KontorDb *db)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) findings = dex_await_boxed (kontor_db_check (db), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strjoinv ("\n", findings);
  g_assert_cmpstr (text, ==, "");
}

static void
test_sound (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_autofree char *report = NULL;

  make_file (&schema);
  report = repair_well ();
  g_assert_nonnull (strstr (report, "Unsent changes: 2 saved, nothing lost"));
  db = open_well ();
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, N_TAGS);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM mark"), ==, N_MARKS);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM words WHERE words MATCH 'many'"), ==, N_TAGS);
  g_assert_cmpint (fixture_query (db, "SELECT paused FROM account WHERE id = 1"), ==, 0);
  g_assert_cmpint (fixture_query (db, "SELECT value FROM state WHERE key = 'commit_seq'"), ==, 5);
  g_assert_cmpuint (count_files (".damaged-"), ==, 1);
  assert_sound (db);
  fixture_close (db);
}

static void
test_pages (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  gint64 n_tags;

  make_file (&schema);
  overwrite (find_page ("tag 777 of"));
  overwrite (find_page ("tag 1700 of"));
  overwrite (find_page ("note 500 takes"));
  overwrite (find_page ("note 900 takes"));
  report = repair_well ();
  g_assert_nonnull (strstr (report, "Unsent changes: 2 saved, nothing lost"));
  g_assert_nonnull (strstr (report, "unreadable"));

  db = open_well ();
  assert_sound (db);
  n_tags = fixture_query (db, "SELECT count(*) FROM tag");
  g_assert_cmpint (n_tags, <, N_TAGS);
  g_assert_cmpint (n_tags, >, N_TAGS - 500);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag WHERE id >> 40 IN (1, 500, 1500, 2000)"), ==, 4);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM label"), ==, N_TAGS);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM label WHERE tag_id IS NOT NULL"), ==, n_tags);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM mark"), >, N_MARKS - 300);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM words WHERE words MATCH 'many'"), ==, n_tags);
  g_assert_cmpint (fixture_query (db, "SELECT min (paused) FROM account"), ==, 2);
  fixture_close (db);
}

/* Ops that fill a page of this size each. Returns the page that their tree begins with. */
static gint64
fill_pages (guint n_ops, guint size)
{
  g_autofree char *sql = g_strdup_printf ("WITH RECURSIVE n (i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
                                          "INSERT INTO outbox SELECT i, 1, printf ('%%0%ud', i) FROM n",
                                          n_ops, size * 3 / 4);
  g_autoptr (KontorDb) db = NULL;
  gint64 root;

  make_file (&schema);
  db = open_well ();
  fixture_run (db, sql);
  root = fixture_query (db, "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'");
  fixture_close (db);
  return root - 1;
}

/* In small pages, so that few make a tree of several levels: a file keeps the size that it began with. */
static gint64
fill_small_pages (guint n_ops)
{
  g_autofree char *path = fixture_path ();
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA page_size = 512; CREATE TABLE a (b); DROP TABLE a", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return fill_pages (n_ops, 512);
}

/* The inner page that another one leads to before its key @index. */
static gint64
find_inner_page (gint64 above, guint index)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *content = NULL;
  const char *page, *cell;
  gsize length;
  gint32 child; /* not aligned */

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  page = content + above * read_16 (content + 16);
  cell = page + read_16 (page + 12 + 2 * index);
  memcpy (&child, cell, sizeof child);
  child = GINT32_FROM_BE (child) - 1;
  g_assert_cmpint (page[0], ==, 5);
  g_assert_cmpint (content[child * read_16 (content + 16)], ==, 5);
  return child;
}

/* All rows are there again, and it is said that nobody can know. */
static void
assert_all_ops (gint64 n)
{
  g_autofree char *report = repair_well ();
  g_autofree char *line = g_strdup_printf ("Unsent changes: %" G_GINT64_FORMAT " saved, 0 lost, unreadable places: ", n);
  g_autoptr (KontorDb) db = open_well ();

  g_assert_nonnull (strstr (report, line));
  assert_sound (db);
  g_assert_cmpint (fixture_query (db, "SELECT count (*) FROM outbox"), ==, n);
  g_assert_cmpint (
      fixture_query (db, "SELECT count (*) FROM outbox WHERE id > 2 AND CAST (payload AS INTEGER) != id"), ==, 0);
  g_assert_cmpint (fixture_query (db, "SELECT count (*) FROM tag"), ==, N_TAGS);
  g_assert_cmpint (fixture_query (db, "SELECT min (paused) FROM account"), ==, 2);
  fixture_close (db);
}

static void
test_inner_page (void)
{
  overwrite (find_inner_page (fill_pages (1500, PAGE), 0));
  assert_all_ops (1500);
}

static void
test_first_page_of_tree (void)
{
  overwrite (fill_small_pages (1000));
  assert_all_ops (1000);
}

static void
test_inner_pages (void)
{
  gint64 root = fill_pages (1500, PAGE), inner = find_inner_page (root, 0);

  overwrite (root);
  overwrite (inner);
  assert_all_ops (1500);
}

/* The page between them is whole: what lies below the lower one is found when the upper one has been mended. */
static void
test_inner_pages_apart (void)
{
  gint64 root = fill_small_pages (6000), inner = find_inner_page (find_inner_page (root, 0), 20);

  overwrite (root);
  overwrite (inner);
  assert_all_ops (6000);
}

/* What was taken back long ago still stands in pages that are free. */
static void
test_inner_page_of_few (void)
{
  gint64 root = fill_small_pages (1000);
  g_autoptr (KontorDb) db = open_well ();

  fixture_run (db, "PRAGMA secure_delete = OFF");
  fixture_run (db, "DELETE FROM outbox WHERE id BETWEEN 501 AND 900");
  fixture_close (db);
  overwrite (root);
  assert_all_ops (600);
}

/* Whatever page is hit, the rest is saved and the result is sound. The first ones are the roots. */
static void
test_each_page (void)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *whole = NULL;
  gsize length;

  make_file (&schema);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (gsize page = 1; page < length / PAGE; page += page < 10 ? 1 : 61) {
    g_autoptr (KontorDb) db = NULL;
    g_autofree char *report = NULL;

    g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
    overwrite ((gint64) page);
    report = repair_well ();
    db = open_well ();
    assert_sound (db);
    g_assert_cmpint (
        fixture_query (db, "SELECT count(*) FROM outbox") + fixture_query (db, "SELECT count(*) FROM label"), >=, 2);
    fixture_close (db);
  }
}

static void
test_truncated (void)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorDb) db = NULL;
  g_autofree char *report = NULL;

  make_file (&schema);
  g_assert_cmpint (truncate (path, 40 * PAGE), ==, 0);
  report = repair_well ();
  db = open_well ();
  assert_sound (db);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox"), ==, 2);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), >, 100);
  fixture_close (db);
}

static void
test_lost_account (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_autofree char *report = NULL;

  make_file (&schema);
  /* The first pages are those of the tables in the order of their making; state, account, outbox. */
  overwrite (2);
  report = repair_well ();
  db = open_well ();
  assert_sound (db);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox"), ==, 2);
  g_assert_cmpint (fixture_query (db, "SELECT min (paused) FROM account"), ==, 2);
  fixture_close (db);
}

static void
test_old_version (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_autofree char *report = NULL;

  make_file (&old_schema);
  overwrite (find_page ("tag 777 of"));
  report = repair_well ();
  db = open_well ();
  assert_sound (db);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag WHERE colour = 'red'"), >, N_TAGS - 200);
  fixture_close (db);
}

static void
test_nothing_left (void)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *noise = g_strnfill (3 * PAGE, 'x');
  g_autoptr (KontorDb) db = NULL;
  g_autofree char *report = NULL;

  g_assert_true (g_file_set_contents (path, noise, -1, NULL));
  report = repair_well ();
  db = open_well ();
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox"), ==, 0);
  g_assert_cmpuint (count_files (".damaged-"), ==, 1);
  fixture_close (db);
}

static void
test_repair_refuses (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (repair (&error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  db = open_well ();
  g_assert_null (repair (&error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY);
  fixture_close (db);
  g_assert_cmpuint (count_files ("damaged"), ==, 0);
}

static void
test_check (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_auto (GStrv) findings = NULL;
  g_autoptr (GError) error = NULL;

  make_file (&schema);
  overwrite (find_page ("tag 777 of"));
  db = open_well ();
  findings = dex_await_boxed (kontor_db_check (db), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (findings), >, 0);
  fixture_close (db);
}

static DexFuture *
restore (const char *backup)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return kontor_db_restore_schema (backup, path, clock, &schema);
}

static void
test_backup (void)
{
  g_autofree char *backup = g_build_filename (kontor_test_dir (), "copy.db", NULL);
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (DexFuture) copying = NULL;
  g_autoptr (GError) error = NULL;

  make_file (&schema);
  db = open_well ();
  copying = kontor_db_backup (db, backup);
  fixture_run (db, "DELETE FROM outbox");
  dex_await (g_steal_pointer (&copying), &error);
  g_assert_no_error (error);
  dex_await (kontor_db_backup (db, path), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_clear_error (&error);
  dex_await (kontor_db_backup (db, "/nowhere/copy.db"), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  dex_await (restore (backup), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY);
  fixture_close (db);
  g_assert_cmpuint (count_files ("copy.db"), ==, 1);
}

static void
test_restore (void)
{
  g_autofree char *backup = g_build_filename (kontor_test_dir (), "copy.db", NULL);
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  make_file (&old_schema);
  db = open_with (&old_schema, NULL);
  dex_await (kontor_db_backup (db, backup), &error);
  g_assert_no_error (error);
  fixture_run (db, "DELETE FROM outbox");
  fixture_close (db);
  g_clear_object (&db);

  dex_await (restore (backup), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (".before-restore-"), ==, 1);
  g_assert_cmpuint (count_files (".restored"), ==, 0);
  db = open_well ();
  assert_sound (db);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox"), ==, 2);
  g_assert_cmpint (fixture_query (db, "SELECT min (paused) FROM account"), ==, 2);
  fixture_close (db);
}

static void
test_restore_refuses (void)
{
  g_autofree char *backup = g_build_filename (kontor_test_dir (), "copy.db", NULL);
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;

  make_file (&schema);
  dex_await (restore (backup), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (backup, "no database at all", -1, NULL));
  dex_await (restore (backup), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT);
  g_assert_cmpuint (count_files ("restore"), ==, 0);
  db = open_well ();
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox"), ==, 2);
  fixture_close (db);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/damage/sound", test_sound);
  kontor_test_add ("/damage/pages", test_pages);
  kontor_test_add ("/damage/inner-page", test_inner_page);
  kontor_test_add ("/damage/first-page-of-tree", test_first_page_of_tree);
  kontor_test_add ("/damage/inner-pages", test_inner_pages);
  kontor_test_add ("/damage/inner-pages-apart", test_inner_pages_apart);
  kontor_test_add ("/damage/inner-page-of-few", test_inner_page_of_few);
  kontor_test_add ("/damage/each-page", test_each_page);
  kontor_test_add ("/damage/truncated", test_truncated);
  kontor_test_add ("/damage/lost-account", test_lost_account);
  kontor_test_add ("/damage/old-version", test_old_version);
  kontor_test_add ("/damage/nothing-left", test_nothing_left);
  kontor_test_add ("/damage/repair-refuses", test_repair_refuses);
  kontor_test_add ("/damage/check", test_check);
  kontor_test_add ("/damage/backup", test_backup);
  kontor_test_add ("/damage/restore", test_restore);
  kontor_test_add ("/damage/restore-refuses", test_restore_refuses);
  return kontor_test_run ();
}
