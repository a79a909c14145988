#pragma once

#include "kontor-woo-push-private.h"

G_BEGIN_DECLS

/* Shared by the files that look for what became of an op. All of these wait: within a fiber alone. */

/** What is looked for, and where. */
typedef struct {
  KontorWooTarget target;
  KontorOp *op;
} KontorWooSearch;

/** It happened: with the object as it is now. @object: (nullable): of a create, what it made */
KontorReceipt *kontor_woo_search_answer_done (const KontorWooSearch *search, yyjson_val *object);
/** It happened but for a step, which is safe to take (again). */
KontorReceipt *kontor_woo_search_answer_again (const char *step);
/** Nobody can tell; with the object as it is now. */
KontorReceipt *kontor_woo_search_answer_undecidable (const KontorWooSearch *search);
/** (nullable): what bears the mark of @op in a list */
yyjson_val *kontor_woo_search_find_marked (const KontorOp *op, yyjson_val *list);
/** By the mark of the object itself. */
KontorReceipt *kontor_woo_search_mark (const KontorWooSearch *search, GError **error);

/* kontor-woo-find-order.c: what an order has members for. */
KontorReceipt *kontor_woo_search_note (const KontorWooSearch *search, GError **error);
KontorReceipt *kontor_woo_search_refund (const KontorWooSearch *search, GError **error);
KontorReceipt *kontor_woo_search_fulfilment (const KontorWooSearch *search, GError **error);

G_END_DECLS
