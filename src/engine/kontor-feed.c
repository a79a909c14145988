#include "kontor-error.h"
#include "kontor-sync-private.h"

void
kontor_feed_row_free (KontorFeedRow *self)
{
  g_free (self->first_cursor);
  g_free (self->cursor);
  g_free (self->ids_cursor);
  g_free (self);
}

typedef struct {
  gint64 account_id;
  const char *feed; /* static: of the platform */
  char *cursor;
  char *code;
  char *message;
} Request;

static Request *
request_new (KontorAccount *account, const char *feed)
{
  Request *self = g_new0 (Request, 1);

  self->account_id = kontor_account_get_id (account);
  self->feed = feed;
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->cursor);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *self = data;
  KontorStmt *stmt = kontor_txn_prepare (txn,
                                         "SELECT first_cursor, first_done, cursor, swept_at, succeeded_at, ids_cursor FROM feed "
                                         "WHERE account_id = ? AND name = ?",
                                         error);
  KontorFeedRow *row = g_new0 (KontorFeedRow, 1);
  GPtrArray *box = g_ptr_array_new ();
  KontorStep step = KONTOR_STEP_ERROR;

  g_ptr_array_add (box, row);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, box);
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "is", self->account_id, self->feed);
  step = kontor_stmt_step (stmt, error);
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  row->first_cursor = kontor_stmt_dup_text (stmt, 0);
  row->first_done = kontor_stmt_get_int (stmt, 1) != 0;
  row->cursor = kontor_stmt_dup_text (stmt, 2);
  row->swept_at = kontor_stmt_get_int (stmt, 3);
  row->succeeded_at = kontor_stmt_get_int (stmt, 4);
  row->ids_cursor = kontor_stmt_dup_text (stmt, 5);
  kontor_stmt_reset (stmt);
  return TRUE;
}

KontorFeedRow *
kontor_feed_await_load (KontorAccount *account, const char *feed, GError **error)
{
  g_autoptr (GPtrArray) box =
      dex_await_boxed (kontor_db_read (kontor_account_get_context (account)->db, KONTOR_DB_INTERACTIVE, NULL, load_func,
                                       request_new (account, feed), request_free),
                       error);

  return box != NULL ? g_ptr_array_index (box, 0) : NULL;
}

static gboolean
start_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *self = data;

  kontor_txn_touch (txn, KONTOR_TOUCHED_FEEDS);
  return kontor_txn_run (txn, error,
                         "INSERT INTO feed (account_id, name, cursor) VALUES (?, ?, ?) "
                         "ON CONFLICT (account_id, name) DO UPDATE SET cursor = coalesce (cursor, excluded.cursor)",
                         "iss", self->account_id, self->feed, self->cursor);
}

gboolean
kontor_feed_await_start (KontorAccount *account, const char *feed, const char *cursor, GError **error)
{
  Request *request = request_new (account, feed);

  request->cursor = g_strdup (cursor);
  return dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_SYSTEM,
                                     KONTOR_DB_SYNC_FULL, start_func, request, request_free),
                    error);
}

static gboolean
note_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *self = data;

  kontor_txn_touch (txn, KONTOR_TOUCHED_FEEDS);
  if (self->message == NULL)
    return kontor_txn_run (
        txn, error,
        "INSERT INTO feed (account_id, name, succeeded_at) VALUES (?, ?, ?) ON CONFLICT (account_id, name) "
        "DO UPDATE SET succeeded_at = excluded.succeeded_at, failures = 0, error_code = NULL, error = NULL",
        "isi", self->account_id, self->feed, kontor_txn_get_now (txn));
  return kontor_txn_run (
      txn, error,
      "INSERT INTO feed (account_id, name, failures, error_code, error) VALUES (?, ?, 1, ?, ?) "
      "ON CONFLICT (account_id, name) DO UPDATE SET failures = failures + 1, error_code = excluded.error_code, "
      "error = excluded.error",
      "isss", self->account_id, self->feed, self->code, self->message);
}

gboolean
kontor_feed_await_note (KontorAccount *account, const char *feed, const GError *failure, GError **error)
{
  Request *request = request_new (account, feed);

  if (failure != NULL) {
    request->code = g_strdup (failure->domain == KONTOR_ERROR ? kontor_error_code_to_nick (failure->code) : NULL);
    request->message = g_strdup (failure->message);
  }
  return dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_SYSTEM,
                                     KONTOR_DB_SYNC_NORMAL, note_func, request, request_free),
                    error);
}
