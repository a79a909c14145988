#include "kontor-sweep-private.h"

#include "kontor-fence.h"
#include "kontor-outbox-row.h"
#include "kontor-store.h"

static const struct {
  KontorEntity entity;
  guint date;
} dated[] = {
  { KONTOR_ENTITY_ORDER, KONTOR_ORDER_PLACED_AT },
  { KONTOR_ENTITY_CUSTOMER, KONTOR_CUSTOMER_CREATED_AT },
};

KontorSeen *
kontor_seen_new (void)
{
  KontorSeen *self = g_new0 (KontorSeen, 1);

  self->oldest = G_MAXINT64;
  return self;
}

void
kontor_seen_free (KontorSeen *self)
{
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    g_clear_pointer (&self->ids[i], kontor_id_set_unref);
  g_free (self);
}

gboolean
kontor_sweep_get_dated (const KontorFeedInfo *feed, KontorEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (dated); i++)
    if (feed->entities == 1u << dated[i].entity) {
      *entity = dated[i].entity;
      return TRUE;
    }
  return FALSE;
}

static const char *
get_date_column (KontorEntity entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (dated); i++)
    if (dated[i].entity == entity)
      return kontor_entity_get_record_type (entity)->fields[dated[i].date].name;
  g_return_val_if_reached (NULL);
}

static void
note_date (KontorSeen *seen, const KontorRecord *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (dated); i++)
    if (kontor_record_get_entity (row) == dated[i].entity && !kontor_record_is_null (row, dated[i].date))
      seen->oldest = MIN (seen->oldest, kontor_record_get_int (row, dated[i].date));
}

/* What a page names; @found (element-type gint64) and @differ (element-type gboolean) are filled on the reader. */
typedef struct {
  gint64 account_id;
  KontorBatch *batch;
  GArray *found;
  GArray *differ;
} Page;

static Page *
page_new (KontorAccount *account, KontorBatch *batch)
{
  Page *self = g_atomic_rc_box_new0 (Page);

  self->account_id = kontor_account_get_id (account);
  self->batch = kontor_batch_ref (batch);
  self->found = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->differ = g_array_new (FALSE, FALSE, sizeof (gboolean));
  return self;
}

static void
page_clear (gpointer data)
{
  Page *self = data;

  kontor_batch_unref (self->batch);
  g_array_unref (self->found);
  g_array_unref (self->differ);
}

static void
page_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, page_clear);
}

static gboolean
is_same (KontorTxn *txn, const KontorRecord *row, gint64 id, gboolean *same, GError **error)
{
  KontorEntity entity = kontor_record_get_entity (row);
  const char *digest = kontor_record_get_revision (row);
  g_autofree char *ours = NULL;

  *same = id != 0 && digest == NULL;
  if (id == 0 || digest == NULL)
    return TRUE;
  if (!kontor_txn_query_text (txn, &ours, error,
                              kontor_outbox_entity_sql (entity, "SELECT revision FROM %s WHERE id = ?"), "i", id))
    return FALSE;
  *same = g_strcmp0 (ours, digest) == 0;
  return TRUE;
}

static gboolean
compare_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Page *self = data;

  for (guint i = 0; i < self->batch->rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (self->batch->rows, i);
    gboolean same = TRUE, differs;
    gint64 id = 0;

    if (kontor_record_get_key (row) != NULL &&
        (!kontor_store_find (txn, kontor_record_get_entity (row), self->account_id, kontor_record_get_key (row), &id,
                             error) ||
         !is_same (txn, row, id, &same, error)))
      return FALSE;
    differs = !same;
    g_array_append_val (self->found, id);
    g_array_append_val (self->differ, differs);
  }
  return TRUE;
}

static gboolean
fetch_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Page *self = data;

  for (guint i = 0; i < self->batch->rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (self->batch->rows, i);

    if (g_array_index (self->differ, gboolean, i) &&
        !kontor_refetch_note (txn, self->account_id, kontor_record_get_entity (row), kontor_record_get_key (row),
                              error))
      return FALSE;
  }
  return TRUE;
}

/* Whether anything is to be fetched. */
static gboolean
take_page (KontorSeen *seen, const Page *page)
{
  gboolean differs = FALSE;

  for (guint i = 0; i < page->batch->rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (page->batch->rows, i);
    KontorIdSet **ids = &seen->ids[kontor_record_get_entity (row)];
    gint64 id = g_array_index (page->found, gint64, i);

    if (*ids == NULL)
      *ids = kontor_id_set_new ();
    if (id != 0)
      kontor_id_set_add (*ids, id);
    else
      seen->n_unknown++;
    note_date (seen, row);
    differs |= g_array_index (page->differ, gboolean, i);
  }
  return differs;
}

gboolean
kontor_sweep_await_compare (KontorAccount *account, KontorBatch *batch, KontorSeen *seen, GError **error)
{
  KontorDb *db = kontor_account_get_context (account)->db;
  Page *page = page_new (account, batch);
  gboolean done = dex_await (
      kontor_db_read (db, KONTOR_DB_BULK, NULL, compare_func, g_atomic_rc_box_acquire (page), page_unref), error);

  if (done && take_page (seen, page))
    done = dex_await (kontor_db_write (db, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL, fetch_func,
                                       g_atomic_rc_box_acquire (page), page_unref),
                      error);
  page_unref (page);
  return done;
}

/* @seen: (unowned): its fiber waits, and changes nothing meanwhile */
typedef struct {
  gint64 account_id;
  guint entities;
  const KontorSeen *seen;
  gint64 since;
} Question;

/* Guests whom no list names are known by their orders alone: not finding them in one says nothing. */
static const char *
get_listed (KontorEntity entity)
{
  return entity == KONTOR_ENTITY_CUSTOMER ? " AND NOT (kind IS 'guest' AND revision IS NULL)" : "";
}

static gboolean
count_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Question *self = data;
  gint64 sum = 0;

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    g_autofree char *format = g_strconcat ("SELECT count (*) FROM %s WHERE account_id = ? AND remote_id IS NOT NULL",
                                           get_listed (i), NULL);
    gint64 rows = 0;

    if ((self->entities >> i & 1) != 0 &&
        !kontor_txn_query_int (txn, &rows, 0, error, kontor_outbox_entity_sql (i, format), "i", self->account_id))
      return FALSE;
    sum += rows;
  }
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, sum);
  return TRUE;
}

gboolean
kontor_sweep_await_count (KontorAccount *account, const KontorFeedInfo *feed, gint64 *count, GError **error)
{
  Question question = { kontor_account_get_id (account), feed->entities };
  g_autoptr (GError) failure = NULL;

  *count = dex_await_int64 (kontor_db_read (kontor_account_get_context (account)->db, KONTOR_DB_BULK, NULL, count_func,
                                            g_memdup2 (&question, sizeof question), g_free),
                            &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static KontorStmt *
prepare_ours (KontorTxn *txn, const Question *self, KontorEntity entity, GError **error)
{
  g_autofree char *newer =
      self->since != G_MININT64 ? g_strdup_printf (" AND %s >= ?2", get_date_column (entity)) : g_strdup ("");
  g_autofree char *format =
      g_strconcat ("SELECT id, remote_id FROM %s WHERE account_id = ?1 AND remote_id IS NOT NULL", get_listed (entity), newer, NULL);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *sql =
      g_strconcat (parts[0], "\"", kontor_entity_get_record_type (entity)->table, "\"", parts[1], NULL);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), error);

  if (stmt != NULL)
    kontor_stmt_bind_int (stmt, 1, self->account_id);
  if (stmt != NULL && self->since != G_MININT64)
    kontor_stmt_bind_int (stmt, 2, self->since);
  return stmt;
}

static void
add_vanished (GPtrArray *vanished, KontorEntity entity, const char *remote_id)
{
  KontorRemoteRef *ref = g_new0 (KontorRemoteRef, 1);

  ref->entity = entity;
  ref->remote_id = g_strdup (remote_id);
  g_ptr_array_add (vanished, ref);
}

static gboolean
list_vanished (KontorTxn *txn, const Question *self, KontorEntity entity, GPtrArray *vanished, GError **error)
{
  KontorStmt *stmt = prepare_ours (txn, self, entity, error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    if (!kontor_id_set_contains (self->seen->ids[entity], kontor_stmt_get_int (stmt, 0)))
      add_vanished (vanished, entity, kontor_stmt_get_text (stmt, 1));
  return step == KONTOR_STEP_DONE;
}

static gboolean
vanished_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Question *self = data;
  g_autoptr (GPtrArray) vanished = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    if ((self->entities >> i & 1) != 0 && self->seen->ids[i] != NULL &&
        !list_vanished (txn, self, i, vanished, error))
      return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&vanished));
  return TRUE;
}

GPtrArray *
kontor_sweep_await_vanished (KontorAccount *account, const KontorFeedInfo *feed, const KontorSeen *seen, gint64 since,
                             GError **error)
{
  Question question = { kontor_account_get_id (account), feed->entities, seen, since };

  return dex_await_boxed (kontor_db_read (kontor_account_get_context (account)->db, KONTOR_DB_BULK, NULL,
                                          vanished_func, g_memdup2 (&question, sizeof question), g_free),
                          error);
}

/* @vanished: (owned) (nullable) */
typedef struct {
  gint64 account_id;
  const char *feed; /* static: of the platform */
  GPtrArray *vanished;
  gint64 vanishing;
  gint64 total;
  char *rest_cursor;
} Verdict;

static Verdict *
verdict_new (KontorAccount *account, const KontorFeedInfo *feed, gint64 vanishing, gint64 total)
{
  Verdict *self = g_new0 (Verdict, 1);

  self->account_id = kontor_account_get_id (account);
  self->feed = feed->name;
  self->vanishing = vanishing;
  self->total = total;
  return self;
}

static void
verdict_free (gpointer data)
{
  Verdict *self = data;

  g_clear_pointer (&self->vanished, g_ptr_array_unref);
  g_free (self->rest_cursor);
  g_free (self);
}

static gboolean
note_swept (KontorTxn *txn, const Verdict *self, GError **error)
{
  return kontor_txn_run (txn, error,
                         "INSERT INTO feed (account_id, name, swept_at, ids_cursor) VALUES (?, ?, ?, ?) "
                         "ON CONFLICT (account_id, name) DO UPDATE SET swept_at = excluded.swept_at, "
                         "ids_cursor = excluded.ids_cursor",
                         "isis", self->account_id, self->feed, kontor_txn_get_now (txn), self->rest_cursor);
}

static gboolean
check_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Verdict *self = data;
  gboolean allowed;

  if (!kontor_guard_check (txn, self->account_id, self->feed, self->vanishing, self->total, &allowed, error))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, allowed);
  return allowed || note_swept (txn, self, error);
}

gboolean
kontor_sweep_await_check (KontorAccount *account, const KontorFeedInfo *feed, gint64 vanishing, gint64 total,
                          gboolean *allowed, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *allowed = dex_await_boolean (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_SERVER,
                                                 KONTOR_DB_SYNC_NORMAL, check_func,
                                                 verdict_new (account, feed, vanishing, total), verdict_free),
                                &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What is missing in a list is asked for by its name before it goes: lists of a shop in trouble are not complete. */
static gboolean
end_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Verdict *self = data;
  gboolean allowed;

  if (!kontor_guard_allows (txn, self->account_id, self->feed, self->vanished->len, self->total, &allowed, error))
    return FALSE;
  for (guint i = 0; allowed && i < self->vanished->len; i++) {
    const KontorRemoteRef *ref = g_ptr_array_index (self->vanished, i);

    if (!kontor_refetch_note (txn, self->account_id, ref->entity, ref->remote_id, error))
      return FALSE;
  }
  return note_swept (txn, self, error);
}

gboolean
kontor_sweep_await_end (KontorAccount *account, const KontorFeedInfo *feed, GPtrArray *vanished, gint64 total,
                        const char *rest_cursor, GError **error)
{
  Verdict *verdict = verdict_new (account, feed, vanished->len, total);

  verdict->vanished = g_ptr_array_ref (vanished);
  verdict->rest_cursor = g_strdup (rest_cursor);
  return dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_SERVER,
                                     KONTOR_DB_SYNC_NORMAL, end_func, verdict, verdict_free),
                    error);
}

static gboolean
forget_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Verdict *self = data;

  return kontor_txn_run (txn, error, "UPDATE feed SET ids_cursor = NULL WHERE account_id = ? AND name = ?", "is",
                         self->account_id, self->feed);
}

gboolean
kontor_sweep_await_forget (KontorAccount *account, const KontorFeedInfo *feed, GError **error)
{
  return dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_SYSTEM,
                                     KONTOR_DB_SYNC_NORMAL, forget_func, verdict_new (account, feed, 0, 0),
                                     verdict_free),
                    error);
}
