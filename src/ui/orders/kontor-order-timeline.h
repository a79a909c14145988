#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_TIMELINE (kontor_order_timeline_get_type ())
/**
 * KontorOrderTimeline:
 *
 * What happened to the order and what is about to, newest first. Read anew
 * after commits that touched the order or the outbox, and never else.
 */
G_DECLARE_FINAL_TYPE (KontorOrderTimeline, kontor_order_timeline, KONTOR, ORDER_TIMELINE, KontorOrderPart)

G_END_DECLS
