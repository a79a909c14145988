#include "kontor-import-plan.h"

#include <glib/gi18n.h>

#include "kontor-import-plan-private.h"

void
kontor_import_plan_free (KontorImportPlan *self)
{
  g_clear_pointer (&self->product, kontor_record_unref);
  g_clear_pointer (&self->variant, kontor_record_unref);
  g_clear_pointer (&self->price, kontor_record_unref);
  g_ptr_array_unref (self->changes);
  g_strfreev (self->categories);
  g_strfreev (self->tags);
  g_free (self->name);
  g_free (self->fault);
  g_free (self);
}

static gboolean
load_place (KontorImportChecker *self, GError **error)
{
  g_autofree char *place = NULL;

  if (!kontor_txn_query_text (self->txn, &place, error,
                              "SELECT remote_id FROM setting WHERE account_id = ? AND kind = 'location' AND remote_id IS NOT NULL "
                              "ORDER BY position, id",
                              "i", self->account_id))
    return FALSE;
  self->place = g_intern_string (place != NULL ? place : "");
  return TRUE;
}

KontorImportChecker *
kontor_import_checker_new (KontorTxn *txn, KontorPlatforms platforms, gint64 account_id, KontorIdSet *seen, GError **error)
{
  g_autoptr (KontorImportChecker) self = g_new0 (KontorImportChecker, 1);

  self->txn = txn;
  self->account_id = account_id;
  self->seen = kontor_id_set_ref (seen);
  if (!kontor_import_checker_reload (self, error) || !load_place (self, error) ||
      !kontor_platforms_find_of_account (platforms, txn, account_id, &self->info, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
forget_terms (KontorImportChecker *self)
{
  g_clear_pointer (&self->categories, kontor_import_terms_free);
  g_clear_pointer (&self->tags, kontor_import_terms_free);
}

gboolean
kontor_import_checker_reload (KontorImportChecker *self, GError **error)
{
  forget_terms (self);
  self->categories = kontor_import_terms_load (self->txn, KONTOR_ENTITY_CATEGORY, self->account_id, error);
  if (self->categories != NULL)
    self->tags = kontor_import_terms_load (self->txn, KONTOR_ENTITY_TAG, self->account_id, error);
  return self->tags != NULL;
}

void
kontor_import_checker_free (KontorImportChecker *self)
{
  forget_terms (self);
  kontor_id_set_unref (self->seen);
  g_free (self);
}

gint64
kontor_import_checker_get_account (KontorImportChecker *self)
{
  return self->account_id;
}

KontorImportTerms *
kontor_import_checker_get_categories (KontorImportChecker *self)
{
  return self->categories;
}

KontorImportTerms *
kontor_import_checker_get_tags (KontorImportChecker *self)
{
  return self->tags;
}

static void
case_clear (KontorImportCase *self)
{
  kontor_import_match_clear (&self->match);
  g_clear_pointer (&self->plan, kontor_import_plan_free);
  g_clear_pointer (&self->product, kontor_record_unref);
  g_clear_pointer (&self->variant, kontor_record_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorImportCase, case_clear)

static gboolean
load_present (KontorImportCase *self, GError **error)
{
  KontorTxn *txn = self->checker->txn;
  GError *failure = NULL;

  if (self->match.product_id != 0)
    self->product = kontor_store_load (txn, KONTOR_ENTITY_PRODUCT, self->match.product_id, KONTOR_LOAD_WHOLE, &failure);
  if (failure == NULL && self->match.variant_id != 0)
    self->variant = kontor_store_load (txn, KONTOR_ENTITY_VARIANT, self->match.variant_id, KONTOR_LOAD_WHOLE, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* A variant may be new where its product is not. */
static gboolean
is_new (KontorImportCase *self)
{
  const KontorCsvEntry *entry = self->entry;

  if (entry->level == KONTOR_CSV_VARIANT)
    return self->match.variant_id == 0;
  return self->match.product_id == 0 ||
         (self->match.variant_id == 0 && entry->level == KONTOR_CSV_WHOLE && entry->options->len > 0);
}

static void
make_plan (KontorImportCase *self)
{
  KontorImportPlan *plan = self->plan;

  plan->product_id = self->match.product_id;
  plan->variant_id = self->match.variant_id;
  plan->column = self->entry->column;
  kontor_import_case_complain (self, self->entry->fault != NULL ? self->entry->fault : self->match.fault);
  if (plan->fault == NULL && self->entry->level != KONTOR_CSV_NEITHER) {
    kontor_import_case_note_sku (self);
    if (is_new (self))
      kontor_import_case_plan_new (self);
    else
      kontor_import_case_plan_change (self);
  }
  if (plan->fault != NULL)
    plan->verdict = KONTOR_IMPORT_FAULTY;
  else if (plan->verdict != KONTOR_IMPORT_UNCHANGED && self->entry->remark != NULL)
    kontor_import_changes_add (plan->changes, kontor_csv_meaning_get_label (KONTOR_CSV_GTIN), NULL, self->entry->remark);
}

static const char *
get_name (KontorImportCase *self)
{
  const char *name = kontor_csv_entry_get_name (self->entry);

  if (name == NULL && self->product != NULL)
    name = kontor_record_get_text (self->product, KONTOR_PRODUCT_TITLE);
  return name != NULL ? name : self->entry->id;
}

KontorImportPlan *
kontor_import_checker_check (KontorImportChecker *self, const KontorCsvEntry *entry, GError **error)
{
  g_auto (KontorImportCase) row = { .checker = self, .entry = entry };

  row.plan = g_new0 (KontorImportPlan, 1);
  row.plan->changes = kontor_import_changes_new ();
  row.plan->verdict = KONTOR_IMPORT_UNCHANGED;
  if (entry->fault == NULL &&
      (!kontor_import_match_find (&row.match, self->txn, self->account_id, entry, error) || !load_present (&row, error)))
    return NULL;
  if (row.product != NULL)
    kontor_csv_entry_name_options (entry, row.product);
  make_plan (&row);
  row.plan->name = g_strdup (get_name (&row));
  return g_steal_pointer (&row.plan);
}

KontorImportPlan *
kontor_import_checker_check_again (KontorImportChecker *self, const KontorCsvEntry *entry, KontorImportVerdict verdict,
                                   GError **error)
{
  KontorImportPlan *plan;

  self->again = TRUE;
  plan = kontor_import_checker_check (self, entry, error);
  self->again = FALSE;
  if (plan != NULL && verdict == KONTOR_IMPORT_FAULTY && plan->fault == NULL) {
    plan->fault = g_strdup (gettext (entry->level == KONTOR_CSV_VARIANT && plan->product_id == 0 ? kontor_import_orphan_fault
                                                                                                 : kontor_import_double_fault));
    plan->verdict = verdict;
  }
  return plan;
}
