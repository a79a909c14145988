#pragma once

#include <yyjson.h>

#include "kontor-batch.h"

G_BEGIN_DECLS

/*
 * How an operation becomes a request. Pure; any thread.
 */

/*
 * Metadata of ours. Of customers the store keeps hidden keys to itself: there
 * they lack the line at their beginning.
 */

/** Which of our operations wrote an object: their idempotency texts, newest first, parted by blanks. */
#define KONTOR_WOO_MARK "_kontor_op"
/** What a team shares, one value by the names of its fields; of an order "fulfilments" by their keys, too. */
#define KONTOR_WOO_TEAM "_kontor"
#define KONTOR_WOO_CUSTOMER_TEAM "kontor"
/** The metadata in which the shipment tracking plugins keep their list. */
#define KONTOR_WOO_TRACKING "_wc_shipment_tracking_items"

/** Where a fulfilment goes on that the store knows of: the customer is still to be told. */
#define KONTOR_WOO_NOTE_STEP "note"
/** Where a refund goes on of which only some units go back on the shelf: these are still to be added. */
#define KONTOR_WOO_RESTOCK_STEP "restock"
/** Before the number in the key of a brand; tags have their number alone. */
#define KONTOR_WOO_BRAND "brand:"
/** Before the address in the key of somebody who orders without an account. */
#define KONTOR_WOO_GUEST "guest:"

/** How a store keeps what is sent to customers. */
typedef enum {
  KONTOR_WOO_TRACKING_META,        /* as the widespread metadata of the order */
  KONTOR_WOO_TRACKING_PLUGIN,      /* by the routes of the Shipment Tracking plugin */
  KONTOR_WOO_TRACKING_FULFILMENTS, /* by WooCommerce's own fulfilments */
} KontorWooTracking;

/**
 * KontorWooFacts:
 * @decimals: of prices in this store
 * @tracking: the best way that it offers
 * @now: milliseconds UTC
 */
typedef struct {
  guint decimals;
  KontorWooTracking tracking;
  gint64 now;
} KontorWooFacts;

/**
 * KontorWooPlan:
 * @op: what is planned
 * @receipt: (nullable): the answer, where there is nothing to send
 * @method: of the request
 * @path: below the address of the REST API: "wc/v3/products/12"
 * @body: (nullable): JSON
 * @batch: (nullable): the collection at whose batch route the body could go, too: "wc/v3/products"
 * @id: (nullable): what the body is called in such a batch
 * @resume: (nullable): the step that follows when this request has succeeded
 */
typedef struct {
  KontorOp *op;
  KontorReceipt *receipt;
  const char *method;
  char *path;
  char *body;
  char *batch;
  char *id;
  const char *resume;
} KontorWooPlan;

void kontor_woo_plan_clear (KontorWooPlan *plan);

/** Whether the present state of the object is read before an op is planned. */
gboolean kontor_woo_plan_needs_object (const KontorOp *op);
/** (transfer full) (nullable): where the op's object is read and written: "wc/v3/orders/7" */
char *kontor_woo_plan_get_path (const KontorOp *op);

/**
 * kontor_woo_plan:
 * @plan: with its op
 * @raw: (nullable): the object as the store has it, read for editing
 *
 * Fills @plan with a request, or with the receipt of an op that needs none.
 */
void kontor_woo_plan (KontorWooPlan *plan, const KontorWooFacts *facts, yyjson_val *raw);

/** What the customer of a fulfilment is told. */
char *kontor_woo_tell_customer (const KontorOp *op);
/** Whether @raw bears the mark of @op. */
gboolean kontor_woo_has_mark (const KontorOp *op, yyjson_val *raw);

/** Which units of a refund go back on the shelf. */
typedef enum { KONTOR_WOO_RESTOCK_NONE, KONTOR_WOO_RESTOCK_ALL, KONTOR_WOO_RESTOCK_SOME } KontorWooRestock;
KontorWooRestock kontor_woo_get_restock (const KontorOp *op);
/** Whether the store puts all units of the order back on the shelf. */
gboolean kontor_woo_puts_back (const KontorOp *op);
/** Whether there are units among them that refunds had put back already, of which the store does not know. */
gboolean kontor_woo_takes_back (const KontorOp *op, yyjson_val *order);

/** (nullable): the object of that id in a list */
yyjson_val *kontor_woo_find_by_id (yyjson_val *list, const char *id);
/** (nullable): the value of one key of an object's metadata */
yyjson_val *kontor_woo_find_meta (yyjson_val *raw, const char *key);

/** Text for a name that the store keeps as HTML: what would be read as a reference is written as one of its own. */
char *kontor_woo_encode (const char *text);
/** Likewise for a note, whose tags the store would take for its own: "<b>" stays what was typed. */
char *kontor_woo_encode_note (const char *text);

G_END_DECLS
