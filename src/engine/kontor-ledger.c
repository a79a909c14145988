#include "kontor-ledger.h"

#include "kontor-outbox-row.h"

typedef struct {
  const char *kind;
  char *reason; /* (owned) (nullable) */
  const char *actor;
  gint64 op_id;
} Cause;

static void
cause_clear (Cause *self)
{
  g_clear_pointer (&self->reason, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cause, cause_clear)

/* location → on hand, as stored */
static GHashTable *
load_levels (KontorTxn *txn, gint64 variant_id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT key, on_hand FROM stock_level WHERE variant_id = ?", error);
  g_autoptr (GHashTable) levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "i", variant_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 on_hand = kontor_stmt_get_int (stmt, 1);

    g_hash_table_insert (levels, kontor_stmt_dup_text (stmt, 0), g_memdup2 (&on_hand, sizeof on_hand));
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&levels) : NULL;
}

static gboolean
find_cause (KontorTxn *txn, gint64 variant_id, Cause *cause, GError **error)
{
  g_autoptr (GPtrArray) pending = NULL;
  KontorOp *op;

  *cause = (Cause) { .kind = "adjustment", .actor = "shop" };
  if (kontor_txn_get_origin (txn) != KONTOR_ORIGIN_PERSON)
    return TRUE;
  cause->actor = "person";
  pending = kontor_outbox_load_pending (txn, KONTOR_ENTITY_VARIANT, variant_id, error);
  if (pending == NULL)
    return FALSE;
  if (pending->len == 0)
    return TRUE;
  op = g_ptr_array_index (pending, pending->len - 1);
  cause->op_id = op->id;
  cause->reason = g_strdup (kontor_op_get_arg (op, "reason"));
  return TRUE;
}

static gboolean
append (KontorTxn *txn, gint64 variant_id, const char *location, gint64 quantity, gint64 on_hand, const Cause *cause,
        GError **error)
{
  return kontor_txn_run (
      txn, error,
      "INSERT INTO stock_movement (variant_id, location, at, kind, quantity, on_hand, reason, actor, op_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0))",
      "isisiissi", variant_id, location, kontor_txn_get_now (txn), cause->kind, quantity, on_hand, cause->reason,
      cause->actor, cause->op_id);
}

/* Garbage of a server must not stop the import: what does not fit is held at the ends of the range. */
static gint64
difference (gint64 a, gint64 b)
{
  gint64 result;

  if (!__builtin_sub_overflow (a, b, &result))
    return result;
  return a < b ? G_MININT64 : G_MAXINT64;
}

static gboolean
note_level (KontorTxn *txn, gint64 variant_id, const KontorRecord *level, const gint64 *before, Cause *cause,
            GError **error)
{
  gint64 on_hand = kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND);
  gint64 quantity = difference (on_hand, before != NULL ? *before : 0);
  Cause counted = *cause;

  if (before == NULL)
    counted.kind = "count";
  return quantity == 0 || append (txn, variant_id, kontor_record_get_key (level), quantity, on_hand, &counted, error);
}

/* Locations that are no more. */
static gboolean
note_closed (KontorTxn *txn, gint64 id, GHashTable *before, const Cause *cause, GError **error)
{
  GHashTableIter iter;
  gpointer location, on_hand;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &location, &on_hand))
    if (*(gint64 *) on_hand != 0 && !append (txn, id, location, difference (0, *(gint64 *) on_hand), 0, cause, error))
      return FALSE;
  return TRUE;
}

static gboolean
note_levels (KontorTxn *txn, gint64 id, const KontorRecord *variant, GHashTable *before, GError **error)
{
  g_auto (Cause) cause = { 0 };

  if (!find_cause (txn, id, &cause, error))
    return FALSE;
  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS); i++) {
    const KontorRecord *level = kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i);

    if (kontor_record_is_null (level, KONTOR_LEVEL_ON_HAND))
      continue;
    if (!note_level (txn, id, level, g_hash_table_lookup (before, kontor_record_get_key (level)), &cause, error))
      return FALSE;
    g_hash_table_remove (before, kontor_record_get_key (level));
  }
  return note_closed (txn, id, before, &cause, error);
}

gboolean
kontor_ledger_save (KontorTxn *txn, const KontorRecord *record, gint64 *id, GError **error)
{
  g_autoptr (GHashTable) before = NULL;

  if (kontor_record_get_entity (record) != KONTOR_ENTITY_VARIANT || !kontor_record_has (record, KONTOR_VARIANT_LEVELS))
    return kontor_store_save (txn, record, id, error);
  before = load_levels (txn, kontor_record_get_id (record), error);
  if (before == NULL || !kontor_store_save (txn, record, id, error))
    return FALSE;
  return note_levels (txn, *id, record, before, error);
}
