/* wc/v3/orders */
#include "storefront-orders.h"

#include "storefront-handlers.h"
#include "storefront-people.h"

#include <string.h>

#define ADDRESS(more)                                                                                             \
  "{\"first_name\":\"\",\"last_name\":\"\",\"company\":\"\",\"address_1\":\"\",\"address_2\":\"\",\"city\":\"\"," \
  "\"state\":\"\",\"postcode\":\"\",\"country\":\"\"," more "\"phone\":\"\"}"

#define NEW_ORDER                                                                                                                       \
  "{\"id\":0,\"parent_id\":0,\"status\":\"auto-draft\",\"currency\":\"\",\"version\":\"\",\"prices_include_tax\":false,"                \
  "\"date_created\":null,\"date_modified\":null,\"discount_total\":\"0.000000\",\"discount_tax\":\"0.000000\","                         \
  "\"shipping_total\":\"0.000000\",\"shipping_tax\":\"0.000000\",\"cart_tax\":\"0.000000\",\"total\":\"0.000000\","                     \
  "\"total_tax\":\"0.000000\",\"customer_id\":0,\"order_key\":\"\",\"billing\":" ADDRESS ("\"email\":\"\",") ",\"shipping\":" ADDRESS ( \
      "") ",\"payment_method\":\"\",\"payment_method_title\":\"\",\"transaction_id\":\"\",\"customer_ip_address\":\"\","                \
          "\"customer_user_agent\":\"\",\"created_via\":\"rest-api\",\"customer_note\":\"\",\"date_completed\":null,"                   \
          "\"date_paid\":null,\"cart_hash\":\"\",\"number\":\"\",\"meta_data\":[],\"line_items\":[],\"tax_lines\":[],"                  \
          "\"shipping_lines\":[],\"fee_lines\":[],\"coupon_lines\":[],\"refunds\":[],\"payment_url\":\"\",\"is_editable\":false,"       \
          "\"needs_payment\":false,\"needs_processing\":true,\"date_created_gmt\":null,\"date_modified_gmt\":null,"                     \
          "\"date_completed_gmt\":null,\"date_paid_gmt\":null,\"currency_symbol\":\"$\"}"

static gboolean
matches_search (Json *root, const char *search)
{
  Json *billing = json_get (root, "billing");
  g_autofree char *lines = json_dup (json_get (root, "line_items"));
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s %s %s %s", json_int (root, "id"),
                                          json_text (root, "transaction_id"), json_text (billing, "first_name"),
                                          json_text (billing, "last_name"), json_text (billing, "email"), lines);
  g_autofree char *folded = storefront_text_fold (all);
  g_autofree char *wanted = storefront_text_fold (search);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_wanted (StorefrontRequest *request, StorefrontObject *object)
{
  const char *search = storefront_request_get (request, "search");
  const char *customer = storefront_request_get (request, "customer");
  g_autoptr (JsonDoc) doc = NULL;

  if (g_strcmp0 (object->status, "auto-draft") == 0)
    return FALSE;
  if (search == NULL && customer == NULL)
    return TRUE;
  doc = storefront_load (object);
  if (customer != NULL &&
      json_int (yyjson_mut_doc_get_root (doc), "customer_id") != g_ascii_strtoll (customer, NULL, 10))
    return FALSE;
  return search == NULL || matches_search (yyjson_mut_doc_get_root (doc), search);
}

void
storefront_list_orders (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_ORDER, is_wanted);
}

StorefrontObject *
storefront_find_order (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_ORDER, request->ids[0]);

  if (object == NULL)
    storefront_fail (request, storefront_is_update (request) ? 400 : 404, "woocommerce_rest_shop_order_invalid_id",
                     "Invalid ID.");
  return object;
}

/* A product that is gone takes its id and its SKU from the lines of old orders. */
static void
forget_gone_products (KontorStorefront *shop, StorefrontObject *object)
{
  g_autoptr (JsonDoc) doc = storefront_load (object);
  gboolean is_changed = FALSE;
  size_t at, n;
  Json *line;

  yyjson_mut_arr_foreach (json_get (yyjson_mut_doc_get_root (doc), "line_items"), at, n, line) {
    gint64 product = json_int (line, "product_id");

    if (product == 0 || storefront_find (shop, STOREFRONT_PRODUCT, product) != NULL)
      continue;
    json_put_int (doc, line, "product_id", 0);
    json_put_int (doc, line, "variation_id", 0);
    json_put_null (doc, line, "sku");
    is_changed = TRUE;
  }
  if (is_changed)
    storefront_save (shop, object, doc);
}

void
storefront_get_order (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find_order (request);

  if (object == NULL)
    return;
  forget_gone_products (request->shop, object);
  storefront_answer_one (request, 200, object);
}

/* FALSE after a failure */
static gboolean
check_status (StorefrontRequest *request)
{
  yyjson_val *status = yyjson_obj_get (request->body, "status");

  if (request->in_batch || status == NULL ||
      (yyjson_is_str (status) && storefront_has_status (request->shop, yyjson_get_str (status))))
    return TRUE;
  storefront_fail_parameter (
      request, "status", "rest_not_in_enum",
      "status is not one of auto-draft, pending, processing, on-hold, completed, cancelled, refunded, failed, "
      "awaiting-parts, and checkout-draft.");
  return FALSE;
}

static void
take_texts (StorefrontRequest *request, JsonDoc *doc)
{
  static const char *const names[] = { "customer_note", "payment_method", "payment_method_title",
                                       "transaction_id", "currency", "created_via" };
  Json *root = yyjson_mut_doc_get_root (doc);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (json_body_text (request->body, names[i]) != NULL)
      json_put_text (doc, root, names[i], json_body_text (request->body, names[i]));
  if (yyjson_obj_get (request->body, "customer_id") != NULL)
    json_put_int (doc, root, "customer_id", json_body_int (request->body, "customer_id"));
}

/* The status as the request wants it: "set_paid" decides where it is said. */
static const char *
wanted_status (StorefrontRequest *request, JsonDoc *doc)
{
  const char *status = json_body_text (request->body, "status");

  if (!yyjson_is_true (yyjson_obj_get (request->body, "set_paid")))
    return status;
  return g_str_equal (json_text (yyjson_mut_doc_get_root (doc), "payment_method"), "cod") ? "completed" : "processing";
}

/* "refunded" gives back what is left, without a line and without restocking. */
static void
refund_rest (StorefrontRequest *request, StorefrontObject *object)
{
  g_autoptr (yyjson_doc) body = yyjson_read ("{\"rest\":true}", strlen ("{\"rest\":true}"), YYJSON_READ_NOFLAG);

  storefront_add_refund (request, object, yyjson_doc_get_root (body));
}

/* FALSE after a failure; the order may then be a draft that stays behind */
static gboolean
take_body (StorefrontRequest *request, JsonDoc *doc)
{
  take_texts (request, doc);
  storefront_merge_addresses (doc, request->body);
  storefront_merge_meta (request->shop, doc, yyjson_mut_doc_get_root (doc), yyjson_obj_get (request->body, "meta_data"),
                         FALSE);
  if (!storefront_set_lines (request, doc))
    return FALSE;
  storefront_total_order (request->shop, doc);
  if (yyjson_obj_get (request->body, "coupon_lines") == NULL)
    return TRUE;
  if (!storefront_apply_coupons (request, doc, yyjson_obj_get (request->body, "coupon_lines")))
    return FALSE;
  storefront_total_order (request->shop, doc);
  storefront_tax_coupons (doc);
  return TRUE;
}

JsonDoc *
storefront_new_order (KontorStorefront *self, gint64 at, const char *created_via)
{
  g_autoptr (JsonDoc) doc = json_parse (NEW_ORDER);
  Json *root = yyjson_mut_doc_get_root (doc);
  gint64 id = storefront_next_id (self, STOREFRONT_ID_POST);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *key = g_strdup_printf ("wc_order_%08x%05" G_GINT64_FORMAT, g_rand_int (self->random), id);
  g_autofree char *address =
      g_strdup_printf ("%s/checkout/order-pay/%s/?pay_for_order=true&key=%s", self->address, number, key);

  json_put_int (doc, root, "id", id);
  json_put_text (doc, root, "number", number);
  json_put_text (doc, root, "order_key", key);
  json_put_text (doc, root, "payment_url", address);
  json_put_text (doc, root, "currency", self->currency);
  json_put_text (doc, root, "version", self->version);
  json_put_text (doc, root, "created_via", created_via);
  storefront_stamp (self, doc, root, "date_created", at);
  storefront_stamp (self, doc, root, "date_modified", at);
  return g_steal_pointer (&doc);
}

/* What failed half-way stays in the shop as a draft, and the failure says so. */
static void
leave_draft (StorefrontRequest *request, JsonDoc *doc)
{
  g_autoptr (JsonDoc) failure = json_parse (request->answer->str);
  Json *root = yyjson_mut_doc_get_root (failure);

  json_put_text (doc, yyjson_mut_doc_get_root (doc), "status", "checkout-draft");
  storefront_add (request->shop, STOREFRONT_ORDER, 0, doc);
  json_put_int (failure, json_get (root, "data"), "new_draft_order_id", json_int (yyjson_mut_doc_get_root (doc), "id"));
  storefront_reply (request, request->status, root);
}

void
storefront_create_order (StorefrontRequest *request)
{
  KontorStorefront *shop = request->shop;
  g_autoptr (JsonDoc) doc = NULL;
  const char *status;
  Json *root;

  if (!check_status (request))
    return;
  doc = storefront_new_order (shop, kontor_storefront_get_now (shop), "rest-api");
  root = yyjson_mut_doc_get_root (doc);
  if (!take_body (request, doc)) {
    if (strstr (request->answer->str, "woocommerce_rest_invalid_coupon") != NULL)
      leave_draft (request, doc);
    return;
  }
  json_put_text (doc, root, "status", "pending");
  status = wanted_status (request, doc);
  storefront_set_status (shop, doc, json_int (root, "id"), status != NULL ? status : "pending");
  storefront_note_guest (shop, doc);
  storefront_count (shop, "create");
  storefront_answer_one (request, 201, storefront_add (shop, STOREFRONT_ORDER, 0, doc));
}

/* Even a request that changes nothing moves the date. */
void
storefront_update_order (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find_order (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;
  gboolean becomes_refunded;
  const char *status;

  if (object == NULL || !check_status (request) || !take_body (request, doc))
    return;
  status = wanted_status (request, doc);
  storefront_set_status (request->shop, doc, object->id,
                         status != NULL ? status : json_text (yyjson_mut_doc_get_root (doc), "status"));
  storefront_touch (request->shop, doc);
  becomes_refunded = g_strcmp0 (status, "refunded") == 0 && g_strcmp0 (object->status, "refunded") != 0;
  storefront_save (request->shop, object, doc);
  if (becomes_refunded)
    refund_rest (request, object);
  storefront_answer_one (request, 200, object);
}

/* Neither the trash nor the end of an order gives its stock back. */
void
storefront_delete_order (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find_order (request);

  if (object != NULL)
    storefront_delete_object (request, object, "order");
}

void
storefront_batch_orders (StorefrontRequest *request)
{
  storefront_batch (request, storefront_create_order, storefront_update_order, storefront_delete_order);
}
