#include "kontor-sheet-store.h"

#include "kontor-bulk.h"
#include "kontor-db.h"
#include "kontor-engine.h"
#include "kontor-error.h"

static KontorRecord *
read_record (KontorEntity entity, const char *json)
{
  return kontor_record_from_json (kontor_entity_get_record_type (entity), json, -1, NULL);
}

/* (nullable): NULL for what a later version typed */
static KontorSheetEdit *
read_edit (KontorStmt *stmt)
{
  g_autoptr (KontorRecord) base = NULL, change = NULL;
  KontorSheetEdit *edit;
  KontorEntity entity;

  if (!kontor_entity_from_nick (kontor_stmt_get_text (stmt, 1), &entity))
    return NULL;
  base = read_record (entity, kontor_stmt_get_text (stmt, 3));
  change = read_record (entity, kontor_stmt_get_text (stmt, 4));
  if (base == NULL || change == NULL)
    return NULL;
  edit = kontor_sheet_edit_new (entity, kontor_stmt_get_int (stmt, 2), kontor_stmt_get_int (stmt, 0));
  kontor_record_overlay (edit->base, base);
  kontor_record_overlay (edit->change, change);
  return edit;
}

static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_sheet_edit_free);
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT account_id, entity, object, base, change FROM sheet WHERE action IS NULL ORDER BY id", error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    KontorSheetEdit *edit = read_edit (stmt);

    if (edit != NULL)
      g_ptr_array_add (edits, edit);
  }
  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&edits));
  return TRUE;
}

DexFuture *
kontor_sheet_store_load (KontorEngine *engine)
{
  /* On the writer, behind what is being kept just now. */
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_NORMAL, load_func, NULL, NULL);
}

static gboolean
keep_edit (KontorTxn *txn, const KontorSheetEdit *edit, GError **error)
{
  const char *entity = kontor_entity_get_nick (edit->entity);
  g_autofree char *base = NULL, *change = NULL;

  if (kontor_sheet_edit_count (edit) == 0)
    return kontor_txn_run (txn, error, "DELETE FROM sheet WHERE entity = ? AND object = ? AND action IS NULL", "si", entity,
                           edit->id);
  base = kontor_record_to_json (edit->base);
  change = kontor_record_to_json (edit->change);
  return kontor_txn_run (txn, error,
                         "INSERT INTO sheet (account_id, entity, object, base, change) VALUES (?, ?, ?, ?, ?) "
                         "ON CONFLICT (entity, object) WHERE action IS NULL "
                         "DO UPDATE SET base = excluded.base, change = excluded.change",
                         "isitt", edit->account_id, entity, edit->id, base, change);
}

static gboolean
keep_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  GPtrArray *edits = data;

  for (guint i = 0; i < edits->len; i++)
    if (!keep_edit (txn, g_ptr_array_index (edits, i), error))
      return FALSE;
  return TRUE;
}

DexFuture *
kontor_sheet_store_keep (KontorEngine *engine, GPtrArray *edits)
{
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, keep_func, edits,
                          (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
save_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorGesture gesture = { .platforms = *(KontorPlatforms *) data };
  gint64 n;

  if (!kontor_txn_query_int (txn, &n, 0, error, "SELECT count (*) FROM sheet WHERE action IS NULL", NULL) ||
      (n > 0 && !kontor_bulk_begin_sheet (txn, &gesture, error)))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, gesture.action);
  return TRUE;
}

DexFuture *
kontor_sheet_store_save (KontorEngine *engine)
{
  KontorPlatforms platforms = kontor_engine_get_factories (engine);

  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, save_func,
                          g_memdup2 (&platforms, sizeof platforms), g_free);
}
