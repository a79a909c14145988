#include <glib/gi18n.h>

#include "kontor-import-diff.h"
#include "kontor-import-plan-private.h"

static const guint price_fields[] = { KONTOR_VARIANT_PRICE, KONTOR_VARIANT_SALE_PRICE, KONTOR_VARIANT_SALE_FROM,
                                      KONTOR_VARIANT_SALE_TO, G_MAXUINT };
static const guint other_fields[] = { KONTOR_VARIANT_SKU, KONTOR_VARIANT_GTIN, KONTOR_VARIANT_MPN, KONTOR_VARIANT_STATUS,
                                      KONTOR_VARIANT_COST, KONTOR_VARIANT_MANAGE_STOCK, KONTOR_VARIANT_BACKORDERS,
                                      KONTOR_VARIANT_LOW_STOCK, KONTOR_VARIANT_WEIGHT, KONTOR_VARIANT_LENGTH,
                                      KONTOR_VARIANT_WIDTH, KONTOR_VARIANT_HEIGHT, KONTOR_VARIANT_HS_CODE,
                                      KONTOR_VARIANT_ORIGIN, G_MAXUINT };

static void
compare_product (KontorImportCase *self)
{
  KontorImportPlan *plan = self->plan;
  const KontorCsvEntry *entry = self->entry;
  g_autoptr (KontorRecord) wanted = kontor_record_copy (entry->product);

  if (entry->level == KONTOR_CSV_PRODUCT && kontor_csv_entry_get_sku (entry) != NULL)
    kontor_record_set_text (wanted, KONTOR_PRODUCT_SKU, kontor_csv_entry_get_sku (entry));
  kontor_import_case_leave_out (self, wanted, self->product);
  plan->product = kontor_import_diff (wanted, self->product, NULL, plan->changes);
  plan->categories = kontor_import_case_compare_terms (self, self->checker->categories, entry->categories, KONTOR_PRODUCT_CATEGORIES, "create-category");
  plan->tags = kontor_import_case_compare_terms (self, self->checker->tags, entry->tags, KONTOR_PRODUCT_TAGS, "create-tag");
  if (plan->product != NULL || plan->categories != NULL || plan->tags != NULL)
    kontor_import_case_need (self, "set-product");
}

/* Of several places the one with the most is where a difference is. */
static const KontorRecord *
find_fullest (const KontorRecord *variant, gint64 *sum)
{
  const KontorRecord *fullest = NULL;

  *sum = 0;
  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS); i++) {
    const KontorRecord *level = kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i);

    *sum += kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND);
    if (fullest == NULL ||
        kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND) > kontor_record_get_int (fullest, KONTOR_LEVEL_ON_HAND))
      fullest = level;
  }
  return fullest;
}

static void
tell_stock (KontorImportCase *self, gint64 present)
{
  gboolean several = kontor_record_get_length (self->variant, KONTOR_VARIANT_LEVELS) > 1;
  g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT, present);
  g_autofree char *after = g_strdup_printf ("%" G_GINT64_FORMAT, self->entry->stock);
  g_autofree char *name = NULL, *label = NULL;

  if (several && !kontor_txn_query_text (self->checker->txn, &name, NULL,
                                         "SELECT name FROM setting WHERE account_id = ? AND kind = 'location' AND remote_id = ?",
                                         "is", self->checker->account_id, self->plan->place))
    g_clear_pointer (&name, g_free);
  /* Translators: the name of a location, as in "Stock at Main warehouse" */
  label = name != NULL ? g_strdup_printf (_("Stock at %s"), name) : g_strdup (_("Stock"));
  kontor_import_changes_add (self->plan->changes, label, before, after);
}

static void
compare_stock (KontorImportCase *self)
{
  gint64 present;
  const KontorRecord *level = find_fullest (self->variant, &present);

  if (!self->entry->has_stock || (level != NULL && present == self->entry->stock))
    return;
  if (level == NULL || !kontor_record_get_bool (self->variant, KONTOR_VARIANT_MANAGE_STOCK)) {
    kontor_import_case_complain (self, _("The stock of this is not managed."));
    return;
  }
  self->plan->stock = self->entry->stock - present;
  self->plan->place = g_intern_string (kontor_record_get_key (level));
  tell_stock (self, present);
  kontor_import_case_need (self, "adjust-stock");
}

static void
check_currency (KontorImportCase *self)
{
  const char *own = kontor_record_get_text (self->variant, KONTOR_VARIANT_CURRENCY);
  g_autofree char *fault = NULL;

  if (self->entry->currency == NULL || own == NULL || g_ascii_strcasecmp (own, self->entry->currency) == 0)
    return;
  fault = g_strdup_printf (_("The prices of this are in %s."), own);
  kontor_import_case_complain (self, fault);
}

static void
compare_variant (KontorImportCase *self)
{
  KontorImportPlan *plan = self->plan;
  g_autoptr (KontorRecord) wanted = kontor_record_copy (self->entry->variant);

  if (self->entry->level == KONTOR_CSV_VARIANT && kontor_record_has (self->entry->product, KONTOR_PRODUCT_STATUS))
    kontor_record_set_text (wanted, KONTOR_VARIANT_STATUS, kontor_record_get_text (self->entry->product, KONTOR_PRODUCT_STATUS));
  kontor_import_case_leave_out (self, wanted, self->variant);
  plan->price = kontor_import_diff (wanted, self->variant, price_fields, plan->changes);
  plan->variant = kontor_import_diff (wanted, self->variant, other_fields, plan->changes);
  if (plan->price != NULL) {
    kontor_import_case_check_sale (self, plan->price);
    check_currency (self);
    kontor_import_case_need (self, "set-price");
  }
  if (plan->variant != NULL) {
    kontor_import_case_check_values (self, plan->variant);
    kontor_import_case_need (self, "set-variant");
  }
  compare_stock (self);
}

static gboolean
says_anything (const KontorRecord *record)
{
  for (guint i = 0; i < kontor_record_get_record_type (record)->n_fields; i++)
    if (kontor_record_has (record, i) && !kontor_record_is_null (record, i))
      return TRUE;
  return FALSE;
}

/* What belongs to variants needs one of them named. */
static void
check_level (KontorImportCase *self)
{
  const KontorCsvEntry *entry = self->entry;
  g_autoptr (KontorRecord) other = kontor_record_copy (entry->variant);

  if (entry->level == KONTOR_CSV_PRODUCT || self->match.product_id == 0 || self->match.variant_id != 0)
    return;
  kontor_record_unset (other, KONTOR_VARIANT_SKU);
  if ((entry->has_stock || says_anything (other)) && self->match.n_variants > 1 && entry->options->len == 0)
    kontor_import_case_complain (self, _("Prices and stock belong to the variants of this product: name one by its SKU, its GTIN or its ID."));
}

/* All that would change is told, and not kept. */
static void
complain_left_out (KontorImportCase *self)
{
  const KontorImportChange *change = g_ptr_array_index (self->plan->changes, 0);
  g_autofree char *fault = g_strdup_printf (_("This shop does not keep “%s”."), change->label);

  kontor_import_case_complain (self, fault);
}

void
kontor_import_case_plan_change (KontorImportCase *self)
{
  KontorImportPlan *plan = self->plan;

  check_level (self);
  if (self->entry->level != KONTOR_CSV_VARIANT && self->product != NULL)
    compare_product (self);
  if (self->entry->level != KONTOR_CSV_PRODUCT && self->variant != NULL)
    compare_variant (self);
  if (plan->product != NULL || plan->variant != NULL || plan->price != NULL || plan->categories != NULL || plan->tags != NULL ||
      plan->stock != 0)
    plan->verdict = KONTOR_IMPORT_CHANGED;
  else if (plan->changes->len > 0)
    complain_left_out (self);
}
