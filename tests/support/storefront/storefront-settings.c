/* Who the shop is and what it is set to: mostly what a real store answered, with this one's own values in it. */
#include "storefront-handlers.h"

#define RECORDED "/org/kontor/storefront/"

static const struct {
  const char *path;
  const char *name;
} recorded[] = {
  { "wc/v3/system_status", "system-status" },
  { "wc/v3/settings/general", "settings-general" },
  { "wc/v3/settings/products", "settings-products" },
  { "wc/v3/settings/tax", "settings-tax" },
  { "wc/v3/data/currencies/current", "currency" },
  { "wc/v3/payment_gateways", "gateways" },
  { "wc/v3/taxes", "taxes" },
  { "wc/v3/taxes/classes", "tax-classes" },
  { "wc/v3/shipping/zones", "shipping-zones" },
  { "wc/v3/orders/statuses", "order-statuses" },
};

/* Returns: (transfer none) (nullable) */
JsonDoc *
storefront_get_setting (KontorStorefront *self, const char *name)
{
  g_autofree char *path = g_strconcat (RECORDED, name, ".json", NULL);
  JsonDoc *doc = g_hash_table_lookup (self->settings, name);
  g_autoptr (GBytes) bytes = NULL;

  if (doc != NULL)
    return doc;
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return NULL;
  doc = json_parse (g_bytes_get_data (bytes, NULL));
  g_hash_table_insert (self->settings, g_strdup (name), doc);
  return doc;
}

static Json *
find_setting (JsonDoc *doc, const char *id)
{
  size_t at, n;
  Json *setting;

  yyjson_mut_arr_foreach (yyjson_mut_doc_get_root (doc), at, n, setting) {
    if (g_str_equal (json_text (setting, "id"), id))
      return setting;
  }
  return NULL;
}

static void
set_value (KontorStorefront *self, const char *group, const char *id, const char *value)
{
  JsonDoc *doc = storefront_get_setting (self, group);
  Json *setting = find_setting (doc, id);

  if (setting != NULL)
    json_put_text (doc, setting, "value", value);
}

/* Puts the shop's own values into what was recorded. */
void
storefront_load_settings (KontorStorefront *self)
{
  JsonDoc *status = storefront_get_setting (self, "system-status");
  JsonDoc *currency = storefront_get_setting (self, "currency");
  Json *settings = json_get (yyjson_mut_doc_get_root (status), "settings");
  Json *environment = json_get (yyjson_mut_doc_get_root (status), "environment");
  g_autofree char *decimals = g_strdup_printf ("%u", self->decimals);

  json_put_text (status, settings, "currency", self->currency);
  json_put_int (status, settings, "number_of_decimals", self->decimals);
  json_put_text (status, environment, "version", self->version);
  json_put_text (status, environment, "home_url", self->address);
  json_put_text (status, environment, "site_url", self->address);
  json_put_text (currency, yyjson_mut_doc_get_root (currency), "code", self->currency);
  set_value (self, "settings-general", "woocommerce_currency", self->currency);
  set_value (self, "settings-general", "woocommerce_price_num_decimals", decimals);
  if (self->options.fulfilments)
    yyjson_mut_arr_add_str (status, json_get (settings, "enabled_features"), "fulfillments");
}

static void
answer_recorded (StorefrontRequest *request, const char *name)
{
  JsonDoc *doc = storefront_get_setting (request->shop, name);

  if (doc == NULL)
    storefront_fail (request, 404, "rest_setting_setting_group_invalid", "Invalid setting group.");
  else
    storefront_reply (request, 200, yyjson_mut_doc_get_root (doc));
}

/* Tax rates and zones say how many they are. */
static void
answer_count (StorefrontRequest *request, const char *name)
{
  JsonDoc *doc = storefront_get_setting (request->shop, name);
  g_autofree char *total = g_strdup_printf ("%zu", yyjson_mut_arr_size (yyjson_mut_doc_get_root (doc)));

  soup_message_headers_replace (request->more, "X-WP-Total", total);
  soup_message_headers_replace (request->more, "X-WP-TotalPages", "1");
}

void
storefront_get_recorded (StorefrontRequest *request)
{
  if (g_str_equal (request->path, "wc/v3/system_status") && request->user == KONTOR_STOREFRONT_CUSTOMER + 1) {
    storefront_fail (request, 403, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (recorded); i++)
    if (g_str_equal (request->path, recorded[i].path)) {
      if (g_str_equal (recorded[i].name, "taxes") || g_str_equal (recorded[i].name, "shipping-zones"))
        answer_count (request, recorded[i].name);
      answer_recorded (request, recorded[i].name);
      return;
    }
  answer_recorded (request, request->word != NULL ? request->word : "");
}

void
storefront_get_setting_value (StorefrontRequest *request)
{
  g_auto (GStrv) words = g_strsplit (request->path, "/", -1);
  g_autofree char *name = g_strconcat ("settings-", words[3], NULL);
  JsonDoc *doc = storefront_get_setting (request->shop, name);
  Json *setting = doc != NULL ? find_setting (doc, words[4]) : NULL;

  if (setting == NULL)
    storefront_fail (request, 404, "rest_setting_setting_invalid", "Invalid setting.");
  else
    storefront_reply (request, 200, setting);
}

/* Only the first zone has anything in it. */
void
storefront_get_zone (StorefrontRequest *request)
{
  if (request->ids[0] > 2)
    storefront_fail (request, 404, "woocommerce_rest_shipping_zone_invalid", "Resource does not exist.");
  else if (request->ids[0] != 1)
    storefront_reply_text (request, 200, "[]");
  else
    answer_recorded (request,
                     g_str_has_suffix (request->path, "locations") ? "shipping-locations" : "shipping-methods");
}

gboolean
storefront_has_status (KontorStorefront *self, const char *status)
{
  JsonDoc *doc = storefront_get_setting (self, "order-statuses");
  size_t at, n;
  Json *each;

  yyjson_mut_arr_foreach (yyjson_mut_doc_get_root (doc), at, n, each) {
    if (g_str_equal (json_text (each, "slug"), status))
      return TRUE;
  }
  return FALSE;
}

static guint
count_status (KontorStorefront *shop, StorefrontKind kind, const char *status)
{
  GPtrArray *all = storefront_get_all (shop, kind);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_strcmp0 (((StorefrontObject *) g_ptr_array_index (all, i))->status, status) == 0;
  return n;
}

/* How many orders there are in each status; of other things in all. */
void
storefront_get_totals (StorefrontRequest *request)
{
  g_autoptr (JsonDoc) doc = yyjson_mut_doc_mut_copy (storefront_get_setting (request->shop, "order-statuses"), NULL);
  size_t at, n;
  Json *each;

  if (!g_str_equal (request->word, "orders")) {
    storefront_fail (request, 404, "rest_no_route", "No route was found matching the URL and request method.");
    return;
  }
  yyjson_mut_arr_foreach (yyjson_mut_doc_get_root (doc), at, n, each)
    json_put_int (doc, each, "total", count_status (request->shop, STOREFRONT_ORDER, json_text (each, "slug")));
  storefront_reply (request, 200, yyjson_mut_doc_get_root (doc));
}

/* What "/wp-json/" says to anybody; how to get a password only over https. */
void
storefront_get_index (StorefrontRequest *request)
{
  KontorStorefront *shop = request->shop;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (kontor_storefront_get_now (shop));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, shop->time_zone);
  g_autoptr (JsonDoc) doc = yyjson_mut_doc_mut_copy (storefront_get_setting (shop, "index"), NULL);
  Json *root = yyjson_mut_doc_get_root (doc);
  Json *authentication = yyjson_mut_obj (doc);
  g_autofree char *page = g_strconcat (shop->address, "/wp-admin/authorize-application.php", NULL);
  const char *address = storefront_get_home (request);

  json_put_text (doc, root, "url", address);
  json_put_text (doc, root, "home", address);
  json_put_text (doc, root, "timezone_string", shop->time_zone_name);
  json_put (doc, root, "gmt_offset",
            yyjson_mut_real (doc, (double) g_date_time_get_utc_offset (local) / G_TIME_SPAN_HOUR));
  if (request->secure) {
    Json *endpoints = yyjson_mut_obj_add_obj (
        doc, yyjson_mut_obj_add_obj (doc, authentication, "application-passwords"), "endpoints");

    json_put_text (doc, endpoints, "authorization", page);
  }
  json_put (doc, root, "authentication", authentication);
  if (shop->options.without_woocommerce)
    yyjson_mut_arr_add_str (doc, json_put_list (doc, root, "namespaces"), "wp/v2");
  else if (g_ascii_strtod (shop->version, NULL) < 3.5)
    yyjson_mut_arr_add_str (doc, json_put_list (doc, root, "namespaces"), "wc/v2");
  storefront_reply (request, 200, root);
}

void
storefront_get_namespace (StorefrontRequest *request)
{
  storefront_reply_text (request, 200, "{\"namespace\":\"wc/v3\",\"routes\":{}}");
}

void
storefront_get_me (StorefrontRequest *request)
{
  static const char *const roles[] = { "administrator", "shop_manager", "customer" };
  g_autofree char *answer = NULL;
  const char *name;

  if (request->user == 0) {
    storefront_fail (request, 401, "rest_not_logged_in", "You are not currently logged in.");
    return;
  }
  name = request->shop->users[request->user - 1];
  if (g_strcmp0 (storefront_request_get (request, "context"), "edit") == 0)
    answer = g_strdup_printf ("{\"id\":%" G_GINT64_FORMAT ",\"username\":\"%s\",\"name\":\"%s\",\"roles\":[\"%s\"],"
                              "\"capabilities\":{\"upload_files\":%s,\"manage_woocommerce\":%s}}",
                              request->user, name, name, roles[request->user - 1], request->user < 3 ? "true" : "false",
                              request->user < 3 ? "true" : "false");
  else
    answer =
        g_strdup_printf ("{\"id\":%" G_GINT64_FORMAT ",\"name\":\"%s\",\"slug\":\"%s\"}", request->user, name, name);
  storefront_reply_text (request, 200, answer);
}
