#pragma once

#include "kontor-woo-reading.h"

G_BEGIN_DECLS

/* The lists of an order. */

/** Lines, shipping, fees, taxes and coupons. */
void kontor_woo_take_lines (KontorMapping *self, KontorRecord *order, yyjson_val *object);
/** @refunds: (nullable): whole ones, of any orders */
void kontor_woo_take_refunds (KontorMapping *self, KontorRecord *order, yyjson_val *object, yyjson_val *refunds);
void kontor_woo_take_notes (KontorMapping *self, KontorRecord *order, yyjson_val *notes);
/**
 * kontor_woo_take_fulfilments:
 * @fulfilments: (nullable): WooCommerce's own
 * @team: (nullable): what Kontor notes at the order
 *
 * What was sent: by the shop's own fulfilments, by those that Kontor noted, by
 * the tracking numbers of plugins; and all of it once the order is completed.
 */
void kontor_woo_take_fulfilments (KontorMapping *self, KontorRecord *order, yyjson_val *object,
                                  yyjson_val *fulfilments, yyjson_val *team);

G_END_DECLS
