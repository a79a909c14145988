#include "kontor-outbox-queue.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-checks.h"
#include "kontor-error.h"
#include "kontor-ledger.h"
#include "kontor-outbox-row.h"
#include "kontor-prepare.h"
#include "kontor-state.h"

#define UNDO_DELAY 10000

gboolean
kontor_outbox_is_birth (const KontorOp *op)
{
  return op->kind->op_class == KONTOR_OP_CREATE && op->set != NULL && op->add == NULL;
}

static gboolean
is_team_only (const KontorRecord *change)
{
  const KontorRecordType *type;

  if (change == NULL)
    return TRUE;
  type = kontor_record_get_record_type (change);
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (change, i) && (type->fields[i].flags & (KONTOR_FIELD_TEAM | KONTOR_FIELD_LOCAL)) == 0)
      return FALSE;
  return TRUE;
}

/* Team state stays on this computer where the platform has no place for it. */
static gboolean
stays_here (const KontorConnectorInfo *info, const KontorOp *op)
{
  if (op->kind->op_class != KONTOR_OP_SET || (info != NULL && info->keeps_team_state))
    return FALSE;
  return is_team_only (op->set) && is_team_only (op->delta) && is_team_only (op->add) && is_team_only (op->remove);
}

static gboolean
check_support (const KontorConnectorInfo *info, const KontorOp *op, gint64 *delay, GError **error)
{
  const KontorOpSupport *support = kontor_platforms_get_support (info, op->kind->name);

  *delay = 0;
  if (stays_here (info, op))
    return TRUE;
  if (support == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, _("This shop cannot do “%s”."), _(op->kind->label));
    return FALSE;
  }
  *delay = support->effects != KONTOR_EFFECT_NONE ? UNDO_DELAY : 0;
  return TRUE;
}

static gboolean
note_ref (KontorTxn *txn, gint64 op_id, KontorEntity entity, gint64 local_id, GError **error)
{
  g_autofree char *remote_id = NULL;

  if (!kontor_outbox_remote_id (txn, entity, local_id, &remote_id, error))
    return FALSE;
  if (remote_id != NULL)
    return TRUE;
  return kontor_txn_run (txn, error, "INSERT OR IGNORE INTO outbox_ref (op_id, entity, local_id) VALUES (?, ?, ?)",
                         "isi", op_id, kontor_entity_get_nick (entity), local_id);
}

static gboolean
note_refs_in (KontorTxn *txn, gint64 op_id, const KontorRecord *record, GError **error)
{
  const KontorRecordType *type;

  if (record == NULL)
    return TRUE;
  type = kontor_record_get_record_type (record);
  for (guint i = 0; i < type->n_fields; i++) {
    if (type->fields[i].kind == KONTOR_FIELD_LIST) {
      for (guint j = 0; j < kontor_record_get_length (record, i); j++)
        if (!note_refs_in (txn, op_id, kontor_record_get_member (record, i, j), error))
          return FALSE;
    } else if (type->fields[i].kind == KONTOR_FIELD_REF && kontor_record_get_ref (record, i) != 0 &&
               kontor_record_get_ref_key (record, i) == NULL) {
      if (!note_ref (txn, op_id, type->fields[i].target, kontor_record_get_ref (record, i), error))
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
kontor_outbox_note_refs (KontorTxn *txn, const KontorOp *op, GError **error)
{
  if (!kontor_txn_run (txn, error, "DELETE FROM outbox_ref WHERE op_id = ?", "i", op->id))
    return FALSE;
  if (!kontor_outbox_is_birth (op) && !note_ref (txn, op->id, op->kind->entity, op->local_id, error))
    return FALSE;
  return note_refs_in (txn, op->id, op->set, error) && note_refs_in (txn, op->id, op->add, error);
}

/* The last op of the lane, if it was never sent and @op may be put into it. */
static gboolean
find_mergeable (KontorTxn *txn, const KontorOp *op, KontorOp **last, GError **error)
{
  g_autoptr (KontorOp) candidate = NULL;
  gint64 id, others;

  *last = NULL;
  if (!kontor_txn_query_int (txn, &id, 0, error, "SELECT id FROM outbox WHERE account_id = ? AND lane = ? "
                                                 "AND state NOT IN ('acked', 'cancelled') ORDER BY id DESC LIMIT 1",
                             "is", op->account_id, op->lane))
    return FALSE;
  if (id == 0)
    return TRUE;
  candidate = kontor_outbox_load (txn, id, error);
  if (candidate == NULL)
    return *error == NULL;
  if (candidate->state != KONTOR_OP_QUEUED || candidate->attempts > 0 || candidate->resume != NULL)
    return TRUE;
  if (!kontor_txn_query_int (txn, &others, 0, error, "SELECT count (*) FROM outbox WHERE action = ?", "i",
                             candidate->action))
    return FALSE;
  if (others == 1)
    *last = g_steal_pointer (&candidate);
  return TRUE;
}

static gboolean
coalesce (KontorTxn *txn, KontorOp *op, gint64 undoes, KontorOp **merged, GError **error)
{
  g_autoptr (KontorOp) last = NULL;
  g_autoptr (KontorOp) both = NULL;

  *merged = NULL;
  if (undoes != 0)
    return TRUE;
  if (!find_mergeable (txn, op, &last, error))
    return FALSE;
  if (last == NULL)
    return TRUE;
  both = kontor_op_merge (last, op);
  if (both == NULL)
    return TRUE;
  both->not_before = MAX (last->not_before, op->not_before);
  if (!kontor_outbox_update (txn, both, error) || !kontor_outbox_note_refs (txn, both, error))
    return FALSE;
  *merged = g_steal_pointer (&both);
  return TRUE;
}

static gboolean
apply_here (KontorTxn *txn, KontorOp *op, const KontorRecord *row, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  gint64 id = op->local_id;
  g_autoptr (KontorRecord) changed = NULL;

  if (!kontor_state_load (txn, op->kind->entity, id, &state, error))
    return FALSE;
  changed = kontor_record_copy (state.doc != NULL ? state.doc : row);
  kontor_op_apply (op, changed);
  if (state.doc != NULL)
    return kontor_state_store (txn, op->kind->entity, id, changed, error) &&
           kontor_state_refresh (txn, op->kind->entity, id, error);
  return kontor_ledger_save (txn, changed, &id, error);
}

static gboolean
insert_op (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, gint64 undoes, GError **error)
{
  op->action = gesture->action;
  if (!kontor_outbox_insert (txn, op, undoes, error))
    return FALSE;
  gesture->action = op->action;
  return kontor_outbox_note_refs (txn, op, error);
}

/* Puts a whole op in its place, merged or as a row of its own, and shows what it makes. */
static gboolean
place (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, gint64 undoes, KontorOp **made, GError **error)
{
  g_autoptr (KontorOp) merged = NULL;

  if (gesture->alone && !coalesce (txn, op, undoes, &merged, error))
    return FALSE;
  if (merged != NULL)
    gesture->action = merged->action;
  else if (!insert_op (txn, gesture, op, undoes, error))
    return FALSE;
  if (made != NULL)
    *made = merged != NULL ? g_steal_pointer (&merged) : kontor_op_ref (op);
  return kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

static gboolean
place_here (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, const KontorRecord *row, gint64 undoes,
            KontorOp **made, GError **error)
{
  op->state = KONTOR_OP_ACKED;
  op->acked_at = kontor_txn_get_now (txn);
  op->action = gesture->action;
  if (!kontor_outbox_insert (txn, op, undoes, error))
    return FALSE;
  gesture->action = op->action;
  if (made != NULL)
    *made = kontor_op_ref (op);
  return apply_here (txn, op, row, error);
}

static gboolean
changes_nothing (const KontorOp *op, const KontorRecord *row)
{
  g_autoptr (KontorRecord) changed = NULL;

  if (op->kind->op_class != KONTOR_OP_SET)
    return FALSE;
  changed = kontor_record_copy (row);
  kontor_op_apply (op, changed);
  return kontor_record_equal (row, changed);
}

/* So that amounts can be told wherever the op is. */
static void
keep_currency (KontorRecord *before, const KontorRecord *row)
{
  int currency = kontor_record_type_find (kontor_record_get_record_type (row), "currency");

  if (currency >= 0 && !kontor_record_is_null (row, (guint) currency))
    kontor_record_set_text (before, (guint) currency, kontor_record_get_text (row, (guint) currency));
}

static gboolean
fill_in (KontorTxn *txn, KontorOp *op, const KontorRecord *row, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };

  op->account_id = kontor_record_get_account (row);
  op->local_id = kontor_record_get_id (row);
  op->created_at = kontor_txn_get_now (txn);
  g_free (op->lane);
  op->lane = kontor_outbox_make_lane (txn, op->kind->entity, op->local_id, error);
  if (op->lane == NULL || !kontor_state_load (txn, op->kind->entity, op->local_id, &state, error))
    return FALSE;
  if (op->before == NULL) {
    op->before = kontor_state_snapshot (op, row);
    keep_currency (op->before, row);
  }
  op->base = kontor_state_snapshot (op, state.known ? state.doc : row);
  return TRUE;
}

static KontorOp *
copy_intent (const KontorOp *intent)
{
  KontorOp *op = kontor_op_copy (intent);

  g_free (op->idempotency);
  op->idempotency = g_uuid_string_random ();
  op->id = 0;
  return op;
}

static gboolean
queue_change (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, gint64 id, gint64 undoes, KontorOp **made,
              GError **error)
{
  g_autoptr (KontorRecord) row = NULL;
  const KontorConnectorInfo *info;
  gint64 delay;

  row = kontor_store_load (txn, op->kind->entity, id, KONTOR_LOAD_WHOLE, error);
  if (row == NULL) {
    if (*error == NULL)
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND,
                   _("There is no %s with the number %" PRId64 "."),
                   kontor_entity_get_nick (op->kind->entity), id);
    return FALSE;
  }
  if (!kontor_platforms_find_of_account (gesture->platforms, txn, kontor_record_get_account (row), &info, error) ||
      !check_support (info, op, &delay, error) || !kontor_prepare_op (op, row, kontor_txn_get_now (txn), error) ||
      !kontor_check_op (op, row, error))
    return FALSE;
  if (changes_nothing (op, row))
    return TRUE;
  if (stays_here (info, op))
    return fill_in (txn, op, row, error) && place_here (txn, gesture, op, row, undoes, made, error);
  if (!kontor_state_pin (txn, row, error) || !fill_in (txn, op, row, error))
    return FALSE;
  op->not_before = op->created_at + delay;
  return place (txn, gesture, op, undoes, made, error);
}

static gboolean
queue_birth (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, KontorOp **made, GError **error)
{
  g_autoptr (KontorRecord) row = NULL;
  const KontorConnectorInfo *info;
  gint64 delay, id = 0;

  if (!kontor_platforms_find_of_account (gesture->platforms, txn, op->account_id, &info, error) ||
      !check_support (info, op, &delay, error) || !kontor_check_op (op, op->set, error))
    return FALSE;
  row = kontor_record_copy (op->set);
  kontor_record_set_id (row, 0);
  kontor_record_set_account (row, op->account_id);
  kontor_record_set_key (row, NULL);
  kontor_derive (row);
  if (!kontor_ledger_save (txn, row, &id, error))
    return FALSE;
  kontor_record_set_id (row, id);
  if (!kontor_state_pin (txn, row, error) || !fill_in (txn, op, row, error))
    return FALSE;
  g_clear_pointer (&op->before, kontor_record_unref);
  g_clear_pointer (&op->base, kontor_record_unref);
  op->not_before = op->created_at + delay;
  return place (txn, gesture, op, 0, made, error);
}

gboolean
kontor_outbox_queue (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 id, gint64 undoes,
                     KontorOp **made, GError **error)
{
  g_autoptr (KontorOp) op = copy_intent (intent);

  if (made != NULL)
    *made = NULL;
  if (kontor_outbox_is_birth (op))
    return queue_birth (txn, gesture, op, made, error);
  return queue_change (txn, gesture, op, id, undoes, made, error);
}

gboolean
kontor_outbox_queue_inverse (KontorTxn *txn, KontorGesture *gesture, KontorOp *op, const KontorRecord *pushed,
                             gint64 undoes, GError **error)
{
  g_autoptr (KontorRecord) row = kontor_store_load (txn, op->kind->entity, op->local_id, KONTOR_LOAD_WHOLE, error);
  const KontorConnectorInfo *info;
  gint64 delay;

  if (row == NULL)
    return *error == NULL;
  if (!kontor_platforms_find_of_account (gesture->platforms, txn, op->account_id, &info, error) ||
      !check_support (info, op, &delay, error))
    return FALSE;
  if (changes_nothing (op, row))
    return TRUE;
  if (stays_here (info, op))
    return fill_in (txn, op, row, error) && place_here (txn, gesture, op, row, undoes, NULL, error);
  if (!kontor_state_pin (txn, row, error) || !fill_in (txn, op, row, error))
    return FALSE;
  g_clear_pointer (&op->base, kontor_record_unref);
  op->base = pushed != NULL ? kontor_record_copy (pushed) : NULL;
  op->not_before = op->created_at + delay;
  return place (txn, gesture, op, undoes, NULL, error);
}
