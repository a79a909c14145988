/* How long a real store would have computed for a request, as one was measured on two busy processors. */
#include "storefront-private.h"

#include <string.h>

/* What any request costs before it does anything. */
#define BOOT 80

static guint
count_items (StorefrontRequest *request)
{
  static const char *const parts[] = { "create", "update", "delete" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    n += (guint) yyjson_arr_size (yyjson_obj_get (request->body, parts[i]));
  return n;
}

/* The whole rows of a page, and a few of their fields, cost differently. */
static guint
page_cost (StorefrontRequest *request, guint rows)
{
  const char *fields = storefront_request_get (request, "_fields");
  gboolean is_order = g_str_has_prefix (request->path, "wc/v3/orders");

  if (fields == NULL)
    return rows * (is_order ? 112 : 62) / 10;
  return rows * (is_order ? 17 : g_str_equal (fields, "id") ? 23
                                                            : 32) /
         10;
}

/* Of a request that was answered: a page costs what is on it. */
guint
storefront_pace_cost (StorefrontRequest *request)
{
  if (g_str_has_suffix (request->path, "/batch"))
    return BOOT + count_items (request) * 25;
  if (!g_str_equal (request->method, "GET") && !g_str_equal (request->method, "HEAD"))
    return g_str_has_prefix (request->path, "wc/v3/orders") ? 210 : 95;
  if (g_str_equal (request->path, "wc/v3/system_status"))
    return 190;
  return BOOT + page_cost (request, request->n_rows);
}
