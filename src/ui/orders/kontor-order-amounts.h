#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_AMOUNTS (kontor_order_amounts_get_type ())
/** KontorOrderAmounts: how the total came about, and what of it is paid; the shop's own figures. */
G_DECLARE_FINAL_TYPE (KontorOrderAmounts, kontor_order_amounts, KONTOR, ORDER_AMOUNTS, KontorOrderPart)

G_END_DECLS
