#include "kontor-csv-settle.h"

/* Rows of Shopify belong together by their handle; only the first of them names the product. */
static void
settle_shopify (KontorCsvEntry *self)
{
  gboolean has_variant = self->options->len > 0 || kontor_record_has (self->variant, KONTOR_VARIANT_SKU) ||
                         kontor_record_has (self->variant, KONTOR_VARIANT_PRICE);

  if (kontor_record_has (self->product, KONTOR_PRODUCT_TITLE)) {
    self->level = KONTOR_CSV_WHOLE;
    return;
  }
  self->level = has_variant ? KONTOR_CSV_VARIANT : KONTOR_CSV_NEITHER;
  g_set_str (&self->parent, kontor_record_get_text (self->product, KONTOR_PRODUCT_HANDLE));
}

/* Shopify says a number even of what it does not count, WooCommerce says none. */
static void
settle_stock (KontorCsvEntry *self, const KontorCsvLayout *layout)
{
  if (layout->dialect == KONTOR_CSV_SHOPIFY && kontor_csv_layout_has (layout, KONTOR_CSV_MANAGE_STOCK) &&
      !kontor_record_has (self->variant, KONTOR_VARIANT_MANAGE_STOCK))
    self->has_stock = FALSE;
  self->unmanaged = (layout->dialect == KONTOR_CSV_SHOPIFY || layout->dialect == KONTOR_CSV_WOOCOMMERCE) &&
                    kontor_csv_layout_has (layout, KONTOR_CSV_STOCK) && !self->has_stock;
}

void
kontor_csv_entry_settle (KontorCsvEntry *self, const KontorCsvLayout *layout)
{
  settle_stock (self, layout);
  if (layout->dialect == KONTOR_CSV_SHOPIFY)
    settle_shopify (self);
  else if (self->level == KONTOR_CSV_ANY && self->parent != NULL)
    self->level = KONTOR_CSV_VARIANT;
}

void
kontor_csv_entry_name_options (const KontorCsvEntry *self, const KontorRecord *product)
{
  guint n = kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS);

  for (guint i = 0; i < self->options->len && i < n; i++) {
    KontorRecord *option = g_ptr_array_index (self->options, i);
    const KontorRecord *known = kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, i);

    if (kontor_record_is_null (option, KONTOR_PRODUCT_OPTION_NAME))
      kontor_record_set_text (option, KONTOR_PRODUCT_OPTION_NAME, kontor_record_get_text (known, KONTOR_PRODUCT_OPTION_NAME));
  }
}

gboolean
kontor_csv_entry_has_options (const KontorCsvEntry *self)
{
  for (guint i = 0; i < self->options->len; i++)
    if (kontor_record_is_null (g_ptr_array_index (self->options, i), KONTOR_PRODUCT_OPTION_NAME))
      return FALSE;
  return self->options->len > 0;
}
