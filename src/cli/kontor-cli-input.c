#include "kontor-cli-input.h"

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

static yyjson_mut_val *read_record (yyjson_mut_doc *doc, const KontorRecordType *type, yyjson_val *value);

static const char *
get_text (yyjson_val *value)
{
  return yyjson_is_raw (value) ? yyjson_get_raw (value) : yyjson_get_str (value);
}

static yyjson_mut_val *
make_named (yyjson_mut_doc *doc, const char *name, yyjson_mut_val *value)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_val (doc, object, name, value);
  return object;
}

/* A number is the amount as well, never millionths. */
static yyjson_mut_val *
read_amount (yyjson_mut_doc *doc, yyjson_val *value)
{
  return make_named (doc, "exact", yyjson_mut_strcpy (doc, get_text (value)));
}

static yyjson_mut_val *
read_instant (yyjson_mut_doc *doc, yyjson_val *value)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (yyjson_get_str (value), utc);

  return time != NULL ? yyjson_mut_sint (doc, g_date_time_to_unix_usec (time) / 1000) : yyjson_val_mut_copy (doc, value);
}

static yyjson_mut_val *
read_reference (yyjson_mut_doc *doc, yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  if (g_str_has_prefix (text, "id:"))
    return make_named (doc, "id", yyjson_mut_sint (doc, g_ascii_strtoll (text + 3, NULL, 10)));
  if (g_str_has_prefix (text, "remote:"))
    return make_named (doc, "key", yyjson_mut_strcpy (doc, text + 7));
  return yyjson_val_mut_copy (doc, value);
}

static yyjson_mut_val *
read_raw (yyjson_mut_doc *doc, yyjson_val *value)
{
  char *json = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
  yyjson_mut_val *text = yyjson_mut_strcpy (doc, json);

  free (json);
  return text;
}

static yyjson_mut_val *
read_list (yyjson_mut_doc *doc, const KontorRecordType *members, yyjson_val *value)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (value, i, n, item)
    yyjson_mut_arr_append (array, yyjson_is_str (item) ? make_named (doc, "@key", yyjson_val_mut_copy (doc, item))
                                                       : read_record (doc, members, item));
  return array;
}

static yyjson_mut_val *
read_value (yyjson_mut_doc *doc, const KontorField *field, yyjson_val *value)
{
  switch (field->kind) {
  case KONTOR_FIELD_MONEY:
    return get_text (value) != NULL ? read_amount (doc, value) : yyjson_val_mut_copy (doc, value);
  case KONTOR_FIELD_INSTANT:
    return yyjson_is_str (value) ? read_instant (doc, value) : yyjson_val_mut_copy (doc, value);
  case KONTOR_FIELD_REF:
    return yyjson_is_str (value) ? read_reference (doc, value) : yyjson_val_mut_copy (doc, value);
  case KONTOR_FIELD_JSON:
    return yyjson_is_ctn (value) ? read_raw (doc, value) : yyjson_val_mut_copy (doc, value);
  case KONTOR_FIELD_LIST:
    return yyjson_is_arr (value) ? read_list (doc, field->members, value) : yyjson_val_mut_copy (doc, value);
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_BOOL:
  case KONTOR_FIELD_DAY:
    break;
  }
  return yyjson_val_mut_copy (doc, value);
}

static const char *
get_stored_name (const char *name)
{
  return g_str_equal (name, "key") ? "@key" : g_str_equal (name, "id") ? "@id"
                                                                       : name;
}

/* @name: (inout) */
typedef yyjson_mut_val *(*ReadMember) (yyjson_mut_doc *doc, const KontorRecordType *type, const char **name, yyjson_val *value);

static yyjson_mut_val *
read_object (yyjson_mut_doc *doc, const KontorRecordType *type, yyjson_val *value, ReadMember read)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  yyjson_val *key, *member;
  gsize i, n;

  if (!yyjson_is_obj (value))
    return yyjson_val_mut_copy (doc, value);
  yyjson_obj_foreach (value, i, n, key, member) {
    const char *name = yyjson_get_str (key);
    yyjson_mut_val *made = read (doc, type, &name, member);

    yyjson_mut_obj_add (object, yyjson_mut_strcpy (doc, name), made);
  }
  return object;
}

static yyjson_mut_val *
read_field (yyjson_mut_doc *doc, const KontorRecordType *type, const char **name, yyjson_val *value)
{
  int field = kontor_record_type_find (type, *name);

  if (field >= 0)
    return read_value (doc, &type->fields[field], value);
  *name = get_stored_name (*name);
  return yyjson_val_mut_copy (doc, value);
}

static yyjson_mut_val *
read_record (yyjson_mut_doc *doc, const KontorRecordType *type, yyjson_val *value)
{
  return read_object (doc, type, value, read_field);
}

static gboolean
is_record (const char *name)
{
  const char *const names[] = { "set", "add", "remove", "delta", NULL };

  return g_strv_contains (names, name);
}

static yyjson_mut_val *
read_part (yyjson_mut_doc *doc, const KontorRecordType *type, const char **name, yyjson_val *value)
{
  return is_record (*name) ? read_record (doc, type, value) : yyjson_val_mut_copy (doc, value);
}

/* yyjson gives memory of malloc; callers free with g_free, which is the same. */
char *
kontor_cli_read_change (const KontorRecordType *type, const char *json)
{
  yyjson_doc *read = yyjson_read (json, strlen (json), YYJSON_READ_NUMBER_AS_RAW);
  yyjson_mut_doc *doc;
  char *change;

  if (read == NULL)
    return g_strdup (json);
  doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (doc, read_object (doc, type, yyjson_doc_get_root (read), read_part));
  change = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  yyjson_mut_doc_free (doc);
  yyjson_doc_free (read);
  return change != NULL ? change : g_strdup (json);
}
