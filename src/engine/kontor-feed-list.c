#include "kontor-sync-private.h"

void
kontor_feed_state_free (KontorFeedState *self)
{
  g_free (self->name);
  g_free (self->error_code);
  g_free (self->error);
  g_free (self);
}

typedef struct {
  gint64 account_id;
  const KontorFeedInfo *feeds; /* static */
  const char *feed;            /* static */
} Request;

static Request *
request_new (KontorSync *sync, const char *feed)
{
  KontorAccount *account = kontor_sync_get_account (sync);
  Request *self = g_new0 (Request, 1);

  self->account_id = kontor_account_get_id (account);
  self->feeds = kontor_account_get_platform (account) != NULL ? kontor_account_get_platform (account)->feeds : NULL;
  self->feed = feed;
  return self;
}

static gboolean
read_state (KontorTxn *txn, const Request *self, KontorFeedState *state, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn,
                          "SELECT first_done, first_rows, total, succeeded_at, swept_at, failures, error_code, error "
                          "FROM feed WHERE account_id = ? AND name = ?",
                          error);
  KontorStep step;

  state->total = -1;
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "is", self->account_id, state->name);
  step = kontor_stmt_step (stmt, error);
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  state->first_done = kontor_stmt_get_int (stmt, 0) != 0;
  state->rows = kontor_stmt_get_int (stmt, 1);
  state->total = kontor_stmt_get_int (stmt, 2);
  state->succeeded_at = kontor_stmt_get_int (stmt, 3);
  state->swept_at = kontor_stmt_get_int (stmt, 4);
  state->failures = (guint) kontor_stmt_get_int (stmt, 5);
  state->error_code = kontor_stmt_dup_text (stmt, 6);
  state->error = kontor_stmt_dup_text (stmt, 7);
  kontor_stmt_reset (stmt);
  return kontor_guard_get (txn, self->account_id, state->name, &state->vanishing, error);
}

static gboolean
list_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_feed_state_free);

  for (guint i = 0; self->feeds != NULL && self->feeds[i].name != NULL; i++) {
    KontorFeedState *state = g_new0 (KontorFeedState, 1);

    g_ptr_array_add (states, state);
    state->name = g_strdup (self->feeds[i].name);
    state->details = (self->feeds[i].flags & KONTOR_FEED_DETAILS) != 0;
    if (!read_state (txn, self, state, error))
      return FALSE;
  }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&states));
  return TRUE;
}

DexFuture *
kontor_sync_list_feeds (KontorSync *self)
{
  g_return_val_if_fail (KONTOR_IS_SYNC (self), NULL);

  return kontor_db_read (kontor_account_get_context (kontor_sync_get_account (self))->db, KONTOR_DB_INTERACTIVE, NULL,
                         list_func, request_new (self, NULL), g_free);
}

static gboolean
allow_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;

  return kontor_guard_allow (txn, self->account_id, self->feed, error) &&
         kontor_txn_run (txn, error, "UPDATE feed SET swept_at = 0 WHERE account_id = ? AND name = ?", "is",
                         self->account_id, self->feed);
}

DexFuture *
kontor_sync_allow_deletions (KontorSync *self, const char *feed)
{
  g_return_val_if_fail (KONTOR_IS_SYNC (self) && feed != NULL, NULL);

  return kontor_db_write (kontor_account_get_context (kontor_sync_get_account (self))->db, KONTOR_ORIGIN_PERSON,
                          KONTOR_DB_SYNC_FULL, allow_func, request_new (self, g_intern_string (feed)), g_free);
}
