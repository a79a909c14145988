#include "kontor-draft-store.h"

#include "kontor-db.h"

/* What is stored for a product. @parts: (nullable): to be stored */
typedef struct {
  gint64 account_id;
  gint64 product;
  GPtrArray *parts;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

static Request *
request_new (gint64 account_id, gint64 product)
{
  Request *self = g_new0 (Request, 1);

  self->account_id = account_id;
  self->product = product;
  return self;
}

static KontorRecord *
read_record (KontorEntity entity, const char *json, GError **error)
{
  return kontor_record_from_json (kontor_entity_get_record_type (entity), json, -1, error);
}

static KontorDraftPart *
read_part (KontorStmt *stmt, GError **error)
{
  g_autoptr (KontorRecord) base = NULL, change = NULL;
  KontorDraftPart *part;
  KontorEntity entity;

  if (!kontor_entity_from_nick (kontor_stmt_get_text (stmt, 0), &entity))
    return NULL;
  base = read_record (entity, kontor_stmt_get_text (stmt, 2), error);
  change = base != NULL ? read_record (entity, kontor_stmt_get_text (stmt, 3), error) : NULL;
  if (change == NULL)
    return NULL;
  part = kontor_draft_part_new (entity, kontor_stmt_get_int (stmt, 1));
  kontor_record_overlay (part->base, base);
  kontor_record_overlay (part->change, change);
  return part;
}

/* What a later version typed is no reason to show nothing. */
static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_draft_part_free);
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT entity, object, base, change FROM draft WHERE account_id = ? AND product = ? "
                                              "ORDER BY entity, object DESC",
                                         error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "ii", self->account_id, self->product);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    KontorDraftPart *part = read_part (stmt, NULL);

    if (part != NULL)
      g_ptr_array_add (parts, part);
  }
  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&parts));
  return TRUE;
}

gboolean
kontor_draft_store_drop (KontorTxn *txn, gint64 account_id, gint64 product, GError **error)
{
  return kontor_txn_run (txn, error, "DELETE FROM draft WHERE account_id = ? AND product = ?", "ii", account_id,
                         product);
}

static gboolean
save_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;

  if (!kontor_draft_store_drop (txn, self->account_id, self->product, error))
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++) {
    const KontorDraftPart *part = g_ptr_array_index (self->parts, i);
    g_autofree char *base = kontor_record_to_json (part->base), *change = kontor_record_to_json (part->change);

    if (!kontor_txn_run (txn, error, "INSERT INTO draft (account_id, product, entity, object, base, change) VALUES (?, ?, ?, ?, ?, ?)",
                         "iisitt", self->account_id, self->product, kontor_entity_get_nick (part->entity), part->id,
                         base, change))
      return FALSE;
  }
  return TRUE;
}

DexFuture *
kontor_draft_store_load (KontorEngine *engine, gint64 account_id, gint64 product)
{
  /* On the writer, behind what is being stored of it just now. */
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_NORMAL, load_func,
                          request_new (account_id, product), request_free);
}

DexFuture *
kontor_draft_store_save (KontorEngine *engine, gint64 account_id, gint64 product, GPtrArray *parts)
{
  Request *request = request_new (account_id, product);

  request->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_draft_part_free);
  for (guint i = 0; i < parts->len; i++) {
    const KontorDraftPart *part = g_ptr_array_index (parts, i);

    if (!kontor_draft_part_is_empty (part))
      g_ptr_array_add (request->parts, kontor_draft_part_copy (part));
  }
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, save_func, request,
                          request_free);
}
