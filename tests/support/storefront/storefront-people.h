#pragma once

#include "storefront-private.h"

G_BEGIN_DECLS

void storefront_merge_addresses (JsonDoc *doc, yyjson_val *body);
StorefrontObject *storefront_add_customer (KontorStorefront *self, const char *first_name, const char *last_name,
                                           const char *email, gint64 at);
/* Who buys without an account is known to the shop's reports alone. */
void storefront_note_guest (KontorStorefront *self, JsonDoc *order);
void storefront_add_coupon (KontorStorefront *self, const char *code, const char *type, const char *amount);

G_END_DECLS
