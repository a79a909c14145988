#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_DETAIL (kontor_product_detail_get_type ())
/**
 * KontorProductDetail:
 *
 * The page of one product: pictures, what can be changed of it and of its
 * variants, and what there is to read. It follows the product by its id,
 * whatever the list beside it does. Property: "title", of the product.
 */
G_DECLARE_FINAL_TYPE (KontorProductDetail, kontor_product_detail, KONTOR, PRODUCT_DETAIL, AdwBin)

GtkWidget *kontor_product_detail_new (KontorEngine *engine);

/** @id: of the product; 0 shows none */
void kontor_product_detail_show (KontorProductDetail *self, gint64 id);
gint64 kontor_product_detail_get_id (KontorProductDetail *self);

G_END_DECLS
