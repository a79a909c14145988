#include "kontor-prepare-private.h"

#include <glib/gi18n.h>

/* What comes back of an order, what is sent instead, and what has arrived. */

/* What was is kept, so that what somebody else did meanwhile is told from it. */
static void
keep_member (KontorOp *op, const KontorRecord *order, guint list)
{
  const char *key = kontor_record_get_key (kontor_record_get_member (op->add, list, 0));
  KontorRecord *before = op->remove == NULL && key != NULL ? kontor_record_find_member (order, list, key) : NULL;

  if (before != NULL)
    kontor_record_take_member (kontor_prepare_change (&op->remove, op), list, kontor_record_ref (before));
}

gboolean
kontor_prepare_delivered (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  const char *key = kontor_op_get_arg (op, "fulfilment");
  KontorRecord *before = key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_FULFILMENTS, key) : NULL, *delivered;

  if (op->add != NULL)
    return TRUE;
  if (before == NULL)
    return kontor_prepare_refuse (error, _("The order has no such fulfilment."));
  delivered = kontor_record_copy (before);
  kontor_record_set_text (delivered, KONTOR_FULFILMENT_STATUS, "delivered");
  /* The storefront says when. */
  kontor_record_unset (delivered, KONTOR_FULFILMENT_DELIVERED_AT);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), KONTOR_ORDER_FULFILMENTS, delivered);
  keep_member (op, order, KONTOR_ORDER_FULFILMENTS);
  kontor_op_set_arg (op, "fulfilment", NULL);
  return TRUE;
}

gboolean
kontor_prepare_return (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  if (op->add != NULL && kontor_record_get_length (op->add, KONTOR_ORDER_RETURNS) == 1)
    keep_member (op, order, KONTOR_ORDER_RETURNS);
  return TRUE;
}

/* Replaces the only member that the op adds to @list by one that is asked for now. */
static gboolean
prepare_request (KontorOp *op, guint list, guint status, guint at, gint64 now, GError **error)
{
  KontorRecord *asked;

  if (op->add == NULL || kontor_record_get_length (op->add, list) != 1)
    return kontor_prepare_refuse (error, _("It is not said what comes back."));
  asked = kontor_record_copy (kontor_record_get_member (op->add, list, 0));
  if (kontor_record_is_null (asked, status))
    kontor_record_set_text (asked, status, "requested");
  kontor_record_set_int (asked, at, now);
  g_clear_pointer (&op->add, kontor_record_unref);
  kontor_record_take_member (kontor_prepare_change (&op->add, op), list, asked);
  return TRUE;
}

gboolean
kontor_prepare_new_return (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  return prepare_request (op, KONTOR_ORDER_RETURNS, KONTOR_RETURN_STATUS, KONTOR_RETURN_REQUESTED_AT, now, error);
}

gboolean
kontor_prepare_exchange (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  return prepare_request (op, KONTOR_ORDER_EXCHANGES, KONTOR_EXCHANGE_STATUS, KONTOR_EXCHANGE_AT, now, error);
}

gboolean
kontor_prepare_claim (KontorOp *op, const KontorRecord *order, gint64 now, GError **error)
{
  return prepare_request (op, KONTOR_ORDER_CLAIMS, KONTOR_CLAIM_STATUS, KONTOR_CLAIM_AT, now, error);
}
