#pragma once

#include "kontor-woo-client.h"
#include "kontor-woo-shop.h"
#include "kontor-woo-walk.h"

G_BEGIN_DECLS

/**
 * kontor_woo_await_batch:
 * @reply: a page of the stage
 * @how: of IDS only keys and digests are read
 *
 * Awaits: asks for what belongs to the rows of the page (refunds of orders,
 * variations of products, notes), and has all of it read on a worker.
 */
KontorBatch *kontor_woo_await_batch (KontorWooClient *client, KontorWooShop *shop, const KontorWooStage *stage,
                                     KontorPullHow how, KontorWooReply *reply, GError **error);

G_END_DECLS
