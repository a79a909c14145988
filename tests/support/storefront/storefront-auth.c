/* Who asks: by Basic with an application password or a consumer key, by the key in the query, or by OAuth 1.0a. */
#include "storefront-private.h"

#include <string.h>

static char *
random_text (KontorStorefront *self, const char *letters, guint length)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    g_string_append_c (text, letters[g_rand_int_range (self->random, 0, (gint32) strlen (letters))]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_password (KontorStorefront *self)
{
  g_autoptr (GString) password = g_string_new (NULL);

  for (guint i = 0; i < 6; i++) {
    g_autofree char *part = random_text (self, "abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789", 4);

    g_string_append_printf (password, "%s%s", i > 0 ? " " : "", part);
  }
  return g_string_free (g_steal_pointer (&password), FALSE);
}

void
storefront_make_credentials (KontorStorefront *self)
{
  static const char *const users[] = { "admin", "manager", "customer" };

  for (guint i = 0; i < G_N_ELEMENTS (users); i++) {
    g_autofree char *key = random_text (self, "0123456789abcdef", 40);
    g_autofree char *secret = random_text (self, "0123456789abcdef", 40);

    self->users[i] = g_strdup (users[i]);
    self->passwords[i] = make_password (self);
    self->keys[i] = g_strconcat ("ck_", key, NULL);
    self->secrets[i] = g_strconcat ("cs_", secret, NULL);
  }
}

static gboolean
is_woocommerce (StorefrontRequest *request)
{
  return g_str_has_prefix (request->path, "wc/") || g_str_has_prefix (request->path, "wc-");
}

/* Blanks of an application password do not count. */
static gboolean
is_same_password (const char *given, const char *password)
{
  g_auto (GStrv) given_parts = g_strsplit (given, " ", -1);
  g_auto (GStrv) parts = g_strsplit (password, " ", -1);
  g_autofree char *a = g_strjoinv ("", given_parts);
  g_autofree char *b = g_strjoinv ("", parts);

  return g_str_equal (a, b);
}

/* An unknown key is nobody, a known one with the wrong secret is refused. FALSE after a failure */
static gboolean
take_key (StorefrontRequest *request, const char *key, const char *secret)
{
  for (guint i = 0; i < G_N_ELEMENTS (request->shop->keys); i++) {
    if (!g_str_equal (request->shop->keys[i], key))
      continue;
    if (g_strcmp0 (request->shop->secrets[i], secret) != 0) {
      storefront_fail (request, 401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.");
      return FALSE;
    }
    request->user = KONTOR_STOREFRONT_ADMIN + 1;
    request->uses_key = TRUE;
    request->key = i;
    return TRUE;
  }
  return TRUE;
}

static gboolean
take_basic (StorefrontRequest *request, const char *credentials)
{
  gsize size;
  g_autofree guchar *decoded = g_base64_decode (credentials, &size);
  g_autofree char *text = g_strndup ((const char *) decoded, size);
  g_auto (GStrv) pair = g_strsplit (text, ":", 2);

  if (g_strv_length (pair) != 2)
    return TRUE;
  if (g_str_has_prefix (pair[0], "ck_"))
    return is_woocommerce (request) ? take_key (request, pair[0], pair[1]) : TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (request->shop->users); i++)
    if (g_str_equal (request->shop->users[i], pair[0]) && is_same_password (pair[1], request->shop->passwords[i]))
      request->user = i + 1;
  return TRUE;
}

/* Over http none of the simple ways is even looked at, and no word says so. */
static gboolean
find_user (StorefrontRequest *request)
{
  const char *authorization =
      request->headers != NULL ? soup_message_headers_get_one (request->headers, "Authorization") : NULL;
  const char *key = storefront_request_get (request, "consumer_key");

  if (storefront_oauth_is_used (request))
    return is_woocommerce (request) ? storefront_oauth_check (request) : TRUE;
  if (!request->secure)
    return TRUE;
  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Basic ", 6) == 0)
    return take_basic (request, authorization + 6);
  if (key != NULL && is_woocommerce (request))
    return take_key (request, key, storefront_request_get (request, "consumer_secret"));
  return TRUE;
}

static gboolean
reads (StorefrontRequest *request)
{
  return g_str_equal (request->method, "GET") || g_str_equal (request->method, "HEAD");
}

static gboolean
check_key (StorefrontRequest *request)
{
  gboolean is_read = reads (request);

  if (!request->uses_key || request->key == KONTOR_STOREFRONT_KEY_READ_WRITE ||
      (request->key == KONTOR_STOREFRONT_KEY_READ) == is_read)
    return TRUE;
  storefront_fail (request, 401, "woocommerce_rest_authentication_error",
                   is_read ? "The API key provided does not have read permissions."
                           : "The API key provided does not have write permissions.");
  return FALSE;
}

static gboolean
check_rights (StorefrontRequest *request)
{
  guint status = request->user == 0 ? 401 : 403;

  if (request->user == KONTOR_STOREFRONT_ADMIN + 1 || request->user == KONTOR_STOREFRONT_MANAGER + 1)
    return TRUE;
  if (is_woocommerce (request) && !g_str_equal (request->path, "wc/v3")) {
    if (reads (request))
      storefront_fail (request, status, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    else
      storefront_fail (request, status, "woocommerce_rest_cannot_create",
                       "Sorry, you are not allowed to create resources.");
    return FALSE;
  }
  if (g_str_has_prefix (request->path, "wp/v2/media") && !reads (request)) {
    storefront_fail (request, status, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
    return FALSE;
  }
  return TRUE;
}

/* Consumer keys are for WooCommerce's own routes; elsewhere, the index included, they are a name that nobody has. */
static gboolean
check_foreign_key (StorefrontRequest *request)
{
  const char *authorization =
      request->headers != NULL ? soup_message_headers_get_one (request->headers, "Authorization") : NULL;

  if (!request->secure || is_woocommerce (request) || authorization == NULL || request->user != 0 ||
      g_ascii_strncasecmp (authorization, "Basic ", 6) != 0)
    return TRUE;
  storefront_fail (request, 401, "invalid_username", "Unknown username. Check again or try your email address.");
  return FALSE;
}

static gboolean
check_doors (StorefrontRequest *request)
{
  const KontorStorefrontOptions *options = &request->shop->options;

  if (options->blocked)
    storefront_reply_page (request, 403, "<html><body><h1>Forbidden</h1></body></html>");
  else if (options->members_only && request->user == 0)
    storefront_fail (request, 401, "rest_login_required", "REST API restricted to authenticated users.");
  return !options->blocked && (!options->members_only || request->user != 0);
}

/* Finds who asks and whether they may. FALSE after a failure was answered. */
gboolean
storefront_authenticate (StorefrontRequest *request)
{
  return find_user (request) && check_doors (request) && check_foreign_key (request) && check_key (request) && check_rights (request);
}
