#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"

static void
put_amount (KontorMedusaDraft *draft, gint64 amount)
{
  g_autofree char *text = kontor_decimal_format (amount, 0);

  kontor_medusa_put_number (draft, draft->body, "amount", text);
}

yyjson_val *
kontor_medusa_find_payment (yyjson_val *order, const char *id)
{
  yyjson_val *collection;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (order, "payment_collections"), i, n, collection) {
    yyjson_val *payment = kontor_medusa_find (yyjson_obj_get (collection, "payments"), "id", id);

    if (payment != NULL)
      return payment;
  }
  return NULL;
}

gint64
kontor_medusa_sum_captures (yyjson_val *payment)
{
  yyjson_val *capture;
  gint64 sum = 0;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (payment, "captures"), i, n, capture)
    kontor_amount_add (sum, kontor_mapping_read_amount (capture, "amount"), &sum, NULL);
  return sum;
}

/* Money is taken from where it stood when a person asked for it, and from nowhere else. */
static void
take_amount (KontorMedusaDraft *draft, const KontorRecord *before, const KontorRecord *after)
{
  const char *key = kontor_record_get_key (after);
  gint64 taken = kontor_medusa_sum_captures (kontor_medusa_find_payment (draft->raw, key));
  gint64 was = kontor_record_get_amount (before, KONTOR_PAYMENT_CAPTURED), amount = 0;

  kontor_amount_add (kontor_record_get_amount (after, KONTOR_PAYMENT_CAPTURED), -was, &amount, NULL);
  if (amount <= 0) {
    kontor_medusa_draft_refuse_empty (draft);
    return;
  }
  if (taken == kontor_record_get_amount (after, KONTOR_PAYMENT_CAPTURED))
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else if (taken != was)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("Meanwhile something else was captured of this payment."));
  put_amount (draft, amount);
  kontor_medusa_draft_request (draft, "POST", "admin/payments/%s/capture", key);
}

/* Told an amount, since the shop refuses to take the rest without one. */
void
kontor_medusa_plan_capture (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *after = kontor_medusa_get_added (op, KONTOR_ORDER_PAYMENTS);
  const KontorRecord *before = after != NULL && op->remove != NULL
                                   ? kontor_record_find_member (op->remove, KONTOR_ORDER_PAYMENTS, kontor_record_get_key (after))
                                   : NULL;

  if (before != NULL)
    take_amount (draft, before, after);
  else
    kontor_medusa_draft_refuse_empty (draft);
}

char *
kontor_medusa_make_refund_note (const KontorOp *op, const char *reason)
{
  g_autofree char *mark = g_strndup (op->idempotency, 8);

  return reason != NULL && *reason != '\0' ? g_strdup_printf ("%s [Kontor %s]", reason, mark) : g_strdup_printf ("[Kontor %s]", mark);
}

static gboolean
bears_note (const KontorOp *op, yyjson_val *payment)
{
  g_autofree char *mark = kontor_medusa_make_refund_note (op, NULL);
  yyjson_val *refund;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (payment, "refunds"), i, n, refund) {
    const char *note = yyjson_get_str (yyjson_obj_get (refund, "note"));

    if (note != NULL && strstr (note, mark) != NULL)
      return TRUE;
  }
  return FALSE;
}

gboolean
kontor_medusa_has_refund (const KontorOp *op, yyjson_val *order)
{
  yyjson_val *collection, *payment;
  gsize i, n, j, m;

  yyjson_arr_foreach (yyjson_obj_get (order, "payment_collections"), i, n, collection)
    yyjson_arr_foreach (yyjson_obj_get (collection, "payments"), j, m, payment)
      if (bears_note (op, payment))
        return TRUE;
  return FALSE;
}

/* (nullable): the payment that the refund names, or the only one. */
static const char *
find_payment (KontorMedusaDraft *draft, const KontorRecord *refund)
{
  const char *key = kontor_record_get_text (refund, KONTOR_REFUND_PAYMENT_KEY), *only = NULL;
  yyjson_val *collection, *payment;
  gsize i, n, j, m;
  guint count = 0;

  if (key != NULL)
    return key;
  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "payment_collections"), i, n, collection)
    yyjson_arr_foreach (yyjson_obj_get (collection, "payments"), j, m, payment) {
      only = yyjson_get_str (yyjson_obj_get (payment, "id"));
      count++;
    }
  return count == 1 ? only : NULL;
}

/* The shop pays back amounts: what they are for stands in Kontor's returns. */
void
kontor_medusa_plan_refund (KontorMedusaDraft *draft)
{
  const KontorRecord *refund = kontor_medusa_get_added (draft->op, KONTOR_ORDER_REFUNDS);
  const char *payment = refund != NULL ? find_payment (draft, refund) : NULL;
  g_autofree char *note = NULL;

  if (refund == NULL || kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT) <= 0) {
    kontor_medusa_draft_refuse_empty (draft);
    return;
  }
  if (payment == NULL) {
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("Say which payment."));
    return;
  }
  if (kontor_medusa_has_refund (draft->op, draft->raw)) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  note = kontor_medusa_make_refund_note (draft->op, kontor_record_get_text (refund, KONTOR_REFUND_REASON));
  kontor_medusa_put_money (draft, draft->body, "amount", refund, KONTOR_REFUND_AMOUNT);
  kontor_medusa_put_text (draft, draft->body, "note", note);
  kontor_medusa_draft_request (draft, "POST", "admin/payments/%s/refund", payment);
}
