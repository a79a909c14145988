#pragma once

#include "kontor-woo-client.h"

G_BEGIN_DECLS

/**
 * kontor_woo_await_variations_of:
 * @products: a list of products, or one
 * @replies: (element-type KontorWooReply): gets the lists of their variations
 *
 * Awaits.
 */
gboolean kontor_woo_await_variations_of (KontorWooClient *client, yyjson_val *products, GPtrArray *replies, GError **error);

G_END_DECLS
