#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-mapping.h"

/* Money that came another way: a collection of payments over the amount is made, and said to be paid. */

static gboolean
is_open (yyjson_val *collection, gint64 amount)
{
  return yyjson_equals_str (yyjson_obj_get (collection, "status"), "not_paid") &&
         yyjson_arr_size (yyjson_obj_get (collection, "payments")) == 0 && kontor_mapping_read_amount (collection, "amount") == amount;
}

/* (nullable): one over that amount for which nothing came yet. */
static yyjson_val *
find_open (yyjson_val *collections, gint64 amount)
{
  yyjson_val *collection;
  gsize i, n;

  yyjson_arr_foreach (collections, i, n, collection)
    if (is_open (collection, amount))
      return collection;
  return NULL;
}

static gboolean
is_authorised (yyjson_val *collections)
{
  yyjson_val *collection, *payment;
  gsize i, n, j, m;

  yyjson_arr_foreach (collections, i, n, collection)
    yyjson_arr_foreach (yyjson_obj_get (collection, "payments"), j, m, payment)
      if (!yyjson_is_str (yyjson_obj_get (payment, "canceled_at")) && kontor_medusa_sum_captures (payment) == 0)
        return TRUE;
  return FALSE;
}

gboolean
kontor_medusa_is_collected (const KontorOp *op, yyjson_val *order)
{
  const char *id = op->resume != NULL && g_str_has_prefix (op->resume, "pay_col_") ? op->resume : NULL;
  yyjson_val *collection = kontor_medusa_find (yyjson_obj_get (order, "payment_collections"), "id", id), *payment;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (collection, "payments"), i, n, payment)
    if (kontor_medusa_sum_captures (payment) > 0)
      return TRUE;
  return FALSE;
}

static void
begin (KontorMedusaDraft *draft, const KontorRecord *payment)
{
  g_autofree char *amount = kontor_record_dup_decimal (payment, KONTOR_PAYMENT_CAPTURED);
  yyjson_val *there = find_open (yyjson_obj_get (draft->raw, "payment_collections"),
                                 kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED));

  if (is_authorised (yyjson_obj_get (draft->raw, "payment_collections"))) {
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("A payment is authorised: capture that one."));
  } else if (there != NULL) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_AGAIN);
    draft->plan->receipt->resume = kontor_json_dup_text (yyjson_obj_get (there, "id"));
  } else {
    kontor_medusa_put_text (draft, draft->body, "order_id", draft->op->remote_id);
    kontor_medusa_put_number (draft, draft->body, "amount", amount);
    kontor_medusa_draft_request (draft, "POST", "admin/payment-collections");
    g_set_str (&draft->plan->resume, "collect");
  }
}

/* Which collection is paid is committed before it is said to be, so that it is known of each whether it was. */
void
kontor_medusa_plan_paid (KontorMedusaDraft *draft)
{
  const KontorRecord *payment = kontor_medusa_get_added (draft->op, KONTOR_ORDER_PAYMENTS);
  const char *resume = draft->op->resume;

  if (payment == NULL || kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) <= 0) {
    kontor_medusa_draft_refuse_empty (draft);
  } else if (kontor_medusa_is_collected (draft->op, draft->raw)) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  } else if (resume != NULL && g_str_has_prefix (resume, "pay_col_")) {
    kontor_medusa_put_text (draft, draft->body, "order_id", draft->op->remote_id);
    kontor_medusa_draft_request (draft, "POST", "admin/payment-collections/%s/mark-as-paid", resume);
  } else {
    begin (draft, payment);
  }
}
