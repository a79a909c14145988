#include "kontor-woo-address.h"

#include <string.h>

#include "kontor-shop-address.h"

char *
kontor_woo_address_normalise (const char *typed)
{
  static const char *const own[] = { "/wp-admin", "/wp-login.php", "/wp-json", "/index.php",
                                     "/wp-content", "/xmlrpc.php", NULL };

  return kontor_shop_address_normalise (typed, own);
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
