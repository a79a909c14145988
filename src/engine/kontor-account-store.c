#include "kontor-account-private.h"

#include <yyjson.h>

void
kontor_account_row_free (KontorAccountRow *self)
{
  g_free (self->platform);
  g_free (self->name);
  g_free (self->address);
  g_strfreev (self->imported);
  g_clear_pointer (&self->settings, g_variant_unref);
  g_clear_pointer (&self->info, kontor_account_info_unref);
  g_free (self);
}

char *
kontor_settings_to_json (GVariant *settings)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  GVariantIter iter;
  const char *name, *value;
  char *json, *copy;

  yyjson_mut_doc_set_root (doc, object);
  if (settings != NULL) {
    g_variant_iter_init (&iter, settings);
    while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
      yyjson_mut_obj_add_strcpy (doc, object, name, value);
  }
  json = yyjson_mut_write (doc, 0, NULL);
  copy = g_strdup (json);
  free (json);
  yyjson_mut_doc_free (doc);
  return copy;
}

GVariant *
kontor_settings_from_json (const char *json)
{
  yyjson_doc *doc = json != NULL ? yyjson_read (json, strlen (json), 0) : NULL;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (yyjson_doc_get_root (doc), &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL) {
    const char *value = yyjson_get_str (yyjson_obj_iter_get_val (key));

    if (value != NULL)
      g_variant_builder_add (&builder, "{ss}", yyjson_get_str (key), value);
  }
  yyjson_doc_free (doc);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
add_text (yyjson_mut_doc *doc, const char *name, const char *value)
{
  if (value != NULL)
    yyjson_mut_obj_add_strcpy (doc, yyjson_mut_doc_get_root (doc), name, value);
}

char *
kontor_account_info_to_json (const KontorAccountInfo *info)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *words;
  char *json, *copy;

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  add_text (doc, "name", info->name);
  add_text (doc, "address", info->address);
  add_text (doc, "time_zone", info->time_zone);
  add_text (doc, "currency", info->currency);
  add_text (doc, "weight_unit", info->weight_unit);
  add_text (doc, "size_unit", info->size_unit);
  yyjson_mut_obj_add_uint (doc, yyjson_mut_doc_get_root (doc), "decimals", info->decimals);
  words = yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "capabilities");
  for (guint i = 0; info->capabilities != NULL && info->capabilities[i] != NULL; i++)
    yyjson_mut_arr_add_strcpy (doc, words, info->capabilities[i]);
  json = yyjson_mut_write (doc, 0, NULL);
  copy = g_strdup (json);
  free (json);
  yyjson_mut_doc_free (doc);
  return copy;
}

static char *
dup_text (yyjson_val *object, const char *name)
{
  return g_strdup (yyjson_get_str (yyjson_obj_get (object, name)));
}

static GStrv
dup_words (yyjson_val *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  yyjson_arr_iter iter;
  yyjson_val *word;

  yyjson_arr_iter_init (array, &iter);
  while ((word = yyjson_arr_iter_next (&iter)) != NULL)
    if (yyjson_is_str (word))
      g_strv_builder_add (builder, yyjson_get_str (word));
  return g_strv_builder_end (builder);
}

/* (nullable): NULL for what is no info */
KontorAccountInfo *
kontor_account_info_from_json (const char *json)
{
  yyjson_doc *doc = json != NULL ? yyjson_read (json, strlen (json), 0) : NULL;
  yyjson_val *root = yyjson_doc_get_root (doc);
  KontorAccountInfo *info;

  if (!yyjson_is_obj (root)) {
    yyjson_doc_free (doc);
    return NULL;
  }
  info = kontor_account_info_new ();
  info->name = dup_text (root, "name");
  info->address = dup_text (root, "address");
  info->time_zone = dup_text (root, "time_zone");
  info->currency = dup_text (root, "currency");
  info->weight_unit = dup_text (root, "weight_unit");
  info->size_unit = dup_text (root, "size_unit");
  info->decimals = (guint) yyjson_get_uint (yyjson_obj_get (root, "decimals"));
  info->capabilities = dup_words (yyjson_obj_get (root, "capabilities"));
  yyjson_doc_free (doc);
  return info;
}

static KontorAccountRow *
read_row (KontorStmt *stmt)
{
  KontorAccountRow *row = g_new0 (KontorAccountRow, 1);
  const char *imported = kontor_stmt_get_text (stmt, 7);

  row->id = kontor_stmt_get_int (stmt, 0);
  row->platform = kontor_stmt_dup_text (stmt, 1);
  row->name = kontor_stmt_dup_text (stmt, 2);
  row->address = kontor_stmt_dup_text (stmt, 3);
  row->settings = kontor_settings_from_json (kontor_stmt_get_text (stmt, 4));
  row->info = kontor_account_info_from_json (kontor_stmt_get_text (stmt, 5));
  row->paused = (int) kontor_stmt_get_int (stmt, 6);
  row->imported = imported != NULL ? g_strsplit (imported, ",", -1) : NULL;
  return row;
}

gboolean
kontor_accounts_load (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn,
      "SELECT id, platform, name, address, settings, info, paused, "
      "(SELECT group_concat (f.name, ',') FROM feed f WHERE f.account_id = account.id AND first_done) "
      "FROM account ORDER BY id",
      error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_account_row_free);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    g_ptr_array_add (rows, read_row (stmt));
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&rows));
  return TRUE;
}
