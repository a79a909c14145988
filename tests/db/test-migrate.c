#include <glib/gstdio.h>
#include <string.h>

#include "kontor-db-fixture.h"
#include "kontor-error.h"
#include "kontor-test.h"

static const char *const op_states[] = { "queued", "sending", "retry-wait", "acked",
                                         "conflict", "rejected", "unknown", "cancelled" };

static gboolean
number_lanes (KontorTxn *txn, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT id FROM outbox ORDER BY id", error);

  if (stmt == NULL)
    return FALSE;
  while (kontor_stmt_step (stmt, error) == KONTOR_STEP_ROW) {
    if (!kontor_txn_run (txn, error, "UPDATE outbox SET lane = 'order:' || ?1 WHERE id = ?1", "i",
                         kontor_stmt_get_int (stmt, 0)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
fail_hook (KontorTxn *txn, GError **error)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "the hook failed");
  return FALSE;
}

/* Versions 1 to 4: a plain start, a column and a hook, a table that is rebuilt under a reference, an index. */
static const KontorMigration steps[] = {
  { .sql =
        "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
        "CREATE TABLE account (id INTEGER PRIMARY KEY, paused INTEGER NOT NULL DEFAULT 0) STRICT;"
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,"
        "  kind TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL) STRICT;" },
  { .sql = "ALTER TABLE outbox ADD COLUMN lane TEXT", .hook = number_lanes },
  { .sql = "CREATE TABLE account2 (id INTEGER PRIMARY KEY, name TEXT, paused INTEGER NOT NULL DEFAULT 0) STRICT;"
           "INSERT INTO account2 (id, paused) SELECT id, paused FROM account;"
           "DROP TABLE account; ALTER TABLE account2 RENAME TO account;" },
  { .sql = "CREATE INDEX outbox_lane ON outbox (lane)" },
};

/* The same, but something goes wrong after two good steps. */
static const KontorMigration broken_sql[] = {
  steps[0], steps[1], steps[2], { .sql = "CREATE INDEX outbox_lane ON nowhere (lane)" }
};
static const KontorMigration broken_hook[] = {
  steps[0], steps[1], steps[2], { .sql = "DELETE FROM outbox", .hook = fail_hook }
};
static const KontorMigration broken_references[] = { steps[0], steps[1], steps[2], { .sql = "DELETE FROM account" } };

static KontorDb *
try_open (const KontorMigration *list, guint n_steps, GError **error)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  KontorSchema *schema = g_new0 (KontorSchema, 1);
  KontorDb *db;

  schema->steps = list;
  schema->n_steps = n_steps;
  db = dex_await_object (kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, NULL, schema), error);
  if (db != NULL)
    g_object_set_data_full (G_OBJECT (db), "schema", schema, g_free);
  else
    g_free (schema);
  return db;
}

static KontorDb *
open_version (guint version)
{
  g_autoptr (GError) error = NULL;
  KontorDb *db = try_open (steps, version, &error);

  g_assert_no_error (error);
  return db;
}

/* An op of every state, as a file of version 1. */
static void
make_old (void)
{
  g_autoptr (KontorDb) db = open_version (1);

  fixture_run (db, "INSERT INTO account VALUES (7, 0)");
  for (guint i = 0; i < G_N_ELEMENTS (op_states); i++) {
    g_autofree char *sql =
        g_strdup_printf ("INSERT INTO outbox VALUES (%u, 7, 'set-price', '{\"v\":1}', '%s')", i + 1, op_states[i]);

    fixture_run (db, sql);
  }
  fixture_close (db);
}

static void
assert_ops (KontorDb *db)
{
  for (guint i = 0; i < G_N_ELEMENTS (op_states); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM outbox WHERE id = %u AND account_id = 7 AND kind = "
                                            "'set-price' AND payload = '{\"v\":1}' AND state = '%s'",
                                            i + 1, op_states[i]);

    g_assert_cmpint (fixture_query (db, sql), ==, 1);
  }
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox"), ==, G_N_ELEMENTS (op_states));
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM account"), ==, 1);
}

static GPtrArray *
list_backups (void)
{
  g_autoptr (GDir) folder = g_dir_open (kontor_test_dir (), 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    if (g_str_has_suffix (name, ".bak"))
      g_ptr_array_add (names, g_build_filename (kontor_test_dir (), name, NULL));
  }
  return names;
}

static void
test_new (void)
{
  g_autoptr (KontorDb) db = open_version (4);
  g_autoptr (GPtrArray) backups = list_backups ();

  g_assert_cmpint (fixture_query (db, "PRAGMA user_version"), ==, 4);
  g_assert_cmpuint (backups->len, ==, 0);
  fixture_close (db);
}

static void
test_step_by_step (void)
{
  make_old ();
  for (guint version = 1; version <= G_N_ELEMENTS (steps); version++) {
    g_autoptr (KontorDb) db = open_version (version);

    g_assert_cmpint (fixture_query (db, "PRAGMA user_version"), ==, version);
    g_assert_cmpint (fixture_query (db, "PRAGMA foreign_keys"), ==, 0);
    assert_ops (db);
    fixture_close (db);
  }
}

static void
test_all_at_once (void)
{
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  make_old ();
  db = open_version (4);
  assert_ops (db);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM outbox WHERE lane = 'order:' || id"), ==,
                   G_N_ELEMENTS (op_states));
  g_assert_false (fixture_try (db, "INSERT INTO outbox VALUES (99, 8, 'x', '{}', 'queued', NULL)", &error));
  fixture_close (db);

  backups = list_backups ();
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (backups, 0), "shop.db.v1-"));
  g_file_get_contents (g_ptr_array_index (backups, 0), &content, &length, NULL);
  g_assert_cmpuint (length, >, 4096);
  g_assert_cmpuint (content[63], ==, 1);
}

static void
assert_intact (const KontorMigration *list)
{
  g_autofree char *path = fixture_path ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (KontorDb) db = NULL;
  g_autoptr (GError) error = NULL;
  gsize length_before, length_after;

  make_old ();
  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));
  g_assert_null (try_open (list, 4, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
  db = open_version (1);
  assert_ops (db);
  fixture_close (db);
}

static void
test_broken_sql (void)
{
  assert_intact (broken_sql);
}

static void
test_broken_hook (void)
{
  assert_intact (broken_hook);
}

static void
test_broken_references (void)
{
  assert_intact (broken_references);
}

static void
test_older_refuses (void)
{
  g_autoptr (KontorDb) db = open_version (4);
  g_autoptr (GError) error = NULL;

  fixture_close (db);
  g_assert_null (try_open (steps, 3, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_NEWER);
}

static KontorDb *
open_at (const char *machine_file, const char *machine)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  KontorSchema *schema = g_memdup2 (&fixture_schema, sizeof fixture_schema);
  KontorDb *db;

  g_assert_true (g_file_set_contents (machine_file, machine, -1, NULL));
  schema->machine_file = machine_file;
  db = dex_await_object (kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, NULL, schema), &error);
  g_assert_no_error (error);
  g_object_set_data_full (G_OBJECT (db), "schema", schema, g_free);
  return db;
}

static void
test_installation (void)
{
  g_autofree char *machine_file = g_build_filename (kontor_test_dir (), "machine-id", NULL);
  const struct {
    const char *machine;
    gint64 paused;
  } openings[] = { { "here\n", 0 }, { "here\n", 0 }, { "", 0 }, { "there\n", 2 }, { "there\n", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++) {
    g_autoptr (KontorDb) db = open_at (machine_file, openings[i].machine);

    if (i == 0)
      fixture_run (db, "INSERT INTO account (id, name) VALUES (1, 'Shop')");
    g_assert_cmpint (fixture_query (db, "SELECT paused FROM account"), ==, openings[i].paused);
    g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM state WHERE value LIKE '%here%'"), ==, 0);
    fixture_close (db);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/migrate/new", test_new);
  kontor_test_add ("/migrate/step-by-step", test_step_by_step);
  kontor_test_add ("/migrate/all-at-once", test_all_at_once);
  kontor_test_add ("/migrate/broken-sql", test_broken_sql);
  kontor_test_add ("/migrate/broken-hook", test_broken_hook);
  kontor_test_add ("/migrate/broken-references", test_broken_references);
  kontor_test_add ("/migrate/older-refuses", test_older_refuses);
  kontor_test_add ("/migrate/installation", test_installation);
  return kontor_test_run ();
}
