#include "kontor-divide.h"

#include "kontor-prepare.h"
#include "kontor-refund.h"
#include "kontor-store.h"

/* Newest first rounds nothing. */
#define DECIMALS 6

static gboolean
are_known (GPtrArray *shares)
{
  for (guint i = 0; i < shares->len; i++) {
    const KontorRefundShare *share = g_ptr_array_index (shares, i);

    if (share->payment_key != NULL && kontor_prepare_is_new_key (share->payment_key))
      return FALSE;
  }
  return TRUE;
}

/* What the shop does not know yet cannot be named: then it is left to the shop. */
static GPtrArray *
divide_refund (const KontorRecord *order, KontorRecord *refund)
{
  gint64 amount = kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT);
  GPtrArray *whole = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autoptr (GPtrArray) shares = NULL;

  g_ptr_array_add (whole, kontor_record_ref (refund));
  if (amount <= 0 || !kontor_record_is_null (refund, KONTOR_REFUND_PAYMENT_KEY))
    return whole;
  shares = kontor_refund_split (order, amount, DECIMALS, KONTOR_REFUND_NEWEST_FIRST);
  if (!are_known (shares))
    return whole;
  g_ptr_array_unref (whole);
  return kontor_refund_divide (refund, shares);
}

static gboolean
queue (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 id, GPtrArray *made, GError **error)
{
  g_autoptr (KontorOp) op = NULL;

  if (!kontor_outbox_queue (txn, gesture, intent, id, 0, &op, error))
    return FALSE;
  if (made != NULL && op != NULL)
    g_ptr_array_add (made, g_steal_pointer (&op));
  return TRUE;
}

static gboolean
queue_refund (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 id, KontorRecord *refund,
              GPtrArray *made, GError **error)
{
  g_autoptr (KontorOp) op = kontor_op_copy (intent);

  kontor_record_unref (op->add);
  op->add = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  kontor_record_take_member (op->add, KONTOR_ORDER_REFUNDS, kontor_record_ref (refund));
  return queue (txn, gesture, op, id, made, error);
}

static gboolean
queue_refunds (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, const KontorRecord *order,
               GPtrArray *made, GError **error)
{
  for (guint i = 0; i < kontor_record_get_length (intent->add, KONTOR_ORDER_REFUNDS); i++) {
    g_autoptr (GPtrArray) parts =
        divide_refund (order, kontor_record_get_member (intent->add, KONTOR_ORDER_REFUNDS, i));

    for (guint j = 0; j < parts->len; j++)
      if (!queue_refund (txn, gesture, intent, kontor_record_get_id (order), g_ptr_array_index (parts, j), made, error))
        return FALSE;
  }
  return TRUE;
}

static gboolean
has_refunds (const KontorOp *intent)
{
  return g_str_equal (intent->kind->name, "refund-order") && intent->add != NULL &&
         kontor_record_get_length (intent->add, KONTOR_ORDER_REFUNDS) > 0;
}

gboolean
kontor_outbox_queue_divided (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 id,
                             GPtrArray *made, GError **error)
{
  g_autoptr (KontorRecord) order = NULL;

  if (!has_refunds (intent))
    return queue (txn, gesture, intent, id, made, error);
  order = kontor_store_load (txn, KONTOR_ENTITY_ORDER, id, KONTOR_LOAD_WHOLE, error);
  if (order != NULL)
    return queue_refunds (txn, gesture, intent, order, made, error);
  return *error == NULL && queue (txn, gesture, intent, id, made, error);
}
