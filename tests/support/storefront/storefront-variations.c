/* wc/v3/products/#/variations and wc/v3/variations */
#include "storefront-handlers.h"
#include "storefront-product-fields.h"

static gboolean
is_of_product (StorefrontRequest *request, StorefrontObject *object)
{
  return object->parent == request->ids[0];
}

void
storefront_list_variations (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_VARIATION, is_of_product);
}

void
storefront_list_all_variations (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_VARIATION, NULL);
}

static StorefrontObject *
find_variation (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_VARIATION, request->ids[1]);

  if (object == NULL || object->parent != request->ids[0]) {
    storefront_fail (request, 404, "woocommerce_rest_product_variation_invalid_id",
                     "Invalid ID.");
    return NULL;
  }
  return object;
}

void
storefront_get_variation (StorefrontRequest *request)
{
  StorefrontObject *object = find_variation (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

static void
name_attribute (JsonDoc *doc, Json *attribute)
{
  g_autofree char *slug = storefront_text_slug (json_text (attribute, "name"));

  if (json_get (attribute, "id") == NULL)
    json_put_int (doc, attribute, "id", 0);
  if (json_get (attribute, "slug") == NULL)
    json_put_text (doc, attribute, "slug", slug);
}

/* "Name - Red, Large" is the order line's; the variation's own name is its options. */
static void
put_options (StorefrontRequest *request, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  yyjson_val *attributes = yyjson_obj_get (request->body, "attributes");
  g_autoptr (GString) name = g_string_new (NULL);
  size_t at, n;
  Json *each;

  if (attributes != NULL)
    json_put (doc, root, "attributes", yyjson_val_mut_copy (doc, attributes));
  yyjson_mut_arr_foreach (json_get (root, "attributes"), at, n, each)
    name_attribute (doc, each);
  yyjson_mut_arr_foreach (json_get (root, "attributes"), at, n, each)
    g_string_append_printf (name, "%s%s", at > 0 ? ", " : "", json_text (each, "option"));
  json_put_text (doc, root, "name", name->str);
}

/* FALSE after a failure */
static gboolean
put_image (StorefrontRequest *request, JsonDoc *doc)
{
  yyjson_val *image = yyjson_obj_get (request->body, "image");
  StorefrontObject *media = NULL;
  g_autofree char *message = NULL;

  if (image == NULL)
    return TRUE;
  if (yyjson_is_obj (image))
    media = storefront_find (request->shop, STOREFRONT_MEDIA, json_body_int (image, "id"));
  if (media == NULL && yyjson_is_obj (image) && json_body_int (image, "id") != 0) {
    message = g_strdup_printf ("#%" G_GINT64_FORMAT " is an invalid image ID.", json_body_int (image, "id"));
    storefront_fail (request, 400, "woocommerce_variation_invalid_image_id", message);
    return FALSE;
  }
  if (media == NULL)
    json_put_null (doc, yyjson_mut_doc_get_root (doc), "image");
  else
    json_put (doc, yyjson_mut_doc_get_root (doc), "image", storefront_image (request->shop, doc, media, image));
  return TRUE;
}

static gboolean
take_body (StorefrontRequest *request, JsonDoc *doc, gint64 id)
{
  if (!storefront_take_product_fields (request, doc, id) || !put_image (request, doc))
    return FALSE;
  put_options (request, doc);
  storefront_touch (request->shop, doc);
  return TRUE;
}

void
storefront_create_variation (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc = json_parse (STOREFRONT_NEW_VARIATION);
  Json *root = yyjson_mut_doc_get_root (doc);
  StorefrontObject *object;

  if (storefront_find (request->shop, STOREFRONT_PRODUCT, request->ids[0]) == NULL) {
    storefront_fail (request, 404, "woocommerce_rest_product_invalid_id", "Invalid product ID.");
    return;
  }
  storefront_stamp (request->shop, doc, root, "date_created", kontor_storefront_get_now (request->shop));
  json_put_int (doc, root, "parent_id", request->ids[0]);
  if (!take_body (request, doc, 0))
    return;
  object = storefront_add (request->shop, STOREFRONT_VARIATION, request->ids[0], doc);
  storefront_count (request->shop, "create");
  storefront_sync_parent (request->shop, request->ids[0]);
  storefront_answer_one (request, 201, object);
}

void
storefront_update_variation (StorefrontRequest *request)
{
  StorefrontObject *object = find_variation (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;

  if (object == NULL || !take_body (request, doc, object->id))
    return;
  storefront_save (request->shop, object, doc);
  storefront_sync_parent (request->shop, object->parent);
  storefront_answer_one (request, 200, object);
}

void
storefront_delete_variation (StorefrontRequest *request)
{
  StorefrontObject *object = find_variation (request);
  gint64 product = request->ids[0];

  if (object == NULL)
    return;
  storefront_delete_object (request, object, "product_variation");
  storefront_sync_parent (request->shop, product);
}

void
storefront_batch_variations (StorefrontRequest *request)
{
  storefront_batch (request, storefront_create_variation, storefront_update_variation, storefront_delete_variation);
}
