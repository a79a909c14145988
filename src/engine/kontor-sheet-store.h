#pragma once

#include "kontor-outbox-queue.h"
#include "kontor-sheet-edit.h"

/* Shared by the files of the engine alone. */

typedef struct _KontorEngine KontorEngine;

G_BEGIN_DECLS

/** Resolves to a GPtrArray (element-type KontorSheetEdit) of what was typed and not saved. */
DexFuture *kontor_sheet_store_load (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;
/** Keeps @edits (element-type KontorSheetEdit) (transfer full) as they are now; one without changes is forgotten. Resolves when they are on the disk. */
DexFuture *kontor_sheet_store_keep (KontorEngine *engine, GPtrArray *edits) G_GNUC_WARN_UNUSED_RESULT;
/** Begins to carry out all that is kept, as one action. Resolves to the gint64 action; 0 where nothing was kept. */
DexFuture *kontor_sheet_store_save (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_sheet_queue_part:
 * @more: (out): whether there may be more
 *
 * Queues the next objects of an action. What was changed in the shop meanwhile,
 * or is refused, is left out and stands in the table again. Writer thread.
 */
gboolean kontor_sheet_queue_part (KontorTxn *txn, KontorGesture *gesture, gboolean *more, GError **error);

G_END_DECLS
