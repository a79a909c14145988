#include <string.h>

#include "kontor-error.h"
#include "kontor-woo-connector-private.h"
#include "kontor-woo-plan.h"
#include "kontor-woo-variations.h"

#define FIBER_STACK (256 * 1024)

/** What belongs to one order. */
typedef struct {
  DexFuture *refunds;
  DexFuture *notes;
  DexFuture *fulfilments;
} Parts;

typedef struct {
  KontorWooConnector *connector;
  KontorEntity entity;
  GStrv ids;
  /* In progress */
  KontorWooClient *client;
  KontorWooShop *shop;
  KontorBatch *batch;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *self = data;

  g_clear_pointer (&self->shop, kontor_woo_shop_unref);
  g_clear_pointer (&self->batch, kontor_batch_unref);
  g_object_unref (self->connector);
  g_strfreev (self->ids);
  g_free (self);
}

static gboolean
is_gone (const GError *failure)
{
  return g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
}

/* --- Orders --- */

static DexFuture *
begin_part (Fetch *self, const char *id, const char *part)
{
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%s/%s", id, part);

  return kontor_woo_client_ask (self->client, &(KontorWooRequest) { .method = "GET", .path = path });
}

static void
parts_clear (Parts *self)
{
  dex_clear (&self->refunds);
  dex_clear (&self->notes);
  dex_clear (&self->fulfilments);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static void
parts_begin (Parts *self, Fetch *fetch, const char *id, yyjson_val *order)
{
  self->notes = begin_part (fetch, id, "notes");
  if (kontor_woo_has_refunds (order))
    self->refunds = begin_part (fetch, id, "refunds?per_page=100&dp=6");
  if (kontor_woo_has_fulfilments (order))
    self->fulfilments = begin_part (fetch, id, "fulfillments");
}

/** (nullable): NULL where it was not asked; what cannot be read stays unknown. */
static KontorWooReply *
await_part (DexFuture **future)
{
  return *future != NULL ? dex_await_boxed (g_steal_pointer (future), NULL) : NULL;
}

static yyjson_val *
get_root (KontorWooReply *reply)
{
  return reply != NULL ? kontor_woo_reply_get_root (reply) : NULL;
}

static gboolean
await_order (Fetch *self, yyjson_val *order, GError **error)
{
  g_auto (Parts) parts = { NULL };
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (order, "id"));
  g_autoptr (KontorWooReply) refunds = NULL, notes = NULL, fulfilments = NULL;

  parts_begin (&parts, self, id != NULL ? id : "0", order);
  refunds = await_part (&parts.refunds);
  notes = await_part (&parts.notes);
  fulfilments = await_part (&parts.fulfilments);
  return kontor_woo_read_order (&self->shop->store, order,
                                &(KontorWooParts) { get_root (refunds), get_root (notes), get_root (fulfilments) },
                                self->batch, error);
}

/* --- Products --- */

static gboolean
await_product (Fetch *self, yyjson_val *product, GError **error)
{
  g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_woo_reply_unref);
  yyjson_val *object;
  gsize i, n;

  if (!kontor_woo_read_product (&self->shop->store, product, self->batch, error))
    return FALSE;
  if (!kontor_woo_await_variations_of (self->client, product, replies, error))
    return FALSE;
  for (guint j = 0; j < replies->len; j++)
    yyjson_arr_foreach (kontor_woo_reply_get_root (g_ptr_array_index (replies, j)), i, n, object)
      if (!kontor_woo_read_variation (&self->shop->store, object, self->batch, error))
        return FALSE;
  return TRUE;
}

/* --- Each by its number --- */

typedef gboolean (*ReadFunc) (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

/** Where objects of an entity are read. */
static const struct {
  const char *path;
  const char *query;
  ReadFunc read;
} places[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_CATEGORY] = { "wc/v3/products/categories/", "?context=edit", kontor_woo_read_category },
  [KONTOR_ENTITY_TAG] = { "wc/v3/products/tags/", "?context=edit", kontor_woo_read_tag },
  [KONTOR_ENTITY_PRODUCT] = { "wc/v3/products/", "?context=edit", NULL },
  [KONTOR_ENTITY_VARIANT] = { "wc/v3/products/", "?context=edit", kontor_woo_read_product },
  [KONTOR_ENTITY_CUSTOMER] = { "wc/v3/customers/", "?context=edit", kontor_woo_read_customer },
  [KONTOR_ENTITY_DISCOUNT] = { "wc/v3/coupons/", "?context=edit", kontor_woo_read_coupon },
  [KONTOR_ENTITY_ORDER] = { "wc/v3/orders/", "?dp=6", NULL },
};

static char *
make_path (const Fetch *self, const char *id)
{
  if (g_str_has_prefix (id, KONTOR_WOO_BRAND))
    return g_strconcat ("wc/v3/products/brands/", id + strlen (KONTOR_WOO_BRAND), NULL);
  return g_strconcat (places[self->entity].path, id, places[self->entity].query, NULL);
}

static gboolean
await_object (Fetch *self, const char *id, yyjson_val *object, GError **error)
{
  if (self->entity == KONTOR_ENTITY_ORDER)
    return await_order (self, object, error);
  if (self->entity == KONTOR_ENTITY_PRODUCT)
    return await_product (self, object, error);
  if (g_str_has_prefix (id, KONTOR_WOO_BRAND))
    return kontor_woo_read_brand (&self->shop->store, object, self->batch, error);
  return places[self->entity].read (&self->shop->store, object, self->batch, error);
}

static gboolean
is_number (const char *id)
{
  return *id != '\0' && strspn (id, "0123456789") == strlen (id);
}

/* Somebody without an account is known by their orders; what is not listed any more may still be there. */
static void
keep_guest (Fetch *self, const char *id)
{
  KontorRecord *guest = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));

  kontor_record_set_key (guest, id);
  kontor_record_set_text (guest, KONTOR_CUSTOMER_KIND, "guest");
  kontor_batch_take_row (self->batch, guest);
}

static gboolean
await_one (Fetch *self, const char *id, DexFuture *asked, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorWooReply) reply = dex_await_boxed (asked, &failure);

  if (reply != NULL)
    return await_object (self, id, kontor_woo_reply_get_root (reply), error);
  if (is_gone (failure)) {
    kontor_batch_add_gone (self->batch, self->entity, id);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/** (nullable): NULL for what the shop has no number of. */
static DexFuture *
begin_one (Fetch *self, const char *id)
{
  g_autofree char *path = NULL;

  if (!is_number (id) && !g_str_has_prefix (id, KONTOR_WOO_BRAND))
    return NULL;
  path = make_path (self, id);
  return kontor_woo_client_ask (self->client, &(KontorWooRequest) { .method = "GET", .path = path });
}

static void
skip (Fetch *self, const char *id)
{
  if (self->entity == KONTOR_ENTITY_CUSTOMER && g_str_has_prefix (id, KONTOR_WOO_GUEST))
    keep_guest (self, id);
  else
    kontor_batch_add_gone (self->batch, self->entity, id);
}

static gboolean
await_all (Fetch *self, GError **error)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (dex_unref);
  guint next = 0;

  for (guint i = 0; self->ids[i] != NULL; i++) {
    DexFuture *future = begin_one (self, self->ids[i]);

    if (future != NULL)
      g_ptr_array_add (asked, future);
    else
      skip (self, self->ids[i]);
  }
  for (guint i = 0; self->ids[i] != NULL; i++)
    if ((is_number (self->ids[i]) || g_str_has_prefix (self->ids[i], KONTOR_WOO_BRAND)) &&
        !await_one (self, self->ids[i], dex_ref (g_ptr_array_index (asked, next++)), error))
      return FALSE;
  return TRUE;
}

/* --- Settings, which come by their lists alone --- */

static gboolean
await_settings (Fetch *self, GError **error)
{
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  while (more) {
    g_autoptr (KontorBatch) page = kontor_woo_await_settings (self->connector, cursor, error);

    if (page == NULL)
      return FALSE;
    for (guint i = 0; i < page->rows->len; i++)
      if (g_strv_contains ((const char *const *) self->ids, kontor_record_get_key (g_ptr_array_index (page->rows, i))))
        kontor_batch_take_row (self->batch, kontor_record_ref (g_ptr_array_index (page->rows, i)));
    g_set_str (&cursor, page->cursor);
    more = page->more;
  }
  return TRUE;
}

static void
add_missing (Fetch *self)
{
  for (guint i = 0; self->ids[i] != NULL; i++) {
    gboolean found = FALSE;

    for (guint j = 0; j < self->batch->rows->len; j++)
      found |= g_strcmp0 (kontor_record_get_key (g_ptr_array_index (self->batch->rows, j)), self->ids[i]) == 0;
    if (!found)
      kontor_batch_add_gone (self->batch, self->entity, self->ids[i]);
  }
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetch *self = data;
  GError *error = NULL;
  gboolean done;

  self->client = kontor_woo_connector_get_client (self->connector);
  self->shop = kontor_woo_connector_await_shop (self->connector, &error);
  if (self->shop == NULL)
    return dex_future_new_for_error (error);
  self->batch = kontor_batch_new ();
  done = self->entity == KONTOR_ENTITY_SETTING ? await_settings (self, &error) : await_all (self, &error);
  if (!done)
    return dex_future_new_for_error (error);
  if (self->entity == KONTOR_ENTITY_SETTING)
    add_missing (self);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, g_steal_pointer (&self->batch));
}

DexFuture *
kontor_woo_fetch (KontorWooConnector *connector, KontorEntity entity, const char *const *ids)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->connector = g_object_ref (connector);
  self->entity = entity;
  self->ids = g_strdupv ((GStrv) ids);
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, fetch_fiber, self, fetch_free);
}
