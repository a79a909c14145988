/* wc/v3/orders/#/notes, refunds, and wc/v3/refunds */
#include "storefront-handlers.h"
#include "storefront-orders.h"

#include <math.h>
#include <string.h>

static gboolean
is_of_order (StorefrontRequest *request, StorefrontObject *object)
{
  return object->parent == request->ids[0];
}

/* Notes know no pages; the newest comes first. */
void
storefront_list_notes (StorefrontRequest *request)
{
  GPtrArray *all = storefront_get_all (request->shop, STOREFRONT_NOTE);
  const char *type = storefront_request_get (request, "type");
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (storefront_find_order (request) == NULL)
    return;
  for (guint i = all->len; i > 0; i--) {
    StorefrontObject *note = g_ptr_array_index (all, i - 1);
    gboolean to_customer = strstr (note->json, "\"customer_note\":true") != NULL;

    if (note->parent == request->ids[0] && (g_strcmp0 (type, "customer") != 0 || to_customer) &&
        (g_strcmp0 (type, "internal") != 0 || !to_customer))
      g_ptr_array_add (found, note);
  }
  storefront_answer_array (request, found);
}

static StorefrontObject *
find_note (StorefrontRequest *request)
{
  StorefrontObject *note = storefront_find (request->shop, STOREFRONT_NOTE, request->ids[1]);

  if (storefront_find_order (request) == NULL)
    return NULL;
  if (note == NULL || note->parent != request->ids[0]) {
    storefront_fail (request, 404, "woocommerce_rest_invalid_id", "Invalid resource ID.");
    return NULL;
  }
  return note;
}

void
storefront_get_note (StorefrontRequest *request)
{
  StorefrontObject *note = find_note (request);

  if (note != NULL)
    storefront_answer_one (request, 200, note);
}

/* A note does not move the order's date. */
void
storefront_create_note (StorefrontRequest *request)
{
  StorefrontObject *order = storefront_find_order (request);
  const char *text = json_body_text (request->body, "note");
  gboolean by_user = yyjson_is_true (yyjson_obj_get (request->body, "added_by_user"));

  if (order == NULL)
    return;
  if (text == NULL) {
    storefront_fail (request, 400, "rest_missing_callback_param", "Missing parameter(s): note");
    return;
  }
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201,
                         storefront_add_note (request->shop, order->id, text,
                                              yyjson_is_true (yyjson_obj_get (request->body, "customer_note")),
                                              by_user ? request->shop->users[0] : "WooCommerce"));
}

void
storefront_delete_note (StorefrontRequest *request)
{
  StorefrontObject *note = find_note (request);

  if (note == NULL)
    return;
  if (g_strcmp0 (storefront_request_get (request, "force"), "true") != 0)
    storefront_fail (request, 501, "woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.");
  else
    storefront_delete_object (request, note, "order_note");
}

void
storefront_list_refunds (StorefrontRequest *request)
{
  if (storefront_find_order (request) != NULL)
    storefront_answer_list (request, STOREFRONT_REFUND, is_of_order);
}

void
storefront_list_all_refunds (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_REFUND, NULL);
}

static StorefrontObject *
find_refund (StorefrontRequest *request)
{
  StorefrontObject *refund = storefront_find (request->shop, STOREFRONT_REFUND, request->ids[1]);

  if (refund == NULL || refund->parent != request->ids[0]) {
    storefront_fail (request, 404, "woocommerce_rest_shop_order_refund_invalid_id", "Invalid ID.");
    return NULL;
  }
  return refund;
}

void
storefront_get_refund (StorefrontRequest *request)
{
  StorefrontObject *refund = find_refund (request);

  if (refund != NULL)
    storefront_answer_one (request, 200, refund);
}

static gint64
amount_of (yyjson_val *value)
{
  if (yyjson_is_str (value))
    return amount_parse (yyjson_get_str (value));
  return llround (yyjson_get_num (value) * AMOUNT_UNIT);
}

static gint64
sum_taxes (yyjson_val *taxes)
{
  gint64 sum = 0;
  size_t at, n;
  yyjson_val *tax;

  yyjson_arr_foreach (taxes, at, n, tax)
    sum += amount_of (yyjson_obj_get (tax, "refund_total"));
  return sum;
}

static gint64
sum_lines (yyjson_val *lines)
{
  gint64 sum = 0;
  size_t at, n;
  yyjson_val *line;

  yyjson_arr_foreach (lines, at, n, line)
    sum += amount_of (yyjson_obj_get (line, "refund_total")) + sum_taxes (yyjson_obj_get (line, "refund_tax"));
  return sum;
}

/* What is still to be refunded of an order. */
static gint64
remainder_of (Json *order)
{
  gint64 left = json_amount (order, "total");
  size_t at, n;
  Json *refund;

  yyjson_mut_arr_foreach (json_get (order, "refunds"), at, n, refund)
    left += json_amount (refund, "total");
  return left;
}

static gint64
sum_taxes_of (Json *refund, const char *list)
{
  gint64 sum = 0;
  size_t at, n;
  Json *line;

  yyjson_mut_arr_foreach (json_get (refund, list), at, n, line)
    sum += json_amount (line, "total_tax");
  return sum;
}

static void
write_taxes (JsonDoc *doc, Json *line, yyjson_val *taxes)
{
  Json *list = json_put_list (doc, line, "taxes");
  size_t at, n;
  yyjson_val *tax;

  yyjson_arr_foreach (taxes, at, n, tax) {
    gint64 amount = -amount_of (yyjson_obj_get (tax, "refund_total"));
    Json *entry = json_append (doc, list);

    json_put_int (doc, entry, "id", json_body_int (tax, "id"));
    json_put_amount (doc, entry, "total", amount);
    json_put_amount (doc, entry, "subtotal", amount);
  }
  json_put_amount (doc, line, "total_tax", -sum_taxes (taxes));
}

/* A line of the refund is the order's line with what is given back of it, negative. */
static void
append_line (KontorStorefront *shop, JsonDoc *doc, const char *list, Json *of, yyjson_val *wanted)
{
  Json *line = yyjson_mut_val_mut_copy (doc, of);
  gint64 total = -amount_of (yyjson_obj_get (wanted, "refund_total"));
  g_autofree char *item = g_strdup_printf ("%" G_GINT64_FORMAT, json_int (of, "id"));

  yyjson_mut_arr_append (json_get (yyjson_mut_doc_get_root (doc), list), line);
  json_put_int (doc, line, "id", storefront_next_id (shop, STOREFRONT_ID_ITEM));
  json_put_list (doc, line, "meta_data");
  storefront_set_meta (shop, doc, line, "_refunded_item_id", item, TRUE);
  json_put_amount (doc, line, "total", total);
  write_taxes (doc, line, yyjson_obj_get (wanted, "refund_tax"));
  if (json_get (line, "quantity") == NULL)
    return;
  json_put_int (doc, line, "quantity", -json_body_int (wanted, "quantity"));
  json_put_amount (doc, line, "subtotal", total);
  json_put_amount (doc, line, "subtotal_tax", -sum_taxes (yyjson_obj_get (wanted, "refund_tax")));
  storefront_set_line_price (doc, line);
}

static void
write_tax_line (KontorStorefront *shop, JsonDoc *doc, JsonDoc *order)
{
  Json *root = yyjson_mut_doc_get_root (doc);
  Json *of = yyjson_mut_arr_get_first (json_get (yyjson_mut_doc_get_root (order), "tax_lines"));
  gint64 tax = sum_taxes_of (root, "line_items") + sum_taxes_of (root, "fee_lines");
  gint64 shipping_tax = sum_taxes_of (root, "shipping_lines");
  Json *line;

  if (of == NULL || (tax == 0 && shipping_tax == 0))
    return;
  line = yyjson_mut_val_mut_copy (doc, of);
  yyjson_mut_arr_append (json_get (root, "tax_lines"), line);
  json_put_int (doc, line, "id", storefront_next_id (shop, STOREFRONT_ID_ITEM));
  json_put_amount (doc, line, "tax_total", tax);
  json_put_amount (doc, line, "shipping_tax_total", shipping_tax);
}

static void
note_restock (KontorStorefront *shop, gint64 order, Json *line, gint64 back)
{
  gint64 variation = json_int (line, "variation_id");
  gint64 stocked = variation != 0 ? variation : json_int (line, "product_id");
  gint64 now = storefront_get_stock (shop, stocked);
  g_autofree char *note = g_strdup_printf ("Item #%" G_GINT64_FORMAT " stock increased from %" G_GINT64_FORMAT
                                           " to %" G_GINT64_FORMAT ".",
                                           stocked, now - back, now);

  storefront_add_note (shop, order, note, FALSE, "WooCommerce");
}

/* No more goes back on the shelf than was taken from it. */
static void
restock (KontorStorefront *shop, JsonDoc *order, Json *line, gint64 quantity)
{
  const char *reduced = storefront_get_meta (line, "_reduced_stock");
  gint64 left = reduced != NULL ? g_ascii_strtoll (reduced, NULL, 10) : 0;
  gint64 back = MIN (left, quantity);
  g_autofree char *rest = g_strdup_printf ("%" G_GINT64_FORMAT, left - back);
  g_autofree char *restocked = g_strdup_printf ("%" G_GINT64_FORMAT, back);

  if (back <= 0)
    return;
  storefront_move_stock (shop, json_int (line, "product_id"), json_int (line, "variation_id"), back);
  note_restock (shop, json_int (yyjson_mut_doc_get_root (order), "id"), line, back);
  storefront_set_meta (shop, order, line, "_reduced_stock", rest, TRUE);
  storefront_set_meta (shop, order, line, "_restock_refunded_items", restocked, TRUE);
}

static void
take_lines (KontorStorefront *shop, JsonDoc *doc, JsonDoc *order, yyjson_val *body)
{
  static const char *const lists[] = { "line_items", "shipping_lines", "fee_lines" };
  gboolean restocks = !yyjson_is_false (yyjson_obj_get (body, "api_restock"));
  size_t at, n;
  yyjson_val *wanted;

  yyjson_arr_foreach (yyjson_obj_get (body, "line_items"), at, n, wanted) {
    for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
      Json *line = json_find (json_get (yyjson_mut_doc_get_root (order), lists[i]), json_body_int (wanted, "id"));

      if (line == NULL)
        continue;
      append_line (shop, doc, lists[i], line, wanted);
      if (restocks && i == 0)
        restock (shop, order, line, json_body_int (wanted, "quantity"));
    }
  }
}

static JsonDoc *
make_refund (KontorStorefront *shop, yyjson_val *body, gint64 amount)
{
  g_autoptr (JsonDoc) doc = json_parse (
      "{\"id\":0,\"parent_id\":0,\"date_created\":null,\"date_created_gmt\":null,\"amount\":\"\",\"reason\":\"\","
      "\"refunded_by\":1,\"refunded_payment\":false,\"meta_data\":[],\"line_items\":[],"
      "\"shipping_lines\":[],\"tax_lines\":[],\"fee_lines\":[]}");
  Json *root = yyjson_mut_doc_get_root (doc);
  const char *reason =
      yyjson_obj_get (body, "rest") != NULL ? "Order fully refunded." : json_body_text (body, "reason");

  storefront_stamp (shop, doc, root, "date_created", kontor_storefront_get_now (shop));
  json_put_amount (doc, root, "amount", amount);
  json_put_text (doc, root, "reason", reason != NULL ? reason : "");
  storefront_merge_meta (shop, doc, root, yyjson_obj_get (body, "meta_data"), FALSE);
  storefront_set_meta (shop, doc, root, "_refund_type", "partial", FALSE);
  return g_steal_pointer (&doc);
}

static void
note_refund (KontorStorefront *shop, StorefrontObject *object, JsonDoc *order, StorefrontObject *refund,
             const char *reason, gint64 amount)
{
  Json *root = yyjson_mut_doc_get_root (order);
  Json *entry = yyjson_mut_obj (order);

  yyjson_mut_arr_prepend (json_get (root, "refunds"), entry);
  json_put_int (order, entry, "id", refund->id);
  json_put_text (order, entry, "reason", reason);
  json_put_amount (order, entry, "total", -amount);
  if (remainder_of (root) <= 0 && !g_str_equal (json_text (root, "status"), "refunded"))
    storefront_set_status (shop, order, object->id, "refunded");
  storefront_touch (shop, order);
  storefront_save (shop, object, order);
}

/* @body: what the request wants, or {"rest":true} for all that is left, without any line and without restocking */
StorefrontObject *
storefront_add_refund (StorefrontRequest *request, StorefrontObject *order, yyjson_val *body)
{
  g_autoptr (JsonDoc) from = storefront_load (order);
  Json *root = yyjson_mut_doc_get_root (from);
  yyjson_val *said = yyjson_obj_get (body, "amount");
  gint64 left = remainder_of (root);
  gint64 amount = yyjson_obj_get (body, "rest") != NULL ? left
                  : said != NULL                        ? amount_of (said)
                                                        : sum_lines (yyjson_obj_get (body, "line_items"));
  g_autoptr (JsonDoc) doc = NULL;
  StorefrontObject *refund;

  if (amount < 0 || amount > left) {
    storefront_fail_with (request, 500, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.", "500");
    return NULL;
  }
  doc = make_refund (request->shop, body, amount);
  json_put_int (doc, yyjson_mut_doc_get_root (doc), "parent_id", order->id);
  take_lines (request->shop, doc, from, body);
  write_tax_line (request->shop, doc, from);
  refund = storefront_add (request->shop, STOREFRONT_REFUND, order->id, doc);
  storefront_count (request->shop, "refund");
  note_refund (request->shop, order, from, refund, json_text (yyjson_mut_doc_get_root (doc), "reason"), amount);
  return refund;
}

/* Without "api_refund":false the gateway is asked, and those that there are cannot. */
void
storefront_create_refund (StorefrontRequest *request)
{
  StorefrontObject *order = storefront_find_order (request);
  StorefrontObject *refund;

  if (order == NULL)
    return;
  if (!yyjson_is_false (yyjson_obj_get (request->body, "api_refund"))) {
    storefront_fail_with (request, 500, "woocommerce_rest_cannot_create_order_refund",
                          "The payment gateway for this order does not support automatic refunds.", "500");
    return;
  }
  refund = storefront_add_refund (request, order, request->body);
  if (refund != NULL)
    storefront_answer_one (request, 201, refund);
}

/* For good, even without "force", and without moving the order's date. */
void
storefront_delete_refund (StorefrontRequest *request)
{
  StorefrontObject *refund = find_refund (request);
  StorefrontObject *order = refund != NULL ? storefront_find (request->shop, STOREFRONT_ORDER, refund->parent) : NULL;
  g_autoptr (JsonDoc) doc = order != NULL ? storefront_load (order) : NULL;
  size_t at, n;
  Json *entry;

  if (refund == NULL)
    return;
  storefront_answer_one (request, 200, refund);
  yyjson_mut_arr_foreach (json_get (yyjson_mut_doc_get_root (doc), "refunds"), at, n, entry) {
    if (json_int (entry, "id") == refund->id) {
      yyjson_mut_arr_remove (json_get (yyjson_mut_doc_get_root (doc), "refunds"), at);
      break;
    }
  }
  if (order != NULL)
    storefront_save (request->shop, order, doc);
  storefront_remove (request->shop, refund);
}
