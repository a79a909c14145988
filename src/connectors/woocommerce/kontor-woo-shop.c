#include "kontor-woo-shop.h"

#include "kontor-error.h"

KontorWooShop *
kontor_woo_shop_ref (KontorWooShop *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_woo_shop_unref (KontorWooShop *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->home);
  g_free (self->currency);
  g_free (self->statuses);
  g_free (self);
}

/* Drafts are checkouts that somebody left; many of them vanish again. */
static char *
join_statuses (yyjson_val *list)
{
  g_autoptr (GString) all = g_string_new (NULL);
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item) {
    g_autofree char *slug = kontor_json_dup_text (yyjson_obj_get (item, "slug"));

    if (slug != NULL && !g_str_has_suffix (slug, "draft"))
      g_string_append_printf (all, "%s,", slug);
  }
  if (all->len == 0)
    g_string_append (all, "pending,processing,on-hold,completed,cancelled,refunded,failed,");
  g_string_append (all, "trash");
  return g_string_free_and_steal (g_steal_pointer (&all));
}

static gboolean
lists_feature (yyjson_val *features, const char *name)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (features, i, n, item)
    if (yyjson_equals_str (item, name))
      return TRUE;
  return FALSE;
}

/* Not every role may see the status of the system. */
static void
read_status (KontorWooShop *self, yyjson_val *status)
{
  yyjson_val *settings = yyjson_obj_get (status, "settings");
  gint64 decimals = 2;

  kontor_json_get_int (yyjson_obj_get (settings, "number_of_decimals"), &decimals);
  self->decimals = (guint) CLAMP (decimals, 0, 6);
  self->currency = kontor_json_dup_text (yyjson_obj_get (settings, "currency"));
  self->fulfilments = lists_feature (yyjson_obj_get (settings, "enabled_features"), "fulfillments");
}

/* The routes of the Shipment Tracking plugin are there or not: their answer of an order that is not there tells. */
static void
await_tracking (KontorWooShop *self, KontorWooClient *client)
{
  const KontorWooRequest request = { .method = "GET", .path = "wc/v3/orders/0/shipment-trackings" };
  g_autoptr (KontorWooReply) reply = NULL;
  g_autofree char *code = NULL;

  self->tracking = self->fulfilments ? KONTOR_WOO_TRACKING_FULFILMENTS : KONTOR_WOO_TRACKING_META;
  if (self->fulfilments)
    return;
  reply = dex_await_boxed (kontor_woo_client_send (client, &request), NULL);
  code = reply != NULL ? kontor_woo_reply_dup_code (reply) : NULL;
  if (code != NULL && reply->status == 404 && !g_str_equal (code, "rest_no_route"))
    self->tracking = KONTOR_WOO_TRACKING_PLUGIN;
}

static gboolean
await_currency (KontorWooShop *self, KontorWooClient *client, GError **error)
{
  g_autoptr (KontorWooReply) reply = NULL;

  if (self->currency != NULL)
    return TRUE;
  reply = dex_await_boxed (kontor_woo_client_get (client, "wc/v3/data/currencies/current", NULL), error);
  if (reply == NULL)
    return FALSE;
  self->currency = kontor_json_dup_text (yyjson_obj_get (kontor_woo_reply_get_root (reply), "code"));
  return TRUE;
}

KontorWooShop *
kontor_woo_await_shop (KontorWooClient *client, GError **error)
{
  g_autoptr (KontorWooShop) self = g_new0 (KontorWooShop, 1);
  g_autoptr (KontorWooReply) statuses = NULL, status = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  statuses = dex_await_boxed (kontor_woo_client_send (client, &(KontorWooRequest) { .method = "GET", .path = "wc/v3/orders/statuses" }), error);
  if (statuses == NULL)
    return NULL;
  status = dex_await_boxed (kontor_woo_client_send (client,
                                                    &(KontorWooRequest) {
                                                      .method = "GET",
                                                      .path = "wc/v3/system_status",
                                                      .query = (const char *const[]) { "_fields", "settings", NULL },
                                                    }),
                            error);
  if (status == NULL)
    return NULL;
  read_status (self, kontor_woo_reply_get_root (status));
  if (!await_currency (self, client, error))
    return NULL;
  await_tracking (self, client);
  self->statuses = join_statuses (kontor_woo_reply_get_root (statuses));
  self->home = g_strdup (kontor_woo_client_get_home (client));
  self->store = (KontorMappingStore) { self->home, self->currency };
  return g_steal_pointer (&self);
}
