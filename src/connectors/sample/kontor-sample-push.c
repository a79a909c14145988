#include "kontor-sample-client.h"

#include <inttypes.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-stock.h"

/* How often a write is planned anew because somebody was faster. */
#define TRIES 4

static void
clear_plan (KontorSamplePlan *plan)
{
  g_clear_pointer (&plan->receipt, kontor_receipt_unref);
  g_clear_pointer (&plan->path, g_free);
  g_clear_pointer (&plan->body, g_free);
}

static KontorShopManner
get_manner (KontorSampleClient *self)
{
  return kontor_shop_get_manner (kontor_sample_client_open (self, NULL));
}

static gboolean
is_undecided (const KontorSamplePlan *plan)
{
  return plan->receipt == NULL;
}

static void
fail (KontorSamplePlan *plan, const GError *error)
{
  g_clear_pointer (&plan->receipt, kontor_receipt_unref);
  plan->receipt = kontor_receipt_new_failed (g_error_copy (error));
}

static void
fail_undecided (GArray *plans, const GError *error)
{
  for (guint i = 0; i < plans->len; i++)
    if (is_undecided (&g_array_index (plans, KontorSamplePlan, i)))
      fail (&g_array_index (plans, KontorSamplePlan, i), error);
}

static gboolean
wants_object (const KontorSamplePlan *plan)
{
  return is_undecided (plan) && plan->op->remote_id != NULL && kontor_sample_plan_needs_object (plan->op);
}

static char *
join_ids (GArray *plans)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < plans->len; i++) {
    const KontorSamplePlan *plan = &g_array_index (plans, KontorSamplePlan, i);

    if (wants_object (plan))
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", plan->op->remote_id);
  }
  return g_string_free_and_steal (ids);
}

static yyjson_val *
find_object (yyjson_doc *doc, const char *remote_id)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "items"), i, n, item)
    if (yyjson_get_sint (yyjson_obj_get (item, "id")) == g_ascii_strtoll (remote_id, NULL, 10))
      return item;
  return NULL;
}

static void
plan_one (KontorSampleClient *self, KontorSamplePlan *plan, yyjson_doc *objects)
{
  gboolean needs = kontor_sample_plan_needs_object (plan->op);
  yyjson_val *raw = needs && plan->op->remote_id != NULL ? find_object (objects, plan->op->remote_id) : NULL;

  clear_plan (plan);
  if (needs && raw == NULL)
    plan->receipt = kontor_receipt_new_failed (
        g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("It is not in the sample shop any more.")));
  else
    kontor_sample_plan (plan, get_manner (self), raw);
}

/** Whether an op before it touches the same object and is to be sent first. */
static gboolean
must_wait (GArray *plans, guint index)
{
  const KontorSamplePlan *plan = &g_array_index (plans, KontorSamplePlan, index);

  for (guint i = 0; plan->op->remote_id != NULL && i < index; i++) {
    const KontorSamplePlan *earlier = &g_array_index (plans, KontorSamplePlan, i);

    if (is_undecided (earlier) && g_strcmp0 (earlier->op->remote_id, plan->op->remote_id) == 0)
      return TRUE;
  }
  return FALSE;
}

/** Reads what the undecided ops touch, at once, and plans them. */
static gboolean
make_plans (KontorSampleClient *self, GArray *plans, GError **error)
{
  KontorEntity entity = g_array_index (plans, KontorSamplePlan, 0).op->kind->entity;
  g_autofree char *ids = join_ids (plans);
  g_autoptr (yyjson_doc) objects = NULL;

  if (*ids != '\0') {
    objects = kontor_sample_client_get (self, error, "%s?include=%s", kontor_sample_get_collection (entity), ids);
    if (objects == NULL)
      return FALSE;
  }
  for (guint i = 0; i < plans->len; i++) {
    KontorSamplePlan *plan = &g_array_index (plans, KontorSamplePlan, i);

    if (!is_undecided (plan))
      continue;
    clear_plan (plan);
    if (!must_wait (plans, i))
      plan_one (self, plan, objects);
  }
  return TRUE;
}

/** A delete leaves nothing that could be told, and what is not there need not be deleted. */
static KontorReceipt *
make_deleted_receipt (void)
{
  return kontor_receipt_new (KONTOR_RECEIPT_DONE);
}

static gboolean
is_final_delete (const KontorSamplePlan *plan)
{
  return g_str_equal (plan->method, "DELETE") && g_str_has_suffix (plan->path, "force=1");
}

static void
take_answer (KontorSampleClient *self, KontorSamplePlan *plan, yyjson_val *object)
{
  g_autoptr (GError) error = NULL;
  KontorRecord *row;

  if (is_final_delete (plan)) {
    plan->receipt = make_deleted_receipt ();
    return;
  }
  row = kontor_sample_read_record (get_manner (self), plan->entity, object, &error);
  if (row == NULL) {
    error->code = KONTOR_ERROR_UNKNOWN_OUTCOME;
    fail (plan, error);
    return;
  }
  plan->receipt = kontor_receipt_new (KONTOR_RECEIPT_DONE);
  plan->receipt->remote_id = g_strdup (kontor_record_get_key (row));
  g_ptr_array_add (plan->receipt->rows, row);
}

/** Somebody was faster: it is planned anew from what the shop has now. */
static void
take_failure (KontorSamplePlan *plan, const GError *error)
{
  if (g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_CONFLICT))
    return;
  if (is_final_delete (plan) && g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND))
    plan->receipt = make_deleted_receipt ();
  else
    fail (plan, error);
}

static void
send_one (KontorSampleClient *self, KontorSamplePlan *plan)
{
  const KontorShopRequest request = {
    .method = plan->method,
    .path = plan->path,
    .body = plan->body,
    .key = plan->op->idempotency,
    .trace = plan->op->idempotency,
    .revision = plan->revision,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = kontor_sample_client_ask (self, &request, &error);

  if (doc != NULL)
    take_answer (self, plan, yyjson_doc_get_root (doc));
  else
    take_failure (plan, error);
}

static void
put_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, const char *text)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, name), yyjson_mut_strcpy (doc, text));
}

static void
write_member (yyjson_mut_doc *doc, yyjson_mut_val *list, const KontorSamplePlan *plan)
{
  yyjson_mut_val *member = yyjson_mut_arr_add_obj (doc, list);
  g_autoptr (yyjson_doc) body = yyjson_read (plan->body, strlen (plan->body), YYJSON_READ_NOFLAG);

  put_text (doc, member, "method", plan->method);
  put_text (doc, member, "path", plan->path);
  put_text (doc, member, "key", plan->op->idempotency);
  put_text (doc, member, "trace", plan->op->idempotency);
  yyjson_mut_obj_put (member, yyjson_mut_str (doc, "revision"), yyjson_mut_sint (doc, plan->revision));
  yyjson_mut_obj_put (member, yyjson_mut_str (doc, "body"), yyjson_val_mut_copy (doc, yyjson_doc_get_root (body)));
}

static char *
write_batch (GPtrArray *plans)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *list = yyjson_mut_arr (doc);
  char *text, *copy;

  yyjson_mut_obj_put (root, yyjson_mut_str (doc, "requests"), list);
  for (guint i = 0; i < plans->len; i++)
    write_member (doc, list, g_ptr_array_index (plans, i));
  text = yyjson_mut_val_write (root, YYJSON_WRITE_NOFLAG, NULL);
  copy = g_strdup (text);
  free (text);
  return copy;
}

static void
take_reply (KontorSampleClient *self, KontorSamplePlan *plan, yyjson_val *reply)
{
  yyjson_val *body = yyjson_obj_get (reply, "body");
  int status = (int) yyjson_get_int (yyjson_obj_get (reply, "status"));
  g_autoptr (GError) error = NULL;

  if (status == 200) {
    take_answer (self, plan, body);
    return;
  }
  error = kontor_sample_error_new (reply != NULL ? status : KONTOR_SHOP_LOST, TRUE,
                                   yyjson_get_str (yyjson_obj_get (body, "message")));
  take_failure (plan, error);
}

static void
send_several (KontorSampleClient *self, GPtrArray *plans)
{
  g_autofree char *body = write_batch (plans);
  const KontorShopRequest request = { .method = "POST", .path = "batch", .body = body };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = kontor_sample_client_ask (self, &request, &error);
  yyjson_val *replies = yyjson_obj_get (yyjson_doc_get_root (doc), "replies");

  for (guint i = 0; i < plans->len; i++)
    if (doc == NULL)
      fail (g_ptr_array_index (plans, i), error);
    else
      take_reply (self, g_ptr_array_index (plans, i), yyjson_arr_get (replies, i));
}

static void
send_plans (KontorSampleClient *self, GArray *plans)
{
  g_autoptr (GPtrArray) undecided = g_ptr_array_new ();

  for (guint i = 0; i < plans->len; i++)
    if (is_undecided (&g_array_index (plans, KontorSamplePlan, i)) &&
        g_array_index (plans, KontorSamplePlan, i).path != NULL)
      g_ptr_array_add (undecided, &g_array_index (plans, KontorSamplePlan, i));
  if (undecided->len == 1)
    send_one (self, g_ptr_array_index (undecided, 0));
  else if (undecided->len > 1)
    send_several (self, undecided);
}

static guint
count_undecided (GArray *plans)
{
  guint count = 0;

  for (guint i = 0; i < plans->len; i++)
    count += is_undecided (&g_array_index (plans, KontorSamplePlan, i)) ? 1 : 0;
  return count;
}

static void
carry_out (KontorSampleClient *self, GArray *plans)
{
  g_autoptr (GError) error = NULL;

  if (kontor_sample_client_open (self, &error) == NULL) {
    fail_undecided (plans, error);
    return;
  }
  for (guint round = 0; round < TRIES + plans->len && count_undecided (plans) > 0; round++) {
    if (!make_plans (self, plans, &error)) {
      fail_undecided (plans, error);
      return;
    }
    send_plans (self, plans);
  }
  error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_TEMPORARY, _("Others keep changing the same."));
  fail_undecided (plans, error);
}

/** What else an order's op moved: the stock of its variants. It is only told where it can be read. */
static void
add_variants (KontorSampleClient *self, const KontorOp *op, KontorReceipt *receipt)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (KontorBatch) batch = NULL;

  kontor_stock_add_variants (ids, receipt->rows->len > 0 ? g_ptr_array_index (receipt->rows, 0) : NULL);
  kontor_stock_add_variants (ids, op->remove);
  if (ids->len == 0)
    return;
  g_ptr_array_add (ids, NULL);
  batch = kontor_sample_client_fetch (self, KONTOR_ENTITY_VARIANT, (const char *const *) ids->pdata, NULL);
  for (guint i = 0; batch != NULL && i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
}

static gboolean
moves_stock (const KontorOp *op)
{
  static const char *const names[] = {
    "set-order-status", "refund-order", "cancel-order", "create-fulfilment",
    "cancel-fulfilment", "set-return", "create-exchange", "create-claim",
    NULL
  };
  gboolean lines = op->kind->entity == KONTOR_ENTITY_ORDER && op->add != NULL && kontor_record_has (op->add, KONTOR_ORDER_LINES);

  lines |= op->kind->entity == KONTOR_ENTITY_ORDER && op->remove != NULL && kontor_record_has (op->remove, KONTOR_ORDER_LINES);
  return lines || g_strv_contains (names, op->kind->name);
}

/** One receipt per op, in their order. */
GPtrArray *
kontor_sample_client_push (KontorSampleClient *self, GPtrArray *ops)
{
  GPtrArray *receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);
  g_autoptr (GArray) plans = g_array_new (FALSE, TRUE, sizeof (KontorSamplePlan));

  g_array_set_clear_func (plans, (GDestroyNotify) clear_plan);
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (plans, ((KontorSamplePlan) { .op = g_ptr_array_index (ops, i) }));
  if (plans->len > 0)
    carry_out (self, plans);
  for (guint i = 0; i < plans->len; i++) {
    const KontorSamplePlan *plan = &g_array_index (plans, KontorSamplePlan, i);

    if (plan->receipt->state == KONTOR_RECEIPT_DONE && moves_stock (plan->op))
      add_variants (self, plan->op, plan->receipt);
    g_ptr_array_add (receipts, kontor_receipt_ref (plan->receipt));
  }
  return receipts;
}

static KontorReceipt *
make_receipt (KontorSampleClient *self, const KontorOp *op, KontorReceiptState state, yyjson_val *object)
{
  KontorReceipt *receipt = kontor_receipt_new (state);
  KontorRecord *row =
      object != NULL ? kontor_sample_read_record (get_manner (self), op->kind->entity, object, NULL) : NULL;

  if (row == NULL)
    return receipt;
  receipt->remote_id = g_strdup (kontor_record_get_key (row));
  g_ptr_array_add (receipt->rows, row);
  return receipt;
}

/** What bears the op's mark among what @path lists; NOT_FOUND where nothing does, UNDECIDABLE where nothing is listed. */
static KontorReceipt *
find_marked (KontorSampleClient *self, KontorOp *op, const char *path, GError **error)
{
  g_autoptr (yyjson_doc) doc = kontor_sample_client_get (self, error, "%s", path);
  yyjson_val *item;
  gsize i, n;

  if (doc == NULL)
    return NULL;
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "items"), i, n, item)
    if (kontor_sample_has_mark (op, item))
      return make_receipt (self, op, KONTOR_RECEIPT_DONE, item);
  return kontor_receipt_new (n > 0 ? KONTOR_RECEIPT_NOT_FOUND : KONTOR_RECEIPT_UNDECIDABLE);
}

/** By SKU or code with our mark, else among the newest. */
static KontorReceipt *
find_created (KontorSampleClient *self, KontorOp *op, GError **error)
{
  const char *natural = kontor_sample_get_natural_key (op),
             *collection = kontor_sample_get_collection (op->kind->entity);
  g_autofree char *escaped = g_uri_escape_string (natural != NULL ? natural : "", NULL, FALSE);
  g_autofree char *by_key = g_strdup_printf ("%s?natural=%s", collection, escaped),
                  *newest = g_strdup_printf ("%s?status=any,trash", collection);
  g_autoptr (KontorReceipt) found = natural != NULL ? find_marked (self, op, by_key, error) : NULL;

  if (natural != NULL && (found == NULL || found->state == KONTOR_RECEIPT_DONE))
    return g_steal_pointer (&found);
  return find_marked (self, op, newest, error);
}

static gint64
sum_levels (const KontorRecord *variant)
{
  gint64 sum = 0;

  for (guint i = 0; variant != NULL && i < kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS); i++)
    sum += kontor_record_get_int (kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i), KONTOR_LEVEL_ON_HAND);
  return sum;
}

/** Both readings: what the stock was and is says nothing of whose change it is. */
static KontorReceipt *
make_undecidable (KontorSampleClient *self, const KontorOp *op, yyjson_val *object)
{
  KontorReceipt *receipt = make_receipt (self, op, KONTOR_RECEIPT_UNDECIDABLE, object);
  const KontorRecord *was = op->base != NULL ? op->base : op->before;
  const KontorRecord *is = receipt->rows->len > 0 ? g_ptr_array_index (receipt->rows, 0) : NULL;

  if (was != NULL && is != NULL)
    receipt->reading = g_strdup_printf (_("Stock was %" PRId64 ", is now %" PRId64
                                           ": your %+" PRId64 " is in it, or is not."),
                                        sum_levels (was), sum_levels (is), sum_levels (op->delta));
  return receipt;
}

/** What planning it again says: there is nothing left to send, or there is. */
static KontorReceipt *
find_by_value (KontorSampleClient *self, KontorOp *op, yyjson_val *object)
{
  KontorSamplePlan plan = { .op = op };
  g_autoptr (KontorReceipt) receipt = NULL;

  kontor_sample_plan (&plan, get_manner (self), object);
  receipt = g_steal_pointer (&plan.receipt);
  clear_plan (&plan);
  return receipt != NULL ? g_steal_pointer (&receipt) : kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

/** Whether an op whose answer was lost happened. */
KontorReceipt *
kontor_sample_client_find (KontorSampleClient *self, KontorOp *op, GError **error)
{
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_val *object;
  gboolean deleted = g_str_equal (op->kind->name, "delete-customer");

  if (op->remote_id == NULL)
    return find_created (self, op, error);
  doc = kontor_sample_client_get (self, error, "%s?include=%s", kontor_sample_get_collection (op->kind->entity),
                                  op->remote_id);
  if (doc == NULL)
    return NULL;
  object = find_object (doc, op->remote_id);
  if (deleted)
    return make_receipt (self, op, object == NULL ? KONTOR_RECEIPT_DONE : KONTOR_RECEIPT_NOT_FOUND, object);
  /* A list without it may be a server's bad day: that proves nothing of what happened to it. */
  if (object == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  if (!g_str_equal (op->kind->name, "adjust-stock"))
    return find_by_value (self, op, object);
  /* A stock proves nothing, but a kind shop does by its key. */
  return get_manner (self) == KONTOR_SHOP_KIND ? kontor_receipt_new (KONTOR_RECEIPT_AGAIN)
                                               : make_undecidable (self, op, object);
}

/** The order as it would be; only refunds are tried out. */
KontorBatch *
kontor_sample_client_preview (KontorSampleClient *self, KontorOp *op, GError **error)
{
  KontorSamplePlan plan = { .op = op };
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (yyjson_doc) objects = NULL, doc = NULL;
  g_autofree char *path = NULL;
  KontorRecord *row;

  if (!g_str_equal (op->kind->name, "refund-order")) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, _("The sample shop tries out refunds only."));
    return NULL;
  }
  objects = kontor_sample_client_get (self, error, "orders?include=%s", op->remote_id);
  if (objects == NULL)
    return NULL;
  plan_one (self, &plan, objects);
  if (plan.receipt != NULL && plan.receipt->error != NULL)
    g_propagate_error (error, g_error_copy (plan.receipt->error));
  else if (plan.receipt == NULL) {
    path = g_strdup_printf ("orders/%s/refund-preview", op->remote_id);
    doc = kontor_sample_client_ask (self, &(KontorShopRequest) { .method = "POST", .path = path, .body = plan.body },
                                    error);
  }
  clear_plan (&plan);
  row = doc != NULL
            ? kontor_sample_read_record (get_manner (self), KONTOR_ENTITY_ORDER, yyjson_doc_get_root (doc), error)
            : NULL;
  if (row == NULL)
    return NULL;
  kontor_batch_take_row (batch, row);
  return g_steal_pointer (&batch);
}
