#include "kontor-locations.h"

#include "kontor-reader.h"

static DexFuture *
loaded_cb (DexFuture *future, gpointer data)
{
  GPtrArray *rows = g_value_get_boxed (dex_future_get_value (future, NULL));
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (rows, i);

    if (g_strcmp0 (kontor_record_get_text (row, KONTOR_SETTING_KIND), "location") == 0 &&
        kontor_record_get_key (row) != NULL)
      g_hash_table_insert (names, g_strdup (kontor_record_get_key (row)),
                           g_strdup (kontor_record_get_text (row, KONTOR_SETTING_NAME)));
  }
  return dex_future_new_take_boxed (G_TYPE_HASH_TABLE, names);
}

static DexFuture *
found_cb (DexFuture *future, gpointer engine)
{
  GArray *ids = g_value_get_boxed (dex_future_get_value (future, NULL));

  return kontor_reader_load_rows (engine, KONTOR_ENTITY_SETTING, (const gint64 *) ids->data, ids->len);
}

DexFuture *
kontor_locations_load (KontorEngine *engine, gint64 account_id)
{
  g_autoptr (KontorQuery) query = NULL;
  DexFuture *future;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  query = kontor_query_new (KONTOR_ENTITY_SETTING, account_id, NULL, NULL, NULL, NULL);
  future = dex_future_then (kontor_reader_find (engine, query, 0), found_cb, g_object_ref (engine), g_object_unref);
  return dex_future_then (future, loaded_cb, NULL, NULL);
}
