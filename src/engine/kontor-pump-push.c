#include "kontor-pump-private.h"

#include <glib/gi18n.h>

#include "kontor-account-private.h"
#include "kontor-error.h"
#include "kontor-outbox-claim.h"
#include "kontor-outbox-result.h"

typedef struct {
  KontorIngest ingest;
  GArray *ids;
  KontorBatch *fresh;
} Claim;

static void
claim_free (gpointer data)
{
  Claim *self = data;

  g_array_unref (self->ids);
  g_clear_pointer (&self->fresh, kontor_batch_unref);
  g_free (self);
}

static gboolean
claim_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Claim *self = data;
  GPtrArray *claimed = kontor_outbox_claim (txn, &self->ingest, self->ids, self->fresh, error);

  if (claimed == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, claimed);
  return TRUE;
}

typedef struct {
  KontorPlatforms platforms;
  GPtrArray *ops;
  GPtrArray *receipts;
} Settle;

static void
settle_free (gpointer data)
{
  Settle *self = data;

  g_ptr_array_unref (self->ops);
  g_ptr_array_unref (self->receipts);
  g_free (self);
}

static gboolean
settle_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Settle *self = data;

  for (guint i = 0; i < self->ops->len; i++)
    if (!kontor_outbox_settle (txn, self->platforms, g_ptr_array_index (self->ops, i),
                               g_ptr_array_index (self->receipts, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
wants_fresh (const KontorOp *op)
{
  if (op->remote_id == NULL || op->resume != NULL)
    return FALSE;
  switch (op->kind->op_class) {
  case KONTOR_OP_SET:
  case KONTOR_OP_DELTA:
  case KONTOR_OP_MONEY:
  case KONTOR_OP_DESTRUCTIVE:
    return TRUE;
  case KONTOR_OP_MESSAGE:
  case KONTOR_OP_CREATE:
    return FALSE;
  }
  g_return_val_if_reached (TRUE);
}

/* FALSE where the account has a failure of its own, so that nothing can be sent now. */
static gboolean
await_fresh (KontorAccount *account, GPtrArray *ops, KontorBatch **fresh)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  KontorEntity entity = ((KontorOp *) g_ptr_array_index (ops, 0))->kind->entity;

  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    if (wants_fresh (op))
      g_ptr_array_add (ids, g_strdup (op->remote_id));
  }
  if (ids->len == 0)
    return TRUE;
  *fresh = kontor_account_await_fetch (account, entity, ids, &error);
  return *fresh != NULL || !kontor_account_note_failure (account, error);
}

static GPtrArray *
await_claim (KontorPump *self, KontorAccount *account, GPtrArray *ops, KontorBatch *fresh, gint64 began)
{
  KontorContext *context = kontor_account_get_context (account);
  Claim *claim = g_new0 (Claim, 1);
  g_autoptr (GError) error = NULL;
  GPtrArray *claimed;

  claim->ingest = (KontorIngest) { context->platforms, kontor_account_get_id (account), began, TRUE };
  claim->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  claim->fresh = fresh != NULL ? kontor_batch_ref (fresh) : NULL;
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (claim->ids, ((KontorOp *) g_ptr_array_index (ops, i))->id);
  claimed = dex_await_boxed (
      kontor_db_write (context->db, KONTOR_ORIGIN_RESULT, KONTOR_DB_SYNC_FULL, claim_func, claim, claim_free), &error);
  if (claimed == NULL) {
    g_warning ("Ops could not be claimed: %s", error->message);
    kontor_pump_stall (self);
  }
  return claimed;
}

static GPtrArray *
make_failed (GPtrArray *ops, const GError *error)
{
  GPtrArray *receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (receipts, kontor_receipt_new_failed (g_error_copy (error)));
  return receipts;
}

static void
learn (KontorPump *self, KontorAccount *account, GPtrArray *receipts)
{
  const GError *failure = NULL;

  for (guint i = 0; i < receipts->len && failure == NULL; i++)
    failure = ((KontorReceipt *) g_ptr_array_index (receipts, i))->error;
  if (g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_RATE_LIMITED) ||
      g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY))
    kontor_pump_slow_down (self);
  else
    kontor_pump_speed_up (self);
  if (failure == NULL || !kontor_account_note_failure (account, failure))
    kontor_account_note_success (account);
}

static GPtrArray *
await_push (KontorPump *self, KontorAccount *account, GPtrArray *ops)
{
  g_autoptr (KontorConnector) connector = kontor_account_dup_connector (account);
  g_autoptr (GError) error = NULL;
  GPtrArray *receipts = connector != NULL ? dex_await_boxed (kontor_connector_push (connector, ops), &error) : NULL;

  if (receipts != NULL && receipts->len != ops->len) {
    g_clear_pointer (&receipts, g_ptr_array_unref);
    error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The answers do not belong to what was sent."));
  }
  if (receipts == NULL && error == NULL)
    error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, _("There is no connection."));
  if (receipts == NULL)
    receipts = make_failed (ops, error);
  learn (self, account, receipts);
  return receipts;
}

void
kontor_pump_await_settle (KontorPump *self, KontorAccount *account, GPtrArray *ops, GPtrArray *receipts)
{
  KontorContext *context = kontor_account_get_context (account);
  Settle *settle = g_new0 (Settle, 1);
  g_autoptr (GError) error = NULL;

  settle->platforms = context->platforms;
  settle->ops = g_ptr_array_ref (ops);
  settle->receipts = g_ptr_array_ref (receipts);
  if (!dex_await (
          kontor_db_write (context->db, KONTOR_ORIGIN_RESULT, KONTOR_DB_SYNC_FULL, settle_func, settle, settle_free),
          &error)) {
    g_warning ("The answers to ops could not be stored: %s", error->message);
    kontor_pump_stall (self);
  }
}

void
kontor_pump_await_push (KontorPump *self, KontorAccount *account, GPtrArray *ops)
{
  gint64 began = kontor_account_get_context (account)->seq;
  g_autoptr (KontorBatch) fresh = NULL;
  g_autoptr (GPtrArray) claimed = NULL;
  g_autoptr (GPtrArray) receipts = NULL;

  if (!await_fresh (account, ops, &fresh) || kontor_pump_is_closed (self))
    return;
  claimed = await_claim (self, account, ops, fresh, began);
  if (claimed == NULL || claimed->len == 0)
    return;
  receipts = await_push (self, account, claimed);
  kontor_pump_await_settle (self, account, claimed, receipts);
}
