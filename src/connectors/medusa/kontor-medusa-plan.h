#pragma once

#include <yyjson.h>

#include "kontor-batch.h"
#include "kontor-medusa-shop.h"

G_BEGIN_DECLS

/*
 * How an operation becomes a request. Pure; any thread.
 */

/**
 * KontorMedusaPlan:
 * @op: what is planned
 * @changes: (nullable): of an order: the list of its changes, where the op needs it
 * @receipt: (nullable): the answer, where there is nothing to send
 * @method: of the request
 * @path: below the server's address: "admin/products/prod_01"
 * @body: (nullable): JSON
 * @made: (nullable): of a create: how the answer calls what was made: "product"
 * @resume: (nullable): the step that follows when this request has succeeded
 */
typedef struct {
  KontorOp *op;
  yyjson_val *changes;
  KontorReceipt *receipt;
  const char *method;
  char *path;
  char *body;
  const char *made;
  char *resume;
} KontorMedusaPlan;

void kontor_medusa_plan_clear (KontorMedusaPlan *plan);

/** (transfer full) (nullable): where the op's object is read for editing, and how the answer calls it. */
char *kontor_medusa_plan_get_path (const KontorOp *op, const char **member);

/** (transfer full) (nullable): where the changes of the op's order are read, if it needs them */
char *kontor_medusa_plan_get_changes_path (const KontorOp *op);

/**
 * kontor_medusa_plan:
 * @plan: with its op
 * @raw: (nullable): the object as the shop has it
 * @now: milliseconds UTC
 *
 * Fills @plan with a request, or with the receipt of an op that needs none.
 */
void kontor_medusa_plan (KontorMedusaPlan *plan, const KontorMedusaShop *shop, yyjson_val *raw, gint64 now);

/** (transfer full) (nullable): the list among whose newest a variant that an op makes is found */
char *kontor_medusa_get_new_variant_path (const KontorOp *op);
/** (nullable): of a list of pictures the first whose file is not at the shop yet */
const KontorRecord *kontor_medusa_find_new_picture (const KontorOp *op);
/** Whether @raw bears the mark of @op in its metadata. */
gboolean kontor_medusa_has_mark (const KontorOp *op, yyjson_val *raw);
/** (nullable): of a list the object whose metadata bear the mark of @op */
yyjson_val *kontor_medusa_find_marked (const KontorOp *op, yyjson_val *list);
/** What a refund or a change of an order is told apart by: it has no metadata, but a text. */
char *kontor_medusa_make_refund_note (const KontorOp *op, const char *reason);
/** Whether one of the order's refunds is told apart so. */
gboolean kontor_medusa_has_refund (const KontorOp *op, yyjson_val *order);
/** (nullable): the payment of that id among an order's */
yyjson_val *kontor_medusa_find_payment (yyjson_val *order, const char *id);
/** What was taken of a payment, in millionths. */
gint64 kontor_medusa_sum_captures (yyjson_val *payment);
/** Whether what the op collects has come; its resume text says which collection that is. */
gboolean kontor_medusa_is_collected (const KontorOp *op, yyjson_val *order);
/** (nullable): of an order's changes the one under way; there is at most one. */
yyjson_val *kontor_medusa_get_change (yyjson_val *changes);
/** (nullable): of an order's changes the one that the op began */
yyjson_val *kontor_medusa_find_own_change (const KontorOp *op, yyjson_val *changes);
gboolean kontor_medusa_is_own_change (const KontorOp *op, yyjson_val *change);
/** Whether the change under way has an action of that name. @line: (nullable): for this line alone */
gboolean kontor_medusa_has_action (yyjson_val *changes, const char *name, const char *line);
/** (nullable): the level of a variant's stock at a location, as the shop answers it */
yyjson_val *kontor_medusa_find_level (yyjson_val *variant, const char *location, char **item_id);

G_END_DECLS
