#include "kontor-fence.h"
#include "kontor-ingest.h"
#include "kontor-outbox-row.h"
#include "kontor-sync-private.h"

#define MAX_OBJECTS 100
/* While somebody waits. */
#define MAX_MICROSECONDS 25000

/* One part of a page. */
typedef struct {
  KontorIngest ingest;
  KontorBatch *batch;
  const KontorFeedInfo *feed;
  KontorPageKind kind;
  guint offset;
} Part;

static void
part_free (gpointer data)
{
  Part *self = data;

  kontor_batch_unref (self->batch);
  g_free (self);
}

static guint
count_items (const KontorBatch *batch)
{
  return batch->seeds->len + batch->rows->len + batch->gone->len + batch->fetch->len;
}

static gboolean
count_rows (KontorTxn *txn, gint64 account_id, guint entities, gint64 *total, GError **error)
{
  *total = 0;
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    gint64 rows;

    if ((entities >> i & 1) == 0)
      continue;
    if (!kontor_txn_query_int (txn, &rows, 0, error,
                               kontor_outbox_entity_sql (i, "SELECT count (*) FROM %s WHERE account_id = ?"), "i",
                               account_id))
      return FALSE;
    *total += rows;
  }
  return TRUE;
}

/* A page of deletions that is too long is not believed; the sweep asks about it. */
static gboolean
may_remove (KontorTxn *txn, Part *self, gboolean *allowed, GError **error)
{
  gint64 total;

  *allowed = TRUE;
  if (self->batch->gone->len < 10)
    return TRUE;
  return count_rows (txn, self->ingest.account_id, self->feed->entities, &total, error) &&
         kontor_guard_allows (txn, self->ingest.account_id, self->feed->name, self->batch->gone->len, total, allowed,
                              error);
}

static gboolean
remove_gone (KontorTxn *txn, Part *self, guint index, GError **error)
{
  gboolean allowed = TRUE;

  if (index == 0 && !may_remove (txn, self, &allowed, error))
    return FALSE;
  if (!allowed) {
    self->offset += self->batch->gone->len - 1;
    return TRUE;
  }
  return kontor_ingest_gone (txn, &self->ingest, g_ptr_array_index (self->batch->gone, index), error);
}

static gboolean
ingest_item (KontorTxn *txn, Part *self, GError **error)
{
  const KontorBatch *batch = self->batch;
  guint seeds = batch->seeds->len, rows = seeds + batch->rows->len, gone = rows + batch->gone->len;
  const KontorRemoteRef *ref;

  if (self->offset < seeds)
    return kontor_ingest_seed (txn, &self->ingest, g_ptr_array_index (batch->seeds, self->offset), error);
  if (self->offset < rows)
    return kontor_ingest_row (txn, &self->ingest, g_ptr_array_index (batch->rows, self->offset - seeds), error);
  if (self->offset < gone)
    return remove_gone (txn, self, self->offset - rows, error);
  ref = g_ptr_array_index (batch->fetch, self->offset - gone);
  return kontor_refetch_note (txn, self->ingest.account_id, ref->entity, ref->remote_id, error);
}

static gboolean
store_progress (KontorTxn *txn, const Part *self, GError **error)
{
  const KontorBatch *batch = self->batch;

  kontor_txn_touch (txn, KONTOR_TOUCHED_FEEDS);
  if (self->kind == KONTOR_PAGE_ANEW)
    return TRUE;
  if (self->kind == KONTOR_PAGE_CHANGES)
    return kontor_txn_run (
        txn, error,
        "INSERT INTO feed (account_id, name, cursor) VALUES (?, ?, ?) ON CONFLICT (account_id, name) "
        "DO UPDATE SET cursor = coalesce (excluded.cursor, cursor)",
        "iss", self->ingest.account_id, self->feed->name, batch->cursor);
  /* What was imported to its end just now need not be swept at once. */
  return kontor_txn_run (txn, error,
                         "INSERT INTO feed (account_id, name, first_cursor, first_done, first_rows, total, swept_at) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN ?4 THEN ?7 ELSE 0 END) "
                         "ON CONFLICT (account_id, name) DO UPDATE SET first_cursor = excluded.first_cursor, "
                         "first_done = excluded.first_done, "
                         "first_rows = first_rows + excluded.first_rows, total = max (total, excluded.total), "
                         "swept_at = max (swept_at, excluded.swept_at)",
                         "issbiii", self->ingest.account_id, self->feed->name, batch->cursor, !batch->more,
                         (gint64) batch->rows->len, batch->total, kontor_txn_get_now (txn));
}

static gboolean
part_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Part *self = data;
  gint64 deadline = g_get_monotonic_time () + MAX_MICROSECONDS;
  guint end = MIN (self->offset + MAX_OBJECTS, count_items (self->batch));

  while (self->offset < end && (g_get_monotonic_time () < deadline || !kontor_txn_is_awaited (txn))) {
    if (!ingest_item (txn, self, error))
      return FALSE;
    self->offset++;
  }
  if (self->offset >= count_items (self->batch) && !store_progress (txn, self, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, self->offset);
  return TRUE;
}

static gboolean
births_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 births;

  if (!kontor_txn_query_int (
          txn, &births, 0, error,
          "SELECT count (*) FROM outbox WHERE state = 'sending' AND account_id = ? AND class = 'create'", "i",
          *(gint64 *) data))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, births > 0);
  return TRUE;
}

/* A create whose answer is open is settled before more of its feed comes in, lest its object appear twice. */
static gboolean
await_births (KontorAccount *account, GError **error)
{
  gint64 id = kontor_account_get_id (account);
  g_autoptr (GError) failure = NULL;
  gboolean births = dex_await_boolean (kontor_db_read (kontor_account_get_context (account)->db, KONTOR_DB_INTERACTIVE,
                                                       NULL, births_func, g_memdup2 (&id, sizeof id), g_free),
                                       &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return !births || dex_await (kontor_pump_run (kontor_account_get_pump (account)), error);
}

gboolean
kontor_page_await_ingest (KontorAccount *account, const KontorFeedInfo *feed, KontorPageKind kind, KontorBatch *batch,
                          gint64 began, GError **error)
{
  KontorContext *context = kontor_account_get_context (account);
  KontorOrigin origin = kind == KONTOR_PAGE_FIRST ? KONTOR_ORIGIN_FIRST : KONTOR_ORIGIN_SERVER;
  guint offset = 0;

  if (!await_births (account, error))
    return FALSE;
  do {
    Part *part = g_new0 (Part, 1);
    g_autoptr (GError) failure = NULL;

    part->ingest = (KontorIngest) { context->platforms, kontor_account_get_id (account), began, kind == KONTOR_PAGE_CHANGES,
                                    (feed->flags & KONTOR_FEED_DETAILS) != 0 };
    part->batch = kontor_batch_ref (batch);
    part->feed = feed;
    part->kind = kind;
    part->offset = offset;
    offset = (guint) dex_await_int64 (
        kontor_db_write (context->db, origin, KONTOR_DB_SYNC_NORMAL, part_func, part, part_free), &failure);
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  } while (offset < count_items (batch));
  return TRUE;
}
