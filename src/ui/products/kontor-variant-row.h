#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-variant.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_VARIANT_ROW (kontor_variant_row_get_type ())
/**
 * KontorVariantRow:
 *
 * A variant with its prices and its stock at each location, changed where they
 * stand. Property: "alone": it is the only one of its product, and needs no name.
 */
G_DECLARE_FINAL_TYPE (KontorVariantRow, kontor_variant_row, KONTOR, VARIANT_ROW, AdwBin)

GtkWidget *kontor_variant_row_new (KontorEngine *engine, KontorVariant *variant);

/** @names: (nullable): of locations, by their remote ids */
void kontor_variant_row_set_locations (KontorVariantRow *self, GHashTable *names);
void kontor_variant_row_set_alone (KontorVariantRow *self, gboolean alone);

G_END_DECLS
