#include "kontor-oauth.h"

#include <string.h>

static char *
escape (const char *text)
{
  return g_uri_escape_string (text, NULL, FALSE);
}

/* A pair as it is sorted and signed; both halves escaped. */
static char *
make_pair (const char *name, const char *value)
{
  g_autofree char *left = escape (name);
  g_autofree char *right = escape (value);

  return g_strconcat (left, "=", right, NULL);
}

static void
add_query (GPtrArray *pairs, const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    char *value = strchr (parts[i], '=');
    g_autofree char *name = NULL, *plain = NULL;

    if (parts[i][0] == '\0')
      continue;
    if (value != NULL)
      *value++ = '\0';
    name = g_uri_unescape_string (parts[i], NULL);
    plain = g_uri_unescape_string (value != NULL ? value : "", NULL);
    if (name != NULL && plain != NULL)
      g_ptr_array_add (pairs, make_pair (name, plain));
  }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_base (const char *method, const char *uri, GPtrArray *pairs)
{
  g_autofree char *bare = g_strndup (uri, strcspn (uri, "?#"));
  g_autofree char *place = escape (bare);
  g_autofree char *joined = NULL;
  g_autofree char *parameters = NULL;

  g_ptr_array_sort (pairs, compare_pairs);
  g_ptr_array_add (pairs, NULL);
  joined = g_strjoinv ("&", (GStrv) pairs->pdata);
  parameters = escape (joined);
  return g_strconcat (method, "&", place, "&", parameters, NULL);
}

static char *
make_signature (const char *base, const char *secret)
{
  g_autofree char *key = g_strconcat (secret, "&", NULL);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  guint8 digest[32];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) base, -1);
  g_hmac_get_digest (hmac, digest, &length);
  return g_base64_encode (digest, length);
}

char *
kontor_oauth_sign (const char *method, const char *uri, const char *key, const char *secret, gint64 timestamp,
                   const char *nonce)
{
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, timestamp);
  const char *const own[][2] = {
    { "oauth_consumer_key", key },
    { "oauth_nonce", nonce },
    { "oauth_signature_method", "HMAC-SHA256" },
    { "oauth_timestamp", time },
  };
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) header = g_string_new ("OAuth ");
  g_autofree char *base = NULL, *signature = NULL, *escaped = NULL;

  add_query (pairs, strchr (uri, '?') != NULL ? strchr (uri, '?') + 1 : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++) {
    g_autofree char *value = escape (own[i][1]);

    g_ptr_array_add (pairs, make_pair (own[i][0], own[i][1]));
    g_string_append_printf (header, "%s=\"%s\", ", own[i][0], value);
  }
  base = make_base (method, uri, pairs);
  signature = make_signature (base, secret);
  escaped = escape (signature);
  g_string_append_printf (header, "oauth_signature=\"%s\"", escaped);
  return g_string_free_and_steal (g_steal_pointer (&header));
}
