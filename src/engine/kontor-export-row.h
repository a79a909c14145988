#pragma once

#include "kontor-csv-entry.h"
#include "kontor-import-terms.h"

G_BEGIN_DECLS

/** The headings of our own tables, ending a line. */
void kontor_export_write_headings (GString *text);

/**
 * kontor_export_write_product:
 * @variants: (element-type KontorRecord): its variants, in order
 *
 * A row for the product and its only variant, or one for it and one for each of them. Returns: how many rows.
 */
guint kontor_export_write_product (GString *text, const KontorRecord *product, GPtrArray *variants,
                                   KontorImportTerms *categories, KontorImportTerms *tags);

G_END_DECLS
