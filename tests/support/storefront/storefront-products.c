/* wc/v3/products */
#include "storefront-handlers.h"
#include "storefront-product-fields.h"

#include <string.h>

static gboolean
holds (const char *text, const char *part)
{
  g_autofree char *folded = storefront_text_fold (text != NULL ? text : "");
  g_autofree char *wanted = storefront_text_fold (part);

  return strstr (folded, wanted) != NULL;
}

static gboolean
has_sku (StorefrontRequest *request, StorefrontObject *object)
{
  g_auto (GStrv) skus = g_strsplit (storefront_request_get (request, "sku"), ",", -1);

  for (guint i = 0; skus[i] != NULL; i++) {
    g_autofree char *folded = storefront_text_fold (g_strstrip (skus[i]));

    if (g_strcmp0 (object->key, folded) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_in_category (JsonDoc *doc, const char *category)
{
  return json_find (json_get (yyjson_mut_doc_get_root (doc), "categories"), g_ascii_strtoll (category, NULL, 10)) !=
         NULL;
}

static gboolean
is_wanted (StorefrontRequest *request, StorefrontObject *object)
{
  const char *type = storefront_request_get (request, "type");
  const char *category = storefront_request_get (request, "category");
  const char *search = storefront_request_get (request, "search");
  const char *search_sku = storefront_request_get (request, "search_sku");
  const char *stock_status = storefront_request_get (request, "stock_status");
  g_autoptr (JsonDoc) doc = NULL;
  Json *root;

  if (storefront_request_get (request, "sku") != NULL && !has_sku (request, object))
    return FALSE;
  if (search_sku != NULL && !holds (object->key, search_sku))
    return FALSE;
  if (type == NULL && category == NULL && search == NULL && stock_status == NULL)
    return TRUE;
  doc = storefront_load (object);
  root = yyjson_mut_doc_get_root (doc);
  return (type == NULL || g_str_equal (json_text (root, "type"), type)) &&
         (category == NULL || is_in_category (doc, category)) &&
         (search == NULL || holds (json_text (root, "name"), search)) &&
         (stock_status == NULL || g_str_equal (json_text (root, "stock_status"), stock_status));
}

/* A look-up by SKU finds variations too. */
static void
answer_skus (StorefrontRequest *request)
{
  static const StorefrontKind kinds[] = { STOREFRONT_PRODUCT, STOREFRONT_VARIATION };
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *total = NULL;
  gboolean from_trash = g_strcmp0 (storefront_request_get (request, "status"), "trash") == 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    GPtrArray *all = storefront_get_all (request->shop, kinds[i]);

    for (guint j = 0; j < all->len; j++) {
      StorefrontObject *object = g_ptr_array_index (all, j);

      if ((g_strcmp0 (object->status, "trash") == 0) == from_trash && is_wanted (request, object))
        g_ptr_array_add (found, object);
    }
  }
  total = g_strdup_printf ("%u", found->len);
  soup_message_headers_replace (request->more, "X-WP-Total", total);
  soup_message_headers_replace (request->more, "X-WP-TotalPages", found->len > 0 ? "1" : "0");
  storefront_answer_array (request, found);
}

void
storefront_list_products (StorefrontRequest *request)
{
  if (g_strcmp0 (storefront_request_get (request, "type"), "variation") == 0)
    storefront_fail_parameter (request, "type", "rest_not_in_enum",
                               "type is not one of simple, grouped, external, and variable.");
  else if (storefront_request_get (request, "sku") != NULL || storefront_request_get (request, "search_sku") != NULL)
    answer_skus (request);
  else
    storefront_answer_list (request, STOREFRONT_PRODUCT, is_wanted);
}

static StorefrontObject *
find_product (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_PRODUCT, request->ids[0]);

  if (object == NULL && g_str_equal (request->method, "GET"))
    object = storefront_find (request->shop, STOREFRONT_VARIATION, request->ids[0]);
  if (object == NULL && storefront_find (request->shop, STOREFRONT_VARIATION, request->ids[0]) != NULL)
    storefront_fail (request, 404, "woocommerce_rest_invalid_product_id",
                     "To manipulate product variations you should use the "
                     "/products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.");
  else if (object == NULL)
    storefront_fail (request, storefront_is_update (request) ? 400 : 404, "woocommerce_rest_product_invalid_id",
                     "Invalid ID.");
  return object;
}

void
storefront_get_product (StorefrontRequest *request)
{
  StorefrontObject *object = find_product (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

static void
put_attributes (JsonDoc *doc, yyjson_val *attributes)
{
  Json *list = attributes != NULL ? json_put_list (doc, yyjson_mut_doc_get_root (doc), "attributes") : NULL;
  size_t at, n;
  yyjson_val *each;

  yyjson_arr_foreach (attributes, at, n, each) {
    Json *kept = json_append (doc, list);
    const char *name = json_body_text (each, "name");

    json_put_int (doc, kept, "id", json_body_int (each, "id"));
    json_put_text (doc, kept, "name", name != NULL ? name : "");
    json_put_text (doc, kept, "slug", name != NULL ? name : "");
    json_put_int (doc, kept, "position", json_body_int (each, "position"));
    json_put_bool (doc, kept, "visible", yyjson_is_true (yyjson_obj_get (each, "visible")));
    json_put_bool (doc, kept, "variation", yyjson_is_true (yyjson_obj_get (each, "variation")));
    json_put (doc, kept, "options", yyjson_val_mut_copy (doc, yyjson_obj_get (each, "options")));
  }
}

/* FALSE after a failure */
static gboolean
take_body (StorefrontRequest *request, JsonDoc *doc, gint64 id)
{
  if (!storefront_take_product_fields (request, doc, id) ||
      !storefront_set_images (request, doc, yyjson_obj_get (request->body, "images")))
    return FALSE;
  put_attributes (doc, yyjson_obj_get (request->body, "attributes"));
  storefront_set_terms (request->shop, doc, "categories", STOREFRONT_CATEGORY,
                        yyjson_obj_get (request->body, "categories"));
  storefront_set_terms (request->shop, doc, "tags", STOREFRONT_TAG, yyjson_obj_get (request->body, "tags"));
  storefront_set_terms (request->shop, doc, "brands", STOREFRONT_BRAND, yyjson_obj_get (request->body, "brands"));
  if (g_str_equal (json_text (yyjson_mut_doc_get_root (doc), "type"), "variable") &&
      json_length (json_get (yyjson_mut_doc_get_root (doc), "variations")) == 0)
    json_put_text (doc, yyjson_mut_doc_get_root (doc), "stock_status", "outofstock");
  storefront_touch (request->shop, doc);
  return TRUE;
}

static void
put_address (KontorStorefront *shop, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *slug = storefront_text_slug (json_text (root, "name"));
  g_autofree char *address = NULL;

  if (*json_text (root, "slug") == '\0')
    json_put_text (doc, root, "slug", slug);
  address = g_strdup_printf ("%s/product/%s/", shop->address, json_text (root, "slug"));
  json_put_text (doc, root, "permalink", address);
}

void
storefront_create_product (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc = json_parse (STOREFRONT_NEW_PRODUCT);
  Json *root = yyjson_mut_doc_get_root (doc);

  storefront_stamp (request->shop, doc, root, "date_created", kontor_storefront_get_now (request->shop));
  if (!take_body (request, doc, 0))
    return;
  put_address (request->shop, doc);
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201, storefront_add (request->shop, STOREFRONT_PRODUCT, 0, doc));
}

void
storefront_update_product (StorefrontRequest *request)
{
  StorefrontObject *object = find_product (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;

  if (object == NULL || !take_body (request, doc, object->id))
    return;
  storefront_save (request->shop, object, doc);
  if (json_length (json_get (yyjson_mut_doc_get_root (doc), "variations")) > 0)
    storefront_sync_parent (request->shop, object->id);
  storefront_answer_one (request, 200, object);
}

static void
remove_variations (KontorStorefront *shop, gint64 product)
{
  GPtrArray *all = storefront_get_all (shop, STOREFRONT_VARIATION);

  for (guint i = all->len; i > 0; i--) {
    StorefrontObject *object = g_ptr_array_index (all, i - 1);

    if (object->parent == product)
      storefront_remove (shop, object);
  }
}

void
storefront_delete_product (StorefrontRequest *request)
{
  StorefrontObject *object = find_product (request);
  gint64 id = request->ids[0];

  if (object == NULL)
    return;
  storefront_delete_object (request, object, "product");
  if (storefront_find (request->shop, STOREFRONT_PRODUCT, id) == NULL)
    remove_variations (request->shop, id);
}

void
storefront_batch_products (StorefrontRequest *request)
{
  storefront_batch (request, storefront_create_product, storefront_update_product, storefront_delete_product);
}
