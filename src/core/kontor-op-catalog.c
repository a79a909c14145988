#include "kontor-op-private.h"

#include <glib/gi18n.h>

static const KontorFieldLabel product_labels[] = {
  { KONTOR_PRODUCT_TITLE, N_("Title") },
  { KONTOR_PRODUCT_HANDLE, N_("Handle") },
  { KONTOR_PRODUCT_STATUS, N_("Status") },
  { KONTOR_PRODUCT_SKU, N_("SKU") },
  { KONTOR_PRODUCT_VENDOR, N_("Vendor") },
  { KONTOR_PRODUCT_FEATURED, N_("Featured") },
  { KONTOR_PRODUCT_VISIBILITY, N_("Visibility") },
  { KONTOR_PRODUCT_TAX_STATUS, N_("Tax status") },
  { KONTOR_PRODUCT_TAX_CLASS, N_("Tax class") },
  { KONTOR_PRODUCT_REQUIRES_SHIPPING, N_("Needs shipping") },
  { KONTOR_PRODUCT_DESCRIPTION, N_("Description") },
  { KONTOR_PRODUCT_SUMMARY, N_("Summary") },
  { KONTOR_PRODUCT_SEO_TITLE, N_("Search engine title") },
  { KONTOR_PRODUCT_SEO_DESCRIPTION, N_("Search engine description") },
  { KONTOR_PRODUCT_METADATA, N_("Custom fields") },
  { KONTOR_PRODUCT_OPTIONS, N_("Options") },
  { KONTOR_PRODUCT_PICTURES, N_("Pictures") },
  { KONTOR_PRODUCT_CATEGORIES, N_("Categories") },
  { KONTOR_PRODUCT_TAGS, N_("Tags") },
  { 0, NULL },
};

static const KontorFieldLabel variant_labels[] = {
  { KONTOR_VARIANT_TITLE, N_("Title") },
  { KONTOR_VARIANT_SKU, N_("SKU") },
  { KONTOR_VARIANT_GTIN, N_("GTIN") },
  { KONTOR_VARIANT_MPN, N_("MPN") },
  { KONTOR_VARIANT_POSITION, N_("Position") },
  { KONTOR_VARIANT_STATUS, N_("Status") },
  { KONTOR_VARIANT_PRICE, N_("Price") },
  { KONTOR_VARIANT_SALE_PRICE, N_("Sale price") },
  { KONTOR_VARIANT_SALE_FROM, N_("Sale from") },
  { KONTOR_VARIANT_SALE_TO, N_("Sale to") },
  { KONTOR_VARIANT_COST, N_("Cost") },
  { KONTOR_VARIANT_MANAGE_STOCK, N_("Stock managed") },
  { KONTOR_VARIANT_BACKORDERS, N_("Backorders") },
  { KONTOR_VARIANT_LOW_STOCK, N_("Low stock threshold") },
  { KONTOR_VARIANT_WEIGHT, N_("Weight") },
  { KONTOR_VARIANT_LENGTH, N_("Length") },
  { KONTOR_VARIANT_WIDTH, N_("Width") },
  { KONTOR_VARIANT_HEIGHT, N_("Height") },
  { KONTOR_VARIANT_HS_CODE, N_("HS code") },
  { KONTOR_VARIANT_ORIGIN, N_("Country of origin") },
  { KONTOR_VARIANT_PICTURE_KEY, N_("Picture") },
  { KONTOR_VARIANT_OPTIONS, N_("Options") },
  { KONTOR_VARIANT_METADATA, N_("Custom fields") },
  { KONTOR_VARIANT_PRICES, N_("Prices") },
  { KONTOR_VARIANT_LEVELS, N_("Stock") },
  { 0, NULL },
};

static const KontorFieldLabel category_labels[] = {
  { KONTOR_CATEGORY_NAME, N_("Name") },
  { KONTOR_CATEGORY_HANDLE, N_("Handle") },
  { KONTOR_CATEGORY_PARENT, N_("Parent category") },
  { KONTOR_CATEGORY_POSITION, N_("Position") },
  { KONTOR_CATEGORY_DESCRIPTION, N_("Description") },
  { KONTOR_CATEGORY_PICTURE_URL, N_("Picture") },
  { KONTOR_CATEGORY_METADATA, N_("Custom fields") },
  { 0, NULL },
};

static const KontorFieldLabel discount_labels[] = {
  { KONTOR_DISCOUNT_CODE, N_("Code") },
  { KONTOR_DISCOUNT_KIND, N_("Kind") },
  { KONTOR_DISCOUNT_PERCENT, N_("Percent") },
  { KONTOR_DISCOUNT_AMOUNT, N_("Amount") },
  { KONTOR_DISCOUNT_STATUS, N_("Status") },
  { KONTOR_DISCOUNT_STARTS_AT, N_("Starts") },
  { KONTOR_DISCOUNT_ENDS_AT, N_("Ends") },
  { KONTOR_DISCOUNT_USAGE_LIMIT, N_("Usage limit") },
  { KONTOR_DISCOUNT_CUSTOMER_LIMIT, N_("Limit per customer") },
  { KONTOR_DISCOUNT_MINIMUM, N_("Minimum") },
  { KONTOR_DISCOUNT_MAXIMUM, N_("Maximum") },
  { KONTOR_DISCOUNT_INDIVIDUAL, N_("Not with other discounts") },
  { KONTOR_DISCOUNT_FREE_SHIPPING, N_("Free shipping") },
  { KONTOR_DISCOUNT_DESCRIPTION, N_("Description") },
  { KONTOR_DISCOUNT_RULES, N_("Conditions") },
  { KONTOR_DISCOUNT_METADATA, N_("Custom fields") },
  { 0, NULL },
};

static char *
describe_product (const KontorOp *op)
{
  return kontor_op_describe_fields (op, product_labels);
}

static char *
describe_variant (const KontorOp *op)
{
  return kontor_op_describe_fields (op, variant_labels);
}

static char *
describe_category (const KontorOp *op)
{
  return kontor_op_describe_fields (op, category_labels);
}

static char *
describe_discount (const KontorOp *op)
{
  return kontor_op_describe_fields (op, discount_labels);
}

static char *
describe_currency_price (const KontorRecord *price)
{
  const char *currency = kontor_record_get_text (price, KONTOR_PRICE_CURRENCY);
  KontorMoney money;

  if (currency == NULL || !kontor_currency_is_valid (currency))
    return kontor_record_dup_decimal (price, KONTOR_PRICE_AMOUNT);
  money = kontor_money_make (kontor_record_get_amount (price, KONTOR_PRICE_AMOUNT), currency);
  return kontor_money_format (&money);
}

/* The store's own price by its fields, those of other currencies after it. */
static char *
describe_price (const KontorOp *op)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (op->set != NULL)
    g_strv_builder_take (builder, describe_variant (op));
  for (guint i = 0; op->add != NULL && i < kontor_record_get_length (op->add, KONTOR_VARIANT_PRICES); i++) {
    g_autofree char *price = describe_currency_price (kontor_record_get_member (op->add, KONTOR_VARIANT_PRICES, i));

    g_strv_builder_take (builder, g_strdup_printf (_("%s → %s"), _("Price"), price));
  }
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (", ", parts) : g_strdup (_(op->kind->label));
}

static char *
describe_level (const KontorOp *op, const KontorRecord *level)
{
  const char *location = kontor_op_get_arg (op, "location");
  g_autofree char *number = g_strdup_printf ("%+" G_GINT64_FORMAT, kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND));

  if (location == NULL)
    location = kontor_record_get_key (level);
  if (location == NULL || location[0] == '\0')
    return g_strdup_printf (_("Stock %s"), number);
  /* Translators: "Stock +5 at Main"; the second is the name of a location. */
  return g_strdup_printf (_("Stock %s at %s"), number, location);
}

static char *
describe_stock (const KontorOp *op)
{
  const char *reason = kontor_op_get_arg (op, "reason");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; op->delta != NULL && i < kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS); i++)
    g_strv_builder_take (builder, describe_level (op, kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, i)));
  parts = g_strv_builder_end (builder);
  text = parts[0] != NULL ? g_strjoinv (", ", parts) : g_strdup (_(op->kind->label));
  return reason != NULL ? g_strdup_printf ("%s (%s)", text, reason) : g_steal_pointer (&text);
}

static char *
describe_whole_product (const KontorOp *op)
{
  return kontor_op_describe_named (op, KONTOR_PRODUCT_TITLE);
}

static char *
describe_whole_variant (const KontorOp *op)
{
  return kontor_op_describe_named (op, KONTOR_VARIANT_TITLE);
}

static char *
describe_whole_category (const KontorOp *op)
{
  return kontor_op_describe_named (op, KONTOR_CATEGORY_NAME);
}

static char *
describe_whole_discount (const KontorOp *op)
{
  return kontor_op_describe_named (op, KONTOR_DISCOUNT_CODE);
}

const KontorOpKind kontor_op_catalog_kinds[] = {
  { "set-product", N_("Change product"), KONTOR_OP_SET, KONTOR_ENTITY_PRODUCT, TRUE, describe_product },
  { "create-product", N_("Create product"), KONTOR_OP_CREATE, KONTOR_ENTITY_PRODUCT, TRUE, describe_whole_product, "trash-product" },
  { "trash-product", N_("Move product to the trash"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_PRODUCT, TRUE, describe_whole_product, "restore-product" },
  { "restore-product", N_("Restore product"), KONTOR_OP_SET, KONTOR_ENTITY_PRODUCT, TRUE, describe_whole_product, "trash-product" },
  { "set-variant", N_("Change variant"), KONTOR_OP_SET, KONTOR_ENTITY_VARIANT, TRUE, describe_variant },
  { "set-price", N_("Change price"), KONTOR_OP_SET, KONTOR_ENTITY_VARIANT, TRUE, describe_price },
  { "adjust-stock", N_("Adjust stock"), KONTOR_OP_DELTA, KONTOR_ENTITY_VARIANT, TRUE, describe_stock },
  { "create-variant", N_("Create variant"), KONTOR_OP_CREATE, KONTOR_ENTITY_VARIANT, FALSE, describe_whole_variant },
  { "set-category", N_("Change category"), KONTOR_OP_SET, KONTOR_ENTITY_CATEGORY, TRUE, describe_category },
  { "create-category", N_("Create category"), KONTOR_OP_CREATE, KONTOR_ENTITY_CATEGORY, FALSE, describe_whole_category },
  { "set-discount", N_("Change discount code"), KONTOR_OP_SET, KONTOR_ENTITY_DISCOUNT, TRUE, describe_discount },
  { "create-discount", N_("Create discount code"), KONTOR_OP_CREATE, KONTOR_ENTITY_DISCOUNT, TRUE, describe_whole_discount, "trash-discount" },
  { "trash-discount", N_("Move discount code to the trash"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_DISCOUNT, TRUE, describe_whole_discount, "set-discount" },
  { NULL },
};
