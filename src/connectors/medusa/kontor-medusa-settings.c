#include "kontor-medusa-settings.h"

#include "kontor-error.h"
#include "kontor-medusa-mapping.h"

/** One list of settings; not every version has each. */
typedef struct {
  const char *path;
  const char *list;
  const char *kind;
} List;

static const List lists[] = {
  { "admin/stock-locations?fields=id,name,*address", "stock_locations", "location" },
  { "admin/shipping-options?fields=id,name,price_type,provider_id,service_zone_id,shipping_profile_id,*type,*rules", "shipping_options",
    "shipping-method" },
  { "admin/payments/payment-providers?fields=id,is_enabled", "payment_providers", "gateway" },
  { "admin/regions?fields=id,name,currency_code,automatic_taxes,countries.iso_2", "regions", "region" },
  { "admin/sales-channels?fields=id,name,description,is_disabled", "sales_channels", "channel" },
  { "admin/tax-rates?fields=id,name,code,rate,tax_region_id,is_default", "tax_rates", "tax-rate" },
  { "admin/return-reasons?fields=id,label,value,description", "return_reasons", "return-reason" },
  { "admin/refund-reasons?fields=id,label,description", "refund_reasons", "refund-reason" },
  { "admin/shipping-profiles?fields=id,name,type", "shipping_profiles", "shipping-profile" },
  { "admin/customer-groups?fields=id,name", "customer_groups", "customer-group" },
  { "admin/price-lists?fields=id,title,description,type,status,starts_at,ends_at", "price_lists", "price-list" },
};

/** (nullable): NULL without an error where this shop has none of it. */
static KontorMedusaReply *
await_list (KontorMedusaClient *client, const List *list, GError **error)
{
  g_autoptr (GError) failure = NULL;
  KontorMedusaReply *reply = dex_await_boxed (kontor_medusa_client_get (client, "%s&limit=1000", list->path), &failure);

  if (reply == NULL && !g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED) &&
      !g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));
  return reply;
}

static gboolean
await_settings_of (KontorMedusaClient *client, const List *list, KontorBatch *batch, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorMedusaReply) reply = await_list (client, list, &failure);
  yyjson_val *item;
  gsize i, n;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  yyjson_arr_foreach (reply != NULL ? kontor_medusa_reply_get (reply, list->list) : NULL, i, n, item)
    if (!kontor_medusa_read_setting (list->kind, item, (gint64) i, batch, error))
      return FALSE;
  return TRUE;
}

KontorBatch *
kontor_medusa_await_settings (KontorMedusaClient *client, GError **error)
{
  g_autoptr (KontorBatch) batch = kontor_batch_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!await_settings_of (client, &lists[i], batch, error))
      return NULL;
  return g_steal_pointer (&batch);
}
