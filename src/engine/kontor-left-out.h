#pragma once

#include "kontor-db.h"

G_BEGIN_DECLS

/*
 * An action on very many rows was accepted before it came to all of them. To
 * some of them it cannot be done then: they are left as they are, counted, and
 * a person is told why. Writer thread.
 */

/** @reason: for a person; that of the first is kept */
gboolean kontor_left_out_add (KontorTxn *txn, gint64 action, gint64 n_rows, const char *reason, GError **error);
/** Counts a row that was refused. FALSE with the error where @refusal (transfer full) says nothing of the row. */
gboolean kontor_left_out_take (KontorTxn *txn, gint64 action, GError *refusal, GError **error);

G_END_DECLS
