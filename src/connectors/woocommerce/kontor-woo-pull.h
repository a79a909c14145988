#pragma once

#include "kontor-woo-client.h"

G_BEGIN_DECLS

/* Shared by those that read products. All of these await. */

/**
 * kontor_woo_await_variations_of:
 * @products: a list of products, or one
 * @replies: (element-type KontorWooReply): gets the lists of their variations
 */
gboolean kontor_woo_await_variations_of (KontorWooClient *client, yyjson_val *products, GPtrArray *replies, GError **error);
/** @parents: (nullable): ids with commas, of whose variations @path lists all */
gboolean kontor_woo_await_variations (KontorWooClient *client, const char *path, const char *parents, GPtrArray *replies,
                                      GError **error);

G_END_DECLS
