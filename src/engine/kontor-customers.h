#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/*
 * The verbs of customers. Each validates, runs one write function and resolves
 * to the gint64 action, or rejects with INVALID, NOT_FOUND or UNSUPPORTED
 * without having changed anything. Main thread.
 */

/** @changes: a partial customer: names, company, e-mail, phone, marketing, note, addresses. */
DexFuture *kontor_customers_edit (KontorEngine *engine, gint64 customer_id,
                                  const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;
/** Tags in and out, both (nullable) (array zero-terminated=1). */
DexFuture *kontor_customers_tag (KontorEngine *engine, KontorScope *customers, const char *const *add,
                                 const char *const *remove) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_customers_create (KontorEngine *engine, gint64 account_id,
                                    const KontorRecord *customer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
