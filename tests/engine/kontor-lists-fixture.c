#include "kontor-lists-fixture.h"

#include "kontor-test.h"

#define PATIENCE_USEC (15 * G_USEC_PER_SEC)
#define PLACED_AT G_GINT64_CONSTANT (1760000000000)

static gboolean
add_account (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  return kontor_txn_run (
      txn, error, "INSERT INTO account (id, platform, name, address, created_at) VALUES (1, 'sample', 'Shop', '', 0)",
      NULL);
}

KontorDb *
lists_open (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  KontorDb *db = dex_await_object (kontor_db_open (path, KONTOR_DB_OPEN_CREATE, clock, NULL), &error);

  g_assert_no_error (error);
  dex_await (kontor_db_write (db, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL, add_account, NULL, NULL), &error);
  g_assert_no_error (error);
  return db;
}

void
lists_close (KontorDb *db)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_close (db), &error);
  g_assert_no_error (error);
}

KontorRecord *
lists_make_order (const char *key, gint64 total, const char *name)
{
  KontorRecord *order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_account (order, 1);
  kontor_record_set_key (order, key);
  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, key);
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, PLACED_AT + 1000 * g_ascii_strtoll (key, NULL, 10));
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, "open");
  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NAME, name);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, total);
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, FALSE);
  return order;
}

/* Resolves to the id of the last. */
static gboolean
save_records (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  GPtrArray *records = data;
  gint64 id = 0;

  for (guint i = 0; i < records->len; i++)
    if (!kontor_store_save (txn, g_ptr_array_index (records, i), &id, error))
      return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, id);
  return TRUE;
}

DexFuture *
lists_save_all (KontorDb *db, GPtrArray *records)
{
  return kontor_db_write (db, KONTOR_ORIGIN_SERVER, KONTOR_DB_SYNC_NORMAL, save_records, records,
                          (GDestroyNotify) g_ptr_array_unref);
}

gint64
lists_save (KontorDb *db, KontorRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_ptr_array_add (records, record);
  id = dex_await_int64 (lists_save_all (db, records), &error);
  g_assert_no_error (error);
  return id;
}

void
lists_fill (KontorDb *db, guint n)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    g_ptr_array_add (records, lists_make_order (key, i, "Ana"));
  }
  dex_await (lists_save_all (db, records), &error);
  g_assert_no_error (error);
}

typedef struct {
  KontorEntity entity;
  gint64 id;
} Row;

static gboolean
remove_row (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Row *row = data;

  return kontor_store_remove (txn, row->entity, row->id, error);
}

void
lists_remove (KontorDb *db, KontorEntity entity, gint64 id)
{
  Row *row = g_new0 (Row, 1);
  g_autoptr (GError) error = NULL;

  *row = (Row) { entity, id };
  dex_await (kontor_db_write (db, KONTOR_ORIGIN_SERVER, KONTOR_DB_SYNC_NORMAL, remove_row, row, g_free), &error);
  g_assert_no_error (error);
}

static gboolean
query_ids (KontorTxn *txn, gpointer query, GValue *result, GError **error)
{
  GArray *ids = kontor_store_query_ids (txn, query, error);

  if (ids == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, ids);
  return TRUE;
}

GArray *
lists_query (KontorDb *db, KontorQuery *query)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = dex_await_boxed (kontor_db_read (db, KONTOR_DB_BULK, NULL, query_ids, kontor_query_ref (query),
                                                 (GDestroyNotify) kontor_query_unref),
                                 &error);

  g_assert_no_error (error);
  return ids;
}

void
lists_wait (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_USEC;

  while (!done (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_msec (1), NULL);
  }
}

void
lists_turn (void)
{
  for (guint i = 0; i < 20; i++)
    dex_await (dex_timeout_new_msec (1), NULL);
}

static gboolean
read_and_stand (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Hold *hold = data;

  hold->seq = kontor_txn_get_seq (txn);
  hold->rows = kontor_store_load_many (txn, KONTOR_ENTITY_ORDER, &hold->id, 1, KONTOR_LOAD_ROW, error);
  g_mutex_lock (&hold->mutex);
  hold->reached = TRUE;
  while (!hold->released)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
  return hold->rows != NULL;
}

static gboolean
has_reached (gpointer data)
{
  Hold *hold = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hold->mutex);

  return hold->reached;
}

Hold *
lists_hold (KontorDb *db, KontorDbReader reader, gint64 id)
{
  Hold *hold = g_new0 (Hold, 1);

  g_mutex_init (&hold->mutex);
  g_cond_init (&hold->cond);
  hold->id = id;
  hold->read = kontor_db_read (db, reader, NULL, read_and_stand, hold, NULL);
  lists_wait (has_reached, hold);
  return hold;
}

void
lists_release (Hold *hold)
{
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&hold->mutex);
  hold->released = TRUE;
  g_cond_signal (&hold->cond);
  g_mutex_unlock (&hold->mutex);
  dex_await (g_steal_pointer (&hold->read), &error);
  g_assert_no_error (error);
}

void
lists_hold_free (Hold *hold)
{
  g_mutex_clear (&hold->mutex);
  g_cond_clear (&hold->cond);
  g_ptr_array_unref (hold->rows);
  g_free (hold);
}
