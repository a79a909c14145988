#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_HEAD (kontor_order_head_get_type ())
/** KontorOrderHead: when it was placed, its independent states as chips, and the shop's own status with a menu to change it. */
G_DECLARE_FINAL_TYPE (KontorOrderHead, kontor_order_head, KONTOR, ORDER_HEAD, KontorOrderPart)

G_END_DECLS
