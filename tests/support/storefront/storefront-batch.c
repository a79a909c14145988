/* Batches, and how a thing is deleted. */
#include "storefront-private.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *method;
  StorefrontHandler handler;
} Part;

static guint
count_items (yyjson_val *body)
{
  return (guint) (yyjson_arr_size (yyjson_obj_get (body, "create")) +
                  yyjson_arr_size (yyjson_obj_get (body, "update")) +
                  yyjson_arr_size (yyjson_obj_get (body, "delete")));
}

/* The path of an item's own request has the same ids before it, and its own behind them. */
static StorefrontRequest *
make_item (StorefrontRequest *request, const Part *part, yyjson_val *item)
{
  StorefrontRequest *each = storefront_request_new (request->shop, part->method, request->path, NULL);
  gboolean has_parent = strstr (request->path, "/variations") != NULL;
  gint64 id = yyjson_is_obj (item) ? json_body_int (item, "id") : yyjson_get_sint (item);

  each->in_batch = TRUE;
  each->secure = request->secure;
  each->user = request->user;
  each->body = item;
  each->ids[0] = has_parent ? request->ids[0] : id;
  each->ids[1] = id;
  each->seen = request->seen != NULL ? g_hash_table_ref (request->seen) : NULL;
  if (g_str_equal (part->name, "delete"))
    g_hash_table_insert (each->query, g_strdup ("force"), g_strdup ("true"));
  return each;
}

static void
write_item (StorefrontRequest *request, StorefrontRequest *each, gint64 id)
{
  if (each->status < 300)
    g_string_append (request->answer, each->answer->str);
  else
    g_string_append_printf (request->answer, "{\"id\":%" G_GINT64_FORMAT ",\"error\":%s}", id, each->answer->str);
}

static void
run_part (StorefrontRequest *request, const Part *part)
{
  yyjson_val *items = yyjson_obj_get (request->body, part->name);
  size_t at, n;
  yyjson_val *item;

  if (yyjson_arr_size (items) == 0)
    return;
  g_string_append_printf (request->answer, "%s\"%s\":[", request->answer->len > 1 ? "," : "", part->name);
  yyjson_arr_foreach (items, at, n, item) {
    g_autoptr (StorefrontRequest) each = make_item (request, part, item);

    if (at > 0)
      g_string_append_c (request->answer, ',');
    part->handler (each);
    write_item (request, each, g_str_equal (part->name, "create") ? 0 : each->ids[1] != 0 ? each->ids[1]
                                                                                          : each->ids[0]);
  }
  g_string_append_c (request->answer, ']');
}

static void
prune_answer (StorefrontRequest *request, const char *fields)
{
  g_autoptr (JsonDoc) doc = json_parse (request->answer->str);

  storefront_reply (request, 200, storefront_prune (doc, yyjson_mut_doc_get_root (doc), fields));
  if (g_str_equal (request->answer->str, "{}"))
    g_string_assign (request->answer, "[]");
}

/* Each item succeeds or fails by itself, and values are not checked against the schema; what is deleted is gone for good. */
void
storefront_batch (StorefrontRequest *request, StorefrontHandler create, StorefrontHandler update,
                  StorefrontHandler drop)
{
  const Part parts[] = { { "create", "POST", create }, { "update", "PUT", update }, { "delete", "DELETE", drop } };
  const char *fields = storefront_request_get (request, "_fields");

  if (count_items (request->body) > 100) {
    storefront_fail (request, 413, "woocommerce_rest_request_entity_too_large",
                     "Unable to accept more than 100 items for this request.");
    return;
  }
  request->status = 200;
  g_string_assign (request->answer, "{");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    run_part (request, &parts[i]);
  g_string_append_c (request->answer, '}');
  if (fields != NULL)
    prune_answer (request, fields);
}

static gboolean
is_forced (StorefrontRequest *request)
{
  const char *force = storefront_request_get (request, "force");

  if (force == NULL && yyjson_is_true (yyjson_obj_get (request->body, "force")))
    return TRUE;
  return force != NULL && (g_str_equal (force, "true") || g_str_equal (force, "1"));
}

/* Into the trash, or for good with "force". The answer shows what it was before. @type: as error codes call it */
void
storefront_delete_object (StorefrontRequest *request, StorefrontObject *object, const char *type)
{
  g_autofree char *message = NULL;
  g_autoptr (JsonDoc) doc = NULL;

  if (!is_forced (request) && g_strcmp0 (object->status, "trash") == 0) {
    message = g_strdup_printf ("The %s has already been deleted.", type);
    storefront_fail (request, 410, "woocommerce_rest_already_trashed", message);
    return;
  }
  storefront_answer_one (request, 200, object);
  if (is_forced (request)) {
    storefront_remove (request->shop, object);
    return;
  }
  doc = storefront_load (object);
  json_put_text (doc, yyjson_mut_doc_get_root (doc), "status", "trash");
  storefront_touch (request->shop, doc);
  storefront_save (request->shop, object, doc);
}
