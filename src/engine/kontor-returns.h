#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/*
 * The verbs of what comes back, and of what an order becomes after it was
 * placed. Each validates, runs one write function and resolves to the gint64
 * action, or rejects with INVALID, NOT_FOUND or UNSUPPORTED without having
 * changed anything. Main thread.
 */

typedef enum { KONTOR_RETURN_DEFAULT = 0, KONTOR_RETURN_NOTIFY = 1 << 0 } KontorReturnFlags;

/**
 * kontor_returns_request:
 * @asked: a return record: reason, note, lines by the keys of the order's
 *
 * Only what was sent can come back, and only once.
 */
DexFuture *kontor_returns_request (KontorEngine *engine, gint64 order_id, const KontorRecord *asked,
                                   KontorReturnFlags flags) G_GNUC_WARN_UNUSED_RESULT;
/** @returned: the return as it shall be: how much of each line was received, and how much of it dismissed */
DexFuture *kontor_returns_receive (KontorEngine *engine, gint64 order_id,
                                   const KontorRecord *returned) G_GNUC_WARN_UNUSED_RESULT;
/** @returned: as it is */
DexFuture *kontor_returns_cancel (KontorEngine *engine, gint64 order_id,
                                  const KontorRecord *returned) G_GNUC_WARN_UNUSED_RESULT;

/** @exchange: an exchange record: lines that come back and lines that are sent for them */
DexFuture *kontor_returns_exchange (KontorEngine *engine, gint64 order_id,
                                    const KontorRecord *exchange) G_GNUC_WARN_UNUSED_RESULT;
/** @claim: a claim record: its kind, the lines that were wrong, those that come back and those that are sent */
DexFuture *kontor_returns_claim (KontorEngine *engine, gint64 order_id,
                                 const KontorRecord *claim) G_GNUC_WARN_UNUSED_RESULT;

/** How many units of an order's line were sent, are still there and are not on their way back. */
gint64 kontor_returns_count_returnable (const KontorRecord *line);
/** How many units of a return's line are still to come; none of a return that is over. */
gint64 kontor_returns_count_coming (const KontorRecord *returned, const KontorRecord *line);

/** (nullable): the first of the order's fulfilments that was sent and has not arrived */
const KontorRecord *kontor_returns_find_under_way (const KontorRecord *order);
/** What was sent in one of the order's fulfilments has arrived. */
DexFuture *kontor_returns_mark_delivered (KontorEngine *engine, gint64 order_id,
                                          const char *fulfilment_key) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_returns_edit_lines:
 * @before: the order as the person saw it
 * @lines: an order record with its lines as they shall be; a new one names its variant
 * @reason: (nullable): for the storefront's history
 */
DexFuture *kontor_returns_edit_lines (KontorEngine *engine, gint64 order_id, const KontorRecord *before,
                                      const KontorRecord *lines, const char *reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
