#include "kontor-orders.h"

#include "kontor-verb.h"

DexFuture *
kontor_orders_set_status (KontorEngine *engine, KontorScope *orders, const char *status)
{
  KontorOp *op = kontor_verb_new ("set-order-status");

  kontor_record_set_text (kontor_verb_change (op, &op->set), KONTOR_ORDER_STATUS, status);
  return kontor_verb_run (engine, orders, op);
}

static KontorOp *
new_note (const char *kind, const char *text)
{
  KontorOp *op = kontor_verb_new (kind);
  KontorRecord *note = kontor_record_new (&kontor_note_type);

  kontor_record_set_text (note, KONTOR_NOTE_TEXT, text);
  kontor_record_take_member (kontor_verb_change (op, &op->add), KONTOR_ORDER_NOTES, note);
  return op;
}

DexFuture *
kontor_orders_add_note (KontorEngine *engine, KontorScope *orders, const char *text)
{
  return kontor_verb_run (engine, orders, new_note ("add-note", text));
}

DexFuture *
kontor_orders_send_note (KontorEngine *engine, gint64 order_id, const char *text)
{
  return kontor_verb_run_one (engine, order_id, new_note ("send-note", text));
}

DexFuture *
kontor_orders_tag (KontorEngine *engine, KontorScope *orders, const char *const *add, const char *const *remove)
{
  KontorOp *op = kontor_verb_new ("tag-order");

  kontor_verb_add_keys (op, &op->add, KONTOR_ORDER_TAGS, add);
  kontor_verb_add_keys (op, &op->remove, KONTOR_ORDER_TAGS, remove);
  return kontor_verb_run (engine, orders, op);
}

static DexFuture *
set_team_text (KontorEngine *engine, KontorScope *orders, guint field, const char *text)
{
  KontorOp *op = kontor_verb_new ("set-team");

  kontor_record_set_text (kontor_verb_change (op, &op->set), field, text);
  return kontor_verb_run (engine, orders, op);
}

DexFuture *
kontor_orders_set_hold (KontorEngine *engine, KontorScope *orders, const char *reason)
{
  return set_team_text (engine, orders, KONTOR_ORDER_HOLD_REASON, reason);
}

DexFuture *
kontor_orders_set_stage (KontorEngine *engine, KontorScope *orders, const char *stage)
{
  return set_team_text (engine, orders, KONTOR_ORDER_STAGE, stage);
}

DexFuture *
kontor_orders_set_archived (KontorEngine *engine, KontorScope *orders, gboolean archived)
{
  KontorOp *op = kontor_verb_new ("set-team");

  kontor_record_set_bool (kontor_verb_change (op, &op->set), KONTOR_ORDER_ARCHIVED, archived);
  return kontor_verb_run (engine, orders, op);
}

DexFuture *
kontor_orders_edit (KontorEngine *engine, gint64 order_id, const KontorRecord *changes)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, order_id);

  return kontor_verb_set (engine, scope, "set-order", changes);
}

DexFuture *
kontor_orders_mark_paid (KontorEngine *engine, KontorScope *orders)
{
  return kontor_verb_run (engine, orders, kontor_verb_new ("mark-paid"));
}

DexFuture *
kontor_orders_capture (KontorEngine *engine, gint64 order_id, const char *payment_key, const KontorMoney *amount)
{
  g_autofree char *decimal = amount != NULL ? kontor_decimal_format (amount->amount, 0) : NULL;
  KontorOp *op = kontor_verb_new ("capture-payment");

  kontor_op_set_arg (op, "payment", payment_key);
  kontor_op_set_arg (op, "amount", decimal);
  return kontor_verb_run_one (engine, order_id, op);
}

DexFuture *
kontor_orders_void (KontorEngine *engine, gint64 order_id, const char *payment_key)
{
  KontorOp *op = kontor_verb_new ("void-payment");

  kontor_op_set_arg (op, "payment", payment_key);
  return kontor_verb_run_one (engine, order_id, op);
}

DexFuture *
kontor_orders_refund (KontorEngine *engine, gint64 order_id, const KontorRecord *refund)
{
  KontorOp *op = kontor_verb_new ("refund-order");

  kontor_record_take_member (kontor_verb_change (op, &op->add), KONTOR_ORDER_REFUNDS, kontor_record_copy (refund));
  return kontor_verb_run_one (engine, order_id, op);
}

DexFuture *
kontor_orders_refund_as_planned (KontorEngine *engine, gint64 order_id, const KontorRefundPlan *plan)
{
  g_autoptr (GPtrArray) parts = kontor_refund_divide (plan->refund, plan->shares);
  KontorOp *op = kontor_verb_new ("refund-order");

  for (guint i = 0; i < parts->len; i++)
    kontor_record_take_member (kontor_verb_change (op, &op->add), KONTOR_ORDER_REFUNDS,
                               kontor_record_ref (g_ptr_array_index (parts, i)));
  return kontor_verb_run_one (engine, order_id, op);
}

DexFuture *
kontor_orders_cancel (KontorEngine *engine, KontorScope *orders, const char *reason, KontorCancelFlags flags)
{
  KontorOp *op = kontor_verb_new ("cancel-order");

  kontor_op_set_arg (op, "reason", reason);
  kontor_op_set_arg (op, "restock", (flags & KONTOR_CANCEL_RESTOCK) != 0 ? "1" : NULL);
  kontor_op_set_arg (op, "notify", (flags & KONTOR_CANCEL_NOTIFY) != 0 ? "1" : NULL);
  return kontor_verb_run (engine, orders, op);
}

DexFuture *
kontor_orders_fulfil (KontorEngine *engine, gint64 order_id, const KontorRecord *fulfilment, KontorFulfilFlags flags)
{
  KontorOp *op = kontor_verb_new ("create-fulfilment");
  KontorRecord *member =
      fulfilment != NULL ? kontor_record_copy (fulfilment) : kontor_record_new (&kontor_fulfilment_type);

  kontor_record_take_member (kontor_verb_change (op, &op->add), KONTOR_ORDER_FULFILMENTS, member);
  kontor_op_set_arg (op, "notify", (flags & KONTOR_FULFIL_NOTIFY) != 0 ? "1" : NULL);
  return kontor_verb_run_one (engine, order_id, op);
}
