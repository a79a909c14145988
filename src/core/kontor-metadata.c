#include "kontor-metadata.h"

#include <string.h>
#include <yyjson.h>

static char *
write_value (yyjson_val *value)
{
  g_autofree char *json = NULL;

  if (yyjson_is_str (value))
    return g_strdup (yyjson_get_str (value));
  json = yyjson_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
  return g_strdup (json != NULL ? json : "");
}

GStrv
kontor_metadata_list (const char *json)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_doc *doc = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NUMBER_AS_RAW) : NULL;
  yyjson_val *name, *value;
  gsize i, n;

  yyjson_obj_foreach (yyjson_doc_get_root (doc), i, n, name, value) {
    g_strv_builder_add (builder, yyjson_get_str (name));
    g_strv_builder_take (builder, write_value (value));
  }
  yyjson_doc_free (doc);
  return g_strv_builder_end (builder);
}
