#pragma once

#include "kontor-order-part.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RETURN_CARDS (kontor_return_cards_get_type ())
/** KontorReturnCards: what of an order comes back or was sent instead, and what is to be done about it next. */
G_DECLARE_FINAL_TYPE (KontorReturnCards, kontor_return_cards, KONTOR, RETURN_CARDS, KontorOrderPart)

G_END_DECLS
