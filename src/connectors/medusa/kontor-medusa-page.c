#include "kontor-medusa-page.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorMedusaShop *shop;
  const KontorMedusaStage *stage;
  KontorPullHow how;
  gint64 since;
  KontorMedusaReply *reply;
} Page;

static void
page_free (gpointer data)
{
  Page *self = data;

  kontor_medusa_shop_unref (self->shop);
  kontor_medusa_reply_unref (self->reply);
  g_free (self);
}

static void
add_fetch (KontorBatch *batch, KontorEntity entity, const char *id)
{
  for (guint i = 0; id != NULL && i < batch->fetch->len; i++) {
    const KontorRemoteRef *ref = g_ptr_array_index (batch->fetch, i);

    if (ref->entity == entity && g_str_equal (ref->remote_id, id))
      return;
  }
  if (id != NULL)
    kontor_batch_add_fetch (batch, entity, id);
}

/* A payment that moved: its order has to be read. */
static void
read_pointer (yyjson_val *object, KontorBatch *batch)
{
  yyjson_val *order = yyjson_obj_get (yyjson_obj_get (object, "payment_collection"), "order");
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (order, "id"));

  add_fetch (batch, KONTOR_ENTITY_ORDER, id);
}

/* When the stock last changed anywhere; 0 where there is none. */
static gint64
get_stock_time (yyjson_val *object)
{
  yyjson_val *level;
  gint64 latest = 0;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (object, "location_levels"), i, n, level) {
    g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (level, "updated_at"));

    latest = MAX (latest, kontor_mapping_read_time (text));
  }
  return latest;
}

static void
read_stock (const Page *self, yyjson_val *object, KontorBatch *batch)
{
  yyjson_val *variant;
  gsize i, n;

  if (get_stock_time (object) < self->since)
    return;
  yyjson_arr_foreach (yyjson_obj_get (object, "variants"), i, n, variant) {
    g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (variant, "id"));

    add_fetch (batch, KONTOR_ENTITY_VARIANT, id);
  }
}

static gboolean
read_row (const Page *self, yyjson_val *object, KontorBatch *batch, GError **error)
{
  if ((self->stage->flags & KONTOR_MEDUSA_WALK_POINTS) != 0) {
    read_pointer (object, batch);
    return TRUE;
  }
  if ((self->stage->flags & KONTOR_MEDUSA_WALK_STOCK) != 0) {
    read_stock (self, object, batch);
    return TRUE;
  }
  if (self->how == KONTOR_PULL_IDS)
    return kontor_medusa_read_digest (self->stage->entity, object, batch, error);
  return self->stage->read (&self->shop->store, object, batch, error);
}

static DexFuture *
read_fiber (gpointer data)
{
  const Page *self = data;
  yyjson_val *list = kontor_medusa_reply_get (self->reply, self->stage->list), *object;
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  GError *error = NULL;
  gsize i, n;

  if (!yyjson_is_arr (list))
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, "%s", _("The shop answered with something else than a list."));
  yyjson_arr_foreach (list, i, n, object)
    if (!read_row (self, object, batch, &error))
      return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, g_steal_pointer (&batch));
}

KontorBatch *
kontor_medusa_await_batch (KontorMedusaShop *shop, const KontorMedusaWalk *walk, KontorMedusaReply *reply, GError **error)
{
  Page *page = g_new0 (Page, 1);

  page->shop = kontor_medusa_shop_ref (shop);
  page->stage = kontor_medusa_walk_get_stage (walk);
  page->how = walk->how;
  page->since = walk->cursor.since;
  page->reply = kontor_medusa_reply_ref (reply);
  return dex_await_boxed (
      dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK, read_fiber, page, page_free), error);
}

gboolean
kontor_medusa_ends_stock (const KontorMedusaWalk *walk, const KontorMedusaReply *reply)
{
  yyjson_val *list = kontor_medusa_reply_get (reply, kontor_medusa_walk_get_stage (walk)->list);
  gint64 last = get_stock_time (yyjson_arr_get_last (list));

  return (kontor_medusa_walk_get_stage (walk)->flags & KONTOR_MEDUSA_WALK_STOCK) != 0 && last != 0 && last < walk->cursor.since;
}
