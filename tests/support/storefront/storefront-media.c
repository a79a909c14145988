/* wp/v2/media, and pictures of products. */
#include "storefront-handlers.h"

#include <string.h>

#define NEW_MEDIA                                                                                                 \
  "{\"id\":0,\"date\":null,\"date_gmt\":null,\"date_created_gmt\":null,\"date_modified_gmt\":null,\"slug\":\"\"," \
  "\"status\":\"inherit\",\"type\":\"attachment\",\"title\":{\"raw\":\"\",\"rendered\":\"\"},\"alt_text\":\"\","  \
  "\"media_type\":\"image\",\"mime_type\":\"image/png\",\"media_details\":{\"sizes\":{}},\"source_url\":\"\"}"

static const struct {
  const char *magic;
  gsize length;
  const char *type;
  const char *ending;
} pictures[] = {
  { "\x89PNG", 4, "image/png", "png" },
  { "\xff\xd8\xff", 3, "image/jpeg", "jpg" },
  { "GIF8", 4, "image/gif", "gif" },
};

/* Which picture it is, by its first bytes, whatever its name says; -1 for none. */
static int
sniff (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (size > pictures[i].length && memcmp (data, pictures[i].magic, pictures[i].length) == 0)
      return (int) i;
  return size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0 ? G_MAXINT : -1;
}

static char *
name_of (StorefrontRequest *request)
{
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) parameters = NULL;

  if (request->headers == NULL ||
      !soup_message_headers_get_content_disposition (request->headers, &disposition, &parameters))
    return NULL;
  return g_strdup (g_hash_table_lookup (parameters, "filename"));
}

static gboolean
is_source_free (KontorStorefront *shop, const char *address)
{
  g_autofree char *needle = g_strdup_printf ("\"source_url\":\"%s\"", address);
  GPtrArray *all = storefront_get_all (shop, STOREFRONT_MEDIA);

  for (guint i = 0; i < all->len; i++)
    if (strstr (((StorefrontObject *) g_ptr_array_index (all, i))->json, needle) != NULL)
      return FALSE;
  return TRUE;
}

/* "x.png", "x-1.png" and so on */
static char *
free_address (KontorStorefront *shop, const char *slug, const char *ending)
{
  g_autofree char *address = g_strdup_printf ("%s/wp-content/uploads/2026/11/%s.%s", shop->address, slug, ending);

  for (guint n = 1; !is_source_free (shop, address); n++) {
    g_free (address);
    address = g_strdup_printf ("%s/wp-content/uploads/2026/11/%s-%u.%s", shop->address, slug, n, ending);
  }
  return g_steal_pointer (&address);
}

/* @bytes: (nullable): NULL for a picture that is drawn when it is asked for */
static StorefrontObject *
add_media (KontorStorefront *shop, const char *name, const char *type, const char *ending, GBytes *bytes)
{
  g_autoptr (JsonDoc) doc = json_parse (NEW_MEDIA);
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *slug = storefront_text_slug (name);
  g_autofree char *address = free_address (shop, slug, ending);
  gint64 now = kontor_storefront_get_now (shop);
  StorefrontObject *object;

  storefront_stamp (shop, doc, root, "date", now);
  storefront_stamp (shop, doc, root, "date_created", now);
  storefront_stamp (shop, doc, root, "date_modified", now);
  json_put_text (doc, root, "slug", slug);
  json_put_text (doc, json_get (root, "title"), "raw", name);
  json_put_text (doc, json_get (root, "title"), "rendered", name);
  json_put_text (doc, root, "mime_type", type);
  json_put_text (doc, root, "source_url", address);
  object = storefront_add (shop, STOREFRONT_MEDIA, 0, doc);
  object->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return object;
}

StorefrontObject *
storefront_add_picture (KontorStorefront *self, const char *name)
{
  return add_media (self, name, "image/png", "png", NULL);
}

/* FALSE after a failure */
static gboolean
has_right_digest (StorefrontRequest *request)
{
  const char *digest = soup_message_headers_get_one (request->headers, "Content-MD5");
  g_autofree char *actual = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, request->raw);

  if (digest == NULL || g_str_equal (digest, actual))
    return TRUE;
  storefront_fail (request, 412, "rest_upload_hash_mismatch", "Content hash did not match expected.");
  return FALSE;
}

void
storefront_upload (StorefrontRequest *request)
{
  g_autofree char *name = name_of (request);
  int picture = request->raw != NULL ? sniff (request->raw) : -1;
  char *dot;

  if (request->raw == NULL || g_bytes_get_size (request->raw) == 0)
    storefront_fail (request, 400, "rest_upload_no_data", "No data supplied.");
  else if (name == NULL)
    storefront_fail (request, 400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.");
  else if (picture < 0)
    storefront_fail (request, 500, "rest_upload_sideload_error",
                     "Sorry, you are not allowed to upload this file type.");
  else if (has_right_digest (request)) {
    dot = strrchr (name, '.');
    if (dot != NULL)
      *dot = '\0';
    g_strdelimit (name, " ", '-');
    storefront_count (request->shop, "create");
    storefront_answer_one (request, 201,
                           add_media (request->shop, name, picture == G_MAXINT ? "image/webp" : pictures[picture].type,
                                      picture == G_MAXINT ? "webp" : pictures[picture].ending, request->raw));
  }
}

void
storefront_list_media (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_MEDIA, NULL);
}

static StorefrontObject *
find_media (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_MEDIA, request->ids[0]);

  if (object == NULL)
    storefront_fail (request, 404, "rest_post_invalid_id", "Invalid post ID.");
  return object;
}

void
storefront_get_media (StorefrontRequest *request)
{
  StorefrontObject *object = find_media (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

void
storefront_edit_media (StorefrontRequest *request)
{
  StorefrontObject *object = find_media (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;
  gsize size = 0;
  const char *data = request->raw != NULL ? g_bytes_get_data (request->raw, &size) : NULL;
  g_autoptr (yyjson_doc) body = data != NULL ? yyjson_read (data, size, YYJSON_READ_NOFLAG) : NULL;
  const char *alt = json_body_text (yyjson_doc_get_root (body), "alt_text");
  const char *title = json_body_text (yyjson_doc_get_root (body), "title");

  if (object == NULL)
    return;
  if (alt != NULL)
    json_put_text (doc, yyjson_mut_doc_get_root (doc), "alt_text", alt);
  if (title != NULL) {
    json_put_text (doc, json_get (yyjson_mut_doc_get_root (doc), "title"), "raw", title);
    json_put_text (doc, json_get (yyjson_mut_doc_get_root (doc), "title"), "rendered", title);
  }
  storefront_save (request->shop, object, doc);
  storefront_answer_one (request, 200, object);
}

static void
take_from_products (KontorStorefront *shop, gint64 media)
{
  GPtrArray *all = storefront_get_all (shop, STOREFRONT_PRODUCT);

  for (guint i = 0; i < all->len; i++) {
    StorefrontObject *object = g_ptr_array_index (all, i);
    g_autoptr (JsonDoc) doc = storefront_load (object);
    Json *images = json_get (yyjson_mut_doc_get_root (doc), "images");
    size_t at, n;
    Json *image;

    yyjson_mut_arr_foreach (images, at, n, image) {
      if (json_int (image, "id") == media) {
        yyjson_mut_arr_remove (images, at);
        storefront_save (shop, object, doc);
        break;
      }
    }
  }
}

void
storefront_delete_media (StorefrontRequest *request)
{
  StorefrontObject *object = find_media (request);
  gint64 id = request->ids[0];

  if (object == NULL)
    return;
  if (g_strcmp0 (storefront_request_get (request, "force"), "true") != 0) {
    storefront_fail (request, 501, "rest_trash_not_supported",
                     "The post does not support trashing. Set 'force=true' to delete.");
    return;
  }
  storefront_delete_object (request, object, "attachment");
  take_from_products (request->shop, id);
}

/* The picture as a product shows it. @names: (nullable): what a request calls it */
Json *
storefront_image (KontorStorefront *self, JsonDoc *doc, StorefrontObject *media, yyjson_val *names)
{
  g_autoptr (JsonDoc) from = storefront_load (media);
  Json *root = yyjson_mut_doc_get_root (from);
  Json *image = yyjson_mut_obj (doc);
  const char *name = json_body_text (names, "name");
  const char *alt = json_body_text (names, "alt");

  if (alt != NULL)
    json_put_text (from, root, "alt_text", alt);
  if (name != NULL)
    json_put_text (from, json_get (root, "title"), "raw", name);
  if (alt != NULL || name != NULL)
    storefront_save (self, media, from);
  json_put_int (doc, image, "id", media->id);
  storefront_stamp (self, doc, image, "date_created", media->created);
  storefront_stamp (self, doc, image, "date_modified", media->modified);
  json_put_text (doc, image, "src", json_text (root, "source_url"));
  json_put_text (doc, image, "name", json_text (json_get (root, "title"), "raw"));
  json_put_text (doc, image, "alt", json_text (root, "alt_text"));
  json_put_text (doc, image, "thumbnail", json_text (root, "source_url"));
  return image;
}

static gboolean
refuse_image (StorefrontRequest *request, yyjson_val *image)
{
  g_autofree char *message = NULL;

  if (json_body_int (image, "id") != 0) {
    message = g_strdup_printf ("#%" G_GINT64_FORMAT " is an invalid image ID.", json_body_int (image, "id"));
    storefront_fail (request, 400, "woocommerce_product_invalid_image_id", message);
    return FALSE;
  }
  message = g_strdup_printf ("Error getting remote image %s. Error: A valid URL was not provided.",
                             json_body_text (image, "src"));
  storefront_fail (request, 400, "woocommerce_product_image_upload_error", message);
  return FALSE;
}

/* The shop itself would fetch an address; this one reaches none but its own. */
static StorefrontObject *
find_image (StorefrontRequest *request, yyjson_val *image)
{
  const char *source = json_body_text (image, "src");

  if (json_body_int (image, "id") != 0)
    return storefront_find (request->shop, STOREFRONT_MEDIA, json_body_int (image, "id"));
  if (source == NULL || !g_str_has_prefix (source, request->shop->address))
    return NULL;
  return storefront_add_picture (request->shop, "copy");
}

/* @images: (nullable): the list that replaces the product's own. FALSE after a failure */
gboolean
storefront_set_images (StorefrontRequest *request, JsonDoc *doc, yyjson_val *images)
{
  Json *list = yyjson_mut_arr (doc);
  size_t at, n;
  yyjson_val *each;

  yyjson_arr_foreach (images, at, n, each) {
    StorefrontObject *media = find_image (request, each);

    if (media == NULL)
      return refuse_image (request, each);
    yyjson_mut_arr_append (list, storefront_image (request->shop, doc, media, each));
  }
  if (images != NULL)
    json_put (doc, yyjson_mut_doc_get_root (doc), "images", list);
  return TRUE;
}
