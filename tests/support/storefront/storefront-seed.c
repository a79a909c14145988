/* What a new shop holds, made from a seed. */
#include "storefront-orders.h"
#include "storefront-people.h"
#include "storefront-product-fields.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT (86400)

static const char *const materials[] = { "Oak", "Linen", "Copper", "Wool", "Clay",
                                         "Cotton", "Steel", "Cork", "Glass", "Paper" };
static const char *const things[] = { "Mug", "Lamp", "Basket", "Notebook", "Scarf", "Bowl",
                                      "Chair", "Cushion", "Tray", "Clock", "Vase & Stand", "Apron" };
static const char *const colours[] = { "Red", "Green", "Blue" };
static const char *const first_names[] = { "Ada", "Jamal", "Mina", "Noah", "Lena",
                                           "Otto", "Priya", "Sven", "Tara", "Jürgen" };
static const char *const last_names[] = { "Stone", "Brown", "Kim", "Wolf", "Müller & Söhne",
                                          "Diaz", "Patel", "Holm", "Novak", "Vos" };
static const char *const statuses[] = { "processing", "processing", "completed", "completed", "completed",
                                        "completed", "on-hold", "pending", "cancelled", "failed" };

static const struct {
  const char *street;
  const char *city;
  const char *state;
  const char *postcode;
  const char *country;
} places[] = {
  { "350 5th Ave", "New York", "NY", "10118", "US" },
  { "1 Market St", "San Francisco", "CA", "94105", "US" },
  { "Lange Straße 5", "Köln", "", "50667", "DE" },
};

#define PICK(self, list) (list)[g_rand_int_range ((self)->random, 0, G_N_ELEMENTS (list))]

static void
put_common (KontorStorefront *self, JsonDoc *doc, guint n)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *price = g_strdup_printf ("%d.%02d", g_rand_int_range (self->random, 3, 120),
                                            g_rand_int_range (self->random, 0, 4) * 25 % 100);
  gint64 created =
      kontor_storefront_get_now (self) - DAY * 400 + n % 300 * DAY + g_rand_int_range (self->random, 0, 80000);

  json_put_text (doc, root, "regular_price", price);
  if (g_rand_int_range (self->random, 0, 8) == 0)
    json_put_text (doc, root, "sale_price", "2.50");
  json_put_text (doc, root, "weight", "0.4");
  json_put_bool (doc, root, "manage_stock", TRUE);
  storefront_set_stock (self, doc, g_rand_int_range (self->random, 0, 400));
  storefront_set_prices (self, doc);
  storefront_stamp (self, doc, root, "date_created", created);
  storefront_stamp (self, doc, root, "date_modified",
                    created + g_rand_int_range (self->random, 0, (gint32) (90 * DAY)));
}

static void
add_variation (KontorStorefront *self, StorefrontObject *product, guint n, guint colour)
{
  g_autoptr (JsonDoc) doc = json_parse (STOREFRONT_NEW_VARIATION);
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *sku = g_strdup_printf ("KT-%05u-%s", n, colours[colour]);
  g_autofree char *attributes =
      g_strdup_printf ("{\"id\":1,\"name\":\"Color\",\"slug\":\"pa_color\",\"option\":\"%s\"}", colours[colour]);

  json_put_text (doc, root, "sku", sku);
  json_put_text (doc, root, "name", colours[colour]);
  json_put_int (doc, root, "parent_id", product->id);
  json_append_text (doc, json_get (root, "attributes"), attributes);
  put_common (self, doc, n);
  storefront_add (self, STOREFRONT_VARIATION, product->id, doc);
}

static void
put_words (KontorStorefront *self, JsonDoc *doc, guint n)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *name = g_strdup_printf ("%s %s No. %u", PICK (self, materials), PICK (self, things), n);
  g_autofree char *clean = storefront_text_clean (name, TRUE);
  g_autofree char *slug = storefront_text_slug (name);
  g_autofree char *sku = g_strdup_printf ("KT-%05u", n);
  g_autofree char *address = g_strdup_printf ("%s/product/%s/", self->address, slug);

  json_put_text (doc, root, "name", clean);
  json_put_text (doc, root, "slug", slug);
  json_put_text (doc, root, "permalink", address);
  json_put_text (doc, root, "sku", sku);
  json_put_text (
      doc, root, "description",
      "Made by hand in small numbers, of what grew or was dug nearby, and finished with oil.\n\n"
      "Each piece differs a little from the next. Wipe it clean, keep it dry, and it will outlast the shelf it stands on. "
      "What is left over from the workshop goes into the smaller things of this shop.");
  json_put_text (doc, root, "short_description", "A piece for every day.");
}

static void
put_places (KontorStorefront *self, JsonDoc *doc, guint n)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  GPtrArray *categories = storefront_get_all (self, STOREFRONT_CATEGORY);
  StorefrontObject *category = g_ptr_array_index (categories, n % categories->len);
  g_autofree char *text = g_strdup_printf ("[{\"id\":%" G_GINT64_FORMAT "}]", category->id);
  g_autoptr (yyjson_doc) terms = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);
  StorefrontObject *picture;
  g_autofree char *title = g_strdup_printf ("picture %u", n);

  storefront_set_terms (self, doc, "categories", STOREFRONT_CATEGORY, yyjson_doc_get_root (terms));
  if (n >= 200)
    return;
  picture = storefront_add_picture (self, title);
  yyjson_mut_arr_append (json_get (root, "images"), storefront_image (self, doc, picture, NULL));
}

static void
add_product (KontorStorefront *self, guint n)
{
  g_autoptr (JsonDoc) doc = json_parse (STOREFRONT_NEW_PRODUCT);
  Json *root = yyjson_mut_doc_get_root (doc);
  gboolean is_variable = (guint) g_rand_int_range (self->random, 0, 100) < self->options.variable_percent;
  StorefrontObject *product;

  put_words (self, doc, n);
  put_places (self, doc, n);
  put_common (self, doc, n);
  if (is_variable) {
    json_put_text (doc, root, "type", "variable");
    json_put_bool (doc, root, "manage_stock", FALSE);
    storefront_set_stock (self, doc, 0);
    json_put_text (doc, root, "regular_price", "");
    json_append_text (
        doc, json_get (root, "attributes"),
        "{\"id\":1,\"name\":\"Color\",\"slug\":\"pa_color\",\"position\":0,\"visible\":true,\"variation\":true,"
        "\"options\":[\"Red\",\"Green\",\"Blue\"]}");
  }
  product = storefront_add (self, STOREFRONT_PRODUCT, 0, doc);
  if (!is_variable)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    add_variation (self, product, n, i);
}

/* What the variations come to, in one walk over them: they stand in the order of their products. */
static void
sync_parents (KontorStorefront *self)
{
  GPtrArray *all = storefront_get_all (self, STOREFRONT_VARIATION);

  for (guint i = 0; i < all->len; i += G_N_ELEMENTS (colours)) {
    StorefrontObject *first = g_ptr_array_index (all, i);
    StorefrontObject *product = storefront_find (self, STOREFRONT_PRODUCT, first->parent);
    g_autoptr (JsonDoc) doc = storefront_load (product);
    g_autoptr (JsonDoc) one = storefront_load (first);
    Json *root = yyjson_mut_doc_get_root (doc);
    Json *ids = json_put_list (doc, root, "variations");

    for (guint j = 0; j < G_N_ELEMENTS (colours); j++)
      yyjson_mut_arr_add_sint (doc, ids, first->id + j);
    json_put_text (doc, root, "price", json_text (yyjson_mut_doc_get_root (one), "price"));
    json_put_bool (doc, root, "has_options", TRUE);
    json_put_text (doc, root, "stock_status", "instock");
    storefront_save (self, product, doc);
  }
}

void
storefront_fill_products (KontorStorefront *self)
{
  static const char *const categories[] = { "Uncategorized", "Kitchen", "Living & Dining", "Desk", "Garments" };
  g_autoptr (JsonDoc) colour = json_parse ("{\"id\":0,\"name\":\"Color\",\"slug\":\"pa_color\",\"type\":\"select\","
                                           "\"order_by\":\"menu_order\",\"has_archives\":false}");

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    storefront_add_term (self, STOREFRONT_CATEGORY, 0, categories[i]);
  storefront_add_term (self, STOREFRONT_TAG, 0, "New & hot");
  storefront_add_term (self, STOREFRONT_BRAND, 0, "Acme & Sons");
  storefront_add (self, STOREFRONT_ATTRIBUTE, 0, colour);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    storefront_add_term (self, STOREFRONT_TERM, 1, colours[i]);
  for (guint n = 0; n < self->options.n_products; n++)
    add_product (self, n);
  sync_parents (self);
}

static void
put_address (KontorStorefront *self, JsonDoc *doc, const char *name, guint person)
{
  Json *address = json_get (yyjson_mut_doc_get_root (doc), name);
  guint place = person % G_N_ELEMENTS (places);
  g_autofree char *email = g_strdup_printf ("c%u@example.test", person);
  g_autofree char *phone = g_strdup_printf ("+1 555 %05u", person % 100000);

  json_put_text (doc, address, "first_name", first_names[person % G_N_ELEMENTS (first_names)]);
  json_put_text (doc, address, "last_name", last_names[person / 3 % G_N_ELEMENTS (last_names)]);
  json_put_text (doc, address, "address_1", places[place].street);
  json_put_text (doc, address, "city", places[place].city);
  json_put_text (doc, address, "state", places[place].state);
  json_put_text (doc, address, "postcode", places[place].postcode);
  json_put_text (doc, address, "country", places[place].country);
  json_put_text (doc, address, "phone", phone);
  if (g_str_equal (name, "billing"))
    json_put_text (doc, address, "email", email);
}

void
storefront_fill_people (KontorStorefront *self)
{
  storefront_add_coupon (self, "welcome10", "percent", "10.00");
  storefront_add_coupon (self, "five-off", "fixed_cart", "5.00");
  for (guint n = 0; n < self->options.n_customers; n++) {
    g_autofree char *email = g_strdup_printf ("c%u@example.test", n);
    StorefrontObject *object = storefront_add_customer (self, first_names[n % G_N_ELEMENTS (first_names)],
                                                        last_names[n / 3 % G_N_ELEMENTS (last_names)], email,
                                                        kontor_storefront_get_now (self) - DAY * (400 - n % 400));
    g_autoptr (JsonDoc) doc = storefront_load (object);

    put_address (self, doc, "billing", n);
    put_address (self, doc, "shipping", n);
    storefront_save (self, object, doc);
  }
}

static void
put_basket (KontorStorefront *self, JsonDoc *doc)
{
  GPtrArray *products = storefront_get_all (self, STOREFRONT_PRODUCT);
  GPtrArray *variations = storefront_get_all (self, STOREFRONT_VARIATION);
  int n = g_rand_int_range (self->random, 1, 5);

  for (int i = 0; i < n && products->len > 0; i++) {
    guint at = (guint) g_rand_int_range (self->random, 0, (gint32) (products->len + variations->len));
    StorefrontObject *object =
        at < products->len ? g_ptr_array_index (products, at) : g_ptr_array_index (variations, at - products->len);
    gint64 product = object->kind == STOREFRONT_VARIATION ? object->parent : object->id;

    storefront_append_item (self, doc, product, object->kind == STOREFRONT_VARIATION ? object->id : 0,
                            g_rand_int_range (self->random, 1, 4));
  }
  storefront_append_shipping (self, doc, "flat_rate", "Flat rate", "1", 7500000);
}

/* An order as the shop's own checkout places it. @by_seed: any status, and the stock is as it is */
StorefrontObject *
storefront_place_order (KontorStorefront *self, gint64 at, gboolean by_seed)
{
  g_autoptr (JsonDoc) doc = storefront_new_order (self, at, "store-api");
  Json *root = yyjson_mut_doc_get_root (doc);
  guint person = (guint) g_rand_int_range (self->random, 0, (gint32) MAX (2 * self->options.n_customers, 10));
  const char *status =
      by_seed && at < kontor_storefront_get_now (self) - 5 * DAY ? PICK (self, statuses) : "processing";

  if (person < self->options.n_customers)
    json_put_int (
        doc, root, "customer_id",
        ((StorefrontObject *) g_ptr_array_index (storefront_get_all (self, STOREFRONT_CUSTOMER), person))->id);
  put_address (self, doc, "billing", person);
  put_address (self, doc, "shipping", person);
  json_put_text (doc, root, "payment_method", "cod");
  json_put_text (doc, root, "payment_method_title", "Cash on delivery");
  put_basket (self, doc);
  storefront_total_order (self, doc);
  if (by_seed) {
    json_put_text (doc, root, "status", status);
    if (g_str_equal (status, "processing") || g_str_equal (status, "completed"))
      storefront_stamp (self, doc, root, "date_paid", at);
    if (g_str_equal (status, "completed"))
      storefront_stamp (self, doc, root, "date_completed", at);
  } else
    storefront_set_status (self, doc, json_int (root, "id"), status);
  storefront_note_guest (self, doc);
  return storefront_add (self, STOREFRONT_ORDER, 0, doc);
}

/* @oldest: how many seconds ago the first one was placed; the others follow in even steps */
void
storefront_fill_orders (KontorStorefront *self, guint n_orders, gint64 oldest)
{
  gint64 now = kontor_storefront_get_now (self);

  for (guint n = 0; n < n_orders; n++)
    storefront_place_order (self, now - oldest + oldest * n / n_orders, TRUE);
}
