#include "kontor-sample-mapping.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-sample-mapping-private.h"

#define TEAM "_kontor"

static yyjson_mut_val *write_value (yyjson_mut_doc *doc, const KontorRecord *record, guint field, const char *name);

static void
put (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, yyjson_mut_val *value)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, name), value);
}

static gboolean
is_number (const char *text)
{
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, NULL, NULL);
}

/** Ids are numbers at the shop. */
static yyjson_mut_val *
write_id (yyjson_mut_doc *doc, const char *key)
{
  return is_number (key) ? yyjson_mut_sint (doc, g_ascii_strtoll (key, NULL, 10)) : yyjson_mut_null (doc);
}

static yyjson_mut_val *
write_json (yyjson_mut_doc *doc, const char *text)
{
  g_autoptr (yyjson_doc) parsed = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);

  return parsed != NULL ? yyjson_val_mut_copy (doc, yyjson_doc_get_root (parsed)) : yyjson_mut_null (doc);
}

static yyjson_mut_val *
write_list (yyjson_mut_doc *doc, const KontorRecord *record, guint field)
{
  yyjson_mut_val *list = yyjson_mut_arr (doc);

  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    yyjson_mut_arr_append (list, kontor_sample_write_member (doc, kontor_record_get_member (record, field, i)));
  return list;
}

static yyjson_mut_val *
write_text (yyjson_mut_doc *doc, const KontorRecord *record, guint field, const char *name)
{
  const char *text = kontor_record_get_text (record, field);

  return g_str_has_suffix (name, "_id") ? write_id (doc, text) : yyjson_mut_strcpy (doc, text);
}

static yyjson_mut_val *
write_value (yyjson_mut_doc *doc, const KontorRecord *record, guint field, const char *name)
{
  g_autofree char *text = NULL;

  if (kontor_record_is_null (record, field))
    return yyjson_mut_null (doc);
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
    return write_text (doc, record, field, name);
  case KONTOR_FIELD_MONEY:
    text = kontor_record_get_exact (record, field) != NULL
               ? kontor_record_dup_decimal (record, field)
               : kontor_decimal_format (kontor_record_get_amount (record, field), 2);
    return yyjson_mut_strcpy (doc, text);
  case KONTOR_FIELD_INSTANT:
    text = kontor_sample_write_time (kontor_record_get_int (record, field));
    return yyjson_mut_strcpy (doc, text);
  case KONTOR_FIELD_JSON:
    return write_json (doc, kontor_record_get_text (record, field));
  case KONTOR_FIELD_REF:
    return write_id (doc, kontor_record_get_ref_key (record, field));
  case KONTOR_FIELD_LIST:
    return write_list (doc, record, field);
  case KONTOR_FIELD_BOOL:
    return yyjson_mut_bool (doc, kontor_record_get_bool (record, field));
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_DAY:
    return yyjson_mut_sint (doc, kontor_record_get_int (record, field));
  }
  g_return_val_if_reached (NULL);
}

static gboolean
is_sent (const KontorField *field)
{
  return (field->flags & (KONTOR_FIELD_DERIVED | KONTOR_FIELD_LOCAL | KONTOR_FIELD_TEAM)) == 0;
}

/** A key that was made here is not told: the shop makes its own. */
static void
write_key (yyjson_mut_doc *doc, yyjson_mut_val *object, const KontorSampleShape *shape, const char *key)
{
  gboolean numbered = g_str_equal (shape->key, "id") || g_str_has_suffix (shape->key, "_id");

  if (numbered || (g_str_equal (shape->key, "role") && is_number (key))) {
    if (is_number (key))
      put (doc, object, numbered ? shape->key : "id", write_id (doc, key));
  } else if (key != NULL)
    put (doc, object, shape->key, yyjson_mut_strcpy (doc, key));
}

yyjson_mut_val *
kontor_sample_write_member (yyjson_mut_doc *doc, const KontorRecord *member)
{
  const KontorRecordType *type = kontor_record_get_record_type (member);
  const KontorSampleShape *shape = kontor_sample_get_shape (type);
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  write_key (doc, object, shape, kontor_record_get_key (member));
  for (guint i = 0; i < type->n_fields; i++) {
    const char *name = kontor_sample_get_name (shape, type, i);

    if (is_sent (&type->fields[i]) && kontor_record_has (member, i))
      put (doc, object, name, write_value (doc, member, i, name));
  }
  return object;
}

static gboolean
has_changed (const KontorRecord *wanted, const KontorRecord *before, guint field)
{
  return kontor_record_has (wanted, field) && (before == NULL || !kontor_record_equal_field (wanted, before, field));
}

/** Only the locations whose stock changes: the write is absolute. */
static yyjson_mut_val *
write_levels (yyjson_mut_doc *doc, const KontorRecord *wanted, const KontorRecord *before)
{
  yyjson_mut_val *list = yyjson_mut_arr (doc);

  for (guint i = 0; i < kontor_record_get_length (wanted, KONTOR_VARIANT_LEVELS); i++) {
    KontorRecord *level = kontor_record_get_member (wanted, KONTOR_VARIANT_LEVELS, i);
    KontorRecord *old = before != NULL
                            ? kontor_record_find_member (before, KONTOR_VARIANT_LEVELS, kontor_record_get_key (level))
                            : NULL;

    if (old == NULL || !kontor_record_equal (level, old))
      yyjson_mut_arr_append (list, kontor_sample_write_member (doc, level));
  }
  return list;
}

static yyjson_mut_val *
write_tags (yyjson_mut_doc *doc, const KontorRecord *order)
{
  yyjson_mut_val *list = yyjson_mut_arr (doc);

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_TAGS); i++)
    yyjson_mut_arr_append (
        list, yyjson_mut_strcpy (doc, kontor_record_get_key (kontor_record_get_member (order, KONTOR_ORDER_TAGS, i))));
  return list;
}

static yyjson_mut_val *
need_object (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, yyjson_val *present)
{
  yyjson_mut_val *member = yyjson_mut_obj_get (object, name);

  if (member != NULL)
    return member;
  member = yyjson_is_obj (present) ? yyjson_val_mut_copy (doc, present) : yyjson_mut_obj (doc);
  put (doc, object, name, member);
  return member;
}

static void
write_team (yyjson_mut_doc *doc, yyjson_mut_val *body, const KontorRecord *wanted, guint field, yyjson_val *raw)
{
  const char *name = kontor_record_get_record_type (wanted)->fields[field].name;
  yyjson_val *present = yyjson_obj_get (yyjson_obj_get (raw, "meta"), TEAM);
  yyjson_mut_val *team = need_object (doc, need_object (doc, body, "meta", NULL), TEAM, present);

  put (doc, team, name, field == KONTOR_ORDER_TAGS ? write_tags (doc, wanted) : write_value (doc, wanted, field, name));
}

/** Metadata merges by key: a key that is gone is sent as null. */
static void
write_meta (yyjson_mut_doc *doc, yyjson_mut_val *body, const KontorRecord *wanted, const KontorRecord *before,
            guint field)
{
  yyjson_mut_val *meta = need_object (doc, body, "meta", NULL);
  g_autoptr (yyjson_doc) old = NULL, now = NULL;
  yyjson_val *key, *value;
  gsize i, n;

  if (before != NULL && !kontor_record_is_null (before, field))
    old = yyjson_read (kontor_record_get_text (before, field), strlen (kontor_record_get_text (before, field)),
                       YYJSON_READ_NOFLAG);
  if (!kontor_record_is_null (wanted, field))
    now = yyjson_read (kontor_record_get_text (wanted, field), strlen (kontor_record_get_text (wanted, field)),
                       YYJSON_READ_NOFLAG);
  yyjson_obj_foreach (yyjson_doc_get_root (old), i, n, key, value)
    put (doc, meta, yyjson_get_str (key), yyjson_mut_null (doc));
  yyjson_obj_foreach (yyjson_doc_get_root (now), i, n, key, value)
    put (doc, meta, yyjson_get_str (key), yyjson_val_mut_copy (doc, value));
}

void
kontor_sample_write_fields (yyjson_mut_doc *doc, yyjson_mut_val *body, const KontorRecord *wanted,
                            const KontorRecord *before, yyjson_val *raw)
{
  const KontorRecordType *type = kontor_record_get_record_type (wanted);
  const KontorSampleShape *shape = kontor_sample_get_shape (type);

  for (guint i = 0; i < type->n_fields; i++) {
    const char *name = kontor_sample_get_name (shape, type, i);

    if (!has_changed (wanted, before, i))
      continue;
    if ((type->fields[i].flags & KONTOR_FIELD_TEAM) != 0)
      write_team (doc, body, wanted, i, raw);
    else if (g_str_equal (name, "meta"))
      write_meta (doc, body, wanted, before, i);
    else if (g_str_equal (name, "levels"))
      put (doc, body, name, write_levels (doc, wanted, before));
    else if (is_sent (&type->fields[i]))
      put (doc, body, name, write_value (doc, wanted, i, name));
  }
}
