#include "kontor-bulk-private.h"

#include "kontor-outbox-row.h"
#include "kontor-store-scope.h"

#define ROWS_AT_ONCE 2000

/* Rows of an action, listed on the reader and put down by the writer. */
typedef struct {
  gint64 action;
  GArray *ids; /* (element-type gint64) */
  guint begin;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

static KontorIdSet *
load_exceptions (KontorTxn *txn, gint64 action, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT local_id FROM bulk_exception WHERE action = ?", error);
  g_autoptr (KontorIdSet) ids = kontor_id_set_new ();
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "i", action);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    kontor_id_set_add (ids, kontor_stmt_get_int (stmt, 0));
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static void
leave_out_newer (GArray *ids, gint64 newest)
{
  guint n_kept = 0;

  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) <= newest)
      g_array_index (ids, gint64, n_kept++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, n_kept);
}

GArray *
kontor_bulk_find (KontorTxn *txn, gint64 action, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (KontorQuery) query = NULL;
  g_autoptr (KontorIdSet) exceptions = NULL;
  g_autoptr (KontorScope) scope = NULL;
  gint64 newest;
  GArray *ids;

  if (!kontor_txn_query_text (txn, &text, error, "SELECT query FROM bulk WHERE action = ?", "i", action) ||
      !kontor_txn_query_int (txn, &newest, 0, error, "SELECT newest FROM bulk WHERE action = ?", "i", action))
    return NULL;
  if (text == NULL)
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  query = kontor_query_from_text (text, error);
  exceptions = query != NULL ? load_exceptions (txn, action, error) : NULL;
  if (exceptions == NULL)
    return NULL;
  scope = kontor_scope_new_all (query, exceptions);
  ids = kontor_store_scope_ids (txn, scope, error);
  if (ids != NULL)
    leave_out_newer (ids, newest);
  return ids;
}

static gboolean
find_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const gint64 *action = data;
  GArray *ids = kontor_bulk_find (txn, *action, error);

  if (ids == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, ids);
  return TRUE;
}

/* Nothing is left of what was put down before: it may have been another state of the database. */
static gboolean
begin_list (KontorTxn *txn, const Listing *self, GError **error)
{
  return self->begin > 0 || kontor_txn_run (txn, error, "DELETE FROM bulk_row WHERE action = ?", "i", self->action);
}

static gboolean
end_list (KontorTxn *txn, const Listing *self, GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  return kontor_txn_run (txn, error, "UPDATE bulk SET query = NULL WHERE action = ?", "i", self->action) &&
         kontor_txn_run (txn, error, "DELETE FROM bulk_exception WHERE action = ?", "i", self->action);
}

/* Puts down some rows. Resolves to where to go on; to the end where the action is not meant any more. */
static gboolean
put_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Listing *self = data;
  guint end = MIN (self->begin + ROWS_AT_ONCE, self->ids->len);
  gint64 wanted;

  if (!kontor_txn_query_int (txn, &wanted, 0, error, "SELECT count (*) FROM bulk WHERE action = ? AND query IS NOT NULL",
                             "i", self->action))
    return FALSE;
  g_value_init (result, G_TYPE_UINT);
  g_value_set_uint (result, wanted != 0 ? end : self->ids->len);
  if (wanted == 0)
    return TRUE;
  if (!begin_list (txn, self, error))
    return FALSE;
  for (guint i = self->begin; i < end; i++)
    if (!kontor_txn_run (txn, error, "INSERT INTO bulk_row (action, local_id) VALUES (?, ?)", "ii", self->action,
                         g_array_index (self->ids, gint64, i)))
      return FALSE;
  return end < self->ids->len || end_list (txn, self, error);
}

static gboolean
await_put (KontorContext *context, gint64 action, GArray *ids, guint *begin, GError **error)
{
  Listing *listing = g_new0 (Listing, 1);
  g_autoptr (DexFuture) future = NULL;
  const GValue *value;

  listing->action = action;
  listing->ids = g_array_ref (ids);
  listing->begin = *begin;
  future =
      kontor_db_write (context->db, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL, put_func, listing, listing_free);
  dex_await (dex_ref (future), NULL);
  value = dex_future_get_value (future, error);
  if (value != NULL)
    *begin = g_value_get_uint (value);
  return value != NULL;
}

gboolean
kontor_bulk_await_list (KontorContext *context, gint64 action, GError **error)
{
  g_autoptr (GArray) ids =
      dex_await_boxed (kontor_db_read (context->db, KONTOR_DB_BULK, NULL, find_func,
                                       g_memdup2 (&action, sizeof action), g_free),
                       error);
  guint begin = 0;

  if (ids == NULL)
    return FALSE;
  do
    if (!await_put (context, action, ids, &begin, error))
      return FALSE;
  while (begin < ids->len && !context->stopping);
  return TRUE;
}
