/* Categories, tags, brands, shipping classes, attributes and their terms. */
#include "storefront-handlers.h"

#include <string.h>

static const struct {
  const char *path;
  StorefrontKind kind;
  const char *template;
} taxonomies[] = {
  { "categories", STOREFRONT_CATEGORY,
    "{\"id\":0,\"name\":\"\",\"slug\":\"\",\"parent\":0,\"description\":\"\",\"display\":\"default\",\"image\":null,"
    "\"menu_order\":0,\"count\":0}" },
  { "tags", STOREFRONT_TAG, "{\"id\":0,\"name\":\"\",\"slug\":\"\",\"description\":\"\",\"count\":0}" },
  { "brands", STOREFRONT_BRAND,
    "{\"id\":0,\"name\":\"\",\"slug\":\"\",\"parent\":0,\"description\":\"\",\"display\":\"default\",\"image\":null,"
    "\"menu_order\":0,\"count\":0}" },
  { "shipping_classes", STOREFRONT_SHIPPING_CLASS,
    "{\"id\":0,\"name\":\"\",\"slug\":\"\",\"description\":\"\",\"count\":0}" },
};

static int
find_taxonomy (StorefrontRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (taxonomies); i++)
    if (g_str_equal (taxonomies[i].path, request->word))
      return (int) i;
  storefront_fail (request, 404, "rest_no_route", "No route was found matching the URL and request method.");
  return -1;
}

static gboolean
is_wanted (StorefrontRequest *request, StorefrontObject *object)
{
  const char *search = storefront_request_get (request, "search");
  const char *slug = storefront_request_get (request, "slug");
  g_autoptr (JsonDoc) doc = NULL;
  g_autofree char *name = NULL;
  g_autofree char *wanted = NULL;

  if (search == NULL && slug == NULL)
    return TRUE;
  doc = storefront_load (object);
  name = storefront_text_fold (json_text (yyjson_mut_doc_get_root (doc), "name"));
  wanted = storefront_text_fold (search != NULL ? search : "");
  return strstr (name, wanted) != NULL && (slug == NULL || g_strcmp0 (object->key, slug) == 0);
}

void
storefront_list_terms (StorefrontRequest *request)
{
  int at = find_taxonomy (request);

  if (at >= 0)
    storefront_answer_list (request, taxonomies[at].kind, is_wanted);
}

static void
put_text (JsonDoc *doc, yyjson_val *body, const char *name)
{
  const char *text = json_body_text (body, name);
  g_autofree char *clean = text != NULL ? storefront_text_clean (text, FALSE) : NULL;

  if (clean != NULL && json_get (yyjson_mut_doc_get_root (doc), name) != NULL)
    json_put_text (doc, yyjson_mut_doc_get_root (doc), name, clean);
}

static void
put_slug (KontorStorefront *shop, StorefrontKind kind, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *slug = storefront_text_slug (json_text (root, "name"));

  for (guint n = 2; storefront_find_key (shop, kind, slug) != NULL; n++) {
    g_free (slug);
    slug = storefront_text_slug (json_text (root, "name"));
    slug = g_strdup_printf ("%s-%u", g_steal_pointer (&slug), n);
  }
  if (*json_text (root, "slug") == '\0')
    json_put_text (doc, root, "slug", slug);
}

static const char *
template_of (StorefrontKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (taxonomies); i++)
    if (taxonomies[i].kind == kind)
      return taxonomies[i].template;
  return "{\"id\":0,\"name\":\"\",\"slug\":\"\",\"description\":\"\",\"menu_order\":0,\"count\":0}";
}

StorefrontObject *
storefront_add_term (KontorStorefront *self, StorefrontKind kind, gint64 parent, const char *name)
{
  g_autoptr (JsonDoc) doc = json_parse (template_of (kind));
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *clean = storefront_text_clean (name, FALSE);

  json_put_text (doc, root, "name", clean);
  if (kind == STOREFRONT_CATEGORY && parent != 0)
    json_put_int (doc, root, "parent", parent);
  put_slug (self, kind, doc);
  return storefront_add (self, kind, parent, doc);
}

static StorefrontObject *
find_named (KontorStorefront *shop, StorefrontKind kind, const char *name)
{
  g_autofree char *clean = storefront_text_clean (name, FALSE);
  g_autofree char *slug = storefront_text_slug (clean);

  return storefront_find_key (shop, kind, slug);
}

void
storefront_create_term (StorefrontRequest *request)
{
  int at = find_taxonomy (request);
  const char *name = json_body_text (request->body, "name");
  StorefrontObject *other = name != NULL && at >= 0 ? find_named (request->shop, taxonomies[at].kind, name) : NULL;
  StorefrontObject *object;
  g_autofree char *data = NULL;

  if (at < 0)
    return;
  if (name == NULL) {
    storefront_fail (request, 400, "rest_missing_callback_param", "Missing parameter(s): name");
    return;
  }
  if (other != NULL) {
    data = g_strdup_printf ("{\"status\":400,\"resource_id\":%" G_GINT64_FORMAT "}", other->id);
    storefront_fail_with (request, 400, "term_exists",
                          taxonomies[at].kind == STOREFRONT_CATEGORY
                              ? "A term with the name provided already exists with this parent."
                              : "A term with the name provided already exists in this taxonomy.",
                          data);
    return;
  }
  object = storefront_add_term (request->shop, taxonomies[at].kind, json_body_int (request->body, "parent"), name);
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201, object);
}

static StorefrontObject *
find_term (StorefrontRequest *request)
{
  int at = find_taxonomy (request);
  StorefrontObject *object = at >= 0 ? storefront_find (request->shop, taxonomies[at].kind, request->ids[0]) : NULL;

  if (at >= 0 && object == NULL)
    storefront_fail (request, 404, "woocommerce_rest_term_invalid", "Resource does not exist.");
  return object;
}

void
storefront_get_term (StorefrontRequest *request)
{
  StorefrontObject *object = find_term (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

/* A new name reaches the products that have it, without moving their dates. */
static void
rename_in_products (KontorStorefront *shop, const char *list, gint64 term, const char *name)
{
  GPtrArray *all = storefront_get_all (shop, STOREFRONT_PRODUCT);

  for (guint i = 0; i < all->len; i++) {
    StorefrontObject *object = g_ptr_array_index (all, i);
    g_autoptr (JsonDoc) doc = storefront_load (object);
    Json *entry = json_find (json_get (yyjson_mut_doc_get_root (doc), list), term);

    if (entry == NULL)
      continue;
    json_put_text (doc, entry, "name", name);
    storefront_save (shop, object, doc);
  }
}

void
storefront_update_term (StorefrontRequest *request)
{
  StorefrontObject *object = find_term (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;
  Json *root = doc != NULL ? yyjson_mut_doc_get_root (doc) : NULL;

  if (object == NULL)
    return;
  put_text (doc, request->body, "name");
  put_text (doc, request->body, "slug");
  put_text (doc, request->body, "description");
  if (yyjson_obj_get (request->body, "parent") != NULL && json_get (root, "parent") != NULL)
    json_put_int (doc, root, "parent", json_body_int (request->body, "parent"));
  storefront_save (request->shop, object, doc);
  rename_in_products (request->shop, request->word, object->id, json_text (root, "name"));
  storefront_answer_one (request, 200, object);
}

/* Terms know no trash. FALSE after a failure */
static gboolean
is_forced (StorefrontRequest *request, const char *code)
{
  if (g_strcmp0 (storefront_request_get (request, "force"), "true") == 0)
    return TRUE;
  storefront_fail (request, 501, code, "Resource does not support trashing.");
  return FALSE;
}

void
storefront_delete_term (StorefrontRequest *request)
{
  StorefrontObject *object = find_term (request);

  if (object != NULL && is_forced (request, "woocommerce_rest_trash_not_supported"))
    storefront_delete_object (request, object, "term");
}

void
storefront_list_attributes (StorefrontRequest *request)
{
  storefront_answer_array (request, storefront_get_all (request->shop, STOREFRONT_ATTRIBUTE));
}

static StorefrontObject *
find_attribute (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_ATTRIBUTE, request->ids[0]);

  if (object == NULL)
    storefront_fail (request, 404, "woocommerce_rest_taxonomy_invalid", "Resource does not exist.");
  return object;
}

void
storefront_get_attribute (StorefrontRequest *request)
{
  StorefrontObject *object = find_attribute (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

void
storefront_create_attribute (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc =
      json_parse ("{\"id\":0,\"name\":\"\",\"slug\":\"\",\"type\":\"select\",\"order_by\":\"menu_order\","
                  "\"has_archives\":false}");
  const char *name = json_body_text (request->body, "name");
  g_autofree char *slug = storefront_text_slug (name != NULL ? name : "");
  g_autofree char *whole = g_strconcat ("pa_", slug, NULL);

  if (strlen (slug) > 28) {
    storefront_fail (request, 400, "woocommerce_rest_cannot_create",
                     "Slug is too long (28 characters max). Shorten it, please.");
    return;
  }
  put_text (doc, request->body, "name");
  json_put_text (doc, yyjson_mut_doc_get_root (doc), "slug", whole);
  storefront_answer_one (request, 201, storefront_add (request->shop, STOREFRONT_ATTRIBUTE, 0, doc));
}

void
storefront_delete_attribute (StorefrontRequest *request)
{
  StorefrontObject *object = find_attribute (request);

  if (object != NULL && is_forced (request, "woocommerce_rest_trash_not_supported"))
    storefront_delete_object (request, object, "product_attribute");
}

static gboolean
is_of_attribute (StorefrontRequest *request, StorefrontObject *object)
{
  return object->parent == request->ids[0];
}

void
storefront_list_attribute_terms (StorefrontRequest *request)
{
  if (find_attribute (request) != NULL)
    storefront_answer_list (request, STOREFRONT_TERM, is_of_attribute);
}

void
storefront_create_attribute_term (StorefrontRequest *request)
{
  const char *name = json_body_text (request->body, "name");

  if (find_attribute (request) != NULL)
    storefront_answer_one (
        request, 201, storefront_add_term (request->shop, STOREFRONT_TERM, request->ids[0], name != NULL ? name : ""));
}

static void
append_term (KontorStorefront *self, JsonDoc *doc, Json *list, StorefrontObject *term)
{
  g_autoptr (JsonDoc) from = storefront_load (term);
  Json *root = yyjson_mut_doc_get_root (from);
  Json *entry = json_append (doc, list);

  json_put_int (doc, entry, "id", term->id);
  json_put_text (doc, entry, "name", json_text (root, "name"));
  json_put_text (doc, entry, "slug", json_text (root, "slug"));
}

/* @terms: (nullable): what a request says of them; an empty list of categories leaves the default one */
void
storefront_set_terms (KontorStorefront *self, JsonDoc *doc, const char *name, StorefrontKind kind, yyjson_val *terms)
{
  Json *list = terms != NULL ? json_put_list (doc, yyjson_mut_doc_get_root (doc), name) : NULL;
  size_t at, n;
  yyjson_val *each;

  yyjson_arr_foreach (terms, at, n, each) {
    StorefrontObject *term = storefront_find (self, kind, json_body_int (each, "id"));

    if (term == NULL && json_body_text (each, "name") != NULL) {
      term = find_named (self, kind, json_body_text (each, "name"));
      term = term != NULL ? term : storefront_add_term (self, kind, 0, json_body_text (each, "name"));
    }
    if (term != NULL)
      append_term (self, doc, list, term);
  }
  if (list == NULL && kind == STOREFRONT_CATEGORY)
    list = json_get (yyjson_mut_doc_get_root (doc), name);
  if (list != NULL && json_length (list) == 0 && kind == STOREFRONT_CATEGORY &&
      storefront_get_all (self, kind)->len > 0)
    append_term (self, doc, list, g_ptr_array_index (storefront_get_all (self, kind), 0));
}
