#include "kontor-ingest.h"

#include <string.h>

#include "kontor-fence.h"
#include "kontor-outbox-queue.h"
#include "kontor-outbox-result.h"
#include "kontor-outbox-row.h"
#include "kontor-state.h"
#include "kontor-store.h"

/* The text by which a platform without keys knows an object, where there is one. */
static const char *
get_natural_key (const KontorRecord *record)
{
  switch (kontor_record_get_entity (record)) {
  case KONTOR_ENTITY_PRODUCT:
    return kontor_record_get_text (record, KONTOR_PRODUCT_SKU);
  case KONTOR_ENTITY_VARIANT:
    return kontor_record_get_text (record, KONTOR_VARIANT_SKU);
  case KONTOR_ENTITY_DISCOUNT:
    return kontor_record_get_text (record, KONTOR_DISCOUNT_CODE);
  case KONTOR_ENTITY_CUSTOMER:
    return kontor_record_get_text (record, KONTOR_CUSTOMER_EMAIL);
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_ORDER:
    return NULL;
  }
  g_return_val_if_reached (NULL);
}

static gboolean
equal_folded (const char *a, const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1);
  g_autofree char *y = g_utf8_casefold (b, -1);

  return g_str_equal (x, y);
}

static gboolean
has_mark (const KontorRecord *row, const char *mark)
{
  int metadata = kontor_record_type_find (kontor_record_get_record_type (row), "metadata");
  const char *text = metadata >= 0 ? kontor_record_get_text (row, (guint) metadata) : NULL;

  return text != NULL && strstr (text, mark) != NULL;
}

static gboolean
is_ours (const KontorOp *op, const KontorConnectorInfo *info, const KontorRecord *row)
{
  const KontorOpSupport *support = kontor_platforms_get_support (info, op->kind->name);
  const char *ours = get_natural_key (op->set), *theirs = get_natural_key (row);

  if (has_mark (row, op->idempotency))
    return TRUE;
  if (support == NULL || support->proof != KONTOR_PROOF_NATURAL || ours == NULL || theirs == NULL || ours[0] == '\0')
    return FALSE;
  return equal_folded (ours, theirs);
}

/* Creates that left and are not settled. */
static GPtrArray *
load_open_births (KontorTxn *txn, gint64 account_id, KontorEntity entity, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn,
      KONTOR_OUTBOX_SELECT "state IN ('sending', 'unknown') AND account_id = ? AND class = 'create' AND entity = ?",
      error);
  g_autoptr (GPtrArray) ops = NULL;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "is", account_id, kontor_entity_get_nick (entity));
  ops = kontor_outbox_read_rows (stmt, error);
  for (guint i = ops != NULL ? ops->len : 0; i > 0; i--)
    if (!kontor_outbox_is_birth (g_ptr_array_index (ops, i - 1)))
      g_ptr_array_remove_index (ops, i - 1);
  return g_steal_pointer (&ops);
}

/* Whether @row is one that we made and whose answer was lost; then it has its remote id, and @id is told. */
static gboolean
adopt (KontorTxn *txn, const KontorIngest *self, const KontorRecord *row, gint64 *id, GError **error)
{
  g_autoptr (GPtrArray) births = load_open_births (txn, self->account_id, kontor_record_get_entity (row), error);
  const KontorConnectorInfo *info;

  if (births == NULL || births->len == 0)
    return births != NULL;
  if (!kontor_platforms_find_of_account (self->platforms, txn, self->account_id, &info, error))
    return FALSE;
  for (guint i = 0; i < births->len; i++) {
    const KontorOp *op = g_ptr_array_index (births, i);

    if (!is_ours (op, info, row))
      continue;
    *id = op->local_id;
    return kontor_outbox_settle_birth (txn, op, kontor_record_get_key (row), error) &&
           kontor_outbox_set_state (txn, op->id, KONTOR_OP_ACKED, NULL, NULL, error);
  }
  return TRUE;
}

static gboolean
is_held (KontorTxn *txn, const KontorIngest *self, KontorEntity entity, const char *remote_id, gint64 id,
         gboolean *held, GError **error)
{
  if (!kontor_fence_is_up (txn, self->account_id, entity, remote_id, self->began, held, error))
    return FALSE;
  return *held || id == 0 || kontor_outbox_is_sending (txn, entity, id, held, error);
}

static gboolean
take (KontorTxn *txn, gint64 account_id, const KontorRecord *row, gint64 id, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_record_copy (row);

  kontor_record_set_account (record, account_id);
  return kontor_state_ingest (txn, record, &id, error);
}

gboolean
kontor_ingest_row (KontorTxn *txn, const KontorIngest *self, const KontorRecord *row, GError **error)
{
  KontorEntity entity = kontor_record_get_entity (row);
  const char *key = kontor_record_get_key (row);
  gboolean held;
  gint64 id;

  if (key == NULL)
    return TRUE;
  if (!kontor_store_find (txn, entity, self->account_id, key, &id, error) ||
      (id == 0 && !adopt (txn, self, row, &id, error)) || !is_held (txn, self, entity, key, id, &held, error))
    return FALSE;
  if (held || (id == 0 && self->details))
    return kontor_refetch_note (txn, self->account_id, entity, key, error);
  if (self->news && !kontor_fence_raise (txn, self->account_id, entity, key, error))
    return FALSE;
  return take (txn, self->account_id, row, id, error);
}

gboolean
kontor_ingest_seed (KontorTxn *txn, const KontorIngest *self, const KontorRecord *seed, GError **error)
{
  gint64 id;

  return kontor_store_find (txn, kontor_record_get_entity (seed), self->account_id, kontor_record_get_key (seed), &id, error) &&
         (id != 0 || take (txn, self->account_id, seed, 0, error));
}

gboolean
kontor_ingest_gone (KontorTxn *txn, const KontorIngest *self, const KontorRemoteRef *ref, GError **error)
{
  gboolean held;
  gint64 id;

  if (!kontor_store_find (txn, ref->entity, self->account_id, ref->remote_id, &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  if (!is_held (txn, self, ref->entity, ref->remote_id, id, &held, error))
    return FALSE;
  if (held)
    return kontor_refetch_note (txn, self->account_id, ref->entity, ref->remote_id, error);
  return kontor_state_gone (txn, ref->entity, id, error);
}

static gboolean
may_be_newborn (KontorTxn *txn, gint64 account_id, KontorEntity entity, gboolean *maybe, GError **error)
{
  g_autoptr (GPtrArray) births = load_open_births (txn, account_id, entity, error);

  *maybe = births != NULL && births->len > 0;
  return births != NULL;
}

gboolean
kontor_ingest_answer (KontorTxn *txn, gint64 account_id, const KontorRecord *row, GError **error)
{
  KontorEntity entity = kontor_record_get_entity (row);
  const char *key = kontor_record_get_key (row);
  gboolean held = FALSE;
  gint64 id;

  if (key == NULL)
    return TRUE;
  if (!kontor_store_find (txn, entity, account_id, key, &id, error) ||
      (id == 0 ? !may_be_newborn (txn, account_id, entity, &held, error)
               : !kontor_outbox_is_sending (txn, entity, id, &held, error)))
    return FALSE;
  if (held)
    return kontor_refetch_note (txn, account_id, entity, key, error);
  return kontor_fence_raise (txn, account_id, entity, key, error) && take (txn, account_id, row, id, error);
}
