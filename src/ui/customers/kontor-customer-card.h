#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_CARD (kontor_customer_card_get_type ())
/**
 * KontorCustomerCard:
 *
 * Everything about a customer, as it is now: figures, orders, how to reach them,
 * addresses, tags and note.
 *
 * Actions: "customer.edit", "customer.edit-address" (s: its key),
 * "customer.write", "customer.copy-email", "customer.open-admin".
 */
G_DECLARE_FINAL_TYPE (KontorCustomerCard, kontor_customer_card, KONTOR, CUSTOMER_CARD, AdwBin)

/** Shows another customer, and has the shop asked for it. */
void kontor_customer_card_set_customer (KontorCustomerCard *self, KontorEngine *engine, gint64 id);

G_END_DECLS
