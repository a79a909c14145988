#pragma once

#include "kontor-order-event.h"
#include "kontor-order-part.h"

G_BEGIN_DECLS

/**
 * kontor_order_history_build:
 * @part: whose order it is
 * @ops: (nullable) (element-type KontorOp): those of the order
 * @prints: (nullable) (element-type KontorPrint): what was printed of it
 *
 * All that happened to an order and is about to happen, newest first: what the
 * shop tells, and what was done here. What an op added to the order is one
 * entry with it, and what the shop has already is told by the shop alone.
 * Returns: (element-type KontorOrderEvent) (transfer full)
 */
GPtrArray *kontor_order_history_build (KontorOrderPart *part, GPtrArray *ops, GPtrArray *prints);

G_END_DECLS
