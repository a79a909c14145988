#include "kontor-sheet-column.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-field-text.h"
#include "kontor-money-change.h"
#include "kontor-product-format.h"
#include "kontor-stock-input.h"

static const KontorSheetColumn columns[] = {
  { N_("Product"), KONTOR_ENTITY_PRODUCT, KONTOR_PRODUCT_TITLE, .words = TRUE, .width = 220 },
  { N_("Variant"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_OPTIONS, .width = 110 },
  { N_("SKU"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_SKU, .words = TRUE, .width = 120 },
  { N_("Price"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_PRICE, .number = TRUE, .width = 110 },
  { N_("Sale Price"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_SALE_PRICE, .number = TRUE, .width = 110 },
  { N_("Stock"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_ON_HAND, .number = TRUE, .width = 80 },
  { N_("GTIN"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_GTIN, .width = 130 },
  { N_("Weight"), KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_WEIGHT, .number = TRUE, .width = 80 },
  { N_("Status"), KONTOR_ENTITY_PRODUCT, KONTOR_PRODUCT_STATUS, .width = 110 },
  { N_("Vendor"), KONTOR_ENTITY_PRODUCT, KONTOR_PRODUCT_VENDOR, .words = TRUE, .width = 120 },
};

static const char *const statuses[] = { "published", "draft", "private", NULL };

const KontorSheetColumn *
kontor_sheet_column_list (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

static gboolean
is_of (const KontorSheetColumn *self, KontorEntity entity, guint field)
{
  return self->entity == entity && self->field == field;
}

static gboolean
is_options (const KontorSheetColumn *self)
{
  return is_of (self, KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_OPTIONS);
}

static gboolean
is_stock (const KontorSheetColumn *self)
{
  return is_of (self, KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_ON_HAND);
}

static gboolean
is_price (const KontorSheetColumn *self)
{
  return is_of (self, KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_PRICE) ||
         is_of (self, KONTOR_ENTITY_VARIANT, KONTOR_VARIANT_SALE_PRICE);
}

static gboolean
is_status (const KontorSheetColumn *self)
{
  return is_of (self, KONTOR_ENTITY_PRODUCT, KONTOR_PRODUCT_STATUS);
}

static char *
dup_options (const KontorRecord *variant)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS); i++) {
    const char *value = kontor_record_get_text (kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, i),
                                                KONTOR_VARIANT_OPTION_VALUE);

    if (value != NULL)
      g_strv_builder_add (values, value);
  }
  parts = g_strv_builder_end (values);
  return g_strjoinv (" / ", parts);
}

char *
kontor_sheet_column_dup_text (const KontorSheetColumn *self, const KontorRecord *record)
{
  g_return_val_if_fail (self != NULL && record != NULL, NULL);

  if (is_options (self))
    return dup_options (record);
  if (is_status (self))
    return kontor_product_format_status (NULL, kontor_record_get_text (record, self->field));
  if (is_stock (self) && !kontor_record_get_bool (record, KONTOR_VARIANT_MANAGE_STOCK))
    return g_strdup ("");
  return kontor_field_text_dup (record, self->field);
}

static const char *
get_kind (const KontorSheetColumn *self)
{
  if (is_stock (self))
    return "adjust-stock";
  if (is_price (self))
    return "set-price";
  return self->entity == KONTOR_ENTITY_PRODUCT ? "set-product" : "set-variant";
}

char *
kontor_sheet_column_dup_refusal (const KontorSheetColumn *self, KontorAccount *account, const KontorRecord *record)
{
  char *reason = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (is_options (self))
    return g_strdup (_("Options are changed in the product itself"));
  if (record == NULL)
    return g_strdup (_("It is not read yet"));
  if (is_stock (self) && !kontor_record_get_bool (record, KONTOR_VARIANT_MANAGE_STOCK))
    return g_strdup (_("Its stock is not counted"));
  if (account == NULL)
    return NULL;
  if ((kontor_account_get_platform (account)->fixed[self->entity] & KONTOR_FIELD_BIT (self->field)) != 0)
    return g_strdup (_("This shop does not keep it"));
  return kontor_account_allows (account, get_kind (self), record, &reason) ? NULL : reason;
}

static gboolean
parse_price (const KontorSheetColumn *self, const KontorRecord *record, const char *text, KontorRecord *change, GError **error)
{
  const char *currency = kontor_record_get_text (record, KONTOR_VARIANT_CURRENCY);
  KontorMoney present = kontor_money_make (kontor_record_get_amount (record, self->field), currency), money;

  if (!kontor_money_parse_change (text, kontor_record_is_null (record, self->field) ? NULL : &present,
                                  currency != NULL ? currency : "EUR", &money, error))
    return FALSE;
  kontor_record_set_amount (change, self->field, money.amount);
  return TRUE;
}

static gboolean
parse_stock (const KontorRecord *record, const char *text, KontorRecord *change, GError **error)
{
  gint64 present = kontor_record_get_int (record, KONTOR_VARIANT_ON_HAND), by;

  if (!kontor_stock_parse_input (text, present, &by, error))
    return FALSE;
  kontor_record_set_int (change, KONTOR_VARIANT_ON_HAND, present + by);
  return TRUE;
}

/* By its beginning, in one's own language or as it is stored. */
static gboolean
parse_status (const char *text, KontorRecord *change, GError **error)
{
  g_autofree char *typed = g_utf8_casefold (text, -1);

  for (guint i = 0; statuses[i] != NULL && typed[0] != '\0'; i++) {
    g_autofree char *label = kontor_product_format_status (NULL, statuses[i]);
    g_autofree char *folded = g_utf8_casefold (label, -1);

    if (g_str_has_prefix (folded, typed) || g_str_equal (statuses[i], typed)) {
      kontor_record_set_text (change, KONTOR_PRODUCT_STATUS, statuses[i]);
      return TRUE;
    }
  }
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is no such status."));
  return FALSE;
}

static gboolean
parse (const KontorSheetColumn *self, const KontorRecord *record, const char *text, KontorRecord *change, GError **error)
{
  if (is_status (self))
    return parse_status (text, change, error);
  if (is_stock (self))
    return parse_stock (record, text, change, error);
  if (is_price (self) && text[0] != '\0')
    return parse_price (self, record, text, change, error);
  if (is_of (self, KONTOR_ENTITY_PRODUCT, KONTOR_PRODUCT_TITLE) && text[0] == '\0') {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("A product needs a title."));
    return FALSE;
  }
  return kontor_field_text_parse (record, self->field, text, change, error);
}

void
kontor_sheet_column_type (const KontorSheetColumn *self, KontorSheet *sheet, const KontorRecord *present, const char *text)
{
  g_autoptr (KontorRecord) record = NULL, change = NULL;
  g_autofree char *typed = NULL, *shown = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && present != NULL && text != NULL);

  record = kontor_sheet_lay_over (sheet, present);
  shown = kontor_sheet_column_dup_text (self, record);
  typed = g_strstrip (g_strdup (text));
  if (g_str_equal (typed, shown) && kontor_sheet_get_state (sheet, present, self->field) == KONTOR_SHEET_CLEAN)
    return;
  change = kontor_record_new (kontor_record_get_record_type (present));
  if (parse (self, record, typed, change, &error))
    kontor_sheet_set (sheet, present, change);
  else
    kontor_sheet_refuse (sheet, present, self->field, typed, error->message);
}
