#include "kontor-woo-reading.h"

#include <string.h>

#include "kontor-html.h"
#include "kontor-json.h"

/* Members with a field of their own, and those that only repeat others. */
static const char *const known[] = {
  "id",
  "name",
  "slug",
  "permalink",
  "date_created",
  "date_created_gmt",
  "date_modified",
  "date_modified_gmt",
  "type",
  "status",
  "featured",
  "catalog_visibility",
  "description",
  "short_description",
  "sku",
  "price",
  "regular_price",
  "sale_price",
  "date_on_sale_from",
  "date_on_sale_from_gmt",
  "date_on_sale_to",
  "date_on_sale_to_gmt",
  "price_html",
  "on_sale",
  "purchasable",
  "total_sales",
  "virtual",
  "tax_status",
  "tax_class",
  "manage_stock",
  "stock_quantity",
  "stock_status",
  "backorders",
  "backorders_allowed",
  "backordered",
  "low_stock_amount",
  "weight",
  "dimensions",
  "shipping_required",
  "shipping_taxable",
  "average_rating",
  "rating_count",
  "related_ids",
  "parent_id",
  "categories",
  "tags",
  "images",
  "image",
  "attributes",
  "variations",
  "menu_order",
  "meta_data",
  "has_options",
  "global_unique_id",
  "permalink_template",
  "generated_slug",
  "post_password",
  "_links",
  NULL,
};

static void
take_status (KontorRecord *record, guint field, yyjson_val *object)
{
  kontor_mapping_take_text (record, field, object, "status");
  if (g_strcmp0 (kontor_record_get_text (record, field), "publish") == 0)
    kontor_record_set_text (record, field, "published");
}

static void
take_pictures (KontorRecord *product, yyjson_val *object)
{
  yyjson_val *image;
  gsize i, n;

  if (!yyjson_is_arr (yyjson_obj_get (object, "images")))
    return;
  kontor_record_set_empty (product, KONTOR_PRODUCT_PICTURES);
  yyjson_arr_foreach (yyjson_obj_get (object, "images"), i, n, image) {
    g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (image, "id"));
    KontorRecord *picture = kontor_mapping_begin_member (product, KONTOR_PRODUCT_PICTURES, key);

    if (picture == NULL)
      continue;
    kontor_mapping_take_text (picture, KONTOR_PICTURE_URL, image, "src");
    kontor_woo_take_name (picture, KONTOR_PICTURE_NAME, image, "name");
    kontor_woo_take_name (picture, KONTOR_PICTURE_ALT, image, "alt");
    kontor_record_take_member (product, KONTOR_PRODUCT_PICTURES, picture);
  }
}

/* Attributes of the whole shop have an id, those of one product a name alone. */
static char *
dup_attribute_key (yyjson_val *attribute)
{
  char *key = kontor_woo_dup_id (yyjson_obj_get (attribute, "id"));
  g_autofree char *name = NULL;

  if (key != NULL)
    return key;
  name = kontor_json_dup_text (yyjson_obj_get (attribute, "name"));
  return kontor_html_decode (name);
}

static void
take_values (KontorRecord *option, yyjson_val *attribute)
{
  yyjson_val *item;
  gsize i, n;

  kontor_record_set_empty (option, KONTOR_PRODUCT_OPTION_VALUES);
  yyjson_arr_foreach (yyjson_obj_get (attribute, "options"), i, n, item) {
    g_autofree char *raw = kontor_json_dup_text (item);
    g_autofree char *text = kontor_html_decode (raw);
    KontorRecord *value = kontor_mapping_begin_member (option, KONTOR_PRODUCT_OPTION_VALUES, text);

    if (value == NULL)
      continue;
    kontor_record_set_text (value, KONTOR_OPTION_VALUE_NAME, text);
    kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, value);
  }
}

static void
take_options (KontorRecord *product, yyjson_val *object)
{
  yyjson_val *attribute;
  gsize i, n;

  if (!yyjson_is_arr (yyjson_obj_get (object, "attributes")))
    return;
  kontor_record_set_empty (product, KONTOR_PRODUCT_OPTIONS);
  yyjson_arr_foreach (yyjson_obj_get (object, "attributes"), i, n, attribute) {
    g_autofree char *key = dup_attribute_key (attribute);
    KontorRecord *option;

    if (!kontor_json_get_bool (yyjson_obj_get (attribute, "variation")))
      continue;
    option = kontor_mapping_begin_member (product, KONTOR_PRODUCT_OPTIONS, key);
    if (option == NULL)
      continue;
    kontor_woo_take_name (option, KONTOR_PRODUCT_OPTION_NAME, attribute, "name");
    take_values (option, attribute);
    kontor_record_take_member (product, KONTOR_PRODUCT_OPTIONS, option);
  }
}

static void
take_terms (KontorRecord *product, guint field, guint reference, yyjson_val *terms, const char *prefix)
{
  yyjson_val *term;
  gsize i, n;

  yyjson_arr_foreach (terms, i, n, term) {
    g_autofree char *id = kontor_woo_dup_id (yyjson_obj_get (term, "id"));
    g_autofree char *key = id != NULL ? g_strconcat (prefix, id, NULL) : NULL;
    KontorRecord *member = kontor_mapping_begin_member (product, field, key);

    if (member == NULL)
      continue;
    kontor_record_set_ref (member, reference, 0, key);
    kontor_record_take_member (product, field, member);
  }
}

static void
take_groups (KontorRecord *product, yyjson_val *object)
{
  yyjson_val *brands = yyjson_obj_get (object, "brands");

  if (yyjson_obj_get (object, "categories") != NULL) {
    kontor_record_set_empty (product, KONTOR_PRODUCT_CATEGORIES);
    take_terms (product, KONTOR_PRODUCT_CATEGORIES, KONTOR_PRODUCT_CATEGORY_CATEGORY, yyjson_obj_get (object, "categories"), "");
  }
  if (yyjson_obj_get (object, "tags") != NULL) {
    kontor_record_set_empty (product, KONTOR_PRODUCT_TAGS);
    take_terms (product, KONTOR_PRODUCT_TAGS, KONTOR_PRODUCT_TAG_TAG, yyjson_obj_get (object, "tags"), "");
    take_terms (product, KONTOR_PRODUCT_TAGS, KONTOR_PRODUCT_TAG_TAG, brands, KONTOR_WOO_BRAND);
  }
  if (brands != NULL) {
    kontor_record_set_null (product, KONTOR_PRODUCT_VENDOR);
    kontor_woo_take_name (product, KONTOR_PRODUCT_VENDOR, yyjson_arr_get_first (brands), "name");
  }
}

static void
take_product (KontorMapping *self, KontorRecord *product, yyjson_val *object)
{
  yyjson_val *ships = yyjson_obj_get (object, "virtual");

  kontor_woo_take_name (product, KONTOR_PRODUCT_TITLE, object, "name");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_HANDLE, object, "slug");
  take_status (product, KONTOR_PRODUCT_STATUS, object);
  kontor_mapping_take_text (product, KONTOR_PRODUCT_KIND, object, "type");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_SKU, object, "sku");
  kontor_record_set_text (product, KONTOR_PRODUCT_CURRENCY, self->store->currency);
  kontor_mapping_take_instant (self, product, KONTOR_PRODUCT_CREATED_AT, object, "date_created_gmt");
  kontor_mapping_take_instant (self, product, KONTOR_PRODUCT_UPDATED_AT, object, "date_modified_gmt");
  kontor_mapping_take_bool (product, KONTOR_PRODUCT_FEATURED, object, "featured");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_VISIBILITY, object, "catalog_visibility");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_TAX_STATUS, object, "tax_status");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_TAX_CLASS, object, "tax_class");
  if (ships != NULL)
    kontor_record_set_bool (product, KONTOR_PRODUCT_REQUIRES_SHIPPING, !kontor_json_get_bool (ships));
  kontor_mapping_take_text (product, KONTOR_PRODUCT_VIEW_URL, object, "permalink");
  kontor_record_take_text (product, KONTOR_PRODUCT_ADMIN_URL,
                           g_strdup_printf ("%s/wp-admin/post.php?post=%s&action=edit", self->store->home, kontor_record_get_key (product)));
  kontor_mapping_take_text (product, KONTOR_PRODUCT_DESCRIPTION, object, "description");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_SUMMARY, object, "short_description");
  take_options (product, object);
  take_pictures (product, object);
  take_groups (product, object);
}

/* Where the parent keeps the stock, the variation has none of its own. */
static void
take_stock (KontorMapping *self, KontorRecord *variant, yyjson_val *object)
{
  gboolean managed = kontor_json_get_bool (yyjson_obj_get (object, "manage_stock"));
  KontorRecord *level;

  if (yyjson_obj_get (object, "manage_stock") == NULL)
    return;
  kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, managed);
  kontor_record_set_empty (variant, KONTOR_VARIANT_LEVELS);
  if (!managed)
    return;
  level = kontor_mapping_begin_member (variant, KONTOR_VARIANT_LEVELS, "");
  kontor_mapping_take_int (self, level, KONTOR_LEVEL_ON_HAND, object, "stock_quantity");
  kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
}

static void
take_choice (KontorRecord *variant, yyjson_val *object)
{
  yyjson_val *attribute;
  gsize i, n;

  kontor_record_set_empty (variant, KONTOR_VARIANT_OPTIONS);
  yyjson_arr_foreach (yyjson_obj_get (object, "attributes"), i, n, attribute) {
    g_autofree char *key = dup_attribute_key (attribute);
    KontorRecord *option = yyjson_obj_get (attribute, "option") != NULL
                               ? kontor_mapping_begin_member (variant, KONTOR_VARIANT_OPTIONS, key)
                               : NULL;

    if (option == NULL)
      continue;
    kontor_woo_take_name (option, KONTOR_VARIANT_OPTION_NAME, attribute, "name");
    kontor_woo_take_name (option, KONTOR_VARIANT_OPTION_VALUE, attribute, "option");
    kontor_record_take_member (variant, KONTOR_VARIANT_OPTIONS, option);
  }
}

static void
take_cost (KontorMapping *self, KontorRecord *variant, yyjson_val *object)
{
  yyjson_val *cost = yyjson_arr_get_first (yyjson_obj_get (yyjson_obj_get (object, "cost_of_goods_sold"), "values"));

  kontor_mapping_take_money (self, variant, KONTOR_VARIANT_COST, cost, "defined_value");
}

static void
take_variant (KontorMapping *self, KontorRecord *variant, yyjson_val *object)
{
  yyjson_val *sizes = yyjson_obj_get (object, "dimensions");

  kontor_woo_take_name (variant, KONTOR_VARIANT_TITLE, object, "name");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_SKU, object, "sku");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_GTIN, object, "global_unique_id");
  kontor_mapping_take_int (self, variant, KONTOR_VARIANT_POSITION, object, "menu_order");
  take_status (variant, KONTOR_VARIANT_STATUS, object);
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, self->store->currency);
  kontor_mapping_take_money (self, variant, KONTOR_VARIANT_PRICE, object, "regular_price");
  kontor_mapping_take_money (self, variant, KONTOR_VARIANT_SALE_PRICE, object, "sale_price");
  kontor_mapping_take_instant (self, variant, KONTOR_VARIANT_SALE_FROM, object, "date_on_sale_from_gmt");
  kontor_mapping_take_instant (self, variant, KONTOR_VARIANT_SALE_TO, object, "date_on_sale_to_gmt");
  take_cost (self, variant, object);
  take_stock (self, variant, object);
  kontor_mapping_take_text (variant, KONTOR_VARIANT_BACKORDERS, object, "backorders");
  kontor_mapping_take_int (self, variant, KONTOR_VARIANT_LOW_STOCK, object, "low_stock_amount");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_WEIGHT, object, "weight");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_LENGTH, sizes, "length");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_WIDTH, sizes, "width");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_HEIGHT, sizes, "height");
  kontor_mapping_take_instant (self, variant, KONTOR_VARIANT_UPDATED_AT, object, "date_modified_gmt");
}

static void
add_own_variant (KontorMapping *self, yyjson_val *object, KontorBatch *batch)
{
  KontorRecord *variant = kontor_woo_begin (KONTOR_ENTITY_VARIANT, object, NULL, NULL);
  const char *key = kontor_record_get_key (variant);

  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, 0, key);
  take_variant (self, variant, object);
  kontor_record_set_empty (variant, KONTOR_VARIANT_OPTIONS);
  kontor_mapping_set_revision (variant, object, kontor_woo_get_digest_fields (KONTOR_ENTITY_VARIANT));
  kontor_batch_take_row (batch, variant);
}

gboolean
kontor_woo_has_variations (yyjson_val *product)
{
  const char *type = yyjson_get_str (yyjson_obj_get (product, "type"));

  return (type != NULL && (g_str_has_prefix (type, "variable") || g_str_equal (type, "grouped"))) ||
         yyjson_arr_size (yyjson_obj_get (product, "variations")) > 0;
}

gboolean
kontor_woo_read_product (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  const char *type = yyjson_get_str (yyjson_obj_get (object, "type"));
  KontorRecord *product;

  /* The shop's search by id answers variations, too. */
  if (g_strcmp0 (type, "variation") == 0)
    return kontor_woo_read_variation (store, object, batch, error);
  product = kontor_woo_begin (KONTOR_ENTITY_PRODUCT, object, NULL, error);
  if (product == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  take_product (&self, product, object);
  kontor_batch_take_row (batch, product);
  if (!kontor_woo_has_variations (object))
    add_own_variant (&self, object, batch);
  kontor_woo_take_metadata (&self, product, KONTOR_PRODUCT_METADATA, object, known, NULL);
  kontor_mapping_set_revision (product, object, kontor_woo_get_digest_fields (KONTOR_ENTITY_PRODUCT));
  return TRUE;
}

gboolean
kontor_woo_read_variation (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *variant = kontor_woo_begin (KONTOR_ENTITY_VARIANT, object, NULL, error);
  g_autofree char *picture = NULL;

  if (variant == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_woo_take_ref (variant, KONTOR_VARIANT_PRODUCT, object, "parent_id");
  take_variant (&self, variant, object);
  take_choice (variant, object);
  picture = kontor_woo_dup_id (yyjson_obj_get (yyjson_obj_get (object, "image"), "id"));
  kontor_record_set_text (variant, KONTOR_VARIANT_PICTURE_KEY, picture);
  kontor_woo_take_metadata (&self, variant, KONTOR_VARIANT_METADATA, object, known, NULL);
  kontor_mapping_set_revision (variant, object, kontor_woo_get_digest_fields (KONTOR_ENTITY_VARIANT));
  kontor_batch_take_row (batch, variant);
  return TRUE;
}
