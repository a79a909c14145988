#include <string.h>

#include "kontor-error.h"
#include "kontor-medusa-changes.h"
#include "kontor-medusa-connector-private.h"
#include "kontor-medusa-mapping.h"
#include "kontor-medusa-settings.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorMedusaConnector *connector;
  KontorMedusaClient *client;
  KontorMedusaShop *shop;
  KontorEntity entity;
  GStrv ids;
  KontorBatch *batch;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_pointer (&self->shop, kontor_medusa_shop_unref);
  g_clear_pointer (&self->batch, kontor_batch_unref);
  g_object_unref (self->connector);
  g_strfreev (self->ids);
  g_free (self);
}

/** Where objects are read one by one; what begins an id says which of a table's places it is. */
typedef struct {
  KontorEntity entity;
  const char *prefix;
  const char *path;
  const char *member;
  gboolean (*read) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
} Place;

static const Place places[] = {
  { KONTOR_ENTITY_CATEGORY, "", "admin/product-categories/", "product_category", kontor_medusa_read_category },
  { KONTOR_ENTITY_TAG, "pcol_", "admin/collections/", "collection", kontor_medusa_read_tag },
  { KONTOR_ENTITY_TAG, "ptyp_", "admin/product-types/", "product_type", kontor_medusa_read_tag },
  { KONTOR_ENTITY_TAG, "", "admin/product-tags/", "product_tag", kontor_medusa_read_tag },
  { KONTOR_ENTITY_PRODUCT, "", "admin/products/", "product", kontor_medusa_read_product },
  { KONTOR_ENTITY_VARIANT, "", "admin/product-variants", "variants", kontor_medusa_read_variant },
  { KONTOR_ENTITY_CUSTOMER, "", "admin/customers/", "customer", kontor_medusa_read_customer },
  { KONTOR_ENTITY_DISCOUNT, "", "admin/promotions/", "promotion", kontor_medusa_read_promotion },
  { KONTOR_ENTITY_ORDER, "", "admin/orders/", "order", kontor_medusa_read_order },
};

static const Place *
find_place (KontorEntity entity, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].entity == entity && g_str_has_prefix (id, places[i].prefix))
      return &places[i];
  return NULL;
}

/* An id of ours is letters, digits and lines; anything else would change the address that is asked. */
static gboolean
is_id (const char *id)
{
  for (const char *c = id; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != '-')
      return FALSE;
  return *id != '\0';
}

static DexFuture *
begin_one (Fetch *self, const char *id)
{
  const Place *place = find_place (self->entity, id);
  const char *fields = kontor_medusa_get_fields (self->entity);

  /* A variant without its product's id is found in the list of all. */
  if (self->entity == KONTOR_ENTITY_VARIANT)
    return kontor_medusa_client_get (self->client, "%s?id=%s&limit=2&fields=%s", place->path, id, fields);
  return kontor_medusa_client_get (self->client, "%s%s%s%s", place->path, id, fields != NULL ? "?fields=" : "",
                                   fields != NULL ? fields : "");
}

static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
}

/* A filter that the shop does not know it passes over: what it answers must be what was asked for. */
static yyjson_val *
pick (const Place *place, const char *id, const KontorMedusaReply *reply)
{
  yyjson_val *object = kontor_medusa_reply_get (reply, place->member), *item;
  gsize i, n;

  if (!yyjson_is_arr (object))
    return yyjson_equals_str (yyjson_obj_get (object, "id"), id) ? object : NULL;
  yyjson_arr_foreach (object, i, n, item)
    if (yyjson_equals_str (yyjson_obj_get (item, "id"), id))
      return item;
  return NULL;
}

static gboolean
await_one (Fetch *self, const char *id, DexFuture *asked, GError **error)
{
  const Place *place = find_place (self->entity, id);
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorMedusaReply) reply = dex_await_boxed (asked, &failure);
  yyjson_val *object = reply != NULL ? pick (place, id, reply) : NULL;

  if (object != NULL)
    return place->read (&self->shop->store, object, self->batch, error);
  if (is_gone (failure) || (reply != NULL && yyjson_arr_size (kontor_medusa_reply_get (reply, place->member)) == 0 &&
                            yyjson_is_arr (kontor_medusa_reply_get (reply, place->member)))) {
    kontor_batch_add_gone (self->batch, self->entity, id);
    return TRUE;
  }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, "the shop answered with something else than “%s”", id);
  return FALSE;
}

static gboolean
await_all (Fetch *self, GError **error)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (dex_unref);
  guint next = 0;

  for (guint i = 0; self->ids[i] != NULL; i++)
    if (is_id (self->ids[i]))
      g_ptr_array_add (asked, begin_one (self, self->ids[i]));
    else
      kontor_batch_add_gone (self->batch, self->entity, self->ids[i]);
  for (guint i = 0; self->ids[i] != NULL; i++)
    if (is_id (self->ids[i]) && !await_one (self, self->ids[i], dex_ref (g_ptr_array_index (asked, next++)), error))
      return FALSE;
  return TRUE;
}

/* Settings come by their lists alone. */
static gboolean
await_settings (Fetch *self, GError **error)
{
  g_autoptr (KontorBatch) all = kontor_medusa_await_settings (self->client, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; self->ids[i] != NULL; i++) {
    gboolean found = FALSE;

    for (guint j = 0; !found && j < all->rows->len; j++)
      if (g_str_equal (kontor_record_get_key (g_ptr_array_index (all->rows, j)), self->ids[i])) {
        kontor_batch_take_row (self->batch, kontor_record_ref (g_ptr_array_index (all->rows, j)));
        found = TRUE;
      }
    if (!found)
      kontor_batch_add_gone (self->batch, self->entity, self->ids[i]);
  }
  return TRUE;
}

static gboolean
await_parts (Fetch *self, GError **error)
{
  return kontor_medusa_await_changes (self->client, self->shop, self->batch, error) &&
         kontor_medusa_await_edits (self->client, self->shop, self->batch, error);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetch *self = data;
  GError *error = NULL;

  self->shop = kontor_medusa_connector_await_shop (self->connector, &error);
  if (self->shop == NULL)
    return dex_future_new_for_error (error);
  self->batch = kontor_batch_new ();
  if (self->entity == KONTOR_ENTITY_SETTING ? !await_settings (self, &error) : !await_all (self, &error))
    return dex_future_new_for_error (error);
  if (self->entity == KONTOR_ENTITY_ORDER && !await_parts (self, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, g_steal_pointer (&self->batch));
}

DexFuture *
kontor_medusa_fetch (KontorMedusaConnector *connector, KontorEntity entity, const char *const *ids)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->connector = g_object_ref (connector);
  self->client = kontor_medusa_connector_get_client (connector);
  self->entity = entity;
  self->ids = g_strdupv ((GStrv) ids);
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, fetch_fiber, self, fetch_free);
}
