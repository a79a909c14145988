/* wc/v3/customers and wc/v3/coupons */
#include "storefront-people.h"

#include "storefront-handlers.h"

#include <string.h>

#define ADDRESS(more)                                                                                             \
  "{\"first_name\":\"\",\"last_name\":\"\",\"company\":\"\",\"address_1\":\"\",\"address_2\":\"\",\"city\":\"\"," \
  "\"postcode\":\"\",\"country\":\"\",\"state\":\"\"," more "\"phone\":\"\"}"

#define NEW_CUSTOMER                                                                                                            \
  "{\"id\":0,\"date_created\":null,\"date_created_gmt\":null,\"date_modified\":null,\"date_modified_gmt\":null,\"email\":\"\"," \
  "\"first_name\":\"\",\"last_name\":\"\",\"role\":\"customer\",\"username\":\"\",\"billing\":" ADDRESS (                       \
      "\"email\":\"\",") ",\"shipping\":" ADDRESS ("") ",\"is_paying_customer\":false,\"avatar_url\":\"\",\"meta_data\":[]}"

#define NEW_COUPON                                                                                                      \
  "{\"id\":0,\"code\":\"\",\"amount\":\"0.00\",\"status\":\"publish\",\"date_created\":null,\"date_created_gmt\":null," \
  "\"date_modified\":null,\"date_modified_gmt\":null,\"discount_type\":\"fixed_cart\",\"description\":\"\","            \
  "\"date_expires\":null,\"date_expires_gmt\":null,\"usage_count\":0,\"individual_use\":false,\"product_ids\":[],"      \
  "\"excluded_product_ids\":[],\"usage_limit\":null,\"usage_limit_per_user\":null,\"limit_usage_to_x_items\":null,"     \
  "\"free_shipping\":false,\"product_categories\":[],\"excluded_product_categories\":[],\"exclude_sale_items\":false,"  \
  "\"minimum_amount\":\"0.00\",\"maximum_amount\":\"0.00\",\"email_restrictions\":[],\"used_by\":[],\"meta_data\":[]}"

/* Copies what the body says of fields that are there already and of the same kind of value. */
static void
merge (JsonDoc *doc, Json *object, yyjson_val *body)
{
  static const char *const own[] = { "id", "meta_data", "date_created", "date_modified",
                                     "date_expires", "billing", "shipping", NULL };
  size_t at, n;
  yyjson_val *name, *value;

  yyjson_obj_foreach (body, at, n, name, value) {
    if (!g_strv_contains (own, yyjson_get_str (name)) && json_get (object, yyjson_get_str (name)) != NULL)
      json_put (doc, object, yyjson_get_str (name), yyjson_val_mut_copy (doc, value));
  }
}

/* Addresses merge by field. */
void
storefront_merge_addresses (JsonDoc *doc, yyjson_val *body)
{
  static const char *const names[] = { "billing", "shipping" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (yyjson_is_obj (yyjson_obj_get (body, names[i])))
      merge (doc, json_get (yyjson_mut_doc_get_root (doc), names[i]), yyjson_obj_get (body, names[i]));
}

static gboolean
is_customer (StorefrontRequest *request, StorefrontObject *object)
{
  const char *role = storefront_request_get (request, "role");
  const char *email = storefront_request_get (request, "email");
  const char *search = storefront_request_get (request, "search");

  if (role != NULL && !g_str_equal (role, "customer") && !g_str_equal (role, "all"))
    return FALSE;
  if (email != NULL && g_strcmp0 (object->key, email) != 0)
    return FALSE;
  return search == NULL || strstr (object->json, search) != NULL;
}

void
storefront_list_customers (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_CUSTOMER, is_customer);
}

static StorefrontObject *
find_customer (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_CUSTOMER, request->ids[0]);

  if (object == NULL)
    storefront_fail (request, 404, "wc_user_invalid_id", "Invalid resource ID.");
  return object;
}

void
storefront_get_customer (StorefrontRequest *request)
{
  StorefrontObject *object = find_customer (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

/* A customer's own names have entities, unlike those in addresses. */
static void
clean_names (JsonDoc *doc, Json *root)
{
  static const char *const names[] = { "first_name", "last_name" };
  g_auto (GStrv) email = g_strsplit (json_text (root, "email"), "@", 2);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *clean = storefront_text_clean (json_text (root, names[i]), FALSE);

    json_put_text (doc, root, names[i], clean);
  }
  if (*json_text (root, "username") == '\0' && email[0] != NULL)
    json_put_text (doc, root, "username", email[0]);
}

static void
take_customer (StorefrontRequest *request, JsonDoc *doc)
{
  Json *root = yyjson_mut_doc_get_root (doc);

  merge (doc, root, request->body);
  clean_names (doc, root);
  storefront_merge_addresses (doc, request->body);
  storefront_merge_meta (request->shop, doc, root, yyjson_obj_get (request->body, "meta_data"), FALSE);
  storefront_touch (request->shop, doc);
}

/* FALSE after a failure */
static gboolean
check_email (StorefrontRequest *request, gint64 id)
{
  const char *email = json_body_text (request->body, "email");
  StorefrontObject *other = email != NULL ? storefront_find_key (request->shop, STOREFRONT_CUSTOMER, email) : NULL;
  g_autofree char *message = NULL;

  if (other == NULL || other->id == id)
    return TRUE;
  message = g_strdup_printf (
      "An account is already registered with %s. Please log in or use a different email address.", email);
  storefront_fail (request, 400, "registration-error-email-exists", message);
  return FALSE;
}

void
storefront_create_customer (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc = json_parse (NEW_CUSTOMER);

  if (json_body_text (request->body, "email") == NULL) {
    storefront_fail (request, 400, "rest_missing_callback_param", "Missing parameter(s): email");
    return;
  }
  if (!check_email (request, 0))
    return;
  storefront_stamp (request->shop, doc, yyjson_mut_doc_get_root (doc), "date_created",
                    kontor_storefront_get_now (request->shop));
  take_customer (request, doc);
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201, storefront_add (request->shop, STOREFRONT_CUSTOMER, 0, doc));
}

void
storefront_update_customer (StorefrontRequest *request)
{
  StorefrontObject *object = find_customer (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;

  if (object == NULL || !check_email (request, object->id))
    return;
  take_customer (request, doc);
  storefront_save (request->shop, object, doc);
  storefront_answer_one (request, 200, object);
}

void
storefront_delete_customer (StorefrontRequest *request)
{
  StorefrontObject *object = find_customer (request);

  if (object == NULL)
    return;
  if (g_strcmp0 (storefront_request_get (request, "force"), "true") != 0)
    storefront_fail (request, 501, "woocommerce_rest_trash_not_supported", "Customers do not support trashing.");
  else
    storefront_delete_object (request, object, "customer");
}

void
storefront_batch_customers (StorefrontRequest *request)
{
  storefront_batch (request, storefront_create_customer, storefront_update_customer, storefront_delete_customer);
}

void
storefront_note_guest (KontorStorefront *self, JsonDoc *order)
{
  static const char *const names[] = { "first_name", "last_name", "email", "country", "city", "state", "postcode" };
  Json *billing = json_get (yyjson_mut_doc_get_root (order), "billing");
  const char *email = json_text (billing, "email");
  g_autoptr (JsonDoc) doc = NULL;

  if (json_int (yyjson_mut_doc_get_root (order), "customer_id") != 0 || *email == '\0' ||
      storefront_find_key (self, STOREFRONT_GUEST, email) != NULL)
    return;
  doc = json_parse (
      "{\"id\":0,\"user_id\":0,\"username\":\"\",\"name\":\"\",\"first_name\":\"\",\"last_name\":\"\","
      "\"email\":\"\",\"country\":\"\",\"city\":\"\",\"state\":\"\",\"postcode\":\"\",\"date_registered\":null,"
      "\"date_registered_gmt\":null,\"orders_count\":1,\"total_spend\":0,\"avg_order_value\":0}");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_put_text (doc, yyjson_mut_doc_get_root (doc), names[i], json_text (billing, names[i]));
  storefront_add (self, STOREFRONT_GUEST, 0, doc);
}

/* The reports' list of customers; only its guests, since it lags behind and the others have a list of their own. */
void
storefront_list_buyers (StorefrontRequest *request)
{
  if (g_strcmp0 (storefront_request_get (request, "user_type"), "guest") == 0)
    storefront_answer_list (request, STOREFRONT_GUEST, NULL);
  else
    storefront_reply_text (request, 200, "[]");
}

static gboolean
has_code (StorefrontRequest *request, StorefrontObject *object)
{
  const char *code = storefront_request_get (request, "code");
  const char *search = storefront_request_get (request, "search");
  g_autofree char *folded = storefront_text_fold (code != NULL ? code : "");

  return (code == NULL || g_strcmp0 (object->key, folded) == 0) &&
         (search == NULL || strstr (object->json, search) != NULL);
}

void
storefront_list_coupons (StorefrontRequest *request)
{
  storefront_answer_list (request, STOREFRONT_COUPON, has_code);
}

static StorefrontObject *
find_coupon (StorefrontRequest *request)
{
  StorefrontObject *object = storefront_find (request->shop, STOREFRONT_COUPON, request->ids[0]);

  if (object == NULL)
    storefront_fail (request, 404, "woocommerce_rest_shop_coupon_invalid_id", "Invalid ID.");
  return object;
}

void
storefront_get_coupon (StorefrontRequest *request)
{
  StorefrontObject *object = find_coupon (request);

  if (object != NULL)
    storefront_answer_one (request, 200, object);
}

static void
take_coupon (StorefrontRequest *request, JsonDoc *doc)
{
  static const char *const amounts[] = { "amount", "minimum_amount", "maximum_amount" };
  Json *root = yyjson_mut_doc_get_root (doc);
  yyjson_val *expires = yyjson_obj_get (request->body, "date_expires");
  g_autofree char *code = NULL;

  merge (doc, root, request->body);
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++) {
    g_autofree char *text = amount_format (json_amount (root, amounts[i]), 2);

    json_put_text (doc, root, amounts[i], text);
  }
  code = g_utf8_strdown (json_text (root, "code"), -1);
  json_put_text (doc, root, "code", code);
  if (expires != NULL)
    storefront_stamp (request->shop, doc, root, "date_expires",
                      yyjson_is_str (expires) ? storefront_parse_time (request->shop, yyjson_get_str (expires), FALSE)
                                              : 0);
  storefront_merge_meta (request->shop, doc, root, yyjson_obj_get (request->body, "meta_data"), FALSE);
  storefront_touch (request->shop, doc);
}

/* FALSE after a failure */
static gboolean
check_code (StorefrontRequest *request, gint64 id)
{
  const char *code = json_body_text (request->body, "code");
  StorefrontObject *other = code != NULL ? storefront_find_key (request->shop, STOREFRONT_COUPON, code) : NULL;

  if (other == NULL || other->id == id)
    return TRUE;
  storefront_fail (request, 400, "woocommerce_rest_coupon_code_already_exists", "The coupon code already exists");
  return FALSE;
}

void
storefront_create_coupon (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc = json_parse (NEW_COUPON);

  if (!check_code (request, 0))
    return;
  storefront_stamp (request->shop, doc, yyjson_mut_doc_get_root (doc), "date_created",
                    kontor_storefront_get_now (request->shop));
  take_coupon (request, doc);
  storefront_count (request->shop, "create");
  storefront_answer_one (request, 201, storefront_add (request->shop, STOREFRONT_COUPON, 0, doc));
}

void
storefront_update_coupon (StorefrontRequest *request)
{
  StorefrontObject *object = find_coupon (request);
  g_autoptr (JsonDoc) doc = object != NULL ? storefront_load (object) : NULL;

  if (object == NULL || !check_code (request, object->id))
    return;
  take_coupon (request, doc);
  storefront_save (request->shop, object, doc);
  storefront_answer_one (request, 200, object);
}

void
storefront_delete_coupon (StorefrontRequest *request)
{
  StorefrontObject *object = find_coupon (request);

  if (object != NULL)
    storefront_delete_object (request, object, "shop_coupon");
}

void
storefront_batch_coupons (StorefrontRequest *request)
{
  storefront_batch (request, storefront_create_coupon, storefront_update_coupon, storefront_delete_coupon);
}

/* Makes somebody, without a request. */
StorefrontObject *
storefront_add_customer (KontorStorefront *self, const char *first_name, const char *last_name, const char *email,
                         gint64 at)
{
  g_autoptr (JsonDoc) doc = json_parse (NEW_CUSTOMER);
  Json *root = yyjson_mut_doc_get_root (doc);

  json_put_text (doc, root, "first_name", first_name);
  json_put_text (doc, root, "last_name", last_name);
  json_put_text (doc, root, "email", email);
  json_put_text (doc, root, "username", email);
  storefront_stamp (self, doc, root, "date_created", at);
  storefront_stamp (self, doc, root, "date_modified", at);
  return storefront_add (self, STOREFRONT_CUSTOMER, 0, doc);
}

void
storefront_add_coupon (KontorStorefront *self, const char *code, const char *type, const char *amount)
{
  g_autoptr (JsonDoc) doc = json_parse (NEW_COUPON);
  Json *root = yyjson_mut_doc_get_root (doc);

  json_put_text (doc, root, "code", code);
  json_put_text (doc, root, "discount_type", type);
  json_put_text (doc, root, "amount", amount);
  storefront_stamp (self, doc, root, "date_created", kontor_storefront_get_now (self) - 86400);
  storefront_touch (self, doc);
  storefront_add (self, STOREFRONT_COUPON, 0, doc);
}
