#include <glib/gi18n.h>

#include "kontor-import-plan-private.h"

static gint64
hash_name (char kind, const char *name)
{
  guint64 hash = 14695981039346656037U ^ (guint64) kind;

  for (const char *c = name; *c != '\0'; c++)
    hash = (hash ^ (guint64) g_ascii_tolower (*c)) * 1099511628211U;
  return (gint64) (hash | 1);
}

/* Nothing is said twice. */
void
kontor_import_case_note_sku (KontorImportCase *self)
{
  const char *sku = kontor_csv_entry_get_sku (self->entry);

  if (sku != NULL && self->entry->id == NULL && !self->checker->again && !kontor_id_set_add (self->checker->seen, hash_name ('s', sku)))
    kontor_import_case_complain (self, _(kontor_import_double_fault));
}

/* What the row makes, for variants further down. */
static void
note_made (KontorImportCase *self)
{
  const KontorCsvEntry *entry = self->entry;
  g_autofree char *id = entry->id != NULL ? g_strconcat ("id:", entry->id, NULL) : NULL;
  const char *names[] = { kontor_csv_entry_get_sku (entry), kontor_record_get_text (entry->product, KONTOR_PRODUCT_HANDLE), id };

  for (guint i = 0; i < G_N_ELEMENTS (names) && entry->level != KONTOR_CSV_VARIANT; i++)
    if (names[i] != NULL)
      kontor_id_set_add (self->checker->seen, hash_name ('p', names[i]));
}

/* A variant's product is here, or a row above makes it. */
static gboolean
has_parent (KontorImportCase *self)
{
  const char *parent = self->entry->parent;

  return self->match.product_id != 0 ||
         (parent != NULL && (self->checker->again || kontor_id_set_contains (self->checker->seen, hash_name ('p', parent))));
}

static void
check_new_variant (KontorImportCase *self)
{
  const KontorCsvEntry *entry = self->entry;

  kontor_import_case_need (self, "create-variant");
  if (!has_parent (self))
    kontor_import_case_complain (self, entry->parent != NULL ? _(kontor_import_orphan_fault)
                                                             : _("Nothing here is called so, and the row does not say of which product it is a variant."));
  else if (self->product != NULL ? !kontor_csv_entry_has_options (entry) : entry->options->len == 0)
    kontor_import_case_complain (self, _("A new variant needs the values of its options."));
}

static void
check_new_product (KontorImportCase *self)
{
  const KontorCsvEntry *entry = self->entry;

  kontor_import_case_need (self, "create-product");
  if (entry->level != KONTOR_CSV_PRODUCT)
    kontor_import_case_need (self, "create-variant");
  if (kontor_record_get_text (entry->product, KONTOR_PRODUCT_TITLE) == NULL)
    kontor_import_case_complain (self, _("Nothing here is called so, and a new product needs a title."));
  else if (kontor_csv_entry_get_sku (entry) == NULL && kontor_record_get_text (entry->variant, KONTOR_VARIANT_GTIN) == NULL &&
           kontor_record_get_text (entry->product, KONTOR_PRODUCT_HANDLE) == NULL)
    kontor_import_case_complain (self, _("A new product needs a SKU, a GTIN or a handle, so that it is not made twice."));
}

static KontorRecord *
make_variant_record (KontorImportCase *self)
{
  const KontorCsvEntry *entry = self->entry;
  KontorRecord *variant = kontor_record_copy (entry->variant);

  kontor_record_set_empty (variant, KONTOR_VARIANT_OPTIONS);
  for (guint i = 0; i < entry->options->len; i++) {
    const KontorRecord *option = g_ptr_array_index (entry->options, i);
    KontorRecord *own;

    if (kontor_record_is_null (option, KONTOR_PRODUCT_OPTION_NAME))
      continue;
    own = kontor_record_new (&kontor_variant_option_type);
    kontor_record_set_key (own, kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME));
    kontor_record_set_text (own, KONTOR_VARIANT_OPTION_NAME, kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME));
    if (kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES) > 0)
      kontor_record_set_text (own, KONTOR_VARIANT_OPTION_VALUE,
                              kontor_record_get_text (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, 0),
                                                      KONTOR_OPTION_VALUE_NAME));
    kontor_record_take_member (variant, KONTOR_VARIANT_OPTIONS, own);
  }
  if (entry->has_stock) {
    KontorRecord *level = kontor_record_new (&kontor_level_type);

    kontor_record_set_key (level, self->checker->place);
    kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, entry->stock);
    kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, TRUE);
    kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
  } else if (entry->unmanaged)
    kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, FALSE);
  return variant;
}

static void
leave_out (KontorImportCase *self, KontorRecord *wanted)
{
  g_autoptr (KontorRecord) nothing = kontor_record_new (kontor_record_get_record_type (wanted));

  kontor_import_case_leave_out (self, wanted, nothing);
}

void
kontor_import_case_plan_new (KontorImportCase *self)
{
  KontorImportPlan *plan = self->plan;
  const KontorCsvEntry *entry = self->entry;

  plan->verdict = KONTOR_IMPORT_CREATED;
  if (entry->level == KONTOR_CSV_VARIANT || self->match.product_id != 0)
    check_new_variant (self);
  else {
    check_new_product (self);
    plan->product = kontor_record_copy (entry->product);
    leave_out (self, plan->product);
    if (kontor_csv_entry_get_sku (entry) != NULL)
      kontor_record_set_text (plan->product, KONTOR_PRODUCT_SKU, kontor_csv_entry_get_sku (entry));
    for (guint i = 0; i < entry->options->len; i++) {
      KontorRecord *option = kontor_record_copy (g_ptr_array_index (entry->options, i));

      kontor_record_set_key (option, kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME));
      kontor_record_take_member (plan->product, KONTOR_PRODUCT_OPTIONS, option);
    }
    plan->categories = kontor_import_case_compare_terms (self, self->checker->categories, entry->categories, KONTOR_PRODUCT_CATEGORIES, "create-category");
    plan->tags = kontor_import_case_compare_terms (self, self->checker->tags, entry->tags, KONTOR_PRODUCT_TAGS, "create-tag");
  }
  if (entry->level != KONTOR_CSV_PRODUCT) {
    plan->variant = make_variant_record (self);
    leave_out (self, plan->variant);
  }
  kontor_import_case_check_sale (self, entry->variant);
  kontor_import_case_check_values (self, entry->variant);
  if (plan->fault == NULL && !self->checker->again)
    note_made (self);
}
