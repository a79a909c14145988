#include "kontor-woo-reading.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"

void
kontor_woo_reading_init (KontorWooReading *self, const KontorWooStore *store)
{
  self->store = store;
  self->doc = yyjson_mut_doc_new (NULL);
  self->unreadable = NULL;
}

void
kontor_woo_reading_clear (KontorWooReading *self)
{
  g_clear_pointer (&self->doc, yyjson_mut_doc_free);
}

char *
kontor_woo_write_json (yyjson_mut_val *value)
{
  char *text = yyjson_mut_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
  char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  free (text);
  return valid;
}

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

KontorRecord *
kontor_woo_begin_member (KontorRecord *record, guint field, const char *key)
{
  g_autofree char *valid = key != NULL ? g_utf8_make_valid (key, -1) : NULL;
  KontorRecord *member;

  if (valid == NULL || kontor_record_find_member (record, field, valid) != NULL)
    return NULL;
  member = kontor_record_new (kontor_record_get_record_type (record)->fields[field].members);
  kontor_record_set_key (member, valid);
  return member;
}

static void
keep (KontorWooReading *self, const KontorRecord *record, const char *name, yyjson_val *value)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  g_autofree char *path = g_strdup_printf ("%s.%s.%s", type->name, kontor_record_get_key (record), name);

  if (self->unreadable == NULL)
    self->unreadable = yyjson_mut_obj (self->doc);
  yyjson_mut_obj_add (self->unreadable, yyjson_mut_strcpy (self->doc, path), yyjson_val_mut_copy (self->doc, value));
}

static gboolean
is_nothing (yyjson_val *value)
{
  return yyjson_is_null (value) || (yyjson_is_str (value) && yyjson_get_len (value) == 0);
}

void
kontor_woo_take_text (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (value != NULL)
    kontor_record_take_text (record, field, kontor_json_dup_text (value));
}

void
kontor_woo_take_name (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *text = kontor_json_dup_text (value);

  if (value != NULL)
    kontor_record_take_text (record, field, kontor_html_decode (text));
}

void
kontor_woo_take_int (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  gint64 number;

  if (value == NULL)
    return;
  if (kontor_json_get_int (value, &number)) {
    kontor_record_set_int (record, field, number);
    return;
  }
  kontor_record_set_null (record, field);
  if (!is_nothing (value))
    keep (self, record, name, value);
}

void
kontor_woo_take_bool (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (value != NULL)
    kontor_record_set_bool (record, field, kontor_json_get_bool (value));
}

void
kontor_woo_take_money (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *text = kontor_json_dup_text (value);

  if (value == NULL || (text != NULL && text[0] != '\0' && kontor_record_set_decimal (record, field, text, NULL)))
    return;
  kontor_record_set_null (record, field);
  if (!is_nothing (value))
    keep (self, record, name, value);
}

void
kontor_woo_take_size (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  gint64 amount;

  kontor_woo_take_money (self, record, field, object, name);
  amount = kontor_record_is_null (record, field) ? 0 : kontor_record_get_amount (record, field);
  if (amount == G_MININT64) {
    kontor_record_set_null (record, field);
    keep (self, record, name, yyjson_obj_get (object, name));
  } else if (amount < 0) {
    kontor_record_set_amount (record, field, -amount);
  }
}

gint64
kontor_woo_read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *iso = g_strdup (text);
  g_autoptr (GDateTime) time = NULL;

  /* Fulfilments part day and hour by a blank. */
  if (iso != NULL && strlen (iso) > 10 && iso[10] == ' ')
    iso[10] = 'T';
  time = iso != NULL ? g_date_time_new_from_iso8601 (iso, utc) : NULL;
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

char *
kontor_woo_write_time (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : g_strdup ("1970-01-01T00:00:00");
}

void
kontor_woo_take_instant (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *text = kontor_json_dup_text (value);
  gint64 at = kontor_woo_read_time (text);

  if (value == NULL)
    return;
  if (at != 0) {
    kontor_record_set_int (record, field, at);
    return;
  }
  kontor_record_set_null (record, field);
  if (!is_nothing (value))
    keep (self, record, name, value);
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

const KontorWooName kontor_woo_address_names[] = {
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

static void
take_address (KontorRecord *record, guint field, yyjson_val *object, const char *role)
{
  yyjson_val *source = yyjson_obj_get (object, role);
  g_autoptr (KontorRecord) address = kontor_record_new (&kontor_address_type);
  gboolean empty = TRUE;

  for (const KontorWooName *part = kontor_woo_address_names; part->name != NULL; part++) {
    const char *text;

    kontor_woo_take_text (address, part->field, source, part->name);
    text = kontor_record_get_text (address, part->field);
    empty &= text == NULL || text[0] == '\0';
  }
  kontor_record_set_key (address, role);
  if (!empty)
    kontor_record_take_member (record, field, g_steal_pointer (&address));
}

void
kontor_woo_take_addresses (KontorRecord *record, guint field, yyjson_val *object)
{
  if (yyjson_obj_get (object, "billing") == NULL)
    return;
  kontor_record_set_empty (record, field);
  take_address (record, field, object, "billing");
  take_address (record, field, object, "shipping");
}

static void
add_value (yyjson_mut_doc *doc, yyjson_mut_val *all, const char *key, yyjson_val *value)
{
  g_autofree char *name = g_utf8_make_valid (key, -1);

  /* Plugins may write several values under one key. */
  for (guint i = 2; yyjson_mut_obj_get (all, name) != NULL && i < 100; i++) {
    g_free (name);
    name = g_strdup_printf ("%s#%u", key, i);
  }
  yyjson_mut_obj_add (all, yyjson_mut_strcpy (doc, name), yyjson_val_mut_copy (doc, value));
}

static void
add_meta (KontorWooReading *self, yyjson_mut_val *all, yyjson_val *object, const char *hidden)
{
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (object, "meta_data"), i, n, entry) {
    const char *key = yyjson_get_str (yyjson_obj_get (entry, "key"));
    yyjson_val *value = yyjson_obj_get (entry, "value");

    if (key != NULL && value != NULL && g_strcmp0 (key, hidden) != 0)
      add_value (self->doc, all, key, value);
  }
}

static void
add_unknown (KontorWooReading *self, yyjson_mut_val *all, yyjson_val *object, const char *const *known)
{
  yyjson_val *key, *value;
  gsize i, n;

  yyjson_obj_foreach (object, i, n, key, value)
    if (!g_strv_contains (known, yyjson_get_str (key)))
      add_value (self->doc, all, yyjson_get_str (key), value);
}

void
kontor_woo_take_metadata (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object,
                          const char *const *known, const char *hidden)
{
  yyjson_mut_val *all = yyjson_mut_obj (self->doc);
  char *text;

  add_meta (self, all, object, hidden);
  add_unknown (self, all, object, known);
  if (self->unreadable != NULL)
    yyjson_mut_obj_add_val (self->doc, all, "_unreadable", self->unreadable);
  text = kontor_woo_write_json (all);
  if (text != NULL)
    kontor_record_take_text (record, field, text);
}

void
kontor_woo_set_revision (KontorRecord *record, yyjson_val *object, const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, ",", -1);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *revision = NULL;

  for (guint i = 0; names[i] != NULL; i++) {
    char *text = yyjson_val_write (yyjson_obj_get (object, names[i]), YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);

    g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), -1);
    g_checksum_update (sum, (const guchar *) "\n", 1);
    free (text);
  }
  revision = g_strndup (g_checksum_get_string (sum), 16);
  kontor_record_set_revision (record, revision);
}
