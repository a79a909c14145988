/* Prices and stock of products and variations. */
#include "storefront-private.h"

#include <string.h>

/* A price as it is kept: what is no number clears it, commas are dropped, and the last dot separates the decimals. */
static char *
keep_price (const char *text)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  const char *dot = strrchr (text, '.');

  if (strspn (text, "0123456789.,- ") != strlen (text))
    return g_strdup ("");
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) || (*at == '-' && at == text) || (at == dot && at[1] != '\0'))
      g_string_append_c (kept, *at);
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static gboolean
is_on_sale (KontorStorefront *self, Json *root)
{
  const char *from = json_text (root, "date_on_sale_from_gmt");
  const char *to = json_text (root, "date_on_sale_to_gmt");
  gint64 now = kontor_storefront_get_now (self);

  if (*json_text (root, "sale_price") == '\0')
    return FALSE;
  if (*from != '\0' && storefront_parse_time (self, from, TRUE) > now)
    return FALSE;
  return *to == '\0' || storefront_parse_time (self, to, TRUE) >= now;
}

/* Keeps the two prices as WooCommerce does, and works out what is asked for now. */
void
storefront_set_prices (KontorStorefront *self, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *regular = keep_price (json_text (root, "regular_price"));
  g_autofree char *sale = keep_price (json_text (root, "sale_price"));
  gboolean on_sale;

  if (g_str_equal (json_text (root, "type"), "variable") || g_str_equal (json_text (root, "type"), "grouped")) {
    json_put_bool (doc, root, "purchasable", TRUE);
    json_put_bool (doc, root, "has_options", TRUE);
    return;
  }
  if (*sale != '\0' && amount_parse (sale) >= amount_parse (regular))
    *sale = '\0';
  json_put_text (doc, root, "regular_price", regular);
  json_put_text (doc, root, "sale_price", sale);
  on_sale = is_on_sale (self, root);
  json_put_bool (doc, root, "on_sale", on_sale);
  json_put_text (doc, root, "price", on_sale ? sale : regular);
  json_put_bool (doc, root, "purchasable", *regular != '\0');
}

/* Whether there is any: by the count where one is kept. */
static void
set_stock_status (JsonDoc *doc, Json *root)
{
  const char *backorders = json_text (root, "backorders");
  gboolean is_some = json_int (root, "stock_quantity") > 0;

  json_put_bool (doc, root, "backorders_allowed", !g_str_equal (backorders, "no"));
  json_put_bool (doc, root, "backordered", FALSE);
  if (!json_true (root, "manage_stock"))
    return;
  json_put_text (doc, root, "stock_status", is_some ? "instock" : g_str_equal (backorders, "no") ? "outofstock"
                                                                                                 : "onbackorder");
  json_put_bool (doc, root, "backordered",
                 !is_some && json_int (root, "stock_quantity") < 0 && !g_str_equal (backorders, "no"));
}

/* Without a count of its own the number is ignored. */
void
storefront_set_stock (KontorStorefront *self, JsonDoc *doc, gint64 stock)
{
  Json *root = yyjson_mut_doc_get_root (doc);

  if (json_true (root, "manage_stock"))
    json_put_int (doc, root, "stock_quantity", stock);
  else
    json_put_null (doc, root, "stock_quantity");
  set_stock_status (doc, root);
}

static StorefrontObject *
find_stocked (KontorStorefront *self, gint64 product, gint64 variation)
{
  StorefrontObject *object = variation != 0 ? storefront_find (self, STOREFRONT_VARIATION, variation) : NULL;

  if (object != NULL && strstr (object->json, "\"manage_stock\":true") != NULL)
    return object;
  return storefront_find (self, STOREFRONT_PRODUCT, product);
}

/* What an order takes or gives back: one step for the database, so nothing is lost in between. */
void
storefront_move_stock (KontorStorefront *self, gint64 product, gint64 variation, gint64 by)
{
  StorefrontObject *object = find_stocked (self, product, variation);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;
  Json *root = doc != NULL ? yyjson_mut_doc_get_root (doc) : NULL;

  if (root == NULL || !json_true (root, "manage_stock"))
    return;
  storefront_set_stock (self, doc, json_int (root, "stock_quantity") + by);
  storefront_touch (self, doc);
  storefront_save (self, object, doc);
  if (object->kind == STOREFRONT_VARIATION)
    storefront_sync_parent (self, object->parent);
}

/* @product: of a product or a variation */
gint64
storefront_get_stock (KontorStorefront *self, gint64 product)
{
  StorefrontObject *object = storefront_find (self, STOREFRONT_PRODUCT, product);
  g_autoptr (JsonDoc) doc = NULL;

  if (object == NULL)
    object = storefront_find (self, STOREFRONT_VARIATION, product);
  if (object == NULL)
    return 0;
  doc = storefront_load (object);
  return json_int (yyjson_mut_doc_get_root (doc), "stock_quantity");
}

static void
read_variation (StorefrontObject *object, JsonDoc *doc, Json *ids, gint64 *lowest, char **price, gboolean *is_some)
{
  g_autoptr (JsonDoc) variation = storefront_load (object);
  Json *root = yyjson_mut_doc_get_root (variation);
  const char *text = json_text (root, "price");

  yyjson_mut_arr_add_sint (doc, ids, object->id);
  *is_some |= g_str_equal (json_text (root, "stock_status"), "instock");
  if (*text == '\0' || amount_parse (text) >= *lowest)
    return;
  *lowest = amount_parse (text);
  g_set_str (price, text);
}

/* A product's own price, stock and list of variations follow these, and its date does too. */
void
storefront_sync_parent (KontorStorefront *self, gint64 product)
{
  StorefrontObject *object = storefront_find (self, STOREFRONT_PRODUCT, product);
  GPtrArray *all = storefront_get_all (self, STOREFRONT_VARIATION);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;
  gint64 lowest = G_MAXINT64;
  g_autofree char *price = g_strdup ("");
  gboolean is_some = FALSE;
  Json *root, *ids;

  if (object == NULL)
    return;
  root = yyjson_mut_doc_get_root (doc);
  ids = json_put_list (doc, root, "variations");
  for (guint i = 0; i < all->len; i++) {
    StorefrontObject *variation = g_ptr_array_index (all, i);

    if (variation->parent == product && g_strcmp0 (variation->status, "trash") != 0)
      read_variation (variation, doc, ids, &lowest, &price, &is_some);
  }
  json_put_text (doc, root, "price", price);
  if (!json_true (root, "manage_stock"))
    json_put_text (doc, root, "stock_status", is_some ? "instock" : "outofstock");
  storefront_touch (self, doc);
  storefront_save (self, object, doc);
}
