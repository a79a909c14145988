#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_BUYER (kontor_order_buyer_get_type ())
/**
 * KontorOrderBuyer:
 *
 * Who ordered, how one reaches them, what they bought before, and where it
 * goes. A person whom the shop knows as a customer opens with a click.
 */
G_DECLARE_FINAL_TYPE (KontorOrderBuyer, kontor_order_buyer, KONTOR, ORDER_BUYER, KontorOrderPart)

G_END_DECLS
