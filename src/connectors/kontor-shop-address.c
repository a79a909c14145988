#include "kontor-shop-address.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-http.h"

gboolean
kontor_shop_address_has_scheme (const char *typed)
{
  return strstr (typed, "://") != NULL;
}

/* What people copy from the address bar of the admin ends where the platform begins. */
static char *
cut_path (const char *path, const char *const *own)
{
  gsize length = strlen (path);

  for (guint i = 0; own[i] != NULL; i++) {
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
kontor_shop_address_normalise (const char *typed, const char *const *own)
{
  g_autofree char *text = g_strdup (typed != NULL ? typed : "");
  g_autofree char *host = NULL, *path = NULL, *whole = NULL;
  g_autoptr (GUri) uri = NULL;

  g_strstrip (text);
  whole = g_strconcat (kontor_shop_address_has_scheme (text) ? "" : "https://", text, NULL);
  uri = g_uri_parse (whole, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || !is_host (g_uri_get_host (uri)))
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return NULL;
  host = g_hostname_to_ascii (g_uri_get_host (uri));
  path = cut_path (g_uri_get_path (uri), own);
  return host != NULL ? join (g_uri_get_scheme (uri), host, g_uri_get_port (uri), path) : NULL;
}

gboolean
kontor_shop_address_check_network (const char *home, GError **error)
{
  if (home == NULL || g_network_monitor_get_network_available (g_network_monitor_get_default ()) ||
      kontor_http_is_loopback (home))
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE, _("There is no connection to the network."));
  return FALSE;
}
