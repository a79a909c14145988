#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-money.h"

/* What a new shop holds besides its people and its past. */
typedef struct {
  KontorShop *shop;
  GRand *random;
  yyjson_val *root;    /* of data/sample/assortment.json */
  gint64 warehouse;    /* the second location */
  GHashTable *by_slug; /* categories and tags: char * → gint64 in a pointer */
} Seed;

static gint64
get_number (GVariant *settings, const char *name, gint64 fallback)
{
  const char *text = NULL;

  if (settings == NULL || !g_variant_lookup (settings, name, "&s", &text))
    return fallback;
  return g_ascii_strtoll (text, NULL, 10);
}

static char *
make_slug (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  return g_string_free_and_steal (slug);
}

static const char *
text_at (yyjson_val *list, gsize index)
{
  return yyjson_get_str (yyjson_arr_get (list, index));
}

static ShopRow *
new_row (Seed *seed, ShopKind kind, gint64 days_ago)
{
  ShopRow *row = shop_row_new (seed->shop, kind);

  row->created = (shop_now (seed->shop) - days_ago * 86400000) / 1000 * 1000;
  return row;
}

static void
set_name (Seed *seed, ShopRow *row, const char *name)
{
  g_autofree char *encoded = shop_encode (seed->shop, name);

  shop_set_text (row->doc, shop_row_root (row), "name", encoded);
}

static gint64
save (Seed *seed, ShopRow *row)
{
  gint64 id = row->id;

  shop_row_save (seed->shop, row, SHOP_SAVE_TOUCH);
  shop_row_free (row);
  return id;
}

static gint64
add_setting (Seed *seed, const char *kind, const char *name, const char *title, int position, const char *data)
{
  ShopRow *row = new_row (seed, SHOP_SETTING, 800);
  Json *root = shop_row_root (row);
  g_autoptr (yyjson_mut_doc) details = shop_parse (data);

  shop_set_text (row->doc, root, "kind", kind);
  shop_set_text (row->doc, root, "name", title);
  shop_set_int (row->doc, root, "position", position);
  shop_set_copy (row->doc, root, "data", yyjson_mut_doc_get_root (details));
  shop_set_text (row->doc, shop_get (root, "data"), "code", name);
  return save (seed, row);
}

static void
add_settings (Seed *seed)
{
  static const struct {
    const char *kind, *name, *title, *data;
  } settings[] = {
    { "status", "pending", "Pending payment", "{}" },
    { "status", "on-hold", "Payment on hold", "{}" },
    { "status", "processing", "Processing", "{\"mails\":true}" },
    { "status", "awaiting-pickup", "Waiting for collection", "{}" },
    { "status", "completed", "Completed", "{\"mails\":true}" },
    { "status", "cancelled", "Cancelled", "{\"mails\":true}" },
    { "status", "refunded", "Refunded", "{\"mails\":true}" },
    { "status", "failed", "Failed", "{}" },
    { "status", "draft", "Draft", "{}" },
    { "shipping-method", "standard", "Standard", "{\"price\":\"4.90\",\"free_from\":\"59.00\"}" },
    { "shipping-method", "express", "Express", "{\"price\":\"9.90\"}" },
    { "shipping-method", "pickup", "Collect in the shop", "{\"price\":\"0.00\"}" },
    { "shipping-method", "europe", "Europe", "{\"price\":\"8.90\"}" },
    { "shipping-method", "world", "Worldwide", "{\"price\":\"19.90\"}" },
    { "gateway", "card", "Card", "{\"capture\":true,\"void\":true,\"refund\":true}" },
    { "gateway", "wallet", "Wallet", "{\"capture\":false,\"void\":false,\"refund\":true}" },
    { "gateway", "transfer", "Bank transfer", "{\"capture\":false,\"void\":false,\"refund\":false}" },
    { "gateway", "invoice", "Invoice", "{\"capture\":false,\"void\":false,\"refund\":false}" },
    { "gateway", "cash", "Cash on collection", "{\"capture\":false,\"void\":false,\"refund\":false}" },
    { "gateway", "voucher", "Gift voucher", "{\"capture\":false,\"void\":false,\"refund\":false}" },
    { "tax-class", "", "Standard", "{\"rate\":\"19\",\"label\":\"VAT 19 %\"}" },
    { "tax-class", "reduced", "Reduced", "{\"rate\":\"7\",\"label\":\"VAT 7 %\"}" },
    { "return-reason", "unwanted", "Unwanted", "{}" },
    { "return-reason", "not-as-described", "Not as described", "{}" },
    { "return-reason", "defective", "Defective", "{}" },
    { "return-reason", "damaged", "Damaged in transit", "{}" },
    { "return-reason", "wrong-item", "Wrong item", "{}" },
    { "refund-reason", "goodwill", "Goodwill", "{}" },
    { "refund-reason", "returned", "Returned goods", "{}" },
    { "refund-reason", "out-of-stock", "Out of stock", "{}" },
    { "cancel-reason", "customer", "Customer", "{}" },
    { "cancel-reason", "inventory", "Inventory", "{}" },
    { "cancel-reason", "payment", "Declined payment", "{}" },
  };

  shop_set_meta (
      seed->shop, "first-location",
      add_setting (seed, "location", "shop", "Shop at the harbour", 0, "{\"city\":\"Emden\",\"country\":\"DE\"}"));
  seed->warehouse = add_setting (seed, "location", "warehouse", "Warehouse Oldenburg", 1,
                                 "{\"city\":\"Oldenburg\",\"country\":\"DE\"}");
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add_setting (seed, settings[i].kind, settings[i].name, settings[i].title, (int) i, settings[i].data);
}

static void
remember (Seed *seed, const char *slug, gint64 id)
{
  g_hash_table_insert (seed->by_slug, g_strdup (slug), GSIZE_TO_POINTER (id));
}

static gint64
recall (Seed *seed, const char *slug)
{
  return (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (seed->by_slug, slug));
}

static void
add_categories (Seed *seed)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (seed->root, "categories"), i, n, entry) {
    ShopRow *row = new_row (seed, SHOP_CATEGORY, 790);

    set_name (seed, row, text_at (entry, 2));
    shop_set_text (row->doc, shop_row_root (row), "slug", text_at (entry, 0));
    shop_set_int (row->doc, shop_row_root (row), "parent_id", recall (seed, text_at (entry, 1)));
    shop_set_int (row->doc, shop_row_root (row), "position", (gint64) i);
    shop_set_object (row->doc, shop_row_root (row), "meta");
    remember (seed, text_at (entry, 0), save (seed, row));
  }
}

static void
add_tags (Seed *seed)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (seed->root, "tags"), i, n, entry) {
    ShopRow *row = new_row (seed, SHOP_TAG, 790);
    g_autofree char *slug = make_slug (yyjson_get_str (entry));

    set_name (seed, row, yyjson_get_str (entry));
    shop_set_text (row->doc, shop_row_root (row), "kind", "tag");
    shop_set_text (row->doc, shop_row_root (row), "slug", slug);
    shop_set_object (row->doc, shop_row_root (row), "meta");
    remember (seed, slug, save (seed, row));
  }
}

static void
add_discounts (Seed *seed)
{
  static const char *const statuses[] = { "active", "active", "active", "paused", "active", "scheduled", "expired" };
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (seed->root, "discounts"), i, n, entry) {
    ShopRow *row = new_row (seed, SHOP_DISCOUNT, 700 - 40 * (gint64) i);
    Json *root = shop_row_root (row);
    const char *kind = text_at (entry, 1);

    shop_set_text (row->doc, root, "code", text_at (entry, 0));
    shop_set_text (row->doc, root, "kind", kind);
    shop_set_text (row->doc, root, "percent", g_str_equal (kind, "percent") ? text_at (entry, 2) : NULL);
    shop_set_text (row->doc, root, "amount", g_str_has_prefix (kind, "fixed") ? text_at (entry, 2) : NULL);
    shop_set_text (row->doc, root, "currency", "EUR");
    shop_set_text (row->doc, root, "status", statuses[i % G_N_ELEMENTS (statuses)]);
    shop_set_int (row->doc, root, "usage_count", g_rand_int_range (seed->random, 3, 180));
    shop_set_text (row->doc, root, "minimum", i == 2 ? "40.00" : NULL);
    shop_set_bool (row->doc, root, "individual", i % 3 == 0);
    shop_set_bool (row->doc, root, "free_shipping", g_str_equal (kind, "free-shipping"));
    shop_set_text (row->doc, root, "description", text_at (entry, 3));
    shop_set_object (row->doc, root, "meta");
    save (seed, row);
  }
}

static char *
make_picture_url (const char *template, const char *palette, const char *title)
{
  g_autofree char *escaped = g_uri_escape_string (title, NULL, FALSE);

  return g_strdup_printf ("sample:/media/%s/%s/%s.svg", template, palette, escaped);
}

static gint64
add_picture (Seed *seed, ShopRow *product, yyjson_val *entry, const char *palette)
{
  Json *picture = shop_append (product->doc, shop_need_list (product->doc, shop_row_root (product), "pictures"));
  g_autofree char *url = make_picture_url (text_at (entry, 3), palette, text_at (entry, 0));
  g_autofree char *name = g_strdup_printf ("%s-%s.svg", text_at (entry, 1), palette);
  gint64 id = shop_next_id (seed->shop);

  shop_set_int (product->doc, picture, "id", id);
  shop_set_text (product->doc, picture, "src", url);
  shop_set_text (product->doc, picture, "name", name);
  shop_set_text (product->doc, picture, "alt", text_at (entry, 0));
  shop_set_int (product->doc, picture, "width", 800);
  shop_set_int (product->doc, picture, "height", 800);
  return id;
}

/** A reference in a list: [{"id": …}]. */
static void
add_link (Seed *seed, ShopRow *product, const char *list, const char *slug)
{
  Json *link;

  if (recall (seed, slug) == 0)
    return;
  link = shop_append (product->doc, shop_need_list (product->doc, shop_row_root (product), list));
  shop_set_int (product->doc, link, "id", recall (seed, slug));
}

static void
add_product_tags (Seed *seed, ShopRow *product, const char *words)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (seed->root, "tags"), i, n, entry) {
    g_autofree char *slug = make_slug (yyjson_get_str (entry));

    if (strstr (words, yyjson_get_str (entry)) != NULL)
      add_link (seed, product, "tags", slug);
  }
}

static gboolean
is_food (const char *category)
{
  return strstr (" black-tea green-tea oolong-white herbal coffee biscuits honey-jam books ", category) != NULL;
}

static void
set_product_texts (ShopRow *product, yyjson_val *entry)
{
  Json *root = shop_row_root (product);
  g_autofree char *summary = g_markup_printf_escaped ("<p>%s</p>", text_at (entry, 8));
  g_autofree char *description =
      g_markup_printf_escaped ("<p>%s</p><ul><li>Packed by hand in Emden</li><li>Sent within two working "
                               "days</li></ul><p>%s comes in a box that can be used again.</p>",
                               text_at (entry, 8), text_at (entry, 0));

  shop_set_text (product->doc, root, "summary", summary);
  shop_set_text (product->doc, root, "description", description);
  shop_set_text (product->doc, root, "seo_description", text_at (entry, 8));
}

static ShopRow *
new_product (Seed *seed, yyjson_val *entry)
{
  ShopRow *product = new_row (seed, SHOP_PRODUCT, g_rand_int_range (seed->random, 30, 780));
  Json *root = shop_row_root (product);
  g_autofree char *slug = make_slug (text_at (entry, 0)),
                  *vendor = shop_encode (seed->shop, yyjson_get_str (yyjson_obj_get (seed->root, "vendor")));
  gboolean voucher = g_str_equal (text_at (entry, 3), "card");

  set_name (seed, product, text_at (entry, 0));
  shop_set_text (product->doc, root, "slug", slug);
  shop_set_text (product->doc, root, "status", g_rand_int_range (seed->random, 0, 100) < 4 ? "draft" : "published");
  shop_set_text (product->doc, root, "kind", g_str_equal (text_at (entry, 6), "one") ? "simple" : "variable");
  shop_set_text (product->doc, root, "sku", text_at (entry, 1));
  shop_set_text (product->doc, root, "vendor", vendor);
  shop_set_text (product->doc, root, "currency", "EUR");
  shop_set_bool (product->doc, root, "featured", strstr (text_at (entry, 7), "bestseller") != NULL);
  shop_set_text (product->doc, root, "visibility", "visible");
  shop_set_text (product->doc, root, "tax_status", voucher ? "none" : "taxable");
  shop_set_text (product->doc, root, "tax_class", is_food (text_at (entry, 2)) ? "reduced" : "");
  shop_set_bool (product->doc, root, "requires_shipping", !voucher);
  set_product_texts (product, entry);
  shop_set_object (product->doc, root, "meta");
  shop_set_list (product->doc, root, "options");
  add_link (seed, product, "categories", text_at (entry, 2));
  shop_need_list (product->doc, root, "tags");
  add_product_tags (seed, product, text_at (entry, 7));
  return product;
}

static void
add_level (Seed *seed, ShopRow *variation, gint64 location, gint64 on_hand)
{
  Json *level = shop_append (variation->doc, shop_need_list (variation->doc, shop_row_root (variation), "levels"));

  shop_set_int (variation->doc, level, "location_id", location);
  shop_set_int (variation->doc, level, "on_hand", on_hand);
  shop_set_int (variation->doc, level, "committed", 0);
  shop_set_int (variation->doc, level, "unavailable", 0);
  shop_set_int (variation->doc, level, "incoming", on_hand < 8 ? 24 : 0);
}

static void
set_stock (Seed *seed, ShopRow *variation, gboolean managed)
{
  int roll = g_rand_int_range (seed->random, 0, 100);
  gint64 main_stock = roll < 5 ? 0 : roll < 14 ? g_rand_int_range (seed->random, 1, 6)
                                               : g_rand_int_range (seed->random, 12, 140);

  shop_set_bool (variation->doc, shop_row_root (variation), "manage_stock", managed);
  shop_set_text (variation->doc, shop_row_root (variation), "backorders", roll > 90 ? "notify" : "no");
  shop_set_int (variation->doc, shop_row_root (variation), "low_stock", 6);
  shop_need_list (variation->doc, shop_row_root (variation), "levels");
  if (!managed)
    return;
  add_level (seed, variation, shop_first_location (seed->shop), main_stock);
  add_level (seed, variation, seed->warehouse, g_rand_int_range (seed->random, 0, 60));
}

/** In the other currency a little more, to the tenth; a lower price for a while is offered in both. */
static void
set_other_price (ShopRow *variation)
{
  Json *root = shop_row_root (variation);
  Json *price = shop_append (variation->doc, shop_set_list (variation->doc, root, "prices"));

  shop_set_text (variation->doc, price, "currency", SHOP_OTHER_CURRENCY);
  shop_set_amount (variation->doc, price, "amount", kontor_amount_share (shop_get_amount (root, "regular_price"), 115, 100, 1));
  if (shop_get (root, "sale_price") != NULL)
    shop_set_amount (variation->doc, price, "sale_amount", kontor_amount_share (shop_get_amount (root, "sale_price"), 115, 100, 1));
}

static void
set_prices (Seed *seed, ShopRow *variation, gint64 price)
{
  Json *root = shop_row_root (variation);

  shop_set_amount (variation->doc, root, "regular_price", price);
  shop_set_null (variation->doc, root, "sale_price");
  if (g_rand_int_range (seed->random, 0, 100) < 9)
    shop_set_amount (variation->doc, root, "sale_price", kontor_amount_share (price, 85, 1000, 1) * 10);
  shop_set_null (variation->doc, root, "sale_from");
  shop_set_null (variation->doc, root, "sale_to");
  shop_set_amount (variation->doc, root, "cost",
                   kontor_amount_share (price, g_rand_int_range (seed->random, 34, 52), 100, 2));
  set_other_price (variation);
}

static char *
make_gtin (gint64 id)
{
  g_autofree char *digits = g_strdup_printf ("4006%08" G_GINT64_FORMAT, id % 100000000);
  int sum = 0;

  for (int i = 0; i < 12; i++)
    sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return g_strdup_printf ("%s%d", digits, (10 - sum % 10) % 10);
}

static void
set_measures (ShopRow *variation, gint64 weight)
{
  static const char *const sizes[] = { "length", "width", "height" };
  g_autofree char *text = g_strdup_printf ("%d", (int) weight);

  shop_set_text (variation->doc, shop_row_root (variation), "weight", text);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    shop_set_text (variation->doc, shop_row_root (variation), sizes[i], weight > 300 ? "18" : "9");
}

/** @value: (nullable): of the product's only option. */
static void
add_variation (Seed *seed, const ShopRow *product, yyjson_val *entry, const char *option, yyjson_val *value,
               int position, gint64 picture)
{
  ShopRow *row = new_row (seed, SHOP_VARIATION, (shop_now (seed->shop) - product->created) / 86400000);
  Json *root = shop_row_root (row), *choice, *options = shop_set_list (row->doc, root, "options");
  g_autofree char *sku = value != NULL ? g_strdup_printf ("%s-%d", text_at (entry, 1), position + 1)
                                       : g_strdup (text_at (entry, 1)),
                  *gtin = make_gtin (row->id);
  gint64 price = 0;

  row->parent = product->id;
  kontor_decimal_parse (text_at (entry, 5), &price, NULL, NULL);
  if (value != NULL) {
    price = kontor_amount_share (price, yyjson_get_sint (yyjson_arr_get (value, 1)), 100, 1);
    choice = shop_append (row->doc, options);
    shop_set_text (row->doc, choice, "name", option);
    shop_set_text (row->doc, choice, "value", text_at (value, 0));
  }
  set_name (seed, row, value != NULL ? text_at (value, 0) : "");
  shop_set_text (row->doc, root, "sku", sku);
  shop_set_text (row->doc, root, "gtin", gtin);
  shop_set_int (row->doc, root, "position", position);
  shop_set_text (row->doc, root, "status", "published");
  shop_set_text (row->doc, root, "currency", "EUR");
  set_prices (seed, row, price);
  set_stock (seed, row, !g_str_equal (text_at (entry, 3), "card"));
  set_measures (row, value != NULL ? yyjson_get_sint (yyjson_arr_get (value, 2)) : 280);
  shop_set_text (row->doc, root, "origin", "DE");
  shop_set_int (row->doc, root, "picture_id", picture);
  shop_set_object (row->doc, root, "meta");
  save (seed, row);
}

static void
add_option (Seed *seed, ShopRow *product, yyjson_val *scheme)
{
  Json *option = shop_append (product->doc, shop_need_list (product->doc, shop_row_root (product), "options")), *values;

  shop_set_int (product->doc, option, "id", shop_next_id (seed->shop));
  shop_set_text (product->doc, option, "name", text_at (scheme, 0));
  values = shop_set_list (product->doc, option, "values");
  for (gsize i = 1; i < yyjson_arr_size (scheme); i++) {
    Json *value = shop_append (product->doc, values);

    shop_set_text (product->doc, value, "name", text_at (yyjson_arr_get (scheme, i), 0));
  }
}

static void
add_product (Seed *seed, yyjson_val *entry)
{
  g_autoptr (ShopRow) product = new_product (seed, entry);
  yyjson_val *scheme = yyjson_obj_get (yyjson_obj_get (seed->root, "schemes"), text_at (entry, 6));
  gint64 cover = 0;

  if (!yyjson_is_arr (scheme)) {
    cover = add_picture (seed, product, entry, text_at (entry, 4));
    add_variation (seed, product, entry, NULL, NULL, 0, cover);
  } else
    add_option (seed, product, scheme);
  for (gsize i = 1; i < yyjson_arr_size (scheme); i++) {
    yyjson_val *value = yyjson_arr_get (scheme, i);
    const char *palette = text_at (value, 3) != NULL ? text_at (value, 3) : text_at (entry, 4);

    if (i == 1 || text_at (value, 3) != NULL)
      cover = add_picture (seed, product, entry, palette);
    add_variation (seed, product, entry, text_at (scheme, 0), value, (int) i - 1, cover);
  }
  shop_row_save (seed->shop, product, SHOP_SAVE_TOUCH);
}

static void
add_products (Seed *seed, gsize count)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (seed->root, "products"), i, n, entry)
    if (i < count)
      add_product (seed, entry);
}

/** Fills a new shop, within the transaction that made its tables. */
void
shop_seed (KontorShop *self, GVariant *settings)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);
  g_autoptr (GHashTable) by_slug = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (yyjson_doc) data = shop_read_data ("assortment.json");
  Seed seed = { self, random, yyjson_doc_get_root (data), 0, by_slug };

  self->seeding = TRUE;
  shop_set_meta (self, "last-id", 100);
  shop_set_meta (self, "last-number", 10000);
  add_settings (&seed);
  add_categories (&seed);
  add_tags (&seed);
  add_discounts (&seed);
  add_products (&seed, (gsize) get_number (settings, "products", 10000));
  shop_seed_customers (self, random, (guint) get_number (settings, "customers", 900));
  shop_seed_history (self, random, (guint) get_number (settings, "orders", 3000));
  self->seeding = FALSE;
  shop_set_meta (self, "lived-until", shop_now (self));
}
