#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SALE_DIALOG (kontor_sale_dialog_get_type ())
/**
 * KontorSaleDialog:
 *
 * From which day to which the sale price of a variant holds, by the calendar of
 * its shop.
 */
G_DECLARE_FINAL_TYPE (KontorSaleDialog, kontor_sale_dialog, KONTOR, SALE_DIALOG, AdwDialog)

/** @variant: with a sale price */
AdwDialog *kontor_sale_dialog_new (KontorEngine *engine, KontorObject *variant);

G_END_DECLS
