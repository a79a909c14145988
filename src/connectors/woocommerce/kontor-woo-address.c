#include "kontor-woo-address.h"

#include <gio/gio.h>
#include <string.h>

#include "kontor-http.h"

gboolean
kontor_woo_address_has_scheme (const char *typed)
{
  return strstr (typed, "://") != NULL;
}

/* What people copy from the address bar of the admin ends where WordPress begins. */
static char *
cut_path (const char *path)
{
  static const char *const own[] = { "/wp-admin", "/wp-login.php", "/wp-json", "/index.php", "/wp-content", "/xmlrpc.php" };
  gsize length = strlen (path);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++) {
    const char *at = strstr (path, own[i]);

    if (at != NULL)
      length = MIN (length, (gsize) (at - path));
  }
  while (length > 0 && path[length - 1] == '/')
    length--;
  return g_strndup (path, length);
}

static gboolean
is_host (const char *host)
{
  if (host == NULL || host[0] == '\0' || strpbrk (host, " <>\"") != NULL)
    return FALSE;
  return strchr (host, '.') != NULL || strchr (host, ':') != NULL || g_ascii_strcasecmp (host, "localhost") == 0;
}

static char *
join (const char *scheme, const char *host, int port, const char *path)
{
  g_autofree char *base = g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, port, path, NULL, NULL);

  if (g_str_equal (scheme, "http") && !kontor_http_is_loopback (base))
    return g_uri_join (G_URI_FLAGS_NONE, "https", NULL, host, port == 80 ? -1 : port, path, NULL, NULL);
  return g_steal_pointer (&base);
}

char *
kontor_woo_address_normalise (const char *typed)
{
  g_autofree char *text = g_strdup (typed != NULL ? typed : "");
  g_autofree char *host = NULL, *path = NULL, *whole = NULL;
  g_autoptr (GUri) uri = NULL;

  g_strstrip (text);
  whole = g_strconcat (kontor_woo_address_has_scheme (text) ? "" : "https://", text, NULL);
  uri = g_uri_parse (whole, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || !is_host (g_uri_get_host (uri)))
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return NULL;
  host = g_hostname_to_ascii (g_uri_get_host (uri));
  path = cut_path (g_uri_get_path (uri));
  return host != NULL ? join (g_uri_get_scheme (uri), host, g_uri_get_port (uri), path) : NULL;
}

char *
kontor_woo_find_link (const char *header, const char *relation)
{
  const char *from = header;

  while (from != NULL && (from = strchr (from, '<')) != NULL) {
    const char *end = strchr (from, '>');
    const char *next = end != NULL ? strchr (end, '<') : NULL;
    g_autofree char *rest = NULL;

    if (end == NULL)
      return NULL;
    rest = next != NULL ? g_strndup (end, (gsize) (next - end)) : g_strdup (end);
    if (strstr (rest, relation) != NULL)
      return g_strndup (from + 1, (gsize) (end - from - 1));
    from = next;
  }
  return NULL;
}
