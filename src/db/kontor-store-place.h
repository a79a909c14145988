#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * kontor_store_query_place:
 * @ids: rows of @query in its order, as they are in this transaction; not @id itself
 * @place: (out): how many of @ids come before the row @id
 *
 * Where a row belongs in a list that is known already: some twenty comparisons
 * in a million rows, where counting would read half of them.
 */
gboolean kontor_store_query_place (KontorTxn *txn, KontorQuery *query, const gint64 *ids, guint n_ids, gint64 id,
                                   guint *place, GError **error);

G_END_DECLS
