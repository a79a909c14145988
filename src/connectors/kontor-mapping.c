#include "kontor-mapping.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-json.h"

void
kontor_mapping_init (KontorMapping *self, const KontorMappingStore *store)
{
  self->store = store;
  self->doc = yyjson_mut_doc_new (NULL);
  self->unreadable = NULL;
}

void
kontor_mapping_clear (KontorMapping *self)
{
  g_clear_pointer (&self->doc, yyjson_mut_doc_free);
}

char *
kontor_mapping_write_json (yyjson_mut_val *value)
{
  char *text = yyjson_mut_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL);
  char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  free (text);
  return valid;
}

KontorRecord *
kontor_mapping_begin_member (KontorRecord *record, guint field, const char *key)
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
keep (KontorMapping *self, const KontorRecord *record, const char *name, yyjson_val *value)
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
kontor_mapping_take_text (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (value != NULL)
    kontor_record_take_text (record, field, kontor_json_dup_text (value));
}

void
kontor_mapping_take_int (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
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
kontor_mapping_take_bool (KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (value != NULL)
    kontor_record_set_bool (record, field, kontor_json_get_bool (value));
}

void
kontor_mapping_take_money (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
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
kontor_mapping_take_size (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  gint64 amount;

  kontor_mapping_take_money (self, record, field, object, name);
  amount = kontor_record_is_null (record, field) ? 0 : kontor_record_get_amount (record, field);
  if (amount == G_MININT64) {
    kontor_record_set_null (record, field);
    keep (self, record, name, yyjson_obj_get (object, name));
  } else if (amount < 0) {
    kontor_record_set_amount (record, field, -amount);
  }
}

gint64
kontor_mapping_read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *iso = g_strdup (text);
  g_autoptr (GDateTime) time = NULL;

  /* Some part day and hour by a blank. */
  if (iso != NULL && strlen (iso) > 10 && iso[10] == ' ')
    iso[10] = 'T';
  time = iso != NULL ? g_date_time_new_from_iso8601 (iso, utc) : NULL;
  return time != NULL ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000 : 0;
}

gint64
kontor_mapping_read_amount (yyjson_val *object, const char *name)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, name));
  gint64 amount = 0;

  if (text != NULL)
    kontor_decimal_parse (text, &amount, NULL, NULL);
  return amount;
}

void
kontor_mapping_take_instant (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  g_autofree char *text = kontor_json_dup_text (value);
  gint64 at = kontor_mapping_read_time (text);

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
kontor_mapping_take_address (KontorRecord *record, guint field, yyjson_val *source, const char *key,
                             const KontorMappingName *names)
{
  g_autoptr (KontorRecord) address = kontor_record_new (&kontor_address_type);
  gboolean empty = TRUE;

  for (const KontorMappingName *part = names; part->name != NULL; part++) {
    const char *text;

    kontor_mapping_take_text (address, part->field, source, part->name);
    text = kontor_record_get_text (address, part->field);
    empty &= text == NULL || text[0] == '\0';
  }
  kontor_record_set_key (address, key);
  if (!empty)
    kontor_record_take_member (record, field, g_steal_pointer (&address));
}

void
kontor_mapping_add_value (KontorMapping *self, yyjson_mut_val *all, const char *name, yyjson_val *value)
{
  g_autofree char *key = g_utf8_make_valid (name, -1);

  for (guint i = 2; yyjson_mut_obj_get (all, key) != NULL && i < 100; i++) {
    g_free (key);
    key = g_strdup_printf ("%s#%u", name, i);
  }
  yyjson_mut_obj_add (all, yyjson_mut_strcpy (self->doc, key), yyjson_val_mut_copy (self->doc, value));
}

static void
add_unknown (KontorMapping *self, yyjson_mut_val *all, yyjson_val *object, const char *const *known)
{
  yyjson_val *key, *value;
  gsize i, n;

  yyjson_obj_foreach (object, i, n, key, value)
    if (!g_strv_contains (known, yyjson_get_str (key)))
      kontor_mapping_add_value (self, all, yyjson_get_str (key), value);
}

void
kontor_mapping_take_metadata (KontorMapping *self, KontorRecord *record, guint field, yyjson_mut_val *all,
                              yyjson_val *object, const char *const *known)
{
  char *text;

  add_unknown (self, all, object, known);
  if (self->unreadable != NULL)
    yyjson_mut_obj_add_val (self->doc, all, "_unreadable", self->unreadable);
  text = kontor_mapping_write_json (all);
  if (text != NULL)
    kontor_record_take_text (record, field, text);
}

void
kontor_mapping_set_revision (KontorRecord *record, yyjson_val *object, const char *fields)
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
