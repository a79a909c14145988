#pragma once

#include "storefront-private.h"

G_BEGIN_DECLS

void storefront_set_line_price (JsonDoc *doc, Json *line);
Json *storefront_append_item (KontorStorefront *self, JsonDoc *doc, gint64 product, gint64 variation, gint64 quantity);
Json *storefront_append_shipping (KontorStorefront *self, JsonDoc *doc, const char *method, const char *title,
                                  const char *instance, gint64 total);
/** An order with nothing in it yet, placed at that time; its id is in it. */
JsonDoc *storefront_new_order (KontorStorefront *self, gint64 at, const char *created_via);
StorefrontObject *storefront_find_order (StorefrontRequest *request);

G_END_DECLS
