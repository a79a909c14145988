#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-ops.h"
#include "kontor-medusa-push.h"

#define FIBER_STACK (256 * 1024)

/**
 * One search. @raw: (nullable): the op's object as the shop has it @changes: (nullable): those of an order
 */
typedef struct {
  KontorMedusaConnector *connector;
  KontorMedusaClient *client;
  KontorOp *op;
  KontorMedusaReply *reply;
  yyjson_val *raw;
  KontorMedusaReply *changes_reply;
  yyjson_val *changes;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_clear_pointer (&self->reply, kontor_medusa_reply_unref);
  g_clear_pointer (&self->changes_reply, kontor_medusa_reply_unref);
  g_object_unref (self->connector);
  kontor_op_unref (self->op);
  g_free (self);
}

static KontorReceipt *
answer (Search *self, KontorReceiptState state)
{
  KontorReceipt *receipt = kontor_receipt_new (state);

  if (state != KONTOR_RECEIPT_NOT_FOUND)
    kontor_medusa_await_rows (self->connector, receipt, self->op);
  return receipt;
}

static KontorReceipt *
answer_whether (Search *self, gboolean done)
{
  return answer (self, done ? KONTOR_RECEIPT_DONE : KONTOR_RECEIPT_NOT_FOUND);
}

/* --- By what is there now --- */

static KontorReceiptState
judge_value (const KontorOp *op, const KontorRecord *row)
{
  switch (kontor_op_compare (op, row, NULL)) {
  case KONTOR_MERGE_DONE:
    return KONTOR_RECEIPT_DONE;
  case KONTOR_MERGE_CONFLICT:
    return KONTOR_RECEIPT_CONFLICT;
  case KONTOR_MERGE_SEND:
    return KONTOR_RECEIPT_NOT_FOUND;
  }
  g_return_val_if_reached (KONTOR_RECEIPT_UNDECIDABLE);
}

static KontorReceipt *
find_value (Search *self, GError **error)
{
  const char *const keys[] = { self->op->remote_id, NULL };
  g_autoptr (KontorBatch) batch =
      dex_await_boxed (kontor_connector_fetch (KONTOR_CONNECTOR (self->connector), self->op->kind->entity, keys), error);
  KontorReceipt *receipt;

  if (batch == NULL)
    return NULL;
  receipt = kontor_receipt_new (batch->rows->len > 0 ? judge_value (self->op, g_ptr_array_index (batch->rows, 0))
                                                     : KONTOR_RECEIPT_UNDECIDABLE);
  for (guint i = 0; i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
  return receipt;
}

static KontorReceipt *
answer_stock (Search *self, gint64 before, gint64 delta, gint64 now)
{
  KontorReceipt *receipt = answer (self, KONTOR_RECEIPT_UNDECIDABLE);

  /* Translators: numbers of a stock: what it was, what it is, and what was added, such as +5 or -3. */
  receipt->reading = g_strdup_printf (_("The stock was %d and is now %d. Whether your %+d is in it, the shop cannot say."),
                                      (int) before, (int) now, (int) delta);
  return receipt;
}

/* What was there before the write is in the resume text, with the moment since which it was so. */
static KontorReceipt *
find_stock (Search *self)
{
  const KontorRecord *delta = kontor_record_get_member (self->op->delta, KONTOR_VARIANT_LEVELS, 0);
  gint64 added = kontor_record_get_int (delta, KONTOR_LEVEL_ON_HAND), before = 0, now = 0;
  g_autofree char *item = NULL, *time = NULL;
  yyjson_val *level = kontor_medusa_find_level (self->raw, kontor_record_get_key (delta), &item);
  const char *at = self->op->resume != NULL ? strchr (self->op->resume, '@') : NULL;

  if (at == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  before = g_ascii_strtoll (self->op->resume, NULL, 10);
  if (level == NULL || !kontor_json_get_int (yyjson_obj_get (level, "stocked_quantity"), &now))
    return answer (self, KONTOR_RECEIPT_UNDECIDABLE);
  time = kontor_json_dup_text (yyjson_obj_get (level, "updated_at"));
  if (now == before && g_strcmp0 (time, at + 1) == 0)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  return now == before + added ? answer (self, KONTOR_RECEIPT_DONE) : answer_stock (self, before, added, now);
}

/* --- What was made --- */

/* @found: (nullable): what the op made */
static KontorReceipt *
answer_made (Search *self, yyjson_val *found)
{
  KontorReceipt *receipt;

  if (found == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  receipt = kontor_receipt_new (KONTOR_RECEIPT_DONE);
  receipt->remote_id = kontor_json_dup_text (yyjson_obj_get (found, "id"));
  kontor_medusa_await_rows (self->connector, receipt, self->op);
  return receipt;
}

static KontorReceipt *
find_made (Search *self, GError **error)
{
  KontorMedusaPlan plan = { .op = self->op };
  g_autoptr (KontorMedusaReply) reply = NULL;
  g_autoptr (KontorMedusaShop) shop = kontor_medusa_connector_await_shop (self->connector, error);
  yyjson_val *key, *list, *found = NULL;
  gsize i, n;

  if (shop == NULL)
    return NULL;
  kontor_medusa_plan (&plan, shop, NULL, 0);
  reply = dex_await_boxed (kontor_medusa_client_get (self->client, "%s?order=-id&limit=100&fields=id,metadata", plan.path), error);
  kontor_medusa_plan_clear (&plan);
  if (reply == NULL)
    return NULL;
  yyjson_obj_foreach (kontor_json_get_root (reply->json), i, n, key, list)
    if (yyjson_is_arr (list) && found == NULL)
      found = kontor_medusa_find_marked (self->op, list);
  return answer_made (self, found);
}

/* --- Money --- */

static KontorReceipt *
answer_captured (Search *self, gint64 before, gint64 after, gint64 now)
{
  KontorReceipt *receipt = answer (self, KONTOR_RECEIPT_UNDECIDABLE);
  gint64 wanted = 0;
  g_autofree char *was = kontor_decimal_format (before, 0), *is = kontor_decimal_format (now, 0), *mine = NULL;

  kontor_amount_add (after, -before, &wanted, NULL);
  mine = kontor_decimal_format (wanted, 0);
  /* Translators: amounts of a payment: what was taken of it before, what is taken of it now, and what was to be taken. */
  receipt->reading = g_strdup_printf (_("Of the payment %s was captured, and now %s is. Whether your %s is in it, the shop cannot say."),
                                      was, is, mine);
  return receipt;
}

static KontorReceipt *
find_capture (Search *self)
{
  const KontorRecord *after = kontor_medusa_get_added (self->op, KONTOR_ORDER_PAYMENTS);
  const char *key = after != NULL ? kontor_record_get_key (after) : NULL;
  const KontorRecord *before =
      key != NULL && self->op->remove != NULL ? kontor_record_find_member (self->op->remove, KONTOR_ORDER_PAYMENTS, key) : NULL;
  gint64 sum = kontor_medusa_sum_captures (kontor_medusa_find_payment (self->raw, key));

  if (before == NULL)
    return answer (self, KONTOR_RECEIPT_UNDECIDABLE);
  if (sum == kontor_record_get_amount (after, KONTOR_PAYMENT_CAPTURED))
    return answer (self, KONTOR_RECEIPT_DONE);
  if (sum == kontor_record_get_amount (before, KONTOR_PAYMENT_CAPTURED))
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  return answer_captured (self, kontor_record_get_amount (before, KONTOR_PAYMENT_CAPTURED),
                          kontor_record_get_amount (after, KONTOR_PAYMENT_CAPTURED), sum);
}

/** One of the same amount that came since may be ours, with its text changed. */
static gboolean
is_alike (const KontorOp *op, const KontorRecord *wanted, yyjson_val *refund)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (refund, "created_at"));

  return kontor_mapping_read_time (text) >= op->created_at - 60 * 1000 &&
         kontor_mapping_read_amount (refund, "amount") == kontor_record_get_amount (wanted, KONTOR_REFUND_AMOUNT);
}

static gboolean
has_alike (const Search *self, const KontorRecord *wanted, yyjson_val *payment)
{
  yyjson_val *refund;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (payment, "refunds"), i, n, refund)
    if (is_alike (self->op, wanted, refund))
      return TRUE;
  return FALSE;
}

static KontorReceipt *
answer_alike (Search *self, const KontorRecord *wanted)
{
  KontorReceipt *receipt = answer (self, KONTOR_RECEIPT_UNDECIDABLE);
  g_autofree char *amount = kontor_record_dup_decimal (wanted, KONTOR_REFUND_AMOUNT);

  receipt->reading = g_strdup_printf (_("Since then %s was refunded. Whether that was yours, the shop cannot say."), amount);
  return receipt;
}

static KontorReceipt *
find_refund (Search *self)
{
  const KontorRecord *wanted = kontor_medusa_get_added (self->op, KONTOR_ORDER_REFUNDS);
  yyjson_val *collection, *payment;
  gsize i, n, j, m;

  if (wanted == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  if (kontor_medusa_has_refund (self->op, self->raw))
    return answer (self, KONTOR_RECEIPT_DONE);
  yyjson_arr_foreach (yyjson_obj_get (self->raw, "payment_collections"), i, n, collection)
    yyjson_arr_foreach (yyjson_obj_get (collection, "payments"), j, m, payment)
      if (has_alike (self, wanted, payment))
        return answer_alike (self, wanted);
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

/* --- What takes several steps: each goes on from what is there --- */

static KontorReceipt *
answer_again (const Search *self)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);

  receipt->resume = g_strdup (self->op->resume != NULL ? self->op->resume : "begun");
  return receipt;
}

static KontorReceipt *
find_variant (Search *self)
{
  KontorMedusaPlan plan = { .op = self->op };
  KontorReceipt *receipt;

  if (self->raw == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  kontor_medusa_plan (&plan, NULL, self->raw, 0);
  receipt = plan.receipt != NULL ? kontor_receipt_ref (plan.receipt) : answer_again (self);
  kontor_medusa_plan_clear (&plan);
  if (receipt->state == KONTOR_RECEIPT_DONE)
    kontor_medusa_await_rows (self->connector, receipt, self->op);
  return receipt;
}

/* Before it was made the shop had none of that code, or would have refused it. */
static KontorReceipt *
find_code (Search *self, GError **error)
{
  const char *code = self->op->set != NULL ? kontor_record_get_text (self->op->set, KONTOR_DISCOUNT_CODE) : NULL;
  g_autofree char *escaped = g_uri_escape_string (code != NULL ? code : "", NULL, TRUE);
  g_autoptr (KontorMedusaReply) reply =
      dex_await_boxed (kontor_medusa_client_get (self->client, "admin/promotions?code=%s&fields=id,code", escaped), error);
  yyjson_val *found = reply != NULL ? kontor_medusa_find (kontor_medusa_reply_get (reply, "promotions"), "code", code) : NULL;

  return reply != NULL ? answer_made (self, found) : NULL;
}

static KontorReceipt *
find_edit (Search *self)
{
  yyjson_val *own = kontor_medusa_find_own_change (self->op, self->changes);

  if (self->changes == NULL)
    return answer_whether (self, kontor_medusa_has_mark (self->op, self->raw));
  if (own != NULL && yyjson_equals_str (yyjson_obj_get (own, "status"), "confirmed"))
    return answer (self, KONTOR_RECEIPT_DONE);
  return own != NULL ? answer_again (self) : kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

static KontorReceipt *
find_return (Search *self)
{
  yyjson_val *begun = kontor_medusa_find_marked (self->op, yyjson_obj_get (self->raw, "returns"));

  if (begun == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  return yyjson_equals_str (yyjson_obj_get (begun, "status"), "open") ? answer_again (self) : answer (self, KONTOR_RECEIPT_DONE);
}

/* What is planned for what is there now says how far it is. */
static KontorReceipt *
find_received (Search *self)
{
  KontorMedusaPlan plan = { .op = self->op, .changes = self->changes };
  gboolean begun = kontor_medusa_is_own_change (self->op, kontor_medusa_get_change (self->changes));
  KontorReceiptState state;

  kontor_medusa_plan (&plan, NULL, self->raw, 0);
  if (plan.receipt == NULL)
    state = begun ? KONTOR_RECEIPT_AGAIN : KONTOR_RECEIPT_NOT_FOUND;
  else
    state = plan.receipt->state == KONTOR_RECEIPT_DONE ? KONTOR_RECEIPT_DONE : KONTOR_RECEIPT_UNDECIDABLE;
  kontor_medusa_plan_clear (&plan);
  return state == KONTOR_RECEIPT_AGAIN ? answer_again (self) : answer (self, state);
}

/* Which collection it is, is committed before it is said to be paid. */
static KontorReceipt *
find_paid (Search *self)
{
  if (kontor_medusa_is_collected (self->op, self->raw))
    return answer (self, KONTOR_RECEIPT_DONE);
  return self->op->resume != NULL ? answer_again (self) : kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

/* --- Fulfilments --- */

/* Packed but not sent yet: sending is safe, as the shop sends each once. */
static KontorReceipt *
find_fulfilment (Search *self)
{
  yyjson_val *packed = kontor_medusa_find_marked (self->op, yyjson_obj_get (self->raw, "fulfillments"));
  KontorReceipt *receipt;

  if (packed == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  if (yyjson_is_str (yyjson_obj_get (packed, "shipped_at")))
    return answer (self, KONTOR_RECEIPT_DONE);
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = g_strdup ("ship");
  return receipt;
}

static KontorReceipt *
find_planned (Search *self)
{
  KontorMedusaPlan plan = { .op = self->op };
  gboolean done;

  kontor_medusa_plan (&plan, NULL, self->raw, 0);
  done = plan.receipt != NULL && plan.receipt->state == KONTOR_RECEIPT_DONE;
  kontor_medusa_plan_clear (&plan);
  return answer_whether (self, done);
}

static KontorReceipt *
look (Search *self, gboolean gone, GError **error)
{
  const KontorMedusaOp *known = kontor_medusa_op_lookup (self->op->kind->name);

  if (gone && known->find != KONTOR_MEDUSA_FIND_GONE)
    return kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  switch (known->find) {
  case KONTOR_MEDUSA_FIND_VALUE:
    return find_value (self, error);
  case KONTOR_MEDUSA_FIND_MARK:
    return answer_whether (self, kontor_medusa_has_mark (self->op, self->raw));
  case KONTOR_MEDUSA_FIND_STOCK:
    return find_stock (self);
  case KONTOR_MEDUSA_FIND_GONE:
    return kontor_receipt_new (gone ? KONTOR_RECEIPT_DONE : KONTOR_RECEIPT_NOT_FOUND);
  case KONTOR_MEDUSA_FIND_CANCELLED:
    return answer_whether (self, yyjson_equals_str (yyjson_obj_get (self->raw, "status"), "canceled"));
  case KONTOR_MEDUSA_FIND_MADE:
    return find_made (self, error);
  case KONTOR_MEDUSA_FIND_CAPTURE:
    return find_capture (self);
  case KONTOR_MEDUSA_FIND_REFUND:
    return find_refund (self);
  case KONTOR_MEDUSA_FIND_FULFILMENT:
    return find_fulfilment (self);
  case KONTOR_MEDUSA_FIND_PLANNED:
    return find_planned (self);
  case KONTOR_MEDUSA_FIND_VARIANT:
    return find_variant (self);
  case KONTOR_MEDUSA_FIND_CODE:
    return find_code (self, error);
  case KONTOR_MEDUSA_FIND_PAUSED:
    return answer_whether (self, yyjson_equals_str (yyjson_obj_get (self->raw, "status"), "inactive"));
  case KONTOR_MEDUSA_FIND_EDIT:
    return find_edit (self);
  case KONTOR_MEDUSA_FIND_PAID:
    return find_paid (self);
  case KONTOR_MEDUSA_FIND_RETURN:
    return find_return (self);
  case KONTOR_MEDUSA_FIND_RECEIVED:
    return find_received (self);
  }
  g_return_val_if_reached (NULL);
}

static DexFuture *
find_fiber (gpointer data)
{
  Search *self = data;
  g_autoptr (GError) failure = NULL;
  GError *error = NULL;
  KontorReceipt *receipt;
  gboolean gone;

  if (kontor_medusa_op_lookup (self->op->kind->name) == NULL)
    return dex_future_new_take_boxed (KONTOR_TYPE_RECEIPT, kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE));
  self->raw = kontor_medusa_await_object (self->client, self->op, &self->reply, &gone, &failure);
  if (failure == NULL)
    self->changes = kontor_medusa_await_changes_of (self->client, self->op, &self->changes_reply, &failure);
  if (failure != NULL)
    return dex_future_new_for_error (g_steal_pointer (&failure));
  receipt = look (self, gone, &error);
  return receipt != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_RECEIPT, receipt) : dex_future_new_for_error (error);
}

DexFuture *
kontor_medusa_find_op (KontorMedusaConnector *connector, KontorOp *op)
{
  Search *self = g_new0 (Search, 1);

  self->connector = g_object_ref (connector);
  self->client = kontor_medusa_connector_get_client (connector);
  self->op = kontor_op_ref (op);
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, find_fiber, self, search_free);
}
