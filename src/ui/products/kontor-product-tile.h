#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-product.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_TILE (kontor_product_tile_get_type ())
/**
 * KontorProductTile:
 *
 * A product in the grid: its picture, and under it what one wants to know at a
 * glance. Properties: "engine"; "product" (nullable), whose changes it follows.
 */
G_DECLARE_FINAL_TYPE (KontorProductTile, kontor_product_tile, KONTOR, PRODUCT_TILE, AdwBin)

GtkWidget *kontor_product_tile_new (KontorEngine *engine);
void kontor_product_tile_set_product (KontorProductTile *self, KontorProduct *product);

/** (transfer full): a GtkGridView of such tiles over @model, a list of KontorProduct */
GtkWidget *kontor_product_grid_new (KontorEngine *engine, GtkSelectionModel *model);

G_END_DECLS
