#include "kontor-bulk-private.h"

#include "kontor-divide.h"
#include "kontor-left-out.h"
#include "kontor-outbox-answer.h"
#include "kontor-outbox-row.h"
#include "kontor-sheet-store.h"

#define MAX_ROWS 200
#define MAX_MICROSECONDS 25000

/* Instead of the name of a kind: the rows are ops, to be taken back. */
#define UNDO "undo"
/* The rows are those of a table, and the payload says how far it was read. */
#define IMPORT "import"
/* The rows are those of the table sheet. */
#define SHEET "sheet"

static gboolean
store_gesture (KontorTxn *txn, KontorGesture *gesture, const char *kind, const char *payload, GError **error)
{
  if (gesture->action == 0 &&
      !kontor_txn_query_int (txn, &gesture->action, 1, error, "SELECT " KONTOR_OUTBOX_NEXT_ID, NULL))
    return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  return kontor_txn_run (txn, error, "INSERT INTO bulk (action, kind, payload) VALUES (?, ?, ?)", "iss", gesture->action,
                         kind, payload);
}

static gboolean
store_intent (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, GError **error)
{
  g_autofree char *payload = kontor_op_payload_to_json (intent);

  return store_gesture (txn, gesture, intent->kind->name, payload, error);
}

/* @sql: literal: inserts an action and an id */
static gboolean
store_ids (KontorTxn *txn, const char *sql, gint64 action, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!kontor_txn_run (txn, error, sql, "ii", action, g_array_index (ids, gint64, i)))
      return FALSE;
  return TRUE;
}

gboolean
kontor_bulk_begin (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, GArray *ids, GError **error)
{
  return store_intent (txn, gesture, intent, error) &&
         store_ids (txn, "INSERT OR IGNORE INTO bulk_row (action, local_id) VALUES (?, ?)", gesture->action, ids,
                    error);
}

gboolean
kontor_bulk_begin_query (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, KontorScope *scope,
                         GArray *done, GError **error)
{
  const char *except = "INSERT OR IGNORE INTO bulk_exception (action, local_id) VALUES (?, ?)";
  g_autofree char *query = kontor_query_to_text (kontor_scope_get_query (scope));
  g_autoptr (GArray) exceptions = kontor_id_set_dup_ids (kontor_scope_get_ids (scope));
  gint64 newest;

  return kontor_txn_query_int (txn, &newest, 0, error,
                               kontor_outbox_entity_sql (intent->kind->entity, "SELECT max (id) FROM %s"), NULL) &&
         store_intent (txn, gesture, intent, error) &&
         kontor_txn_run (txn, error, "UPDATE bulk SET query = ?, newest = ? WHERE action = ?", "sii", query, newest,
                         gesture->action) &&
         store_ids (txn, except, gesture->action, exceptions, error) &&
         store_ids (txn, except, gesture->action, done, error);
}

gboolean
kontor_bulk_begin_undo (KontorTxn *txn, KontorGesture *gesture, gint64 action, gint64 below, GError **error)
{
  return store_gesture (txn, gesture, UNDO, "{}", error) &&
         kontor_txn_run (txn, error,
                         "INSERT INTO bulk_row (action, local_id) SELECT ?1, id FROM outbox WHERE action = ?2 "
                         "AND id < ?3 AND state != 'cancelled'",
                         "iii", gesture->action, action, below);
}

gboolean
kontor_bulk_cancel (KontorTxn *txn, gint64 action, GError **error)
{
  return kontor_txn_run (txn, error, "DELETE FROM bulk WHERE action = ?", "i", action);
}

gboolean
kontor_bulk_count (KontorTxn *txn, gint64 action, gint64 *rows, GError **error)
{
  g_autoptr (GArray) ids = kontor_bulk_find (txn, action, error);

  if (ids == NULL)
    return FALSE;
  *rows = ids->len;
  return ids->len > 0 ||
         kontor_txn_query_int (txn, rows, 0, error,
                               "SELECT (SELECT count (*) FROM bulk_row WHERE action = ?1) + "
                               "(SELECT count (*) FROM sheet WHERE action = ?1) + "
                               "ifnull ((SELECT payload ->> 'left' FROM bulk WHERE action = ?1 AND kind = '" IMPORT "'), 0)",
                               "i", action);
}

typedef struct {
  KontorGesture gesture;
  KontorOp *intent; /* (nullable): NULL for an undo, and of a kind that is not known here */
  gboolean undo;
  gboolean import;
  gboolean sheet;
  KontorImportState state; /* of an import */
  gboolean listed;
  GArray *ids;
} Part;

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->intent, kontor_op_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  kontor_import_state_clear (&self->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static gboolean
load_intent (KontorTxn *txn, Part *part, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn, "SELECT action, kind, payload, query IS NULL FROM bulk ORDER BY action LIMIT 1",
                          error);
  const KontorOpKind *kind;
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  step = kontor_stmt_step (stmt, error);
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  part->gesture.action = kontor_stmt_get_int (stmt, 0);
  part->listed = kontor_stmt_get_int (stmt, 3) != 0;
  part->undo = g_str_equal (kontor_stmt_get_text (stmt, 1), UNDO);
  part->import = g_str_equal (kontor_stmt_get_text (stmt, 1), IMPORT);
  part->sheet = g_str_equal (kontor_stmt_get_text (stmt, 1), SHEET);
  if (part->import)
    return kontor_import_state_from_json (&part->state, kontor_stmt_get_text (stmt, 2), error);
  kind = kontor_op_kind_lookup (kontor_stmt_get_text (stmt, 1));
  if (kind != NULL)
    part->intent = kontor_op_new (kind, 0, 0);
  if (kind != NULL && !kontor_op_payload_from_json (part->intent, kontor_stmt_get_text (stmt, 2), error))
    return FALSE;
  kontor_stmt_reset (stmt);
  return TRUE;
}

static gboolean
load_ids (KontorTxn *txn, Part *part, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn, "SELECT local_id FROM bulk_row WHERE action = ? ORDER BY local_id DESC LIMIT ?", error);
  KontorStep step;

  part->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "ii", part->gesture.action, (gint64) MAX_ROWS);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (part->ids, id);
  }
  return step == KONTOR_STEP_DONE;
}

static gboolean
act (KontorTxn *txn, Part *part, gint64 id, GError **error)
{
  if (part->undo)
    return kontor_outbox_undo_one (txn, &part->gesture, id, error);
  return kontor_outbox_queue_divided (txn, &part->gesture, part->intent, id, NULL, error);
}

/* The gesture was accepted: a row to which it cannot be done (any more) is left as it is. */
static gboolean
queue_row (KontorTxn *txn, Part *part, gint64 id, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!act (txn, part, id, &refusal) &&
      !kontor_left_out_take (txn, part->gesture.action, g_steal_pointer (&refusal), error))
    return FALSE;
  return kontor_txn_run (txn, error, "DELETE FROM bulk_row WHERE action = ? AND local_id = ?", "ii",
                         part->gesture.action, id);
}

static gboolean
queue_part (KontorTxn *txn, Part *part, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + MAX_MICROSECONDS;
  gboolean known = part->intent != NULL || part->undo;

  if (!load_ids (txn, part, error))
    return FALSE;
  for (guint i = 0; known && i < part->ids->len && g_get_monotonic_time () < deadline; i++)
    if (!queue_row (txn, part, g_array_index (part->ids, gint64, i), error))
      return FALSE;
  return (known && part->ids->len > 0) || kontor_bulk_cancel (txn, part->gesture.action, error);
}

/* How far it came is kept with what was queued, and the table until all of it is. */
static gboolean
queue_table (KontorTxn *txn, Part *part, GError **error)
{
  g_autofree char *payload = NULL;

  if (part->state.left <= 0) {
    kontor_import_remove_files (part->state.file);
    return kontor_bulk_cancel (txn, part->gesture.action, error);
  }
  if (!kontor_import_queue_part (txn, &part->gesture, &part->state, error))
    return FALSE;
  payload = kontor_import_state_to_json (&part->state);
  return kontor_txn_run (txn, error, "UPDATE bulk SET payload = ? WHERE action = ?", "si", payload, part->gesture.action);
}

gboolean
kontor_bulk_begin_import (KontorTxn *txn, KontorGesture *gesture, const KontorImportState *state, GError **error)
{
  g_autofree char *payload = kontor_import_state_to_json (state);
  g_auto (Part) part = { 0 };

  if (!store_gesture (txn, gesture, IMPORT, payload, error) || !kontor_import_state_from_json (&part.state, payload, error))
    return FALSE;
  part.gesture = *gesture;
  return queue_table (txn, &part, error);
}

static gboolean
queue_sheet (KontorTxn *txn, KontorGesture *gesture, GError **error)
{
  gboolean more;

  return kontor_sheet_queue_part (txn, gesture, &more, error) &&
         (more || kontor_bulk_cancel (txn, gesture->action, error));
}

gboolean
kontor_bulk_begin_sheet (KontorTxn *txn, KontorGesture *gesture, GError **error)
{
  return store_gesture (txn, gesture, SHEET, "{}", error) &&
         kontor_txn_run (txn, error, "UPDATE sheet SET action = ? WHERE action IS NULL", "i", gesture->action) &&
         queue_sheet (txn, gesture, error);
}

/* Resolves to 0 when nothing waits, and to less for an action whose rows have to be listed first. */
static gboolean
part_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_auto (Part) part = { .gesture.platforms = *(KontorPlatforms *) data };

  if (!load_intent (txn, &part, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, part.listed ? part.gesture.action : -part.gesture.action);
  if (part.gesture.action == 0 || !part.listed)
    return TRUE;
  if (part.sheet)
    return queue_sheet (txn, &part.gesture, error);
  return part.import ? queue_table (txn, &part, error) : queue_part (txn, &part, error);
}

static DexFuture *
run_fiber (gpointer data)
{
  KontorContext *context = data;
  g_autoptr (GError) error = NULL;
  gint64 action;

  do {
    action = dex_await_int64 (kontor_db_write (context->db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, part_func,
                                               g_memdup2 (&context->platforms, sizeof context->platforms), g_free),
                              &error);
    if (action < 0)
      kontor_bulk_await_list (context, -action, &error);
  } while (action != 0 && error == NULL && !context->stopping);
  return error != NULL ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

DexFuture *
kontor_bulk_run (KontorContext *context)
{
  return dex_scheduler_spawn (NULL, 0, run_fiber, kontor_context_ref (context), (GDestroyNotify) kontor_context_unref);
}
