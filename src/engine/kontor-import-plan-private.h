#pragma once

#include "kontor-import-match.h"
#include "kontor-import-plan.h"

G_BEGIN_DECLS

/* Shared by the files of KontorImportChecker alone. */

struct _KontorImportChecker {
  KontorTxn *txn;
  gint64 account_id;
  const KontorConnectorInfo *info; /* (nullable) */
  KontorImportTerms *categories;
  KontorImportTerms *tags;
  KontorIdSet *seen; /* (owned): of identifiers that rows before said */
  const char *place; /* interned: the first location; "" where the shop has none */
  gboolean again;    /* the rows were seen before */
};

/* A row being compared. */
typedef struct {
  KontorImportChecker *checker;
  const KontorCsvEntry *entry;
  KontorImportMatch match;
  KontorImportPlan *plan;
  KontorRecord *product; /* (owned) (nullable): as it is here */
  KontorRecord *variant; /* (owned) (nullable) */
} KontorImportCase;

/* (translatable): what is seen only when the rows are read in order */
extern const char kontor_import_double_fault[], kontor_import_orphan_fault[];

/** The first thing that is wrong is told. @fault: (nullable): nothing */
void kontor_import_case_complain (KontorImportCase *self, const char *fault);
/** Whether the shop can do such an op. */
void kontor_import_case_need (KontorImportCase *self, const char *kind);
/** (transfer full) (nullable): the terms that are to be there; NULL where they are. @kind: of the op that makes one. */
GStrv kontor_import_case_compare_terms (KontorImportCase *self, KontorImportTerms *terms, GStrv wanted, guint field,
                                        const char *kind);
/** Takes out of @wanted what the shop does not keep, and tells it where it is not so already. */
void kontor_import_case_leave_out (KontorImportCase *self, KontorRecord *wanted, const KontorRecord *present);
void kontor_import_case_check_sale (KontorImportCase *self, const KontorRecord *wanted);
/** What was so before is not asked whether it makes sense. */
void kontor_import_case_check_values (KontorImportCase *self, const KontorRecord *wanted);

/** Nothing is said twice. */
void kontor_import_case_note_sku (KontorImportCase *self);
/** What is neither here nor, of a variant, its product. */
void kontor_import_case_plan_new (KontorImportCase *self);
/** What is here. */
void kontor_import_case_plan_change (KontorImportCase *self);

G_END_DECLS
