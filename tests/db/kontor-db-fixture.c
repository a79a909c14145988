#include "kontor-db-fixture.h"

#include "kontor-error.h"
#include "kontor-test.h"

static const KontorMigration steps[] = {
  { .sql = "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"
           "CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT, paused INTEGER NOT NULL DEFAULT 0) STRICT;"
           "CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;" },
};

static KontorRecord *
read_row (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  g_autofree char *name = NULL;
  KontorRecord *record;

  if (!kontor_txn_query_text (txn, &name, error, "SELECT name FROM tag WHERE id = ?1", "i", id) || name == NULL)
    return NULL;
  record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_TAG));
  kontor_record_set_id (record, id);
  kontor_record_set_text (record, KONTOR_TAG_NAME, name);
  return record;
}

const KontorSchema fixture_schema = { .steps = steps, .n_steps = G_N_ELEMENTS (steps), .read_row = read_row };

char *
fixture_path (void)
{
  return g_build_filename (kontor_test_dir (), "shop.db", NULL);
}

KontorDb *
fixture_open (void)
{
  g_autofree char *path = fixture_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  KontorDb *db;

  db = dex_await_object (kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, NULL, &fixture_schema), &error);
  g_assert_no_error (error);
  g_assert_true (KONTOR_IS_DB (db));
  return db;
}

void
fixture_close (KontorDb *db)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_close (db), &error);
  g_assert_no_error (error);
}

static gboolean
run_sql (KontorTxn *txn, gpointer sql, GValue *result, GError **error)
{
  return kontor_txn_run (txn, error, sql, NULL);
}

gboolean
fixture_try (KontorDb *db, const char *sql, GError **error)
{
  return dex_await (kontor_db_write (db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, run_sql, (gpointer) sql, NULL),
                    error);
}

void
fixture_run (KontorDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  fixture_try (db, sql, &error);
  g_assert_no_error (error);
}

static gboolean
query_sql (KontorTxn *txn, gpointer sql, GValue *result, GError **error)
{
  gint64 value;

  if (!kontor_txn_query_int (txn, &value, -1, error, sql, NULL))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, value);
  return TRUE;
}

gint64
fixture_query (KontorDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value =
      dex_await_int64 (kontor_db_read (db, KONTOR_DB_INTERACTIVE, NULL, query_sql, (gpointer) sql, NULL), &error);

  g_assert_no_error (error);
  return value;
}

gboolean
fixture_add_tag (KontorTxn *txn, gpointer name, GValue *result, GError **error)
{
  gint64 id;

  if (name == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "A tag needs a name");
    return FALSE;
  }
  if (!kontor_txn_run (txn, error, "INSERT INTO tag (name) VALUES (?1)", "t", name))
    return FALSE;
  id = kontor_txn_last_insert_id (txn);
  kontor_txn_note (txn, KONTOR_ENTITY_TAG, id, KONTOR_CHANGE_ADDED);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, id);
  return TRUE;
}
