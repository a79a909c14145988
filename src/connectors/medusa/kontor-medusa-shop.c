#include "kontor-medusa-shop.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

KontorMedusaShop *
kontor_medusa_shop_ref (KontorMedusaShop *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_medusa_shop_unref (KontorMedusaShop *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->home);
  g_free (self->name);
  g_free (self->currency);
  g_free (self->profile);
  g_free (self->channel);
  g_free (self);
}

/* In capitals, as ISO 4217 writes it; Medusa writes it small. */
static char *
dup_currency (yyjson_val *store)
{
  yyjson_val *entry, *chosen = NULL;
  g_autofree char *code = NULL, *large = NULL;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (store, "supported_currencies"), i, n, entry)
    if (chosen == NULL || kontor_json_get_bool (yyjson_obj_get (entry, "is_default")))
      chosen = entry;
  code = kontor_json_dup_text (yyjson_obj_get (chosen, "currency_code"));
  large = code != NULL ? g_ascii_strup (code, -1) : NULL;
  return large != NULL && kontor_currency_is_valid (large) ? g_steal_pointer (&large) : NULL;
}

/** (nullable): the id of the first object of a list. */
static char *
await_first (KontorMedusaClient *client, const char *path, const char *list)
{
  g_autoptr (KontorMedusaReply) reply = dex_await_boxed (kontor_medusa_client_get (client, "%s?limit=1&order=id&fields=id", path), NULL);

  return reply != NULL ? kontor_json_dup_text (yyjson_obj_get (yyjson_arr_get_first (kontor_medusa_reply_get (reply, list)), "id"))
                       : NULL;
}

KontorMedusaShop *
kontor_medusa_await_shop (KontorMedusaClient *client, GError **error)
{
  g_autoptr (KontorMedusaShop) self = g_new0 (KontorMedusaShop, 1);
  g_autoptr (KontorMedusaReply) reply = NULL;
  yyjson_val *store;

  g_atomic_ref_count_init (&self->ref_count);
  reply = dex_await_boxed (
      kontor_medusa_client_get (client, "admin/stores?limit=1&fields=id,name,default_sales_channel_id,"
                                        "supported_currencies.currency_code,supported_currencies.is_default"),
      error);
  if (reply == NULL)
    return NULL;
  store = yyjson_arr_get_first (kontor_medusa_reply_get (reply, "stores"));
  self->home = g_strdup (kontor_medusa_client_get_home (client));
  self->name = kontor_json_dup_text (yyjson_obj_get (store, "name"));
  self->currency = dup_currency (store);
  self->channel = kontor_json_dup_text (yyjson_obj_get (store, "default_sales_channel_id"));
  if (self->currency == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop does not say in which currency it sells."));
    return NULL;
  }
  self->profile = await_first (client, "admin/shipping-profiles", "shipping_profiles");
  self->store = (KontorMappingStore) { self->home, self->currency };
  return g_steal_pointer (&self);
}
