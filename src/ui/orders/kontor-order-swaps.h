#pragma once

#include "kontor-order-part.h"
#include "kontor-order-words.h"

G_BEGIN_DECLS

/** Adds a card for each exchange and claim of the order to @cards. @reasons: (nullable): of the shop */
void kontor_order_swaps_fill (KontorOrderPart *part, GtkBox *cards, KontorOrderWords *reasons);

G_END_DECLS
