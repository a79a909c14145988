#pragma once

#include "kontor-scope.h"
#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * kontor_store_scope_ids:
 *
 * (element-type gint64) (transfer full) (nullable): the rows that @scope means
 * in this transaction: its ids, or what its query finds now but for its
 * exceptions. NULL on errors.
 */
GArray *kontor_store_scope_ids (KontorTxn *txn, KontorScope *scope, GError **error);

/** The first @limit of those rows in the order of the query; of ids all. */
GArray *kontor_store_scope_page (KontorTxn *txn, KontorScope *scope, guint limit, GError **error);

G_END_DECLS
