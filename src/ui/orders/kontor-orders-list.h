#pragma once

#include <adwaita.h>

#include "kontor-list-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDERS_LIST (kontor_orders_list_get_type ())
/**
 * KontorOrdersList:
 *
 * The list of orders: its rows, and what is done to several orders at once.
 *
 * Properties: "engine" (construct only); "waiting": how many are to be shipped.
 *
 * Actions, on the selected orders or the one that is shown: "orders.archive",
 * "orders.unarchive", "orders.hold", "orders.note", "orders.release",
 * "orders.status" (s), "orders.tag", "orders.untag". Keys: e and n.
 */
G_DECLARE_FINAL_TYPE (KontorOrdersList, kontor_orders_list, KONTOR, ORDERS_LIST, AdwBin)

KontorOrdersList *kontor_orders_list_new (KontorEngine *engine);
KontorListPane *kontor_orders_list_get_pane (KontorOrdersList *self);

G_END_DECLS
