#pragma once

#include "kontor-bulk.h"

G_BEGIN_DECLS

/* Shared by the files of KontorBulk alone. */

/** (element-type gint64) (nullable): what the query of an action finds in this transaction, as far as it is meant; none where its rows are listed. */
GArray *kontor_bulk_find (KontorTxn *txn, gint64 action, GError **error);

/** Lists the rows of an action, all of one state of the database. In a fiber. */
gboolean kontor_bulk_await_list (KontorContext *context, gint64 action, GError **error);

G_END_DECLS
