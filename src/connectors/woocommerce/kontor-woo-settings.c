#include <stdlib.h>

#include "kontor-error.h"
#include "kontor-woo-connector-private.h"

/** One list of settings; not every shop or role has each. */
typedef struct {
  const char *path;
  const char *kind;
} List;

static const List lists[] = {
  { "wc/v3/orders/statuses", "status" },
  { "wc/v3/payment_gateways", "gateway" },
  { "wc/v3/shipping/zones", "shipping-zone" },
  { "wc/v3/taxes/classes", "tax-class" },
  { "wc/v3/taxes?per_page=100", "tax-rate" },
  { "wc/v3/products/shipping_classes?per_page=100", "shipping-class" },
  { "wc/v3/products/attributes", "attribute" },
  { "wc/v3/settings/general", "option" },
  { "wc/v3/settings/products", "option" },
  { "wc/v3/settings/tax", "option" },
};

static gboolean
read_list (const List *list, const char *within, yyjson_val *items, KontorBatch *batch, GError **error)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (items, i, n, item)
    if (!kontor_woo_read_setting (list->kind, within, item, (gint64) i, batch, error))
      return FALSE;
  return TRUE;
}

/** (nullable): NULL without an error where the shop or the role has none of it. */
static KontorWooReply *
await_list (KontorWooClient *client, const char *path, GError **error)
{
  g_autoptr (KontorWooReply) reply = dex_await_boxed (kontor_woo_client_send (client, &(KontorWooRequest) { .method = "GET", .path = path }), error);
  GError *failure;

  if (reply == NULL || reply->status == 403 || reply->status == 404)
    return NULL;
  failure = kontor_woo_reply_to_error (reply);
  if (failure == NULL)
    return g_steal_pointer (&reply);
  g_propagate_error (error, failure);
  return NULL;
}

static gboolean
await_methods (KontorWooClient *client, yyjson_val *zones, KontorBatch *batch, GError **error)
{
  static const List methods = { NULL, "shipping-method" };
  yyjson_val *zone;
  gsize i, n;

  yyjson_arr_foreach (zones, i, n, zone) {
    g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (zone, "id"));
    g_autofree char *path = g_strdup_printf ("wc/v3/shipping/zones/%s/methods", id != NULL ? id : "0");
    g_autoptr (GError) failure = NULL;
    g_autoptr (KontorWooReply) reply = await_list (client, path, &failure);

    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    if (reply != NULL && !read_list (&methods, id, kontor_woo_reply_get_root (reply), batch, error))
      return FALSE;
  }
  return TRUE;
}

/** The page is the list of that number. */
KontorBatch *
kontor_woo_await_settings (KontorWooConnector *self, const char *cursor, GError **error)
{
  KontorWooClient *client = kontor_woo_connector_get_client (self);
  guint number = cursor != NULL ? (guint) strtoul (cursor, NULL, 10) : 0;
  const List *list = &lists[MIN (number, G_N_ELEMENTS (lists) - 1)];
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorWooReply) reply = await_list (client, list->path, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (reply != NULL && !read_list (list, NULL, kontor_woo_reply_get_root (reply), batch, error))
    return NULL;
  if (reply != NULL && g_str_equal (list->kind, "shipping-zone") &&
      !await_methods (client, kontor_woo_reply_get_root (reply), batch, error))
    return NULL;
  batch->more = number + 1 < G_N_ELEMENTS (lists);
  batch->cursor = g_strdup_printf ("%u", number + 1);
  return g_steal_pointer (&batch);
}
