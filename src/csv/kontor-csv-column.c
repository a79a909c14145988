#include "kontor-csv-column.h"

#include <glib/gi18n.h>
#include <string.h>

#define PRODUCT(field) KONTOR_ENTITY_PRODUCT, KONTOR_PRODUCT_##field
#define VARIANT(field) KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_##field

static const KontorCsvMeaningInfo infos[KONTOR_CSV_N_MEANINGS] = {
  [KONTOR_CSV_NOTHING] = { "", N_("Not imported"), KONTOR_CSV_SPECIAL },
  [KONTOR_CSV_ID] = { "ID", N_("ID in the shop"), KONTOR_CSV_SPECIAL, KONTOR_ENTITY_PRODUCT },
  [KONTOR_CSV_TYPE] = { "Type", N_("Product or variant"), KONTOR_CSV_SPECIAL, KONTOR_ENTITY_PRODUCT },
  [KONTOR_CSV_PARENT] = { "Parent", N_("Product of the variant"), KONTOR_CSV_SPECIAL, KONTOR_ENTITY_VARIANT },
  [KONTOR_CSV_SKU] = { "SKU|Variant SKU|Article number|Artikelnummer", N_("SKU"), KONTOR_CSV_SPECIAL, VARIANT (SKU) },
  [KONTOR_CSV_GTIN] = { "GTIN|GTIN, UPC, EAN, or ISBN|Variant Barcode|Barcode|EAN|UPC|ISBN", N_("GTIN"), KONTOR_CSV_TEXT, VARIANT (GTIN) },
  [KONTOR_CSV_MPN] = { "MPN", N_("MPN"), KONTOR_CSV_TEXT, VARIANT (MPN) },
  [KONTOR_CSV_TITLE] = { "Name|Title|Product|Produkt", N_("Title"), KONTOR_CSV_TEXT, PRODUCT (TITLE) },
  [KONTOR_CSV_HANDLE] = { "Handle|URL handle|Slug", N_("Handle"), KONTOR_CSV_TEXT, PRODUCT (HANDLE) },
  [KONTOR_CSV_STATUS] = { "Status|Published", N_("Status"), KONTOR_CSV_SPECIAL, PRODUCT (STATUS) },
  [KONTOR_CSV_FEATURED] = { "Featured|Is featured?", N_("Featured"), KONTOR_CSV_FLAG, PRODUCT (FEATURED) },
  [KONTOR_CSV_VISIBILITY] = { "Visibility|Visibility in catalog", N_("Visibility"), KONTOR_CSV_TEXT, PRODUCT (VISIBILITY) },
  [KONTOR_CSV_VENDOR] = { "Vendor", N_("Vendor"), KONTOR_CSV_TEXT, PRODUCT (VENDOR) },
  [KONTOR_CSV_SUMMARY] = { "Summary|Short description", N_("Summary"), KONTOR_CSV_HTML, PRODUCT (SUMMARY) },
  [KONTOR_CSV_DESCRIPTION] = { "Description|Body (HTML)|Body HTML|Beschreibung", N_("Description"), KONTOR_CSV_HTML, PRODUCT (DESCRIPTION) },
  [KONTOR_CSV_SEO_TITLE] = { "SEO title", N_("Search engine title"), KONTOR_CSV_TEXT, PRODUCT (SEO_TITLE) },
  [KONTOR_CSV_SEO_DESCRIPTION] = { "SEO description", N_("Search engine description"), KONTOR_CSV_TEXT, PRODUCT (SEO_DESCRIPTION) },
  [KONTOR_CSV_TAX_STATUS] = { "Tax status", N_("Tax status"), KONTOR_CSV_TEXT, PRODUCT (TAX_STATUS) },
  [KONTOR_CSV_TAX_CLASS] = { "Tax class", N_("Tax class"), KONTOR_CSV_TEXT, PRODUCT (TAX_CLASS) },
  [KONTOR_CSV_REQUIRES_SHIPPING] = { "Needs shipping|Variant Requires Shipping|Requires shipping", N_("Needs shipping"), KONTOR_CSV_FLAG,
                                     PRODUCT (REQUIRES_SHIPPING) },
  [KONTOR_CSV_CATEGORIES] = { "Categories", N_("Categories"), KONTOR_CSV_SPECIAL, PRODUCT (CATEGORIES) },
  [KONTOR_CSV_TAGS] = { "Tags", N_("Tags"), KONTOR_CSV_SPECIAL, PRODUCT (TAGS) },
  [KONTOR_CSV_OPTIONS] = { "Options", N_("Options"), KONTOR_CSV_SPECIAL, VARIANT (OPTIONS) },
  [KONTOR_CSV_OPTION_NAME] = { "Attribute # name|Option# name", N_("Name of an option"), KONTOR_CSV_SPECIAL, VARIANT (OPTIONS) },
  [KONTOR_CSV_OPTION_VALUE] = { "Attribute # value(s)|Option# value", N_("Value of an option"), KONTOR_CSV_SPECIAL, VARIANT (OPTIONS) },
  [KONTOR_CSV_CURRENCY] = { "Currency", N_("Currency"), KONTOR_CSV_SPECIAL, VARIANT (CURRENCY) },
  [KONTOR_CSV_PRICE] = { "Price|Regular price|Variant Price|Preis", N_("Price"), KONTOR_CSV_AMOUNT, VARIANT (PRICE) },
  [KONTOR_CSV_SALE_PRICE] = { "Sale price", N_("Sale price"), KONTOR_CSV_AMOUNT, VARIANT (SALE_PRICE) },
  [KONTOR_CSV_COMPARE_PRICE] = { "Compare-at price|Variant Compare At Price", N_("Price before the sale"), KONTOR_CSV_SPECIAL, VARIANT (PRICE) },
  [KONTOR_CSV_SALE_FROM] = { "Sale from|Date sale price starts", N_("Sale from"), KONTOR_CSV_INSTANT, VARIANT (SALE_FROM) },
  [KONTOR_CSV_SALE_TO] = { "Sale to|Date sale price ends", N_("Sale to"), KONTOR_CSV_INSTANT, VARIANT (SALE_TO) },
  [KONTOR_CSV_COST] = { "Cost|Cost per item", N_("Cost"), KONTOR_CSV_AMOUNT, VARIANT (COST) },
  [KONTOR_CSV_MANAGE_STOCK] = { "Stock managed|Variant Inventory Tracker", N_("Stock managed"), KONTOR_CSV_FLAG, VARIANT (MANAGE_STOCK) },
  [KONTOR_CSV_STOCK] = { "Stock|Variant Inventory Qty|Quantity|Bestand|Lagerbestand", N_("Stock"), KONTOR_CSV_SPECIAL, VARIANT (LEVELS) },
  [KONTOR_CSV_LOW_STOCK] = { "Low stock threshold|Low stock amount", N_("Low stock threshold"), KONTOR_CSV_NUMBER, VARIANT (LOW_STOCK) },
  [KONTOR_CSV_BACKORDERS] = { "Backorders|Backorders allowed?|Variant Inventory Policy", N_("Backorders"), KONTOR_CSV_SPECIAL, VARIANT (BACKORDERS) },
  [KONTOR_CSV_WEIGHT] = { "Weight|Variant Grams|Gewicht", N_("Weight"), KONTOR_CSV_DECIMAL, VARIANT (WEIGHT) },
  [KONTOR_CSV_LENGTH] = { "Length", N_("Length"), KONTOR_CSV_DECIMAL, VARIANT (LENGTH) },
  [KONTOR_CSV_WIDTH] = { "Width", N_("Width"), KONTOR_CSV_DECIMAL, VARIANT (WIDTH) },
  [KONTOR_CSV_HEIGHT] = { "Height", N_("Height"), KONTOR_CSV_DECIMAL, VARIANT (HEIGHT) },
  [KONTOR_CSV_HS_CODE] = { "HS code", N_("HS code"), KONTOR_CSV_TEXT, VARIANT (HS_CODE) },
  [KONTOR_CSV_ORIGIN] = { "Country of origin", N_("Country of origin"), KONTOR_CSV_TEXT, VARIANT (ORIGIN) },
};

const KontorCsvMeaningInfo *
kontor_csv_meaning_get_info (KontorCsvMeaning meaning)
{
  g_return_val_if_fail (meaning < KONTOR_CSV_N_MEANINGS, NULL);

  return &infos[meaning];
}

const char *
kontor_csv_meaning_get_label (KontorCsvMeaning meaning)
{
  g_return_val_if_fail (meaning < KONTOR_CSV_N_MEANINGS, NULL);

  return _(infos[meaning].label);
}

char *
kontor_csv_meaning_dup_name (KontorCsvMeaning meaning)
{
  const char *names = kontor_csv_meaning_get_info (meaning)->names;

  return g_strndup (names, strcspn (names, "|"));
}

/* Spaces, case and what stands around a name are of no account. */
static char *
fold (const char *heading)
{
  g_autofree char *folded = g_utf8_casefold (heading, -1);
  GString *text = g_string_new (NULL);

  for (const char *c = folded; *c != '\0'; c++)
    if (!g_ascii_isspace (*c) && *c != '_')
      g_string_append_c (text, *c);
  return g_string_free (text, FALSE);
}

/* "Weight (kg)" without its unit, which is told. */
static char *
split_unit (const char *heading, char unit[8])
{
  const char *open = strrchr (heading, '('), *close = open != NULL ? strchr (open, ')') : NULL;
  static const char *const units[] = { "kg", "g", "lbs", "oz", "m", "cm", "mm", "in", "yd", NULL };
  g_autofree char *name = NULL;

  unit[0] = '\0';
  if (close == NULL || close[1] != '\0')
    return g_strdup (heading);
  name = g_strndup (open + 1, (gsize) (close - open - 1));
  if (!g_strv_contains (units, name))
    return g_strdup (heading);
  g_strlcpy (unit, name, 8);
  return g_strndup (heading, (gsize) (open - heading));
}

/* "#" stands for the digits of a number. */
static gboolean
matches (const char *pattern, const char *heading, guint *number)
{
  const char *mark = strchr (pattern, '#');
  gsize before = mark != NULL ? (gsize) (mark - pattern) : 0;
  char *end;

  *number = 0;
  if (mark == NULL)
    return g_str_equal (pattern, heading);
  if (strncmp (pattern, heading, before) != 0 || !g_ascii_isdigit (heading[before]))
    return FALSE;
  *number = (guint) g_ascii_strtoull (heading + before, &end, 10);
  return *number > 0 && *number < 1000 && g_str_equal (end, mark + 1);
}

static gboolean
is_named (const KontorCsvMeaningInfo *info, const char *folded, guint *number)
{
  g_auto (GStrv) names = g_strsplit (info->names, "|", -1);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *name = fold (names[i]);

    if (matches (name, folded, number))
      return TRUE;
  }
  return FALSE;
}

KontorCsvColumn
kontor_csv_column_recognise (const char *heading)
{
  KontorCsvColumn column = { 0 };
  g_autofree char *bare = split_unit (heading, column.unit);
  g_autofree char *folded = fold (bare);

  for (guint i = 1; folded[0] != '\0' && i < KONTOR_CSV_N_MEANINGS; i++)
    if (is_named (&infos[i], folded, &column.number)) {
      column.meaning = i;
      break;
    }
  if (g_str_equal (folded, "variantgrams"))
    g_strlcpy (column.unit, "g", sizeof column.unit);
  return column;
}

static guint
count_headings (const char *const *headings, const char *const *wanted)
{
  guint n = 0;

  for (guint i = 0; wanted[i] != NULL; i++)
    for (guint j = 0; headings[j] != NULL; j++)
      if (g_ascii_strcasecmp (headings[j], wanted[i]) == 0) {
        n++;
        break;
      }
  return n;
}

KontorCsvDialect
kontor_csv_dialect_recognise (const char *const *headings)
{
  static const char *const shopify[] = { "Handle", "Variant SKU", "Variant Price", "Option1 Value", NULL };
  static const char *const woocommerce[] = { "Regular price", "Published", "Is featured?", "Short description", NULL };
  static const char *const own[] = { "Stock managed", "Status", "Low stock threshold", "Currency", NULL };

  if (count_headings (headings, shopify) >= 3)
    return KONTOR_CSV_SHOPIFY;
  if (count_headings (headings, woocommerce) >= 2)
    return KONTOR_CSV_WOOCOMMERCE;
  return count_headings (headings, own) >= 3 ? KONTOR_CSV_OWN : KONTOR_CSV_OTHER;
}

const char *
kontor_csv_dialect_get_label (KontorCsvDialect dialect)
{
  switch (dialect) {
  case KONTOR_CSV_OTHER:
    return _("A table of its own kind");
  case KONTOR_CSV_OWN:
    return _("An export of Kontor");
  case KONTOR_CSV_WOOCOMMERCE:
    return _("An export of WooCommerce");
  case KONTOR_CSV_SHOPIFY:
    return _("An export of Shopify");
  }
  g_return_val_if_reached (NULL);
}
