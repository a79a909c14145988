#pragma once

#include <adwaita.h>

#include "kontor-search-model.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SEARCH_DIALOG (kontor_search_dialog_get_type ())
/**
 * KontorSearchDialog:
 *
 * One field over everything: what it finds is listed while one types. A whole
 * order number, SKU or GTIN and Enter, as scanners type them, opens what is
 * called so whether or not it is listed yet.
 */
G_DECLARE_FINAL_TYPE (KontorSearchDialog, kontor_search_dialog, KONTOR, SEARCH_DIALOG, AdwDialog)

/**
 * kontor_search_dialog_new:
 * @view: (nullable): the one that is shown, whose commands are listed
 * @settings: (nullable): where searches are remembered
 */
AdwDialog *kontor_search_dialog_new (KontorEngine *engine, KontorView *view, GSettings *settings);

/** (transfer none): what is listed */
KontorSearchModel *kontor_search_dialog_get_model (KontorSearchDialog *self);

G_END_DECLS
