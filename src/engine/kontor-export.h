#pragma once

#include "kontor-engine.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

/**
 * kontor_export_products:
 * @products: which; kontor_scope_new_all () of a query for all that a list shows
 * @file: is replaced
 * @cancellable: (nullable)
 *
 * Writes products and their variants as a table that kontor_import_open ()
 * reads back without a change. Resolves to the gint64 number of rows.
 */
DexFuture *kontor_export_products (KontorEngine *engine, KontorScope *products, GFile *file,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
