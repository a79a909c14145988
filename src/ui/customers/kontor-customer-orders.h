#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_ORDERS (kontor_customer_orders_get_type ())
/**
 * KontorCustomerOrders:
 *
 * The orders of a customer, newest first, as they come and change; each opens
 * itself.
 */
G_DECLARE_FINAL_TYPE (KontorCustomerOrders, kontor_customer_orders, KONTOR, CUSTOMER_ORDERS, AdwPreferencesGroup)

/** @customer: (nullable) */
void kontor_customer_orders_show (KontorCustomerOrders *self, KontorEngine *engine, KontorObject *customer);
/** (transfer none) (nullable): what is listed, and more of it */
GListModel *kontor_customer_orders_get_results (KontorCustomerOrders *self);

G_END_DECLS
