#include "kontor-payload.h"

#include <glib/gi18n.h>
#include <string.h>
#include <yyjson.h>

#include "kontor-error.h"

/* With the version that stored payloads have; NULL for what is no JSON object. */
static char *
add_version (const char *json)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), 0);
  yyjson_mut_doc *copy = doc != NULL ? yyjson_doc_mut_copy (doc, NULL) : NULL;
  yyjson_mut_val *root = yyjson_mut_doc_get_root (copy);
  g_autofree char *written = NULL;
  char *text = NULL;

  if (yyjson_mut_is_obj (root)) {
    if (yyjson_mut_obj_get (root, "v") == NULL)
      yyjson_mut_obj_add_int (copy, root, "v", 1);
    text = yyjson_mut_write (copy, 0, NULL);
    written = g_strdup (text);
  }
  free (text);
  yyjson_mut_doc_free (copy);
  yyjson_doc_free (doc);
  return g_steal_pointer (&written);
}

gboolean
kontor_payload_parse (KontorOp *op, const char *json, GError **error)
{
  g_autofree char *versioned = NULL;
  g_autoptr (GError) failure = NULL;

  if (json == NULL)
    return TRUE;
  versioned = add_version (json);
  if (versioned == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("That is no JSON object: %s"), json);
    return FALSE;
  }
  if (!kontor_op_payload_from_json (op, versioned, &failure)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s: %s", op->kind->name, failure->message);
    return FALSE;
  }
  g_clear_pointer (&op->before, kontor_record_unref);
  return TRUE;
}
