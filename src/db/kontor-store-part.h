#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * KontorStoreMark:
 * @id: of the last row that was read; 0: none was
 * @value: (nullable): what the list is sorted by, of that row
 *
 * Where a list goes on that is read in parts.
 */
typedef struct {
  gint64 id;
  gint64 account_id;
  char *value;
} KontorStoreMark;
void kontor_store_mark_clear (KontorStoreMark *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorStoreMark, kontor_store_mark_clear)

/**
 * kontor_store_query_part:
 * @mark: (inout): all 0 at the beginning
 * @deadline: monotonic time after which no more is read, but for a few rows at least
 * @ids: (element-type gint64): takes the ids
 * @more: (out): whether there may be others behind them
 *
 * The next rows of a list that takes longer than a transaction may. Between two
 * parts anything may be committed: what it touched may be in two of them, or in
 * none, and is to be asked for again. What search texts find is one part.
 */
gboolean kontor_store_query_part (KontorTxn *txn, KontorQuery *query, KontorStoreMark *mark, gint64 deadline,
                                  GArray *ids, gboolean *more, GError **error);
/** Whether parts of it end at their deadline. */
gboolean kontor_store_query_has_parts (KontorQuery *query);

G_END_DECLS
