#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

typedef void (*KontorGenerateProgress) (guint done, guint total, gpointer data);

/**
 * kontor_generate:
 * @progress: (nullable): called on the main thread with rows done and rows in all
 *
 * Adds an account without a server, paused, and fills it. Resolves to the
 * account's id (gint64). Errors: those of the database; what was committed
 * before stays.
 */
DexFuture *kontor_generate (KontorEngine *engine, guint64 seed, guint n_orders, guint n_products,
                            KontorGenerateProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
