#include "kontor-db-private.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

/* How many steps of SQLite's machine pass between two looks at a cancellable: some tens of microseconds. */
#define STEPS_BETWEEN_LOOKS 1000

typedef struct {
  KontorTxnFinish finish;
  gpointer data;
  GDestroyNotify destroy;
} Attached;

static void
clear_attached (Attached *attached)
{
  if (attached->destroy != NULL)
    attached->destroy (attached->data);
}

static int
is_interrupted (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static gboolean
begin (KontorTxn *self, KontorConnection *connection, gint64 now, const char *sql, GError **error)
{
  self->connection = connection;
  self->now = now;
  if (!kontor_connection_exec (connection, error, sql))
    return FALSE;
  connection->in_transaction = TRUE;
  return TRUE;
}

gboolean
kontor_txn_begin_read (KontorTxn *self, KontorConnection *connection, GCancellable *cancellable, gint64 now,
                       GError **error)
{
  *self = (KontorTxn) { .cancellable = cancellable };
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !begin (self, connection, now, "BEGIN", error))
    return FALSE;
  if (cancellable != NULL)
    sqlite3_progress_handler (connection->handle, STEPS_BETWEEN_LOOKS, is_interrupted, cancellable);
  /* The first read is what fixes the view of the transaction. */
  return kontor_txn_query_int (self, &self->seq, 0, error, "SELECT value FROM state WHERE key = 'commit_seq'", NULL);
}

static gboolean
set_sync (KontorConnection *connection, KontorDbSync sync, GError **error)
{
  if (connection->sync == sync)
    return TRUE;
  if (!kontor_connection_exec (connection, error,
                               sync == KONTOR_DB_SYNC_FULL ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"))
    return FALSE;
  connection->sync = sync;
  return TRUE;
}

gboolean
kontor_txn_begin_write (KontorTxn *self, KontorConnection *connection, KontorOrigin origin, KontorDbSync sync,
                        gint64 seq, gint64 now, GError **error)
{
  *self = (KontorTxn) { .origin = origin, .seq = seq };
  /* Inside a transaction the pragma would do nothing. */
  if (!set_sync (connection, sync, error) || !begin (self, connection, now, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->notes = kontor_notes_new ();
  self->total_before = sqlite3_total_changes64 (connection->handle);
  return TRUE;
}

gboolean
kontor_txn_call (KontorTxn *self, KontorDbFunc func, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (func (self, data, result, &reason))
    return TRUE;
  if (reason == NULL) {
    g_critical ("A database function failed without a reason");
    g_set_error_literal (&reason, KONTOR_ERROR, KONTOR_ERROR_DB, _("The database failed."));
  }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
kontor_txn_finish (KontorTxn *self, GError **error)
{
  /* One may attach another while it runs, which moves the array. */
  for (guint i = 0; self->attached != NULL && i < self->attached->len; i++) {
    Attached attached = g_array_index (self->attached, Attached, i);

    if (!attached.finish (self, attached.data, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
kontor_txn_has_changed (KontorTxn *self)
{
  return sqlite3_total_changes64 (self->connection->handle) != self->total_before ||
         !kontor_notes_is_empty (self->notes);
}

static void
end (KontorTxn *self)
{
  self->connection->in_transaction = FALSE;
  sqlite3_progress_handler (self->connection->handle, 0, NULL, NULL);
  g_clear_pointer (&self->attached, g_array_unref);
  g_clear_pointer (&self->notes, kontor_notes_free);
  self->connection = NULL;
}

gboolean
kontor_txn_commit (KontorTxn *self, GError **error)
{
  kontor_connection_end_statements (self->connection);
  if (!kontor_connection_exec (self->connection, error, "COMMIT"))
    return FALSE;
  end (self);
  return TRUE;
}

void
kontor_txn_rollback (KontorTxn *self)
{
  if (self->connection == NULL)
    return;
  kontor_connection_end_statements (self->connection);
  if (!sqlite3_get_autocommit (self->connection->handle))
    sqlite3_exec (self->connection->handle, "ROLLBACK", NULL, NULL, NULL);
  end (self);
}

gint64
kontor_txn_get_seq (KontorTxn *self)
{
  return self->seq;
}

KontorOrigin
kontor_txn_get_origin (KontorTxn *self)
{
  return self->origin;
}

gboolean
kontor_txn_is_awaited (KontorTxn *self)
{
  return self->others != NULL && g_async_queue_length (self->others) > 0;
}

gint64
kontor_txn_get_now (KontorTxn *self)
{
  return self->now;
}

void
kontor_txn_note (KontorTxn *self, KontorEntity entity, gint64 id, KontorChangeKind kind)
{
  g_return_if_fail (self->notes != NULL);

  kontor_notes_add (self->notes, entity, id, kind);
}

void
kontor_txn_touch (KontorTxn *self, KontorTouched touched)
{
  g_return_if_fail (self->notes != NULL);

  kontor_notes_touch (self->notes, touched);
}

gboolean
kontor_txn_is_cancelled (KontorTxn *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

gpointer
kontor_txn_get_attached (KontorTxn *self, KontorTxnFinish finish)
{
  for (guint i = 0; self->attached != NULL && i < self->attached->len; i++) {
    const Attached *attached = &g_array_index (self->attached, Attached, i);

    if (attached->finish == finish)
      return attached->data;
  }
  return NULL;
}

void
kontor_txn_attach (KontorTxn *self, KontorTxnFinish finish, gpointer data, GDestroyNotify destroy)
{
  Attached attached = { finish, data, destroy };

  g_return_if_fail (kontor_txn_get_attached (self, finish) == NULL);

  if (self->attached == NULL) {
    self->attached = g_array_new (FALSE, FALSE, sizeof (Attached));
    g_array_set_clear_func (self->attached, (GDestroyNotify) clear_attached);
  }
  g_array_append_val (self->attached, attached);
}

gint64
kontor_txn_last_insert_id (KontorTxn *self)
{
  return sqlite3_last_insert_rowid (self->connection->handle);
}

guint
kontor_txn_changes (KontorTxn *self)
{
  return (guint) sqlite3_changes64 (self->connection->handle);
}

KontorStmt *
kontor_txn_prepare (KontorTxn *self, const char *sql, GError **error)
{
  return kontor_connection_prepare (self->connection, sql, error);
}

static KontorStmt *
prepare_bound (KontorTxn *self, GError **error, const char *sql, const char *format, va_list *args)
{
  KontorStmt *stmt = kontor_txn_prepare (self, sql, error);

  if (stmt != NULL)
    kontor_stmt_bind_valist (stmt, format, args);
  return stmt;
}

static gboolean
run_to_end (KontorStmt *stmt, GError **error)
{
  KontorStep step;

  do
    step = kontor_stmt_step (stmt, error);
  while (step == KONTOR_STEP_ROW);
  return step == KONTOR_STEP_DONE;
}

gboolean
kontor_txn_run (KontorTxn *self, GError **error, const char *sql, const char *format, ...)
{
  KontorStmt *stmt;
  va_list args;

  va_start (args, format);
  stmt = prepare_bound (self, error, sql, format, &args);
  va_end (args);
  return stmt != NULL && run_to_end (stmt, error);
}

gboolean
kontor_txn_query_int (KontorTxn *self, gint64 *value, gint64 fallback, GError **error, const char *sql,
                      const char *format, ...)
{
  KontorStmt *stmt;
  KontorStep step;
  va_list args;

  va_start (args, format);
  stmt = prepare_bound (self, error, sql, format, &args);
  va_end (args);
  step = stmt != NULL ? kontor_stmt_step (stmt, error) : KONTOR_STEP_ERROR;
  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  *value = step == KONTOR_STEP_ROW ? kontor_stmt_get_int (stmt, 0) : fallback;
  kontor_stmt_reset (stmt);
  return TRUE;
}

gboolean
kontor_txn_query_text (KontorTxn *self, char **value, GError **error, const char *sql, const char *format, ...)
{
  KontorStmt *stmt;
  KontorStep step;
  va_list args;

  va_start (args, format);
  stmt = prepare_bound (self, error, sql, format, &args);
  va_end (args);
  step = stmt != NULL ? kontor_stmt_step (stmt, error) : KONTOR_STEP_ERROR;
  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  *value = step == KONTOR_STEP_ROW ? kontor_stmt_dup_text (stmt, 0) : NULL;
  kontor_stmt_reset (stmt);
  return TRUE;
}
