#pragma once

#include "kontor-csv-entry.h"
#include "kontor-id-set.h"
#include "kontor-import-row.h"
#include "kontor-import-terms.h"

G_BEGIN_DECLS

/**
 * KontorImportPlan:
 * @name: (nullable): what the row is about
 * @fault: (nullable): of a FAULTY row, for a person
 * @column: of the fault; -1: none of them
 * @changes: (element-type KontorImportChange)
 * @product_id, @variant_id: 0 where it is to be made, or not touched
 * @product, @variant, @price: (nullable): what is to be set; of what is made all of it
 * @categories, @tags: (nullable): paths that are to be the product's
 * @stock: what is to be added
 * @place: interned: where
 */
typedef struct {
  KontorImportVerdict verdict;
  char *name;
  char *fault;
  int column;
  GPtrArray *changes;
  gint64 product_id;
  gint64 variant_id;
  KontorRecord *product;
  KontorRecord *variant;
  KontorRecord *price;
  GStrv categories;
  GStrv tags;
  gint64 stock;
  const char *place;
} KontorImportPlan;

void kontor_import_plan_free (KontorImportPlan *self);

/**
 * KontorImportChecker:
 *
 * Compares rows with what is here, all of one transaction, and remembers of
 * the rows before what they are going to make.
 */
typedef struct _KontorImportChecker KontorImportChecker;

/**
 * kontor_import_checker_new:
 * @seen: (transfer none): what rows of earlier transactions named; it grows
 */
KontorImportChecker *kontor_import_checker_new (KontorTxn *txn, KontorPlatforms platforms, gint64 account_id,
                                                KontorIdSet *seen, GError **error);
void kontor_import_checker_free (KontorImportChecker *self);
/** Categories and tags are read again: those that rows made may not be there any more. */
gboolean kontor_import_checker_reload (KontorImportChecker *self, GError **error);
gint64 kontor_import_checker_get_account (KontorImportChecker *self);
KontorImportTerms *kontor_import_checker_get_categories (KontorImportChecker *self);
KontorImportTerms *kontor_import_checker_get_tags (KontorImportChecker *self);
/** For the first time. (transfer full) (nullable): NULL on errors of the database. */
KontorImportPlan *kontor_import_checker_check (KontorImportChecker *self, const KontorCsvEntry *entry, GError **error);
/** A row whose @verdict is known, by its own. (transfer full) (nullable) */
KontorImportPlan *kontor_import_checker_check_again (KontorImportChecker *self, const KontorCsvEntry *entry,
                                                     KontorImportVerdict verdict, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportPlan, kontor_import_plan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportChecker, kontor_import_checker_free)

G_END_DECLS
