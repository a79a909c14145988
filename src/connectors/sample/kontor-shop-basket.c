#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-money.h"

#define CENT 10000
#define EURO KONTOR_MONEY_UNIT

/** Amount × 10000 as text: what a bare shop keeps of shares is finer than any currency. */
static char *
format_share (__int128 share)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%s%" G_GINT64_FORMAT ".%010" G_GINT64_FORMAT, share < 0 ? "-" : "",
                   (gint64) (ABS (share) / 10000000000), (gint64) (ABS (share) % 10000000000));
  while (text->str[text->len - 1] == '0' && text->str[text->len - 3] != '.')
    g_string_truncate (text, text->len - 1);
  return g_string_free_and_steal (text);
}

static __int128
get_tax_share (KontorShop *self, gint64 gross, gint64 rate)
{
  __int128 fine = (__int128) gross * 10000;
  gint64 parts = 100 + rate;

  if (self->manner == KONTOR_SHOP_KIND)
    return (__int128) kontor_amount_share (gross, rate, parts, 2) * 10000;
  return fine / parts * rate + fine % parts * rate / parts;
}

/** net, tax and taxes of an amount that includes them. */
void
shop_set_parts (KontorShop *self, JsonDoc *doc, Json *object, gint64 gross, gint64 rate)
{
  __int128 tax = get_tax_share (self, gross, rate);
  g_autofree char *tax_text = format_share (tax), *net_text = format_share ((__int128) gross * 10000 - tax),
                  *rate_text = g_strdup_printf ("%d", (int) rate);
  Json *entry;

  shop_set_text (doc, object, "net", net_text);
  shop_set_text (doc, object, "tax", tax_text);
  entry = shop_append (doc, shop_set_list (doc, object, "taxes"));
  shop_set_text (doc, entry, "rate", rate_text);
  shop_set_text (doc, entry, "amount", tax_text);
}

/** What a line would be without discounts. */
void
shop_set_subtotal (KontorShop *self, JsonDoc *doc, Json *line, gint64 gross, gint64 rate)
{
  g_autofree char *text = format_share ((__int128) gross * 10000 - get_tax_share (self, gross, rate));

  shop_set_text (doc, line, "subtotal", text);
}

gint64
shop_product_get_rate (Json *product)
{
  return g_strcmp0 (shop_get_text (product, "tax_class"), "reduced") == 0 ? 7 : 19;
}

/** Some things sell better than others: the first of the catalogue best. */
static ShopRow *
pick_variation (KontorShop *self, GRand *random)
{
  gint64 count = shop_read_int (shop_bind (self, SHOP_SQL_COUNT_LISTED, "ii", (gint64) SHOP_VARIATION, (gint64) 0));
  double roll = g_rand_double (random), share = roll * (0.4 + 0.6 * roll);
  sqlite3_stmt *statement;
  ShopRow *row = NULL;

  if (count == 0)
    return NULL;
  statement = shop_bind (self, SHOP_SQL_RANDOM, "ii", (gint64) SHOP_VARIATION, (gint64) (share * (double) count));
  if (sqlite3_step (statement) == SQLITE_ROW)
    row = shop_row_from_statement (statement);
  sqlite3_reset (statement);
  return row;
}

static void
add_engraving (KontorShop *self, GRand *random, ShopRow *order, Json *line)
{
  Json *options = shop_set_list (order->doc, line, "options");
  const char *sku = shop_get_text (line, "sku");
  Json *option;

  if (sku == NULL || !g_str_has_prefix (sku, "TL-M03"))
    return;
  option = shop_append (order->doc, options);
  shop_set_text (order->doc, option, "name", "Engraving");
  shop_set_text (order->doc, option, "value", shop_pick_word (self, random, "names"));
}

/** In the shop's own currency where the shop has none in @currency. */
gint64
shop_variation_get_price (Json *variation, const char *currency)
{
  Json *prices = shop_get (variation, "prices");

  for (guint i = 0; i < shop_length (prices); i++) {
    Json *price = shop_at (prices, i);

    if (g_strcmp0 (shop_get_text (price, "currency"), currency) == 0)
      return shop_get_amount (price, shop_get (price, "sale_amount") != NULL ? "sale_amount" : "amount");
  }
  return shop_get_amount (variation, shop_get (variation, "sale_price") != NULL ? "sale_price" : "regular_price");
}

static void
add_line (KontorShop *self, GRand *random, ShopRow *order, const ShopRow *variation, const ShopRow *product)
{
  Json *root = shop_row_root (variation),
       *line = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "lines"));
  int roll = g_rand_int_range (random, 0, 100);
  gint64 quantity = roll < 68 ? 1 : roll < 88 ? 2
                                : roll < 95   ? 3
                                              : g_rand_int_range (random, 4, 9);
  gint64 price = shop_variation_get_price (root, shop_get_text (shop_row_root (order), "currency"));
  gint64 gross = price * quantity;

  shop_set_int (order->doc, line, "id", shop_next_id (self));
  shop_set_int (order->doc, line, "product_id", product->id);
  shop_set_int (order->doc, line, "variation_id", variation->id);
  shop_set_text (order->doc, line, "name", shop_get_text (shop_row_root (product), "name"));
  shop_set_text (order->doc, line, "variant_name", shop_get_text (root, "name"));
  shop_set_text (order->doc, line, "sku", shop_get_text (root, "sku"));
  shop_set_text (order->doc, line, "gtin", shop_get_text (root, "gtin"));
  shop_set_int (order->doc, line, "quantity", quantity);
  shop_set_amount (order->doc, line, "unit_price", price);
  shop_set_int (order->doc, line, "gross", gross);
  shop_set_int (order->doc, line, "percent", shop_product_get_rate (shop_row_root (product)));
  shop_set_bool (order->doc, line, "requires_shipping", shop_get_bool (shop_row_root (product), "requires_shipping"));
  shop_set_text (order->doc, line, "picture",
                 shop_get_text (shop_at (shop_get (shop_row_root (product), "pictures"), 0), "src"));
  add_engraving (self, random, order, line);
}

static void
add_lines (KontorShop *self, GRand *random, ShopRow *order)
{
  int roll = g_rand_int_range (random, 0, 100);
  guint count = roll < 40 ? 1 : roll < 70 ? 2
                            : roll < 88   ? 3
                                          : (guint) g_rand_int_range (random, 4, 7);

  for (guint i = 0; i < count; i++) {
    g_autoptr (ShopRow) variation = pick_variation (self, random);
    g_autoptr (ShopRow) product =
        variation != NULL ? shop_row_load (self, SHOP_PRODUCT, variation->parent, NULL) : NULL;

    if (product != NULL)
      add_line (self, random, order, variation, product);
  }
}

/** What a code takes off @gross; shared out by the lines' own amounts. */
static gint64
get_reduction (Json *discount, gint64 gross, gint64 total, gint64 left)
{
  const char *kind = shop_get_text (discount, "kind");

  if (g_strcmp0 (kind, "percent") == 0)
    return kontor_amount_share (gross, shop_get_amount (discount, "percent"), 100 * EURO, 2);
  if (kind != NULL && g_str_has_prefix (kind, "fixed") && total > 0)
    return MIN (kontor_amount_share (shop_get_amount (discount, "amount"), gross, total, 2), MIN (left, gross));
  return 0;
}

static gint64
sum_gross (Json *lines)
{
  gint64 total = 0;

  for (guint i = 0; i < shop_length (lines); i++)
    total += shop_get_int (shop_at (lines, i), "gross");
  return total;
}

/** Settles the lines' money with what the code, if any, takes off; returns Σ of that. */
static gint64
settle_lines (KontorShop *self, ShopRow *order, Json *discount)
{
  Json *lines = shop_need_list (order->doc, shop_row_root (order), "lines");
  gint64 total = sum_gross (lines), left = discount != NULL ? shop_get_amount (discount, "amount") : 0, taken = 0;

  for (guint i = 0; i < shop_length (lines); i++) {
    Json *line = shop_at (lines, i);
    gint64 gross = shop_get_int (line, "gross"), rate = shop_get_int (line, "percent");
    gint64 off = discount != NULL ? get_reduction (discount, gross, total, left) : 0;

    left -= off;
    taken += off;
    shop_set_subtotal (self, order->doc, line, gross, rate);
    shop_set_parts (self, order->doc, line, gross - off, rate);
    shop_set_int (order->doc, line, "gross", gross - off);
  }
  return taken;
}

static gint64
sum_amounts (Json *list, const char *name)
{
  gint64 total = 0;

  for (guint i = 0; i < shop_length (list); i++)
    total += shop_get_amount (shop_at (list, i), name);
  return total;
}

/** Amounts of a code are in the shop's own currency. */
static gboolean
is_for (Json *discount, ShopRow *order)
{
  const char *kind = shop_get_text (discount, "kind");

  return kind == NULL || !g_str_has_prefix (kind, "fixed") ||
         g_strcmp0 (shop_get_text (discount, "currency"), shop_get_text (shop_row_root (order), "currency")) == 0;
}

static void
add_discount (KontorShop *self, GRand *random, ShopRow *order)
{
  g_autoptr (ShopRow) code =
      g_rand_int_range (random, 0, 100) < 15 ? shop_row_pick (self, SHOP_DISCOUNT, random) : NULL;
  Json *root = shop_row_root (order), *lines = shop_need_list (order->doc, root, "lines"), *entry;
  Json *discount = code != NULL && is_for (shop_row_root (code), order) ? shop_row_root (code) : NULL;
  gint64 taken = settle_lines (self, order, discount), net;

  if (taken == 0)
    return;
  net = kontor_amount_round (sum_amounts (lines, "subtotal") - sum_amounts (lines, "net"), 2);
  entry = shop_append (order->doc, shop_need_list (order->doc, root, "discounts"));
  shop_set_int (order->doc, entry, "id", shop_next_id (self));
  shop_set_text (order->doc, entry, "code", shop_get_text (discount, "code"));
  shop_set_text (order->doc, entry, "kind", shop_get_text (discount, "kind"));
  shop_set_amount (order->doc, entry, "amount", net);
  shop_set_amount (order->doc, entry, "tax", taken - net);
}

static void
add_shipping (KontorShop *self, GRand *random, ShopRow *order, const char *country)
{
  static const struct {
    const char *method, *title;
    int price;
  } methods[] = {
    { "standard", "Standard", 490 },
    { "express", "Express", 990 },
    { "pickup", "Collect in the shop", 0 },
    { "europe", "Europe", 890 },
    { "world", "Worldwide", 1990 },
  };
  int roll = g_rand_int_range (random, 0, 100);
  guint which = g_strcmp0 (country, "JP") == 0 ? 4 : g_strcmp0 (country, "DE") != 0 ? 3
                                                 : roll < 82                        ? 0
                                                 : roll < 93                        ? 1
                                                                                    : 2;
  gboolean free_of_charge = which == 0 && sum_gross (shop_get (shop_row_root (order), "lines")) >= 59 * EURO;
  Json *line = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "shipping_lines"));
  gint64 gross = free_of_charge ? 0 : (gint64) methods[which].price * CENT;

  shop_set_int (order->doc, line, "id", shop_next_id (self));
  shop_set_text (order->doc, line, "method", methods[which].method);
  shop_set_text (order->doc, line, "title", methods[which].title);
  shop_set_parts (self, order->doc, line, gross, 19);
}

static void
add_fee (KontorShop *self, GRand *random, ShopRow *order)
{
  Json *fees = shop_need_list (order->doc, shop_row_root (order), "fees"), *fee;
  int roll = g_rand_int_range (random, 0, 100);

  if (roll >= 7)
    return;
  fee = shop_append (order->doc, fees);
  shop_set_int (order->doc, fee, "id", shop_next_id (self));
  shop_set_text (order->doc, fee, "name", roll < 5 ? "Gift wrapping" : "Handling of an invoice");
  shop_set_parts (self, order->doc, fee, (roll < 5 ? 250 : 150) * CENT, 19);
}

static gint64
sum_tax (Json *list, const char *rate)
{
  gint64 total = 0;

  for (guint i = 0; i < shop_length (list); i++)
    for (guint k = 0; k < shop_length (shop_get (shop_at (list, i), "taxes")); k++) {
      Json *tax = shop_at (shop_get (shop_at (list, i), "taxes"), k);

      if (g_str_equal (shop_get_text (tax, "rate"), rate))
        total += shop_get_amount (tax, "amount");
    }
  return total;
}

static void
add_tax (ShopRow *order, const char *rate)
{
  Json *root = shop_row_root (order), *tax;
  g_autofree char *id = g_strdup_printf ("vat-%s", rate), *label = g_strdup_printf ("VAT %s %%", rate);
  gint64 shipping = kontor_amount_round (sum_tax (shop_get (root, "shipping_lines"), rate), 2);
  gint64 amount =
      kontor_amount_round (sum_tax (shop_get (root, "lines"), rate) + sum_tax (shop_get (root, "fees"), rate), 2);

  if (amount == 0 && shipping == 0)
    return;
  tax = shop_append (order->doc, shop_need_list (order->doc, root, "taxes"));
  shop_set_text (order->doc, tax, "id", id);
  shop_set_text (order->doc, tax, "label", label);
  shop_set_text (order->doc, tax, "rate", rate);
  shop_set_amount (order->doc, tax, "amount", amount);
  shop_set_amount (order->doc, tax, "shipping_amount", shipping);
  shop_set_bool (order->doc, tax, "compound", FALSE);
}

static void
set_total (ShopRow *order, const char *name, const char *list, const char *member)
{
  Json *root = shop_row_root (order);

  shop_set_amount (order->doc, root, name, kontor_amount_round (sum_amounts (shop_get (root, list), member), 2));
}

/** What follows from the lines, and from what else there is to pay. */
void
shop_order_set_totals (ShopRow *order)
{
  static const char *const lists[] = { "lines", "shipping_lines", "fees" };
  Json *root = shop_row_root (order);
  gint64 total = 0, tax = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    total += sum_amounts (shop_get (root, lists[i]), "net") + sum_amounts (shop_get (root, lists[i]), "tax");
    tax += sum_amounts (shop_get (root, lists[i]), "tax");
  }
  shop_set_list (order->doc, root, "taxes");
  add_tax (order, "19");
  add_tax (order, "7");
  set_total (order, "subtotal", "lines", "subtotal");
  set_total (order, "discount_total", "discounts", "amount");
  set_total (order, "shipping_total", "shipping_lines", "net");
  set_total (order, "fee_total", "fees", "net");
  shop_set_amount (order->doc, root, "tax_total", kontor_amount_round (tax, 2));
  shop_set_amount (order->doc, root, "total", kontor_amount_round (total, 2));
}

static void
drop_scratch (ShopRow *order)
{
  Json *lines = shop_get (shop_row_root (order), "lines");

  for (guint i = 0; i < shop_length (lines); i++) {
    yyjson_mut_obj_remove_key (shop_at (lines, i), "gross");
    yyjson_mut_obj_remove_key (shop_at (lines, i), "percent");
  }
}

static void
add_payment (KontorShop *self, GRand *random, ShopRow *order)
{
  static const struct {
    const char *gateway, *title;
    int share;
  } ways[] = {
    { "card", "Card", 46 },
    { "wallet", "Wallet", 30 },
    { "transfer", "Bank transfer", 12 },
    { "invoice", "Invoice", 8 },
    { "cash", "Cash on collection", 2 },
    { "voucher", "Gift voucher", 2 },
  };
  Json *root = shop_row_root (order),
       *payment = shop_append (order->doc, shop_need_list (order->doc, root, "payments"));
  g_autofree char *reference = g_strdup_printf ("%08x", g_rand_int (random));
  int left = g_rand_int_range (random, 0, 100);
  guint way = 0;

  while ((left -= ways[way].share) >= 0 && way + 1 < G_N_ELEMENTS (ways))
    way++;
  shop_set_text (order->doc, root, "payment_method", ways[way].title);
  shop_set_int (order->doc, payment, "id", shop_next_id (self));
  shop_set_text (order->doc, payment, "gateway", ways[way].gateway);
  shop_set_text (order->doc, payment, "title", ways[way].title);
  shop_set_text (order->doc, payment, "reference", reference);
  shop_set_text (order->doc, payment, "status", way < 2 ? "authorized" : "pending");
  shop_set_amount (order->doc, payment, "authorized", shop_get_amount (root, "total"));
  shop_set_amount (order->doc, payment, "captured", 0);
  shop_set_amount (order->doc, payment, "refunded", 0);
  shop_set_bool (order->doc, payment, "voided", FALSE);
}

static void
add_address (ShopRow *order, const char *role, Json *address, const char *email)
{
  Json *copy = shop_append_copy (order->doc, shop_need_list (order->doc, shop_row_root (order), "addresses"), address);

  yyjson_mut_obj_remove_key (copy, "id");
  shop_set_text (order->doc, copy, "role", role);
  shop_set_text (order->doc, copy, "email", email);
}

/** What people of a country pay in. */
const char *
shop_find_currency (const char *country)
{
  return g_strcmp0 (country, "CH") == 0 ? SHOP_OTHER_CURRENCY : "EUR";
}

static void
set_person (KontorShop *self, GRand *random, ShopRow *order, const ShopRow *customer)
{
  Json *root = shop_row_root (order);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  Json *known = customer != NULL ? shop_at (shop_get (shop_row_root (customer), "addresses"), 0) : NULL;
  Json *address = known != NULL ? yyjson_mut_val_mut_copy (doc, known) : yyjson_mut_obj (doc);
  g_autofree char *guest = g_strdup_printf ("guest%d@example.com", g_rand_int_range (random, 100, 9999));
  const char *email = customer != NULL ? shop_get_text (shop_row_root (customer), "email") : guest;
  g_autofree char *name = NULL;

  if (known == NULL)
    shop_fill_person (self, random, doc, address);
  name = g_strdup_printf ("%s %s", shop_get_text (address, "first_name"), shop_get_text (address, "last_name"));
  shop_set_int (order->doc, root, "customer_id", customer != NULL ? customer->id : 0);
  shop_set_text (order->doc, root, "customer_name", name);
  shop_set_text (order->doc, root, "email", email);
  shop_set_text (order->doc, root, "phone", shop_get_text (address, "phone"));
  shop_set_text (order->doc, root, "currency", shop_find_currency (shop_get_text (address, "country")));
  add_address (order, "billing", address, email);
  if (g_rand_int_range (random, 0, 100) < 10)
    shop_fill_person (self, random, doc, address);
  add_address (order, "shipping", address, email);
}

static void
set_head (KontorShop *self, GRand *random, ShopRow *order, const ShopBasket *basket)
{
  static const char *const lists[] = { "lines", "shipping_lines", "fees", "taxes", "discounts",
                                       "payments", "refunds", "fulfilments", "returns", "notes" };
  Json *root = shop_row_root (order);
  gint64 number = shop_get_meta (self, "last-number") + 1;
  g_autofree char *text = g_strdup_printf ("TL-%" G_GINT64_FORMAT, number);

  shop_set_meta (self, "last-number", number);
  shop_set_text (order->doc, root, "number", text);
  shop_set_text (order->doc, root, "status", basket->status);
  shop_set_text (order->doc, root, "channel", g_rand_int_range (random, 0, 100) < 92 ? "web" : "market stall");
  shop_set_bool (order->doc, root, "prices_include_tax", TRUE);
  shop_set_text (order->doc, root, "customer_note",
                 g_rand_int_range (random, 0, 100) < 8 ? shop_pick_word (self, random, "notes") : "");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    shop_set_list (order->doc, root, lists[i]);
  shop_set_object (order->doc, root, "meta");
}

/** An order as a customer places it, neither paid nor saved; its stock is reserved. */
ShopRow *
shop_basket_order (KontorShop *self, GRand *random, const ShopBasket *basket)
{
  ShopRow *order = shop_row_new (self, SHOP_ORDER);

  order->created = basket->at / 1000 * 1000;
  set_head (self, random, order, basket);
  set_person (self, random, order, basket->customer);
  add_lines (self, random, order);
  add_discount (self, random, order);
  add_shipping (self, random, order,
                shop_get_text (shop_at (shop_get (shop_row_root (order), "addresses"), 1), "country"));
  add_fee (self, random, order);
  shop_order_set_totals (order);
  drop_scratch (order);
  add_payment (self, random, order);
  shop_stock_reserve (self, NULL, shop_row_root (order));
  return order;
}
