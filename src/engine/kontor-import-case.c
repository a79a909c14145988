#include <glib/gi18n.h>

#include "kontor-gtin.h"
#include "kontor-import-diff.h"
#include "kontor-import-plan-private.h"

/* What is seen only when the rows are read in order. */
const char kontor_import_double_fault[] = N_("A row above has the same SKU.");
const char kontor_import_orphan_fault[] = N_("The product of this variant is neither here nor in a row above.");

/* The first thing that is wrong is told. */
void
kontor_import_case_complain (KontorImportCase *self, const char *fault)
{
  if (self->plan->fault == NULL)
    self->plan->fault = g_strdup (fault);
}

void
kontor_import_case_need (KontorImportCase *self, const char *kind)
{
  g_autofree char *fault = NULL;

  if (self->plan->fault != NULL || kontor_platforms_get_support (self->checker->info, kind) != NULL)
    return;
  fault = g_strdup_printf (_("This shop cannot do “%s”."), _(kontor_op_kind_lookup (kind)->label));
  kontor_import_case_complain (self, fault);
}

/* Paths of the terms that a product has, in no order. */
static GStrv
list_terms (KontorImportTerms *terms, const KontorRecord *product, guint field)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; product != NULL && i < kontor_record_get_length (product, field); i++) {
    gint64 id = kontor_record_get_ref (kontor_record_get_member (product, field, i), 0);
    const char *path = kontor_import_terms_get_path (terms, id);

    if (path != NULL)
      g_strv_builder_add (paths, path);
  }
  return g_strv_builder_end (paths);
}

static gboolean
has_same (GStrv a, GStrv b)
{
  if (g_strv_length (a) != g_strv_length (b))
    return FALSE;
  for (guint i = 0; a[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) b, a[i]))
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): what is to be there; NULL where it is. */
GStrv
kontor_import_case_compare_terms (KontorImportCase *self, KontorImportTerms *terms, GStrv wanted, guint field, const char *kind)
{
  g_auto (GStrv) present = list_terms (terms, self->product, field);
  g_auto (GStrv) clean = g_new0 (char *, (wanted != NULL ? g_strv_length (wanted) : 0) + 1);
  g_autofree char *before = NULL, *after = NULL;

  if (wanted == NULL)
    return NULL;
  for (guint i = 0; wanted[i] != NULL; i++)
    clean[i] = kontor_import_terms_clean (wanted[i]);
  if (has_same (present, clean))
    return NULL;
  for (guint i = 0; clean[i] != NULL; i++)
    if (kontor_import_terms_find (terms, clean[i]) == 0)
      kontor_import_case_need (self, kind);
  before = g_strjoinv (", ", present);
  after = g_strjoinv (", ", clean);
  kontor_import_changes_add (self->plan->changes, kontor_entity_get_field_label (KONTOR_ENTITY_PRODUCT, field), before, after);
  return g_steal_pointer (&clean);
}

void
kontor_import_case_leave_out (KontorImportCase *self, KontorRecord *wanted, const KontorRecord *present)
{
  KontorEntity entity = kontor_record_get_entity (wanted);
  guint64 fixed = self->checker->info != NULL ? self->checker->info->fixed[entity] : 0;

  for (guint i = 0; fixed != 0 && i < kontor_record_get_record_type (wanted)->n_fields; i++) {
    if ((fixed & KONTOR_FIELD_BIT (i)) == 0 || !kontor_record_has (wanted, i))
      continue;
    if (!kontor_import_is_same (wanted, present, i))
      kontor_import_changes_add (self->plan->changes, kontor_entity_get_field_label (entity, i), NULL,
                                 _("This shop does not keep it"));
    kontor_record_unset (wanted, i);
  }
}

void
kontor_import_case_check_sale (KontorImportCase *self, const KontorRecord *wanted)
{
  const KontorRecord *regular = kontor_record_is_null (wanted, KONTOR_VARIANT_PRICE) ? self->variant : wanted;

  if (regular != NULL && !kontor_record_is_null (wanted, KONTOR_VARIANT_SALE_PRICE) &&
      !kontor_record_is_null (regular, KONTOR_VARIANT_PRICE) &&
      kontor_record_get_amount (wanted, KONTOR_VARIANT_SALE_PRICE) >= kontor_record_get_amount (regular, KONTOR_VARIANT_PRICE))
    kontor_import_case_complain (self, _("A sale price must be below the regular price."));
}

/* What was so before is not asked whether it makes sense. */
void
kontor_import_case_check_values (KontorImportCase *self, const KontorRecord *wanted)
{
  const char *gtin = kontor_record_get_text (wanted, KONTOR_VARIANT_GTIN);
  g_autofree char *fault = NULL;

  if (gtin != NULL && kontor_gtin_check (gtin, NULL) != KONTOR_GTIN_VALID)
    fault = g_strdup_printf (_("“%s” is no GTIN: its last digit does not fit the others."), gtin);
  for (guint i = KONTOR_VARIANT_WEIGHT; fault == NULL && i <= KONTOR_VARIANT_HEIGHT; i++) {
    const char *measure = kontor_record_get_text (wanted, i);
    gint64 amount;

    if (measure != NULL && (!kontor_decimal_parse (measure, &amount, NULL, NULL) || amount < 0))
      fault = g_strdup_printf (_("“%s” is no measure."), measure);
  }
  if (fault != NULL)
    kontor_import_case_complain (self, fault);
}
