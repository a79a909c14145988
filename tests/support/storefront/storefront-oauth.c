/* OAuth 1.0a with one leg, as WooCommerce checks it over plain http. */
#include "storefront-private.h"

#include <string.h>

#define WINDOW (15 * 60)

static void
read_header (GHashTable *parameters, const char *header)
{
  g_auto (GStrv) parts = g_strsplit (header, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (g_strstrip (parts[i]), "=", 2);
    g_autofree char *value = NULL;

    if (g_strv_length (pair) != 2)
      continue;
    g_strdelimit (pair[1], "\"", ' ');
    value = g_uri_unescape_string (g_strstrip (pair[1]), NULL);
    if (value != NULL && !g_str_equal (pair[0], "realm"))
      g_hash_table_insert (parameters, g_strdup (pair[0]), g_steal_pointer (&value));
  }
}

static const char *
get_header (StorefrontRequest *request)
{
  const char *header =
      request->headers != NULL ? soup_message_headers_get_one (request->headers, "Authorization") : NULL;

  return header != NULL && g_ascii_strncasecmp (header, "OAuth ", 6) == 0 ? header + 6 : NULL;
}

gboolean
storefront_oauth_is_used (StorefrontRequest *request)
{
  return get_header (request) != NULL || storefront_request_get (request, "oauth_consumer_key") != NULL;
}

static GHashTable *
collect (StorefrontRequest *request)
{
  GHashTable *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (parameters, g_strdup (name), g_strdup (value));
  if (get_header (request) != NULL)
    read_header (parameters, get_header (request));
  return parameters;
}

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
normalise (GHashTable *parameters)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    g_autofree char *escaped_name = escape (name);
    g_autofree char *escaped_value = escape (value);

    if (!g_str_equal (name, "oauth_signature"))
      g_ptr_array_add (pairs, g_strdup_printf ("%s=%s", escaped_name, escaped_value));
  }
  g_ptr_array_sort (pairs, compare_texts);
  g_ptr_array_add (pairs, NULL);
  return g_strjoinv ("&", (char **) pairs->pdata);
}

static char *
sign (StorefrontRequest *request, GHashTable *parameters, const char *secret)
{
  const char *base = request->secure ? request->shop->address : request->shop->plain_address;
  const char *method = g_hash_table_lookup (parameters, "oauth_signature_method");
  GChecksumType type = g_strcmp0 (method, "HMAC-SHA256") == 0 ? G_CHECKSUM_SHA256 : G_CHECKSUM_SHA1;
  g_autofree char *address = g_strdup_printf ("%s/wp-json/%s", base, request->path);
  g_autofree char *escaped_address = escape (address);
  g_autofree char *query = normalise (parameters);
  g_autofree char *escaped_query = escape (query);
  g_autofree char *text = g_strdup_printf ("%s&%s&%s", request->method, escaped_address, escaped_query);
  g_autofree char *key = g_strconcat (secret, "&", NULL);
  g_autoptr (GHmac) hmac = g_hmac_new (type, (const guchar *) key, strlen (key));
  guint8 digest[32];
  gsize size = sizeof digest;

  g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text));
  g_hmac_get_digest (hmac, digest, &size);
  return g_base64_encode (digest, size);
}

static gboolean
refuse (StorefrontRequest *request, const char *message)
{
  storefront_fail (request, 401, "woocommerce_rest_authentication_error", message);
  return FALSE;
}

static gboolean
is_fresh (StorefrontRequest *request, GHashTable *parameters)
{
  const char *time = g_hash_table_lookup (parameters, "oauth_timestamp");
  gint64 at = time != NULL ? g_ascii_strtoll (time, NULL, 10) : 0;
  gint64 now = kontor_storefront_get_now (request->shop);

  return at > now - WINDOW && at < now + WINDOW;
}

/* FALSE after a failure; an unknown key is nobody. */
gboolean
storefront_oauth_check (StorefrontRequest *request)
{
  KontorStorefront *shop = request->shop;
  g_autoptr (GHashTable) parameters = collect (request);
  const char *key = g_hash_table_lookup (parameters, "oauth_consumer_key");
  const char *signature = g_hash_table_lookup (parameters, "oauth_signature");
  const char *nonce = g_hash_table_lookup (parameters, "oauth_nonce");

  for (guint i = 0; i < G_N_ELEMENTS (shop->keys); i++) {
    g_autofree char *expected = NULL;

    if (g_strcmp0 (key, shop->keys[i]) != 0)
      continue;
    expected = sign (request, parameters, shop->secrets[i]);
    if (g_strcmp0 (signature, expected) != 0)
      return refuse (request, "Invalid signature - provided signature does not match.");
    if (!is_fresh (request, parameters))
      return refuse (request, "Invalid timestamp.");
    if (nonce == NULL || !g_hash_table_add (shop->nonces, g_strdup (nonce)))
      return refuse (request, "Invalid nonce - nonce has already been used.");
    request->user = KONTOR_STOREFRONT_ADMIN + 1;
    request->uses_key = TRUE;
    request->key = i;
    return TRUE;
  }
  return TRUE;
}
