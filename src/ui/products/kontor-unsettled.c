#include "kontor-unsettled.h"

static gboolean
is_open (const KontorOp *op)
{
  return op->state != KONTOR_OP_ACKED && op->state != KONTOR_OP_CANCELLED;
}

static gboolean
is_problem (const KontorOp *op)
{
  return op->state == KONTOR_OP_CONFLICT || op->state == KONTOR_OP_REJECTED || op->state == KONTOR_OP_UNKNOWN;
}

static DexFuture *
listed_cb (DexFuture *future, gpointer data)
{
  GPtrArray *all = g_value_get_boxed (dex_future_get_value (future, NULL));
  GPtrArray *open = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);

  for (guint i = 0; i < all->len; i++)
    if (is_open (g_ptr_array_index (all, i)))
      g_ptr_array_add (open, kontor_op_ref (g_ptr_array_index (all, i)));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, open);
}

DexFuture *
kontor_unsettled_load (KontorEngine *engine, KontorEntity entity, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return dex_future_then (kontor_outbox_list_of_object (engine, entity, id), listed_cb, NULL, NULL);
}

static gboolean
names (const KontorRecord *record, guint field, const char *member)
{
  return record != NULL && kontor_record_has (record, field) &&
         (member == NULL || kontor_record_find_member (record, field, member) != NULL);
}

KontorCellState
kontor_unsettled_get_state (GPtrArray *ops, guint field, const char *member)
{
  KontorCellState state = KONTOR_CELL_SETTLED;

  for (guint i = 0; ops != NULL && i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    if (names (op->set, field, member) || names (op->delta, field, member) || names (op->add, field, member) ||
        names (op->remove, field, member))
      state = is_problem (op) ? KONTOR_CELL_PROBLEM : MAX (state, KONTOR_CELL_WAITING);
    if (state == KONTOR_CELL_PROBLEM)
      break;
  }
  return state;
}
