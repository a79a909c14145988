#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_ITEMS (kontor_order_items_get_type ())
/**
 * KontorOrderItems:
 *
 * What was ordered, below what the customer wrote with it. Of long orders the
 * first lines are there at once; the others come a few a frame when asked for.
 */
G_DECLARE_FINAL_TYPE (KontorOrderItems, kontor_order_items, KONTOR, ORDER_ITEMS, KontorOrderPart)

G_END_DECLS
