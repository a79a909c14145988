#include "recorded.h"

#include <string.h>

#include "kontor-json.h"
#include "kontor-test.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

static KontorJson *
load (const char *name)
{
  g_autofree char *path = g_strconcat (g_test_get_filename (G_TEST_DIST, "recorded", NULL), "/", name, ".json", NULL);
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

/* What a shop says itself always makes sense. */
static void
assert_understood (const KontorRecord *record)
{
  g_autofree char *text = kontor_record_to_json (record);

  if (strstr (text, "_unreadable") != NULL)
    g_error ("Not understood: %s", text);
  g_assert_nonnull (kontor_record_get_key (record));
}

/* What another version does not say is null, and nothing is made of it: what else it says is read all the same. */
static void
check_without (const RecordedList *list, yyjson_val *object, const char *left_out)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *copy = yyjson_val_mut_copy (doc, object);
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KontorJson) json = NULL;
  gsize length;

  yyjson_mut_doc_set_root (doc, copy);
  yyjson_mut_obj_remove_key (copy, left_out);
  yyjson_mut_obj_add_str (doc, copy, "of_a_later_version", "kept");
  text = yyjson_mut_write (doc, 0, &length);
  bytes = g_bytes_new (text, length);
  json = kontor_json_parse (bytes, &error);
  g_assert_no_error (error);
  g_test_message ("%s without %s", list->name, left_out);
  g_assert_true (list->read (kontor_json_get_root (json), batch, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < batch->rows->len; i++)
    assert_understood (g_ptr_array_index (batch->rows, i));
}

void
recorded_check_versions (const RecordedList *list)
{
  g_autoptr (KontorJson) json = load (list->name);
  yyjson_val *root = kontor_json_get_root (json), *rows = list->member != NULL ? yyjson_obj_get (root, list->member) : root;
  yyjson_val *object = yyjson_arr_get_first (rows), *key, *value;
  gsize i, n;

  g_assert_cmpuint (yyjson_obj_size (object), >, 1);
  yyjson_obj_foreach (object, i, n, key, value)
    if (!yyjson_equals_str (key, "id"))
      check_without (list, object, yyjson_get_str (key));
}

void
recorded_check (const RecordedList *list)
{
  g_autoptr (KontorJson) json = load (list->name);
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  yyjson_val *root = kontor_json_get_root (json), *rows = list->member != NULL ? yyjson_obj_get (root, list->member) : root, *object;
  gsize i, n;

  g_assert_cmpuint (yyjson_arr_size (rows), >, 0);
  yyjson_arr_foreach (rows, i, n, object) {
    g_autoptr (GError) error = NULL;

    g_assert_true (list->read (object, batch, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (batch->rows->len, >=, n);
  for (guint j = 0; j < batch->rows->len; j++)
    assert_understood (g_ptr_array_index (batch->rows, j));
}
