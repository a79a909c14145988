#pragma once

#include "kontor-medusa-mapping.h"
#include "kontor-medusa-shop.h"

G_BEGIN_DECLS

/*
 * What belongs to orders and is not in them. Both wait: within a fiber alone.
 * @batch holds orders and nothing else.
 */

/** Claims and exchanges, for all orders at once. */
gboolean kontor_medusa_await_changes (KontorMedusaClient *client, KontorMedusaShop *shop, KontorBatch *batch, GError **error);
/** Edits, a request for each order. */
gboolean kontor_medusa_await_edits (KontorMedusaClient *client, KontorMedusaShop *shop, KontorBatch *batch, GError **error);

G_END_DECLS
