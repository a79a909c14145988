#include "kontor-account-private.h"
#include "kontor-fence.h"
#include "kontor-ingest.h"

#define AT_ONCE 20

/* Rounds after which the rest waits for the next cycle: ops that go on touching it. */
#define MAX_ROUNDS 50

static gboolean
list_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  GPtrArray *refs = kontor_refetch_list (txn, *(gint64 *) data, AT_ONCE, error);

  if (refs == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, refs);
  return TRUE;
}

typedef struct {
  KontorIngest ingest;
  GPtrArray *refs;
  KontorBatch *batch;
} News;

static void
news_free (gpointer data)
{
  News *self = data;

  g_ptr_array_unref (self->refs);
  kontor_batch_unref (self->batch);
  g_free (self);
}

static gboolean
news_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  News *self = data;

  for (guint i = 0; i < self->refs->len; i++) {
    const KontorRemoteRef *ref = g_ptr_array_index (self->refs, i);

    if (!kontor_refetch_forget (txn, self->ingest.account_id, ref->entity, ref->remote_id, self->ingest.began, error))
      return FALSE;
  }
  for (guint i = 0; i < self->batch->seeds->len; i++)
    if (!kontor_ingest_seed (txn, &self->ingest, g_ptr_array_index (self->batch->seeds, i), error))
      return FALSE;
  for (guint i = 0; i < self->batch->rows->len; i++)
    if (!kontor_ingest_row (txn, &self->ingest, g_ptr_array_index (self->batch->rows, i), error))
      return FALSE;
  for (guint i = 0; i < self->batch->gone->len; i++)
    if (!kontor_ingest_gone (txn, &self->ingest, g_ptr_array_index (self->batch->gone, i), error))
      return FALSE;
  return TRUE;
}

static GPtrArray *
collect_ids (GPtrArray *refs)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < refs->len; i++)
    g_ptr_array_add (ids, g_strdup (((KontorRemoteRef *) g_ptr_array_index (refs, i))->remote_id));
  return ids;
}

gboolean
kontor_account_await_news (KontorAccount *self, GPtrArray *refs, GError **error)
{
  KontorContext *context = kontor_account_get_context (self);
  gint64 began = context->seq;
  g_autoptr (GPtrArray) ids = collect_ids (refs);
  KontorBatch *batch =
      kontor_account_await_fetch (self, ((KontorRemoteRef *) g_ptr_array_index (refs, 0))->entity, ids, error);
  News *news;

  if (batch == NULL)
    return FALSE;
  news = g_new0 (News, 1);
  news->ingest = (KontorIngest) { context->platforms, kontor_account_get_id (self), began, TRUE };
  news->refs = g_ptr_array_ref (refs);
  news->batch = batch;
  return dex_await (
      kontor_db_write (context->db, KONTOR_ORIGIN_SERVER, KONTOR_DB_SYNC_NORMAL, news_func, news, news_free), error);
}

gboolean
kontor_account_await_refetch (KontorAccount *self, GError **error)
{
  KontorContext *context = kontor_account_get_context (self);
  gint64 id = kontor_account_get_id (self);

  for (guint round = 0; round < MAX_ROUNDS; round++) {
    g_autoptr (GPtrArray) refs = dex_await_boxed (kontor_db_read (context->db, KONTOR_DB_INTERACTIVE, NULL, list_func,
                                                                  g_memdup2 (&id, sizeof id), g_free),
                                                  error);

    if (refs == NULL)
      return FALSE;
    if (refs->len == 0)
      return TRUE;
    if (!kontor_account_await_news (self, refs, error))
      return FALSE;
  }
  return TRUE;
}
