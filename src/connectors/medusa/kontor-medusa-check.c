#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-medusa-connector-private.h"
#include "kontor-shop-address.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorMedusaConnector *connector;
  KontorCheckProgress progress;
  gpointer data;
  /* In progress */
  KontorMedusaClient *client;
  KontorMedusaReply *health;
  KontorAccountInfo *info;
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_clear_pointer (&self->health, kontor_medusa_reply_unref);
  g_clear_pointer (&self->info, kontor_account_info_unref);
  g_object_unref (self->connector);
  g_free (self);
}

static gboolean
refuse (GError **error, int code, const char *text)
{
  g_set_error_literal (error, KONTOR_ERROR, code, text);
  return FALSE;
}

static KontorMedusaReply *
await_get (Check *self, const char *path, gboolean anonymous, GError **error)
{
  const KontorMedusaRequest request = { .method = "GET", .path = path, .anonymous = anonymous };

  return dex_await_boxed (kontor_medusa_client_send (self->client, &request), error);
}

/* --- Does the server answer, whatever it is? --- */

static gboolean
check_server (Check *self, GError **error)
{
  self->health = await_get (self, "health", TRUE, error);
  return self->health != NULL;
}

/* --- Is Medusa there? --- */

/* Its admin interface refuses a stranger by JSON; a storefront or another server answers a page or "not found". */
static gboolean
check_api (Check *self, GError **error)
{
  g_autoptr (KontorMedusaReply) reply = await_get (self, "admin/users/me", TRUE, error);
  guint status;

  if (reply == NULL)
    return FALSE;
  status = reply->http->status;
  if (status == 429 || status >= 500) {
    g_propagate_error (error, kontor_medusa_reply_to_error (reply));
    return FALSE;
  }
  if (status == 401 && kontor_medusa_reply_get (reply, "message") != NULL && kontor_http_reply_is_ok (self->health->http))
    return TRUE;
  return refuse (error, KONTOR_ERROR_UNSUPPORTED,
                 _("Something answers there, but it is not Medusa. Give the address of the Medusa server, which is the one "
                    "of its admin without “/app”, and not that of the storefront."));
}

/* --- What may this login do? --- */

static gboolean
check_permissions (Check *self, GError **error)
{
  const KontorMedusaSecret *secret = kontor_medusa_client_get_secret (self->client);
  g_autoptr (KontorMedusaReply) reply = await_get (self, "admin/orders?limit=1&fields=id", FALSE, error);
  GError *failure;

  if (reply == NULL)
    return FALSE;
  failure = kontor_medusa_reply_to_error (reply);
  if (failure == NULL)
    return TRUE;
  if (reply->http->status != 401 || secret == NULL || secret->login != KONTOR_MEDUSA_LOGIN_KEY) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  g_error_free (failure);
  return refuse (error, KONTOR_ERROR_AUTH,
                 _("The shop does not know this key. In Medusa’s admin under Settings → Secret API Keys create one, and copy "
                    "it whole: it begins with “sk_” and is shown once."));
}

/* --- What is the shop like? --- */

/* A Medusa shop has no time zone: its days are those of who runs it. */
static char *
make_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();

  return g_strdup (g_time_zone_get_identifier (local));
}

static gboolean
check_data (Check *self, GError **error)
{
  static const char *const capabilities[] = { "read", "write", "refund", "team", "media", NULL };
  g_autoptr (KontorMedusaShop) shop = kontor_medusa_connector_await_shop (self->connector, error);

  if (shop == NULL)
    return FALSE;
  self->info = kontor_account_info_new ();
  self->info->name = g_strdup (shop->name);
  self->info->address = g_strdup (shop->home);
  self->info->time_zone = make_zone ();
  self->info->currency = g_strdup (shop->currency);
  self->info->decimals = kontor_currency_get_decimals (shop->currency);
  self->info->capabilities = g_strdupv ((GStrv) capabilities);
  return TRUE;
}

static gboolean
run (Check *self, KontorCheckStep step, GError **error)
{
  switch (step) {
  case KONTOR_CHECK_NETWORK:
    return kontor_shop_address_check_network (kontor_medusa_client_get_home (self->client), error);
  case KONTOR_CHECK_SERVER:
    return check_server (self, error);
  case KONTOR_CHECK_API:
    return check_api (self, error);
  case KONTOR_CHECK_PERMISSIONS:
    return check_permissions (self, error);
  case KONTOR_CHECK_DATA:
    return check_data (self, error);
  }
  g_return_val_if_reached (FALSE);
}

static DexFuture *
check_fiber (gpointer data)
{
  Check *self = data;
  GError *error = NULL;

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step <= KONTOR_CHECK_DATA; step++) {
    gboolean passed = run (self, step, &error);

    if (self->progress != NULL)
      self->progress (step, error, self->data);
    if (!passed)
      return dex_future_new_for_error (error);
  }
  return dex_future_new_take_boxed (KONTOR_TYPE_ACCOUNT_INFO, g_steal_pointer (&self->info));
}

DexFuture *
kontor_medusa_check (KontorMedusaConnector *connector, KontorCheckProgress progress, gpointer data)
{
  Check *self = g_new0 (Check, 1);

  self->connector = g_object_ref (connector);
  self->client = kontor_medusa_connector_get_client (connector);
  self->progress = progress;
  self->data = data;
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, check_fiber, self, check_free);
}
