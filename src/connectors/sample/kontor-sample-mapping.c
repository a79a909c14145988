#include "kontor-sample-mapping.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-sample-mapping-private.h"

/* What people wrote, as opposed to words of the shop. */
#define WRITTEN " name variant_name vendor seo_title text "

/* The order's team state, as one value in its metadata. */
#define TEAM "_kontor"

typedef struct {
  KontorShopManner manner;
  GError *error;
} Reading;

static gboolean read_fields (Reading *reading, KontorRecord *record, yyjson_val *object);

static void
complain (Reading *reading, const char *what, const char *name)
{
  if (reading->error == NULL)
    reading->error =
        g_error_new (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, "The sample shop’s %s makes no sense in “%s”", what, name);
}

char *
kontor_sample_decode (const char *text)
{
  static const struct {
    const char *entity, *text;
  } entities[] = {
    { "&lt;", "<" },
    { "&gt;", ">" },
    { "&quot;", "\"" },
    { "&#039;", "'" },
    { "&ndash;", "–" },
    { "&nbsp;", " " },
    { "&amp;", "&" },
  };
  GString *out;

  if (text == NULL || strchr (text, '&') == NULL)
    return g_strdup (text);
  out = g_string_new (text);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (out, entities[i].entity, entities[i].text, 0);
  return g_string_free_and_steal (out);
}

/** A time with whole or broken seconds, with or without the Z; 0 for none. */
gint64
kontor_sample_read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000 : 0;
}

char *
kontor_sample_write_time (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", text, (int) (at % 1000));
}

static char *
dup_number (yyjson_val *value)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, yyjson_get_sint (value));
}

static char *
dup_json (yyjson_val *value)
{
  char *text = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
  char *copy = g_strdup (text);

  free (text);
  return copy;
}

static void
read_text (Reading *reading, KontorRecord *record, guint field, const char *name, yyjson_val *value)
{
  g_autofree char *word = g_strdup_printf (" %s ", name);

  if (yyjson_is_int (value))
    kontor_record_take_text (record, field, dup_number (value));
  else if (!yyjson_is_str (value))
    complain (reading, "text", name);
  else if (reading->manner == KONTOR_SHOP_BARE && strstr (WRITTEN, word) != NULL)
    kontor_record_take_text (record, field, kontor_sample_decode (yyjson_get_str (value)));
  else
    kontor_record_set_text (record, field, yyjson_get_str (value));
}

static void
read_money (Reading *reading, KontorRecord *record, guint field, const char *name, yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  if (text != NULL && *text == '\0')
    kontor_record_set_null (record, field);
  else if (text == NULL || !kontor_record_set_decimal (record, field, text, NULL))
    complain (reading, "amount", name);
}

static void
read_instant (Reading *reading, KontorRecord *record, guint field, const char *name, yyjson_val *value)
{
  gint64 at = kontor_sample_read_time (yyjson_get_str (value));

  if (at == 0)
    complain (reading, "time", name);
  else
    kontor_record_set_int (record, field, at);
}

static void
read_ref (Reading *reading, KontorRecord *record, guint field, const char *name, yyjson_val *value)
{
  g_autofree char *key = yyjson_is_int (value) ? dup_number (value) : NULL;

  if (key == NULL)
    complain (reading, "reference", name);
  else if (yyjson_get_sint (value) == 0)
    kontor_record_set_null (record, field);
  else
    kontor_record_set_ref (record, field, 0, key);
}

static char *
dup_key (const KontorSampleShape *shape, yyjson_val *object)
{
  yyjson_val *value = yyjson_obj_get (object, shape->key);

  if (value == NULL)
    value = yyjson_obj_get (object, "id");
  if (yyjson_is_int (value))
    return dup_number (value);
  return g_strdup (yyjson_get_str (value));
}

static void
read_list (Reading *reading, KontorRecord *record, guint field, const char *name, yyjson_val *value)
{
  const KontorRecordType *type = kontor_record_get_record_type (record)->fields[field].members;
  const KontorSampleShape *shape = kontor_sample_get_shape (type);
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (value)) {
    complain (reading, "list", name);
    return;
  }
  kontor_record_set_empty (record, field);
  yyjson_arr_foreach (value, i, n, item) {
    g_autoptr (KontorRecord) member = kontor_record_new (type);
    g_autofree char *key = dup_key (shape, item);

    if (key == NULL || !read_fields (reading, member, item)) {
      complain (reading, "list", name);
      return;
    }
    kontor_record_set_key (member, key);
    kontor_record_take_member (record, field, g_steal_pointer (&member));
  }
}

static void
read_value (Reading *reading, KontorRecord *record, guint field, const char *name, yyjson_val *value)
{
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
    read_text (reading, record, field, name, value);
    break;
  case KONTOR_FIELD_MONEY:
    read_money (reading, record, field, name, value);
    break;
  case KONTOR_FIELD_INSTANT:
    read_instant (reading, record, field, name, value);
    break;
  case KONTOR_FIELD_JSON:
    kontor_record_take_text (record, field, dup_json (value));
    break;
  case KONTOR_FIELD_REF:
    read_ref (reading, record, field, name, value);
    break;
  case KONTOR_FIELD_LIST:
    read_list (reading, record, field, name, value);
    break;
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_DAY:
  case KONTOR_FIELD_BOOL:
    if (!yyjson_is_int (value) && !yyjson_is_bool (value))
      complain (reading, "number", name);
    else
      kontor_record_set_int (record, field, yyjson_is_bool (value) ? yyjson_get_bool (value) : yyjson_get_sint (value));
    break;
  }
}

static gboolean
is_said (const KontorField *field)
{
  return (field->flags & (KONTOR_FIELD_DERIVED | KONTOR_FIELD_LOCAL | KONTOR_FIELD_TEAM)) == 0;
}

static gboolean
read_fields (Reading *reading, KontorRecord *record, yyjson_val *object)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  const KontorSampleShape *shape = kontor_sample_get_shape (type);

  for (guint i = 0; i < type->n_fields; i++) {
    const char *name = kontor_sample_get_name (shape, type, i);
    yyjson_val *value = is_said (&type->fields[i]) ? yyjson_obj_get (object, name) : NULL;

    if (yyjson_is_null (value))
      kontor_record_set_null (record, i);
    else if (value != NULL)
      read_value (reading, record, i, name, value);
  }
  return reading->error == NULL;
}

static const char *
get_lifecycle (const char *status)
{
  if (g_strcmp0 (status, "draft") == 0)
    return "draft";
  return g_strcmp0 (status, "cancelled") == 0 || g_strcmp0 (status, "failed") == 0 ? "cancelled" : "open";
}

static void
read_tags (KontorRecord *order, yyjson_val *tags)
{
  yyjson_val *tag;
  gsize i, n;

  kontor_record_set_empty (order, KONTOR_ORDER_TAGS);
  yyjson_arr_foreach (tags, i, n, tag) {
    KontorRecord *member = kontor_record_new (&kontor_order_tag_type);

    kontor_record_set_key (member, yyjson_get_str (tag));
    kontor_record_take_member (order, KONTOR_ORDER_TAGS, member);
  }
}

/** Team state that nobody has set is null, not unknown: it can be compared. */
static void
read_team (Reading *reading, KontorRecord *order, yyjson_val *team)
{
  const KontorRecordType *type = kontor_record_get_record_type (order);

  for (guint i = 0; i < type->n_fields; i++) {
    yyjson_val *value = yyjson_obj_get (team, type->fields[i].name);

    if ((type->fields[i].flags & KONTOR_FIELD_TEAM) == 0 || i == KONTOR_ORDER_TAGS)
      continue;
    if (value != NULL && !yyjson_is_null (value))
      read_value (reading, order, i, type->fields[i].name, value);
    else if (i == KONTOR_ORDER_ARCHIVED)
      kontor_record_set_bool (order, i, FALSE);
    else
      kontor_record_set_null (order, i);
  }
  read_tags (order, yyjson_obj_get (team, "tags"));
}

/** Metadata without what is Kontor's own. */
static char *
dup_foreign_meta (yyjson_val *meta)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *copy = yyjson_val_mut_copy (doc, meta);
  char *text, *result;

  yyjson_mut_obj_remove_key (copy, TEAM);
  text = yyjson_mut_val_write (copy, YYJSON_WRITE_NOFLAG, NULL);
  result = g_strdup (text);
  free (text);
  return result;
}

static void
set_admin_url (KontorRecord *record, guint field, const char *collection)
{
  kontor_record_take_text (
      record, field,
      g_strdup_printf ("https://tide-and-leaf.example/admin/%s/%s", collection, kontor_record_get_key (record)));
}

static void
read_specials (Reading *reading, KontorRecord *record, KontorEntity entity, yyjson_val *object)
{
  yyjson_val *meta = yyjson_obj_get (object, "meta");

  if (entity == KONTOR_ENTITY_PRODUCT)
    set_admin_url (record, KONTOR_PRODUCT_ADMIN_URL, "products");
  if (entity == KONTOR_ENTITY_CUSTOMER)
    set_admin_url (record, KONTOR_CUSTOMER_ADMIN_URL, "customers");
  if (entity != KONTOR_ENTITY_ORDER)
    return;
  set_admin_url (record, KONTOR_ORDER_ADMIN_URL, "orders");
  kontor_record_set_text (record, KONTOR_ORDER_LIFECYCLE,
                          get_lifecycle (kontor_record_get_text (record, KONTOR_ORDER_STATUS)));
  read_team (reading, record, yyjson_obj_get (meta, TEAM));
  if (yyjson_is_obj (meta))
    kontor_record_take_text (record, KONTOR_ORDER_METADATA, dup_foreign_meta (meta));
}

static char *
make_revision (KontorShopManner manner, yyjson_val *object)
{
  char *text;
  g_autofree char *sum = NULL;

  if (manner == KONTOR_SHOP_KIND)
    return dup_number (yyjson_obj_get (object, "revision"));
  text = yyjson_val_write (object, YYJSON_WRITE_NOFLAG, NULL);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text != NULL ? text : "", -1);
  free (text);
  return g_strndup (sum, 16);
}

static void
read_date (KontorRecord *record, KontorEntity entity, const char *created)
{
  gint64 at = kontor_sample_read_time (created);

  if (entity == KONTOR_ENTITY_ORDER && at != 0)
    kontor_record_set_int (record, KONTOR_ORDER_PLACED_AT, at);
  if (entity == KONTOR_ENTITY_CUSTOMER && at != 0)
    kontor_record_set_int (record, KONTOR_CUSTOMER_CREATED_AT, at);
}

KontorRecord *
kontor_sample_read_digest (KontorShopManner manner, KontorEntity entity, yyjson_val *object, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_record_new (kontor_entity_get_record_type (entity));
  yyjson_val *id = yyjson_obj_get (object, "id");
  g_autofree char *key = NULL, *revision = NULL;

  if (!yyjson_is_int (id)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, "The sample shop answered with something that has no id");
    return NULL;
  }
  key = dup_number (id);
  revision = make_revision (manner, object);
  kontor_record_set_key (record, key);
  kontor_record_set_revision (record, revision);
  read_date (record, entity, yyjson_get_str (yyjson_obj_get (object, "created")));
  return g_steal_pointer (&record);
}

KontorRecord *
kontor_sample_read_record (KontorShopManner manner, KontorEntity entity, yyjson_val *object, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_sample_read_digest (manner, entity, object, error);
  Reading reading = { manner, NULL };

  if (record == NULL)
    return NULL;
  if (read_fields (&reading, record, object))
    read_specials (&reading, record, entity, object);
  if (reading.error == NULL)
    return g_steal_pointer (&record);
  g_propagate_error (error, reading.error);
  return NULL;
}

KontorRecord *
kontor_sample_parse_record (KontorShopManner manner, KontorEntity entity, const char *json, GError **error)
{
  g_autoptr (yyjson_doc) doc = yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG);

  return kontor_sample_read_record (manner, entity, yyjson_doc_get_root (doc), error);
}
