#include "kontor-entity.h"

#include <glib/gi18n.h>

/* What a person calls the fields; what no person sees has no label. */

static const char *const category_labels[KONTOR_CATEGORY_N_FIELDS] = {
  [KONTOR_CATEGORY_NAME] = N_("Name"),
  [KONTOR_CATEGORY_HANDLE] = N_("Handle"),
  [KONTOR_CATEGORY_PARENT] = N_("Parent category"),
  [KONTOR_CATEGORY_POSITION] = N_("Position"),
  [KONTOR_CATEGORY_DESCRIPTION] = N_("Description"),
  [KONTOR_CATEGORY_PICTURE_URL] = N_("Picture"),
  [KONTOR_CATEGORY_METADATA] = N_("Custom fields"),
};

static const char *const tag_labels[KONTOR_TAG_N_FIELDS] = {
  [KONTOR_TAG_KIND] = N_("Kind"),
  [KONTOR_TAG_NAME] = N_("Name"),
  [KONTOR_TAG_HANDLE] = N_("Handle"),
  [KONTOR_TAG_METADATA] = N_("Custom fields"),
};

static const char *const product_labels[KONTOR_PRODUCT_N_FIELDS] = {
  [KONTOR_PRODUCT_TITLE] = N_("Title"),
  [KONTOR_PRODUCT_HANDLE] = N_("Handle"),
  [KONTOR_PRODUCT_STATUS] = N_("Status"),
  [KONTOR_PRODUCT_KIND] = N_("Kind"),
  [KONTOR_PRODUCT_SKU] = N_("SKU"),
  [KONTOR_PRODUCT_VENDOR] = N_("Vendor"),
  [KONTOR_PRODUCT_CURRENCY] = N_("Currency"),
  [KONTOR_PRODUCT_CREATED_AT] = N_("Created"),
  [KONTOR_PRODUCT_UPDATED_AT] = N_("Changed"),
  [KONTOR_PRODUCT_FEATURED] = N_("Featured"),
  [KONTOR_PRODUCT_VISIBILITY] = N_("Visibility"),
  [KONTOR_PRODUCT_TAX_STATUS] = N_("Tax status"),
  [KONTOR_PRODUCT_TAX_CLASS] = N_("Tax class"),
  [KONTOR_PRODUCT_REQUIRES_SHIPPING] = N_("Needs shipping"),
  [KONTOR_PRODUCT_VIEW_URL] = N_("Address in the shop"),
  [KONTOR_PRODUCT_ADMIN_URL] = N_("Address in the administration"),
  [KONTOR_PRODUCT_COVER_URL] = N_("Cover picture"),
  [KONTOR_PRODUCT_VARIANT_COUNT] = N_("Number of variants"),
  [KONTOR_PRODUCT_PRICE_MIN] = N_("Lowest price"),
  [KONTOR_PRODUCT_PRICE_MAX] = N_("Highest price"),
  [KONTOR_PRODUCT_AVAILABLE] = N_("Available"),
  [KONTOR_PRODUCT_STOCK_STATE] = N_("Stock"),
  [KONTOR_PRODUCT_DESCRIPTION] = N_("Description"),
  [KONTOR_PRODUCT_SUMMARY] = N_("Summary"),
  [KONTOR_PRODUCT_SEO_TITLE] = N_("Search engine title"),
  [KONTOR_PRODUCT_SEO_DESCRIPTION] = N_("Search engine description"),
  [KONTOR_PRODUCT_METADATA] = N_("Custom fields"),
  [KONTOR_PRODUCT_OPTIONS] = N_("Options"),
  [KONTOR_PRODUCT_PICTURES] = N_("Pictures"),
  [KONTOR_PRODUCT_CATEGORIES] = N_("Categories"),
  [KONTOR_PRODUCT_TAGS] = N_("Tags"),
};

static const char *const variant_labels[KONTOR_VARIANT_N_FIELDS] = {
  [KONTOR_VARIANT_PRODUCT] = N_("Product"),
  [KONTOR_VARIANT_TITLE] = N_("Title"),
  [KONTOR_VARIANT_SKU] = N_("SKU"),
  [KONTOR_VARIANT_GTIN] = N_("GTIN"),
  [KONTOR_VARIANT_MPN] = N_("MPN"),
  [KONTOR_VARIANT_POSITION] = N_("Position"),
  [KONTOR_VARIANT_STATUS] = N_("Status"),
  [KONTOR_VARIANT_CURRENCY] = N_("Currency"),
  [KONTOR_VARIANT_PRICE] = N_("Price"),
  [KONTOR_VARIANT_SALE_PRICE] = N_("Sale price"),
  [KONTOR_VARIANT_SALE_FROM] = N_("Sale from"),
  [KONTOR_VARIANT_SALE_TO] = N_("Sale to"),
  [KONTOR_VARIANT_COST] = N_("Cost"),
  [KONTOR_VARIANT_MANAGE_STOCK] = N_("Stock managed"),
  [KONTOR_VARIANT_BACKORDERS] = N_("Backorders"),
  [KONTOR_VARIANT_LOW_STOCK] = N_("Low stock threshold"),
  [KONTOR_VARIANT_ON_HAND] = N_("On hand"),
  [KONTOR_VARIANT_AVAILABLE] = N_("Available"),
  [KONTOR_VARIANT_WEIGHT] = N_("Weight"),
  [KONTOR_VARIANT_LENGTH] = N_("Length"),
  [KONTOR_VARIANT_WIDTH] = N_("Width"),
  [KONTOR_VARIANT_HEIGHT] = N_("Height"),
  [KONTOR_VARIANT_HS_CODE] = N_("HS code"),
  [KONTOR_VARIANT_ORIGIN] = N_("Country of origin"),
  [KONTOR_VARIANT_PICTURE_KEY] = N_("Picture"),
  [KONTOR_VARIANT_UPDATED_AT] = N_("Changed"),
  [KONTOR_VARIANT_OPTIONS] = N_("Options"),
  [KONTOR_VARIANT_METADATA] = N_("Custom fields"),
  [KONTOR_VARIANT_PRICES] = N_("Prices"),
  [KONTOR_VARIANT_LEVELS] = N_("Stock"),
};

static const char *const customer_labels[KONTOR_CUSTOMER_N_FIELDS] = {
  [KONTOR_CUSTOMER_NAME] = N_("Name"),
  [KONTOR_CUSTOMER_FIRST_NAME] = N_("First name"),
  [KONTOR_CUSTOMER_LAST_NAME] = N_("Last name"),
  [KONTOR_CUSTOMER_COMPANY] = N_("Company"),
  [KONTOR_CUSTOMER_EMAIL] = N_("E-mail"),
  [KONTOR_CUSTOMER_PHONE] = N_("Phone"),
  [KONTOR_CUSTOMER_KIND] = N_("Kind"),
  [KONTOR_CUSTOMER_CURRENCY] = N_("Currency"),
  [KONTOR_CUSTOMER_CREATED_AT] = N_("Created"),
  [KONTOR_CUSTOMER_UPDATED_AT] = N_("Changed"),
  [KONTOR_CUSTOMER_ORDER_COUNT] = N_("Number of orders"),
  [KONTOR_CUSTOMER_SPENT] = N_("Spent"),
  [KONTOR_CUSTOMER_LAST_ORDER_AT] = N_("Last order"),
  [KONTOR_CUSTOMER_MARKETING] = N_("Marketing"),
  [KONTOR_CUSTOMER_ADMIN_URL] = N_("Address in the administration"),
  [KONTOR_CUSTOMER_NOTE] = N_("Note"),
  [KONTOR_CUSTOMER_METADATA] = N_("Custom fields"),
  [KONTOR_CUSTOMER_ADDRESSES] = N_("Addresses"),
  [KONTOR_CUSTOMER_TAGS] = N_("Tags"),
};

static const char *const discount_labels[KONTOR_DISCOUNT_N_FIELDS] = {
  [KONTOR_DISCOUNT_CODE] = N_("Code"),
  [KONTOR_DISCOUNT_KIND] = N_("Kind"),
  [KONTOR_DISCOUNT_PERCENT] = N_("Percent"),
  [KONTOR_DISCOUNT_AMOUNT] = N_("Amount"),
  [KONTOR_DISCOUNT_CURRENCY] = N_("Currency"),
  [KONTOR_DISCOUNT_STATUS] = N_("Status"),
  [KONTOR_DISCOUNT_STARTS_AT] = N_("Starts"),
  [KONTOR_DISCOUNT_ENDS_AT] = N_("Ends"),
  [KONTOR_DISCOUNT_USAGE_COUNT] = N_("Times used"),
  [KONTOR_DISCOUNT_USAGE_LIMIT] = N_("Usage limit"),
  [KONTOR_DISCOUNT_CUSTOMER_LIMIT] = N_("Limit per customer"),
  [KONTOR_DISCOUNT_MINIMUM] = N_("Minimum"),
  [KONTOR_DISCOUNT_MAXIMUM] = N_("Maximum"),
  [KONTOR_DISCOUNT_INDIVIDUAL] = N_("Not with other discounts"),
  [KONTOR_DISCOUNT_FREE_SHIPPING] = N_("Free shipping"),
  [KONTOR_DISCOUNT_UPDATED_AT] = N_("Changed"),
  [KONTOR_DISCOUNT_DESCRIPTION] = N_("Description"),
  [KONTOR_DISCOUNT_RULES] = N_("Conditions"),
  [KONTOR_DISCOUNT_METADATA] = N_("Custom fields"),
};

static const char *const order_labels[KONTOR_ORDER_N_FIELDS] = {
  [KONTOR_ORDER_NUMBER] = N_("Number"),
  [KONTOR_ORDER_PLACED_AT] = N_("Placed"),
  [KONTOR_ORDER_PLACED_DAY] = N_("Day"),
  [KONTOR_ORDER_UPDATED_AT] = N_("Changed"),
  [KONTOR_ORDER_CURRENCY] = N_("Currency"),
  [KONTOR_ORDER_STATUS] = N_("Status"),
  [KONTOR_ORDER_LIFECYCLE] = N_("Order"),
  [KONTOR_ORDER_PAYMENT] = N_("Payment"),
  [KONTOR_ORDER_FULFILMENT] = N_("Fulfilment"),
  [KONTOR_ORDER_RETURN] = N_("Return"),
  [KONTOR_ORDER_CUSTOMER] = N_("Customer"),
  [KONTOR_ORDER_CUSTOMER_NAME] = N_("Customer name"),
  [KONTOR_ORDER_EMAIL] = N_("E-mail"),
  [KONTOR_ORDER_PHONE] = N_("Phone"),
  [KONTOR_ORDER_TOTAL] = N_("Total"),
  [KONTOR_ORDER_SUBTOTAL] = N_("Subtotal"),
  [KONTOR_ORDER_DISCOUNT_TOTAL] = N_("Discount"),
  [KONTOR_ORDER_SHIPPING_TOTAL] = N_("Shipping"),
  [KONTOR_ORDER_FEE_TOTAL] = N_("Fees"),
  [KONTOR_ORDER_TAX_TOTAL] = N_("Tax"),
  [KONTOR_ORDER_PAID_TOTAL] = N_("Paid"),
  [KONTOR_ORDER_REFUNDED_TOTAL] = N_("Refunded"),
  [KONTOR_ORDER_PRICES_INCLUDE_TAX] = N_("Prices include tax"),
  [KONTOR_ORDER_ITEM_COUNT] = N_("Number of items"),
  [KONTOR_ORDER_PAYMENT_METHOD] = N_("Payment method"),
  [KONTOR_ORDER_CHANNEL] = N_("Channel"),
  [KONTOR_ORDER_ARCHIVED] = N_("Archived"),
  [KONTOR_ORDER_HOLD_REASON] = N_("Fulfilment hold"),
  [KONTOR_ORDER_STAGE] = N_("Work stage"),
  [KONTOR_ORDER_PACKER] = N_("Packer"),
  [KONTOR_ORDER_TAGS] = N_("Tags"),
  [KONTOR_ORDER_CUSTOMER_NOTE] = N_("Customer note"),
  [KONTOR_ORDER_VIEW_URL] = N_("Address in the shop"),
  [KONTOR_ORDER_ADMIN_URL] = N_("Address in the administration"),
  [KONTOR_ORDER_METADATA] = N_("Custom fields"),
  [KONTOR_ORDER_PARCELS] = N_("Parcels"),
  [KONTOR_ORDER_ADDRESSES] = N_("Addresses"),
  [KONTOR_ORDER_LINES] = N_("Items"),
  [KONTOR_ORDER_SHIPPING_LINES] = N_("Shipping lines"),
  [KONTOR_ORDER_FEES] = N_("Fees"),
  [KONTOR_ORDER_TAXES] = N_("Taxes"),
  [KONTOR_ORDER_DISCOUNTS] = N_("Discounts"),
  [KONTOR_ORDER_PAYMENTS] = N_("Payments"),
  [KONTOR_ORDER_REFUNDS] = N_("Refunds"),
  [KONTOR_ORDER_FULFILMENTS] = N_("Fulfilments"),
  [KONTOR_ORDER_RETURNS] = N_("Returns"),
  [KONTOR_ORDER_CLAIMS] = N_("Claims"),
  [KONTOR_ORDER_EXCHANGES] = N_("Exchanges"),
  [KONTOR_ORDER_HOLDS] = N_("Holds"),
  [KONTOR_ORDER_NOTES] = N_("Notes"),
  [KONTOR_ORDER_EVENTS] = N_("Timeline"),
};

static const char *const *const labels[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_CATEGORY] = category_labels,
  [KONTOR_ENTITY_TAG] = tag_labels,
  [KONTOR_ENTITY_PRODUCT] = product_labels,
  [KONTOR_ENTITY_VARIANT] = variant_labels,
  [KONTOR_ENTITY_CUSTOMER] = customer_labels,
  [KONTOR_ENTITY_DISCOUNT] = discount_labels,
  [KONTOR_ENTITY_ORDER] = order_labels,
};

const char *
kontor_entity_get_field_label (KontorEntity entity, guint field)
{
  const KontorRecordType *type = kontor_entity_get_record_type (entity);

  g_return_val_if_fail (type != NULL && field < type->n_fields, NULL);

  if (labels[entity] == NULL || labels[entity][field] == NULL)
    return type->fields[field].name;
  return _(labels[entity][field]);
}
