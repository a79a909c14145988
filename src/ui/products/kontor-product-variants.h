#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_VARIANTS (kontor_product_variants_get_type ())
/**
 * KontorProductVariants:
 *
 * Prices and stock of the variants of a product, each changed where it stands.
 * The first of them are part of the page; where there are more, a button opens
 * the list of all.
 */
G_DECLARE_FINAL_TYPE (KontorProductVariants, kontor_product_variants, KONTOR, PRODUCT_VARIANTS, AdwPreferencesGroup)

void kontor_product_variants_set_engine (KontorProductVariants *self, KontorEngine *engine);
/** @id: of the product; 0 shows none */
void kontor_product_variants_set_product (KontorProductVariants *self, gint64 id);
/** @account: (nullable): whose product it is, as soon as that is known */
void kontor_product_variants_set_account (KontorProductVariants *self, KontorAccount *account);

G_END_DECLS
