/* "meta_data": merged by key, kept as strings, lists and objects. */
#include "storefront-private.h"

#include <string.h>

static Json *
find_key (Json *list, const char *key)
{
  size_t at, n;
  Json *entry;

  yyjson_mut_arr_foreach (list, at, n, entry) {
    if (g_str_equal (json_text (entry, "key"), key))
      return entry;
  }
  return NULL;
}

static void
drop (Json *list, Json *entry)
{
  size_t at, n;
  Json *each;

  yyjson_mut_arr_foreach (list, at, n, each) {
    if (each == entry) {
      yyjson_mut_arr_remove (list, at);
      return;
    }
  }
}

/* Numbers and truths come back as PHP writes them in a text. */
static Json *
keep_value (JsonDoc *doc, yyjson_val *value)
{
  g_autofree char *text = NULL;

  if (yyjson_is_bool (value))
    return yyjson_mut_str (doc, yyjson_get_bool (value) ? "1" : "");
  if (!yyjson_is_num (value))
    return yyjson_val_mut_copy (doc, value);
  text = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
  return yyjson_mut_strcpy (doc, text);
}

static void
set_value (KontorStorefront *self, JsonDoc *doc, Json *list, const char *key, Json *value, gboolean is_item)
{
  Json *entry = find_key (list, key);

  if (entry == NULL) {
    entry = json_append (doc, list);
    json_put_int (doc, entry, "id", storefront_next_id (self, STOREFRONT_ID_META));
    json_put_text (doc, entry, "key", key);
  }
  json_put (doc, entry, "value", value);
  if (is_item) {
    json_put_text (doc, entry, "display_key", key);
    json_put (doc, entry, "display_value", yyjson_mut_val_mut_copy (doc, value));
  }
}

static Json *
need_list (JsonDoc *doc, Json *object)
{
  Json *list = json_get (object, "meta_data");

  return list != NULL ? list : json_put_list (doc, object, "meta_data");
}

/* Some keys act on the property itself that WordPress keeps under them. */
static gboolean
acts_on_property (KontorStorefront *self, JsonDoc *doc, Json *object, const char *key, yyjson_val *value)
{
  static const char *const properties[] = { "_regular_price", "_sale_price", "_sku", NULL };
  g_autofree char *text = NULL;

  if (g_str_equal (key, "_stock")) {
    storefront_set_stock (self, doc, json_body_int (value, "value"));
    return TRUE;
  }
  if (!g_strv_contains (properties, key) || json_get (object, key + 1) == NULL)
    return FALSE;
  text = yyjson_val_write (yyjson_obj_get (value, "value"), YYJSON_WRITE_NOFLAG, NULL);
  g_strdelimit (text, "\"", ' ');
  json_put_text (doc, object, key + 1, g_strstrip (text));
  return TRUE;
}

static void
merge_entry (KontorStorefront *self, JsonDoc *doc, Json *object, yyjson_val *change, gboolean is_item)
{
  Json *list = need_list (doc, object);
  Json *entry = json_find (list, json_body_int (change, "id"));
  const char *key = json_body_text (change, "key");
  yyjson_val *value = yyjson_obj_get (change, "value");

  if (key == NULL && entry != NULL)
    key = json_text (entry, "key");
  if (key == NULL || *key == '\0')
    return;
  if (yyjson_is_null (value)) {
    drop (list, entry != NULL ? entry : find_key (list, key));
    return;
  }
  if (value != NULL && !acts_on_property (self, doc, object, key, change))
    set_value (self, doc, list, key, keep_value (doc, value), is_item);
}

/* @changes: (nullable): what a request says of them; a value of null deletes */
void
storefront_merge_meta (KontorStorefront *self, JsonDoc *doc, Json *object, yyjson_val *changes, gboolean is_item)
{
  size_t at, n;
  yyjson_val *change;

  yyjson_arr_foreach (changes, at, n, change)
    merge_entry (self, doc, object, change, is_item);
}

/* @value: (nullable): NULL deletes it */
void
storefront_set_meta (KontorStorefront *self, JsonDoc *doc, Json *object, const char *key, const char *value,
                     gboolean is_item)
{
  Json *list = need_list (doc, object);

  if (value == NULL)
    drop (list, find_key (list, key));
  else
    set_value (self, doc, list, key, yyjson_mut_strcpy (doc, value), is_item);
}

/* Returns: (nullable): the text of it */
const char *
storefront_get_meta (Json *object, const char *key)
{
  return yyjson_mut_get_str (json_get (find_key (json_get (object, "meta_data"), key), "value"));
}
