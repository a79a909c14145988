#pragma once

#include "kontor-op.h"
#include "kontor-store.h"

G_BEGIN_DECLS

/*
 * The movement ledger of stock: append-only, and its sum per variant and
 * location is what is on hand. Database threads, inside a transaction.
 */

/**
 * kontor_ledger_save:
 *
 * kontor_store_save (), and a movement for each level that differs from what
 * was here. Who moved it is the latest op of the variant where a person did,
 * else the shop.
 */
gboolean kontor_ledger_save (KontorTxn *txn, const KontorRecord *record, gint64 *id, GError **error);

G_END_DECLS
