#include "kontor-pump-private.h"

#include "kontor-account-private.h"
#include "kontor-error.h"
#include "kontor-outbox-result.h"
#include "kontor-reading.h"

typedef struct {
  gint64 id;
  guint attempts;
  gint64 retry_at;
  GError *cause;
} Postpone;

static void
postpone_free (gpointer data)
{
  Postpone *self = data;

  g_error_free (self->cause);
  g_free (self);
}

static gboolean
postpone_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Postpone *self = data;

  return kontor_outbox_postpone (txn, self->id, KONTOR_OP_SENDING, self->attempts, self->retry_at, self->cause, error);
}

static void
await_postpone (KontorPump *self, KontorAccount *account, const KontorOp *op, const GError *cause)
{
  Postpone *postpone = g_new0 (Postpone, 1);
  g_autoptr (GError) error = NULL;

  postpone->id = op->id;
  postpone->attempts = MAX (op->attempts, 1);
  postpone->retry_at = kontor_error_get_retry_at (cause);
  postpone->cause = g_error_copy (cause);
  if (!dex_await (kontor_db_write (kontor_account_get_context (account)->db, KONTOR_ORIGIN_RESULT, KONTOR_DB_SYNC_FULL,
                                   postpone_func, postpone, postpone_free),
                  &error)) {
    g_warning ("An op could not be put off: %s", error->message);
    kontor_pump_stall (self);
  }
}

static gboolean
is_safe_again (KontorProof proof)
{
  return proof == KONTOR_PROOF_KEY || proof == KONTOR_PROOF_VALUE;
}

/* Nobody can tell: what the server has now is read, so that a person can. */
static KontorReceipt *
await_reading (KontorAccount *account, const KontorOp *op, GError **error)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorBatch) batch = NULL;
  g_autoptr (GError) failure = NULL;

  if (op->remote_id == NULL)
    return receipt;
  g_ptr_array_add (ids, g_strdup (op->remote_id));
  batch = kontor_account_await_fetch (account, op->kind->entity, ids, &failure);
  if (batch == NULL && kontor_account_note_failure (account, failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    kontor_receipt_unref (receipt);
    return NULL;
  }
  for (guint i = 0; batch != NULL && i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
  return receipt;
}

static KontorReceipt *
await_find (KontorAccount *account, KontorOp *op, GError **error)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorReceipt) receipt = NULL;

  if (connector == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  receipt = dex_await_boxed (kontor_connector_find (connector, op), &failure);
  if (receipt != NULL && receipt->state == KONTOR_RECEIPT_FAILED)
    failure = g_error_copy (receipt->error);
  if (failure == NULL && receipt->state != KONTOR_RECEIPT_UNDECIDABLE)
    return g_steal_pointer (&receipt);
  if (failure != NULL && kontor_account_note_failure (account, failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (failure == NULL && receipt->rows->len > 0)
    return g_steal_pointer (&receipt);
  return await_reading (account, op, error);
}

/* Sending it again is its own proof. */
static KontorReceipt *
new_again (const KontorOp *op)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);

  receipt->resume = g_strdup (op->resume);
  return receipt;
}

void
kontor_pump_await_lost (KontorPump *self, KontorAccount *account, KontorOp *op)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  const KontorOpSupport *support = connector != NULL ? kontor_connector_get_support (connector, op->kind->name) : NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);
  g_autoptr (KontorReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  if (support != NULL && is_safe_again (support->proof))
    receipt = new_again (op);
  else
    receipt = await_find (account, op, &error);
  if (receipt == NULL) {
    await_postpone (self, account, op, error);
    return;
  }
  if (receipt->state == KONTOR_RECEIPT_UNDECIDABLE && receipt->reading == NULL)
    receipt->reading = kontor_reading_of (op, receipt->rows);
  g_ptr_array_add (ops, op);
  g_ptr_array_add (receipts, kontor_receipt_ref (receipt));
  kontor_pump_await_settle (self, account, ops, receipts);
}
