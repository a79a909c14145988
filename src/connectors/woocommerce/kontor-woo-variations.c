#include "kontor-woo-variations.h"

#include "kontor-error.h"
#include "kontor-woo-reading.h"

#define AT_ONCE 100

static void
append_id (GString *ids, yyjson_val *object)
{
  g_autofree char *id = kontor_woo_dup_id (yyjson_obj_get (object, "id"));

  if (id != NULL)
    g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", id);
}

/* @parents: (nullable): ids with commas, of whose variations @path lists all */
static gboolean
await_list (KontorWooClient *client, const char *path, const char *parents, GPtrArray *replies, GError **error)
{
  for (guint page = 1;; page++) {
    g_autofree char *number = g_strdup_printf ("%u", page);
    KontorWooReply *reply;
    gsize rows;

    reply = dex_await_boxed (kontor_woo_client_get (client, path, "per_page", "100", "page", number, "context", "edit",
                                                    parents != NULL ? "parent" : NULL, parents, NULL),
                             error);
    if (reply == NULL)
      return FALSE;
    rows = yyjson_arr_size (kontor_woo_reply_get_root (reply));
    g_ptr_array_add (replies, reply);
    if (rows < AT_ONCE)
      return TRUE;
  }
}

static void
add_parent (GString *parents, yyjson_val *product)
{
  if (yyjson_is_obj (product) && kontor_woo_has_variations (product) &&
      !yyjson_equals_str (yyjson_obj_get (product, "type"), "grouped"))
    append_id (parents, product);
}

/* Older shops list them by product alone. */
static gboolean
await_by_product (KontorWooClient *client, const char *parents, GPtrArray *replies, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (parents, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("wc/v3/products/%s/variations", ids[i]);

    if (!await_list (client, path, NULL, replies, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
kontor_woo_await_variations_of (KontorWooClient *client, yyjson_val *products, GPtrArray *replies, GError **error)
{
  g_autoptr (GString) parents = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  yyjson_val *product;
  gsize i, n;

  add_parent (parents, products);
  yyjson_arr_foreach (products, i, n, product)
    add_parent (parents, product);
  if (parents->len == 0)
    return TRUE;
  if (await_list (client, "wc/v3/variations", parents->str, replies, &failure))
    return TRUE;
  if (!g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return await_by_product (client, parents->str, replies, error);
}
