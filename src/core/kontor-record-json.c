#include "kontor-record.h"

#include <string.h>

#include <glib/gi18n.h>
#include <yyjson.h>

#include "kontor-error.h"

/* Servers and people write what they like; what is in a record comes out as it is, valid or not. */
#define READ_FLAGS YYJSON_READ_ALLOW_INVALID_UNICODE
#define WRITE_FLAGS YYJSON_WRITE_ALLOW_INVALID_UNICODE

static yyjson_mut_val *write_record (yyjson_mut_doc *doc, const KontorRecord *record);

static yyjson_mut_val *
write_money (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  const char *exact = kontor_record_get_exact (record, field);
  yyjson_mut_val *object;

  if (exact == NULL)
    return yyjson_mut_sint (doc, kontor_record_get_amount (record, field));
  object = yyjson_mut_obj (doc);
  yyjson_mut_obj_add_str (doc, object, "exact", exact);
  return object;
}

static yyjson_mut_val *
write_ref (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  if (kontor_record_get_ref (record, field) != 0)
    yyjson_mut_obj_add_sint (doc, object, "id", kontor_record_get_ref (record, field));
  if (kontor_record_get_ref_key (record, field) != NULL)
    yyjson_mut_obj_add_str (doc, object, "key", kontor_record_get_ref_key (record, field));
  return object;
}

static yyjson_mut_val *
write_list (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    yyjson_mut_arr_append (array, write_record (doc, kontor_record_get_member (record, field, i)));
  return array;
}

static yyjson_mut_val *
write_value (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  if (kontor_record_is_null (record, field))
    return yyjson_mut_null (doc);
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return yyjson_mut_str (doc, kontor_record_get_text (record, field));
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    return yyjson_mut_sint (doc, kontor_record_get_int (record, field));
  case KONTOR_FIELD_BOOL:
    return yyjson_mut_bool (doc, kontor_record_get_bool (record, field));
  case KONTOR_FIELD_MONEY:
    return write_money (doc, record, field);
  case KONTOR_FIELD_REF:
    return write_ref (doc, record, field);
  case KONTOR_FIELD_LIST:
    return write_list (doc, record, field);
  }
  g_return_val_if_reached (yyjson_mut_null (doc));
}

static yyjson_mut_val *
write_record (yyjson_mut_doc *doc, const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  if (kontor_record_get_id (record) != 0)
    yyjson_mut_obj_add_sint (doc, object, "@id", kontor_record_get_id (record));
  if (kontor_record_get_key (record) != NULL)
    yyjson_mut_obj_add_str (doc, object, "@key", kontor_record_get_key (record));
  if (kontor_record_get_revision (record) != NULL)
    yyjson_mut_obj_add_str (doc, object, "@revision", kontor_record_get_revision (record));
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (record, i))
      yyjson_mut_obj_add_val (doc, object, type->fields[i].name, write_value (doc, record, i));
  return object;
}

/* yyjson gives memory of malloc; callers free with g_free, which is the same. */
char *
kontor_record_to_json (const KontorRecord *self)
{
  yyjson_mut_doc *doc;
  char *json;

  g_return_val_if_fail (self != NULL, NULL);

  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, write_record (doc, self));
  json = yyjson_mut_write (doc, WRITE_FLAGS, NULL);
  yyjson_mut_doc_free (doc);
  g_assert (json != NULL);
  return json;
}

static gboolean
fail (GError **error, const KontorRecordType *type, const char *name)
{
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The member “%s” of a stored %s was not understood"),
               shown, type->name);
  return FALSE;
}

/* NULL for what is no text that a record can hold. */
static const char *
get_text (yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  return text != NULL && strlen (text) == yyjson_get_len (value) ? text : NULL;
}

static gboolean
get_integer (yyjson_val *value, gint64 *number)
{
  if (!yyjson_is_int (value) || (yyjson_is_uint (value) && yyjson_get_uint (value) > G_MAXINT64))
    return FALSE;
  *number = yyjson_get_sint (value);
  return TRUE;
}

static gboolean
read_text (KontorRecord *record, guint field, yyjson_val *value)
{
  const char *text = get_text (value);

  if (text != NULL)
    kontor_record_set_text (record, field, text);
  return text != NULL;
}

static gboolean
read_integer (KontorRecord *record, guint field, yyjson_val *value)
{
  gint64 number;

  if (!get_integer (value, &number))
    return FALSE;
  kontor_record_set_int (record, field, number);
  return TRUE;
}

static gboolean
read_bool (KontorRecord *record, guint field, yyjson_val *value)
{
  if (!yyjson_is_bool (value))
    return FALSE;
  kontor_record_set_bool (record, field, yyjson_get_bool (value));
  return TRUE;
}

static gboolean
read_money (KontorRecord *record, guint field, yyjson_val *value)
{
  const char *exact;

  if (!yyjson_is_obj (value))
    return read_integer (record, field, value);
  exact = get_text (yyjson_obj_get (value, "exact"));
  return exact != NULL && yyjson_obj_size (value) == 1 && kontor_record_set_decimal (record, field, exact, NULL);
}

static gboolean
read_ref (KontorRecord *record, guint field, yyjson_val *value)
{
  yyjson_val *id = yyjson_obj_get (value, "id"), *key = yyjson_obj_get (value, "key");
  gint64 number = 0;

  if (!yyjson_is_obj (value) || yyjson_obj_size (value) != (gsize) (id != NULL) + (key != NULL))
    return FALSE;
  if ((id != NULL && !get_integer (id, &number)) || (key != NULL && get_text (key) == NULL))
    return FALSE;
  kontor_record_set_ref (record, field, number, yyjson_get_str (key));
  return TRUE;
}

static KontorRecord *read_record (const KontorRecordType *type, yyjson_val *object, GError **error);

static gboolean
read_list (KontorRecord *record, guint field, yyjson_val *array, GError **error)
{
  const KontorField *info = &kontor_record_get_record_type (record)->fields[field];
  yyjson_arr_iter iter;
  yyjson_val *value;

  if (!yyjson_is_arr (array))
    return fail (error, kontor_record_get_record_type (record), info->name);
  kontor_record_set_empty (record, field);
  yyjson_arr_iter_init (array, &iter);
  while ((value = yyjson_arr_iter_next (&iter)) != NULL) {
    KontorRecord *member = read_record (info->members, value, error);

    if (member == NULL)
      return FALSE;
    kontor_record_take_member (record, field, member);
  }
  return TRUE;
}

static gboolean
read_scalar (KontorRecord *record, guint field, yyjson_val *value)
{
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return read_text (record, field, value);
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    return read_integer (record, field, value);
  case KONTOR_FIELD_BOOL:
    return read_bool (record, field, value);
  case KONTOR_FIELD_MONEY:
    return read_money (record, field, value);
  case KONTOR_FIELD_REF:
    return read_ref (record, field, value);
  case KONTOR_FIELD_LIST:
    break;
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
read_field (KontorRecord *record, guint field, yyjson_val *value, GError **error)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  if (yyjson_is_null (value)) {
    kontor_record_set_null (record, field);
    return TRUE;
  }
  if (type->fields[field].kind == KONTOR_FIELD_LIST)
    return read_list (record, field, value, error);
  return read_scalar (record, field, value) || fail (error, type, type->fields[field].name);
}

static gboolean
read_envelope (KontorRecord *record, const char *name, yyjson_val *value)
{
  const char *text = get_text (value);
  gint64 id;

  if (g_str_equal (name, "@id") && get_integer (value, &id))
    kontor_record_set_id (record, id);
  else if (g_str_equal (name, "@key") && text != NULL)
    kontor_record_set_key (record, text);
  else if (g_str_equal (name, "@revision") && text != NULL)
    kontor_record_set_revision (record, text);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_member (KontorRecord *record, const char *name, yyjson_val *value, GError **error)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  int field = kontor_record_type_find (type, name);

  if (field >= 0)
    return read_field (record, (guint) field, value, error);
  return read_envelope (record, name, value) || fail (error, type, name);
}

static KontorRecord *
read_record (const KontorRecordType *type, yyjson_val *object, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_record_new (type);
  yyjson_obj_iter iter;
  yyjson_val *name;

  if (!yyjson_is_obj (object)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("A stored %s is no object"), type->name);
    return NULL;
  }
  yyjson_obj_iter_init (object, &iter);
  while ((name = yyjson_obj_iter_next (&iter)) != NULL)
    if (!read_member (record, yyjson_get_str (name), yyjson_obj_iter_get_val (name), error))
      return NULL;
  return g_steal_pointer (&record);
}

KontorRecord *
kontor_record_from_json (const KontorRecordType *type, const char *json, gssize length, GError **error)
{
  KontorRecord *record = NULL;
  yyjson_read_err why;
  yyjson_doc *doc;

  g_return_val_if_fail (type != NULL && json != NULL, NULL);

  doc = yyjson_read_opts ((char *) json, length < 0 ? strlen (json) : (gsize) length, READ_FLAGS, NULL, &why);
  if (doc != NULL)
    record = read_record (type, yyjson_doc_get_root (doc), error);
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("A stored %s is no JSON: %s at byte %zu"), type->name,
                 why.msg, why.pos);
  yyjson_doc_free (doc);
  return record;
}
