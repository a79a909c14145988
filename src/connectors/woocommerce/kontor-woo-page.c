#include "kontor-woo-page.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-woo-reading.h"
#include "kontor-woo-variations.h"

#define FIBER_STACK (256 * 1024)
#define REFUNDS_AT_ONCE 100

/**
 * A page with what belongs to its rows.
 * @more: (element-type KontorWooReply): refunds of orders, variations of products; of notes one for each row, NULL where
 *   the row is gone
 */
typedef struct {
  KontorWooShop *shop;
  const KontorWooStage *stage;
  KontorPullHow how;
  KontorWooReply *reply;
  GPtrArray *more;
} KontorWooPage;

static void
clear_reply (gpointer reply)
{
  if (reply != NULL)
    kontor_woo_reply_unref (reply);
}

static KontorWooPage *
page_new (KontorWooShop *shop, const KontorWooStage *stage, KontorPullHow how, KontorWooReply *reply)
{
  KontorWooPage *self = g_new0 (KontorWooPage, 1);

  self->shop = kontor_woo_shop_ref (shop);
  self->stage = stage;
  self->how = how;
  self->reply = kontor_woo_reply_ref (reply);
  self->more = g_ptr_array_new_with_free_func (clear_reply);
  return self;
}

static void
page_free (gpointer data)
{
  KontorWooPage *self = data;

  kontor_woo_shop_unref (self->shop);
  kontor_woo_reply_unref (self->reply);
  g_ptr_array_unref (self->more);
  g_free (self);
}

static yyjson_val *
get_rows (const KontorWooPage *self)
{
  return kontor_woo_reply_get_root (self->reply);
}

static yyjson_val *
get_more (const KontorWooPage *self, gsize index)
{
  const KontorWooReply *reply = index < self->more->len ? g_ptr_array_index (self->more, index) : NULL;

  return reply != NULL ? kontor_woo_reply_get_root (reply) : NULL;
}

/* --- What belongs to the rows --- */

static guint
collect_refunds (yyjson_val *list, GString *ids)
{
  yyjson_val *order, *refund;
  gsize i, n, j, m;
  guint count = 0;

  yyjson_arr_foreach (list, i, n, order)
    yyjson_arr_foreach (yyjson_obj_get (order, "refunds"), j, m, refund) {
      g_autofree char *id = count < REFUNDS_AT_ONCE ? kontor_woo_dup_id (yyjson_obj_get (refund, "id")) : NULL;

      if (id != NULL && count++ < REFUNDS_AT_ONCE)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", id);
    }
  return count;
}

/* Older shops have no list of all refunds: then those orders are fetched one by one. */
static void
await_refunds (KontorWooPage *self, KontorWooClient *client)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  KontorWooReply *reply;

  if (collect_refunds (get_rows (self), ids) == 0)
    return;
  reply = dex_await_boxed (kontor_woo_client_get (client, "wc/v3/refunds", "include", ids->str, "per_page", "100", "dp", "6", NULL),
                           NULL);
  if (reply != NULL)
    g_ptr_array_add (self->more, reply);
}

static gboolean
await_notes_of (KontorWooPage *self, KontorWooClient *client, yyjson_val *order, GError **error)
{
  g_autofree char *id = kontor_woo_dup_id (yyjson_obj_get (order, "id"));
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%s/notes", id != NULL ? id : "0");
  g_autoptr (GError) failure = NULL;
  KontorWooReply *reply = dex_await_boxed (kontor_woo_client_get (client, path, NULL), &failure);

  g_ptr_array_add (self->more, reply);
  if (failure == NULL || g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The shop lists them by order alone. One after the other, so that there is a place for what somebody waits for. */
static gboolean
await_notes (KontorWooPage *self, KontorWooClient *client, GError **error)
{
  yyjson_val *order;
  gsize i, n;

  yyjson_arr_foreach (get_rows (self), i, n, order)
    if (!await_notes_of (self, client, order, error))
      return FALSE;
  return TRUE;
}

static gboolean
await_more (KontorWooPage *self, KontorWooClient *client, GError **error)
{
  if (self->how == KONTOR_PULL_IDS)
    return TRUE;
  if ((self->stage->flags & KONTOR_WOO_STAGE_NOTES) != 0)
    return await_notes (self, client, error);
  if (self->stage->entity == KONTOR_ENTITY_ORDER)
    await_refunds (self, client);
  if (self->stage->entity == KONTOR_ENTITY_PRODUCT)
    return kontor_woo_await_variations_of (client, get_rows (self), self->more, error);
  return TRUE;
}

/* --- On the worker --- */

static gboolean
has_all_refunds (yyjson_val *order, yyjson_val *refunds)
{
  yyjson_val *brief, *whole;
  gsize i, n, j, m;

  yyjson_arr_foreach (yyjson_obj_get (order, "refunds"), i, n, brief) {
    gint64 id = 0, other = 0;
    gboolean found = FALSE;

    kontor_json_get_int (yyjson_obj_get (brief, "id"), &id);
    yyjson_arr_foreach (refunds, j, m, whole)
      found |= kontor_json_get_int (yyjson_obj_get (whole, "id"), &other) && other == id;
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_order (const KontorWooPage *self, yyjson_val *object, KontorBatch *batch, GError **error)
{
  yyjson_val *refunds = get_more (self, 0);
  gboolean whole = has_all_refunds (object, refunds);
  gboolean sent = kontor_woo_has_fulfilments (object);

  if (!kontor_woo_read_order (&self->shop->store, object, &(KontorWooParts) { .refunds = whole ? refunds : NULL }, batch, error))
    return FALSE;
  if (!whole || sent)
    kontor_batch_add_fetch (batch, KONTOR_ENTITY_ORDER,
                            kontor_record_get_key (g_ptr_array_index (batch->rows, batch->rows->len - 1)));
  return TRUE;
}

static gboolean
read_object (const KontorWooPage *self, gsize index, yyjson_val *object, KontorBatch *batch, GError **error)
{
  if (self->how == KONTOR_PULL_IDS && self->stage->read != kontor_woo_read_brand)
    return kontor_woo_read_digest (self->stage->entity, object, batch, error);
  if ((self->stage->flags & KONTOR_WOO_STAGE_NOTES) != 0)
    return get_more (self, index) == NULL || kontor_woo_read_notes (object, get_more (self, index), batch, error);
  if (self->stage->entity == KONTOR_ENTITY_ORDER)
    return read_order (self, object, batch, error);
  return self->stage->read (&self->shop->store, object, batch, error);
}

static gboolean
read_rows (const KontorWooPage *self, KontorBatch *batch, GError **error)
{
  yyjson_val *list = get_rows (self), *object;
  gsize i, n;

  if (!yyjson_is_arr (list)) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop answered with something else than a list."));
    return FALSE;
  }
  yyjson_arr_foreach (list, i, n, object)
    if (!read_object (self, i, object, batch, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_variations (const KontorWooPage *self, KontorBatch *batch, GError **error)
{
  yyjson_val *object;
  gsize i, n;

  if (self->stage->entity != KONTOR_ENTITY_PRODUCT)
    return TRUE;
  for (guint j = 0; j < self->more->len; j++)
    yyjson_arr_foreach (get_more (self, j), i, n, object)
      if (!kontor_woo_read_variation (&self->shop->store, object, batch, error))
        return FALSE;
  return TRUE;
}

static DexFuture *
read_fiber (gpointer data)
{
  const KontorWooPage *self = data;
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  GError *error = NULL;

  if (!read_rows (self, batch, &error) || !read_variations (self, batch, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, g_steal_pointer (&batch));
}

KontorBatch *
kontor_woo_await_batch (KontorWooClient *client, KontorWooShop *shop, const KontorWooStage *stage, KontorPullHow how,
                        KontorWooReply *reply, GError **error)
{
  KontorWooPage *page = page_new (shop, stage, how, reply);

  if (!await_more (page, client, error)) {
    page_free (page);
    return NULL;
  }
  return dex_await_boxed (
      dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK, read_fiber, page, page_free), error);
}
