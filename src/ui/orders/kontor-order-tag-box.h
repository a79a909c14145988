#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_TAG_BOX (kontor_order_tag_box_get_type ())
/** KontorOrderTagBox: the tags that the team gave the order, taken off with a click and added by typing. */
G_DECLARE_FINAL_TYPE (KontorOrderTagBox, kontor_order_tag_box, KONTOR, ORDER_TAG_BOX, KontorOrderPart)

G_END_DECLS
