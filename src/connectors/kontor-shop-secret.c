#include "kontor-shop-secret.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kontor-json.h"

char *
kontor_shop_secret_write (const char *name, ...)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *text, *copy;
  va_list arguments;

  yyjson_mut_doc_set_root (doc, root);
  va_start (arguments, name);
  for (; name != NULL; name = va_arg (arguments, const char *))
    yyjson_mut_obj_add_str (doc, root, name, va_arg (arguments, const char *));
  va_end (arguments);
  text = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  copy = g_strdup (text);
  free (text);
  yyjson_mut_doc_free (doc);
  return copy;
}

GHashTable *
kontor_shop_secret_read (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  g_autoptr (KontorJson) json = kontor_json_parse (bytes, NULL);
  yyjson_val *root = json != NULL ? kontor_json_get_root (json) : NULL, *name, *value;
  GHashTable *pairs;
  gsize i, n;

  if (!yyjson_is_obj (root))
    return NULL;
  pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  yyjson_obj_foreach (root, i, n, name, value)
    if (yyjson_is_str (value))
      g_hash_table_insert (pairs, kontor_json_dup_text (name), kontor_json_dup_text (value));
  return pairs;
}
