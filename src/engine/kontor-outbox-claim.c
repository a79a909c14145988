#include "kontor-outbox-claim.h"

#include <glib/gi18n.h>

#include "kontor-checks.h"
#include "kontor-error.h"
#include "kontor-fence.h"
#include "kontor-ingest.h"
#include "kontor-outbox-queue.h"
#include "kontor-outbox-result.h"
#include "kontor-outbox-row.h"
#include "kontor-state.h"

/* What the comparison with the server says about an op that is about to be sent. */
typedef enum { VERDICT_SEND, VERDICT_DONE, VERDICT_CONFLICT } Verdict;

static gboolean
fill_key (KontorTxn *txn, KontorRecord *record, guint field, GError **error)
{
  const KontorField *info = &kontor_record_get_record_type (record)->fields[field];
  g_autofree char *key = NULL;

  if (kontor_record_get_ref (record, field) == 0 || kontor_record_get_ref_key (record, field) != NULL)
    return TRUE;
  if (!kontor_outbox_remote_id (txn, info->target, kontor_record_get_ref (record, field), &key, error))
    return FALSE;
  kontor_record_set_ref (record, field, kontor_record_get_ref (record, field), key);
  return TRUE;
}

/* What was made here has got its remote ids since the op was enqueued. */
static gboolean
fill_keys (KontorTxn *txn, KontorRecord **record, GError **error)
{
  const KontorRecordType *type;
  g_autoptr (KontorRecord) filled = NULL;

  if (*record == NULL)
    return TRUE;
  type = kontor_record_get_record_type (*record);
  filled = kontor_record_copy (*record);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_REF && !fill_key (txn, filled, i, error)) {
      return FALSE;
    } else if (type->fields[i].kind == KONTOR_FIELD_LIST) {
      for (guint j = 0; j < kontor_record_get_length (filled, i); j++) {
        KontorRecord *member = kontor_record_ref (kontor_record_get_member (filled, i, j));

        if (!fill_keys (txn, &member, error)) {
          kontor_record_unref (member);
          return FALSE;
        }
        kontor_record_replace_member (filled, i, j, member);
      }
    }
  kontor_record_unref (*record);
  *record = g_steal_pointer (&filled);
  return TRUE;
}

gboolean
kontor_outbox_fill_remote_ids (KontorTxn *txn, KontorOp *op, GError **error)
{
  gint64 product;

  g_clear_pointer (&op->remote_id, g_free);
  g_clear_pointer (&op->parent_remote_id, g_free);
  if (!kontor_outbox_remote_id (txn, op->kind->entity, op->local_id, &op->remote_id, error))
    return FALSE;
  if (op->kind->entity == KONTOR_ENTITY_VARIANT &&
      (!kontor_txn_query_int (txn, &product, 0, error, "SELECT product_id FROM variant WHERE id = ?", "i", op->local_id) ||
       !kontor_outbox_remote_id (txn, KONTOR_ENTITY_PRODUCT, product, &op->parent_remote_id, error)))
    return FALSE;
  return fill_keys (txn, &op->set, error) && fill_keys (txn, &op->add, error);
}

static gboolean
is_sane_level (const KontorRecord *change, const KontorRecord *variant)
{
  const KontorRecord *level =
      kontor_record_find_member (variant, KONTOR_VARIANT_LEVELS, kontor_record_get_key (change));
  const char *backorders = kontor_record_get_text (variant, KONTOR_VARIANT_BACKORDERS);
  gint64 by = kontor_record_get_int (change, KONTOR_LEVEL_ON_HAND), after;

  if (level == NULL)
    return FALSE;
  if (__builtin_add_overflow (kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND), by, &after))
    return FALSE;
  return by > 0 || after >= 0 || (backorders != NULL && !g_str_equal (backorders, "no"));
}

/* Taking away more than there is makes no sense, unless the shop sells what it does not have. */
static gboolean
is_sane (const KontorOp *op, const KontorRecord *remote)
{
  if (op->delta == NULL || op->kind->entity != KONTOR_ENTITY_VARIANT)
    return TRUE;
  for (guint i = 0; i < kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS); i++)
    if (!is_sane_level (kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, i), remote))
      return FALSE;
  return TRUE;
}

static Verdict
judge_money (const KontorOp *op, const KontorRecord *remote, char **why)
{
  g_autoptr (KontorRecord) derived = kontor_record_copy (remote);
  g_autoptr (GError) error = NULL;

  kontor_derive (derived);
  if (kontor_check_op (op, derived, &error))
    return VERDICT_SEND;
  *why = g_strdup (error->message);
  return VERDICT_CONFLICT;
}

static Verdict
judge_set (const KontorOp *op, const KontorRecord *remote, char **why)
{
  switch (kontor_op_compare (op, remote, NULL)) {
  case KONTOR_MERGE_SEND:
    return VERDICT_SEND;
  case KONTOR_MERGE_DONE:
    return VERDICT_DONE;
  case KONTOR_MERGE_CONFLICT:
    *why = g_strdup (_("Somebody else changed the same in the shop."));
    return VERDICT_CONFLICT;
  }
  g_return_val_if_reached (VERDICT_SEND);
}

static Verdict
judge (const KontorOp *op, gboolean doubtful, const KontorRecord *remote, char **why)
{
  if (remote == NULL || op->resume != NULL)
    return VERDICT_SEND;
  /* What the server has may be its own work already. */
  if (doubtful && (op->kind->op_class == KONTOR_OP_DELTA || op->kind->op_class == KONTOR_OP_MONEY))
    return VERDICT_SEND;
  switch (op->kind->op_class) {
  case KONTOR_OP_SET:
    return judge_set (op, remote, why);
  case KONTOR_OP_DELTA:
    if (is_sane (op, remote))
      return VERDICT_SEND;
    *why = g_strdup (_("The shop has less than that."));
    return VERDICT_CONFLICT;
  case KONTOR_OP_MONEY:
    return judge_money (op, remote, why);
  case KONTOR_OP_DESTRUCTIVE:
    return op->set != NULL && op->add == NULL && kontor_op_compare (op, remote, NULL) == KONTOR_MERGE_DONE
               ? VERDICT_DONE
               : VERDICT_SEND;
  case KONTOR_OP_MESSAGE:
  case KONTOR_OP_CREATE:
    return VERDICT_SEND;
  }
  g_return_val_if_reached (VERDICT_SEND);
}

static gboolean
mark_sending (KontorTxn *txn, const KontorConnectorInfo *info, KontorOp *op, GError **error)
{
  const KontorOpSupport *support = kontor_platforms_get_support (info, op->kind->name);

  if (!kontor_outbox_fill_remote_ids (txn, op, error) ||
      !kontor_txn_run (txn, error,
                       "UPDATE outbox SET state = 'sending', attempts = attempts + 1, not_before = ?, sent_at = ?, "
                       "error_code = NULL, error = NULL WHERE id = ?",
                       "iii", kontor_outbox_get_settling (txn, info), kontor_txn_get_now (txn), op->id) ||
      !kontor_fence_raise (txn, op->account_id, op->kind->entity, op->remote_id, error))
    return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  op->state = KONTOR_OP_SENDING;
  op->attempts++;
  if (op->kind->entity != KONTOR_ENTITY_ORDER || support == NULL || (support->effects & KONTOR_EFFECT_MOVES_STOCK) == 0)
    return TRUE;
  return kontor_fence_raise_lines (txn, op->account_id, op->local_id, error);
}

static gboolean
note_conflict (KontorTxn *txn, const KontorOp *op, const KontorRecord *remote, const char *why, GError **error)
{
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_CONFLICT, kontor_error_code_to_nick (KONTOR_ERROR_CONFLICT),
                                  why, error) &&
         kontor_outbox_set_remote (txn, op->id, remote, error) &&
         kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

static gboolean
claim_op (KontorTxn *txn, const KontorConnectorInfo *info, KontorOp *op, GPtrArray *claimed, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  g_autofree char *why = NULL;
  gboolean doubtful;

  if (!kontor_state_load (txn, op->kind->entity, op->local_id, &state, error) ||
      !kontor_outbox_is_doubtful (txn, op->id, &doubtful, error))
    return FALSE;
  switch (judge (op, doubtful, state.doc, &why)) {
  case VERDICT_DONE:
    return kontor_outbox_acknowledge (txn, op, error);
  case VERDICT_CONFLICT:
    return note_conflict (txn, op, state.doc, why, error);
  case VERDICT_SEND:
    g_ptr_array_add (claimed, kontor_op_ref (op));
    return mark_sending (txn, info, op, error);
  }
  g_return_val_if_reached (FALSE);
}

/* It may have been cancelled, or put off, since it was picked. */
static gboolean
is_ready (KontorTxn *txn, const KontorOp *op)
{
  return (op->state == KONTOR_OP_QUEUED || op->state == KONTOR_OP_RETRY_WAIT) &&
         op->not_before <= kontor_txn_get_now (txn);
}

static gboolean
ingest_fresh (KontorTxn *txn, const KontorIngest *ingest, KontorBatch *fresh, GError **error)
{
  for (guint i = 0; i < fresh->rows->len; i++)
    if (!kontor_ingest_row (txn, ingest, g_ptr_array_index (fresh->rows, i), error))
      return FALSE;
  for (guint i = 0; i < fresh->gone->len; i++)
    if (!kontor_ingest_gone (txn, ingest, g_ptr_array_index (fresh->gone, i), error))
      return FALSE;
  return TRUE;
}

GPtrArray *
kontor_outbox_claim (KontorTxn *txn, const KontorIngest *ingest, GArray *ids, KontorBatch *fresh, GError **error)
{
  const KontorConnectorInfo *info;
  g_autoptr (GPtrArray) claimed = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);

  if (!kontor_platforms_find_of_account (ingest->platforms, txn, ingest->account_id, &info, error) ||
      (fresh != NULL && !ingest_fresh (txn, ingest, fresh, error)))
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (KontorOp) op = kontor_outbox_load (txn, g_array_index (ids, gint64, i), error);

    if (op == NULL && *error != NULL)
      return NULL;
    if (op == NULL || !is_ready (txn, op))
      continue;
    if (!claim_op (txn, info, op, claimed, error))
      return NULL;
  }
  return g_steal_pointer (&claimed);
}
