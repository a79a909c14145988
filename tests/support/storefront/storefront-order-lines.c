/* The lines of an order: what a request says of them, their taxes, and what all come to. */
#include "storefront-orders.h"

#include <string.h>

/* Where the shop itself is, which counts for an order that goes nowhere yet. */
#define BASE_COUNTRY "US"
#define BASE_STATE "CA"

/* The rates of the recorded store that hold for where the order goes. */
static Json *
find_rate (KontorStorefront *self, JsonDoc *doc, gboolean for_shipping)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  Json *address = json_get (root, "shipping");
  const char *country, *state;
  size_t at, n;
  Json *rate;

  if (*json_text (address, "country") == '\0')
    address = json_get (root, "billing");
  country = json_text (address, "country");
  state = json_text (address, "state");
  if (*country == '\0') {
    country = BASE_COUNTRY;
    state = BASE_STATE;
  }
  yyjson_mut_arr_foreach (yyjson_mut_doc_get_root (storefront_get_setting (self, "taxes")), at, n, rate) {
    const char *of = json_text (rate, "state");

    if (g_str_equal (json_text (rate, "country"), country) && (*of == '\0' || g_str_equal (of, state)) &&
        (!for_shipping || json_true (rate, "shipping")))
      return rate;
  }
  return NULL;
}

static gint64
tax_of (gint64 amount, Json *rate)
{
  /* The rate has four decimals, in percent. */
  gint64 parts = json_amount (rate, "rate") / 100;
  gint64 product = amount / 1000 * parts + amount % 1000 * parts / 1000;

  return (product + (product < 0 ? -500 : 500)) / 1000;
}

/* Of each line the tax is exact in "taxes" and rounded in itself. */
void
storefront_tax_line (KontorStorefront *self, JsonDoc *doc, Json *line)
{
  gboolean is_shipping = json_get (line, "method_id") != NULL;
  gboolean is_item = json_get (line, "subtotal") != NULL;
  Json *rate = find_rate (self, doc, is_shipping);
  Json *taxes = json_put_list (doc, line, "taxes");
  gint64 total = rate != NULL ? tax_of (json_amount (line, "total"), rate) : 0;
  gint64 subtotal = rate != NULL ? tax_of (json_amount (line, "subtotal"), rate) : 0;
  Json *tax;

  json_put_amount (doc, line, "total_tax", amount_round (total, self->decimals));
  if (is_item)
    json_put_amount (doc, line, "subtotal_tax", amount_round (subtotal, self->decimals));
  if (rate == NULL)
    return;
  tax = json_append (doc, taxes);
  json_put_int (doc, tax, "id", json_int (rate, "id"));
  json_put_amount (doc, tax, "total", total);
  if (is_item)
    json_put_amount (doc, tax, "subtotal", subtotal);
  else
    json_put_text (doc, tax, "subtotal", "");
}

static gint64
sum_lines (Json *root, const char *list, const char *name)
{
  size_t at, n;
  Json *line;
  gint64 sum = 0;

  yyjson_mut_arr_foreach (json_get (root, list), at, n, line)
    sum += json_amount (line, name);
  return sum;
}

/* What the discounts save in tax, exactly. */
static gint64
sum_discount_taxes (Json *root)
{
  size_t at, n;
  Json *line;
  gint64 sum = 0;

  yyjson_mut_arr_foreach (json_get (root, "line_items"), at, n, line) {
    Json *tax = yyjson_mut_arr_get_first (json_get (line, "taxes"));

    sum += tax != NULL ? json_amount (tax, "subtotal") - json_amount (tax, "total") : 0;
  }
  return sum;
}

static void
write_tax_lines (KontorStorefront *self, JsonDoc *doc, gint64 cart_tax, gint64 shipping_tax)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  Json *rate = find_rate (self, doc, FALSE);
  gint64 id = json_int (yyjson_mut_arr_get_first (json_get (root, "tax_lines")), "id");
  Json *lines = json_put_list (doc, root, "tax_lines");
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  Json *line;

  if (rate == NULL)
    return;
  name = g_utf8_strup (json_text (rate, "name"), -1);
  code = g_strdup_printf ("%s-%s-%s-1", json_text (rate, "country"), json_text (rate, "state"), name);
  line = json_append (doc, lines);
  json_put_int (doc, line, "id", id != 0 ? id : storefront_next_id (self, STOREFRONT_ID_ITEM));
  json_put_text (doc, line, "rate_code", code);
  json_put_int (doc, line, "rate_id", json_int (rate, "id"));
  json_put_text (doc, line, "label", json_text (rate, "name"));
  json_put_bool (doc, line, "compound", FALSE);
  json_put_amount (doc, line, "tax_total", cart_tax);
  json_put_amount (doc, line, "shipping_tax_total", shipping_tax);
  json_put (doc, line, "rate_percent", yyjson_mut_real (doc, (double) json_amount (rate, "rate") / AMOUNT_UNIT));
  json_put_list (doc, line, "meta_data");
}

static void
tax_lines (KontorStorefront *self, JsonDoc *doc)
{
  static const char *const lists[] = { "line_items", "shipping_lines", "fee_lines" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    size_t at, n;
    Json *line;

    yyjson_mut_arr_foreach (json_get (yyjson_mut_doc_get_root (doc), lists[i]), at, n, line)
      storefront_tax_line (self, doc, line);
  }
}

/* Works out all that follows from the lines. */
void
storefront_total_order (KontorStorefront *self, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  gint64 items, cart_tax, shipping, shipping_tax, total;

  tax_lines (self, doc);
  items = sum_lines (root, "line_items", "total") + sum_lines (root, "fee_lines", "total");
  shipping = sum_lines (root, "shipping_lines", "total");
  cart_tax = sum_lines (root, "line_items", "total_tax") + sum_lines (root, "fee_lines", "total_tax");
  shipping_tax = sum_lines (root, "shipping_lines", "total_tax");
  total = amount_round (items + shipping + cart_tax + shipping_tax, self->decimals);
  json_put_amount (doc, root, "discount_total",
                   sum_lines (root, "line_items", "subtotal") - sum_lines (root, "line_items", "total"));
  json_put_amount (doc, root, "discount_tax", amount_round (sum_discount_taxes (root), self->decimals));
  json_put_amount (doc, root, "shipping_total", shipping);
  json_put_amount (doc, root, "shipping_tax", shipping_tax);
  json_put_amount (doc, root, "cart_tax", cart_tax);
  json_put_amount (doc, root, "total_tax", cart_tax + shipping_tax);
  json_put_amount (doc, root, "total", total);
  write_tax_lines (self, doc, cart_tax, shipping_tax);
}

/* The picture as an order line shows it: of a product its id is text, empty where there is none; of a variation a number. */
static void
put_image (JsonDoc *doc, Json *line, Json *product)
{
  Json *images = json_get (product, "images");
  Json *first = images != NULL ? yyjson_mut_arr_get_first (images) : json_get (product, "image");
  Json *image = yyjson_mut_obj (doc);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, json_int (first, "id"));

  if (images == NULL)
    json_put_int (doc, image, "id", json_int (first, "id"));
  else
    json_put_text (doc, image, "id", json_int (first, "id") != 0 ? id : "");
  json_put_text (doc, image, "src", json_text (first, "src"));
  json_put (doc, line, "image", image);
}

static void
put_options (KontorStorefront *self, JsonDoc *doc, Json *line, Json *variation)
{
  size_t at, n;
  Json *attribute;

  yyjson_mut_arr_foreach (json_get (variation, "attributes"), at, n, attribute) {
    const char *option = json_text (attribute, "option");
    const char *slug = json_text (attribute, "slug");
    g_autofree char *value = storefront_text_slug (option);
    Json *entry;

    storefront_set_meta (self, doc, line, slug, g_str_has_prefix (slug, "pa_") ? value : option, TRUE);
    entry = yyjson_mut_arr_get_last (json_get (line, "meta_data"));
    json_put_text (doc, entry, "display_key", json_text (attribute, "name"));
    json_put_text (doc, entry, "display_value", option);
  }
}

static void
put_product_fields (KontorStorefront *self, JsonDoc *doc, Json *line, StorefrontObject *object,
                    StorefrontObject *parent)
{
  g_autoptr (JsonDoc) from = storefront_load (object);
  g_autoptr (JsonDoc) of = parent != NULL ? storefront_load (parent) : NULL;
  Json *root = yyjson_mut_doc_get_root (from);
  const char *parent_name = of != NULL ? json_text (yyjson_mut_doc_get_root (of), "name") : "";
  g_autofree char *whole = g_strdup_printf ("%s - %s", parent_name, json_text (root, "name"));

  json_put_text (doc, line, "name", parent != NULL ? whole : json_text (root, "name"));
  json_put_text (doc, line, "tax_class", json_text (root, "tax_class"));
  json_put_text (doc, line, "sku", json_text (root, "sku"));
  json_put_text (doc, line, "global_unique_id", json_text (root, "global_unique_id"));
  put_image (doc, line, root);
  if (parent != NULL)
    put_options (self, doc, line, root);
  if (parent != NULL)
    json_put_text (doc, line, "parent_name", parent_name);
  else
    json_put_null (doc, line, "parent_name");
}

static gint64
price_of (StorefrontObject *object)
{
  g_autoptr (JsonDoc) from = object != NULL ? storefront_load (object) : NULL;

  return from != NULL ? json_amount (yyjson_mut_doc_get_root (from), "price") : 0;
}

/* After the discount, of one, as a number with as many digits as it has. */
void
storefront_set_line_price (JsonDoc *doc, Json *line)
{
  gint64 quantity = json_int (line, "quantity");
  double price = quantity != 0 ? (double) json_amount (line, "total") / (double) quantity / AMOUNT_UNIT : 0;

  json_put (doc, line, "price",
            price == (double) (gint64) price ? yyjson_mut_sint (doc, (gint64) price) : yyjson_mut_real (doc, price));
}

/* A product that there is not makes a line without a name, at no price. */
Json *
storefront_append_item (KontorStorefront *self, JsonDoc *doc, gint64 product, gint64 variation, gint64 quantity)
{
  Json *line = json_append_text (
      doc, json_get (yyjson_mut_doc_get_root (doc), "line_items"),
      "{\"id\":0,\"name\":\"\",\"product_id\":0,\"variation_id\":0,\"quantity\":1,\"tax_class\":\"\","
      "\"subtotal\":\"0.000000\",\"subtotal_tax\":\"0.000000\",\"total\":\"0.000000\","
      "\"total_tax\":\"0.000000\",\"taxes\":[],\"meta_data\":[],\"sku\":null,"
      "\"global_unique_id\":\"\",\"price\":0,\"image\":{\"id\":\"\",\"src\":\"\"},\"parent_name\":null}");
  StorefrontObject *own = variation != 0 ? storefront_find (self, STOREFRONT_VARIATION, variation) : NULL;
  StorefrontObject *parent = storefront_find (self, STOREFRONT_PRODUCT, own != NULL ? own->parent : product);
  StorefrontObject *object = own != NULL ? own : parent;

  json_put_int (doc, line, "id", storefront_next_id (self, STOREFRONT_ID_ITEM));
  json_put_int (doc, line, "product_id", parent != NULL ? parent->id : 0);
  json_put_int (doc, line, "variation_id", own != NULL ? own->id : 0);
  json_put_int (doc, line, "quantity", quantity);
  if (object != NULL)
    put_product_fields (self, doc, line, object, own != NULL ? parent : NULL);
  json_put_amount (doc, line, "subtotal", price_of (object) * quantity);
  json_put_amount (doc, line, "total", price_of (object) * quantity);
  storefront_set_line_price (doc, line);
  return line;
}

Json *
storefront_append_shipping (KontorStorefront *self, JsonDoc *doc, const char *method, const char *title,
                            const char *instance, gint64 total)
{
  Json *line =
      json_append_text (doc, json_get (yyjson_mut_doc_get_root (doc), "shipping_lines"),
                        "{\"id\":0,\"method_title\":\"\",\"method_id\":\"\",\"instance_id\":\"\",\"total\":\"\","
                        "\"total_tax\":\"0.000000\",\"taxes\":[],\"tax_status\":\"taxable\",\"meta_data\":[]}");

  json_put_int (doc, line, "id", storefront_next_id (self, STOREFRONT_ID_ITEM));
  json_put_text (doc, line, "method_id", method);
  json_put_text (doc, line, "method_title", title);
  json_put_text (doc, line, "instance_id", instance);
  json_put_amount (doc, line, "total", total);
  return line;
}

static Json *
append_fee (KontorStorefront *self, JsonDoc *doc)
{
  Json *line =
      json_append_text (doc, json_get (yyjson_mut_doc_get_root (doc), "fee_lines"),
                        "{\"id\":0,\"name\":\"\",\"tax_class\":\"\",\"tax_status\":\"taxable\",\"amount\":\"\","
                        "\"total\":\"0.000000\",\"total_tax\":\"0.000000\",\"taxes\":[],\"meta_data\":[]}");

  json_put_int (doc, line, "id", storefront_next_id (self, STOREFRONT_ID_ITEM));
  return line;
}

static void
put_amount (JsonDoc *doc, Json *line, yyjson_val *change, const char *name)
{
  yyjson_val *value = yyjson_obj_get (change, name);

  if (yyjson_is_str (value))
    json_put_amount (doc, line, name, amount_parse (yyjson_get_str (value)));
  else if (yyjson_is_num (value))
    json_put_amount (doc, line, name, (gint64) (yyjson_get_num (value) * AMOUNT_UNIT));
}

static void
put_text (JsonDoc *doc, Json *line, yyjson_val *change, const char *name)
{
  const char *text = json_body_text (change, name);

  if (text != NULL)
    json_put_text (doc, line, name, text);
}

/* What was in the order and no longer is goes back on the shelf. */
static void
remove_line (KontorStorefront *self, Json *list, Json *line)
{
  const char *reduced = storefront_get_meta (line, "_reduced_stock");
  size_t at, n;
  Json *each;

  if (reduced != NULL)
    storefront_move_stock (self, json_int (line, "product_id"), json_int (line, "variation_id"),
                           g_ascii_strtoll (reduced, NULL, 10));
  yyjson_mut_arr_foreach (list, at, n, each) {
    if (each == line) {
      yyjson_mut_arr_remove (list, at);
      return;
    }
  }
}

/* A quantity alone moves stock but no money. */
static void
change_quantity (KontorStorefront *self, JsonDoc *doc, Json *line, gint64 quantity)
{
  const char *reduced = storefront_get_meta (line, "_reduced_stock");
  gint64 before = reduced != NULL ? g_ascii_strtoll (reduced, NULL, 10) : 0;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, quantity);

  json_put_int (doc, line, "quantity", quantity);
  if (reduced == NULL)
    return;
  storefront_move_stock (self, json_int (line, "product_id"), json_int (line, "variation_id"), before - quantity);
  storefront_set_meta (self, doc, line, "_reduced_stock", now, TRUE);
}

static Json *
add_item (StorefrontRequest *request, JsonDoc *doc, yyjson_val *change)
{
  const char *sku = json_body_text (change, "sku");
  StorefrontObject *object = sku != NULL ? storefront_find_sku (request->shop, sku) : NULL;
  gint64 product = json_body_int (change, "product_id");
  gint64 variation = json_body_int (change, "variation_id");
  gint64 quantity = yyjson_obj_get (change, "quantity") != NULL ? json_body_int (change, "quantity") : 1;

  if (object == NULL && product == 0 && variation == 0) {
    storefront_fail (request, 400, "woocommerce_rest_required_product_reference", "Product ID or SKU is required.");
    return NULL;
  }
  if (object != NULL && product == 0) {
    product = object->kind == STOREFRONT_VARIATION ? object->parent : object->id;
    variation = object->kind == STOREFRONT_VARIATION ? object->id : 0;
  }
  return storefront_append_item (request->shop, doc, product, variation, quantity);
}

static Json *
add_line (StorefrontRequest *request, JsonDoc *doc, const char *list, yyjson_val *change)
{
  if (g_str_equal (list, "line_items"))
    return add_item (request, doc, change);
  if (g_str_equal (list, "fee_lines"))
    return append_fee (request->shop, doc);
  return storefront_append_shipping (request->shop, doc, "", "", "", 0);
}

static gboolean
takes_away (const char *list, yyjson_val *change)
{
  if (g_str_equal (list, "line_items"))
    return yyjson_obj_get (change, "quantity") != NULL && json_body_int (change, "quantity") == 0;
  return yyjson_is_null (yyjson_obj_get (change, g_str_equal (list, "fee_lines") ? "name" : "method_id"));
}

static void
change_line (StorefrontRequest *request, JsonDoc *doc, Json *line, yyjson_val *change)
{
  static const char *const texts[] = { "name", "method_id", "method_title", "tax_class", "tax_status", "instance_id" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    put_text (doc, line, change, texts[i]);
  if (yyjson_obj_get (change, "quantity") != NULL && json_get (line, "quantity") != NULL)
    change_quantity (request->shop, doc, line, json_body_int (change, "quantity"));
  put_amount (doc, line, change, "subtotal");
  put_amount (doc, line, change, "total");
  if (json_get (line, "quantity") != NULL)
    storefront_set_line_price (doc, line);
  storefront_merge_meta (request->shop, doc, line, yyjson_obj_get (change, "meta_data"), TRUE);
}

/* FALSE after a failure */
static gboolean
take_line (StorefrontRequest *request, JsonDoc *doc, const char *list, yyjson_val *change)
{
  Json *lines = json_get (yyjson_mut_doc_get_root (doc), list);
  gint64 id = json_body_int (change, "id");
  Json *line = id != 0 ? json_find (lines, id) : NULL;

  if (id != 0 && line == NULL) {
    storefront_fail (request, 400, "woocommerce_rest_invalid_item_id",
                     "Order item ID provided is not associated with order.");
    return FALSE;
  }
  if (line != NULL && takes_away (list, change)) {
    remove_line (request->shop, lines, line);
    return TRUE;
  }
  if (line == NULL)
    line = add_line (request, doc, list, change);
  if (line == NULL)
    return FALSE;
  change_line (request, doc, line, change);
  return TRUE;
}

/* What the request says of items, shipping and fees: a line with an id is changed, one without is added. FALSE after a failure. */
gboolean
storefront_set_lines (StorefrontRequest *request, JsonDoc *doc)
{
  static const char *const lists[] = { "line_items", "shipping_lines", "fee_lines" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    size_t at, n;
    yyjson_val *change;

    yyjson_arr_foreach (yyjson_obj_get (request->body, lists[i]), at, n, change) {
      if (!take_line (request, doc, lists[i], change))
        return FALSE;
    }
  }
  return TRUE;
}
