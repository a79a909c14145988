#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_VARIANTS_DIALOG (kontor_variants_dialog_get_type ())
/**
 * KontorVariantsDialog:
 *
 * All variants of a product, however many there are: only those in sight are
 * built.
 */
G_DECLARE_FINAL_TYPE (KontorVariantsDialog, kontor_variants_dialog, KONTOR, VARIANTS_DIALOG, AdwDialog)

/** @variants: of KontorVariant; @locations: (nullable): their names, by their remote ids */
AdwDialog *kontor_variants_dialog_new (KontorEngine *engine, GListModel *variants, GHashTable *locations);

G_END_DECLS
