#include "kontor-import-state.h"

#include <glib/gstdio.h>
#include <string.h>
#include <yyjson.h>

#include "kontor-error.h"

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
