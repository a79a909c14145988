#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/** Everything of a shipping line or fee that is left to refund. */
#define KONTOR_REFUND_REST G_MAXINT64

typedef enum {
  KONTOR_REFUND_OF_LINE,
  KONTOR_REFUND_OF_SHIPPING,
  KONTOR_REFUND_OF_FEE,
} KontorRefundOf;

/**
 * KontorRefundItem:
 * @key: of the line, shipping line or fee
 * @quantity: of a line: units
 * @amount: of shipping or a fee: millionths, tax included, or KONTOR_REFUND_REST
 * @restock: of a line: whether its units go back on the shelf
 */
typedef struct {
  KontorRefundOf of;
  const char *key;
  gint64 quantity;
  gint64 amount;
  gboolean restock;
} KontorRefundItem;

/**
 * KontorRefundRequest:
 * @goodwill: an amount without lines, tax included; it is split in the order's own ratio of net and taxes
 * @restocking_fee: kept back, as @return_shipping_fee
 */
typedef struct {
  const KontorRefundItem *items;
  guint n_items;
  gint64 goodwill;
  gint64 restocking_fee;
  gint64 return_shipping_fee;
} KontorRefundRequest;

typedef enum {
  KONTOR_REFUND_NEWEST_FIRST,
  KONTOR_REFUND_PROPORTIONALLY,
} KontorRefundManner;

/** What goes back by one payment; without a key what no payment of the order has left. */
typedef struct {
  char *payment_key; /* (nullable) */
  gint64 amount;
} KontorRefundShare;

/**
 * KontorRefundPlan:
 * @refund: a refund record without key: amount, lines with net and taxes, and the payment where there is one alone
 * @proposed: what the request adds up to
 * @remainder: captured and not refunded yet, before this refund
 * @reason: (nullable) (translatable): by how much and why the refund is not @proposed
 * @shares: (element-type KontorRefundShare): sums to the amount
 */
typedef struct {
  KontorRecord *refund;
  gint64 proposed;
  gint64 remainder;
  char *reason;
  GPtrArray *shares;
} KontorRefundPlan;

/**
 * kontor_refund_plan:
 * @order: with its lines, shipping lines, fees, payments and refunds
 * @decimals: of prices in this shop
 *
 * Computes a refund from what was charged, never from rates: for q more units
 * of a line of Q, of which a are refunded, round (net × (a + q) ÷ Q) less what
 * was refunded of it, and the same for each tax rate. So any split of a line
 * sums to exactly what was charged. The refund that leaves nothing takes the
 * rest of the order's total, with the difference that rounding made as a line
 * of its own. What was charged whole goes back as the server wrote it.
 *
 * Lines of kind "amount" hold what belongs to no line of the order: goodwill,
 * fees kept back, rounding, and what is cut off because no more is left.
 *
 * Pure; any thread. Returns: (transfer full) (nullable). Errors:
 * KONTOR_ERROR_INVALID for lines that the order does not have, and for more
 * than is left of them.
 */
KontorRefundPlan *kontor_refund_plan (const KontorRecord *order, const KontorRefundRequest *request, guint decimals,
                                      KontorRefundManner manner, GError **error);
void kontor_refund_plan_free (KontorRefundPlan *self);

/** Captured less refunded, never negative; what a refund may be at most. */
gint64 kontor_refund_get_remainder (const KontorRecord *order);

/**
 * kontor_refund_split:
 * @amount: positive
 *
 * Over the payments of @order, never more than each has left; gift cards and
 * store credit get theirs back first. (element-type KontorRefundShare)
 */
GPtrArray *kontor_refund_split (const KontorRecord *order, gint64 amount, guint decimals, KontorRefundManner manner);

/** What a payment has left to give back; of one that @order does not have, what the order has. */
gint64 kontor_refund_get_payment_remainder (const KontorRecord *order, const char *payment_key);

/**
 * kontor_refund_divide:
 * @refund: a refund record: of a plan, or an amount without a payment
 * @shares: (element-type KontorRefundShare): sums to the amount of @refund
 *
 * One record for each payment, since that is how money goes back. The first has
 * the lines, so that no unit is counted twice; what others pay of them is a
 * line "amount" in each, which sum to nothing. (element-type KontorRecord)
 */
GPtrArray *kontor_refund_divide (const KontorRecord *refund, GPtrArray *shares);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorRefundPlan, kontor_refund_plan_free)

G_END_DECLS
