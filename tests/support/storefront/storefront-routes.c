/* Which request is answered by what. In a path, "#" stands for a number and "*" for a word. */
#include "storefront-private.h"

#include "storefront-handlers.h"

#include <string.h>

typedef struct {
  const char *path;
  StorefrontHandler get;
  StorefrontHandler post;
  StorefrontHandler put;
  StorefrontHandler drop;
} Route;

static const Route routes[] = {
  { "", storefront_get_index },
  { "wc/v3", storefront_get_namespace },
  { "wp/v2/users/me", storefront_get_me },
  { "wp/v2/media", storefront_list_media, storefront_upload },
  { "wp/v2/media/#", storefront_get_media, storefront_edit_media, storefront_edit_media, storefront_delete_media },
  { "wc/v3/system_status", storefront_get_recorded },
  { "wc/v3/settings/*", storefront_get_recorded },
  { "wc/v3/settings/*/*", storefront_get_setting_value },
  { "wc/v3/data/currencies/current", storefront_get_recorded },
  { "wc/v3/payment_gateways", storefront_get_recorded },
  { "wc/v3/taxes", storefront_get_recorded },
  { "wc/v3/taxes/classes", storefront_get_recorded },
  { "wc/v3/shipping/zones", storefront_get_recorded },
  { "wc/v3/shipping/zones/#/locations", storefront_get_zone },
  { "wc/v3/shipping/zones/#/methods", storefront_get_zone },
  { "wc/v3/orders/statuses", storefront_get_recorded },
  { "wc/v3/reports/*/totals", storefront_get_totals },
  { "wc/v3/products", storefront_list_products, storefront_create_product },
  { "wc/v3/products/batch", NULL, storefront_batch_products },
  { "wc/v3/products/#", storefront_get_product, storefront_update_product, storefront_update_product,
    storefront_delete_product },
  { "wc/v3/products/#/variations", storefront_list_variations, storefront_create_variation },
  { "wc/v3/products/#/variations/batch", NULL, storefront_batch_variations },
  { "wc/v3/products/#/variations/#", storefront_get_variation, storefront_update_variation, storefront_update_variation,
    storefront_delete_variation },
  { "wc/v3/variations", storefront_list_all_variations },
  { "wc/v3/products/attributes", storefront_list_attributes, storefront_create_attribute },
  { "wc/v3/products/attributes/#", storefront_get_attribute, NULL, NULL, storefront_delete_attribute },
  { "wc/v3/products/attributes/#/terms", storefront_list_attribute_terms, storefront_create_attribute_term },
  { "wc/v3/products/*", storefront_list_terms, storefront_create_term },
  { "wc/v3/products/*/#", storefront_get_term, storefront_update_term, storefront_update_term, storefront_delete_term },
  { "wc/v3/orders", storefront_list_orders, storefront_create_order },
  { "wc/v3/orders/batch", NULL, storefront_batch_orders },
  { "wc/v3/orders/#", storefront_get_order, storefront_update_order, storefront_update_order, storefront_delete_order },
  { "wc/v3/orders/#/notes", storefront_list_notes, storefront_create_note },
  { "wc/v3/orders/#/notes/#", storefront_get_note, NULL, NULL, storefront_delete_note },
  { "wc/v3/orders/#/refunds", storefront_list_refunds, storefront_create_refund },
  { "wc/v3/orders/#/refunds/#", storefront_get_refund, NULL, NULL, storefront_delete_refund },
  { "wc/v3/refunds", storefront_list_all_refunds },
  { "wc/v3/orders/#/fulfillments", storefront_list_fulfilments, storefront_create_fulfilment },
  { "wc/v3/orders/#/fulfillments/#", storefront_get_fulfilment, NULL, storefront_update_fulfilment,
    storefront_delete_fulfilment },
  { "wc/v3/orders/#/shipment-trackings", storefront_list_trackings, storefront_create_tracking },
  { "wc/v3/orders/#/shipment-trackings/*", storefront_get_tracking, NULL, NULL, storefront_delete_tracking },
  { "wc/v3/customers", storefront_list_customers, storefront_create_customer },
  { "wc/v3/customers/batch", NULL, storefront_batch_customers },
  { "wc/v3/customers/#", storefront_get_customer, storefront_update_customer, storefront_update_customer,
    storefront_delete_customer },
  { "wc-analytics/reports/customers", storefront_list_buyers },
  { "wc/v3/coupons", storefront_list_coupons, storefront_create_coupon },
  { "wc/v3/coupons/batch", NULL, storefront_batch_coupons },
  { "wc/v3/coupons/#", storefront_get_coupon, storefront_update_coupon, storefront_update_coupon,
    storefront_delete_coupon },
};

static gboolean
is_number (const char *word)
{
  return *word != '\0' && strspn (word, "0123456789") == strlen (word);
}

static gboolean
matches (const char *pattern, GStrv words, StorefrontRequest *request)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "/", -1);
  guint n_ids = 0;

  if (g_strv_length (parts) != g_strv_length (words))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++) {
    if (g_str_equal (parts[i], "#") && is_number (words[i]))
      request->ids[n_ids++] = g_ascii_strtoll (words[i], NULL, 10);
    else if (g_str_equal (parts[i], "*"))
      g_set_str (&request->word, words[i]);
    else if (!g_str_equal (parts[i], words[i]))
      return FALSE;
  }
  return TRUE;
}

static StorefrontHandler
pick (const Route *route, const char *method)
{
  if (g_str_equal (method, "GET") || g_str_equal (method, "HEAD"))
    return route->get;
  if (g_str_equal (method, "POST"))
    return route->post;
  if (g_str_equal (method, "PUT") || g_str_equal (method, "PATCH"))
    return route->put;
  return g_str_equal (method, "DELETE") ? route->drop : NULL;
}

static StorefrontHandler
find_handler (StorefrontRequest *request)
{
  g_auto (GStrv) words = g_strsplit (request->path, "/", -1);

  if (request->shop->options.without_woocommerce && g_str_has_prefix (request->path, "wc"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (matches (routes[i].path, words, request))
      return pick (&routes[i], request->method);
  return NULL;
}

/* Answers the request, who asks being known. */
void
storefront_route (StorefrontRequest *request)
{
  StorefrontHandler handler = find_handler (request);

  if (handler == NULL)
    storefront_fail (request, 404, "rest_no_route", "No route was found matching the URL and request method.");
  else if (request->raw != NULL && g_bytes_get_size (request->raw) > 0 && request->json == NULL &&
           !g_str_has_prefix (request->path, "wp/v2/media"))
    storefront_fail_with (request, 400, "rest_invalid_json", "Invalid JSON body passed.",
                          "{\"status\":400,\"json_error_code\":4,\"json_error_message\":\"Syntax error\"}");
  else if (storefront_check_types (request))
    handler (request);
}
