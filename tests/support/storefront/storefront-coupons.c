/* Coupons on orders. */
#include "storefront-orders.h"

#include <string.h>

/* Takes @amount off the lines, each by its share, the last one what is left. */
static void
take_off (JsonDoc *doc, Json *lines, gint64 amount)
{
  gint64 whole = 0;
  gint64 left = amount;
  size_t at, n;
  Json *line;

  yyjson_mut_arr_foreach (lines, at, n, line)
    whole += json_amount (line, "total");
  yyjson_mut_arr_foreach (lines, at, n, line) {
    gint64 total = json_amount (line, "total");
    gint64 share = at == n - 1 ? left
                   : whole > 0 ? amount_round ((gint64) ((double) amount * (double) total / (double) whole), 2)
                               : 0;

    share = MIN (share, total);
    left -= share;
    json_put_amount (doc, line, "total", total - share);
    storefront_set_line_price (doc, line);
  }
}

static gint64
sum_totals (Json *lines)
{
  gint64 sum = 0;
  size_t at, n;
  Json *line;

  yyjson_mut_arr_foreach (lines, at, n, line)
    sum += json_amount (line, "total");
  return sum;
}

/* "7.1" and "5": without the zeros that other amounts have. */
static char *
bare_amount (gint64 amount)
{
  char *text = amount_format (amount, 2);

  for (gsize length = strlen (text); length > 1 && (text[length - 1] == '0' || text[length - 1] == '.'); length--) {
    gboolean is_dot = text[length - 1] == '.';

    text[length - 1] = '\0';
    if (is_dot)
      break;
  }
  return text;
}

static void
append_coupon_line (KontorStorefront *shop, JsonDoc *doc, Json *coupon, gint64 discount)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  Json *line = json_append (doc, json_get (root, "coupon_lines"));
  g_autofree char *text = bare_amount (discount);
  g_autofree char *nominal_text = bare_amount (json_amount (coupon, "amount"));
  g_autofree char *info =
      g_strdup_printf ("[%" G_GINT64_FORMAT ",\"%s\",\"%s\",%s]", json_int (coupon, "id"), json_text (coupon, "code"),
                       json_text (coupon, "discount_type"), nominal_text);
  double nominal = (double) json_amount (coupon, "amount") / AMOUNT_UNIT;

  json_put_int (doc, line, "id", storefront_next_id (shop, STOREFRONT_ID_ITEM));
  json_put_text (doc, line, "code", json_text (coupon, "code"));
  json_put_text (doc, line, "discount", text);
  json_put_text (doc, line, "discount_tax", "0");
  json_put_list (doc, line, "meta_data");
  storefront_set_meta (shop, doc, line, "coupon_info", info, TRUE);
  json_put_text (doc, line, "discount_type", json_text (coupon, "discount_type"));
  json_put (doc, line, "nominal_amount",
            nominal == (double) (gint64) nominal ? yyjson_mut_sint (doc, (gint64) nominal)
                                                 : yyjson_mut_real (doc, nominal));
  json_put_bool (doc, line, "free_shipping", json_true (coupon, "free_shipping"));
}

/* FALSE after a failure */
static gboolean
apply (StorefrontRequest *request, JsonDoc *doc, const char *code)
{
  StorefrontObject *object = storefront_find_key (request->shop, STOREFRONT_COUPON, code);
  Json *lines = json_get (yyjson_mut_doc_get_root (doc), "line_items");
  g_autoptr (JsonDoc) coupon = NULL;
  g_autofree char *message = NULL;
  gint64 before = sum_totals (lines);
  gint64 amount;
  Json *root;

  if (object == NULL) {
    message = g_strdup_printf ("Coupon &quot;%s&quot; cannot be applied because it does not exist.", code);
    storefront_fail (request, 400, "woocommerce_rest_invalid_coupon", message);
    return FALSE;
  }
  coupon = storefront_load (object);
  root = yyjson_mut_doc_get_root (coupon);
  amount = json_amount (root, "amount");
  if (g_str_equal (json_text (root, "discount_type"), "percent"))
    amount = amount_round (before / 100 * (amount / 10000) / 100, 2);
  take_off (doc, lines, MIN (amount, before));
  append_coupon_line (request->shop, doc, root, before - sum_totals (lines));
  return TRUE;
}

/* What the coupons save in tax stands at the first of them. To be called when the order is totalled. */
void
storefront_tax_coupons (JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  Json *first = yyjson_mut_arr_get_first (json_get (root, "coupon_lines"));
  g_autofree char *text = bare_amount (json_amount (root, "discount_tax"));

  if (first != NULL)
    json_put_text (doc, first, "discount_tax", text);
}

/* Replaces the order's coupons with those that the request names. FALSE after a failure. */
gboolean
storefront_apply_coupons (StorefrontRequest *request, JsonDoc *doc, yyjson_val *coupons)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  size_t at, n;
  yyjson_val *each;
  Json *line;

  if (json_length (json_get (root, "coupon_lines")) > 0)
    yyjson_mut_arr_foreach (json_get (root, "line_items"), at, n, line)
      json_put_amount (doc, line, "total", json_amount (line, "subtotal"));
  json_put_list (doc, root, "coupon_lines");
  yyjson_arr_foreach (coupons, at, n, each) {
    const char *code = json_body_text (each, "code");

    if (code != NULL && !apply (request, doc, code))
      return FALSE;
  }
  return TRUE;
}
