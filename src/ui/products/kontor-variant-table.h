#pragma once

#include <adwaita.h>

#include "kontor-draft-variants.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_VARIANT_TABLE (kontor_variant_table_get_type ())
/**
 * KontorVariantTable:
 *
 * The variants of a product over a draft of it, a row each, and a field that is
 * set for all of them at once, or for those that are selected.
 */
G_DECLARE_FINAL_TYPE (KontorVariantTable, kontor_variant_table, KONTOR, VARIANT_TABLE, AdwBin)

void kontor_variant_table_bind (KontorVariantTable *self, KontorDraftVariants *variants);

G_END_DECLS
