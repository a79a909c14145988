#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_GALLERY (kontor_product_gallery_get_type ())
/**
 * KontorProductGallery:
 *
 * The pictures of a product: one large, and where there are several, all of
 * them small below it to choose from.
 */
G_DECLARE_FINAL_TYPE (KontorProductGallery, kontor_product_gallery, KONTOR, PRODUCT_GALLERY, AdwBin)

void kontor_product_gallery_set_engine (KontorProductGallery *self, KontorEngine *engine);
/** Shows @product as it is now; before all of it is read, its cover. */
void kontor_product_gallery_show (KontorProductGallery *self, KontorObject *product);

G_END_DECLS
