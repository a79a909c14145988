#pragma once

#include "kontor-engine.h"

/* Shared by the files of the engine alone. */

typedef struct _KontorTxn KontorTxn;

G_BEGIN_DECLS

/** What several intents became. @action: 0: nothing had to be done. @product: that was made; 0: none */
typedef struct {
  gint64 action;
  gint64 product;
} KontorMade;

typedef gboolean (*KontorTogetherFunc) (KontorTxn *txn, gpointer data, GError **error);

/**
 * kontor_engine_enqueue_together:
 * @intents: (element-type KontorOp): each for the object of its local_id, not above 0 for one that it makes; a variant of the
 *   product 0, and what else is of it, is of the one that was made before it
 * @also: what is done in the same transaction; @data: (transfer full)
 *
 * Different changes as one action. Resolves to a KontorMade, or rejects like
 * kontor_engine_enqueue () without having done anything.
 */
DexFuture *kontor_engine_enqueue_together (KontorEngine *engine, GPtrArray *intents, KontorTogetherFunc also,
                                           gpointer data, GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
