#pragma once

#include "kontor-order-detail.h"

G_BEGIN_DECLS

/* What can be done to the order of a detail after it was sent. */

void kontor_order_detail_install_return_actions (GtkWidgetClass *widget_class);

G_END_DECLS
