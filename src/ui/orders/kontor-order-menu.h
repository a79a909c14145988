#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_MENU (kontor_order_menu_get_type ())
/** KontorOrderMenu: everything that can be done to the order, in a popover. */
G_DECLARE_FINAL_TYPE (KontorOrderMenu, kontor_order_menu, KONTOR, ORDER_MENU, KontorOrderPart)

G_END_DECLS
