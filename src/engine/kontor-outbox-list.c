#include <glib/gi18n.h>

#include "kontor-engine-private.h"
#include "kontor-outbox-row.h"

typedef struct {
  gint64 account_id;
  KontorOutboxWhich which;
  KontorEntity entity;
  gint64 local_id;
  gint64 limit;
} Request;

void
kontor_action_free (KontorAction *self)
{
  g_free (self->label);
  g_free (self->left_out);
  g_free (self);
}

static gboolean
resolve_array (GValue *result, GPtrArray *array)
{
  if (array == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, array);
  return TRUE;
}

static DexFuture *
read_list (KontorEngine *engine, KontorDbFunc func, const Request *request)
{
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, func,
                         g_memdup2 (request, sizeof *request), g_free);
}

static const char *
get_sql (KontorOutboxWhich which)
{
  if ((which & KONTOR_OUTBOX_DONE) != 0)
    return KONTOR_OUTBOX_SELECT "?1 IN (0, account_id) AND ((?2 AND state IN ('queued', 'sending', 'retry-wait')) "
                                "OR (?3 AND state IN ('conflict', 'rejected', 'unknown')) OR state IN ('acked', "
                                "'cancelled')) ORDER BY id DESC LIMIT ?4";
  return KONTOR_OUTBOX_SELECT "?1 IN (0, account_id) AND state NOT IN ('acked', 'cancelled') AND ((?2 AND state IN "
                              "('queued', 'sending', 'retry-wait')) "
                              "OR (?3 AND state IN ('conflict', 'rejected', 'unknown'))) ORDER BY id LIMIT ?4";
}

static gboolean
ops_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  KontorStmt *stmt = kontor_txn_prepare (txn, get_sql (self->which), error);

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "ibbi", self->account_id, (self->which & KONTOR_OUTBOX_UNSENT) != 0,
                    (self->which & KONTOR_OUTBOX_PROBLEMS) != 0, self->limit);
  return resolve_array (result, kontor_outbox_read_rows (stmt, error));
}

DexFuture *
kontor_outbox_list_ops (KontorEngine *engine, gint64 account_id, KontorOutboxWhich which, guint limit)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return read_list (engine, ops_func, &(Request) { .account_id = account_id, .which = which, .limit = limit });
}

static gboolean
object_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  KontorStmt *stmt =
      kontor_txn_prepare (txn, KONTOR_OUTBOX_SELECT "entity = ? AND local_id = ? ORDER BY id DESC", error);

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "si", kontor_entity_get_nick (self->entity), self->local_id);
  return resolve_array (result, kontor_outbox_read_rows (stmt, error));
}

DexFuture *
kontor_outbox_list_of_object (KontorEngine *engine, KontorEntity entity, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return read_list (engine, object_func, &(Request) { .entity = entity, .local_id = id });
}

/* The newest @limit actions, and those of which something is to be said, with their counts; what is still to be queued of a long
 * one counts as unsent. */
#define ACTIONS_SQL                                                                                                                                               \
  "SELECT o.action, min (o.created_at), count (*) + (SELECT count (*) FROM bulk_row b WHERE b.action = o.action), "                                               \
  "sum (o.state IN ('queued', 'sending', 'retry-wait')) + (SELECT count (*) FROM bulk_row b WHERE b.action = "                                                    \
  "o.action), "                                                                                                                                                   \
  "sum (o.state = 'acked'), sum (o.state = 'cancelled'), sum (o.state IN ('conflict', 'rejected', 'unknown')), "                                                  \
  "(SELECT u.action FROM outbox u WHERE u.undoes IN (SELECT x.id FROM outbox x WHERE x.action = o.action) AND "                                                   \
  "u.state != 'cancelled' LIMIT 1), min (o.id), "                                                                                                                 \
  "sum (o.state IN ('queued', 'retry-wait', 'conflict', 'rejected')), "                                                                                           \
  "EXISTS (SELECT 1 FROM state WHERE key = 'paused/' || o.action), l.n_rows, l.reason, l.seen "                                                                   \
  "FROM outbox o LEFT JOIN left_out l ON l.action = o.action WHERE o.action IN (SELECT * FROM (SELECT DISTINCT action FROM outbox ORDER BY action DESC LIMIT ?) " \
  "UNION SELECT CAST (substr (key, 8) AS INTEGER) FROM state WHERE key >= 'paused/' AND key < 'paused0' "                                                         \
  "UNION SELECT action FROM left_out WHERE NOT seen) "                                                                                                            \
  "GROUP BY o.action ORDER BY o.action DESC"

typedef struct {
  gint64 first;
  gint64 can_cancel;
} Extra;

static KontorAction *
read_action (KontorStmt *stmt, Extra *extra)
{
  KontorAction *action = g_new0 (KontorAction, 1);

  action->id = kontor_stmt_get_int (stmt, 0);
  action->created_at = kontor_stmt_get_int (stmt, 1);
  action->n_ops = (guint) kontor_stmt_get_int (stmt, 2);
  action->n_unsent = (guint) kontor_stmt_get_int (stmt, 3);
  action->n_acked = (guint) kontor_stmt_get_int (stmt, 4);
  action->n_cancelled = (guint) kontor_stmt_get_int (stmt, 5);
  action->n_problems = (guint) kontor_stmt_get_int (stmt, 6);
  action->undone = kontor_stmt_get_int (stmt, 7);
  extra->first = kontor_stmt_get_int (stmt, 8);
  extra->can_cancel = kontor_stmt_get_int (stmt, 9);
  action->paused = kontor_stmt_get_int (stmt, 10) != 0;
  action->n_left_out = (guint) kontor_stmt_get_int (stmt, 11);
  action->left_out = kontor_stmt_dup_text (stmt, 12);
  action->seen = kontor_stmt_get_int (stmt, 13) != 0;
  return action;
}

static gboolean
tell_action (KontorTxn *txn, KontorAction *action, const Extra *extra, GError **error)
{
  g_autoptr (KontorOp) op = kontor_outbox_load (txn, extra->first, error);
  g_autofree char *what = NULL;

  if (op == NULL)
    return *error == NULL;
  what = action->n_ops == 1 || op->kind->alike ? kontor_op_describe (op) : g_strdup (gettext (op->kind->label));
  action->label = action->n_ops == 1 ? g_steal_pointer (&what) : g_strdup_printf ("%s (%'u)", what, action->n_ops);
  action->entity = op->kind->entity;
  action->object = action->n_ops == 1 ? op->local_id : 0;
  action->undoable = extra->can_cancel > 0 || (action->n_acked > 0 && action->undone == 0 && op->kind->undoable);
  return TRUE;
}

static gboolean
actions_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  KontorStmt *stmt = kontor_txn_prepare (txn, ACTIONS_SQL, error);
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_action_free);
  g_autoptr (GArray) extras = g_array_new (FALSE, FALSE, sizeof (Extra));
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", self->limit);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    Extra extra;

    g_ptr_array_add (actions, read_action (stmt, &extra));
    g_array_append_val (extras, extra);
  }
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  for (guint i = 0; i < actions->len; i++)
    if (!tell_action (txn, g_ptr_array_index (actions, i), &g_array_index (extras, Extra, i), error))
      return FALSE;
  return resolve_array (result, g_steal_pointer (&actions));
}

DexFuture *
kontor_outbox_list_actions (KontorEngine *engine, guint limit)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return read_list (engine, actions_func, &(Request) { .limit = limit });
}
