#include "kontor-import-state.h"

#include <glib/gstdio.h>
#include <string.h>
#include <yyjson.h>

#include "kontor-error.h"

#define FOLDER "imports"
#define FILES "SELECT payload ->> 'file' FROM bulk WHERE kind = 'import'"

void
kontor_import_state_clear (KontorImportState *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->layout, g_free);
}

char *
kontor_import_state_to_json (const KontorImportState *self)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  char *json, *copy;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_sint (doc, root, "account", self->account_id);
  yyjson_mut_obj_add_str (doc, root, "file", self->file);
  yyjson_mut_obj_add_str (doc, root, "layout", self->layout);
  yyjson_mut_obj_add_sint (doc, root, "row", self->row);
  yyjson_mut_obj_add_sint (doc, root, "offset", self->offset);
  yyjson_mut_obj_add_sint (doc, root, "line", self->line);
  yyjson_mut_obj_add_sint (doc, root, "left", self->left);
  json = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  copy = g_strdup (json);
  free (json);
  yyjson_mut_doc_free (doc);
  return copy;
}

gboolean
kontor_import_state_from_json (KontorImportState *self, const char *json, GError **error)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG);
  yyjson_val *root = yyjson_doc_get_root (doc);

  self->account_id = yyjson_get_sint (yyjson_obj_get (root, "account"));
  self->file = g_strdup (yyjson_get_str (yyjson_obj_get (root, "file")));
  self->layout = g_strdup (yyjson_get_str (yyjson_obj_get (root, "layout")));
  self->row = yyjson_get_sint (yyjson_obj_get (root, "row"));
  self->offset = yyjson_get_sint (yyjson_obj_get (root, "offset"));
  self->line = yyjson_get_sint (yyjson_obj_get (root, "line"));
  self->left = yyjson_get_sint (yyjson_obj_get (root, "left"));
  yyjson_doc_free (doc);
  if (self->file == NULL || self->layout == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, "An import is not kept as it should be");
  return self->file != NULL && self->layout != NULL;
}

char *
kontor_import_state_make_verdicts_path (const char *file)
{
  return g_strconcat (file, ".rows", NULL);
}

void
kontor_import_remove_files (const char *file)
{
  g_autofree char *verdicts = kontor_import_state_make_verdicts_path (file);

  g_unlink (file);
  g_unlink (verdicts);
}

gboolean
kontor_import_state_find_file (KontorTxn *txn, gint64 action, char **file, GError **error)
{
  return kontor_txn_query_text (txn, file, error, FILES " AND action = ?", "i", action);
}

static DexFuture *
remove_fiber (gpointer file)
{
  kontor_import_remove_files (file);
  return dex_future_new_true ();
}

void
kontor_import_remove_files_later (const char *file)
{
  dex_future_disown (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, remove_fiber, g_strdup (file), g_free));
}

char *
kontor_import_make_folder (KontorDb *db)
{
  g_autofree char *folder = g_path_get_dirname (kontor_db_get_path (db));

  return g_build_filename (folder, FOLDER, NULL);
}

static void
sweep (const char *folder, GHashTable *needed)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_hash_table_contains (needed, path))
      g_unlink (path);
  }
}

static gboolean
sweep_func (KontorTxn *txn, gpointer folder, GValue *result, GError **error)
{
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  KontorStmt *stmt = kontor_txn_prepare (txn, FILES, error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    if (kontor_stmt_get_text (stmt, 0) != NULL) {
      g_hash_table_add (needed, g_strdup (kontor_stmt_get_text (stmt, 0)));
      g_hash_table_add (needed, kontor_import_state_make_verdicts_path (kontor_stmt_get_text (stmt, 0)));
    }
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  sweep (folder, needed);
  return TRUE;
}

DexFuture *
kontor_import_sweep (KontorDb *db)
{
  return kontor_db_read (db, KONTOR_DB_INTERACTIVE, NULL, sweep_func, kontor_import_make_folder (db), g_free);
}
