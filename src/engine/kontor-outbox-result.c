#include "kontor-outbox-result.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-fence.h"
#include "kontor-ingest.h"
#include "kontor-outbox-queue.h"
#include "kontor-outbox-row.h"
#include "kontor-state.h"
#include "kontor-store.h"

#define BACKOFF_CAP (15 * 60 * 1000)

gint64
kontor_backoff (guint attempts)
{
  gint64 delay = attempts < 10 ? 1000 * (G_GINT64_CONSTANT (1) << attempts) : BACKOFF_CAP;

  return MIN (delay * g_random_int_range (75, 126) / 100, BACKOFF_CAP);
}

gint64
kontor_outbox_get_settling (KontorTxn *txn, const KontorConnectorInfo *info)
{
  return info != NULL && info->settle_after > 0 ? kontor_txn_get_now (txn) + info->settle_after : 0;
}

gboolean
kontor_outbox_postpone (KontorTxn *txn, gint64 id, KontorOpState state, guint attempts, gint64 retry_at,
                        const GError *cause, GError **error)
{
  gint64 due = MAX (retry_at, kontor_txn_get_now (txn) + kontor_backoff (attempts));
  const char *code = cause->domain == KONTOR_ERROR ? kontor_error_code_to_nick (cause->code) : NULL;

  return kontor_outbox_set_state (txn, id, state, code, cause->message, error) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET not_before = ? WHERE id = ?", "ii",
                         retry_at != 0 ? retry_at : due, id);
}

/* With their ops, which wait for each other per product. */
static gboolean
move_variants (KontorTxn *txn, const KontorOp *op, gint64 from, GError **error)
{
  g_autofree char *lane = kontor_outbox_make_lane (txn, KONTOR_ENTITY_PRODUCT, from, error);
  gint64 id;

  if (lane == NULL || !kontor_txn_run (txn, error, "UPDATE outbox SET lane = ? WHERE account_id = ? AND lane = ?",
                                       "sis", op->lane, op->account_id, lane))
    return FALSE;
  while (kontor_txn_query_int (txn, &id, 0, error, "SELECT id FROM variant WHERE product_id = ? LIMIT 1", "i", from)) {
    g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

    if (id == 0)
      return TRUE;
    kontor_record_set_id (variant, id);
    kontor_record_set_account (variant, op->account_id);
    kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, op->local_id, NULL);
    if (!kontor_store_save (txn, variant, &id, error))
      return FALSE;
  }
  return FALSE;
}

/* Our row and one that a pull brought are the same object: ours, to which the ops belong, stays. */
static gboolean
drop_double (KontorTxn *txn, const KontorOp *op, const char *remote_id, GError **error)
{
  gint64 id;

  if (!kontor_store_find (txn, op->kind->entity, op->account_id, remote_id, &id, error))
    return FALSE;
  if (id == 0 || id == op->local_id)
    return TRUE;
  return (op->kind->entity != KONTOR_ENTITY_PRODUCT || move_variants (txn, op, id, error)) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET local_id = ?, lane = ? WHERE entity = ? AND local_id = ?",
                         "issi", op->local_id, op->lane, kontor_entity_get_nick (op->kind->entity), id) &&
         kontor_txn_run (txn, error, "DELETE FROM remote_state WHERE entity = ? AND local_id = ?", "si",
                         kontor_entity_get_nick (op->kind->entity), id) &&
         kontor_store_remove (txn, op->kind->entity, id, error);
}

gboolean
kontor_outbox_settle_birth (KontorTxn *txn, const KontorOp *op, const char *remote_id, GError **error)
{
  g_autoptr (KontorRecord) named = NULL;
  gint64 id = op->local_id;

  if (!drop_double (txn, op, remote_id, error))
    return FALSE;
  named = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  kontor_record_set_id (named, id);
  kontor_record_set_account (named, op->account_id);
  kontor_record_set_key (named, remote_id);
  return kontor_store_save (txn, named, &id, error) &&
         kontor_txn_run (txn, error, "DELETE FROM outbox_ref WHERE entity = ? AND local_id = ?", "si",
                         kontor_entity_get_nick (op->kind->entity), op->local_id);
}

static const KontorRecord *
find_own_row (const KontorOp *op, const char *remote_id, GPtrArray *rows)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (rows, i);

    if (kontor_record_get_entity (row) == op->kind->entity && g_strcmp0 (kontor_record_get_key (row), remote_id) == 0)
      return row;
  }
  return NULL;
}

static const char *
get_born_id (const KontorOp *op, const KontorReceipt *receipt)
{
  if (receipt->remote_id != NULL)
    return receipt->remote_id;
  for (guint i = 0; receipt->rows != NULL && i < receipt->rows->len; i++)
    if (kontor_record_get_entity (g_ptr_array_index (receipt->rows, i)) == op->kind->entity)
      return kontor_record_get_key (g_ptr_array_index (receipt->rows, i));
  return NULL;
}

static gboolean
ingest_own (KontorTxn *txn, const KontorOp *op, const KontorRecord *row, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_record_copy (row);
  gint64 id = op->local_id;

  kontor_record_set_account (record, op->account_id);
  return kontor_state_ingest (txn, record, &id, error) &&
         kontor_fence_raise (txn, op->account_id, op->kind->entity, kontor_record_get_key (row), error);
}

static gboolean
ingest_rows (KontorTxn *txn, const KontorOp *op, const KontorRecord *own, GPtrArray *rows, GError **error)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (rows, i);

    if (row == own ? !ingest_own (txn, op, row, error) : !kontor_ingest_answer (txn, op->account_id, row, error))
      return FALSE;
  }
  return TRUE;
}

/* The server said nothing of the object: as far as we know it now has what we sent. */
static gboolean
assume (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  g_autoptr (KontorRecord) doc = NULL;
  g_autofree char *remote_id = NULL;

  if (!kontor_state_load (txn, op->kind->entity, op->local_id, &state, error) ||
      !kontor_outbox_remote_id (txn, op->kind->entity, op->local_id, &remote_id, error))
    return FALSE;
  doc = state.doc != NULL ? kontor_record_copy (state.doc)
                          : kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  kontor_op_apply (op, doc);
  kontor_record_set_key (doc, remote_id);
  return kontor_state_store (txn, op->kind->entity, op->local_id, doc, error) &&
         (remote_id == NULL || kontor_refetch_note (txn, op->account_id, op->kind->entity, remote_id, error));
}

static void
rebase_field (KontorOp *later, const KontorRecord *now, guint field)
{
  g_autoptr (KontorRecord) one = kontor_record_copy (now);

  for (guint i = 0; i < kontor_record_get_record_type (now)->n_fields; i++)
    if (i != field)
      kontor_record_unset (one, i);
  if (later->base == NULL)
    later->base = kontor_record_new (kontor_record_get_record_type (now));
  kontor_record_overlay (later->base, one);
}

/* What came to be with @op is what the next ops of the same fields stand on, also where the server wrote it in its own way. */
static gboolean
rebase (KontorTxn *txn, const KontorOp *op, KontorOp *later, const KontorRecord *doc, GError **error)
{
  g_autoptr (KontorRecord) now = kontor_state_snapshot (later, doc);
  g_autoptr (KontorRecord) changed = kontor_state_snapshot (op, doc);

  if (now == NULL || changed == NULL)
    return TRUE;
  for (guint i = 0; i < kontor_record_get_record_type (now)->n_fields; i++)
    if (kontor_record_has (changed, i) && kontor_record_has (now, i))
      rebase_field (later, now, i);
  return kontor_outbox_update (txn, later, error);
}

static gboolean
rebase_later (KontorTxn *txn, const KontorOp *op, const KontorRecord *doc, GError **error)
{
  g_autoptr (GPtrArray) pending = NULL;

  if (doc == NULL)
    return TRUE;
  pending = kontor_outbox_load_pending (txn, op->kind->entity, op->local_id, error);
  for (guint i = 0; pending != NULL && i < pending->len; i++) {
    KontorOp *later = g_ptr_array_index (pending, i);

    if (later->id > op->id && later->state == KONTOR_OP_QUEUED && !rebase (txn, op, later, doc, error))
      return FALSE;
  }
  return pending != NULL;
}

gboolean
kontor_outbox_acknowledge (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  g_autoptr (KontorRecord) stored = NULL;

  if (!kontor_state_load (txn, op->kind->entity, op->local_id, &state, error))
    return FALSE;
  stored = kontor_state_snapshot (op, state.doc);
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_ACKED, NULL, NULL, error) &&
         kontor_outbox_set_remote (txn, op->id, stored, error) && rebase_later (txn, op, state.doc, error) &&
         kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

gboolean
kontor_outbox_acknowledge_unseen (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_autofree char *remote_id = NULL;

  if (!kontor_outbox_remote_id (txn, op->kind->entity, op->local_id, &remote_id, error) ||
      (remote_id != NULL && !kontor_refetch_note (txn, op->account_id, op->kind->entity, remote_id, error)))
    return FALSE;
  return kontor_outbox_acknowledge (txn, op, error);
}

/* The key of the only member of @list that @row has and @before has not; NULL where there is not exactly one. */
static const char *
find_new_key (const KontorRecord *row, const KontorRecord *before, guint list)
{
  const char *key = NULL;
  guint n_new = 0;

  for (guint i = 0; i < kontor_record_get_length (row, list); i++) {
    const char *candidate = kontor_record_get_key (kontor_record_get_member (row, list, i));

    if (before != NULL && kontor_record_find_member (before, list, candidate) != NULL)
      continue;
    key = candidate;
    n_new++;
  }
  return n_new == 1 ? key : NULL;
}

static const char *
find_made_key (const KontorOp *op, const KontorRecord *row, const KontorRecord *before)
{
  const KontorRecordType *type = kontor_record_get_record_type (op->add);

  for (guint i = 0; row != NULL && i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST && kontor_record_get_length (op->add, i) == 1)
      return find_new_key (row, before, i);
  return NULL;
}

/* By which key an inverse finds what a sub-creating op made. */
static gboolean
keep_made (KontorTxn *txn, const KontorOp *op, const KontorRecord *row, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  g_autoptr (KontorOp) told = NULL;
  const char *key;

  if (op->kind->op_class != KONTOR_OP_CREATE || op->add == NULL)
    return TRUE;
  if (!kontor_state_load (txn, op->kind->entity, op->local_id, &state, error))
    return FALSE;
  key = find_made_key (op, row, state.doc);
  if (key == NULL)
    return TRUE;
  told = kontor_op_copy (op);
  kontor_op_set_arg (told, "made", key);
  return kontor_outbox_update (txn, told, error);
}

static gboolean
refetch_touched (KontorTxn *txn, const KontorConnectorInfo *info, const KontorOp *op, GError **error)
{
  const KontorOpSupport *support = kontor_platforms_get_support (info, op->kind->name);

  if (op->kind->entity != KONTOR_ENTITY_ORDER || support == NULL || (support->effects & KONTOR_EFFECT_MOVES_STOCK) == 0)
    return TRUE;
  return kontor_fence_raise_lines (txn, op->account_id, op->local_id, error) &&
         kontor_refetch_note_lines (txn, op->account_id, op->local_id, error);
}

static gboolean
settle_done (KontorTxn *txn, const KontorConnectorInfo *info, const KontorOp *op, KontorReceipt *receipt,
             GError **error)
{
  g_autofree char *remote_id = NULL;
  const KontorRecord *own;

  if (kontor_outbox_is_birth (op) && get_born_id (op, receipt) != NULL &&
      !kontor_outbox_settle_birth (txn, op, get_born_id (op, receipt), error))
    return FALSE;
  if (!kontor_outbox_remote_id (txn, op->kind->entity, op->local_id, &remote_id, error))
    return FALSE;
  own = find_own_row (op, remote_id, receipt->rows);
  if (!keep_made (txn, op, own, error) || !ingest_rows (txn, op, own, receipt->rows, error) ||
      (own == NULL && !assume (txn, op, error)) || !refetch_touched (txn, info, op, error))
    return FALSE;
  return kontor_outbox_acknowledge (txn, op, error);
}

static gboolean
settle_again (KontorTxn *txn, const KontorOp *op, KontorReceipt *receipt, GError **error)
{
  const KontorRecord *own = find_own_row (op, op->remote_id, receipt->rows);

  return ingest_rows (txn, op, own, receipt->rows, error) &&
         kontor_outbox_set_state (txn, op->id, KONTOR_OP_QUEUED, NULL, NULL, error) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET resume = ?, not_before = ?, doubt = 1 WHERE id = ?", "sii",
                         receipt->resume, kontor_txn_get_now (txn), op->id);
}

static gboolean
settle_open (KontorTxn *txn, const KontorOp *op, KontorReceipt *receipt, KontorOpState state, KontorError code,
             const char *text, GError **error)
{
  const KontorRecord *own = find_own_row (op, op->remote_id, receipt->rows);

  return kontor_outbox_set_state (txn, op->id, state, kontor_error_code_to_nick (code), text, error) &&
         kontor_outbox_set_remote (txn, op->id, own, error) && ingest_rows (txn, op, own, receipt->rows, error) &&
         kontor_state_refresh (txn, op->kind->entity, op->local_id, error);
}

/* Refused now, an op that may have been carried out before is still one of which nobody can tell. */
static gboolean
settle_refused (KontorTxn *txn, const KontorOp *op, KontorReceipt *receipt, KontorOpState state, KontorError code,
                const char *why, GError **error)
{
  g_autofree char *text = NULL;
  gboolean doubtful;

  if (!kontor_outbox_is_doubtful (txn, op->id, &doubtful, error))
    return FALSE;
  if (!doubtful || op->resume != NULL || op->kind->op_class == KONTOR_OP_SET)
    return settle_open (txn, op, receipt, state, code, why, error);
  text = g_strdup_printf (_("It may have happened when it was sent before. Now the shop says: %s"), why);
  return settle_open (txn, op, receipt, KONTOR_OP_UNKNOWN, KONTOR_ERROR_UNKNOWN_OUTCOME, text, error);
}

static gboolean
requeue (KontorTxn *txn, const KontorOp *op, GError **error)
{
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_QUEUED, NULL, NULL, error) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET not_before = ? WHERE id = ?", "ii", kontor_txn_get_now (txn),
                         op->id);
}

/* It left and nothing certain came back: stays as sending, to be settled by looking. */
static gboolean
settle_lost (KontorTxn *txn, const KontorConnectorInfo *info, const KontorOp *op, const GError *cause, GError **error)
{
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_SENDING,
                                  kontor_error_code_to_nick (KONTOR_ERROR_UNKNOWN_OUTCOME), cause->message, error) &&
         kontor_txn_run (txn, error, "UPDATE outbox SET not_before = ? WHERE id = ?", "ii",
                         kontor_outbox_get_settling (txn, info), op->id);
}

static gboolean
settle_failed (KontorTxn *txn, const KontorConnectorInfo *info, const KontorOp *op, KontorReceipt *receipt,
               GError **error)
{
  const GError *cause = receipt->error;

  if (cause->domain != KONTOR_ERROR)
    return settle_lost (txn, info, op, cause, error);
  if (cause->code == KONTOR_ERROR_NOT_FOUND && op->kind->op_class == KONTOR_OP_DESTRUCTIVE)
    return kontor_outbox_acknowledge_unseen (txn, op, error);
  switch ((KontorError) cause->code) {
  case KONTOR_ERROR_OFFLINE:
  case KONTOR_ERROR_RATE_LIMITED:
  case KONTOR_ERROR_TEMPORARY:
  case KONTOR_ERROR_AUTH:
    return kontor_outbox_postpone (txn, op->id, KONTOR_OP_RETRY_WAIT, op->attempts, kontor_error_get_retry_at (cause),
                                   cause, error);
  case KONTOR_ERROR_CONFLICT:
    return settle_refused (txn, op, receipt, KONTOR_OP_CONFLICT, KONTOR_ERROR_CONFLICT, cause->message, error);
  case KONTOR_ERROR_NOT_FOUND:
  case KONTOR_ERROR_REJECTED:
  case KONTOR_ERROR_UNSUPPORTED:
  case KONTOR_ERROR_INVALID:
    return settle_refused (txn, op, receipt, KONTOR_OP_REJECTED, cause->code, cause->message, error);
  case KONTOR_ERROR_PROTOCOL:
  case KONTOR_ERROR_UNKNOWN_OUTCOME:
  case KONTOR_ERROR_DB_BUSY:
  case KONTOR_ERROR_DB_NEWER:
  case KONTOR_ERROR_DB_CORRUPT:
  case KONTOR_ERROR_DB_READ_ONLY:
  case KONTOR_ERROR_DB_FULL:
  case KONTOR_ERROR_DB:
    return settle_lost (txn, info, op, cause, error);
  }
  return settle_lost (txn, info, op, cause, error);
}

gboolean
kontor_outbox_settle (KontorTxn *txn, KontorPlatforms platforms, const KontorOp *op, KontorReceipt *receipt,
                      GError **error)
{
  g_autoptr (KontorOp) now = kontor_outbox_load (txn, op->id, error);
  const KontorConnectorInfo *info;

  if (now == NULL)
    return *error == NULL;
  if (now->state != KONTOR_OP_SENDING)
    return TRUE;
  if (!kontor_platforms_find_of_account (platforms, txn, op->account_id, &info, error) ||
      !kontor_fence_raise (txn, op->account_id, op->kind->entity, op->remote_id, error))
    return FALSE;
  switch (receipt->state) {
  case KONTOR_RECEIPT_DONE:
    return settle_done (txn, info, now, receipt, error);
  case KONTOR_RECEIPT_AGAIN:
    return settle_again (txn, op, receipt, error);
  case KONTOR_RECEIPT_CONFLICT:
    return settle_refused (
        txn, op, receipt, KONTOR_OP_CONFLICT, KONTOR_ERROR_CONFLICT,
        receipt->reading != NULL ? receipt->reading : _("Somebody else changed the same in the shop."), error);
  case KONTOR_RECEIPT_FAILED:
    return settle_failed (txn, info, op, receipt, error);
  case KONTOR_RECEIPT_NOT_FOUND:
    return requeue (txn, now, error);
  case KONTOR_RECEIPT_UNDECIDABLE:
    return settle_open (txn, op, receipt, KONTOR_OP_UNKNOWN, KONTOR_ERROR_UNKNOWN_OUTCOME, receipt->reading, error);
  }
  g_return_val_if_reached (FALSE);
}
