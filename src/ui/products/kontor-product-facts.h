#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_FACTS (kontor_product_facts_get_type ())
/**
 * KontorProductFacts:
 *
 * What there is to read of a product: its SKU, vendor, categories and tags. A
 * row that would be empty is not there, and the group with the last of them.
 */
G_DECLARE_FINAL_TYPE (KontorProductFacts, kontor_product_facts, KONTOR, PRODUCT_FACTS, AdwPreferencesGroup)

void kontor_product_facts_set_engine (KontorProductFacts *self, KontorEngine *engine);
/** Shows @product as it is now. */
void kontor_product_facts_show (KontorProductFacts *self, KontorObject *product);

G_END_DECLS
