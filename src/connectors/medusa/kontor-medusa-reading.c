#include "kontor-medusa-reading.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"

KontorRecord *
kontor_medusa_begin (KontorEntity entity, yyjson_val *object, GError **error)
{
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (object, "id"));
  KontorRecord *record;

  if (id == NULL || id[0] == '\0') {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop answered with something that has no number."));
    return NULL;
  }
  record = kontor_record_new (kontor_entity_get_record_type (entity));
  kontor_record_set_key (record, id);
  return record;
}

KontorRecord *
kontor_medusa_begin_member (KontorRecord *record, guint field, yyjson_val *item)
{
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (item, "id"));

  return kontor_mapping_begin_member (record, field, id);
}

void
kontor_medusa_take_ref (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *key = kontor_json_dup_text (value);

  if (value == NULL)
    return;
  if (key != NULL && key[0] != '\0')
    kontor_record_set_ref (record, field, 0, key);
  else
    kontor_record_set_null (record, field);
}

void
kontor_medusa_take_code (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *code = kontor_json_dup_text (value);

  if (value != NULL)
    kontor_record_take_text (record, field, code != NULL ? g_ascii_strup (code, -1) : NULL);
}

const KontorMappingName kontor_medusa_address_names[] = {
  { KONTOR_ADDRESS_FIRST_NAME, "first_name" },
  { KONTOR_ADDRESS_LAST_NAME, "last_name" },
  { KONTOR_ADDRESS_COMPANY, "company" },
  { KONTOR_ADDRESS_LINE1, "address_1" },
  { KONTOR_ADDRESS_LINE2, "address_2" },
  { KONTOR_ADDRESS_CITY, "city" },
  { KONTOR_ADDRESS_PROVINCE, "province" },
  { KONTOR_ADDRESS_POSTCODE, "postal_code" },
  { KONTOR_ADDRESS_COUNTRY, "country_code" },
  { KONTOR_ADDRESS_PHONE, "phone" },
  { 0, NULL },
};

void
kontor_medusa_take_address (KontorRecord *record, guint field, yyjson_val *source, const char *key)
{
  KontorRecord *address;

  if (key == NULL || kontor_record_find_member (record, field, key) != NULL)
    return;
  kontor_mapping_take_address (record, field, source, key, kontor_medusa_address_names);
  address = kontor_record_find_member (record, field, key);
  if (address != NULL)
    kontor_medusa_take_code (address, KONTOR_ADDRESS_COUNTRY, source, "country_code");
}

static gboolean
is_ours (const char *key)
{
  return g_strcmp0 (key, KONTOR_MEDUSA_TEAM) == 0;
}

void
kontor_medusa_take_metadata (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object,
                             const char *const *known)
{
  yyjson_mut_val *all = yyjson_mut_obj (self->doc);
  yyjson_val *key, *value;
  gsize i, n;

  yyjson_obj_foreach (yyjson_obj_get (object, "metadata"), i, n, key, value)
    if (!is_ours (yyjson_get_str (key)))
      kontor_mapping_add_value (self, all, yyjson_get_str (key), value);
  kontor_mapping_take_metadata (self, record, field, all, object, known);
}

yyjson_val *
kontor_medusa_get_team (yyjson_val *object)
{
  return yyjson_obj_get (yyjson_obj_get (object, "metadata"), KONTOR_MEDUSA_TEAM);
}

void
kontor_medusa_take_tags (KontorRecord *record, guint field, yyjson_val *team)
{
  yyjson_val *tag;
  gsize i, n;

  kontor_record_set_empty (record, field);
  yyjson_arr_foreach (yyjson_obj_get (team, "tags"), i, n, tag) {
    g_autofree char *key = kontor_json_dup_text (tag);
    KontorRecord *member = kontor_mapping_begin_member (record, field, key);

    if (member != NULL)
      kontor_record_take_member (record, field, member);
  }
}

yyjson_val *
kontor_medusa_find (yyjson_val *list, const char *name, const char *value)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item)
    if (value != NULL && yyjson_equals_str (yyjson_obj_get (item, name), value))
      return item;
  return NULL;
}

int
kontor_medusa_compare_by (yyjson_val *a, yyjson_val *b, const char *name)
{
  return g_strcmp0 (yyjson_get_str (yyjson_obj_get (a, name)), yyjson_get_str (yyjson_obj_get (b, name)));
}

int
kontor_medusa_compare_ids (gconstpointer a, gconstpointer b)
{
  return kontor_medusa_compare_by (*(yyjson_val *const *) a, *(yyjson_val *const *) b, "id");
}

GPtrArray *
kontor_medusa_sort (yyjson_val *list, GCompareFunc compare)
{
  GPtrArray *sorted = g_ptr_array_new ();
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item)
    g_ptr_array_add (sorted, item);
  g_ptr_array_sort (sorted, compare);
  return sorted;
}
