#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_DETAIL (kontor_order_detail_get_type ())
/**
 * KontorOrderDetail:
 *
 * An order with all that belongs to it. It follows every commit, and what is
 * shown stays until the next order is known whole.
 *
 * Properties: "engine"; "current": the id of the order, 0 shows none; "order":
 * the KontorObject that is shown; "status": the shop's own word for its state,
 * which changes the order when it is set.
 *
 * Actions: "order.note", "order.message", "order.status" (s), "order.hold",
 * "order.release", "order.archive", "order.mark-paid", "order.capture",
 * "order.void", "order.edit", "order.cancel", "order.open-admin", "order.open-shop",
 * "order.copy-number", "order.refund", "order.return", "order.exchange",
 * "order.claim", "order.edit-items"; of one of its returns, by key: "order.receive" (s),
 * "order.dismiss" (s), "order.cancel-return" (s), "order.refund-return" (s).
 */
G_DECLARE_FINAL_TYPE (KontorOrderDetail, kontor_order_detail, KONTOR, ORDER_DETAIL, AdwBin)

KontorEngine *kontor_order_detail_get_engine (KontorOrderDetail *self);
/** (nullable): what is shown, whole */
KontorObject *kontor_order_detail_get_order (KontorOrderDetail *self);

G_END_DECLS
