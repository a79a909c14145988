#pragma once

#include "kontor-import-plan.h"
#include "kontor-import-state.h"

G_BEGIN_DECLS

/* What a table says, as operations of one action. Database threads. */

/**
 * kontor_import_queue_plan:
 * @entry, @plan: of the same row, which is to be created or changed
 *
 * Queues all of the row. Where one of its operations is refused, none of them
 * is there. Errors: those of kontor_outbox_queue ().
 */
gboolean kontor_import_queue_plan (KontorTxn *txn, KontorImportChecker *checker, KontorGesture *gesture,
                                   const KontorCsvEntry *entry, const KontorImportPlan *plan, GError **error);

/** Queues the next rows, as many as fit into a transaction. What the operations refuse is left out. */
gboolean kontor_import_queue_part (KontorTxn *txn, KontorGesture *gesture, KontorImportState *state, GError **error);

G_END_DECLS
