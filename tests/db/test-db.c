#include <sys/stat.h>

#include "kontor-db-fixture.h"
#include "kontor-error.h"
#include "kontor-test.h"

/* What a listener heard, in order. */
typedef struct {
  KontorDb *db;
  guint id;
  GPtrArray *changes;
  guint heard_at_answer;
} Ear;

static void
hear (KontorChanges *changes, gpointer data)
{
  Ear *ear = data;

  g_ptr_array_add (ear->changes, kontor_changes_ref (changes));
}

static Ear *
ear_new (KontorDb *db)
{
  Ear *ear = g_new0 (Ear, 1);

  ear->db = db;
  ear->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_changes_unref);
  ear->id = kontor_db_listen (db, hear, ear);
  return ear;
}

static void
ear_free (Ear *ear)
{
  kontor_db_unlisten (ear->db, ear->id);
  g_ptr_array_unref (ear->changes);
  g_free (ear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ear, ear_free)

static KontorChanges *
ear_get (Ear *ear, guint index)
{
  g_assert_cmpuint (index, <, ear->changes->len);
  return g_ptr_array_index (ear->changes, index);
}

static DexFuture *
write_func (KontorDb *db, KontorDbFunc func, gpointer data)
{
  return kontor_db_write (db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, func, data, NULL);
}

static DexFuture *
add_tag (KontorDb *db, const char *name)
{
  return write_func (db, fixture_add_tag, (gpointer) name);
}

static void
test_modes (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  const char *const names[] = { "", "-wal", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat (kontor_db_get_path (db), names[i], NULL);
    struct stat info;

    g_assert_cmpint (stat (path, &info), ==, 0);
    g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  }
  fixture_close (db);
}

static void
test_persists (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  gint64 seq;

  fixture_run (db, "INSERT INTO tag (name) VALUES ('Tea')");
  seq = fixture_query (db, "SELECT value FROM state WHERE key = 'commit_seq'");
  fixture_close (db);
  g_clear_object (&db);

  db = fixture_open ();
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 1);
  fixture_run (db, "INSERT INTO tag (name) VALUES ('Coffee')");
  g_assert_cmpint (fixture_query (db, "SELECT value FROM state WHERE key = 'commit_seq'"), ==, seq + 1);
  fixture_close (db);
}

static void
test_order (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 100; i++) {
    g_ptr_array_add (names, g_strdup_printf ("tag %u", i));
    g_ptr_array_add (futures, add_tag (db, g_ptr_array_index (names, i)));
  }
  for (guint i = 0; i < 100; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (dex_await_int64 (dex_ref (g_ptr_array_index (futures, i)), &error), ==, i + 1);
    g_assert_no_error (error);
  }
  fixture_close (db);
}

/* Goes on when it is told. */
static gboolean
is_awaited (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_async_queue_pop (data);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, kontor_txn_is_awaited (txn));
  return TRUE;
}

static void
test_awaited (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GAsyncQueue) go = g_async_queue_new ();
  g_autoptr (DexFuture) first = write_func (db, is_awaited, go), second = write_func (db, is_awaited, go);

  g_async_queue_push (go, db);
  g_assert_true (dex_await_boolean (g_steal_pointer (&first), NULL));
  g_async_queue_push (go, db);
  g_assert_false (dex_await_boolean (g_steal_pointer (&second), NULL));
  fixture_close (db);
}

static void
test_rollback (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);
  g_autoptr (GError) error = NULL;
  gint64 seq = fixture_query (db, "SELECT value FROM state WHERE key = 'commit_seq'");

  dex_await (add_tag (db, NULL), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fixture_try (db, "INSERT INTO tag (name) VALUES ('a'), ('b'), ('a')", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB);
  g_clear_error (&error);
  g_assert_false (fixture_try (db, "INSERT INTO nonsense VALUES (1)", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 0);
  g_assert_cmpuint (ear->changes->len, ==, 0);

  dex_await (add_tag (db, "Tea"), NULL);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 1);
  g_assert_cmpint (ear_get (ear, 0)->seq, ==, MAX (seq, 0) + 1);
  fixture_close (db);
}

static gboolean
touch_often (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_assert_cmpint (kontor_txn_get_origin (txn), ==, KONTOR_ORIGIN_PERSON);
  if (!fixture_add_tag (txn, (gpointer) "new", result, error) ||
      !kontor_txn_run (txn, error, "UPDATE tag SET name = 'newer' WHERE name = 'new'", NULL))
    return FALSE;
  kontor_txn_note (txn, KONTOR_ENTITY_TAG, g_value_get_int64 (result), KONTOR_CHANGE_CHANGED);
  kontor_txn_note (txn, KONTOR_ENTITY_TAG, g_value_get_int64 (result), KONTOR_CHANGE_CHANGED);
  kontor_txn_note (txn, KONTOR_ENTITY_TAG, 77, KONTOR_CHANGE_CHANGED);
  kontor_txn_note (txn, KONTOR_ENTITY_TAG, 77, KONTOR_CHANGE_REMOVED);
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  kontor_txn_touch (txn, KONTOR_TOUCHED_VIEWS);
  return TRUE;
}

static void
test_notice (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);
  g_autoptr (GError) error = NULL;
  KontorChanges *changes;
  gint64 id;

  id = dex_await_int64 (write_func (db, touch_often, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear->changes->len, ==, 1);
  changes = ear_get (ear, 0);
  g_assert_cmpuint (changes->n_changes, ==, 2);
  g_assert_cmpint (changes->changes[0].id, ==, id);
  g_assert_cmpint (changes->changes[0].kind, ==, KONTOR_CHANGE_ADDED);
  g_assert_cmpstr (kontor_record_get_text (changes->changes[0].row, KONTOR_TAG_NAME), ==, "newer");
  g_assert_cmpint (changes->changes[1].kind, ==, KONTOR_CHANGE_REMOVED);
  g_assert_null (changes->changes[1].row);
  g_assert_cmpint (changes->touched, ==, KONTOR_TOUCHED_OUTBOX | KONTOR_TOUCHED_VIEWS);

  fixture_run (db, "SELECT 1");
  g_assert_cmpuint (ear->changes->len, ==, 1);
  fixture_close (db);
}

static DexFuture *
remember_heard (DexFuture *future, gpointer data)
{
  Ear *ear = data;

  ear->heard_at_answer = ear->changes->len;
  return NULL;
}

static void
test_notice_before_answer (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);

  dex_await (dex_future_finally (add_tag (db, "Tea"), remember_heard, ear, NULL), NULL);
  g_assert_cmpuint (ear->heard_at_answer, ==, 1);
  fixture_close (db);
}

static gboolean
note_many (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  for (gint64 id = 1; id <= 1000; id++)
    kontor_txn_note (txn, KONTOR_ENTITY_TAG, id, KONTOR_CHANGE_CHANGED);
  return TRUE;
}

static guint
count_rows (const KontorChanges *changes)
{
  guint n_rows = 0;

  for (guint i = 0; i < changes->n_changes; i++)
    n_rows += changes->changes[i].row != NULL;
  return n_rows;
}

static void
test_notice_rows (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);

  fixture_run (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                   "INSERT INTO tag SELECT i, 'tag ' || i FROM n");
  kontor_db_set_live (db, KONTOR_ENTITY_TAG, 900);
  kontor_db_set_live (db, KONTOR_ENTITY_TAG, 901);
  kontor_db_unset_live (db, KONTOR_ENTITY_TAG, 901);
  kontor_db_set_live (db, KONTOR_ENTITY_PRODUCT, 902);
  dex_await (write_func (db, note_many, NULL), NULL);
  g_assert_cmpuint (count_rows (ear_get (ear, 1)), ==, 257);
  g_assert_nonnull (ear_get (ear, 1)->changes[255].row);
  g_assert_nonnull (ear_get (ear, 1)->changes[899].row);

  dex_await (kontor_db_write (db, KONTOR_ORIGIN_FIRST, KONTOR_DB_SYNC_NORMAL, note_many, NULL, NULL), NULL);
  g_assert_cmpuint (count_rows (ear_get (ear, 2)), ==, 1);
  fixture_close (db);
}

static void
hear_and_leave (KontorChanges *changes, gpointer data)
{
  Ear *ear = data;

  hear (changes, ear);
  kontor_db_unlisten (ear->db, ear->id);
  ear->id = kontor_db_listen (ear->db, hear, ear);
}

static void
test_listeners_change (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);

  kontor_db_unlisten (db, ear->id);
  ear->id = kontor_db_listen (db, hear_and_leave, ear);
  dex_await (add_tag (db, "Tea"), NULL);
  g_assert_cmpuint (ear->changes->len, ==, 1);
  dex_await (add_tag (db, "Coffee"), NULL);
  g_assert_cmpuint (ear->changes->len, ==, 2);
  g_assert_cmpint (ear_get (ear, 0)->seq, <, ear_get (ear, 1)->seq);
  fixture_close (db);
}

/* Where a read stands still until the test lets it go on: its own thread waits, as no function of the program may. */
typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean reached;
  gboolean released;
  gint64 seq;
  gint64 count;
} Gate;

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->released = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_wait_reached (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->reached)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static gboolean
read_at_gate (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Gate *gate = data;

  gate->seq = kontor_txn_get_seq (txn);
  g_mutex_lock (&gate->mutex);
  gate->reached = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->released)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return kontor_txn_query_int (txn, &gate->count, -1, error, "SELECT count(*) FROM tag", NULL);
}

static void
test_isolation (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);
  g_autoptr (DexFuture) reading = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate = { 0 };

  dex_await (add_tag (db, "Tea"), NULL);
  reading = kontor_db_read (db, KONTOR_DB_BULK, NULL, read_at_gate, &gate, NULL);
  gate_wait_reached (&gate);
  dex_await (add_tag (db, "Coffee"), NULL);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 2);
  gate_open (&gate);
  dex_await (g_steal_pointer (&reading), &error);
  g_assert_no_error (error);

  g_assert_cmpint (gate.count, ==, 1);
  g_assert_cmpint (gate.seq, ==, ear_get (ear, 0)->seq);
  g_assert_cmpint (gate.seq, <, ear_get (ear, 1)->seq);
  fixture_close (db);
}

static gboolean
read_for_ever (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->reached = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
  return kontor_txn_query_int (
      txn, &gate->count, -1, error,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", NULL);
}

static void
test_cancel (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DexFuture) reading = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate = { 0 };

  reading = kontor_db_read (db, KONTOR_DB_INTERACTIVE, cancellable, read_for_ever, &gate, NULL);
  gate_wait_reached (&gate);
  g_cancellable_cancel (cancellable);
  dex_await (g_steal_pointer (&reading), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  gate.reached = FALSE;
  dex_await (kontor_db_read (db, KONTOR_DB_INTERACTIVE, cancellable, read_for_ever, &gate, NULL), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (gate.reached);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 0);
  fixture_close (db);
}

static void
test_read_only_readers (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_read (db, KONTOR_DB_BULK, NULL, (KontorDbFunc) fixture_add_tag, (gpointer) "Tea", NULL), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_READ_ONLY);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 0);
  fixture_close (db);
}

static gboolean
count_finish (KontorTxn *txn, gpointer data, GError **error)
{
  int *calls = data;

  (*calls)++;
  return kontor_txn_run (txn, error, "UPDATE tag SET name = name || '!'", NULL);
}

static gboolean
attach_twice (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_assert_null (kontor_txn_get_attached (txn, count_finish));
  kontor_txn_attach (txn, count_finish, data, NULL);
  g_assert_true (kontor_txn_get_attached (txn, count_finish) == data);
  return fixture_add_tag (txn, (gpointer) "Tea", result, error);
}

static void
test_finish (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (Ear) ear = ear_new (db);
  int calls = 0;

  dex_await (write_func (db, attach_twice, &calls), NULL);
  g_assert_cmpint (calls, ==, 1);
  g_assert_cmpstr (kontor_record_get_text (ear_get (ear, 0)->changes[0].row, KONTOR_TAG_NAME), ==, "Tea!");
  fixture_close (db);
}

static void
test_closed (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (DexFuture) writing = add_tag (db, "Tea");
  g_autoptr (DexFuture) closing = kontor_db_close (db);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) data = g_ptr_array_new ();

  dex_await (kontor_db_write (db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, fixture_add_tag, g_ptr_array_ref (data),
                              (GDestroyNotify) g_ptr_array_unref),
             &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB);
  g_clear_error (&error);
  dex_await (g_steal_pointer (&closing), &error);
  g_assert_no_error (error);
  g_assert_cmpint (dex_await_int64 (g_steal_pointer (&writing), &error), ==, 1);
  g_assert_no_error (error);
  fixture_close (db);
}

static gboolean
bind_all (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0x", 2);
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT ?1, ?2, ?3, ?4, length (?5), ?6, ?7", error);

  g_assert_nonnull (stmt);
  kontor_stmt_bind (stmt, "ibtsynt", G_MAXINT64, 7, "ä", NULL, bytes, NULL);
  g_assert_cmpint (kontor_stmt_step (stmt, error), ==, KONTOR_STEP_ROW);
  g_assert_cmpint (kontor_stmt_get_n_columns (stmt), ==, 7);
  g_assert_cmpint (kontor_stmt_get_int (stmt, 0), ==, G_MAXINT64);
  g_assert_cmpint (kontor_stmt_get_int (stmt, 1), ==, 1);
  g_assert_cmpstr (kontor_stmt_get_text (stmt, 2), ==, "ä");
  g_assert_true (kontor_stmt_is_null (stmt, 3));
  g_assert_cmpint (kontor_stmt_get_int (stmt, 4), ==, 2);
  g_assert_true (kontor_stmt_is_null (stmt, 5));
  g_assert_null (kontor_stmt_get_text (stmt, 6));
  g_assert_cmpint (kontor_stmt_step (stmt, error), ==, KONTOR_STEP_DONE);

  g_assert_true (kontor_txn_prepare (txn, "SELECT ?1, ?2, ?3, ?4, length (?5), ?6, ?7", error) == stmt);
  g_assert_cmpint (kontor_stmt_step (stmt, error), ==, KONTOR_STEP_ROW);
  g_assert_true (kontor_stmt_is_null (stmt, 0));
  return TRUE;
}

static void
test_bind (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_read (db, KONTOR_DB_INTERACTIVE, NULL, bind_all, NULL, NULL), &error);
  g_assert_no_error (error);
  fixture_close (db);
}

static gboolean
fill_disk (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autofree char *page = g_strnfill (4000, 'x');

  for (guint i = 0; i < 1000; i++) {
    if (!kontor_txn_run (txn, error, "INSERT INTO tag (name) VALUES (?1 || ?2)", "si", page, (gint64) i))
      return FALSE;
  }
  return TRUE;
}

static void
test_full (void)
{
  g_autoptr (KontorDb) db = fixture_open ();
  g_autoptr (GError) error = NULL;

  dex_await (add_tag (db, "Tea"), NULL);
  fixture_run (db, "PRAGMA max_page_count=100");
  dex_await (write_func (db, fill_disk, NULL), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_FULL);
  g_clear_error (&error);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 1);

  dex_await (add_tag (db, "Coffee"), &error);
  g_assert_no_error (error);
  fixture_run (db, "PRAGMA max_page_count=100000");
  dex_await (write_func (db, fill_disk, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), ==, 1002);
  fixture_close (db);
}

static gboolean
ignore_failure (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GError) ignored = NULL;

  if (!fill_disk (txn, NULL, NULL, &ignored))
    return kontor_txn_run (txn, error, "INSERT INTO tag (name) VALUES ('alone')", NULL);
  return TRUE;
}

static void
test_full_ignored (void)
{
  g_autoptr (KontorDb) db = fixture_open ();

  fixture_run (db, "PRAGMA max_page_count=100");
  dex_await (write_func (db, ignore_failure, NULL), NULL);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag"), <=, 1000);
  g_assert_cmpint (fixture_query (db, "SELECT count(*) FROM tag WHERE name = 'alone'"), ==, 0);
  fixture_close (db);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/modes", test_modes);
  kontor_test_add ("/db/persists", test_persists);
  kontor_test_add ("/db/order", test_order);
  kontor_test_add ("/db/awaited", test_awaited);
  kontor_test_add ("/db/rollback", test_rollback);
  kontor_test_add ("/db/notice", test_notice);
  kontor_test_add ("/db/notice-before-answer", test_notice_before_answer);
  kontor_test_add ("/db/notice-rows", test_notice_rows);
  kontor_test_add ("/db/listeners-change", test_listeners_change);
  kontor_test_add ("/db/isolation", test_isolation);
  kontor_test_add ("/db/cancel", test_cancel);
  kontor_test_add ("/db/read-only-readers", test_read_only_readers);
  kontor_test_add ("/db/finish", test_finish);
  kontor_test_add ("/db/closed", test_closed);
  kontor_test_add ("/db/bind", test_bind);
  kontor_test_add ("/db/full", test_full);
  kontor_test_add ("/db/full-ignored", test_full_ignored);
  return kontor_test_run ();
}
