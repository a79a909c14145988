#include <glib/gi18n.h>

#include "kontor-bulk.h"
#include "kontor-engine-private.h"
#include "kontor-error.h"
#include "kontor-import-state.h"
#include "kontor-outbox-answer.h"
#include "kontor-outbox-row.h"

/* Ops that are looked at together; of an undo one transaction takes so many, and the others follow in parts. */
#define AT_ONCE 200

typedef struct {
  KontorPlatforms platforms;
  gint64 action;
  char *file; /* (nullable): the table of an import that ends here */
} Request;

static Request *
request_new (KontorEngine *engine, gint64 action)
{
  Request *self = g_atomic_rc_box_new0 (Request);

  self->platforms = kontor_engine_get_factories (engine);
  self->action = action;
  return self;
}

static void
request_clear (gpointer data)
{
  Request *self = data;

  g_free (self->file);
}

static void
request_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, request_clear);
}

static DexFuture *
taken_back_cb (DexFuture *future, gpointer data)
{
  Request *self = data;

  if (self->file != NULL)
    kontor_import_remove_files_later (self->file);
  return dex_ref (future);
}

/* Only what is committed needs its table no more. */
static DexFuture *
take_back (KontorEngine *engine, gint64 action, KontorDbFunc func)
{
  Request *request = request_new (engine, action);
  DexFuture *done = kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, func,
                                     g_atomic_rc_box_acquire (request), request_unref);

  return dex_future_then (done, taken_back_cb, request, request_unref);
}

static gboolean
end_bulk (KontorTxn *txn, Request *self, gint64 *waiting, GError **error)
{
  g_clear_pointer (&self->file, g_free);
  return kontor_bulk_count (txn, self->action, waiting, error) &&
         kontor_import_state_find_file (txn, self->action, &self->file, error) &&
         kontor_bulk_cancel (txn, self->action, error);
}

/* The newest ops of an action before @below. */
static GPtrArray *
load_some (KontorTxn *txn, gint64 action, gint64 below, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn, KONTOR_OUTBOX_SELECT "action = ? AND id < ? ORDER BY id DESC LIMIT ?", error);

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "iii", action, below, (gint64) AT_ONCE);
  return kontor_outbox_read_rows (stmt, error);
}

typedef gboolean (*OpFunc) (KontorTxn *txn, const KontorOp *op, gint64 *count, GError **error);

/* Does something to each op of an action, and resolves to how many it was done to. */
static gboolean
foreach_op (KontorTxn *txn, gint64 action, OpFunc func, gint64 count, GValue *result, GError **error)
{
  gint64 below = G_MAXINT64;
  guint n;

  do {
    g_autoptr (GPtrArray) ops = load_some (txn, action, below, error);

    if (ops == NULL)
      return FALSE;
    for (guint i = 0; i < ops->len; i++)
      if (!func (txn, g_ptr_array_index (ops, i), &count, error))
        return FALSE;
    n = ops->len;
    if (n > 0)
      below = ((KontorOp *) g_ptr_array_index (ops, n - 1))->id;
  } while (n == AT_ONCE);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, count);
  return TRUE;
}

/* The newest gesture that still stands; what takes another back is no gesture to take back by itself. */
static gboolean
find_newest (KontorTxn *txn, gint64 *action, GError **error)
{
  return kontor_txn_query_int (
      txn, action, 0, error,
      "SELECT o.action FROM outbox o WHERE o.undoes IS NULL AND o.state != 'cancelled' "
      "AND NOT EXISTS (SELECT 1 FROM outbox u WHERE u.undoes = o.id AND u.state != 'cancelled') "
      "AND NOT EXISTS (SELECT 1 FROM bulk b JOIN bulk_row r USING (action) WHERE b.kind = 'undo' "
      "AND r.local_id = o.id) "
      "ORDER BY o.id DESC LIMIT 1",
      NULL);
}

/* What is certain not to be at the server: all that is queued and was not sent in vain, and what was refused. */
static gboolean
can_cancel (KontorTxn *txn, const KontorOp *op, gboolean *can, GError **error)
{
  gboolean doubtful;

  *can = FALSE;
  switch (op->state) {
  case KONTOR_OP_QUEUED:
  case KONTOR_OP_RETRY_WAIT:
    if (!kontor_outbox_is_doubtful (txn, op->id, &doubtful, error))
      return FALSE;
    *can = !doubtful;
    return TRUE;
  case KONTOR_OP_REJECTED:
  case KONTOR_OP_CONFLICT:
    *can = op->resume == NULL;
    return TRUE;
  case KONTOR_OP_SENDING:
  case KONTOR_OP_ACKED:
  case KONTOR_OP_UNKNOWN:
  case KONTOR_OP_CANCELLED:
    return TRUE;
  }
  return TRUE;
}

static gboolean
is_undone (KontorTxn *txn, const KontorOp *op, gboolean *undone, GError **error)
{
  gint64 by;

  if (!kontor_txn_query_int (txn, &by, 0, error,
                             "SELECT count (*) FROM outbox WHERE undoes = ? AND state != 'cancelled'", "i", op->id))
    return FALSE;
  *undone = by != 0;
  return TRUE;
}

static KontorRecord *
load_pushed (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_autofree char *json = NULL;

  if (!kontor_txn_query_text (txn, &json, error, "SELECT remote FROM outbox WHERE id = ?", "i", op->id) || json == NULL)
    return op->set != NULL ? kontor_record_ref (op->set) : NULL;
  return kontor_record_from_json (kontor_entity_get_record_type (op->kind->entity), json, -1, error);
}

/* What is under way or done is taken back by an op of its own behind it. */
static gboolean
queue_inverse (KontorTxn *txn, KontorGesture *gesture, const KontorOp *op, guint *done, GError **error)
{
  g_autoptr (KontorOp) inverse = kontor_op_new_inverse (op);
  g_autoptr (KontorRecord) pushed = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean undone;

  if (inverse == NULL)
    return TRUE;
  if (!is_undone (txn, op, &undone, error))
    return FALSE;
  if (undone)
    return TRUE;
  pushed = load_pushed (txn, op, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  (*done)++;
  return kontor_outbox_queue_inverse (txn, gesture, inverse, pushed, op->id, error);
}

static gboolean
undo_op (KontorTxn *txn, KontorGesture *gesture, const KontorOp *op, guint *done, guint *open, GError **error)
{
  gboolean can;

  if (op->state == KONTOR_OP_CANCELLED)
    return TRUE;
  if (op->state == KONTOR_OP_ACKED)
    return queue_inverse (txn, gesture, op, done, error);
  if (!can_cancel (txn, op, &can, error))
    return FALSE;
  (*(can ? done : open))++;
  return !can || kontor_outbox_give_up (txn, op, error);
}

gboolean
kontor_outbox_undo_one (KontorTxn *txn, KontorGesture *gesture, gint64 id, GError **error)
{
  g_autoptr (KontorOp) op = kontor_outbox_load (txn, id, error);
  guint done = 0, open = 0;

  if (op == NULL)
    return *error == NULL;
  return undo_op (txn, gesture, op, &done, &open, error);
}

static gboolean
undo_ops (KontorTxn *txn, Request *self, GPtrArray *ops, GError **error)
{
  KontorGesture gesture = { .platforms = self->platforms };
  guint done = 0, open = 0;
  gint64 waiting;

  if (!end_bulk (txn, self, &waiting, error))
    return FALSE;
  for (guint i = 0; i < ops->len; i++)
    if (!undo_op (txn, &gesture, g_ptr_array_index (ops, i), &done, &open, error))
      return FALSE;
  if (done > 0 || waiting > 0)
    return ops->len < AT_ONCE ||
           kontor_bulk_begin_undo (txn, &gesture, self->action,
                                   ((KontorOp *) g_ptr_array_index (ops, ops->len - 1))->id, error);
  if (open > 0)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_CONFLICT, _("It is not known yet whether this happened."));
  else
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, _("This cannot be taken back."));
  return FALSE;
}

static gboolean
undo_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *self = data;
  g_autoptr (GPtrArray) ops = NULL;
  gint64 waiting;

  if (self->action == 0 && !find_newest (txn, &self->action, error))
    return FALSE;
  ops = load_some (txn, self->action, G_MAXINT64, error);
  if (ops == NULL || !kontor_bulk_count (txn, self->action, &waiting, error))
    return FALSE;
  if (ops->len == 0 && waiting == 0) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("There is nothing to take back."));
    return FALSE;
  }
  if (!undo_ops (txn, self, ops, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, self->action);
  return TRUE;
}

DexFuture *
kontor_engine_undo (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return take_back (engine, action, undo_func);
}

static gboolean
cancel_op (KontorTxn *txn, const KontorOp *op, gint64 *count, GError **error)
{
  gboolean can;

  if (!can_cancel (txn, op, &can, error))
    return FALSE;
  if (can)
    (*count)++;
  return !can || kontor_outbox_give_up (txn, op, error);
}

static gboolean
cancel_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *self = data;
  gint64 waiting;

  return end_bulk (txn, self, &waiting, error) &&
         foreach_op (txn, self->action, cancel_op, waiting, result, error);
}

DexFuture *
kontor_engine_cancel (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return take_back (engine, action, cancel_func);
}

static gboolean
retry_op (KontorTxn *txn, const KontorOp *op, gint64 *count, GError **error)
{
  if (op->state != KONTOR_OP_REJECTED)
    return TRUE;
  (*count)++;
  return kontor_outbox_send_again (txn, op, error);
}

static gboolean
retry_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *self = data;

  return foreach_op (txn, self->action, retry_op, 0, result, error);
}

DexFuture *
kontor_engine_retry (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, retry_func,
                          request_new (engine, action), request_unref);
}
