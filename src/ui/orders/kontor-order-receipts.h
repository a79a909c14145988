#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_RECEIPTS (kontor_order_receipts_get_type ())
/** KontorOrderReceipts: the payments with their captures, and the refunds; hidden where there are none. */
G_DECLARE_FINAL_TYPE (KontorOrderReceipts, kontor_order_receipts, KONTOR, ORDER_RECEIPTS, KontorOrderPart)

G_END_DECLS
