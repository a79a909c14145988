#include "kontor-outbox-answer.h"

#include <glib/gi18n.h>

#include "kontor-checks.h"
#include "kontor-error.h"
#include "kontor-outbox-queue.h"
#include "kontor-outbox-result.h"
#include "kontor-outbox-row.h"
#include "kontor-payload.h"
#include "kontor-state.h"
#include "kontor-store.h"

static GPtrArray *
load_referring (KontorTxn *txn, const KontorOp *op, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn,
                          KONTOR_OUTBOX_SELECT "id IN (SELECT op_id FROM outbox_ref WHERE entity = ? AND local_id = ?) "
                                               "AND state NOT IN ('acked', 'cancelled') ORDER BY id",
                          error);

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "si", kontor_entity_get_nick (op->kind->entity), op->local_id);
  return kontor_outbox_read_rows (stmt, error);
}

/* A create is given up: what was meant for its object has nothing to go to. */
static gboolean
give_up_followers (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_autoptr (GPtrArray) followers = load_referring (txn, op, error);

  for (guint i = 0; followers != NULL && i < followers->len; i++) {
    const KontorOp *follower = g_ptr_array_index (followers, i);

    if (follower->id == op->id)
      continue;
    if (follower->kind->entity == op->kind->entity && follower->local_id == op->local_id) {
      if (!kontor_outbox_set_state (txn, follower->id, KONTOR_OP_CANCELLED, NULL, NULL, error))
        return FALSE;
    } else if (!kontor_outbox_set_state (txn, follower->id, KONTOR_OP_REJECTED,
                                         kontor_error_code_to_nick (KONTOR_ERROR_NOT_FOUND),
                                         _("What it refers to was given up."), error)) {
      return FALSE;
    }
  }
  return followers != NULL;
}

gboolean
kontor_outbox_give_up (KontorTxn *txn, const KontorOp *op, GError **error)
{
  if (kontor_outbox_is_birth (op) && !give_up_followers (txn, op, error))
    return FALSE;
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_CANCELLED, NULL, NULL, error) &&
         kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

gboolean
kontor_outbox_send_again (KontorTxn *txn, const KontorOp *op, GError **error)
{
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_QUEUED, NULL, NULL, error) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET not_before = ?, attempts = 0, remote = NULL WHERE id = ?", "ii",
                         kontor_txn_get_now (txn), op->id) &&
         kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

/* The server's present values are what it is based on from now on. */
static gboolean
rebase_on_server (KontorTxn *txn, KontorOp *op, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };

  if (!kontor_state_load (txn, op->kind->entity, op->local_id, &state, error))
    return FALSE;
  if (state.doc == NULL)
    return TRUE;
  g_clear_pointer (&op->base, kontor_record_unref);
  op->base = kontor_state_snapshot (op, state.doc);
  return kontor_outbox_update (txn, op, error);
}

static gboolean
keep_mine (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_autoptr (KontorOp) mine = kontor_op_copy (op);

  return rebase_on_server (txn, mine, error) && kontor_outbox_send_again (txn, mine, error);
}

static gboolean
look_again (KontorTxn *txn, const KontorOp *op, GError **error)
{
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_SENDING, op->error_code, op->error, error) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET not_before = 0 WHERE id = ?", "i", op->id) &&
         kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

static gboolean
refuse_answer (GError **error)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("That is no answer to this problem."));
  return FALSE;
}

/* The person knows: there is no doubt any more, but for the steps that are done. */
static gboolean
send_anew (KontorTxn *txn, const KontorOp *op, GError **error)
{
  return kontor_txn_run (txn, error, "UPDATE outbox SET doubt = resume IS NOT NULL WHERE id = ?", "i", op->id) &&
         kontor_outbox_send_again (txn, op, error);
}

gboolean
kontor_outbox_answer (KontorTxn *txn, const KontorOp *op, KontorAnswer answer, GError **error)
{
  switch (answer) {
  case KONTOR_ANSWER_KEEP_MINE:
    return op->state == KONTOR_OP_CONFLICT ? keep_mine (txn, op, error) : refuse_answer (error);
  case KONTOR_ANSWER_TAKE_THEIRS:
    return op->state == KONTOR_OP_CONFLICT ? kontor_outbox_give_up (txn, op, error) : refuse_answer (error);
  case KONTOR_ANSWER_RETRY:
    if (op->state == KONTOR_OP_UNKNOWN)
      return look_again (txn, op, error);
    return op->state == KONTOR_OP_REJECTED ? kontor_outbox_send_again (txn, op, error) : refuse_answer (error);
  case KONTOR_ANSWER_DISCARD:
    return kontor_outbox_give_up (txn, op, error);
  case KONTOR_ANSWER_HAPPENED:
    return op->state == KONTOR_OP_UNKNOWN ? kontor_outbox_acknowledge_unseen (txn, op, error) : refuse_answer (error);
  case KONTOR_ANSWER_DID_NOT:
    return op->state == KONTOR_OP_UNKNOWN ? send_anew (txn, op, error) : refuse_answer (error);
  }
  return refuse_answer (error);
}

static void
give_up_fields (KontorRecord **record, guint64 mine)
{
  KontorRecord *kept;
  gboolean any = FALSE;

  if (*record == NULL)
    return;
  kept = kontor_record_copy (*record);
  for (guint i = 0; i < kontor_record_get_record_type (kept)->n_fields; i++)
    if ((mine >> i & 1) == 0)
      kontor_record_unset (kept, i);
    else
      any |= kontor_record_has (kept, i);
  kontor_record_unref (*record);
  *record = any ? kept : NULL;
  if (!any)
    kontor_record_unref (kept);
}

/* Fields about which nobody disagrees stay mine. */
static gboolean
find_mine (KontorTxn *txn, const KontorOp *op, guint64 *mine, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  guint64 disputed = 0;

  if (!kontor_state_load (txn, op->kind->entity, op->local_id, &state, error))
    return FALSE;
  if (state.doc != NULL)
    kontor_op_compare (op, state.doc, &disputed);
  *mine |= ~disputed;
  return TRUE;
}

gboolean
kontor_outbox_answer_fields (KontorTxn *txn, const KontorOp *op, guint64 mine, GError **error)
{
  g_autoptr (KontorOp) part = kontor_op_copy (op);

  if (op->state != KONTOR_OP_CONFLICT)
    return refuse_answer (error);
  if (!find_mine (txn, op, &mine, error))
    return FALSE;
  give_up_fields (&part->set, mine);
  give_up_fields (&part->add, mine);
  give_up_fields (&part->remove, mine);
  if (part->set == NULL && part->add == NULL && part->remove == NULL)
    return kontor_outbox_give_up (txn, op, error);
  return keep_mine (txn, part, error);
}

gboolean
kontor_outbox_edit (KontorTxn *txn, const KontorOp *op, const char *payload, GError **error)
{
  g_autoptr (KontorOp) edited = kontor_op_copy (op);
  g_autoptr (KontorOp) parsed = kontor_op_new (op->kind, op->account_id, op->local_id);
  g_autoptr (KontorRecord) row = NULL;

  if (op->state != KONTOR_OP_REJECTED)
    return refuse_answer (error);
  if (!kontor_payload_parse (parsed, payload, error))
    return FALSE;
  row = kontor_store_load (txn, op->kind->entity, op->local_id, KONTOR_LOAD_WHOLE, error);
  if (row == NULL || !kontor_check_op (parsed, kontor_outbox_is_birth (op) ? parsed->set : row, error))
    return *error == NULL ? refuse_answer (error) : FALSE;
  g_clear_pointer (&parsed->before, kontor_record_unref);
  parsed->before = op->before != NULL ? kontor_record_ref (op->before) : NULL;
  g_set_str (&parsed->idempotency, op->idempotency);
  parsed->id = op->id;
  return rebase_on_server (txn, parsed, error) && kontor_outbox_update (txn, parsed, error) &&
         kontor_outbox_note_refs (txn, parsed, error) && kontor_outbox_send_again (txn, parsed, error);
}
