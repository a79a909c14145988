#include "kontor-shop-private.h"

#include "kontor-money.h"

/* What an order is of can change after it was placed: other quantities, lines less and more. What was sent stays. */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SHOP_STATUS, 422, message);
  return FALSE;
}

gint64
shop_line_get_gross (Json *line)
{
  return kontor_amount_round (shop_get_amount (line, "net") + shop_get_amount (line, "tax"), 2);
}

static void
set_money (KontorShop *self, ShopRow *order, Json *line, gint64 full, gint64 gross, gint64 rate)
{
  shop_set_subtotal (self, order->doc, line, full, rate);
  shop_set_parts (self, order->doc, line, gross, rate);
}

static gint64
get_rate (Json *line)
{
  return shop_get_amount (shop_at (shop_get (line, "taxes"), 0), "rate") / KONTOR_MONEY_UNIT;
}

/** A discount stays in proportion. */
static void
set_quantity (KontorShop *self, ShopRow *order, Json *line, gint64 quantity)
{
  gint64 before = shop_get_int (line, "quantity"), price = shop_get_amount (line, "unit_price");

  set_money (self, order, line, price * quantity, kontor_amount_share (shop_line_get_gross (line), quantity, before, 2), get_rate (line));
  shop_set_int (order->doc, line, "quantity", quantity);
  shop_stock_reserve_units (self, shop_row_root (order), line, quantity - before);
}

static gint64
get_wanted (Json *lines, Json *line)
{
  Json *wanted = shop_find (lines, "id", shop_get_int (line, "id"));

  return wanted != NULL ? shop_get_int (wanted, "quantity") : 0;
}

static gboolean
check_quantities (Json *order, Json *own, Json *lines, GError **error)
{
  for (guint i = 0; i < shop_length (own); i++)
    if (get_wanted (lines, shop_at (own, i)) < shop_line_fulfilled (order, shop_get_int (shop_at (own, i), "id")))
      return refuse (error, "What was sent cannot be taken out of the order.");
  return TRUE;
}

static void
change_lines (KontorShop *self, ShopRow *order, Json *own, Json *lines)
{
  for (guint i = shop_length (own); i > 0; i--) {
    Json *line = shop_at (own, i - 1);
    gint64 wanted = get_wanted (lines, line);

    if (wanted != shop_get_int (line, "quantity"))
      set_quantity (self, order, line, wanted);
    if (wanted == 0)
      yyjson_mut_arr_remove (own, i - 1);
  }
}

static void
fill_line (ShopRow *order, Json *line, const ShopRow *variation, const ShopRow *product)
{
  static const char *const names[] = { "sku", "gtin" };

  shop_set_int (order->doc, line, "product_id", product->id);
  shop_set_int (order->doc, line, "variation_id", variation->id);
  shop_set_text (order->doc, line, "name", shop_get_text (shop_row_root (product), "name"));
  shop_set_text (order->doc, line, "variant_name", shop_get_text (shop_row_root (variation), "name"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    shop_set_text (order->doc, line, names[i], shop_get_text (shop_row_root (variation), names[i]));
  shop_set_bool (order->doc, line, "requires_shipping", shop_get_bool (shop_row_root (product), "requires_shipping"));
  shop_set_text (order->doc, line, "picture", shop_get_text (shop_at (shop_get (shop_row_root (product), "pictures"), 0), "src"));
  shop_set_list (order->doc, line, "options");
}

/** @price: (nullable): of one, tax included; NULL: what it costs at present */
Json *
shop_line_add (KontorShop *self, ShopRow *order, gint64 variation_id, gint64 quantity, const gint64 *price, GError **error)
{
  g_autoptr (ShopRow) variation = shop_row_load (self, SHOP_VARIATION, variation_id, error);
  g_autoptr (ShopRow) product = variation != NULL ? shop_row_load (self, SHOP_PRODUCT, variation->parent, error) : NULL;
  gint64 unit;
  Json *line;

  if (product == NULL)
    return NULL;
  if (quantity <= 0) {
    refuse (error, "A line needs a quantity.");
    return NULL;
  }
  unit = price != NULL ? *price : shop_variation_get_price (shop_row_root (variation), shop_get_text (shop_row_root (order), "currency"));
  line = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "lines"));
  shop_set_int (order->doc, line, "id", shop_next_id (self));
  fill_line (order, line, variation, product);
  shop_set_int (order->doc, line, "quantity", quantity);
  shop_set_amount (order->doc, line, "unit_price", unit);
  set_money (self, order, line, unit * quantity, unit * quantity, shop_product_get_rate (shop_row_root (product)));
  shop_stock_reserve_units (self, shop_row_root (order), line, quantity);
  return line;
}

static gboolean
add_lines (KontorShop *self, ShopRow *order, Json *lines, GError **error)
{
  for (guint i = 0; i < shop_length (lines); i++) {
    Json *line = shop_at (lines, i);
    gint64 price = shop_get_amount (line, "unit_price");

    if (!shop_has (line, "id") && shop_line_add (self, order, shop_get_int (line, "variation_id"), shop_get_int (line, "quantity"),
                                                 shop_get (line, "unit_price") != NULL ? &price : NULL, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

/** Its lines as they shall be: what is not named goes. */
gboolean
shop_order_set_lines (KontorShop *self, ShopRow *order, Json *lines, GError **error)
{
  Json *root = shop_row_root (order), *own = shop_need_list (order->doc, root, "lines");

  if (!check_quantities (root, own, lines, error))
    return FALSE;
  change_lines (self, order, own, lines);
  if (!add_lines (self, order, lines, error))
    return FALSE;
  if (shop_length (own) == 0)
    return refuse (error, "An order without lines is cancelled instead.");
  shop_order_set_totals (order);
  return TRUE;
}
