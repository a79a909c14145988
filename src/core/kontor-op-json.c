#include "kontor-op.h"

#include <glib/gi18n.h>
#include <yyjson.h>

#include "kontor-error.h"

#define VERSION 1

typedef struct {
  KontorRecord *records[5]; /* in the order of record_names */
  GHashTable *args;
} Payload;

static const char *const record_names[] = { "before", "set", "delta", "add", "remove" };

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

static void
payload_clear (Payload *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->records); i++)
    g_clear_pointer (&self->records[i], kontor_record_unref);
  g_clear_pointer (&self->args, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Payload, payload_clear)

static void
add_records (const KontorOp *self, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  const KontorRecord *records[] = { self->before, self->set, self->delta, self->add, self->remove };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    g_autofree char *json = records[i] != NULL ? kontor_record_to_json (records[i]) : NULL;

    if (json != NULL)
      yyjson_mut_obj_add_val (doc, root, record_names[i], yyjson_mut_rawcpy (doc, json));
  }
}

static void
add_args (const KontorOp *self, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  yyjson_mut_val *args;
  g_autoptr (GList) names = NULL;

  if (self->args == NULL || g_hash_table_size (self->args) == 0)
    return;
  args = yyjson_mut_obj_add_obj (doc, root, "args");
  names = g_list_sort (g_hash_table_get_keys (self->args), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    yyjson_mut_obj_add_strcpy (doc, args, l->data, kontor_op_get_arg (self, l->data));
}

char *
kontor_op_payload_to_json (const KontorOp *self)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  g_return_val_if_fail (self != NULL, NULL);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_int (doc, root, "v", VERSION);
  add_records (self, doc, root);
  add_args (self, doc, root);
  return yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("A stored operation cannot be read: %s"), what);
  return FALSE;
}

static gboolean
read_record (Payload *payload, guint index, const KontorRecordType *type, yyjson_val *value, GError **error)
{
  gsize length;
  g_autofree char *json = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, &length);

  if (json == NULL || payload->records[index] != NULL)
    return fail (error, record_names[index]);
  payload->records[index] = kontor_record_from_json (type, json, (gssize) length, error);
  return payload->records[index] != NULL;
}

static gboolean
read_args (Payload *payload, yyjson_val *value, GError **error)
{
  size_t index, max;
  yyjson_val *name, *text;

  if (!yyjson_is_obj (value) || payload->args != NULL)
    return fail (error, "args");
  payload->args = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  yyjson_obj_foreach (value, index, max, name, text) {
    if (!yyjson_is_str (text))
      return fail (error, yyjson_get_str (name));
    g_hash_table_replace (payload->args, g_strdup (yyjson_get_str (name)), g_strdup (yyjson_get_str (text)));
  }
  return TRUE;
}

static gboolean
read_member (Payload *payload, const KontorRecordType *type, const char *name, yyjson_val *value, GError **error)
{
  if (g_str_equal (name, "v"))
    return yyjson_is_int (value) && yyjson_get_sint (value) == VERSION
               ? TRUE
               : fail (error, _("it was written by another version"));
  if (g_str_equal (name, "args"))
    return read_args (payload, value, error);
  for (guint i = 0; i < G_N_ELEMENTS (record_names); i++)
    if (g_str_equal (name, record_names[i]))
      return read_record (payload, i, type, value, error);
  return fail (error, name);
}

static gboolean
read_payload (Payload *payload, const KontorRecordType *type, yyjson_val *root, GError **error)
{
  size_t index, max;
  yyjson_val *name, *value;

  if (!yyjson_is_obj (root) || yyjson_obj_get (root, "v") == NULL)
    return fail (error, _("it is no operation"));
  yyjson_obj_foreach (root, index, max, name, value) {
    if (!read_member (payload, type, yyjson_get_str (name), value, error))
      return FALSE;
  }
  return TRUE;
}

static void
swap_payload (KontorOp *self, Payload *payload)
{
  KontorRecord **records[] = { &self->before, &self->set, &self->delta, &self->add, &self->remove };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    KontorRecord *old = *records[i];

    *records[i] = g_steal_pointer (&payload->records[i]);
    payload->records[i] = old;
  }
  g_clear_pointer (&self->args, g_hash_table_unref);
  self->args = g_steal_pointer (&payload->args);
}

gboolean
kontor_op_payload_from_json (KontorOp *self, const char *json, GError **error)
{
  g_autoptr (yyjson_doc) doc = NULL;
  g_auto (Payload) payload = { 0 };
  yyjson_read_err problem = { 0 };

  g_return_val_if_fail (self != NULL && json != NULL, FALSE);

  doc = yyjson_read_opts ((char *) json, strlen (json), YYJSON_READ_NOFLAG, NULL, &problem);
  if (doc == NULL)
    return fail (error, problem.msg);
  if (!read_payload (&payload, kontor_entity_get_record_type (self->kind->entity), yyjson_doc_get_root (doc), error))
    return FALSE;
  swap_payload (self, &payload);
  return TRUE;
}
