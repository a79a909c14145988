#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-engine-private.h"
#include "kontor-outbox-row.h"
#include "kontor-reading.h"
#include "kontor-state.h"

/* Ops of the lane and of others that cannot go before @op is settled. */
#define WAITING_SQL                                                                                              \
  "SELECT (SELECT count (*) FROM outbox w WHERE w.account_id = ?1 AND w.lane = ?2 AND w.id > ?3 AND w.state IN " \
  "('queued', 'retry-wait')) + "                                                                                 \
  "(SELECT count (*) FROM outbox_ref r JOIN outbox w ON w.id = r.op_id WHERE r.entity = ?4 AND r.local_id = ?5 " \
  "AND w.lane != ?2 AND w.state IN ('queued', 'retry-wait'))"

static KontorProblemKind
get_kind (const KontorOp *op)
{
  if (op->state == KONTOR_OP_CONFLICT)
    return KONTOR_PROBLEM_CONFLICT;
  return op->state == KONTOR_OP_UNKNOWN ? KONTOR_PROBLEM_UNKNOWN : KONTOR_PROBLEM_REJECTED;
}

static KontorProblemField *
make_field (const KontorOp *op, const KontorRecord *doc, guint field)
{
  KontorProblemField *made = g_new0 (KontorProblemField, 1);
  g_autoptr (KontorRecord) mine = kontor_record_copy (doc);

  kontor_op_apply (op, mine);
  made->field = field;
  made->label = kontor_entity_get_field_label (op->kind->entity, field);
  made->before = op->before != NULL ? kontor_reading_format (op->before, field) : NULL;
  made->mine = kontor_reading_format (mine, field);
  made->theirs = kontor_reading_format (doc, field);
  return made;
}

static GPtrArray *
make_fields (const KontorOp *op, const KontorRecord *doc)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_problem_field_free);
  guint64 disputed = 0;

  if (doc == NULL || op->state != KONTOR_OP_CONFLICT)
    return fields;
  kontor_op_compare (op, doc, &disputed);
  for (guint i = 0; i < kontor_record_get_record_type (doc)->n_fields; i++)
    if ((disputed >> i & 1) != 0)
      g_ptr_array_add (fields, make_field (op, doc, i));
  return fields;
}

static gboolean
add_op (KontorTxn *txn, GPtrArray *problems, KontorOp *op, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  g_autoptr (GPtrArray) fields = NULL;
  gint64 waiting;

  if (!kontor_txn_query_int (txn, &waiting, 0, error, WAITING_SQL, "isisi", op->account_id, op->lane, op->id,
                             kontor_entity_get_nick (op->kind->entity), op->local_id) ||
      !kontor_state_load (txn, op->kind->entity, op->local_id, &state, error))
    return FALSE;
  fields = make_fields (op, state.doc);
  g_ptr_array_add (problems, kontor_problem_new (get_kind (op), op->id, op->account_id, op, op->error, (guint) waiting,
                                                 fields, NULL));
  return TRUE;
}

static gboolean
add_ops (KontorTxn *txn, GPtrArray *problems, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn, KONTOR_OUTBOX_SELECT "state IN ('conflict', 'rejected', 'unknown') ORDER BY id", error);
  g_autoptr (GPtrArray) ops = stmt != NULL ? kontor_outbox_read_rows (stmt, error) : NULL;

  for (guint i = 0; ops != NULL && i < ops->len; i++)
    if (!add_op (txn, problems, g_ptr_array_index (ops, i), error))
      return FALSE;
  return ops != NULL;
}

static gboolean
add_restored (KontorTxn *txn, GPtrArray *problems, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT id FROM account WHERE paused = 2 ORDER BY id", error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_ptr_array_add (
        problems,
        kontor_problem_new (
            KONTOR_PROBLEM_RESTORED, -id, id, NULL,
            _("This file is an old one, or came from another computer. Look at what waits to be sent, then resume."),
            0, NULL, NULL));
  }
  return step == KONTOR_STEP_DONE;
}

/* In a person's words where it is one of the usual. */
static const char *
name_feed (const char *feed)
{
  static const struct {
    const char *feed;
    const char *label;
  } labels[] = {
    { "customers", N_("Customers") },
    { "discounts", N_("Discounts") },
    { "orders", N_("Orders") },
    { "products", N_("Products") },
    { "settings", N_("Settings of the shop") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].feed, feed))
      return _(labels[i].label);
  return feed;
}

static void
add_deletion (GPtrArray *problems, const char *key, gint64 rows)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  g_autofree char *text = g_strdup_printf (
      _("The shop does not have %" PRId64 " of “%s” any more. Were they deleted on purpose?"), rows,
      name_feed (parts[2]));
  gint64 id = g_ascii_strtoll (parts[1], NULL, 10);

  g_ptr_array_add (problems, kontor_problem_new (KONTOR_PROBLEM_DELETIONS, -id, id, NULL, text, 0, NULL, parts[2]));
}

static gboolean
add_deletions (KontorTxn *txn, GPtrArray *problems, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT key, CAST (value AS INTEGER) FROM state WHERE key >= 'vanish/' AND key < 'vanish0' ORDER BY key",
      error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    add_deletion (problems, kontor_stmt_get_text (stmt, 0), kontor_stmt_get_int (stmt, 1));
  return step == KONTOR_STEP_DONE;
}

gboolean
kontor_problems_load (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);

  if (!add_ops (txn, problems, error) || !add_restored (txn, problems, error) || !add_deletions (txn, problems, error))
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&problems));
  return TRUE;
}
