#include "kontor-woo-push-private.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-woo-ops.h"

#define FIBER_STACK (512 * 1024)

/** What a fiber works on. */
typedef struct {
  KontorWooTarget target;
  GPtrArray *ops;
} Push;

static void
parcel_clear (KontorWooParcel *parcel)
{
  kontor_woo_plan_clear (&parcel->plan);
  g_clear_pointer (&parcel->object, kontor_woo_reply_unref);
  g_clear_pointer (&parcel->stock.sales, kontor_woo_reply_unref);
}

gboolean
kontor_woo_parcel_is_ready (const KontorWooParcel *self)
{
  return self->plan.receipt == NULL && !self->waits;
}

KontorWooParcel *
kontor_woo_get_parcel (GArray *parcels, guint index)
{
  return &g_array_index (parcels, KontorWooParcel, index);
}

void
kontor_woo_parcel_fail (KontorWooParcel *self, const GError *error)
{
  g_clear_pointer (&self->plan.receipt, kontor_receipt_unref);
  self->plan.receipt = kontor_receipt_new_failed (g_error_copy (error));
}

static void
push_free (gpointer data)
{
  Push *push = data;

  kontor_woo_target_clear (&push->target);
  g_ptr_array_unref (push->ops);
  g_free (push);
}

void
kontor_woo_target_init (KontorWooTarget *self, const KontorWooTarget *from)
{
  *self = *from;
  g_object_ref (self->connector);
  g_object_ref (self->client);
}

void
kontor_woo_target_clear (KontorWooTarget *self)
{
  g_clear_object (&self->connector);
  g_clear_object (&self->client);
}

char *
kontor_woo_make_key (const KontorOp *op, yyjson_val *object)
{
  const char *kind = op->set != NULL && op->kind->entity == KONTOR_ENTITY_TAG
                         ? kontor_record_get_text (op->set, KONTOR_TAG_KIND)
                         : NULL;
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (object, "id"));

  if (id == NULL || g_strcmp0 (kind, "brand") != 0)
    return g_steal_pointer (&id);
  return g_strconcat (KONTOR_WOO_BRAND, id, NULL);
}

void
kontor_woo_await_rows (const KontorWooTarget *target, KontorReceipt *receipt, const KontorOp *op)
{
  const char *key = receipt->remote_id != NULL ? receipt->remote_id : op->remote_id;
  const char *const keys[] = { key, NULL };
  g_autoptr (KontorBatch) batch = NULL;

  if (key == NULL)
    return;
  batch = dex_await_boxed (kontor_connector_fetch (target->connector, op->kind->entity, keys), NULL);
  for (guint i = 0; batch != NULL && i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
}

static void
make_plan (const KontorWooTarget *target, KontorWooParcel *parcel)
{
  KontorWooFacts facts = target->facts;

  facts.now = g_get_real_time () / 1000;
  if (kontor_woo_parcel_is_ready (parcel))
    kontor_woo_plan (&parcel->plan, &facts, parcel->raw);
}

static gboolean
wants_row (const KontorWooParcel *parcel)
{
  KontorReceiptState state = parcel->plan.receipt->state;

  return (state == KONTOR_RECEIPT_DONE || state == KONTOR_RECEIPT_UNDECIDABLE) && parcel->plan.receipt->rows->len == 0 &&
         !g_str_equal (parcel->plan.op->kind->name, "delete-customer");
}

static const char *
get_key (const KontorWooParcel *parcel)
{
  return parcel->plan.receipt->remote_id != NULL ? parcel->plan.receipt->remote_id : parcel->plan.op->remote_id;
}

static gboolean
is_of (const KontorRecord *row, const KontorOp *op, const char *key)
{
  const char *parent = kontor_record_get_entity (row) == KONTOR_ENTITY_VARIANT
                           ? kontor_record_get_ref_key (row, KONTOR_VARIANT_PRODUCT)
                           : NULL;

  if (kontor_record_get_entity (row) == op->kind->entity && g_strcmp0 (kontor_record_get_key (row), key) == 0)
    return TRUE;
  /* With a product come its variants. */
  return op->kind->entity == KONTOR_ENTITY_PRODUCT && g_strcmp0 (parent, key) == 0;
}

/** What the store now has of all that was written. It is said where it can be read; the deed is done either way. */
static void
await_rows (const KontorWooTarget *target, GArray *parcels)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (KontorBatch) batch = NULL;
  KontorEntity entity = kontor_woo_get_parcel (parcels, 0)->plan.op->kind->entity;
  g_autofree gboolean *wants = g_new0 (gboolean, parcels->len);

  for (guint i = 0; i < parcels->len; i++) {
    wants[i] = wants_row (kontor_woo_get_parcel (parcels, i)) && get_key (kontor_woo_get_parcel (parcels, i)) != NULL;
    if (wants[i])
      g_ptr_array_add (keys, (gpointer) get_key (kontor_woo_get_parcel (parcels, i)));
  }
  if (keys->len == 0)
    return;
  g_ptr_array_add (keys, NULL);
  batch = dex_await_boxed (kontor_connector_fetch (target->connector, entity, (const char *const *) keys->pdata), NULL);
  for (guint i = 0; batch != NULL && i < parcels->len; i++) {
    KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);

    for (guint j = 0; wants[i] && j < batch->rows->len; j++)
      if (is_of (g_ptr_array_index (batch->rows, j), parcel->plan.op, get_key (parcel)))
        g_ptr_array_add (parcel->plan.receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, j)));
  }
}

/** Steps of an op that are no plan of one request: a picture that is not in the store yet, units that go back on the shelf. */
static void
await_steps (const KontorWooTarget *target, GArray *parcels)
{
  for (guint i = 0; i < parcels->len; i++) {
    KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);

    if (g_str_equal (parcel->plan.op->kind->name, "set-pictures") &&
        kontor_woo_find_new_picture (parcel->plan.op) != NULL)
      parcel->plan.receipt = kontor_woo_await_upload (target, parcel->plan.op);
    if (g_strcmp0 (parcel->plan.op->resume, KONTOR_WOO_RESTOCK_STEP) == 0)
      parcel->plan.receipt = kontor_woo_await_restock (target, parcel->plan.op);
  }
}

static void
await_stock_checks (const KontorWooTarget *target, GArray *parcels)
{
  for (guint i = 0; i < parcels->len; i++) {
    KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);

    if (parcel->sent && parcel->stock.sales != NULL && parcel->plan.receipt->state == KONTOR_RECEIPT_DONE)
      kontor_woo_await_stock_check (target, parcel->plan.op, &parcel->stock, parcel->plan.receipt);
    if (parcel->sent)
      g_clear_pointer (&parcel->stock.sales, kontor_woo_reply_unref);
  }
}

/** Of several ops of one object the first goes alone. */
static gboolean
choose_ready (GArray *parcels)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < parcels->len; i++) {
    KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);
    char *id = parcel->plan.op->remote_id;

    parcel->waits = parcel->plan.receipt == NULL && id != NULL && !g_hash_table_add (ids, id);
    any |= kontor_woo_parcel_is_ready (parcel);
  }
  return any;
}

static void
await_all (const KontorWooTarget *target, GArray *parcels)
{
  await_steps (target, parcels);
  while (choose_ready (parcels)) {
    kontor_woo_await_objects (target, parcels);
    for (guint i = 0; i < parcels->len; i++)
      make_plan (target, kontor_woo_get_parcel (parcels, i));
    kontor_woo_await_requests (target, parcels);
    await_stock_checks (target, parcels);
  }
  await_rows (target, parcels);
}

/* The product is read, and written with the mark among those that it had. */
static gboolean
marks_product (const KontorOp *op)
{
  const KontorWooOp *known = kontor_woo_op_lookup (op->kind->name);

  if (g_strcmp0 (op->resume, KONTOR_WOO_RESTOCK_STEP) == 0)
    return TRUE;
  return known != NULL && known->support.proof == KONTOR_PROOF_MARK &&
         (op->kind->entity == KONTOR_ENTITY_PRODUCT || op->kind->entity == KONTOR_ENTITY_VARIANT);
}

static gboolean
any_marks_product (GPtrArray *ops)
{
  for (guint i = 0; i < ops->len; i++)
    if (marks_product (g_ptr_array_index (ops, i)))
      return TRUE;
  return FALSE;
}

/* Orders may bring back the same product side by side: one would take away the other's mark. */
static DexPromise *
await_turn (const Push *push)
{
  DexPromise *deed;

  if (!any_marks_product (push->ops))
    return NULL;
  deed = dex_promise_new ();
  dex_await (kontor_woo_client_queue (push->target.client, DEX_FUTURE (deed)), NULL);
  return deed;
}

static DexFuture *
push_fiber (gpointer data)
{
  Push *push = data;
  g_autoptr (DexPromise) deed = await_turn (push);
  GPtrArray *receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);
  g_autoptr (GArray) parcels = g_array_new (FALSE, TRUE, sizeof (KontorWooParcel));

  g_array_set_clear_func (parcels, (GDestroyNotify) parcel_clear);
  for (guint i = 0; i < push->ops->len; i++)
    g_array_append_val (parcels, ((KontorWooParcel) { .plan.op = g_ptr_array_index (push->ops, i) }));
  if (parcels->len > 0)
    await_all (&push->target, parcels);
  if (deed != NULL)
    dex_promise_resolve_boolean (deed, TRUE);
  for (guint i = 0; i < parcels->len; i++)
    g_ptr_array_add (receipts, kontor_receipt_ref (kontor_woo_get_parcel (parcels, i)->plan.receipt));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, receipts);
}

DexFuture *
kontor_woo_push (const KontorWooTarget *target, GPtrArray *ops)
{
  Push *push = g_new0 (Push, 1);

  kontor_woo_target_init (&push->target, target);
  push->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (push->ops, kontor_op_ref (g_ptr_array_index (ops, i)));
  return dex_scheduler_spawn (NULL, FIBER_STACK, push_fiber, push, push_free);
}
