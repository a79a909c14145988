/* A request as WordPress reads it, and its answer. */
#include "storefront-private.h"

#include <string.h>

static void
add_parameter (GHashTable *query, const char *name, const char *value)
{
  const char *bracket = strchr (name, '[');
  g_autofree char *base = bracket != NULL ? g_strndup (name, (gsize) (bracket - name)) : g_strdup (name);
  const char *before = g_hash_table_lookup (query, base);
  g_autofree char *joined =
      before != NULL && bracket != NULL ? g_strconcat (before, ",", value, NULL) : g_strdup (value);

  g_hash_table_insert (query, g_steal_pointer (&base), g_steal_pointer (&joined));
}

static void
read_query (GHashTable *query, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;

    if (pair[0] == NULL || *pair[0] == '\0')
      continue;
    g_strdelimit (pair[0], "+", ' ');
    name = g_uri_unescape_string (pair[0], NULL);
    value = g_uri_unescape_string (pair[1] != NULL ? g_strdelimit (pair[1], "+", ' ') : "", NULL);
    if (name != NULL && value != NULL)
      add_parameter (query, name, value);
  }
}

/* @path: below "/wp-json/"; @query: (nullable) */
StorefrontRequest *
storefront_request_new (KontorStorefront *shop, const char *method, const char *path, const char *query)
{
  StorefrontRequest *self = g_new0 (StorefrontRequest, 1);

  self->shop = shop;
  self->method = g_strdup (method);
  self->path = g_uri_unescape_string (path, NULL);
  if (self->path == NULL)
    self->path = g_strdup (path);
  while (g_str_has_suffix (self->path, "/"))
    self->path[strlen (self->path) - 1] = '\0';
  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (query != NULL)
    read_query (self->query, query);
  self->answer = g_string_new (NULL);
  self->more = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  self->type = "application/json; charset=UTF-8";
  return self;
}

void
storefront_request_free (StorefrontRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->word);
  g_hash_table_unref (self->query);
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_clear_pointer (&self->json, yyjson_doc_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_string_free (self->answer, TRUE);
  soup_message_headers_unref (self->more);
  g_free (self);
}

void
storefront_request_set_body (StorefrontRequest *self, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->raw = g_bytes_ref (bytes);
  if (size == 0 || g_str_has_prefix (self->path, "wp/v2/media"))
    return;
  self->json = yyjson_read (data, size, YYJSON_READ_NOFLAG);
  self->body = yyjson_doc_get_root (self->json);
}

const char *
storefront_request_get (StorefrontRequest *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

/* A parameter of the query, or of a body with JSON. */
gint64
storefront_request_get_int (StorefrontRequest *self, const char *name, gint64 otherwise)
{
  const char *text = storefront_request_get (self, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

/* Whether @value is among what the list parameter @name says. */
gboolean
storefront_request_lists (StorefrontRequest *self, const char *name, const char *value)
{
  const char *text = storefront_request_get (self, name);
  g_auto (GStrv) values = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (g_strstrip (values[i]), value))
      return TRUE;
  return FALSE;
}

/* What is not there is answered with another status to one who would change it. */
gboolean
storefront_is_update (StorefrontRequest *self)
{
  return g_str_equal (self->method, "PUT") || g_str_equal (self->method, "PATCH");
}

void
storefront_reply (StorefrontRequest *self, guint status, Json *value)
{
  self->status = status;
  g_string_truncate (self->answer, 0);
  json_write (value, self->answer);
}

void
storefront_reply_text (StorefrontRequest *self, guint status, const char *json)
{
  self->status = status;
  g_string_assign (self->answer, json);
}

void
storefront_reply_page (StorefrontRequest *self, guint status, const char *html)
{
  self->type = "text/html; charset=UTF-8";
  storefront_reply_text (self, status, html);
}

/* @data: (nullable): what stands in "data" as JSON, instead of the status */
void
storefront_fail_with (StorefrontRequest *self, guint status, const char *code, const char *message, const char *data)
{
  g_autoptr (JsonDoc) doc = json_parse ("{}");
  Json *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *plain = g_strdup_printf ("{\"status\":%u}", status);
  g_autoptr (yyjson_doc) inner =
      yyjson_read (data != NULL ? data : plain, strlen (data != NULL ? data : plain), YYJSON_READ_NOFLAG);

  json_put_text (doc, root, "code", code);
  json_put_text (doc, root, "message", message);
  json_put (doc, root, "data", yyjson_val_mut_copy (doc, yyjson_doc_get_root (inner)));
  storefront_reply (self, status, root);
}

void
storefront_fail (StorefrontRequest *self, guint status, const char *code, const char *message)
{
  storefront_fail_with (self, status, code, message, NULL);
}

/* WordPress' own answer to a value that does not fit: @code is "rest_invalid_type" and so on, @what says why. */
void
storefront_fail_parameter (StorefrontRequest *self, const char *name, const char *code, const char *what)
{
  g_autofree char *message = g_strdup_printf ("Invalid parameter(s): %s", name);
  g_autofree char *details = g_str_equal (code, "rest_invalid_type") ? g_strdup_printf ("{\"param\":\"%s\"}", name)
                                                                     : g_strdup ("null");
  g_autofree char *data =
      g_strdup_printf ("{\"status\":400,\"params\":{\"%s\":\"%s\"},\"details\":{\"%s\":{\"code\":\"%s\","
                       "\"message\":\"%s\",\"data\":%s}}}",
                       name, what, name, code, what, details);

  storefront_fail_with (self, 400, "rest_invalid_param", message, data);
}
