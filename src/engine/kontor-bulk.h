#pragma once

#include "kontor-context.h"
#include "kontor-import-queue.h"
#include "kontor-outbox-queue.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

/*
 * Gestures on very many rows: the first are queued at once, the others are
 * kept beside the outbox and follow in parts, so that nothing waits for them
 * and a crash forgets none. One action all the same.
 */

/** Keeps what is left of an action. @ids: (element-type gint64). Writer thread. */
gboolean kontor_bulk_begin (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, GArray *ids,
                            GError **error);
/**
 * kontor_bulk_begin_query:
 * @scope: of a query
 * @done: (element-type gint64): rows of it that are queued already
 *
 * The same for all that a query finds, of which not even the ids are read yet:
 * they are listed right after this commit, as of one state of the database, and
 * acted on whatever becomes of them until their turn comes; what comes to match
 * later is not meant. Where the process dies before they are listed, what
 * matches then is listed, but for rows made since. Writer thread.
 */
gboolean kontor_bulk_begin_query (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, KontorScope *scope,
                                  GArray *done, GError **error);
/** The same for the ops of @action before @below that are to be taken back. Writer thread. */
gboolean kontor_bulk_begin_undo (KontorTxn *txn, KontorGesture *gesture, gint64 action, gint64 below, GError **error);
/** The same for what is left of a table. Writer thread. */
gboolean kontor_bulk_begin_import (KontorTxn *txn, KontorGesture *gesture, const KontorImportState *state, GError **error);
/** The same for all that was typed into the table of products; see kontor-sheet-store.h. Writer thread. */
gboolean kontor_bulk_begin_sheet (KontorTxn *txn, KontorGesture *gesture, GError **error);
/** What is not queued yet of an action is not to be. Writer thread. */
gboolean kontor_bulk_cancel (KontorTxn *txn, gint64 action, GError **error);
/** Rows that wait in an action. */
gboolean kontor_bulk_count (KontorTxn *txn, gint64 action, gint64 *rows, GError **error);

/** Queues what waits, part by part. Main thread. Resolves to TRUE when nothing waits. */
DexFuture *kontor_bulk_run (KontorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
