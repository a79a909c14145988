#include "kontor-op-private.h"

#include <glib/gi18n.h>

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
    g_strv_builder_take (builder, kontor_op_describe_fields (op));
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

/* The quantity of a location that the op sets, from what it was there as far as that is known. */
static char *
describe_counted (const KontorOp *op, const KontorRecord *level)
{
  const char *location = kontor_record_get_key (level);
  const KontorRecord *before = kontor_op_get_old_member (op, KONTOR_VARIANT_LEVELS, location);
  gint64 counted = kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND);
  g_autofree char *number =
      before != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT " → %" G_GINT64_FORMAT,
                                        kontor_record_get_int (before, KONTOR_LEVEL_ON_HAND), counted)
                     : g_strdup_printf ("→ %" G_GINT64_FORMAT, counted);

  if (location == NULL || location[0] == '\0')
    return g_strdup_printf (_("Stock %s"), number);
  return g_strdup_printf (_("Stock %s at %s"), number, location);
}

static char *
describe_count (const KontorOp *op)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; op->add != NULL && i < kontor_record_get_length (op->add, KONTOR_VARIANT_LEVELS); i++)
    g_strv_builder_take (builder, describe_counted (op, kontor_record_get_member (op->add, KONTOR_VARIANT_LEVELS, i)));
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (", ", parts) : g_strdup (_(op->kind->label));
}

static char *
describe_pictures (const KontorOp *op)
{
  guint n = op->set != NULL ? kontor_record_get_length (op->set, KONTOR_PRODUCT_PICTURES) : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u picture", "%u pictures", n), n);

  return g_strdup_printf ("%s: %s", _(op->kind->label), count);
}

static char *
describe_whole_tag (const KontorOp *op)
{
  return kontor_op_describe_named (op, KONTOR_TAG_NAME);
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
  { "set-product", N_("Change product"), KONTOR_OP_SET, KONTOR_ENTITY_PRODUCT, TRUE, kontor_op_describe_fields },
  { "create-product", N_("Create product"), KONTOR_OP_CREATE, KONTOR_ENTITY_PRODUCT, TRUE, describe_whole_product, "trash-product" },
  { "trash-product", N_("Move product to the trash"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_PRODUCT, TRUE, describe_whole_product, "restore-product" },
  { "restore-product", N_("Restore product"), KONTOR_OP_SET, KONTOR_ENTITY_PRODUCT, TRUE, describe_whole_product, "trash-product" },
  { "set-pictures", N_("Change pictures"), KONTOR_OP_SET, KONTOR_ENTITY_PRODUCT, TRUE, describe_pictures },
  { "set-variant", N_("Change variant"), KONTOR_OP_SET, KONTOR_ENTITY_VARIANT, TRUE, kontor_op_describe_fields },
  { "set-price", N_("Change price"), KONTOR_OP_SET, KONTOR_ENTITY_VARIANT, TRUE, describe_price },
  { "adjust-stock", N_("Adjust stock"), KONTOR_OP_DELTA, KONTOR_ENTITY_VARIANT, TRUE, describe_stock },
  { "count-stock", N_("Set stock after a count"), KONTOR_OP_SET, KONTOR_ENTITY_VARIANT, TRUE, describe_count },
  { "create-variant", N_("Create variant"), KONTOR_OP_CREATE, KONTOR_ENTITY_VARIANT, FALSE, describe_whole_variant },
  { "set-category", N_("Change category"), KONTOR_OP_SET, KONTOR_ENTITY_CATEGORY, TRUE, kontor_op_describe_fields },
  { "create-category", N_("Create category"), KONTOR_OP_CREATE, KONTOR_ENTITY_CATEGORY, FALSE, describe_whole_category },
  { "set-tag", N_("Change product tag"), KONTOR_OP_SET, KONTOR_ENTITY_TAG, TRUE, kontor_op_describe_fields },
  { "create-tag", N_("Create product tag"), KONTOR_OP_CREATE, KONTOR_ENTITY_TAG, FALSE, describe_whole_tag },
  { "set-discount", N_("Change discount code"), KONTOR_OP_SET, KONTOR_ENTITY_DISCOUNT, TRUE, kontor_op_describe_fields },
  { "create-discount", N_("Create discount code"), KONTOR_OP_CREATE, KONTOR_ENTITY_DISCOUNT, TRUE, describe_whole_discount, "trash-discount" },
  { "trash-discount", N_("Move discount code to the trash"), KONTOR_OP_DESTRUCTIVE, KONTOR_ENTITY_DISCOUNT, TRUE, describe_whole_discount, "set-discount" },
  { NULL },
};
