#include "kontor-entity.h"

static const KontorField setting_fields[] = {
  [KONTOR_SETTING_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_SETTING_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_SETTING_POSITION] = { "position", KONTOR_FIELD_INT },
  [KONTOR_SETTING_DATA] = { "data", KONTOR_FIELD_JSON },
};
static const KontorRecordType setting_type = { "setting", "setting", "setting_id", setting_fields,
                                               G_N_ELEMENTS (setting_fields) };

static const KontorField category_fields[] = {
  [KONTOR_CATEGORY_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_CATEGORY_HANDLE] = { "handle", KONTOR_FIELD_TEXT },
  [KONTOR_CATEGORY_PARENT] = { "parent", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_CATEGORY },
  [KONTOR_CATEGORY_POSITION] = { "position", KONTOR_FIELD_INT },
  [KONTOR_CATEGORY_DESCRIPTION] = { "description", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_CATEGORY_PICTURE_URL] = { "picture_url", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_CATEGORY_METADATA] = { "metadata", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
};
static const KontorRecordType category_type = { "category", "category", "category_id", category_fields,
                                                G_N_ELEMENTS (category_fields) };

static const KontorField tag_fields[] = {
  [KONTOR_TAG_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_TAG_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_TAG_HANDLE] = { "handle", KONTOR_FIELD_TEXT },
  [KONTOR_TAG_METADATA] = { "metadata", KONTOR_FIELD_JSON },
};
static const KontorRecordType tag_type = { "tag", "tag", "tag_id", tag_fields, G_N_ELEMENTS (tag_fields) };

static const KontorField option_value_fields[] = {
  [KONTOR_OPTION_VALUE_NAME] = { "name", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_option_value_type = { "option-value", NULL, NULL, option_value_fields,
                                                    G_N_ELEMENTS (option_value_fields) };

static const KontorField product_option_fields[] = {
  [KONTOR_PRODUCT_OPTION_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_OPTION_VALUES] = { "values", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_option_value_type },
};
const KontorRecordType kontor_product_option_type = { "product-option", "product_option", NULL, product_option_fields,
                                                      G_N_ELEMENTS (product_option_fields) };

static const KontorField picture_fields[] = {
  [KONTOR_PICTURE_URL] = { "url", KONTOR_FIELD_TEXT },
  [KONTOR_PICTURE_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_PICTURE_ALT] = { "alt", KONTOR_FIELD_TEXT },
  [KONTOR_PICTURE_WIDTH] = { "width", KONTOR_FIELD_INT },
  [KONTOR_PICTURE_HEIGHT] = { "height", KONTOR_FIELD_INT },
};
const KontorRecordType kontor_picture_type = { "picture", "product_picture", NULL, picture_fields,
                                               G_N_ELEMENTS (picture_fields) };

static const KontorField product_category_fields[] = {
  [KONTOR_PRODUCT_CATEGORY_CATEGORY] = { "category", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_CATEGORY },
};
const KontorRecordType kontor_product_category_type = { "product-category", "product_category", NULL,
                                                        product_category_fields,
                                                        G_N_ELEMENTS (product_category_fields) };

static const KontorField product_tag_fields[] = {
  [KONTOR_PRODUCT_TAG_TAG] = { "tag", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_TAG },
};
const KontorRecordType kontor_product_tag_type = { "product-tag", "product_tag", NULL, product_tag_fields,
                                                   G_N_ELEMENTS (product_tag_fields) };

static const KontorField product_fields[] = {
  [KONTOR_PRODUCT_TITLE] = { "title", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_HANDLE] = { "handle", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_SKU] = { "sku", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_VENDOR] = { "vendor", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_CURRENCY] = { "currency", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_CREATED_AT] = { "created_at", KONTOR_FIELD_INSTANT },
  [KONTOR_PRODUCT_UPDATED_AT] = { "updated_at", KONTOR_FIELD_INSTANT },
  [KONTOR_PRODUCT_FEATURED] = { "featured", KONTOR_FIELD_BOOL },
  [KONTOR_PRODUCT_VISIBILITY] = { "visibility", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_TAX_STATUS] = { "tax_status", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_TAX_CLASS] = { "tax_class", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_REQUIRES_SHIPPING] = { "requires_shipping", KONTOR_FIELD_BOOL },
  [KONTOR_PRODUCT_VIEW_URL] = { "view_url", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_ADMIN_URL] = { "admin_url", KONTOR_FIELD_TEXT },
  [KONTOR_PRODUCT_COVER_URL] = { "cover_url", KONTOR_FIELD_TEXT, KONTOR_FIELD_DERIVED },
  [KONTOR_PRODUCT_VARIANT_COUNT] = { "variant_count", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_PRODUCT_PRICE_MIN] = { "price_min", KONTOR_FIELD_MONEY, KONTOR_FIELD_DERIVED },
  [KONTOR_PRODUCT_PRICE_MAX] = { "price_max", KONTOR_FIELD_MONEY, KONTOR_FIELD_DERIVED },
  [KONTOR_PRODUCT_AVAILABLE] = { "available", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_PRODUCT_STOCK_STATE] = { "stock_state", KONTOR_FIELD_TEXT, KONTOR_FIELD_DERIVED },
  [KONTOR_PRODUCT_DESCRIPTION] = { "description", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_PRODUCT_SUMMARY] = { "summary", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_PRODUCT_SEO_TITLE] = { "seo_title", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_PRODUCT_SEO_DESCRIPTION] = { "seo_description", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_PRODUCT_METADATA] = { "metadata", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
  [KONTOR_PRODUCT_OPTIONS] = { "options", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_product_option_type },
  [KONTOR_PRODUCT_PICTURES] = { "pictures", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_picture_type },
  [KONTOR_PRODUCT_CATEGORIES] = { "categories", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_product_category_type },
  [KONTOR_PRODUCT_TAGS] = { "tags", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_product_tag_type },
};
static const KontorRecordType product_type = { "product", "product", "product_id", product_fields,
                                               G_N_ELEMENTS (product_fields) };

static const KontorField variant_option_fields[] = {
  [KONTOR_VARIANT_OPTION_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_OPTION_VALUE] = { "value", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_variant_option_type = { "variant-option", NULL, NULL, variant_option_fields,
                                                      G_N_ELEMENTS (variant_option_fields) };

static const KontorField price_fields[] = {
  [KONTOR_PRICE_CURRENCY] = { "currency", KONTOR_FIELD_TEXT },
  [KONTOR_PRICE_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_PRICE_SALE_AMOUNT] = { "sale_amount", KONTOR_FIELD_MONEY },
  [KONTOR_PRICE_RULE] = { "rule", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_price_type = { "price", "variant_price", NULL, price_fields,
                                             G_N_ELEMENTS (price_fields) };

static const KontorField level_fields[] = {
  [KONTOR_LEVEL_ON_HAND] = { "on_hand", KONTOR_FIELD_INT },
  [KONTOR_LEVEL_COMMITTED] = { "committed", KONTOR_FIELD_INT },
  [KONTOR_LEVEL_UNAVAILABLE] = { "unavailable", KONTOR_FIELD_INT },
  [KONTOR_LEVEL_INCOMING] = { "incoming", KONTOR_FIELD_INT },
};
const KontorRecordType kontor_level_type = { "level", "stock_level", NULL, level_fields, G_N_ELEMENTS (level_fields) };

static const KontorField variant_fields[] = {
  [KONTOR_VARIANT_PRODUCT] = { "product", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_PRODUCT },
  [KONTOR_VARIANT_TITLE] = { "title", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_SKU] = { "sku", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_GTIN] = { "gtin", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_MPN] = { "mpn", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_POSITION] = { "position", KONTOR_FIELD_INT },
  [KONTOR_VARIANT_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_CURRENCY] = { "currency", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_PRICE] = { "price", KONTOR_FIELD_MONEY },
  [KONTOR_VARIANT_SALE_PRICE] = { "sale_price", KONTOR_FIELD_MONEY },
  [KONTOR_VARIANT_SALE_FROM] = { "sale_from", KONTOR_FIELD_INSTANT },
  [KONTOR_VARIANT_SALE_TO] = { "sale_to", KONTOR_FIELD_INSTANT },
  [KONTOR_VARIANT_COST] = { "cost", KONTOR_FIELD_MONEY },
  [KONTOR_VARIANT_MANAGE_STOCK] = { "manage_stock", KONTOR_FIELD_BOOL },
  [KONTOR_VARIANT_BACKORDERS] = { "backorders", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_LOW_STOCK] = { "low_stock", KONTOR_FIELD_INT },
  [KONTOR_VARIANT_ON_HAND] = { "on_hand", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_VARIANT_AVAILABLE] = { "available", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_VARIANT_WEIGHT] = { "weight", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_LENGTH] = { "length", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_WIDTH] = { "width", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_HEIGHT] = { "height", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_HS_CODE] = { "hs_code", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_ORIGIN] = { "origin", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_PICTURE_KEY] = { "picture_key", KONTOR_FIELD_TEXT },
  [KONTOR_VARIANT_UPDATED_AT] = { "updated_at", KONTOR_FIELD_INSTANT },
  [KONTOR_VARIANT_OPTIONS] = { "options", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_variant_option_type },
  [KONTOR_VARIANT_METADATA] = { "metadata", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
  [KONTOR_VARIANT_PRICES] = { "prices", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_price_type },
  [KONTOR_VARIANT_LEVELS] = { "levels", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_level_type },
};
static const KontorRecordType variant_type = { "variant", "variant", "variant_id", variant_fields,
                                               G_N_ELEMENTS (variant_fields) };

static const KontorField address_fields[] = {
  [KONTOR_ADDRESS_FIRST_NAME] = { "first_name", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_LAST_NAME] = { "last_name", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_COMPANY] = { "company", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_LINE1] = { "line1", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_LINE2] = { "line2", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_CITY] = { "city", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_PROVINCE] = { "province", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_POSTCODE] = { "postcode", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_COUNTRY] = { "country", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_PHONE] = { "phone", KONTOR_FIELD_TEXT },
  [KONTOR_ADDRESS_EMAIL] = { "email", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_address_type = { "address", NULL, NULL, address_fields, G_N_ELEMENTS (address_fields) };

const KontorRecordType kontor_customer_tag_type = { "customer-tag", "customer_tag", NULL, NULL, 0 };

static const KontorField identity_fields[] = {
  [KONTOR_IDENTITY_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_IDENTITY_VALUE] = { "value", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_identity_type = { "identity", "customer_identity", NULL, identity_fields,
                                                G_N_ELEMENTS (identity_fields) };

static const KontorField customer_fields[] = {
  [KONTOR_CUSTOMER_NAME] = { "name", KONTOR_FIELD_TEXT, KONTOR_FIELD_DERIVED },
  [KONTOR_CUSTOMER_FIRST_NAME] = { "first_name", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_LAST_NAME] = { "last_name", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_COMPANY] = { "company", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_EMAIL] = { "email", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_PHONE] = { "phone", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_CURRENCY] = { "currency", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_CREATED_AT] = { "created_at", KONTOR_FIELD_INSTANT },
  [KONTOR_CUSTOMER_UPDATED_AT] = { "updated_at", KONTOR_FIELD_INSTANT },
  [KONTOR_CUSTOMER_ORDER_COUNT] = { "order_count", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_CUSTOMER_SPENT] = { "spent", KONTOR_FIELD_MONEY, KONTOR_FIELD_DERIVED },
  [KONTOR_CUSTOMER_LAST_ORDER_AT] = { "last_order_at", KONTOR_FIELD_INSTANT, KONTOR_FIELD_DERIVED },
  [KONTOR_CUSTOMER_MARKETING] = { "marketing", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_ADMIN_URL] = { "admin_url", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_NOTE] = { "note", KONTOR_FIELD_TEXT },
  [KONTOR_CUSTOMER_METADATA] = { "metadata", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
  [KONTOR_CUSTOMER_ADDRESSES] = { "addresses", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_address_type },
  [KONTOR_CUSTOMER_TAGS] = { "tags", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_customer_tag_type },
  [KONTOR_CUSTOMER_IDENTITIES] = { "identities", KONTOR_FIELD_LIST, KONTOR_FIELD_DERIVED | KONTOR_FIELD_LAZY, &kontor_identity_type },
};
static const KontorRecordType customer_type = { "customer", "customer", "customer_id", customer_fields,
                                                G_N_ELEMENTS (customer_fields) };

static const KontorField discount_fields[] = {
  [KONTOR_DISCOUNT_CODE] = { "code", KONTOR_FIELD_TEXT },
  [KONTOR_DISCOUNT_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_DISCOUNT_PERCENT] = { "percent", KONTOR_FIELD_TEXT },
  [KONTOR_DISCOUNT_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_DISCOUNT_CURRENCY] = { "currency", KONTOR_FIELD_TEXT },
  [KONTOR_DISCOUNT_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_DISCOUNT_STARTS_AT] = { "starts_at", KONTOR_FIELD_INSTANT },
  [KONTOR_DISCOUNT_ENDS_AT] = { "ends_at", KONTOR_FIELD_INSTANT },
  [KONTOR_DISCOUNT_USAGE_COUNT] = { "usage_count", KONTOR_FIELD_INT },
  [KONTOR_DISCOUNT_USAGE_LIMIT] = { "usage_limit", KONTOR_FIELD_INT },
  [KONTOR_DISCOUNT_CUSTOMER_LIMIT] = { "customer_limit", KONTOR_FIELD_INT },
  [KONTOR_DISCOUNT_MINIMUM] = { "minimum", KONTOR_FIELD_MONEY },
  [KONTOR_DISCOUNT_MAXIMUM] = { "maximum", KONTOR_FIELD_MONEY },
  [KONTOR_DISCOUNT_INDIVIDUAL] = { "individual", KONTOR_FIELD_BOOL },
  [KONTOR_DISCOUNT_FREE_SHIPPING] = { "free_shipping", KONTOR_FIELD_BOOL },
  [KONTOR_DISCOUNT_UPDATED_AT] = { "updated_at", KONTOR_FIELD_INSTANT },
  [KONTOR_DISCOUNT_DESCRIPTION] = { "description", KONTOR_FIELD_TEXT },
  [KONTOR_DISCOUNT_RULES] = { "rules", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
  [KONTOR_DISCOUNT_METADATA] = { "metadata", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
};
static const KontorRecordType discount_type = { "discount", "discount", "discount_id", discount_fields,
                                                G_N_ELEMENTS (discount_fields) };

const KontorRecordType kontor_order_tag_type = { "order-tag", "order_tag", NULL, NULL, 0 };

static const KontorField line_tax_fields[] = {
  [KONTOR_LINE_TAX_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
};
const KontorRecordType kontor_line_tax_type = { "line-tax", NULL, NULL, line_tax_fields,
                                                G_N_ELEMENTS (line_tax_fields) };

static const KontorField line_option_fields[] = {
  [KONTOR_LINE_OPTION_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_LINE_OPTION_VALUE] = { "value", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_line_option_type = { "line-option", NULL, NULL, line_option_fields,
                                                   G_N_ELEMENTS (line_option_fields) };

static const KontorField line_fields[] = {
  [KONTOR_LINE_PRODUCT] = { "product", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_PRODUCT },
  [KONTOR_LINE_VARIANT] = { "variant", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_VARIANT },
  [KONTOR_LINE_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_LINE_VARIANT_NAME] = { "variant_name", KONTOR_FIELD_TEXT },
  [KONTOR_LINE_SKU] = { "sku", KONTOR_FIELD_TEXT },
  [KONTOR_LINE_GTIN] = { "gtin", KONTOR_FIELD_TEXT },
  [KONTOR_LINE_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
  [KONTOR_LINE_UNIT_PRICE] = { "unit_price", KONTOR_FIELD_MONEY },
  [KONTOR_LINE_SUBTOTAL] = { "subtotal", KONTOR_FIELD_MONEY },
  [KONTOR_LINE_NET] = { "net", KONTOR_FIELD_MONEY },
  [KONTOR_LINE_TAX] = { "tax", KONTOR_FIELD_MONEY },
  [KONTOR_LINE_REQUIRES_SHIPPING] = { "requires_shipping", KONTOR_FIELD_BOOL },
  [KONTOR_LINE_PICTURE_URL] = { "picture_url", KONTOR_FIELD_TEXT },
  [KONTOR_LINE_FULFILLED] = { "fulfilled", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_LINE_REFUNDED] = { "refunded", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_LINE_RETURN_REQUESTED] = { "return_requested", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_LINE_RETURN_RECEIVED] = { "return_received", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_LINE_RETURN_DISMISSED] = { "return_dismissed", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_LINE_WRITTEN_OFF] = { "written_off", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_LINE_TAXES] = { "taxes", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_line_tax_type },
  [KONTOR_LINE_OPTIONS] = { "options", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_line_option_type },
  [KONTOR_LINE_METADATA] = { "metadata", KONTOR_FIELD_JSON },
};
const KontorRecordType kontor_line_type = { "line", "order_line", "line_key", line_fields, G_N_ELEMENTS (line_fields) };

static const KontorField shipping_line_fields[] = {
  [KONTOR_SHIPPING_LINE_METHOD] = { "method", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPPING_LINE_TITLE] = { "title", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPPING_LINE_NET] = { "net", KONTOR_FIELD_MONEY },
  [KONTOR_SHIPPING_LINE_TAX] = { "tax", KONTOR_FIELD_MONEY },
  [KONTOR_SHIPPING_LINE_TAXES] = { "taxes", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_line_tax_type },
};
const KontorRecordType kontor_shipping_line_type = { "shipping-line", "order_shipping_line", NULL, shipping_line_fields,
                                                     G_N_ELEMENTS (shipping_line_fields) };

static const KontorField fee_fields[] = {
  [KONTOR_FEE_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_FEE_NET] = { "net", KONTOR_FIELD_MONEY },
  [KONTOR_FEE_TAX] = { "tax", KONTOR_FIELD_MONEY },
  [KONTOR_FEE_TAXES] = { "taxes", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_line_tax_type },
};
const KontorRecordType kontor_fee_type = { "fee", "order_fee", NULL, fee_fields, G_N_ELEMENTS (fee_fields) };

static const KontorField order_tax_fields[] = {
  [KONTOR_ORDER_TAX_LABEL] = { "label", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_TAX_RATE] = { "rate", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_TAX_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_TAX_SHIPPING_AMOUNT] = { "shipping_amount", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_TAX_COMPOUND] = { "compound", KONTOR_FIELD_BOOL },
};
const KontorRecordType kontor_order_tax_type = { "order-tax", "order_tax", NULL, order_tax_fields,
                                                 G_N_ELEMENTS (order_tax_fields) };

static const KontorField order_discount_fields[] = {
  [KONTOR_ORDER_DISCOUNT_CODE] = { "code", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_DISCOUNT_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_DISCOUNT_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_DISCOUNT_TAX] = { "tax", KONTOR_FIELD_MONEY },
};
const KontorRecordType kontor_order_discount_type = { "order-discount", "order_discount", NULL, order_discount_fields,
                                                      G_N_ELEMENTS (order_discount_fields) };

static const KontorField capture_fields[] = {
  [KONTOR_CAPTURE_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_CAPTURE_AT] = { "at", KONTOR_FIELD_INSTANT },
};
const KontorRecordType kontor_capture_type = { "capture", NULL, NULL, capture_fields, G_N_ELEMENTS (capture_fields) };

static const KontorField payment_fields[] = {
  [KONTOR_PAYMENT_GATEWAY] = { "gateway", KONTOR_FIELD_TEXT },
  [KONTOR_PAYMENT_TITLE] = { "title", KONTOR_FIELD_TEXT },
  [KONTOR_PAYMENT_REFERENCE] = { "reference", KONTOR_FIELD_TEXT },
  [KONTOR_PAYMENT_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_PAYMENT_AUTHORIZED] = { "authorized", KONTOR_FIELD_MONEY },
  [KONTOR_PAYMENT_CAPTURED] = { "captured", KONTOR_FIELD_MONEY },
  [KONTOR_PAYMENT_REFUNDED] = { "refunded", KONTOR_FIELD_MONEY },
  [KONTOR_PAYMENT_VOIDED] = { "voided", KONTOR_FIELD_BOOL },
  [KONTOR_PAYMENT_PAID_AT] = { "paid_at", KONTOR_FIELD_INSTANT },
  [KONTOR_PAYMENT_EXPIRES_AT] = { "expires_at", KONTOR_FIELD_INSTANT },
  [KONTOR_PAYMENT_CAPTURES] = { "captures", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_capture_type },
};
const KontorRecordType kontor_payment_type = { "payment", "order_payment", NULL, payment_fields,
                                               G_N_ELEMENTS (payment_fields) };

static const KontorField refund_line_fields[] = {
  [KONTOR_REFUND_LINE_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_REFUND_LINE_LINE_KEY] = { "line_key", KONTOR_FIELD_TEXT },
  [KONTOR_REFUND_LINE_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
  [KONTOR_REFUND_LINE_NET] = { "net", KONTOR_FIELD_MONEY },
  [KONTOR_REFUND_LINE_TAX] = { "tax", KONTOR_FIELD_MONEY },
  [KONTOR_REFUND_LINE_RESTOCK] = { "restock", KONTOR_FIELD_BOOL },
  [KONTOR_REFUND_LINE_TAXES] = { "taxes", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_line_tax_type },
};
const KontorRecordType kontor_refund_line_type = { "refund-line", "order_refund_line", NULL, refund_line_fields,
                                                   G_N_ELEMENTS (refund_line_fields) };

static const KontorField refund_fields[] = {
  [KONTOR_REFUND_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_REFUND_REASON] = { "reason", KONTOR_FIELD_TEXT },
  [KONTOR_REFUND_AT] = { "at", KONTOR_FIELD_INSTANT },
  [KONTOR_REFUND_BY_GATEWAY] = { "by_gateway", KONTOR_FIELD_BOOL },
  [KONTOR_REFUND_PAYMENT_KEY] = { "payment_key", KONTOR_FIELD_TEXT },
  [KONTOR_REFUND_LINES] = { "lines", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_refund_line_type },
};
const KontorRecordType kontor_refund_type = { "refund", "order_refund", "refund_key", refund_fields,
                                              G_N_ELEMENTS (refund_fields) };

static const KontorField fulfilment_line_fields[] = {
  [KONTOR_FULFILMENT_LINE_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
};
const KontorRecordType kontor_fulfilment_line_type = { "fulfilment-line", "order_fulfilment_line", NULL,
                                                       fulfilment_line_fields, G_N_ELEMENTS (fulfilment_line_fields) };

static const KontorField shipment_fields[] = {
  [KONTOR_SHIPMENT_CARRIER] = { "carrier", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPMENT_SERVICE] = { "service", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPMENT_TRACKING_NUMBER] = { "tracking_number", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPMENT_TRACKING_URL] = { "tracking_url", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPMENT_LABEL_URL] = { "label_url", KONTOR_FIELD_TEXT },
  [KONTOR_SHIPMENT_STATUS] = { "status", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_shipment_type = { "shipment", "order_shipment", NULL, shipment_fields,
                                                G_N_ELEMENTS (shipment_fields) };

static const KontorField fulfilment_fields[] = {
  [KONTOR_FULFILMENT_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_FULFILMENT_LOCATION] = { "location", KONTOR_FIELD_TEXT },
  [KONTOR_FULFILMENT_CREATED_AT] = { "created_at", KONTOR_FIELD_INSTANT },
  [KONTOR_FULFILMENT_SHIPPED_AT] = { "shipped_at", KONTOR_FIELD_INSTANT },
  [KONTOR_FULFILMENT_DELIVERED_AT] = { "delivered_at", KONTOR_FIELD_INSTANT },
  [KONTOR_FULFILMENT_CANCELLED_AT] = { "cancelled_at", KONTOR_FIELD_INSTANT },
  [KONTOR_FULFILMENT_LINES] = { "lines", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_fulfilment_line_type },
  [KONTOR_FULFILMENT_SHIPMENTS] = { "shipments", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_shipment_type },
};
const KontorRecordType kontor_fulfilment_type = { "fulfilment", "order_fulfilment", "fulfilment_key", fulfilment_fields,
                                                  G_N_ELEMENTS (fulfilment_fields) };

static const KontorField return_line_fields[] = {
  [KONTOR_RETURN_LINE_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
  [KONTOR_RETURN_LINE_RECEIVED] = { "received", KONTOR_FIELD_INT },
  [KONTOR_RETURN_LINE_DISMISSED] = { "dismissed", KONTOR_FIELD_INT },
  [KONTOR_RETURN_LINE_REASON] = { "reason", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_LINE_CONDITION] = { "condition", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_LINE_RESTOCK] = { "restock", KONTOR_FIELD_BOOL },
  [KONTOR_RETURN_LINE_NOTE] = { "note", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_return_line_type = { "return-line", "order_return_line", NULL, return_line_fields,
                                                   G_N_ELEMENTS (return_line_fields) };

static const KontorField return_fields[] = {
  [KONTOR_RETURN_NUMBER] = { "number", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_REASON] = { "reason", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_NOTE] = { "note", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_REQUESTED_AT] = { "requested_at", KONTOR_FIELD_INSTANT },
  [KONTOR_RETURN_RECEIVED_AT] = { "received_at", KONTOR_FIELD_INSTANT },
  [KONTOR_RETURN_REFUND_KEY] = { "refund_key", KONTOR_FIELD_TEXT },
  [KONTOR_RETURN_LINES] = { "lines", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_return_line_type },
};
const KontorRecordType kontor_return_type = { "return", "order_return", "return_key", return_fields,
                                              G_N_ELEMENTS (return_fields) };

static const KontorField swap_line_fields[] = {
  [KONTOR_SWAP_LINE_DIRECTION] = { "direction", KONTOR_FIELD_TEXT },
  [KONTOR_SWAP_LINE_LINE_KEY] = { "line_key", KONTOR_FIELD_TEXT },
  [KONTOR_SWAP_LINE_VARIANT] = { "variant", KONTOR_FIELD_REF, .target = KONTOR_ENTITY_VARIANT },
  [KONTOR_SWAP_LINE_NAME] = { "name", KONTOR_FIELD_TEXT },
  [KONTOR_SWAP_LINE_UNIT_PRICE] = { "unit_price", KONTOR_FIELD_MONEY },
  [KONTOR_SWAP_LINE_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
  [KONTOR_SWAP_LINE_REASON] = { "reason", KONTOR_FIELD_TEXT },
};
const KontorRecordType kontor_swap_line_type = { "swap-line", NULL, NULL, swap_line_fields, G_N_ELEMENTS (swap_line_fields) };

static const KontorField claim_fields[] = {
  [KONTOR_CLAIM_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_CLAIM_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_CLAIM_RETURN_KEY] = { "return_key", KONTOR_FIELD_TEXT },
  [KONTOR_CLAIM_AMOUNT] = { "amount", KONTOR_FIELD_MONEY },
  [KONTOR_CLAIM_AT] = { "at", KONTOR_FIELD_INSTANT },
  [KONTOR_CLAIM_DATA] = { "data", KONTOR_FIELD_JSON },
  [KONTOR_CLAIM_LINES] = { "lines", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_swap_line_type },
};
const KontorRecordType kontor_claim_type = { "claim", "order_claim", NULL, claim_fields, G_N_ELEMENTS (claim_fields) };

static const KontorField exchange_fields[] = {
  [KONTOR_EXCHANGE_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_EXCHANGE_RETURN_KEY] = { "return_key", KONTOR_FIELD_TEXT },
  [KONTOR_EXCHANGE_DIFFERENCE] = { "difference", KONTOR_FIELD_MONEY },
  [KONTOR_EXCHANGE_AT] = { "at", KONTOR_FIELD_INSTANT },
  [KONTOR_EXCHANGE_DATA] = { "data", KONTOR_FIELD_JSON },
  [KONTOR_EXCHANGE_LINES] = { "lines", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_swap_line_type },
};
const KontorRecordType kontor_exchange_type = { "exchange", "order_exchange", NULL, exchange_fields,
                                                G_N_ELEMENTS (exchange_fields) };

static const KontorField edit_change_fields[] = {
  [KONTOR_EDIT_CHANGE_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_EDIT_CHANGE_LINE_KEY] = { "line_key", KONTOR_FIELD_TEXT },
  [KONTOR_EDIT_CHANGE_QUANTITY] = { "quantity", KONTOR_FIELD_INT },
  [KONTOR_EDIT_CHANGE_DIFFERENCE] = { "difference", KONTOR_FIELD_INT },
};
const KontorRecordType kontor_edit_change_type = { "edit-change", "order_edit_change", NULL, edit_change_fields,
                                                   G_N_ELEMENTS (edit_change_fields) };

static const KontorField edit_fields[] = {
  [KONTOR_EDIT_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_EDIT_NOTE] = { "note", KONTOR_FIELD_TEXT },
  [KONTOR_EDIT_AT] = { "at", KONTOR_FIELD_INSTANT },
  [KONTOR_EDIT_SETTLED_AT] = { "settled_at", KONTOR_FIELD_INSTANT },
  [KONTOR_EDIT_CHANGES] = { "changes", KONTOR_FIELD_LIST, KONTOR_FIELD_PLAIN, &kontor_edit_change_type },
};
const KontorRecordType kontor_edit_type = { "edit", "order_edit", "edit_key", edit_fields, G_N_ELEMENTS (edit_fields) };

static const KontorField hold_fields[] = {
  [KONTOR_HOLD_REASON] = { "reason", KONTOR_FIELD_TEXT },
  [KONTOR_HOLD_NOTE] = { "note", KONTOR_FIELD_TEXT },
  [KONTOR_HOLD_AT] = { "at", KONTOR_FIELD_INSTANT },
  [KONTOR_HOLD_RELEASED_AT] = { "released_at", KONTOR_FIELD_INSTANT },
};
const KontorRecordType kontor_hold_type = { "hold", "order_hold", NULL, hold_fields, G_N_ELEMENTS (hold_fields) };

static const KontorField note_fields[] = {
  [KONTOR_NOTE_TEXT] = { "text", KONTOR_FIELD_TEXT },
  [KONTOR_NOTE_AUTHOR] = { "author", KONTOR_FIELD_TEXT },
  [KONTOR_NOTE_AT] = { "at", KONTOR_FIELD_INSTANT },
  [KONTOR_NOTE_TO_CUSTOMER] = { "to_customer", KONTOR_FIELD_BOOL },
  [KONTOR_NOTE_BY_SYSTEM] = { "by_system", KONTOR_FIELD_BOOL },
};
const KontorRecordType kontor_note_type = { "note", "order_note", NULL, note_fields, G_N_ELEMENTS (note_fields) };

static const KontorField event_fields[] = {
  [KONTOR_EVENT_KIND] = { "kind", KONTOR_FIELD_TEXT },
  [KONTOR_EVENT_TEXT] = { "text", KONTOR_FIELD_TEXT },
  [KONTOR_EVENT_ACTOR] = { "actor", KONTOR_FIELD_TEXT },
  [KONTOR_EVENT_AT] = { "at", KONTOR_FIELD_INSTANT },
};
const KontorRecordType kontor_event_type = { "event", "order_event", NULL, event_fields, G_N_ELEMENTS (event_fields) };

static const KontorField order_fields[] = {
  [KONTOR_ORDER_NUMBER] = { "number", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_PLACED_AT] = { "placed_at", KONTOR_FIELD_INSTANT },
  [KONTOR_ORDER_PLACED_DAY] = { "placed_day", KONTOR_FIELD_DAY, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_UPDATED_AT] = { "updated_at", KONTOR_FIELD_INSTANT },
  [KONTOR_ORDER_CURRENCY] = { "currency", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_STATUS] = { "status", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_LIFECYCLE] = { "lifecycle", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_PAYMENT] = { "payment", KONTOR_FIELD_TEXT, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_FULFILMENT] = { "fulfilment", KONTOR_FIELD_TEXT, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_RETURN] = { "return", KONTOR_FIELD_TEXT, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_CUSTOMER] = { "customer", KONTOR_FIELD_REF, KONTOR_FIELD_PLAIN, NULL, KONTOR_ENTITY_CUSTOMER },
  [KONTOR_ORDER_CUSTOMER_NAME] = { "customer_name", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_EMAIL] = { "email", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_PHONE] = { "phone", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_TOTAL] = { "total", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_SUBTOTAL] = { "subtotal", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_DISCOUNT_TOTAL] = { "discount_total", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_SHIPPING_TOTAL] = { "shipping_total", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_FEE_TOTAL] = { "fee_total", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_TAX_TOTAL] = { "tax_total", KONTOR_FIELD_MONEY },
  [KONTOR_ORDER_PAID_TOTAL] = { "paid_total", KONTOR_FIELD_MONEY, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_REFUNDED_TOTAL] = { "refunded_total", KONTOR_FIELD_MONEY, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_PRICES_INCLUDE_TAX] = { "prices_include_tax", KONTOR_FIELD_BOOL },
  [KONTOR_ORDER_ITEM_COUNT] = { "item_count", KONTOR_FIELD_INT, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_PAYMENT_METHOD] = { "payment_method", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_CHANNEL] = { "channel", KONTOR_FIELD_TEXT },
  [KONTOR_ORDER_ARCHIVED] = { "archived", KONTOR_FIELD_BOOL, KONTOR_FIELD_TEAM },
  [KONTOR_ORDER_HOLD_REASON] = { "hold_reason", KONTOR_FIELD_TEXT, KONTOR_FIELD_TEAM },
  [KONTOR_ORDER_STAGE] = { "stage", KONTOR_FIELD_TEXT, KONTOR_FIELD_TEAM },
  [KONTOR_ORDER_PACKER] = { "packer", KONTOR_FIELD_TEXT, KONTOR_FIELD_TEAM },
  [KONTOR_ORDER_CLAMPED] = { "clamped", KONTOR_FIELD_BOOL, KONTOR_FIELD_DERIVED },
  [KONTOR_ORDER_TAGS] = { "tags", KONTOR_FIELD_LIST, KONTOR_FIELD_TEAM, &kontor_order_tag_type },
  [KONTOR_ORDER_CUSTOMER_NOTE] = { "customer_note", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_ORDER_VIEW_URL] = { "view_url", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_ORDER_ADMIN_URL] = { "admin_url", KONTOR_FIELD_TEXT, KONTOR_FIELD_LAZY },
  [KONTOR_ORDER_METADATA] = { "metadata", KONTOR_FIELD_JSON, KONTOR_FIELD_LAZY },
  [KONTOR_ORDER_PARCELS] = { "parcels", KONTOR_FIELD_JSON, KONTOR_FIELD_TEAM | KONTOR_FIELD_LAZY },
  [KONTOR_ORDER_ADDRESSES] = { "addresses", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_address_type },
  [KONTOR_ORDER_LINES] = { "lines", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_line_type },
  [KONTOR_ORDER_SHIPPING_LINES] = { "shipping_lines", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_shipping_line_type },
  [KONTOR_ORDER_FEES] = { "fees", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_fee_type },
  [KONTOR_ORDER_TAXES] = { "taxes", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_order_tax_type },
  [KONTOR_ORDER_DISCOUNTS] = { "discounts", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_order_discount_type },
  [KONTOR_ORDER_PAYMENTS] = { "payments", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_payment_type },
  [KONTOR_ORDER_REFUNDS] = { "refunds", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_refund_type },
  [KONTOR_ORDER_FULFILMENTS] = { "fulfilments", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_fulfilment_type },
  [KONTOR_ORDER_RETURNS] = { "returns", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_return_type },
  [KONTOR_ORDER_CLAIMS] = { "claims", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_claim_type },
  [KONTOR_ORDER_EXCHANGES] = { "exchanges", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_exchange_type },
  [KONTOR_ORDER_EDITS] = { "edits", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_edit_type },
  [KONTOR_ORDER_HOLDS] = { "holds", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_hold_type },
  [KONTOR_ORDER_NOTES] = { "notes", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_note_type },
  [KONTOR_ORDER_EVENTS] = { "events", KONTOR_FIELD_LIST, KONTOR_FIELD_LAZY, &kontor_event_type },
};
static const KontorRecordType order_type = { "order", "order", "order_id", order_fields, G_N_ELEMENTS (order_fields) };

static const KontorRecordType *const types[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_SETTING] = &setting_type,
  [KONTOR_ENTITY_CATEGORY] = &category_type,
  [KONTOR_ENTITY_TAG] = &tag_type,
  [KONTOR_ENTITY_PRODUCT] = &product_type,
  [KONTOR_ENTITY_VARIANT] = &variant_type,
  [KONTOR_ENTITY_CUSTOMER] = &customer_type,
  [KONTOR_ENTITY_DISCOUNT] = &discount_type,
  [KONTOR_ENTITY_ORDER] = &order_type,
};

const KontorRecordType *
kontor_entity_get_record_type (KontorEntity entity)
{
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  return types[entity];
}

const char *
kontor_entity_get_nick (KontorEntity entity)
{
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  return types[entity]->name;
}

gboolean
kontor_entity_from_nick (const char *nick, KontorEntity *entity)
{
  g_return_val_if_fail (nick != NULL, FALSE);

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    if (g_str_equal (types[i]->name, nick)) {
      *entity = i;
      return TRUE;
    }
  return FALSE;
}

KontorEntity
kontor_record_get_entity (const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    if (types[i] == type)
      return i;
  g_return_val_if_reached (KONTOR_ENTITY_SETTING);
}
