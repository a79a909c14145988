/* How a thing is shown: rendered or for editing, with how many decimals, and which fields of it. */
#include "storefront-private.h"

#include <string.h>

static const char *const amounts[] = {
  "discount_total",
  "discount_tax",
  "shipping_total",
  "shipping_tax",
  "cart_tax",
  "total",
  "total_tax",
  "subtotal",
  "subtotal_tax",
  "tax_total",
  "shipping_tax_total",
  "amount",
  NULL,
};

static const struct {
  StorefrontKind kind;
  const char *path;
} paths[] = {
  { STOREFRONT_PRODUCT, "wc/v3/products" },
  { STOREFRONT_ORDER, "wc/v3/orders" },
  { STOREFRONT_COUPON, "wc/v3/coupons" },
  { STOREFRONT_CUSTOMER, "wc/v3/customers" },
  { STOREFRONT_CATEGORY, "wc/v3/products/categories" },
  { STOREFRONT_TAG, "wc/v3/products/tags" },
  { STOREFRONT_BRAND, "wc/v3/products/brands" },
};

/* Amounts are kept with six decimals and shown with as many as are asked for. */
static void
round_amounts (JsonDoc *doc, Json *value, guint decimals)
{
  size_t at, n;
  Json *name, *member;

  if (yyjson_mut_is_arr (value)) {
    yyjson_mut_arr_foreach (value, at, n, member)
      round_amounts (doc, member, decimals);
    return;
  }
  yyjson_mut_obj_foreach (value, at, n, name, member) {
    if (yyjson_mut_is_ctn (member))
      round_amounts (doc, member, decimals);
    else if (g_strv_contains (amounts, yyjson_mut_get_str (name)) && yyjson_mut_get_len (member) > 0 &&
             yyjson_mut_is_str (member)) {
      g_autofree char *text = amount_format (amount_parse (yyjson_mut_get_str (member)), decimals);

      yyjson_mut_set_str (member, yyjson_mut_get_str (yyjson_mut_strcpy (doc, text)));
    }
  }
}

static void
render_texts (JsonDoc *doc)
{
  static const char *const names[] = { "description", "short_description", NULL };
  Json *root = yyjson_mut_doc_get_root (doc);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *html = storefront_text_render (json_text (root, names[i]));

    if (json_get (root, names[i]) != NULL)
      json_put_text (doc, root, names[i], html);
  }
}

/* A variation without a SKU of its own shows its product's, and without a count of its own its product's. */
static void
put_inherited (KontorStorefront *shop, StorefrontObject *object, JsonDoc *doc)
{
  StorefrontObject *parent = storefront_find (shop, STOREFRONT_PRODUCT, object->parent);
  g_autoptr (JsonDoc) of = parent != NULL ? storefront_load (parent) : NULL;
  Json *root = yyjson_mut_doc_get_root (doc), *product = of != NULL ? yyjson_mut_doc_get_root (of) : NULL;

  if (product != NULL && *json_text (root, "sku") == '\0')
    json_put_text (doc, root, "sku", json_text (product, "sku"));
  if (product == NULL || json_true (root, "manage_stock") || !json_true (product, "manage_stock"))
    return;
  json_put_text (doc, root, "manage_stock", "parent");
  json_put_int (doc, root, "stock_quantity", json_int (product, "stock_quantity"));
}

/* The answer to a write shows texts for editing. */
static gboolean
shows_rendered (StorefrontRequest *request)
{
  return g_str_equal (request->method, "GET") && g_strcmp0 (storefront_request_get (request, "context"), "edit") != 0;
}

static gboolean
shows_amounts (StorefrontKind kind)
{
  return kind == STOREFRONT_ORDER || kind == STOREFRONT_REFUND;
}

static void
present (StorefrontRequest *request, StorefrontObject *object, JsonDoc *doc)
{
  gint64 decimals = storefront_request_get_int (request, "dp", request->shop->decimals);

  if (shows_amounts (object->kind) && decimals != 6)
    round_amounts (doc, yyjson_mut_doc_get_root (doc), (guint) CLAMP (decimals, 0, 6));
  if ((object->kind == STOREFRONT_PRODUCT || object->kind == STOREFRONT_VARIATION) && shows_rendered (request))
    render_texts (doc);
  if (object->kind == STOREFRONT_VARIATION)
    put_inherited (request->shop, object, doc);
  if (object->kind == STOREFRONT_REFUND && g_str_has_prefix (request->path, "wc/v3/orders"))
    yyjson_mut_obj_remove_key (yyjson_mut_doc_get_root (doc), "parent_id");
}

static gboolean
is_shown_as_kept (StorefrontRequest *request, StorefrontObject *object)
{
  if (storefront_request_get (request, "_fields") != NULL)
    return FALSE;
  if (object->kind == STOREFRONT_ORDER)
    return storefront_request_get_int (request, "dp", request->shop->decimals) == 6;
  return object->kind > STOREFRONT_REFUND;
}

static void
add_links (StorefrontRequest *request, StorefrontObject *object, GString *out)
{
  const char *address = request->secure ? request->shop->address : request->shop->plain_address;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    if (paths[i].kind != object->kind)
      continue;
    g_string_truncate (out, out->len - 1);
    g_string_append_printf (out,
                            ",\"_links\":{\"self\":[{\"href\":\"%s/wp-json/%s/%" G_GINT64_FORMAT
                            "\",\"targetHints\":{\"allow\":[\"GET\",\"POST\",\"PUT\",\"PATCH\",\"DELETE\"]}}],"
                            "\"collection\":[{\"href\":\"%s/wp-json/%s\"}]}}",
                            address, paths[i].path, object->id, address, paths[i].path);
  }
}

/* "a,b.c" keeps a, and of b only c; a path through a list drops it, as WordPress does. */
Json *
storefront_prune (JsonDoc *doc, Json *value, const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, ",", -1);
  Json *pruned = yyjson_mut_obj (doc);

  for (guint i = 0; names[i] != NULL; i++) {
    g_auto (GStrv) steps = g_strsplit (g_strstrip (names[i]), ".", 2);
    Json *member = steps[0] != NULL ? json_get (value, steps[0]) : NULL;

    if (member == NULL || (steps[1] != NULL && !yyjson_mut_is_obj (member)))
      continue;
    member = steps[1] != NULL ? storefront_prune (doc, member, steps[1]) : yyjson_mut_val_mut_copy (doc, member);
    if (steps[1] != NULL && json_get (pruned, steps[0]) != NULL) {
      size_t at, n;
      Json *name, *part;

      yyjson_mut_obj_foreach (member, at, n, name, part)
        json_put (doc, json_get (pruned, steps[0]), yyjson_mut_get_str (name), yyjson_mut_val_mut_copy (doc, part));
    } else
      json_put (doc, pruned, steps[0], member);
  }
  return pruned;
}

/* Appends the object as the request wants to see it. */
void
storefront_view (StorefrontRequest *request, StorefrontObject *object, GString *out)
{
  const char *fields = storefront_request_get (request, "_fields");
  g_autoptr (JsonDoc) doc = NULL;
  Json *root;

  if (is_shown_as_kept (request, object)) {
    g_string_append (out, object->json);
    add_links (request, object, out);
    return;
  }
  doc = storefront_load (object);
  root = yyjson_mut_doc_get_root (doc);
  present (request, object, doc);
  json_write (fields != NULL ? storefront_prune (doc, root, fields) : root, out);
  if (fields == NULL)
    add_links (request, object, out);
}
