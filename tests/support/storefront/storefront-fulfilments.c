/* orders/#/fulfillments, WooCommerce's own, and orders/#/shipment-trackings, a plugin's: where the shop has them. */
#include "storefront-handlers.h"
#include "storefront-orders.h"

#include <string.h>

static gboolean
is_there (StorefrontRequest *request, gboolean is_on)
{
  if (!is_on)
    storefront_fail (request, 404, "rest_no_route", "No route was found matching the URL and request method.");
  return is_on && storefront_find_order (request) != NULL;
}

static gboolean
has_fulfilments (StorefrontRequest *request)
{
  return is_there (request, request->shop->options.fulfilments);
}

static gboolean
has_trackings (StorefrontRequest *request)
{
  return is_there (request, request->shop->options.shipment_tracking);
}

static void
answer_of_order (StorefrontRequest *request, StorefrontKind kind)
{
  GPtrArray *all = storefront_get_all (request->shop, kind);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (((StorefrontObject *) g_ptr_array_index (all, i))->parent == request->ids[0])
      g_ptr_array_add (found, g_ptr_array_index (all, i));
  storefront_answer_array (request, found);
}

static StorefrontObject *
find_of_order (StorefrontRequest *request, StorefrontKind kind, gint64 id)
{
  StorefrontObject *object = storefront_find (request->shop, kind, id);

  if (object != NULL && object->parent == request->ids[0])
    return object;
  storefront_fail_with (request, 404, "woocommerce_rest_invalid_id", "Fulfillment not found.", NULL);
  return NULL;
}

void
storefront_list_fulfilments (StorefrontRequest *request)
{
  if (has_fulfilments (request))
    answer_of_order (request, STOREFRONT_FULFILMENT);
}

void
storefront_get_fulfilment (StorefrontRequest *request)
{
  StorefrontObject *object =
      has_fulfilments (request) ? find_of_order (request, STOREFRONT_FULFILMENT, request->ids[1]) : NULL;

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

/* An entry without an id is not seen at all. */
static gboolean
has_items (yyjson_val *meta)
{
  size_t at, n;
  yyjson_val *entry;

  yyjson_arr_foreach (meta, at, n, entry) {
    if (yyjson_obj_get (entry, "id") != NULL && g_strcmp0 (json_body_text (entry, "key"), "_items") == 0 &&
        yyjson_arr_size (yyjson_obj_get (entry, "value")) > 0)
      return TRUE;
  }
  return FALSE;
}

static char *
local_time (KontorStorefront *shop)
{
  char *text = storefront_format_time (shop, kontor_storefront_get_now (shop), FALSE);

  return g_strdelimit (text, "T", ' ');
}

/* All of its metadata is replaced. FALSE after a failure */
static gboolean
take_fulfilment (StorefrontRequest *request, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  yyjson_val *meta = yyjson_obj_get (request->body, "meta_data");
  const char *status = json_body_text (request->body, "status");
  g_autofree char *now = local_time (request->shop);

  if (!has_items (meta)) {
    storefront_reply_text (
        request, 400,
        "{\"code\":0,\"message\":\"The fulfillment should contain at least one item.\",\"data\":{\"status\":400}}");
    return FALSE;
  }
  if (status != NULL)
    json_put_text (doc, root, "status", status);
  json_put_bool (doc, root, "is_fulfilled", g_str_equal (json_text (root, "status"), "fulfilled"));
  json_put_text (doc, root, "date_updated", now);
  json_put_list (doc, root, "meta_data");
  storefront_merge_meta (request->shop, doc, root, meta, FALSE);
  if (json_true (root, "is_fulfilled"))
    storefront_set_meta (request->shop, doc, root, "_date_fulfilled", now, FALSE);
  return TRUE;
}

static void
mark_order (StorefrontRequest *request)
{
  StorefrontObject *order = storefront_find (request->shop, STOREFRONT_ORDER, request->ids[0]);
  g_autoptr (JsonDoc) doc = storefront_load (order);

  storefront_set_meta (request->shop, doc, yyjson_mut_doc_get_root (doc), "_fulfillment_status", "partially_fulfilled",
                       FALSE);
  storefront_touch (request->shop, doc);
  storefront_save (request->shop, order, doc);
}

void
storefront_create_fulfilment (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc =
      json_parse ("{\"id\":0,\"entity_type\":\"WC_Order\",\"entity_id\":\"\",\"is_fulfilled\":false,"
                  "\"status\":\"unfulfilled\",\"date_updated\":\"\",\"meta_data\":[]}");
  g_autofree char *order = g_strdup_printf ("%" G_GINT64_FORMAT, request->ids[0]);

  if (!has_fulfilments (request) || !take_fulfilment (request, doc))
    return;
  json_put_text (doc, yyjson_mut_doc_get_root (doc), "entity_id", order);
  mark_order (request);
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201, storefront_add (request->shop, STOREFRONT_FULFILMENT, request->ids[0], doc));
}

void
storefront_update_fulfilment (StorefrontRequest *request)
{
  StorefrontObject *object =
      has_fulfilments (request) ? find_of_order (request, STOREFRONT_FULFILMENT, request->ids[1]) : NULL;
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;

  if (object == NULL || !take_fulfilment (request, doc))
    return;
  storefront_save (request->shop, object, doc);
  storefront_answer_one (request, 200, object);
}

void
storefront_delete_fulfilment (StorefrontRequest *request)
{
  StorefrontObject *object =
      has_fulfilments (request) ? find_of_order (request, STOREFRONT_FULFILMENT, request->ids[1]) : NULL;

  if (object == NULL)
    return;
  storefront_remove (request->shop, object);
  storefront_reply_text (request, 200, "{\"message\":\"Fulfillment deleted successfully.\"}");
}

void
storefront_list_trackings (StorefrontRequest *request)
{
  if (has_trackings (request))
    answer_of_order (request, STOREFRONT_TRACKING);
}

static StorefrontObject *
find_tracking (StorefrontRequest *request)
{
  GPtrArray *all = storefront_get_all (request->shop, STOREFRONT_TRACKING);
  g_autofree char *needle = g_strdup_printf ("\"tracking_id\":\"%s\"", request->word);

  for (guint i = 0; i < all->len; i++) {
    StorefrontObject *object = g_ptr_array_index (all, i);

    if (object->parent == request->ids[0] && strstr (object->json, needle) != NULL)
      return object;
  }
  storefront_fail (request, 404, "woocommerce_rest_order_shipment_tracking_invalid_id",
                   "Invalid shipment tracking ID.");
  return NULL;
}

void
storefront_get_tracking (StorefrontRequest *request)
{
  StorefrontObject *object = has_trackings (request) ? find_tracking (request) : NULL;

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

void
storefront_create_tracking (StorefrontRequest *request)
{
  static const char *const names[] = { "tracking_provider", "tracking_number", "date_shipped" };
  g_autoptr (JsonDoc) doc =
      json_parse ("{\"id\":0,\"tracking_id\":\"\",\"tracking_provider\":\"\",\"tracking_link\":\"\","
                  "\"tracking_number\":\"\",\"date_shipped\":\"\"}");
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *id = NULL;
  g_autofree char *now = NULL;

  if (!has_trackings (request))
    return;
  id = g_strdup_printf ("%08x%08x", g_rand_int (request->shop->random), g_rand_int (request->shop->random));
  now = storefront_format_time (request->shop, kontor_storefront_get_now (request->shop), FALSE);
  now[10] = '\0';
  json_put_text (doc, root, "tracking_id", id);
  json_put_text (doc, root, "date_shipped", now);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_body_text (request->body, names[i]) != NULL)
      json_put_text (doc, root, names[i], json_body_text (request->body, names[i]));
  if (json_body_text (request->body, "custom_tracking_link") != NULL)
    json_put_text (doc, root, "tracking_link", json_body_text (request->body, "custom_tracking_link"));
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201, storefront_add (request->shop, STOREFRONT_TRACKING, request->ids[0], doc));
}

void
storefront_delete_tracking (StorefrontRequest *request)
{
  StorefrontObject *object = has_trackings (request) ? find_tracking (request) : NULL;

  if (object == NULL)
    return;
  storefront_answer_one (request, 200, object);
  storefront_remove (request->shop, object);
}
