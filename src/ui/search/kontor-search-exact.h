#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/**
 * kontor_search_exact:
 * @text: as typed or scanned
 *
 * What is called exactly so: the order of that number, or the product with
 * that SKU or GTIN. Resolves to a GVariant (sx), the target of
 * "win.open-object"; rejects where there is none, or several.
 */
DexFuture *kontor_search_exact (KontorEngine *engine, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
