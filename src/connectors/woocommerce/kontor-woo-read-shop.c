#include "kontor-woo-reading.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"

static const char *const known_customer[] = {
  "id",
  "date_created",
  "date_created_gmt",
  "date_modified",
  "date_modified_gmt",
  "email",
  "first_name",
  "last_name",
  "username",
  "billing",
  "shipping",
  "is_paying_customer",
  "avatar_url",
  "meta_data",
  "_links",
  NULL,
};
static const char *const known_term[] = {
  "id",
  "name",
  "slug",
  "parent",
  "description",
  "image",
  "menu_order",
  "count",
  "meta_data",
  "_links",
  NULL,
};

static const char *const digest_fields[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_CATEGORY] = "id,name,slug,parent,menu_order,description,image",
  [KONTOR_ENTITY_TAG] = "id,name,slug",
  [KONTOR_ENTITY_PRODUCT] = "id,type,variations,status,date_modified_gmt,stock_quantity,regular_price,sale_price",
  [KONTOR_ENTITY_VARIANT] = "id,status,date_modified_gmt,stock_quantity,regular_price,sale_price",
  [KONTOR_ENTITY_CUSTOMER] = "id,date_modified_gmt,email,date_created_gmt",
  [KONTOR_ENTITY_DISCOUNT] = "id,status,date_modified_gmt,usage_count",
  [KONTOR_ENTITY_ORDER] = "id,status,date_modified_gmt,date_created_gmt,total,refunds",
};

const char *
kontor_woo_get_digest_fields (KontorEntity entity)
{
  return digest_fields[entity];
}

/* What the shop has no field for, as the team keeps it. What nobody set is null, not unknown: it can be compared. */
static void
take_customer_team (KontorRecord *customer, yyjson_val *team)
{
  yyjson_val *tag;
  gsize i, n;

  kontor_record_set_null (customer, KONTOR_CUSTOMER_NOTE);
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_NOTE, team, "note");
  kontor_record_set_empty (customer, KONTOR_CUSTOMER_TAGS);
  yyjson_arr_foreach (yyjson_obj_get (team, "tags"), i, n, tag) {
    g_autofree char *key = kontor_json_dup_text (tag);
    KontorRecord *member = kontor_mapping_begin_member (customer, KONTOR_CUSTOMER_TAGS, key);

    if (member != NULL)
      kontor_record_take_member (customer, KONTOR_CUSTOMER_TAGS, member);
  }
}

gboolean
kontor_woo_read_customer (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *customer = kontor_woo_begin (KONTOR_ENTITY_CUSTOMER, object, NULL, error);
  yyjson_val *billing = yyjson_obj_get (object, "billing");

  if (customer == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_woo_take_name (customer, KONTOR_CUSTOMER_FIRST_NAME, object, "first_name");
  kontor_woo_take_name (customer, KONTOR_CUSTOMER_LAST_NAME, object, "last_name");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_COMPANY, billing, "company");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_EMAIL, object, "email");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_PHONE, billing, "phone");
  kontor_record_set_text (customer, KONTOR_CUSTOMER_KIND, "registered");
  kontor_record_set_text (customer, KONTOR_CUSTOMER_CURRENCY, store->currency);
  kontor_mapping_take_instant (&self, customer, KONTOR_CUSTOMER_CREATED_AT, object, "date_created_gmt");
  kontor_mapping_take_instant (&self, customer, KONTOR_CUSTOMER_UPDATED_AT, object, "date_modified_gmt");
  kontor_record_take_text (customer, KONTOR_CUSTOMER_ADMIN_URL,
                           g_strdup_printf ("%s/wp-admin/user-edit.php?user_id=%s", store->home, kontor_record_get_key (customer)));
  kontor_woo_take_addresses (customer, KONTOR_CUSTOMER_ADDRESSES, object);
  take_customer_team (customer, kontor_woo_find_meta (object, KONTOR_WOO_CUSTOMER_TEAM));
  kontor_woo_take_metadata (&self, customer, KONTOR_CUSTOMER_METADATA, object, known_customer, KONTOR_WOO_CUSTOMER_TEAM);
  kontor_mapping_set_revision (customer, object, digest_fields[KONTOR_ENTITY_CUSTOMER]);
  kontor_batch_take_row (batch, customer);
  return TRUE;
}

gboolean
kontor_woo_read_guest (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  g_autofree char *email = kontor_json_dup_text (yyjson_obj_get (object, "email"));
  g_autofree char *user = kontor_woo_dup_id (yyjson_obj_get (object, "user_id"));
  g_autofree char *key = NULL;
  KontorRecord *guest;

  if (!yyjson_is_obj (object)) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop answered with something that has no number."));
    return FALSE;
  }
  if (user != NULL || email == NULL || email[0] == '\0')
    return TRUE;
  kontor_mapping_init (&self, store);
  key = kontor_woo_make_guest_key (email);
  guest = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));
  kontor_record_set_key (guest, key);
  kontor_mapping_take_text (guest, KONTOR_CUSTOMER_FIRST_NAME, object, "first_name");
  kontor_mapping_take_text (guest, KONTOR_CUSTOMER_LAST_NAME, object, "last_name");
  kontor_record_set_text (guest, KONTOR_CUSTOMER_EMAIL, email);
  kontor_record_set_text (guest, KONTOR_CUSTOMER_KIND, "guest");
  kontor_record_set_text (guest, KONTOR_CUSTOMER_CURRENCY, store->currency);
  kontor_batch_take_row (batch, guest);
  return TRUE;
}

gboolean
kontor_woo_read_category (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *category = kontor_woo_begin (KONTOR_ENTITY_CATEGORY, object, NULL, error);

  if (category == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_woo_take_name (category, KONTOR_CATEGORY_NAME, object, "name");
  kontor_mapping_take_text (category, KONTOR_CATEGORY_HANDLE, object, "slug");
  kontor_woo_take_ref (category, KONTOR_CATEGORY_PARENT, object, "parent");
  kontor_mapping_take_int (&self, category, KONTOR_CATEGORY_POSITION, object, "menu_order");
  kontor_mapping_take_text (category, KONTOR_CATEGORY_DESCRIPTION, object, "description");
  if (yyjson_obj_get (object, "image") != NULL)
    kontor_record_set_null (category, KONTOR_CATEGORY_PICTURE_URL);
  kontor_mapping_take_text (category, KONTOR_CATEGORY_PICTURE_URL, yyjson_obj_get (object, "image"), "src");
  kontor_woo_take_metadata (&self, category, KONTOR_CATEGORY_METADATA, object, known_term, NULL);
  kontor_mapping_set_revision (category, object, digest_fields[KONTOR_ENTITY_CATEGORY]);
  kontor_batch_take_row (batch, category);
  return TRUE;
}

static gboolean
read_term (const KontorMappingStore *store, yyjson_val *object, const char *kind, const char *prefix, KontorBatch *batch,
           GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *tag = kontor_woo_begin (KONTOR_ENTITY_TAG, object, prefix, error);

  if (tag == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_record_set_text (tag, KONTOR_TAG_KIND, kind);
  kontor_woo_take_name (tag, KONTOR_TAG_NAME, object, "name");
  kontor_mapping_take_text (tag, KONTOR_TAG_HANDLE, object, "slug");
  kontor_woo_take_metadata (&self, tag, KONTOR_TAG_METADATA, object, known_term, NULL);
  kontor_mapping_set_revision (tag, object, digest_fields[KONTOR_ENTITY_TAG]);
  kontor_batch_take_row (batch, tag);
  return TRUE;
}

gboolean
kontor_woo_read_tag (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  return read_term (store, object, "tag", NULL, batch, error);
}

gboolean
kontor_woo_read_brand (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  return read_term (store, object, "brand", KONTOR_WOO_BRAND, batch, error);
}

/* "slug", "id", "code" or "instance_id": what other objects call it. */
static char *
dup_code (yyjson_val *object)
{
  static const char *const names[] = { "slug", "code", "instance_id", "id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    char *text = kontor_json_dup_text (yyjson_obj_get (object, names[i]));

    if (text != NULL && text[0] != '\0')
      return text;
    g_free (text);
  }
  return NULL;
}

static char *
make_data (yyjson_val *object, const char *code)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *copy = yyjson_val_mut_copy (doc, object);
  char *data;

  yyjson_mut_obj_remove_key (copy, "_links");
  yyjson_mut_obj_remove_key (copy, "code");
  yyjson_mut_obj_add_str (doc, copy, "code", code);
  data = kontor_mapping_write_json (copy);
  yyjson_mut_doc_free (doc);
  return data;
}

static void
take_setting_name (KontorRecord *setting, yyjson_val *object)
{
  static const char *const names[] = { "name", "title", "method_title", "label" };
  const char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && (name == NULL || *name == '\0'); i++) {
    kontor_woo_take_name (setting, KONTOR_SETTING_NAME, object, names[i]);
    name = kontor_record_get_text (setting, KONTOR_SETTING_NAME);
  }
}

gboolean
kontor_woo_read_setting (const char *kind, const char *within, yyjson_val *object, gint64 position, KontorBatch *batch,
                         GError **error)
{
  g_autofree char *code = dup_code (object), *key = NULL;
  KontorRecord *setting;

  if (code == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop answered with something that has no number."));
    return FALSE;
  }
  key = g_strjoin (":", kind, within != NULL ? within : code, within != NULL ? code : NULL, NULL);
  setting = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_SETTING));
  kontor_record_set_key (setting, key);
  kontor_record_set_text (setting, KONTOR_SETTING_KIND, kind);
  take_setting_name (setting, object);
  kontor_record_set_int (setting, KONTOR_SETTING_POSITION, position);
  kontor_record_take_text (setting, KONTOR_SETTING_DATA, make_data (object, code));
  kontor_batch_take_row (batch, setting);
  return TRUE;
}

static void
take_dates (KontorRecord *row, KontorEntity entity, yyjson_val *object)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, "date_created_gmt"));
  gint64 at = kontor_mapping_read_time (text);

  if (at != 0 && entity == KONTOR_ENTITY_ORDER)
    kontor_record_set_int (row, KONTOR_ORDER_PLACED_AT, at);
  if (at != 0 && entity == KONTOR_ENTITY_CUSTOMER)
    kontor_record_set_int (row, KONTOR_CUSTOMER_CREATED_AT, at);
}

static gboolean
add_digest (KontorEntity entity, yyjson_val *object, const char *prefix, KontorBatch *batch, GError **error)
{
  KontorRecord *row = kontor_woo_begin (entity, object, prefix, error);

  if (row == NULL)
    return FALSE;
  kontor_mapping_set_revision (row, object, digest_fields[entity]);
  take_dates (row, entity, object);
  kontor_batch_take_row (batch, row);
  return TRUE;
}

gboolean
kontor_woo_read_digest (KontorEntity entity, yyjson_val *object, KontorBatch *batch, GError **error)
{
  if (!add_digest (entity, object, NULL, batch, error))
    return FALSE;
  if (entity != KONTOR_ENTITY_PRODUCT || kontor_woo_has_variations (object))
    return TRUE;
  return add_digest (KONTOR_ENTITY_VARIANT, object, NULL, batch, error);
}
