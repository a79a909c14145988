#include "kontor-sample-mapping-private.h"

#include "kontor-sample-mapping.h"

/* Where nothing is said the key is "id" and every member is called as the field. */
static const KontorSampleShape shapes[] = {
  { "category", "id", { { KONTOR_CATEGORY_HANDLE, "slug" }, { KONTOR_CATEGORY_PARENT, "parent_id" }, { KONTOR_CATEGORY_PICTURE_URL, "picture" }, { KONTOR_CATEGORY_METADATA, "meta" } } },
  { "tag", "id", { { KONTOR_TAG_HANDLE, "slug" }, { KONTOR_TAG_METADATA, "meta" } } },
  { "product", "id", { { KONTOR_PRODUCT_TITLE, "name" }, { KONTOR_PRODUCT_HANDLE, "slug" }, { KONTOR_PRODUCT_CREATED_AT, "created" }, { KONTOR_PRODUCT_UPDATED_AT, "modified" }, { KONTOR_PRODUCT_METADATA, "meta" } } },
  { "option-value", "name" },
  { "picture", "id", { { KONTOR_PICTURE_URL, "src" } } },
  { "product-category", "id", { { KONTOR_PRODUCT_CATEGORY_CATEGORY, "id" } } },
  { "product-tag", "id", { { KONTOR_PRODUCT_TAG_TAG, "id" } } },
  { "variant", "id", { { KONTOR_VARIANT_PRODUCT, "parent_id" }, { KONTOR_VARIANT_TITLE, "name" }, { KONTOR_VARIANT_PRICE, "regular_price" }, { KONTOR_VARIANT_PICTURE_KEY, "picture_id" }, { KONTOR_VARIANT_UPDATED_AT, "modified" }, { KONTOR_VARIANT_METADATA, "meta" } } },
  { "variant-option", "name" },
  { "price", "currency" },
  { "level", "location_id" },
  { "customer", "id", { { KONTOR_CUSTOMER_CREATED_AT, "created" }, { KONTOR_CUSTOMER_UPDATED_AT, "modified" }, { KONTOR_CUSTOMER_METADATA, "meta" } } },
  { "customer-tag", "tag" },
  { "discount", "id", { { KONTOR_DISCOUNT_UPDATED_AT, "modified" }, { KONTOR_DISCOUNT_METADATA, "meta" } } },
  { "order", "id", { { KONTOR_ORDER_PLACED_AT, "created" }, { KONTOR_ORDER_UPDATED_AT, "modified" }, { KONTOR_ORDER_CUSTOMER, "customer_id" }, { KONTOR_ORDER_METADATA, "meta" } } },
  { "line", "id", { { KONTOR_LINE_PRODUCT, "product_id" }, { KONTOR_LINE_VARIANT, "variation_id" }, { KONTOR_LINE_PICTURE_URL, "picture" }, { KONTOR_LINE_METADATA, "meta" } } },
  { "line-tax", "rate" },
  { "line-option", "name" },
  { "refund", "id", { { KONTOR_REFUND_PAYMENT_KEY, "payment_id" } } },
  { "refund-line", "id", { { KONTOR_REFUND_LINE_LINE_KEY, "line_id" } } },
  { "fulfilment", "id", { { KONTOR_FULFILMENT_LOCATION, "location_id" } } },
  { "fulfilment-line", "line_id" },
  { "swap-line", "id", { { KONTOR_SWAP_LINE_LINE_KEY, "line_id" }, { KONTOR_SWAP_LINE_VARIANT, "variation_id" } } },
  { "claim", "id", { { KONTOR_CLAIM_RETURN_KEY, "return_id" } } },
  { "exchange", "id", { { KONTOR_EXCHANGE_RETURN_KEY, "return_id" } } },
  { "return", "id", { { KONTOR_RETURN_REFUND_KEY, "refund_id" } } },
  { "return-line", "line_id" },
};
static const KontorSampleShape plain = { NULL, "id" };
static const KontorSampleShape order_address = { NULL, "role" };

static const char *const collections[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_SETTING] = "settings",
  [KONTOR_ENTITY_CATEGORY] = "categories",
  [KONTOR_ENTITY_TAG] = "tags",
  [KONTOR_ENTITY_PRODUCT] = "products",
  [KONTOR_ENTITY_VARIANT] = "variations",
  [KONTOR_ENTITY_CUSTOMER] = "customers",
  [KONTOR_ENTITY_DISCOUNT] = "discounts",
  [KONTOR_ENTITY_ORDER] = "orders",
};

const char *
kontor_sample_get_collection (KontorEntity entity)
{
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  return collections[entity];
}

const KontorSampleShape *
kontor_sample_get_shape (const KontorRecordType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (g_str_equal (shapes[i].type, type->name))
      return &shapes[i];
  /* Kept addresses have ids, those of an order a role: each is the key where it is given. */
  return g_str_equal (type->name, "address") ? &order_address : &plain;
}

const char *
kontor_sample_get_name (const KontorSampleShape *shape, const KontorRecordType *type, guint field)
{
  for (guint i = 0; shape->names[i].name != NULL; i++)
    if (shape->names[i].field == field)
      return shape->names[i].name;
  return type->fields[field].name;
}
