#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * kontor_later:
 * @future: (transfer full): what is waited for
 * @func: called with the future once it is resolved or rejected
 * @data: (transfer full): freed with @destroy afterwards
 *
 * Like dex_future_finally (), but @func is never called from within the call,
 * which libdex does where the answer is already there: only ever from the main
 * loop. For who is in the midst of changing itself when it asks.
 */
typedef void (*KontorLaterFunc) (DexFuture *future, gpointer data);
void kontor_later (DexFuture *future, KontorLaterFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS
