#include "kontor-woo-reading.h"

static const char *const known_coupon[] = {
  "id",
  "code",
  "amount",
  "status",
  "date_created",
  "date_created_gmt",
  "date_modified",
  "date_modified_gmt",
  "discount_type",
  "description",
  "date_expires",
  "date_expires_gmt",
  "usage_count",
  "individual_use",
  "product_ids",
  "excluded_product_ids",
  "usage_limit",
  "usage_limit_per_user",
  "limit_usage_to_x_items",
  "free_shipping",
  "product_categories",
  "excluded_product_categories",
  "exclude_sale_items",
  "minimum_amount",
  "maximum_amount",
  "email_restrictions",
  "used_by",
  "meta_data",
  "_links",
  NULL,
};

static void
set_discount_kind (KontorMapping *self, KontorRecord *discount, yyjson_val *object)
{
  const char *type = yyjson_get_str (yyjson_obj_get (object, "discount_type"));

  if (g_strcmp0 (type, "percent") == 0) {
    kontor_record_set_text (discount, KONTOR_DISCOUNT_KIND, type);
    kontor_mapping_take_text (discount, KONTOR_DISCOUNT_PERCENT, object, "amount");
    kontor_record_set_null (discount, KONTOR_DISCOUNT_AMOUNT);
    return;
  }
  if (g_strcmp0 (type, "fixed_cart") == 0)
    kontor_record_set_text (discount, KONTOR_DISCOUNT_KIND, "fixed-order");
  else if (g_strcmp0 (type, "fixed_product") == 0)
    kontor_record_set_text (discount, KONTOR_DISCOUNT_KIND, "fixed-product");
  else
    kontor_record_set_text (discount, KONTOR_DISCOUNT_KIND, type);
  kontor_mapping_take_money (self, discount, KONTOR_DISCOUNT_AMOUNT, object, "amount");
  kontor_record_set_null (discount, KONTOR_DISCOUNT_PERCENT);
}

static void
set_discount_status (KontorRecord *discount, yyjson_val *object)
{
  static const char *const words[][2] = {
    { "publish", "active" },
    { "pending", "paused" },
    { "private", "paused" },
    { "future", "scheduled" },
  };
  const char *status = yyjson_get_str (yyjson_obj_get (object, "status"));

  kontor_mapping_take_text (discount, KONTOR_DISCOUNT_STATUS, object, "status");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (status, words[i][0]) == 0)
      kontor_record_set_text (discount, KONTOR_DISCOUNT_STATUS, words[i][1]);
}

/* The shop writes 0.00 for no bound. */
static void
take_bound (KontorMapping *self, KontorRecord *discount, guint field, yyjson_val *object, const char *name)
{
  kontor_mapping_take_money (self, discount, field, object, name);
  if (kontor_record_has (discount, field) && kontor_record_get_amount (discount, field) == 0)
    kontor_record_set_null (discount, field);
}

static void
take_rules (KontorMapping *self, KontorRecord *discount, yyjson_val *object)
{
  static const char *const rules[] = { "product_ids", "excluded_product_ids", "product_categories",
                                       "excluded_product_categories", "exclude_sale_items", "email_restrictions",
                                       "limit_usage_to_x_items" };
  yyjson_mut_val *all = yyjson_mut_obj (self->doc);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (yyjson_obj_get (object, rules[i]) != NULL)
      yyjson_mut_obj_add (all, yyjson_mut_str (self->doc, rules[i]), yyjson_val_mut_copy (self->doc, yyjson_obj_get (object, rules[i])));
  kontor_record_take_text (discount, KONTOR_DISCOUNT_RULES, kontor_mapping_write_json (all));
}

gboolean
kontor_woo_read_coupon (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *discount = kontor_woo_begin (KONTOR_ENTITY_DISCOUNT, object, NULL, error);

  if (discount == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_woo_take_name (discount, KONTOR_DISCOUNT_CODE, object, "code");
  set_discount_kind (&self, discount, object);
  kontor_record_set_text (discount, KONTOR_DISCOUNT_CURRENCY, store->currency);
  set_discount_status (discount, object);
  kontor_mapping_take_instant (&self, discount, KONTOR_DISCOUNT_ENDS_AT, object, "date_expires_gmt");
  kontor_mapping_take_int (&self, discount, KONTOR_DISCOUNT_USAGE_COUNT, object, "usage_count");
  kontor_mapping_take_int (&self, discount, KONTOR_DISCOUNT_USAGE_LIMIT, object, "usage_limit");
  kontor_mapping_take_int (&self, discount, KONTOR_DISCOUNT_CUSTOMER_LIMIT, object, "usage_limit_per_user");
  take_bound (&self, discount, KONTOR_DISCOUNT_MINIMUM, object, "minimum_amount");
  take_bound (&self, discount, KONTOR_DISCOUNT_MAXIMUM, object, "maximum_amount");
  kontor_mapping_take_bool (discount, KONTOR_DISCOUNT_INDIVIDUAL, object, "individual_use");
  kontor_mapping_take_bool (discount, KONTOR_DISCOUNT_FREE_SHIPPING, object, "free_shipping");
  kontor_mapping_take_instant (&self, discount, KONTOR_DISCOUNT_UPDATED_AT, object, "date_modified_gmt");
  kontor_woo_take_name (discount, KONTOR_DISCOUNT_DESCRIPTION, object, "description");
  take_rules (&self, discount, object);
  kontor_woo_take_metadata (&self, discount, KONTOR_DISCOUNT_METADATA, object, known_coupon, NULL);
  kontor_mapping_set_revision (discount, object, kontor_woo_get_digest_fields (KONTOR_ENTITY_DISCOUNT));
  kontor_batch_take_row (batch, discount);
  return TRUE;
}
