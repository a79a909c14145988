#include "kontor-sheet-store.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "kontor-draft-store.h"
#include "kontor-error.h"
#include "kontor-left-out.h"
#include "kontor-store.h"

#define MAX_ROWS 200
#define MAX_MICROSECONDS 25000

/* One object of an action. */
typedef struct {
  gint64 row;
  KontorEntity entity;
  gint64 id;
  char *base;
  char *change;
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->base);
  g_free (self->change);
  g_free (self);
}

static GPtrArray *
load_rows (KontorTxn *txn, gint64 action, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT id, entity, object, base, change FROM sheet WHERE action = ? ORDER BY id LIMIT ?", error);
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "ii", action, (gint64) MAX_ROWS);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    Row *row = g_new0 (Row, 1);

    g_ptr_array_add (rows, row);
    row->row = kontor_stmt_get_int (stmt, 0);
    if (!kontor_entity_from_nick (kontor_stmt_get_text (stmt, 1), &row->entity))
      row->entity = KONTOR_N_ENTITIES;
    row->id = kontor_stmt_get_int (stmt, 2);
    row->base = g_strdup (kontor_stmt_get_text (stmt, 3));
    row->change = g_strdup (kontor_stmt_get_text (stmt, 4));
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, text);
  return FALSE;
}

static KontorSheetEdit *
read_edit (const Row *row, GError **error)
{
  const KontorRecordType *type = kontor_entity_get_record_type (row->entity);
  g_autoptr (KontorRecord) base = kontor_record_from_json (type, row->base, -1, error);
  g_autoptr (KontorRecord) change = base != NULL ? kontor_record_from_json (type, row->change, -1, error) : NULL;
  KontorSheetEdit *edit;

  if (change == NULL)
    return NULL;
  edit = kontor_sheet_edit_new (row->entity, row->id, 0);
  kontor_record_overlay (edit->base, base);
  kontor_record_overlay (edit->change, change);
  return edit;
}

static gboolean
check_meanwhile (const KontorSheetEdit *edit, const KontorRecord *present, GError **error)
{
  const KontorRecordType *type = kontor_record_get_record_type (present);

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_sheet_edit_is_overtaken (edit, present, i))
      return refuse (error, _("It was changed in the shop meanwhile."));
  return TRUE;
}

/* (nullable): where most of it is, if anything is kept of it. */
static const char *
find_place (const KontorRecord *variant)
{
  const KontorRecord *most = NULL;

  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS); i++) {
    const KontorRecord *level = kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i);

    if (most == NULL || kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND) > kontor_record_get_int (most, KONTOR_LEVEL_ON_HAND))
      most = level;
  }
  return most != NULL ? kontor_record_get_key (most) : NULL;
}

static gboolean
queue_stock (KontorTxn *txn, KontorGesture *gesture, const KontorSheetEdit *edit, const KontorRecord *variant, GError **error)
{
  gint64 by = kontor_sheet_edit_get_stock (edit);
  g_autoptr (KontorOp) intent = NULL;
  g_autofree char *text = NULL;

  if (by == 0)
    return TRUE;
  intent = kontor_op_new (kontor_op_kind_lookup ("adjust-stock"), 0, 0);
  text = g_strdup_printf ("%" PRId64, by);
  kontor_op_set_arg (intent, "by", text);
  kontor_op_set_arg (intent, "location", find_place (variant));
  return kontor_outbox_queue (txn, gesture, intent, edit->id, 0, NULL, error);
}

static gboolean
queue_fields (KontorTxn *txn, KontorGesture *gesture, const KontorSheetEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_draft_part_free);
  g_autoptr (GPtrArray) intents = NULL;
  KontorDraftPart *part = kontor_draft_part_new (edit->entity, edit->id);

  g_ptr_array_add (parts, part);
  kontor_record_overlay (part->change, edit->change);
  if (edit->entity == KONTOR_ENTITY_VARIANT)
    kontor_record_unset (part->change, KONTOR_VARIANT_ON_HAND);
  intents = kontor_draft_list_intents (parts, 0);
  for (guint i = 0; i < intents->len; i++)
    if (!kontor_outbox_queue (txn, gesture, g_ptr_array_index (intents, i), edit->id, 0, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
queue_edit (KontorTxn *txn, KontorGesture *gesture, const Row *row, GError **error)
{
  g_autoptr (KontorSheetEdit) edit = NULL;
  g_autoptr (KontorRecord) present = NULL;
  GError *failure = NULL;

  if (row->entity == KONTOR_N_ENTITIES)
    return refuse (error, _("A later version of Kontor made it."));
  edit = read_edit (row, NULL);
  if (edit == NULL)
    return refuse (error, _("A later version of Kontor made it."));
  present = kontor_store_load (txn, row->entity, row->id, KONTOR_LOAD_WHOLE, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (present == NULL)
    return refuse (error, _("It is not there any more."));
  return check_meanwhile (edit, present, error) && queue_fields (txn, gesture, edit, error) &&
         queue_stock (txn, gesture, edit, present, error);
}

/* It stands in the table again, where nobody has typed anew. */
static gboolean
give_back (KontorTxn *txn, const KontorGesture *gesture, const Row *row, GError *refusal, GError **error)
{
  return kontor_left_out_take (txn, gesture->action, refusal, error) &&
         kontor_txn_run (txn, error, "UPDATE OR IGNORE sheet SET action = NULL WHERE id = ?", "i", row->row) &&
         kontor_txn_run (txn, error, "DELETE FROM sheet WHERE id = ? AND action IS NOT NULL", "i", row->row);
}

static gboolean
queue_row (KontorTxn *txn, KontorGesture *gesture, const Row *row, GError **error)
{
  GError *refusal = NULL;

  if (!kontor_txn_run (txn, error, "SAVEPOINT row", NULL))
    return FALSE;
  if (queue_edit (txn, gesture, row, &refusal))
    return kontor_txn_run (txn, error, "RELEASE row", NULL) &&
           kontor_txn_run (txn, error, "DELETE FROM sheet WHERE id = ?", "i", row->row);
  if (!kontor_txn_run (txn, error, "ROLLBACK TO row", NULL) || !kontor_txn_run (txn, error, "RELEASE row", NULL)) {
    g_error_free (refusal);
    return FALSE;
  }
  return give_back (txn, gesture, row, refusal, error);
}

gboolean
kontor_sheet_queue_part (KontorTxn *txn, KontorGesture *gesture, gboolean *more, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + MAX_MICROSECONDS;
  g_autoptr (GPtrArray) rows = load_rows (txn, gesture->action, error);

  if (rows == NULL)
    return FALSE;
  *more = rows->len > 0;
  for (guint i = 0; i < rows->len && (i == 0 || g_get_monotonic_time () < deadline); i++)
    if (!queue_row (txn, gesture, g_ptr_array_index (rows, i), error))
      return FALSE;
  return TRUE;
}
