#pragma once

#include <adwaita.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_EDIT_DIALOG (kontor_order_edit_dialog_get_type ())
/**
 * KontorOrderEditDialog:
 *
 * Contact, addresses and the customer's note of an order. "edited"
 * (KontorRecord): a partial order with the fields that were changed.
 */
G_DECLARE_FINAL_TYPE (KontorOrderEditDialog, kontor_order_edit_dialog, KONTOR, ORDER_EDIT_DIALOG, AdwDialog)

KontorOrderEditDialog *kontor_order_edit_dialog_new (const KontorRecord *order);

G_END_DECLS
