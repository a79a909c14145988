#include "kontor-store.h"

#include "kontor-store-private.h"

/* The members of an inline list are read by way of a record that has only that list. */
static gboolean
read_inline_list (KontorStmt *stmt, int column, KontorRecord *record, guint field, GError **error)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  const char *text = kontor_stmt_get_text (stmt, column);
  g_autoptr (KontorRecord) holder = NULL;
  g_autofree char *json = NULL;

  if (g_str_equal (text, "[]")) {
    kontor_record_set_empty (record, field);
    return TRUE;
  }
  json = g_strdup_printf ("{\"%s\":%s}", type->fields[field].name, text);
  holder = kontor_record_from_json (type, json, -1, error);
  if (holder == NULL)
    return FALSE;
  kontor_record_overlay (record, holder);
  return TRUE;
}

static gboolean
read_money (KontorStmt *stmt, int column, KontorRecord *record, guint field, GError **error)
{
  if (!kontor_stmt_is_null (stmt, column + 1))
    return kontor_record_set_decimal (record, field, kontor_stmt_get_text (stmt, column + 1), error);
  kontor_record_set_amount (record, field, kontor_stmt_get_int (stmt, column));
  return TRUE;
}

/* Reads the columns of a field from *column on and moves it behind them. */
static gboolean
read_field (KontorStmt *stmt, const KontorTable *table, int *column, KontorRecord *record, guint field, GError **error)
{
  int first = *column;

  *column += (int) kontor_table_count_columns (table, field);
  switch (table->type->fields[field].kind) {
  case KONTOR_FIELD_REF:
    kontor_record_set_ref (record, field, kontor_stmt_get_int (stmt, first), kontor_stmt_get_text (stmt, first + 1));
    return TRUE;
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    kontor_record_take_text (record, field, kontor_stmt_dup_text (stmt, first));
    return TRUE;
  case KONTOR_FIELD_MONEY:
  case KONTOR_FIELD_LIST:
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_BOOL:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    break;
  }
  if (kontor_stmt_is_null (stmt, first)) {
    kontor_record_set_null (record, field);
    return TRUE;
  }
  if (table->type->fields[field].kind == KONTOR_FIELD_MONEY)
    return read_money (stmt, first, record, field, error);
  if (table->type->fields[field].kind == KONTOR_FIELD_LIST)
    return read_inline_list (stmt, first, record, field, error);
  kontor_record_set_int (record, field, kontor_stmt_get_int (stmt, first));
  return TRUE;
}

static gboolean
read_fields (KontorStmt *stmt, const KontorTable *table, int column, KontorRecord *record, KontorLoad how,
             GError **error)
{
  for (guint i = 0; i < table->type->n_fields; i++) {
    const KontorField *field = &table->type->fields[i];

    if (!kontor_field_is_loaded (field, how) || kontor_field_has_table (field))
      continue;
    if (!read_field (stmt, table, &column, record, i, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean load_lists (KontorTxn *txn, KontorRecord *record, gint64 id, const char *above, KontorLoad how,
                            GError **error);

static gboolean
load_list (KontorTxn *txn, KontorRecord *record, guint field, gint64 id, const char *above, KontorLoad how,
           GError **error)
{
  const KontorTable *table = kontor_table_get (kontor_record_get_record_type (record)->fields[field].members);
  KontorStmt *stmt = kontor_txn_prepare (txn, table->select[KONTOR_LOAD_WHOLE], error);
  KontorStep step;

  kontor_record_set_empty (record, field);
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind_int (stmt, 1, id);
  if (table->depth > 1)
    kontor_stmt_bind_static (stmt, 2, above);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    KontorRecord *member = kontor_record_new (table->type);

    kontor_record_take_member (record, field, member);
    kontor_record_set_key (member, kontor_stmt_get_text (stmt, 0));
    if (!read_fields (stmt, table, 1, member, KONTOR_LOAD_WHOLE, error))
      return FALSE;
  }
  if (step == KONTOR_STEP_ERROR)
    return FALSE;

  /* Only now: the members' own lists of one kind share a statement. */
  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    KontorRecord *member = kontor_record_get_member (record, field, i);

    if (!load_lists (txn, member, id, kontor_record_get_key (member), how, error))
      return FALSE;
  }
  return TRUE;
}

/* @above: the key of @record, if it is a member. */
static gboolean
load_lists (KontorTxn *txn, KontorRecord *record, gint64 id, const char *above, KontorLoad how, GError **error)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_field_has_table (&type->fields[i]) && kontor_field_is_loaded (&type->fields[i], how) &&
        !load_list (txn, record, i, id, above, how, error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_store_load:
 *
 * A list that has a table is never null, but empty; all other fields that the
 * row does not have are.
 */
KontorRecord *
kontor_store_load (KontorTxn *txn, KontorEntity entity, gint64 id, KontorLoad how, GError **error)
{
  const KontorTable *table = kontor_table_get (kontor_entity_get_record_type (entity));
  KontorStmt *stmt = kontor_txn_prepare (txn, table->select[how], error);
  g_autoptr (KontorRecord) record = NULL;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind_int (stmt, 1, id);
  if (kontor_stmt_step (stmt, error) != KONTOR_STEP_ROW)
    return NULL;

  record = kontor_record_new (table->type);
  kontor_record_set_id (record, id);
  kontor_record_set_account (record, kontor_stmt_get_int (stmt, 0));
  kontor_record_set_key (record, kontor_stmt_get_text (stmt, 1));
  kontor_record_set_revision (record, kontor_stmt_get_text (stmt, 2));
  if (!read_fields (stmt, table, 3, record, how, error))
    return NULL;
  kontor_stmt_reset (stmt);
  if (!load_lists (txn, record, id, NULL, how, error))
    return NULL;
  return g_steal_pointer (&record);
}

GPtrArray *
kontor_store_load_many (KontorTxn *txn, KontorEntity entity, const gint64 *ids, guint n_ids, KontorLoad how,
                        GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);

  for (guint i = 0; i < n_ids; i++) {
    g_autoptr (GError) local = NULL;
    KontorRecord *record = kontor_store_load (txn, entity, ids[i], how, &local);

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    if (record != NULL)
      g_ptr_array_add (records, record);
  }
  return g_steal_pointer (&records);
}

KontorRecord *
kontor_store_read_row (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  return kontor_store_load (txn, entity, id, KONTOR_LOAD_ROW, error);
}

gboolean
kontor_store_find (KontorTxn *txn, KontorEntity entity, gint64 account_id, const char *remote_id, gint64 *id,
                   GError **error)
{
  static const char *const find[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_SETTING] = "SELECT id FROM setting WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_CATEGORY] = "SELECT id FROM category WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_TAG] = "SELECT id FROM tag WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_PRODUCT] = "SELECT id FROM product WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_VARIANT] = "SELECT id FROM variant WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_CUSTOMER] = "SELECT id FROM customer WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_DISCOUNT] = "SELECT id FROM discount WHERE account_id = ? AND remote_id = ?",
    [KONTOR_ENTITY_ORDER] = "SELECT id FROM \"order\" WHERE account_id = ? AND remote_id = ?",
  };

  return kontor_txn_query_int (txn, id, 0, error, find[entity], "is", account_id, remote_id);
}
