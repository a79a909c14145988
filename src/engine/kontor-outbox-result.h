#pragma once

#include "kontor-batch.h"
#include "kontor-platforms.h"

G_BEGIN_DECLS

/*
 * What became of ops. Database threads, inside a transaction.
 */

/**
 * kontor_outbox_settle:
 * @op: that was claimed
 *
 * Takes the answer to an op: of push (), or of find () after a lost answer.
 */
gboolean kontor_outbox_settle (KontorTxn *txn, KontorPlatforms platforms, const KontorOp *op, KontorReceipt *receipt,
                               GError **error);

/** The server has what @op was to make, and the remote state says so. */
gboolean kontor_outbox_acknowledge (KontorTxn *txn, const KontorOp *op, GError **error);

/** It happened, and only the server knows what it has become: acknowledged, and fetched again. */
gboolean kontor_outbox_acknowledge_unseen (KontorTxn *txn, const KontorOp *op, GError **error);

/** The object that @op made is @remote_id at the storefront. */
gboolean kontor_outbox_settle_birth (KontorTxn *txn, const KontorOp *op, const char *remote_id, GError **error);

/** Lets an op rest after a failure that passes by itself: 2^attempts seconds, or until @retry_at if not 0. */
gboolean kontor_outbox_postpone (KontorTxn *txn, gint64 id, KontorOpState state, guint attempts, gint64 retry_at,
                                 const GError *cause, GError **error);

/** From when on an op that is sent now, and whose answer gets lost, is looked for; 0 is at once. @info: (nullable) */
gint64 kontor_outbox_get_settling (KontorTxn *txn, const KontorConnectorInfo *info);

/** Remote ids and keys of references as they are known now. */
gboolean kontor_outbox_fill_remote_ids (KontorTxn *txn, KontorOp *op, GError **error);

/** Milliseconds: 2^n seconds with jitter, at most 15 minutes. */
gint64 kontor_backoff (guint attempts);

G_END_DECLS
