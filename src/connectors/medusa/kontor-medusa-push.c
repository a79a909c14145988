#include "kontor-medusa-push.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-ops.h"
#include "kontor-stock.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorMedusaConnector *connector;
  KontorMedusaClient *client;
  GPtrArray *ops;
} Push;

static void
push_free (gpointer data)
{
  Push *self = data;

  g_object_unref (self->connector);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

static yyjson_val *
pick (const KontorOp *op, const char *member, const KontorMedusaReply *reply)
{
  yyjson_val *object = kontor_medusa_reply_get (reply, member);

  return yyjson_is_arr (object) ? kontor_medusa_find (object, "id", op->remote_id) : object;
}

/* A variant that was made, and whose stock is still to come, has no id here: it is found by its mark. */
static yyjson_val *
await_made (KontorMedusaClient *client, const KontorOp *op, KontorMedusaReply **reply, GError **error)
{
  g_autofree char *path = kontor_medusa_get_new_variant_path (op);

  if (path == NULL)
    return NULL;
  *reply = dex_await_boxed (kontor_medusa_client_get (client, "%s?order=-id&limit=100&fields=%s", path,
                                                      kontor_medusa_get_fields (KONTOR_ENTITY_VARIANT)),
                            error);
  return *reply != NULL ? kontor_medusa_find_marked (op, kontor_medusa_reply_get (*reply, "variants")) : NULL;
}

yyjson_val *
kontor_medusa_await_changes_of (KontorMedusaClient *client, const KontorOp *op, KontorMedusaReply **reply, GError **error)
{
  g_autofree char *path = kontor_medusa_plan_get_changes_path (op);

  *reply = path != NULL ? dex_await_boxed (kontor_medusa_client_get (client, "%s", path), error) : NULL;
  return *reply != NULL ? kontor_medusa_reply_get (*reply, "order_changes") : NULL;
}

yyjson_val *
kontor_medusa_await_object (KontorMedusaClient *client, const KontorOp *op, KontorMedusaReply **reply, gboolean *gone, GError **error)
{
  const char *member;
  g_autofree char *path = kontor_medusa_plan_get_path (op, &member);
  g_autoptr (GError) failure = NULL;
  yyjson_val *object = NULL;

  *gone = FALSE;
  *reply = NULL;
  if (kontor_medusa_op_lookup (op->kind->name)->find == KONTOR_MEDUSA_FIND_VARIANT)
    return await_made (client, op, reply, error);
  if (path == NULL)
    return NULL;
  *reply = dex_await_boxed (kontor_medusa_client_get (client, "%s", path), &failure);
  if (*reply != NULL)
    object = pick (op, member, *reply);
  *gone = object == NULL && (*reply != NULL || g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND));
  if (object == NULL && !*gone)
    g_propagate_error (error, g_steal_pointer (&failure));
  return object;
}

static void
add_rows (KontorMedusaConnector *connector, KontorReceipt *receipt, KontorEntity entity, const char *const *keys)
{
  g_autoptr (KontorBatch) batch = dex_await_boxed (kontor_connector_fetch (KONTOR_CONNECTOR (connector), entity, keys), NULL);

  for (guint i = 0; batch != NULL && i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
}

/* What an order's op moved besides. It is only told where it can be read. */
static void
add_variants (KontorMedusaConnector *connector, KontorReceipt *receipt, const KontorOp *op)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (op->kind->entity != KONTOR_ENTITY_ORDER || receipt->state != KONTOR_RECEIPT_DONE || receipt->rows->len == 0 ||
      (kontor_medusa_op_lookup (op->kind->name)->support.effects & KONTOR_EFFECT_MOVES_STOCK) == 0)
    return;
  kontor_stock_add_variants (keys, g_ptr_array_index (receipt->rows, 0));
  kontor_stock_add_variants (keys, op->remove);
  if (keys->len == 0)
    return;
  g_ptr_array_add (keys, NULL);
  add_rows (connector, receipt, KONTOR_ENTITY_VARIANT, (const char *const *) keys->pdata);
}

void
kontor_medusa_await_rows (KontorMedusaConnector *connector, KontorReceipt *receipt, const KontorOp *op)
{
  const char *const keys[] = { receipt->remote_id != NULL ? receipt->remote_id : op->remote_id, NULL };

  if (keys[0] == NULL)
    return;
  add_rows (connector, receipt, op->kind->entity, keys);
  add_variants (connector, receipt, op);
}

/* Of several steps the next one follows when this is committed. */
static KontorReceipt *
make_receipt (KontorMedusaPlan *plan, const KontorMedusaReply *reply)
{
  KontorReceipt *receipt = kontor_receipt_new (plan->resume != NULL ? KONTOR_RECEIPT_AGAIN : KONTOR_RECEIPT_DONE);

  receipt->resume = g_steal_pointer (&plan->resume);
  if (plan->made != NULL)
    receipt->remote_id = kontor_json_dup_text (yyjson_obj_get (kontor_medusa_reply_get (reply, plan->made), "id"));
  return receipt;
}

static gboolean
is_gone_already (const KontorOp *op, const GError *error)
{
  return kontor_medusa_op_lookup (op->kind->name)->find == KONTOR_MEDUSA_FIND_GONE &&
         g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
}

static KontorReceipt *
await_request (Push *self, KontorMedusaPlan *plan)
{
  g_autoptr (GBytes) body = plan->body != NULL ? g_bytes_new (plan->body, strlen (plan->body)) : NULL;
  const KontorMedusaRequest request = { .method = plan->method, .path = plan->path, .body = body };
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorMedusaReply) reply = dex_await_boxed (kontor_medusa_client_ask (self->client, &request), &error);

  if (reply != NULL)
    return make_receipt (plan, reply);
  if (is_gone_already (plan->op, error))
    return kontor_receipt_new (KONTOR_RECEIPT_DONE);
  return kontor_receipt_new_failed (g_steal_pointer (&error));
}

static GError *
make_gone (void)
{
  return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("The shop does not know it."));
}

static KontorReceipt *
await_plan (Push *self, KontorMedusaShop *shop, KontorOp *op, yyjson_val *raw)
{
  const KontorRecord *picture = g_str_equal (op->kind->name, "set-pictures") ? kontor_medusa_find_new_picture (op) : NULL;
  KontorMedusaPlan plan = { .op = op };
  g_autoptr (KontorMedusaReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  KontorReceipt *receipt;

  if (picture != NULL)
    return kontor_medusa_await_upload (self->client, op, picture);
  plan.changes = kontor_medusa_await_changes_of (self->client, op, &reply, &error);
  if (error != NULL)
    return kontor_receipt_new_failed (g_steal_pointer (&error));
  kontor_medusa_plan (&plan, shop, raw, kontor_medusa_client_get_time (self->client));
  receipt = plan.receipt != NULL ? kontor_receipt_ref (plan.receipt) : await_request (self, &plan);
  kontor_medusa_plan_clear (&plan);
  return receipt;
}

/* The object is read before every write: most lists replace what is there, and there are no conditional writes. */
static KontorReceipt *
await_op (Push *self, KontorMedusaShop *shop, KontorOp *op)
{
  g_autoptr (KontorMedusaReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  KontorReceipt *receipt;
  gboolean gone;
  yyjson_val *raw = kontor_medusa_await_object (self->client, op, &reply, &gone, &error);

  if (gone && kontor_medusa_op_lookup (op->kind->name)->find == KONTOR_MEDUSA_FIND_GONE)
    return kontor_receipt_new (KONTOR_RECEIPT_DONE);
  if (gone || error != NULL)
    return kontor_receipt_new_failed (gone ? make_gone () : g_steal_pointer (&error));
  receipt = await_plan (self, shop, op, raw);
  if (receipt->state == KONTOR_RECEIPT_DONE || receipt->state == KONTOR_RECEIPT_CONFLICT)
    kontor_medusa_await_rows (self->connector, receipt, op);
  return receipt;
}

static DexFuture *
push_fiber (gpointer data)
{
  Push *self = data;
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);
  GError *error = NULL;
  g_autoptr (KontorMedusaShop) shop = kontor_medusa_connector_await_shop (self->connector, &error);

  if (shop == NULL)
    return dex_future_new_for_error (error);
  for (guint i = 0; i < self->ops->len; i++)
    g_ptr_array_add (receipts, await_op (self, shop, g_ptr_array_index (self->ops, i)));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&receipts));
}

DexFuture *
kontor_medusa_push (KontorMedusaConnector *connector, GPtrArray *ops)
{
  Push *self = g_new0 (Push, 1);

  self->connector = g_object_ref (connector);
  self->client = kontor_medusa_connector_get_client (connector);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (self->ops, kontor_op_ref (g_ptr_array_index (ops, i)));
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, push_fiber, self, push_free);
}
