#pragma once

#include "kontor-order-event.h"
#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_EVENT_ROW (kontor_order_event_row_get_type ())
/**
 * KontorOrderEventRow:
 *
 * An entry of the timeline. What waits to be sent counts down and can be taken
 * back until then.
 */
G_DECLARE_FINAL_TYPE (KontorOrderEventRow, kontor_order_event_row, KONTOR, ORDER_EVENT_ROW, GtkListBoxRow)

/** @part: in which the row is shown; outlives it */
GtkWidget *kontor_order_event_row_new (KontorOrderPart *part, KontorOrderEvent *event);

G_END_DECLS
