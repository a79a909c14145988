#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_HOLD_DIALOG (kontor_order_hold_dialog_get_type ())
/**
 * KontorOrderHoldDialog:
 *
 * Asks why an order is not to be shipped for now. "held" (const char *): the reason.
 */
G_DECLARE_FINAL_TYPE (KontorOrderHoldDialog, kontor_order_hold_dialog, KONTOR, ORDER_HOLD_DIALOG, AdwAlertDialog)

KontorOrderHoldDialog *kontor_order_hold_dialog_new (void);

G_END_DECLS
