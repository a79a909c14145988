#include "kontor-outbox-row.h"

const char *
kontor_outbox_entity_sql (KontorEntity entity, const char *format)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *sql =
      g_strconcat (parts[0], "\"", kontor_entity_get_record_type (entity)->table, "\"", parts[1], NULL);

  return g_intern_string (sql);
}

static gboolean
read_payload (KontorOp *op, KontorStmt *stmt, GError **error)
{
  const KontorRecordType *type = kontor_entity_get_record_type (op->kind->entity);

  if (!kontor_op_payload_from_json (op, kontor_stmt_get_text (stmt, 6), error))
    return FALSE;
  if (kontor_stmt_is_null (stmt, 7))
    return TRUE;
  op->base = kontor_record_from_json (type, kontor_stmt_get_text (stmt, 7), -1, error);
  return op->base != NULL;
}

static KontorOp *
read_op (KontorStmt *stmt, const KontorOpKind *kind, GError **error)
{
  g_autoptr (KontorOp) op = kontor_op_new (kind, kontor_stmt_get_int (stmt, 1), kontor_stmt_get_int (stmt, 4));

  op->id = kontor_stmt_get_int (stmt, 0);
  op->action = kontor_stmt_get_int (stmt, 2);
  op->lane = kontor_stmt_dup_text (stmt, 5);
  g_set_str (&op->idempotency, kontor_stmt_get_text (stmt, 8));
  kontor_op_state_from_nick (kontor_stmt_get_text (stmt, 9), &op->state);
  op->attempts = (guint) kontor_stmt_get_int (stmt, 10);
  op->not_before = kontor_stmt_get_int (stmt, 11);
  op->error_code = kontor_stmt_dup_text (stmt, 12);
  op->error = kontor_stmt_dup_text (stmt, 13);
  op->resume = kontor_stmt_dup_text (stmt, 14);
  op->created_at = kontor_stmt_get_int (stmt, 15);
  op->acked_at = kontor_stmt_get_int (stmt, 16);
  return read_payload (op, stmt, error) ? g_steal_pointer (&op) : NULL;
}

GPtrArray *
kontor_outbox_read_rows (KontorStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    const KontorOpKind *kind = kontor_op_kind_lookup (kontor_stmt_get_text (stmt, 3));
    KontorOp *op;

    if (kind == NULL)
      continue;
    op = read_op (stmt, kind, error);
    if (op == NULL)
      return NULL;
    g_ptr_array_add (ops, op);
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&ops) : NULL;
}

KontorOp *
kontor_outbox_load (KontorTxn *txn, gint64 id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, KONTOR_OUTBOX_SELECT "id = ?", error);
  g_autoptr (GPtrArray) ops = NULL;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "i", id);
  ops = kontor_outbox_read_rows (stmt, error);
  return ops != NULL && ops->len == 1 ? kontor_op_ref (g_ptr_array_index (ops, 0)) : NULL;
}

GPtrArray *
kontor_outbox_load_pending (KontorTxn *txn, KontorEntity entity, gint64 local_id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn, KONTOR_OUTBOX_SELECT "entity = ? AND local_id = ? AND state NOT IN ('acked', 'cancelled') ORDER BY id",
      error);

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "si", kontor_entity_get_nick (entity), local_id);
  return kontor_outbox_read_rows (stmt, error);
}

static gboolean
exists (KontorTxn *txn, gboolean *found, GError **error, const char *sql, KontorEntity entity, gint64 local_id)
{
  gint64 value;

  if (!kontor_txn_query_int (txn, &value, 0, error, sql, "si", kontor_entity_get_nick (entity), local_id))
    return FALSE;
  *found = value != 0;
  return TRUE;
}

gboolean
kontor_outbox_has_pending (KontorTxn *txn, KontorEntity entity, gint64 local_id, gboolean *pending, GError **error)
{
  return exists (txn, pending, error, "SELECT EXISTS (SELECT 1 FROM outbox WHERE entity = ? AND local_id = ? "
                                      "AND state NOT IN ('acked', 'cancelled'))",
                 entity, local_id);
}

gboolean
kontor_outbox_is_sending (KontorTxn *txn, KontorEntity entity, gint64 local_id, gboolean *sending, GError **error)
{
  return exists (txn, sending, error,
                 "SELECT EXISTS (SELECT 1 FROM outbox WHERE entity = ? AND local_id = ? AND state = 'sending')", entity,
                 local_id);
}

gboolean
kontor_outbox_insert (KontorTxn *txn, KontorOp *op, gint64 undoes, GError **error)
{
  g_autofree char *payload = kontor_op_payload_to_json (op);
  g_autofree char *base = op->base != NULL ? kontor_record_to_json (op->base) : NULL;

  if (!kontor_txn_run (
          txn, error,
          "INSERT INTO outbox (id, account_id, action, class, kind, entity, local_id, lane, payload, base, "
          "idempotency, state, not_before, created_at, acked_at, undoes) "
          "VALUES (" KONTOR_OUTBOX_NEXT_ID ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0), nullif (?, 0))",
          "iisssisssssiiii", op->account_id, op->action, kontor_op_class_to_nick (op->kind->op_class), op->kind->name,
          kontor_entity_get_nick (op->kind->entity), op->local_id, op->lane, payload, base, op->idempotency,
          kontor_op_state_to_nick (op->state), op->not_before, op->created_at, op->acked_at, undoes))
    return FALSE;
  op->id = kontor_txn_last_insert_id (txn);
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  if (op->action != 0)
    return TRUE;
  op->action = op->id;
  return kontor_txn_run (txn, error, "UPDATE outbox SET action = id WHERE id = ?", "i", op->id);
}

gboolean
kontor_outbox_update (KontorTxn *txn, const KontorOp *op, GError **error)
{
  g_autofree char *payload = kontor_op_payload_to_json (op);
  g_autofree char *base = op->base != NULL ? kontor_record_to_json (op->base) : NULL;

  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  return kontor_txn_run (
      txn, error,
      "UPDATE outbox SET payload = ?, base = ?, state = ?, attempts = ?, not_before = ?, error_code = ?, "
      "error = ?, resume = ?, acked_at = nullif (?, 0) WHERE id = ?",
      "sssiisssii", payload, base, kontor_op_state_to_nick (op->state), (gint64) op->attempts, op->not_before,
      op->error_code, op->error, op->resume, op->acked_at, op->id);
}

gboolean
kontor_outbox_set_state (KontorTxn *txn, gint64 id, KontorOpState state, const char *code, const char *message,
                         GError **error)
{
  kontor_txn_touch (txn, KONTOR_TOUCHED_OUTBOX);
  return kontor_txn_run (txn, error,
                         "UPDATE outbox SET state = ?1, error_code = ?2, error = ?3, "
                         "acked_at = CASE WHEN ?1 IN ('acked', 'cancelled') THEN ?4 END WHERE id = ?5",
                         "sssii", kontor_op_state_to_nick (state), code, message, kontor_txn_get_now (txn), id);
}

gboolean
kontor_outbox_set_remote (KontorTxn *txn, gint64 id, const KontorRecord *remote, GError **error)
{
  g_autofree char *json = remote != NULL ? kontor_record_to_json (remote) : NULL;

  return kontor_txn_run (txn, error, "UPDATE outbox SET remote = ? WHERE id = ?", "si", json, id);
}

char *
kontor_outbox_make_lane (KontorTxn *txn, KontorEntity entity, gint64 local_id, GError **error)
{
  gint64 product;

  if (entity != KONTOR_ENTITY_VARIANT)
    return g_strdup_printf ("%s:%" G_GINT64_FORMAT, kontor_entity_get_nick (entity), local_id);
  if (!kontor_txn_query_int (txn, &product, 0, error, "SELECT product_id FROM variant WHERE id = ?", "i", local_id))
    return NULL;
  if (product == 0)
    return g_strdup_printf ("variant:%" G_GINT64_FORMAT, local_id);
  return g_strdup_printf ("product:%" G_GINT64_FORMAT, product);
}

gboolean
kontor_outbox_remote_id (KontorTxn *txn, KontorEntity entity, gint64 local_id, char **remote_id, GError **error)
{
  return kontor_txn_query_text (
      txn, remote_id, error, kontor_outbox_entity_sql (entity, "SELECT remote_id FROM %s WHERE id = ?"), "i", local_id);
}

gboolean
kontor_outbox_is_doubtful (KontorTxn *txn, gint64 id, gboolean *doubtful, GError **error)
{
  gint64 doubt;

  if (!kontor_txn_query_int (txn, &doubt, 0, error, "SELECT doubt FROM outbox WHERE id = ?", "i", id))
    return FALSE;
  *doubtful = doubt != 0;
  return TRUE;
}
