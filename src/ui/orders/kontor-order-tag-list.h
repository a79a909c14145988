#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_TAG_LIST (kontor_order_tag_list_get_type ())
/** KontorOrderTagList: the tags that the team gave the order, taken off with a click and added by typing. */
G_DECLARE_FINAL_TYPE (KontorOrderTagList, kontor_order_tag_list, KONTOR, ORDER_TAG_LIST, KontorOrderPart)

G_END_DECLS
