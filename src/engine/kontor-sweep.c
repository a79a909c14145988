#include "kontor-fence.h"
#include "kontor-ingest.h"
#include "kontor-outbox-row.h"
#include "kontor-sync-private.h"

/*
 * @seen: per entity, key → digest as the server says them; NULL where it said nothing of the entity
 * @vanished: (element-type KontorRemoteRef): here and not there
 */
typedef struct {
  KontorIngest ingest;
  const char *feed;
  GHashTable *seen[KONTOR_N_ENTITIES];
  GPtrArray *vanished;
  gint64 total;
} Sweep;

static Sweep *
sweep_new (KontorAccount *account, const KontorFeedInfo *feed)
{
  KontorContext *context = kontor_account_get_context (account);
  Sweep *self = g_new0 (Sweep, 1);

  self->ingest = (KontorIngest) { context->platforms, kontor_account_get_id (account), context->seq, FALSE };
  self->feed = feed->name;
  self->vanished = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);
  return self;
}

static void
sweep_free (gpointer data)
{
  Sweep *self = data;

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    g_clear_pointer (&self->seen[i], g_hash_table_unref);
  g_ptr_array_unref (self->vanished);
  g_free (self);
}

static void
see (Sweep *self, const KontorBatch *batch)
{
  for (guint i = 0; i < batch->rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (batch->rows, i);
    GHashTable **seen = &self->seen[kontor_record_get_entity (row)];

    if (*seen == NULL)
      *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    if (kontor_record_get_key (row) != NULL)
      g_hash_table_replace (*seen, g_strdup (kontor_record_get_key (row)), g_strdup (kontor_record_get_revision (row)));
  }
}

static void
note_vanished (Sweep *self, KontorEntity entity, const char *remote_id)
{
  KontorRemoteRef *ref = g_new0 (KontorRemoteRef, 1);

  ref->entity = entity;
  ref->remote_id = g_strdup (remote_id);
  g_ptr_array_add (self->vanished, ref);
}

static gboolean
is_same (const char *ours, const char *digest)
{
  return digest == NULL || g_strcmp0 (ours, digest) == 0;
}

/* Leaves in the table of seen keys those that must be fetched. */
static gboolean
compare_entity (KontorTxn *txn, Sweep *self, KontorEntity entity, GError **error)
{
  const char *sql = kontor_outbox_entity_sql (
      entity, "SELECT remote_id, revision FROM %s WHERE account_id = ? AND remote_id IS NOT NULL");
  KontorStmt *stmt = kontor_txn_prepare (txn, sql, error);
  GHashTable *seen = self->seen[entity];
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", self->ingest.account_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    const char *remote_id = kontor_stmt_get_text (stmt, 0);
    gpointer digest;

    self->total++;
    if (!g_hash_table_lookup_extended (seen, remote_id, NULL, &digest))
      note_vanished (self, entity, remote_id);
    else if (is_same (kontor_stmt_get_text (stmt, 1), digest))
      g_hash_table_remove (seen, remote_id);
  }
  return step == KONTOR_STEP_DONE;
}

static gboolean
note_fetches (KontorTxn *txn, Sweep *self, KontorEntity entity, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->seen[entity]);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!kontor_refetch_note (txn, self->ingest.account_id, entity, key, error))
      return FALSE;
  return TRUE;
}

/* What is missing in a list is asked for by its name before it goes: lists of a shop in trouble are not complete. */
static gboolean
doubt_vanished (KontorTxn *txn, Sweep *self, GError **error)
{
  gboolean allowed;

  if (!kontor_guard_allows (txn, self->ingest.account_id, self->feed, self->vanished->len, self->total, &allowed,
                            error))
    return FALSE;
  for (guint i = 0; allowed && i < self->vanished->len; i++) {
    const KontorRemoteRef *ref = g_ptr_array_index (self->vanished, i);

    if (!kontor_refetch_note (txn, self->ingest.account_id, ref->entity, ref->remote_id, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
sweep_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Sweep *self = data;

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    if (self->seen[i] != NULL && (!compare_entity (txn, self, i, error) || !note_fetches (txn, self, i, error)))
      return FALSE;
  return doubt_vanished (txn, self, error) &&
         kontor_txn_run (
             txn, error,
             "INSERT INTO feed (account_id, name, swept_at) VALUES (?, ?, ?) ON CONFLICT (account_id, name) "
             "DO UPDATE SET swept_at = excluded.swept_at",
             "isi", self->ingest.account_id, self->feed, kontor_txn_get_now (txn));
}

static gboolean
await_keys (KontorAccount *account, const KontorFeedInfo *feed, Sweep *sweep, GError **error)
{
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  while (more) {
    g_autoptr (KontorBatch) batch = kontor_account_await_pull (account, feed->name, KONTOR_PULL_IDS, cursor, error);

    if (batch == NULL)
      return FALSE;
    see (sweep, batch);
    more = batch->more && g_strcmp0 (batch->cursor, cursor) != 0;
    g_set_str (&cursor, batch->cursor);
  }
  return TRUE;
}

gboolean
kontor_sweep_await_feed (KontorAccount *account, const KontorFeedInfo *feed, GError **error)
{
  Sweep *sweep = sweep_new (account, feed);

  if (!await_keys (account, feed, sweep, error)) {
    sweep_free (sweep);
    return FALSE;
  }
  return dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_SERVER,
                                     KONTOR_DB_SYNC_NORMAL, sweep_func, sweep, sweep_free),
                    error);
}
