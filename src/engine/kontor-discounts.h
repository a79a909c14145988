#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/*
 * The verbs of discount codes. Each validates, runs one write function and
 * resolves to the gint64 action, or rejects with INVALID, NOT_FOUND or
 * UNSUPPORTED without having changed anything. Main thread.
 */

/** @changes: a partial discount. */
DexFuture *kontor_discounts_edit (KontorEngine *engine, KontorScope *discounts,
                                  const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;
/** The code is the natural key. */
DexFuture *kontor_discounts_create (KontorEngine *engine, gint64 account_id,
                                    const KontorRecord *discount) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_discounts_trash (KontorEngine *engine, KontorScope *discounts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
