#include "kontor-medusa-reading.h"

#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"

static const char *const known_customer[] = {
  "id",
  "email",
  "first_name",
  "last_name",
  "company_name",
  "phone",
  "has_account",
  "metadata",
  "created_at",
  "updated_at",
  "deleted_at",
  "created_by",
  "addresses",
  "groups",
  NULL,
};
static const char *const known_promotion[] = {
  "id",
  "code",
  "type",
  "status",
  "is_automatic",
  "application_method",
  "campaign",
  "campaign_id",
  "used",
  "limit",
  "rules",
  "is_tax_inclusive",
  "metadata",
  "created_at",
  "updated_at",
  "deleted_at",
  NULL,
};
static const char *const known_group[] = {
  "id",
  "name",
  "title",
  "value",
  "handle",
  "description",
  "rank",
  "metadata",
  "created_at",
  "updated_at",
  "deleted_at",
  "is_active",
  "parent_category_id",
  NULL,
};

/* --- Customers --- */

/* What the shop has no field for, as the team keeps it. What nobody set is null, not unknown: it can be compared. */
static void
take_customer_team (KontorRecord *customer, yyjson_val *team)
{
  kontor_record_set_null (customer, KONTOR_CUSTOMER_NOTE);
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_NOTE, team, "note");
  kontor_medusa_take_tags (customer, KONTOR_CUSTOMER_TAGS, team);
}

static void
take_addresses (KontorRecord *customer, yyjson_val *object)
{
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (yyjson_obj_get (object, "addresses")))
    return;
  kontor_record_set_empty (customer, KONTOR_CUSTOMER_ADDRESSES);
  yyjson_arr_foreach (yyjson_obj_get (object, "addresses"), i, n, item) {
    g_autofree char *key = kontor_json_dup_text (yyjson_obj_get (item, "id"));

    kontor_medusa_take_address (customer, KONTOR_CUSTOMER_ADDRESSES, item, key);
  }
}

gboolean
kontor_medusa_read_customer (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *customer = kontor_medusa_begin (KONTOR_ENTITY_CUSTOMER, object, error);
  yyjson_val *account = yyjson_obj_get (object, "has_account");

  if (customer == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_FIRST_NAME, object, "first_name");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_LAST_NAME, object, "last_name");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_COMPANY, object, "company_name");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_EMAIL, object, "email");
  kontor_mapping_take_text (customer, KONTOR_CUSTOMER_PHONE, object, "phone");
  if (account != NULL)
    kontor_record_set_text (customer, KONTOR_CUSTOMER_KIND, kontor_json_get_bool (account) ? "registered" : "guest");
  kontor_record_set_text (customer, KONTOR_CUSTOMER_CURRENCY, store->currency);
  kontor_mapping_take_instant (&self, customer, KONTOR_CUSTOMER_CREATED_AT, object, "created_at");
  kontor_mapping_take_instant (&self, customer, KONTOR_CUSTOMER_UPDATED_AT, object, "updated_at");
  kontor_record_take_text (customer, KONTOR_CUSTOMER_ADMIN_URL,
                           g_strdup_printf ("%s/app/customers/%s", store->home, kontor_record_get_key (customer)));
  take_addresses (customer, object);
  take_customer_team (customer, kontor_medusa_get_team (object));
  kontor_medusa_take_metadata (&self, customer, KONTOR_CUSTOMER_METADATA, object, known_customer);
  kontor_medusa_set_revision (customer, KONTOR_ENTITY_CUSTOMER, object);
  kontor_batch_take_row (batch, customer);
  return TRUE;
}

/* --- Promotions --- */

static const char *
get_discount_kind (yyjson_val *method)
{
  const char *type = yyjson_get_str (yyjson_obj_get (method, "type"));
  const char *target = yyjson_get_str (yyjson_obj_get (method, "target_type"));

  if (g_strcmp0 (target, "shipping_methods") == 0)
    return "free-shipping";
  if (g_strcmp0 (type, "percentage") == 0)
    return "percent";
  return g_strcmp0 (target, "items") == 0 ? "fixed-product" : "fixed-order";
}

/* Of a promotion of another type than the standard its own word is the kind: "buyget". */
static void
take_discount_value (KontorMapping *self, KontorRecord *discount, yyjson_val *object)
{
  yyjson_val *method = yyjson_obj_get (object, "application_method");
  const char *type = yyjson_get_str (yyjson_obj_get (object, "type"));

  if (type != NULL && !g_str_equal (type, "standard"))
    kontor_record_set_text (discount, KONTOR_DISCOUNT_KIND, type);
  else if (yyjson_is_obj (method))
    kontor_record_set_text (discount, KONTOR_DISCOUNT_KIND, get_discount_kind (method));
  if (!yyjson_is_obj (method))
    return;
  kontor_record_set_null (discount, KONTOR_DISCOUNT_PERCENT);
  kontor_record_set_null (discount, KONTOR_DISCOUNT_AMOUNT);
  if (yyjson_equals_str (yyjson_obj_get (method, "type"), "percentage"))
    kontor_mapping_take_text (discount, KONTOR_DISCOUNT_PERCENT, method, "value");
  else
    kontor_mapping_take_money (self, discount, KONTOR_DISCOUNT_AMOUNT, method, "value");
  kontor_record_set_bool (discount, KONTOR_DISCOUNT_FREE_SHIPPING,
                          yyjson_equals_str (yyjson_obj_get (method, "target_type"), "shipping_methods"));
  kontor_medusa_take_code (discount, KONTOR_DISCOUNT_CURRENCY, method, "currency_code");
  if (kontor_record_is_null (discount, KONTOR_DISCOUNT_CURRENCY))
    kontor_record_set_text (discount, KONTOR_DISCOUNT_CURRENCY, self->store->currency);
}

static void
take_discount_status (KontorRecord *discount, yyjson_val *object)
{
  kontor_mapping_take_text (discount, KONTOR_DISCOUNT_STATUS, object, "status");
  if (g_strcmp0 (kontor_record_get_text (discount, KONTOR_DISCOUNT_STATUS), "inactive") == 0)
    kontor_record_set_text (discount, KONTOR_DISCOUNT_STATUS, "paused");
}

/* When it is good and how often are the campaign's, where it is in one. */
static void
take_campaign (KontorMapping *self, KontorRecord *discount, yyjson_val *object)
{
  yyjson_val *campaign = yyjson_obj_get (object, "campaign"), *budget = yyjson_obj_get (campaign, "budget");

  if (campaign == NULL)
    return;
  kontor_record_set_null (discount, KONTOR_DISCOUNT_STARTS_AT);
  kontor_record_set_null (discount, KONTOR_DISCOUNT_ENDS_AT);
  kontor_record_set_null (discount, KONTOR_DISCOUNT_USAGE_LIMIT);
  kontor_mapping_take_instant (self, discount, KONTOR_DISCOUNT_STARTS_AT, campaign, "starts_at");
  kontor_mapping_take_instant (self, discount, KONTOR_DISCOUNT_ENDS_AT, campaign, "ends_at");
  if (yyjson_equals_str (yyjson_obj_get (budget, "type"), "usage"))
    kontor_mapping_take_int (self, discount, KONTOR_DISCOUNT_USAGE_LIMIT, budget, "limit");
}

static void
take_rules (KontorMapping *self, KontorRecord *discount, yyjson_val *object)
{
  yyjson_val *method = yyjson_obj_get (object, "application_method");
  yyjson_mut_val *all = yyjson_mut_obj (self->doc);

  if (yyjson_arr_size (yyjson_obj_get (object, "rules")) > 0)
    yyjson_mut_obj_add (all, yyjson_mut_str (self->doc, "rules"), yyjson_val_mut_copy (self->doc, yyjson_obj_get (object, "rules")));
  if (yyjson_is_obj (method))
    yyjson_mut_obj_add (all, yyjson_mut_str (self->doc, "application_method"), yyjson_val_mut_copy (self->doc, method));
  kontor_record_take_text (discount, KONTOR_DISCOUNT_RULES, kontor_mapping_write_json (all));
}

gboolean
kontor_medusa_read_promotion (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *discount = kontor_medusa_begin (KONTOR_ENTITY_DISCOUNT, object, error);

  if (discount == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_mapping_take_text (discount, KONTOR_DISCOUNT_CODE, object, "code");
  take_discount_value (&self, discount, object);
  take_discount_status (discount, object);
  take_campaign (&self, discount, object);
  kontor_mapping_take_int (&self, discount, KONTOR_DISCOUNT_USAGE_COUNT, object, "used");
  if (yyjson_is_raw (yyjson_obj_get (object, "limit")))
    kontor_mapping_take_int (&self, discount, KONTOR_DISCOUNT_USAGE_LIMIT, object, "limit");
  kontor_mapping_take_instant (&self, discount, KONTOR_DISCOUNT_UPDATED_AT, object, "updated_at");
  take_rules (&self, discount, object);
  kontor_medusa_take_metadata (&self, discount, KONTOR_DISCOUNT_METADATA, object, known_promotion);
  kontor_medusa_set_revision (discount, KONTOR_ENTITY_DISCOUNT, object);
  kontor_batch_take_row (batch, discount);
  return TRUE;
}

/* --- Groups of products --- */

gboolean
kontor_medusa_read_category (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *category = kontor_medusa_begin (KONTOR_ENTITY_CATEGORY, object, error);

  if (category == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_mapping_take_text (category, KONTOR_CATEGORY_NAME, object, "name");
  kontor_mapping_take_text (category, KONTOR_CATEGORY_HANDLE, object, "handle");
  kontor_medusa_take_ref (category, KONTOR_CATEGORY_PARENT, object, "parent_category_id");
  kontor_mapping_take_int (&self, category, KONTOR_CATEGORY_POSITION, object, "rank");
  kontor_mapping_take_text (category, KONTOR_CATEGORY_DESCRIPTION, object, "description");
  kontor_medusa_take_metadata (&self, category, KONTOR_CATEGORY_METADATA, object, known_group);
  kontor_medusa_set_revision (category, KONTOR_ENTITY_CATEGORY, object);
  kontor_batch_take_row (batch, category);
  return TRUE;
}

/* Tags and types have a value, collections a title. */
static const char *
get_tag_kind (const char *key)
{
  if (g_str_has_prefix (key, "pcol_"))
    return "collection";
  return g_str_has_prefix (key, "ptyp_") ? "type" : "tag";
}

gboolean
kontor_medusa_read_tag (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *tag = kontor_medusa_begin (KONTOR_ENTITY_TAG, object, error);

  if (tag == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_record_set_text (tag, KONTOR_TAG_KIND, get_tag_kind (kontor_record_get_key (tag)));
  kontor_mapping_take_text (tag, KONTOR_TAG_NAME, object, "value");
  kontor_mapping_take_text (tag, KONTOR_TAG_NAME, object, "title");
  kontor_mapping_take_text (tag, KONTOR_TAG_HANDLE, object, "handle");
  kontor_medusa_take_metadata (&self, tag, KONTOR_TAG_METADATA, object, known_group);
  kontor_medusa_set_revision (tag, KONTOR_ENTITY_TAG, object);
  kontor_batch_take_row (batch, tag);
  return TRUE;
}

/* --- Settings --- */

static void
take_setting_name (KontorRecord *setting, yyjson_val *object)
{
  static const char *const names[] = { "name", "label", "title", "value", "code", "id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    kontor_mapping_take_text (setting, KONTOR_SETTING_NAME, object, names[i]);
    if (kontor_record_has (setting, KONTOR_SETTING_NAME) && !kontor_record_is_null (setting, KONTOR_SETTING_NAME))
      return;
  }
}

gboolean
kontor_medusa_read_setting (const char *kind, yyjson_val *object, gint64 position, KontorBatch *batch, GError **error)
{
  KontorRecord *setting = kontor_medusa_begin (KONTOR_ENTITY_SETTING, object, error);

  if (setting == NULL)
    return FALSE;
  kontor_record_set_text (setting, KONTOR_SETTING_KIND, kind);
  take_setting_name (setting, object);
  kontor_record_set_int (setting, KONTOR_SETTING_POSITION, position);
  kontor_record_take_text (setting, KONTOR_SETTING_DATA, kontor_json_dup_json (object));
  kontor_batch_take_row (batch, setting);
  return TRUE;
}
