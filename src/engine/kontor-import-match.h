#pragma once

#include "kontor-csv-entry.h"
#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * KontorImportMatch:
 * @product_id: 0: there is none
 * @variant_id: 0: there is none, or which one is not said
 * @n_variants: of the product
 * @fault: (nullable): why it cannot be said what the row means
 *
 * What a row of a table means among what is here.
 */
typedef struct {
  gint64 product_id;
  gint64 variant_id;
  gint64 n_variants;
  char *fault;
} KontorImportMatch;

void kontor_import_match_clear (KontorImportMatch *self);

/** By the shop's id, the SKU, the GTIN, the handle, or the product and the options. Database threads. */
gboolean kontor_import_match_find (KontorImportMatch *self, KontorTxn *txn, gint64 account_id, const KontorCsvEntry *entry,
                                   GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorImportMatch, kontor_import_match_clear)

G_END_DECLS
