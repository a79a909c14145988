#include "test-woo.h"

#include <string.h>

const KontorMappingStore test_woo_store = { "https://store.example.test", "USD" };

KontorJson *
test_woo_load (const char *name)
{
  g_autofree char *path = g_strconcat (g_test_get_filename (G_TEST_DIST, "fixtures", NULL), "/", name, ".json", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  KontorJson *json;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  bytes = g_bytes_new_take (text, length);
  json = kontor_json_parse (bytes, &error);
  g_assert_no_error (error);
  return json;
}

KontorJson *
test_woo_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  KontorJson *json = kontor_json_parse (bytes, &error);

  g_assert_no_error (error);
  return json;
}

KontorRecord *
test_woo_find (KontorBatch *batch, KontorEntity entity, const char *key)
{
  for (guint i = 0; i < batch->rows->len; i++) {
    KontorRecord *row = g_ptr_array_index (batch->rows, i);

    if (kontor_record_get_entity (row) == entity && g_strcmp0 (kontor_record_get_key (row), key) == 0)
      return row;
  }
  return NULL;
}
