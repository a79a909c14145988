#pragma once

#include "kontor-member.h"
#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_LINE_ROW (kontor_order_line_row_get_type ())
/**
 * KontorOrderLineRow:
 *
 * One line of an order: picture, what was bought, how much of it was sent,
 * refunded and returned, and what it costs. It follows its member.
 */
G_DECLARE_FINAL_TYPE (KontorOrderLineRow, kontor_order_line_row, KONTOR, ORDER_LINE_ROW, GtkListBoxRow)

/** @part: in which the row is shown; outlives it */
GtkWidget *kontor_order_line_row_new (KontorOrderPart *part, KontorMember *line);
/** The id of the product; 0 where it is not here. */
gint64 kontor_order_line_row_get_product (KontorOrderLineRow *self);

G_END_DECLS
