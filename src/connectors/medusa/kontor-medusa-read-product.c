#include "kontor-medusa-reading.h"

#include <string.h>

#include "kontor-json.h"

/* Members with a field of their own, and those that are read through others. */
static const char *const known_product[] = {
  "id",
  "title",
  "handle",
  "subtitle",
  "description",
  "status",
  "thumbnail",
  "metadata",
  "created_at",
  "updated_at",
  "deleted_at",
  "collection_id",
  "type_id",
  "images",
  "tags",
  "categories",
  "options",
  "variants",
  "collection",
  "type",
  NULL,
};
static const char *const known_variant[] = {
  "id",
  "title",
  "sku",
  "barcode",
  "ean",
  "upc",
  "manage_inventory",
  "allow_backorder",
  "variant_rank",
  "metadata",
  "created_at",
  "updated_at",
  "deleted_at",
  "prices",
  "options",
  "inventory_items",
  "product_id",
  "product",
  "weight",
  "length",
  "width",
  "height",
  "hs_code",
  "origin_country",
  "thumbnail",
  "images",
  NULL,
};

/* --- Products --- */

static void
take_status (KontorRecord *product, yyjson_val *object)
{
  kontor_mapping_take_text (product, KONTOR_PRODUCT_STATUS, object, "status");
  if (g_strcmp0 (kontor_record_get_text (product, KONTOR_PRODUCT_STATUS), "proposed") == 0)
    kontor_record_set_text (product, KONTOR_PRODUCT_STATUS, "pending");
  if (yyjson_obj_get (kontor_medusa_get_team (object), KONTOR_MEDUSA_TRASH) != NULL)
    kontor_record_set_text (product, KONTOR_PRODUCT_STATUS, "trash");
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  gint64 first = 0, second = 0;

  kontor_json_get_int (yyjson_obj_get (*(yyjson_val *const *) a, "rank"), &first);
  kontor_json_get_int (yyjson_obj_get (*(yyjson_val *const *) b, "rank"), &second);
  return first < second ? -1 : first > second;
}

static char *
make_name (const char *url)
{
  g_autofree char *path = url != NULL ? g_strndup (url, strcspn (url, "?#")) : NULL;
  const char *slash = path != NULL ? strrchr (path, '/') : NULL;

  return slash != NULL && slash[1] != '\0' ? g_uri_unescape_string (slash + 1, NULL) : NULL;
}

static void
add_picture (KontorRecord *product, yyjson_val *image)
{
  KontorRecord *picture = kontor_medusa_begin_member (product, KONTOR_PRODUCT_PICTURES, image);

  if (picture == NULL)
    return;
  kontor_mapping_take_text (picture, KONTOR_PICTURE_URL, image, "url");
  kontor_record_take_text (picture, KONTOR_PICTURE_NAME, make_name (kontor_record_get_text (picture, KONTOR_PICTURE_URL)));
  kontor_record_take_member (product, KONTOR_PRODUCT_PICTURES, picture);
}

/* The one that stands for the product is told apart by its address; with us it is the first. */
static void
take_pictures (KontorRecord *product, yyjson_val *object)
{
  g_autoptr (GPtrArray) images = kontor_medusa_sort (yyjson_obj_get (object, "images"), compare_ranks);
  yyjson_val *cover;

  if (!yyjson_is_arr (yyjson_obj_get (object, "images")))
    return;
  cover = kontor_medusa_find (yyjson_obj_get (object, "images"), "url", yyjson_get_str (yyjson_obj_get (object, "thumbnail")));
  kontor_record_set_empty (product, KONTOR_PRODUCT_PICTURES);
  if (cover != NULL)
    add_picture (product, cover);
  for (guint i = 0; i < images->len; i++)
    add_picture (product, g_ptr_array_index (images, i));
}

static void
take_values (KontorRecord *option, yyjson_val *item)
{
  g_autoptr (GPtrArray) values = kontor_medusa_sort (yyjson_obj_get (item, "values"), kontor_medusa_compare_ids);

  kontor_record_set_empty (option, KONTOR_PRODUCT_OPTION_VALUES);
  for (guint i = 0; i < values->len; i++) {
    g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (g_ptr_array_index (values, i), "value"));
    KontorRecord *member = kontor_mapping_begin_member (option, KONTOR_PRODUCT_OPTION_VALUES, text);

    if (member == NULL)
      continue;
    kontor_record_set_text (member, KONTOR_OPTION_VALUE_NAME, text);
    kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, member);
  }
}

static void
take_options (KontorRecord *product, yyjson_val *object)
{
  g_autoptr (GPtrArray) items = kontor_medusa_sort (yyjson_obj_get (object, "options"), kontor_medusa_compare_ids);

  if (!yyjson_is_arr (yyjson_obj_get (object, "options")))
    return;
  kontor_record_set_empty (product, KONTOR_PRODUCT_OPTIONS);
  for (guint i = 0; i < items->len; i++) {
    yyjson_val *item = g_ptr_array_index (items, i);
    KontorRecord *option = kontor_medusa_begin_member (product, KONTOR_PRODUCT_OPTIONS, item);

    if (option == NULL)
      continue;
    kontor_mapping_take_text (option, KONTOR_PRODUCT_OPTION_NAME, item, "title");
    take_values (option, item);
    kontor_record_take_member (product, KONTOR_PRODUCT_OPTIONS, option);
  }
}

static void
add_group (KontorRecord *product, guint field, guint reference, yyjson_val *id)
{
  g_autofree char *key = kontor_json_dup_text (id);
  KontorRecord *member = kontor_mapping_begin_member (product, field, key);

  if (member == NULL)
    return;
  kontor_record_set_ref (member, reference, 0, key);
  kontor_record_take_member (product, field, member);
}

static void
add_groups (KontorRecord *product, guint field, guint reference, yyjson_val *list)
{
  g_autoptr (GPtrArray) items = kontor_medusa_sort (list, kontor_medusa_compare_ids);

  if (!yyjson_is_arr (list))
    return;
  kontor_record_set_empty (product, field);
  for (guint i = 0; i < items->len; i++)
    add_group (product, field, reference, yyjson_obj_get (g_ptr_array_index (items, i), "id"));
}

/* The collection and the type of a product are tags of ours as well. */
static void
take_groups (KontorRecord *product, yyjson_val *object)
{
  add_groups (product, KONTOR_PRODUCT_CATEGORIES, KONTOR_PRODUCT_CATEGORY_CATEGORY, yyjson_obj_get (object, "categories"));
  add_groups (product, KONTOR_PRODUCT_TAGS, KONTOR_PRODUCT_TAG_TAG, yyjson_obj_get (object, "tags"));
  if (!kontor_record_has (product, KONTOR_PRODUCT_TAGS))
    return;
  add_group (product, KONTOR_PRODUCT_TAGS, KONTOR_PRODUCT_TAG_TAG, yyjson_obj_get (object, "collection_id"));
  add_group (product, KONTOR_PRODUCT_TAGS, KONTOR_PRODUCT_TAG_TAG, yyjson_obj_get (object, "type_id"));
}

static gboolean
read_variants (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (object, "variants"), i, n, item)
    if (!kontor_medusa_read_variant (store, item, batch, error))
      return FALSE;
  return TRUE;
}

gboolean
kontor_medusa_read_product (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *product = kontor_medusa_begin (KONTOR_ENTITY_PRODUCT, object, error);

  if (product == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_mapping_take_text (product, KONTOR_PRODUCT_TITLE, object, "title");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_HANDLE, object, "handle");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_SUMMARY, object, "subtitle");
  kontor_mapping_take_text (product, KONTOR_PRODUCT_DESCRIPTION, object, "description");
  take_status (product, object);
  kontor_record_set_text (product, KONTOR_PRODUCT_CURRENCY, store->currency);
  kontor_mapping_take_instant (&self, product, KONTOR_PRODUCT_CREATED_AT, object, "created_at");
  kontor_mapping_take_instant (&self, product, KONTOR_PRODUCT_UPDATED_AT, object, "updated_at");
  kontor_record_take_text (product, KONTOR_PRODUCT_ADMIN_URL,
                           g_strdup_printf ("%s/app/products/%s", store->home, kontor_record_get_key (product)));
  take_options (product, object);
  take_pictures (product, object);
  take_groups (product, object);
  kontor_medusa_take_metadata (&self, product, KONTOR_PRODUCT_METADATA, object, known_product);
  kontor_medusa_set_revision (product, KONTOR_ENTITY_PRODUCT, object);
  kontor_batch_take_row (batch, product);
  return read_variants (store, object, batch, error);
}

/* --- Variants --- */

/* The base price of a currency has no conditions; what does have some is kept under its own id. */
static gboolean
is_conditional (yyjson_val *price)
{
  static const char *const bounds[] = { "min_quantity", "max_quantity" };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (yyjson_obj_get (price, bounds[i]) != NULL && !yyjson_is_null (yyjson_obj_get (price, bounds[i])))
      return TRUE;
  return yyjson_obj_size (yyjson_obj_get (price, "rules")) > 0;
}

static char *
describe_condition (yyjson_val *price)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *all = yyjson_mut_obj (doc);
  static const char *const names[] = { "min_quantity", "max_quantity", "rules" };
  char *text;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (yyjson_obj_get (price, names[i]) != NULL && !yyjson_is_null (yyjson_obj_get (price, names[i])))
      yyjson_mut_obj_add (all, yyjson_mut_str (doc, names[i]), yyjson_val_mut_copy (doc, yyjson_obj_get (price, names[i])));
  text = kontor_mapping_write_json (all);
  yyjson_mut_doc_free (doc);
  return text;
}

static void
add_price (KontorMapping *self, KontorRecord *variant, yyjson_val *price)
{
  g_autofree char *small = kontor_json_dup_text (yyjson_obj_get (price, "currency_code"));
  g_autofree char *currency = small != NULL ? g_ascii_strup (small, -1) : NULL;
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (price, "id")), *key = NULL;
  gboolean conditional = is_conditional (price);
  KontorRecord *member;

  if (currency == NULL)
    return;
  if (!conditional && g_str_equal (currency, self->store->currency))
    kontor_mapping_take_money (self, variant, KONTOR_VARIANT_PRICE, price, "amount");
  key = conditional ? g_strdup_printf ("%s:%s", currency, id != NULL ? id : "") : g_strdup (currency);
  member = kontor_mapping_begin_member (variant, KONTOR_VARIANT_PRICES, key);
  if (member == NULL)
    return;
  kontor_record_set_text (member, KONTOR_PRICE_CURRENCY, currency);
  kontor_mapping_take_money (self, member, KONTOR_PRICE_AMOUNT, price, "amount");
  if (conditional)
    kontor_record_take_text (member, KONTOR_PRICE_RULE, describe_condition (price));
  kontor_record_take_member (variant, KONTOR_VARIANT_PRICES, member);
}

static void
take_prices (KontorMapping *self, KontorRecord *variant, yyjson_val *object)
{
  g_autoptr (GPtrArray) prices = kontor_medusa_sort (yyjson_obj_get (object, "prices"), kontor_medusa_compare_ids);

  if (!yyjson_is_arr (yyjson_obj_get (object, "prices")))
    return;
  kontor_record_set_null (variant, KONTOR_VARIANT_PRICE);
  kontor_record_set_empty (variant, KONTOR_VARIANT_PRICES);
  for (guint i = 0; i < prices->len; i++)
    add_price (self, variant, g_ptr_array_index (prices, i));
}

static void
take_level (KontorMapping *self, KontorRecord *variant, yyjson_val *source)
{
  g_autofree char *location = kontor_json_dup_text (yyjson_obj_get (source, "location_id"));
  KontorRecord *level = kontor_mapping_begin_member (variant, KONTOR_VARIANT_LEVELS, location);

  if (level == NULL)
    return;
  kontor_mapping_take_int (self, level, KONTOR_LEVEL_ON_HAND, source, "stocked_quantity");
  kontor_mapping_take_int (self, level, KONTOR_LEVEL_COMMITTED, source, "reserved_quantity");
  kontor_mapping_take_int (self, level, KONTOR_LEVEL_INCOMING, source, "incoming_quantity");
  kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
}

/* A set of several things, or several of one, has no stock of its own: the shop reckons it from theirs. */
static gboolean
is_kit (yyjson_val *items)
{
  gint64 required = 1;

  kontor_json_get_int (yyjson_obj_get (yyjson_arr_get_first (items), "required_quantity"), &required);
  return yyjson_arr_size (items) != 1 || required != 1;
}

static int
compare_locations (gconstpointer a, gconstpointer b)
{
  return kontor_medusa_compare_by (*(yyjson_val *const *) a, *(yyjson_val *const *) b, "location_id");
}

static void
take_stock (KontorMapping *self, KontorRecord *variant, yyjson_val *object)
{
  yyjson_val *items = yyjson_obj_get (object, "inventory_items");
  yyjson_val *list = yyjson_obj_get (yyjson_obj_get (yyjson_arr_get_first (items), "inventory"), "location_levels");
  g_autoptr (GPtrArray) levels = kontor_medusa_sort (list, compare_locations);
  gboolean managed = kontor_json_get_bool (yyjson_obj_get (object, "manage_inventory"));

  if (yyjson_obj_get (object, "manage_inventory") == NULL || !yyjson_is_arr (items))
    return;
  managed = managed && !is_kit (items);
  kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, managed);
  kontor_record_set_empty (variant, KONTOR_VARIANT_LEVELS);
  if (!managed)
    return;
  for (guint i = 0; i < levels->len; i++)
    take_level (self, variant, g_ptr_array_index (levels, i));
}

/* As the product has them. */
static int
compare_options (gconstpointer a, gconstpointer b)
{
  return kontor_medusa_compare_by (*(yyjson_val *const *) a, *(yyjson_val *const *) b, "option_id");
}

static void
take_choice (KontorRecord *variant, yyjson_val *object)
{
  g_autoptr (GPtrArray) items = kontor_medusa_sort (yyjson_obj_get (object, "options"), compare_options);

  if (!yyjson_is_arr (yyjson_obj_get (object, "options")))
    return;
  kontor_record_set_empty (variant, KONTOR_VARIANT_OPTIONS);
  for (guint i = 0; i < items->len; i++) {
    yyjson_val *item = g_ptr_array_index (items, i);
    g_autofree char *key = kontor_json_dup_text (yyjson_obj_get (item, "option_id"));
    KontorRecord *option = kontor_mapping_begin_member (variant, KONTOR_VARIANT_OPTIONS, key);

    if (option == NULL)
      continue;
    kontor_mapping_take_text (option, KONTOR_VARIANT_OPTION_NAME, yyjson_obj_get (item, "option"), "title");
    kontor_mapping_take_text (option, KONTOR_VARIANT_OPTION_VALUE, item, "value");
    kontor_record_take_member (variant, KONTOR_VARIANT_OPTIONS, option);
  }
}

/* Three places for the code on the package; the one that people fill is the first. */
static void
take_gtin (KontorRecord *variant, yyjson_val *object)
{
  static const char *const names[] = { "barcode", "ean", "upc" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    kontor_mapping_take_text (variant, KONTOR_VARIANT_GTIN, object, names[i]);
    if (kontor_record_has (variant, KONTOR_VARIANT_GTIN) && !kontor_record_is_null (variant, KONTOR_VARIANT_GTIN))
      return;
  }
}

gboolean
kontor_medusa_read_variant (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *variant = kontor_medusa_begin (KONTOR_ENTITY_VARIANT, object, error);
  yyjson_val *backorders = yyjson_obj_get (object, "allow_backorder");

  if (variant == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  kontor_medusa_take_ref (variant, KONTOR_VARIANT_PRODUCT, object, "product_id");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_TITLE, object, "title");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_SKU, object, "sku");
  take_gtin (variant, object);
  kontor_mapping_take_int (&self, variant, KONTOR_VARIANT_POSITION, object, "variant_rank");
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, store->currency);
  take_prices (&self, variant, object);
  take_stock (&self, variant, object);
  if (backorders != NULL)
    kontor_record_set_text (variant, KONTOR_VARIANT_BACKORDERS, kontor_json_get_bool (backorders) ? "yes" : "no");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_WEIGHT, object, "weight");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_LENGTH, object, "length");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_WIDTH, object, "width");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_HEIGHT, object, "height");
  kontor_mapping_take_text (variant, KONTOR_VARIANT_HS_CODE, object, "hs_code");
  kontor_medusa_take_code (variant, KONTOR_VARIANT_ORIGIN, object, "origin_country");
  kontor_mapping_take_instant (&self, variant, KONTOR_VARIANT_UPDATED_AT, object, "updated_at");
  take_choice (variant, object);
  kontor_medusa_take_metadata (&self, variant, KONTOR_VARIANT_METADATA, object, known_variant);
  kontor_medusa_set_revision (variant, KONTOR_ENTITY_VARIANT, object);
  kontor_batch_take_row (batch, variant);
  return TRUE;
}
