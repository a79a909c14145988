#include "kontor-woo-reading.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"

char *
kontor_woo_dup_id (yyjson_val *value)
{
  gint64 id;

  if (!kontor_json_get_int (value, &id) || id <= 0)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

KontorRecord *
kontor_woo_begin (KontorEntity entity, yyjson_val *object, const char *prefix, GError **error)
{
  g_autofree char *id = kontor_woo_dup_id (yyjson_obj_get (object, "id"));
  g_autofree char *key = NULL;
  KontorRecord *record;

  if (id == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop answered with something that has no number."));
    return NULL;
  }
  key = g_strconcat (prefix != NULL ? prefix : "", id, NULL);
  record = kontor_record_new (kontor_entity_get_record_type (entity));
  kontor_record_set_key (record, key);
  return record;
}

void
kontor_woo_take_name (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *text = kontor_json_dup_text (value);

  if (value != NULL)
    kontor_record_take_text (record, field, kontor_html_decode (text));
}

char *
kontor_woo_write_time (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : g_strdup ("1970-01-01T00:00:00");
}

void
kontor_woo_take_ref (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *key = kontor_woo_dup_id (value);

  if (value == NULL)
    return;
  if (key != NULL)
    kontor_record_set_ref (record, field, 0, key);
  else
    kontor_record_set_null (record, field);
}

const KontorMappingName kontor_woo_address_names[] = {
  { KONTOR_ADDRESS_FIRST_NAME, "first_name" },
  { KONTOR_ADDRESS_LAST_NAME, "last_name" },
  { KONTOR_ADDRESS_COMPANY, "company" },
  { KONTOR_ADDRESS_LINE1, "address_1" },
  { KONTOR_ADDRESS_LINE2, "address_2" },
  { KONTOR_ADDRESS_CITY, "city" },
  { KONTOR_ADDRESS_PROVINCE, "state" },
  { KONTOR_ADDRESS_POSTCODE, "postcode" },
  { KONTOR_ADDRESS_COUNTRY, "country" },
  { KONTOR_ADDRESS_PHONE, "phone" },
  { KONTOR_ADDRESS_EMAIL, "email" },
  { 0, NULL },
};

void
kontor_woo_take_addresses (KontorRecord *record, guint field, yyjson_val *object)
{
  if (yyjson_obj_get (object, "billing") == NULL)
    return;
  kontor_record_set_empty (record, field);
  kontor_mapping_take_address (record, field, yyjson_obj_get (object, "billing"), "billing", kontor_woo_address_names);
  kontor_mapping_take_address (record, field, yyjson_obj_get (object, "shipping"), "shipping", kontor_woo_address_names);
}

/* Plugins may write several values under one key. */
static void
add_meta (KontorMapping *self, yyjson_mut_val *all, yyjson_val *object, const char *hidden)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (object, "meta_data"), i, n, entry) {
    const char *key = yyjson_get_str (yyjson_obj_get (entry, "key"));
    yyjson_val *value = yyjson_obj_get (entry, "value");

    if (key != NULL && value != NULL && g_strcmp0 (key, hidden) != 0)
      kontor_mapping_add_value (self, all, key, value);
  }
}

void
kontor_woo_take_metadata (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object,
                          const char *const *known, const char *hidden)
{
  yyjson_mut_val *all = yyjson_mut_obj (self->doc);

  add_meta (self, all, object, hidden);
  kontor_mapping_take_metadata (self, record, field, all, object, known);
}
