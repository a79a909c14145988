#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_CHOOSER (kontor_product_chooser_get_type ())
/**
 * KontorProductChooser:
 *
 * A dialog that finds a product of a shop and one of its variants.
 *
 * "chosen" (KontorObject variant, KontorObject product), after which it closes.
 */
G_DECLARE_FINAL_TYPE (KontorProductChooser, kontor_product_chooser, KONTOR, PRODUCT_CHOOSER, AdwDialog)

AdwDialog *kontor_product_chooser_new (KontorEngine *engine, gint64 account_id);

G_END_DECLS
