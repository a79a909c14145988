#pragma once

#include "kontor-order-detail.h"

G_BEGIN_DECLS

/* What can be done to the order of a detail. */

void kontor_order_detail_install_actions (GtkWidgetClass *widget_class);
/** Enables what the shop allows for the order as it is now. */
void kontor_order_detail_update_actions (KontorOrderDetail *self);
/** The shop's own @status. */
void kontor_order_detail_set_status (KontorOrderDetail *self, const char *status);
/** A question about the order that is shown, with what ops of @kind set off: money is asked about before. */
AdwDialog *kontor_order_detail_ask (KontorOrderDetail *self, const char *heading, const char *kind, const char *button);

G_END_DECLS
