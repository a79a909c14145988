#pragma once

#include "kontor-engine.h"
#include "kontor-refund.h"

G_BEGIN_DECLS

/*
 * The verbs of orders. Each validates, runs one write function and resolves to
 * the gint64 action, or rejects with INVALID, NOT_FOUND or UNSUPPORTED without
 * having changed anything. Main thread.
 */

/** The platform's own status word, one of its settings. */
DexFuture *kontor_orders_set_status (KontorEngine *engine, KontorScope *orders,
                                     const char *status) G_GNUC_WARN_UNUSED_RESULT;

/** An internal note. */
DexFuture *kontor_orders_add_note (KontorEngine *engine, KontorScope *orders,
                                   const char *text) G_GNUC_WARN_UNUSED_RESULT;
/** A note that the customer is sent. */
DexFuture *kontor_orders_send_note (KontorEngine *engine, gint64 order_id, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** Tags in and out, both (nullable) (array zero-terminated=1). */
DexFuture *kontor_orders_tag (KontorEngine *engine, KontorScope *orders, const char *const *add,
                              const char *const *remove) G_GNUC_WARN_UNUSED_RESULT;
/** @reason: (nullable): NULL ends the fulfilment hold. */
DexFuture *kontor_orders_set_hold (KontorEngine *engine, KontorScope *orders,
                                   const char *reason) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_orders_set_archived (KontorEngine *engine, KontorScope *orders,
                                       gboolean archived) G_GNUC_WARN_UNUSED_RESULT;
/** @stage: (nullable): to-pick, picked, packed, labelled, handed-over. */
DexFuture *kontor_orders_set_stage (KontorEngine *engine, KontorScope *orders,
                                    const char *stage) G_GNUC_WARN_UNUSED_RESULT;

/** @changes: a partial order: e-mail, phone, addresses, customer's note. */
DexFuture *kontor_orders_edit (KontorEngine *engine, gint64 order_id,
                               const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *kontor_orders_mark_paid (KontorEngine *engine, KontorScope *orders) G_GNUC_WARN_UNUSED_RESULT;
/** @payment_key: (nullable): the only one. @amount: (nullable): all that is authorized. */
DexFuture *kontor_orders_capture (KontorEngine *engine, gint64 order_id, const char *payment_key,
                                  const KontorMoney *amount) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_orders_void (KontorEngine *engine, gint64 order_id,
                               const char *payment_key) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_orders_refund:
 * @refund: a refund record: amount, reason, lines, by_gateway, payment_key
 *
 * Checked against what was captured and what is already refunded. Without a
 * payment it is taken from the newest first, and is an op for each.
 */
DexFuture *kontor_orders_refund (KontorEngine *engine, gint64 order_id,
                                 const KontorRecord *refund) G_GNUC_WARN_UNUSED_RESULT;
/** What a person has seen and agreed to: an op for each of its shares. Reason and by_gateway are those of its record. */
DexFuture *kontor_orders_refund_as_planned (KontorEngine *engine, gint64 order_id,
                                            const KontorRefundPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  KONTOR_CANCEL_DEFAULT = 0,
  KONTOR_CANCEL_RESTOCK = 1 << 0,
  KONTOR_CANCEL_NOTIFY = 1 << 1,
} KontorCancelFlags;
/** @reason: (nullable): customer, fraud, inventory, declined, staff, other, or words of a person’s own. */
DexFuture *kontor_orders_cancel (KontorEngine *engine, KontorScope *orders, const char *reason,
                                 KontorCancelFlags flags) G_GNUC_WARN_UNUSED_RESULT;

typedef enum { KONTOR_FULFIL_DEFAULT = 0, KONTOR_FULFIL_NOTIFY = 1 << 0 } KontorFulfilFlags;
/** @fulfilment: a fulfilment record: lines, shipments, location; without lines: all that is unfulfilled. */
DexFuture *kontor_orders_fulfil (KontorEngine *engine, gint64 order_id, const KontorRecord *fulfilment,
                                 KontorFulfilFlags flags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
