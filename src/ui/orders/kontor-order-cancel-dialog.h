#pragma once

#include <adwaita.h>

#include "kontor-orders.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_CANCEL_DIALOG (kontor_order_cancel_dialog_get_type ())
/**
 * KontorOrderCancelDialog:
 *
 * Asks why an order is cancelled, and what is to happen with it. "cancelled"
 * (const char *, guint): the reason and KontorCancelFlags.
 */
G_DECLARE_FINAL_TYPE (KontorOrderCancelDialog, kontor_order_cancel_dialog, KONTOR, ORDER_CANCEL_DIALOG, AdwAlertDialog)

/** @account: (nullable) */
KontorOrderCancelDialog *kontor_order_cancel_dialog_new (KontorAccount *account);

G_END_DECLS
