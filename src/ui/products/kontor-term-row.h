#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TERM_ROW (kontor_term_row_get_type ())
/**
 * KontorTermRow:
 *
 * What a product is in, as its draft has it, and the way to the list where that
 * is chosen. Property: "field": "product.categories" or "product.tags".
 */
G_DECLARE_FINAL_TYPE (KontorTermRow, kontor_term_row, KONTOR, TERM_ROW, AdwActionRow)

void kontor_term_row_bind (KontorTermRow *self, KontorDraft *draft);

G_END_DECLS
