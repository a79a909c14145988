/* How a request's fields get into a product or a variation. */
#include "storefront-product-fields.h"

#include <string.h>

typedef enum {
  NAME,  /* without markup but <b> and the like, "&" as an entity */
  PLAIN, /* as it is */
  WORD,  /* without markup, spaces around or entities */
  HTML,
  NUMBER,
  TRUTH,
  COPY,
} Manner;

static const struct {
  const char *name;
  Manner manner;
} fields[] = {
  { "name", NAME },
  { "slug", PLAIN },
  { "type", PLAIN },
  { "status", PLAIN },
  { "featured", TRUTH },
  { "catalog_visibility", PLAIN },
  { "description", HTML },
  { "short_description", HTML },
  { "sku", WORD },
  { "global_unique_id", WORD },
  { "regular_price", PLAIN },
  { "sale_price", PLAIN },
  { "virtual", TRUTH },
  { "downloadable", TRUTH },
  { "tax_status", PLAIN },
  { "tax_class", PLAIN },
  { "backorders", PLAIN },
  { "low_stock_amount", NUMBER },
  { "sold_individually", TRUTH },
  { "weight", PLAIN },
  { "shipping_class", PLAIN },
  { "reviews_allowed", TRUTH },
  { "upsell_ids", COPY },
  { "cross_sell_ids", COPY },
  { "purchase_note", HTML },
  { "menu_order", NUMBER },
  { "external_url", PLAIN },
  { "button_text", PLAIN },
  { "grouped_products", COPY },
  { "stock_status", PLAIN },
};

static char *
text_of (yyjson_val *value)
{
  g_autofree char *written = NULL;

  if (yyjson_is_str (value))
    return g_strdup (yyjson_get_str (value));
  if (yyjson_is_null (value))
    return g_strdup ("");
  written = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
  return g_steal_pointer (&written);
}

static gboolean
truth_of (yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  return text != NULL ? g_str_equal (text, "true") || g_str_equal (text, "1")
                      : yyjson_is_true (value) || yyjson_get_num (value) != 0;
}

/* A SKU loses its markup, and the "&" of one becomes nothing of its own: only what text fields do. */
static char *
clean_word (const char *text)
{
  g_autoptr (GString) word = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (*text == '<' && strchr (text, '>') != NULL)
      text = strchr (text, '>');
    else if (*text != ' ' || (word->len > 0 && word->str[word->len - 1] != ' '))
      g_string_append_c (word, *text);
  }
  return g_strdup (g_strstrip (word->str));
}

static void
put (JsonDoc *doc, Json *root, const char *name, Manner manner, yyjson_val *value)
{
  g_autofree char *text = text_of (value);
  g_autofree char *clean = NULL;

  switch (manner) {
  case NAME:
    clean = storefront_text_clean (text, TRUE);
    json_put_text (doc, root, name, clean);
    break;
  case WORD:
    clean = clean_word (text);
    json_put_text (doc, root, name, clean);
    break;
  case PLAIN:
  case HTML:
    json_put_text (doc, root, name, text);
    break;
  case NUMBER:
    if (yyjson_is_null (value) || *text == '\0')
      json_put_null (doc, root, name);
    else
      json_put_int (doc, root, name, g_ascii_strtoll (text, NULL, 10));
    break;
  case TRUTH:
    json_put_bool (doc, root, name, truth_of (value));
    break;
  case COPY:
    json_put (doc, root, name, yyjson_val_mut_copy (doc, value));
    break;
  }
}

static void
put_fields (JsonDoc *doc, yyjson_val *body)
{
  Json *root = yyjson_mut_doc_get_root (doc);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    yyjson_val *value = yyjson_obj_get (body, fields[i].name);

    if (value != NULL && json_get (root, fields[i].name) != NULL)
      put (doc, root, fields[i].name, fields[i].manner, value);
  }
}

static void
put_dimensions (JsonDoc *doc, yyjson_val *dimensions)
{
  static const char *const sides[] = { "length", "width", "height" };
  Json *kept = json_get (yyjson_mut_doc_get_root (doc), "dimensions");

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (yyjson_obj_get (dimensions, sides[i]) != NULL)
      put (doc, kept, sides[i], PLAIN, yyjson_obj_get (dimensions, sides[i]));
}

/* The dates of a sale come in the shop's zone, or in UTC by their other name. */
static void
put_sale_dates (KontorStorefront *shop, JsonDoc *doc, yyjson_val *body)
{
  static const char *const names[] = { "date_on_sale_from", "date_on_sale_to" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *utc = g_strconcat (names[i], "_gmt", NULL);
    yyjson_val *value = yyjson_obj_get (body, names[i]);
    gboolean is_utc = value == NULL;

    if (is_utc)
      value = yyjson_obj_get (body, utc);
    if (value != NULL)
      storefront_stamp (shop, doc, yyjson_mut_doc_get_root (doc), names[i],
                        yyjson_is_str (value) ? storefront_parse_time (shop, yyjson_get_str (value), is_utc) : 0);
  }
}

static void
put_manage_stock (JsonDoc *doc, Json *root, yyjson_val *value)
{
  if (value == NULL)
    return;
  json_put_bool (doc, root, "manage_stock", truth_of (value));
  if (truth_of (value) && !yyjson_mut_is_num (json_get (root, "stock_quantity")))
    json_put_int (doc, root, "stock_quantity", 0);
}

/*
 * "inventory_delta" is read, added and written: what was sold between the moment when the request came in and its end is
 * lost, as it is in the real one.
 */
static void
put_stock (StorefrontRequest *request, JsonDoc *doc, gint64 id)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  yyjson_val *stock = yyjson_obj_get (request->body, "stock_quantity");
  yyjson_val *delta = yyjson_obj_get (request->body, "inventory_delta");
  gint64 seen = json_int (root, "stock_quantity");
  gint64 *before = request->seen != NULL ? g_hash_table_lookup (request->seen, &id) : NULL;

  put_manage_stock (doc, root, yyjson_obj_get (request->body, "manage_stock"));
  if (before != NULL)
    seen = *before;
  if (stock != NULL && !yyjson_is_null (stock))
    storefront_set_stock (request->shop, doc, json_body_int (request->body, "stock_quantity"));
  else if (delta != NULL)
    storefront_set_stock (request->shop, doc, seen + json_body_int (request->body, "inventory_delta"));
  else
    storefront_set_stock (request->shop, doc, json_int (root, "stock_quantity"));
  if (stock != NULL || delta != NULL)
    storefront_count (request->shop, "stock");
}

static gboolean
refuse_sku (StorefrontRequest *request, StorefrontObject *other, const char *sku)
{
  g_autofree char *data = NULL;
  g_autofree char *message = NULL;

  if (g_strcmp0 (other->status, "trash") == 0) {
    message = g_strdup_printf (
        "The product with SKU (%s) you are trying to insert is already present in the lookup table", sku);
    storefront_fail (request, 400, "woocommerce_rest_product_not_created", message);
    return FALSE;
  }
  data =
      g_strdup_printf ("{\"status\":400,\"resource_id\":%" G_GINT64_FORMAT ",\"unique_sku\":\"%s-1\"}", other->id, sku);
  storefront_fail_with (request, 400, "product_invalid_sku", "Invalid or duplicated SKU.", data);
  return FALSE;
}

static StorefrontObject *
find_code (KontorStorefront *shop, const char *code)
{
  static const StorefrontKind kinds[] = { STOREFRONT_PRODUCT, STOREFRONT_VARIATION };
  g_autofree char *needle = g_strdup_printf ("\"global_unique_id\":\"%s\"", code);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    GPtrArray *all = storefront_get_all (shop, kinds[i]);

    for (guint j = 0; j < all->len; j++) {
      StorefrontObject *object = g_ptr_array_index (all, j);

      if (strstr (object->json, needle) != NULL)
        return object;
    }
  }
  return NULL;
}

/* @id: of the product itself; FALSE after a failure */
static gboolean
check_unique (StorefrontRequest *request, gint64 id)
{
  const char *sku = json_body_text (request->body, "sku");
  const char *code = json_body_text (request->body, "global_unique_id");
  StorefrontObject *other = sku != NULL && *sku != '\0' ? storefront_find_sku (request->shop, sku) : NULL;
  g_autofree char *data = NULL;

  if (other != NULL && other->id != id)
    return refuse_sku (request, other, sku);
  other = code != NULL && *code != '\0' ? find_code (request->shop, code) : NULL;
  if (other == NULL || other->id == id)
    return TRUE;
  data = g_strdup_printf ("{\"status\":400,\"resource_id\":%" G_GINT64_FORMAT "}", other->id);
  storefront_fail_with (request, 400, "product_invalid_global_unique_id",
                        "Invalid or duplicated GTIN, UPC, EAN or ISBN.", data);
  return FALSE;
}

/* Takes what the request's body says into @doc. FALSE after a failure was answered; nothing is kept then. */
gboolean
storefront_take_product_fields (StorefrontRequest *request, JsonDoc *doc, gint64 id)
{
  if (!check_unique (request, id))
    return FALSE;
  put_fields (doc, request->body);
  put_dimensions (doc, yyjson_obj_get (request->body, "dimensions"));
  put_sale_dates (request->shop, doc, request->body);
  put_stock (request, doc, id);
  storefront_merge_meta (request->shop, doc, yyjson_mut_doc_get_root (doc), yyjson_obj_get (request->body, "meta_data"),
                         FALSE);
  storefront_set_prices (request->shop, doc);
  return TRUE;
}
