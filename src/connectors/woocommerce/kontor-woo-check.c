#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-shop-address.h"
#include "kontor-woo-address.h"
#include "kontor-woo-approval.h"
#include "kontor-woo-discovery.h"
#include "kontor-woo-connector-private.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorWooConnector *connector;
  KontorCheckProgress progress;
  gpointer data;
  char *back; /* (nullable): where a browser is to go on to, of a check for the page that it opens */
  /* In progress */
  KontorWooClient *client;
  KontorWooReply *index;
  KontorAccountInfo *info;
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_clear_pointer (&self->index, kontor_woo_reply_unref);
  g_clear_pointer (&self->info, kontor_account_info_unref);
  g_object_unref (self->connector);
  g_free (self->back);
  g_free (self);
}

static gboolean
refuse (GError **error, int code, const char *text)
{
  g_set_error_literal (error, KONTOR_ERROR, code, text);
  return FALSE;
}

static KontorWooReply *
await_send (Check *self, const char *method, const char *path, GBytes *body, GError **error)
{
  return dex_await_boxed (kontor_woo_client_send (self->client, &(KontorWooRequest) { .method = method, .path = path, .body = body }),
                          error);
}

/* --- Is there a network? --- */

static gboolean
check_network (Check *self, GError **error)
{
  g_autofree char *home = kontor_woo_address_normalise (kontor_woo_client_get_address (self->client));

  return kontor_shop_address_check_network (home, error);
}

/* --- Does the server answer, and is WordPress there? --- */

static gboolean
check_server (Check *self, GError **failure, GError **error)
{
  g_autofree char *root = dex_await_string (kontor_woo_client_discover (self->client), failure);

  if (root != NULL)
    return TRUE;
  /* The server is there, but not what was looked for: that is said at the next step. */
  if (g_error_matches (*failure, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (failure));
  return FALSE;
}

static gboolean
has_namespace (yyjson_val *index, const char *prefix)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (index, "namespaces"), i, n, item)
    if (yyjson_is_str (item) && g_str_has_prefix (yyjson_get_str (item), prefix))
      return TRUE;
  return FALSE;
}

static KontorWooReply *
await_index_as (Check *self, gboolean anonymous, GError **error)
{
  const KontorWooRequest request = {
    .method = "GET",
    .path = "?_fields=name,url,home,namespaces,timezone_string,gmt_offset,authentication",
    .anonymous = anonymous,
  };

  return dex_await_boxed (kontor_woo_client_send (self->client, &request), error);
}

/* A consumer key means nothing to WordPress, which then refuses even this; some shops show it to none but who is signed in. */
static KontorWooReply *
await_index (Check *self, GError **error)
{
  const KontorWooSecret *secret = kontor_woo_client_get_secret (self->client);
  KontorWooReply *reply = await_index_as (self, TRUE, error);

  if (reply == NULL || reply->status != 401 || secret == NULL || secret->login == KONTOR_WOO_LOGIN_KEY)
    return reply;
  kontor_woo_reply_unref (reply);
  return await_index_as (self, FALSE, error);
}

static gboolean
check_api (Check *self, GError **failure, GError **error)
{
  yyjson_val *root;

  if (*failure != NULL) {
    g_propagate_error (error, g_steal_pointer (failure));
    return FALSE;
  }
  self->index = await_index (self, error);
  if (self->index == NULL)
    return FALSE;
  if (self->index->status == 429 || self->index->status >= 500) {
    g_propagate_error (error, kontor_woo_reply_to_error (self->index));
    return FALSE;
  }
  root = kontor_woo_reply_get_root (self->index);
  if (!kontor_http_reply_is_ok (self->index->http) || !yyjson_is_obj (root))
    return refuse (error, KONTOR_ERROR_UNSUPPORTED, kontor_woo_explain_blocked ());
  if (has_namespace (root, "wc/v3"))
    return TRUE;
  if (has_namespace (root, "wc/"))
    return refuse (error, KONTOR_ERROR_UNSUPPORTED, _("WooCommerce is too old here. Update it in WordPress under Plugins."));
  return refuse (error, KONTOR_ERROR_UNSUPPORTED,
                 _("WordPress is there, but WooCommerce is not. Install or activate it in WordPress under Plugins."));
}

/* --- What may this login do? --- */

/* Then WordPress offers no application passwords, and takes no login from Kontor. */
static gboolean
is_https_lost (Check *self)
{
  yyjson_val *index = kontor_woo_reply_get_root (self->index);
  yyjson_val *methods = yyjson_obj_get (index, "authentication");

  return g_str_has_prefix (kontor_woo_client_get_root (self->client), "https://") &&
         yyjson_obj_get (methods, "application-passwords") == NULL;
}

const char *
kontor_woo_explain_no_passwords (void)
{
  return _("The shop does not notice that the connection is encrypted, and so accepts no login. The proxy in front of it "
            "has to pass that on (X-Forwarded-Proto), and wp-config.php has to believe it; or application passwords "
            "are switched off by a plugin.");
}

const char *
kontor_woo_explain_plain (void)
{
  return _("Without https the shop accepts only a consumer key and secret.");
}

static gboolean
explain_anonymous (Check *self, GError **error)
{
  const KontorWooSecret *secret = kontor_woo_client_get_secret (self->client);
  gboolean key = secret != NULL && secret->login == KONTOR_WOO_LOGIN_KEY;

  if (is_https_lost (self))
    return refuse (error, KONTOR_ERROR_AUTH, kontor_woo_explain_no_passwords ());
  if (!key && g_str_has_prefix (kontor_woo_client_get_root (self->client), "http://"))
    return refuse (error, KONTOR_ERROR_AUTH, kontor_woo_explain_plain ());
  return refuse (error, KONTOR_ERROR_AUTH,
                 key ? _("The shop does not know this consumer key. Make a new one and copy it whole.")
                     : _("The shop does not know this user name with this application password. It is not the password with "
                          "which you sign in to WordPress."));
}

/* It is known, but wrong in itself: its secret, or what it may do, or the hour by which it signs. */
static gboolean
explain_key (Check *self, const KontorWooReply *reply, GError **error)
{
  g_autoptr (GError) said = kontor_woo_reply_to_error (reply);

  /* Translators: %s is what the shop says, as a sentence. */
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_AUTH,
               _("%s In WordPress under WooCommerce → Settings → Advanced → REST API make a new key with the permission Read/Write."),
               said->message);
  return FALSE;
}

static gboolean
explain_refusal (Check *self, const KontorWooReply *reply, GError **error)
{
  g_autofree char *code = kontor_woo_reply_dup_code (reply);

  if (reply->status == 403)
    return refuse (error, KONTOR_ERROR_AUTH,
                   _("This user may not see orders. Sign in as an administrator or shop manager, or let one make the key."));
  if (reply->status == 401 && g_strcmp0 (code, "woocommerce_rest_cannot_view") == 0)
    return explain_anonymous (self, error);
  if (reply->status == 401 && g_strcmp0 (code, "woocommerce_rest_authentication_error") == 0)
    return explain_key (self, reply, error);
  g_propagate_error (error, kontor_woo_reply_to_error (reply));
  return FALSE;
}

/* A batch of nothing changes nothing, and says whether something could be changed. */
static gboolean
check_writing (Check *self, GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("{}", 2);
  g_autoptr (KontorWooReply) reply = await_send (self, "POST", "wc/v3/products/batch", nothing, error);
  g_autoptr (GError) failure = NULL;

  if (reply == NULL)
    return FALSE;
  if (reply->status != 401 && reply->status != 403)
    return TRUE;
  return refuse (error, KONTOR_ERROR_AUTH,
                 _("With this key Kontor may read, but not write. In WordPress under WooCommerce → Settings → Advanced → REST API "
                    "give the key the permission Read/Write."));
}

static gboolean
check_permissions (Check *self, GError **error)
{
  g_autoptr (KontorWooReply) reply = await_send (self, "GET", "wc/v3/orders?per_page=1&_fields=id", NULL, error);

  if (reply == NULL)
    return FALSE;
  if (!kontor_http_reply_is_ok (reply->http) || reply->json == NULL)
    return explain_refusal (self, reply, error);
  return check_writing (self, error);
}

/* --- What is the shop like? --- */

/** (nullable): the value of one option. */
static char *
await_option (Check *self, const char *path)
{
  g_autoptr (KontorWooReply) reply = await_send (self, "GET", path, NULL, NULL);

  return reply != NULL && reply->status == 200 ? kontor_json_dup_text (yyjson_obj_get (kontor_woo_reply_get_root (reply), "value")) : NULL;
}

/* Where no city is chosen, WordPress knows hours from UTC alone. */
static char *
make_zone (yyjson_val *index)
{
  g_autofree char *name = kontor_json_dup_text (yyjson_obj_get (index, "timezone_string"));
  g_autofree char *hours = kontor_json_dup_text (yyjson_obj_get (index, "gmt_offset"));
  double offset = hours != NULL ? CLAMP (g_ascii_strtod (hours, NULL), -14, 14) : 0;
  int minutes = (int) (ABS (offset) * 60 + 0.5);

  if (name != NULL && name[0] != '\0')
    return g_steal_pointer (&name);
  return minutes == 0 ? g_strdup ("UTC") : g_strdup_printf ("%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static GStrv
list_capabilities (Check *self)
{
  const KontorWooSecret *secret = kontor_woo_client_get_secret (self->client);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_strv_builder_add_many (words, "read", "write", "refund", "team", NULL);
  if (secret != NULL && secret->login == KONTOR_WOO_LOGIN_PASSWORD)
    g_strv_builder_add (words, "media");
  return g_strv_builder_end (words);
}

static gboolean
check_data (Check *self, GError **error)
{
  yyjson_val *index = kontor_woo_reply_get_root (self->index);
  g_autoptr (KontorWooShop) shop = kontor_woo_connector_await_shop (self->connector, error);
  g_autofree char *name = NULL;

  if (shop == NULL)
    return FALSE;
  if (shop->currency == NULL)
    return refuse (error, KONTOR_ERROR_PROTOCOL, _("The shop does not say in which currency it sells."));
  name = kontor_json_dup_text (yyjson_obj_get (index, "name"));
  self->info = kontor_account_info_new ();
  self->info->name = name != NULL && name[0] != '\0' ? kontor_html_decode (name) : NULL;
  self->info->address = g_strdup (shop->home);
  self->info->time_zone = make_zone (index);
  self->info->currency = g_strdup (shop->currency);
  self->info->decimals = shop->decimals;
  self->info->weight_unit = await_option (self, "wc/v3/settings/products/woocommerce_weight_unit");
  self->info->size_unit = await_option (self, "wc/v3/settings/products/woocommerce_dimension_unit");
  self->info->capabilities = list_capabilities (self);
  return TRUE;
}

/* --- The steps --- */

static gboolean
run (Check *self, KontorCheckStep step, GError **failure, GError **error)
{
  switch (step) {
  case KONTOR_CHECK_NETWORK:
    return check_network (self, error);
  case KONTOR_CHECK_SERVER:
    return check_server (self, failure, error);
  case KONTOR_CHECK_API:
    return check_api (self, failure, error);
  case KONTOR_CHECK_PERMISSIONS:
    return check_permissions (self, error);
  case KONTOR_CHECK_DATA:
    return check_data (self, error);
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
run_to (Check *self, KontorCheckStep last, GError **error)
{
  g_autoptr (GError) failure = NULL;

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step <= last; step++) {
    gboolean passed = run (self, step, &failure, error);

    if (self->progress != NULL)
      self->progress (step, *error, self->data);
    if (!passed)
      return FALSE;
  }
  return TRUE;
}

static DexFuture *
check_fiber (gpointer data)
{
  Check *self = data;
  GError *error = NULL;

  if (!run_to (self, KONTOR_CHECK_DATA, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (KONTOR_TYPE_ACCOUNT_INFO, g_steal_pointer (&self->info));
}

static DexFuture *
approval_fiber (gpointer data)
{
  Check *self = data;
  GError *error = NULL;
  char *page;

  if (!run_to (self, KONTOR_CHECK_API, &error))
    return dex_future_new_for_error (error);
  page = kontor_woo_approval_make_page (kontor_woo_reply_get_root (self->index), kontor_woo_client_get_root (self->client),
                                        self->back, &error);
  return page != NULL ? dex_future_new_take_string (page) : dex_future_new_for_error (error);
}

static DexFuture *
begin (KontorWooConnector *connector, const char *back, KontorCheckProgress progress, gpointer data, DexFiberFunc func)
{
  Check *self = g_new0 (Check, 1);

  self->connector = g_object_ref (connector);
  self->client = kontor_woo_connector_get_client (connector);
  self->back = g_strdup (back);
  self->progress = progress;
  self->data = data;
  return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, func, self, check_free);
}

DexFuture *
kontor_woo_check (KontorWooConnector *connector, KontorCheckProgress progress, gpointer data)
{
  return begin (connector, NULL, progress, data, check_fiber);
}

DexFuture *
kontor_woo_ask_approval (KontorWooConnector *connector, const char *back, KontorCheckProgress progress, gpointer data)
{
  return begin (connector, back, progress, data, approval_fiber);
}
