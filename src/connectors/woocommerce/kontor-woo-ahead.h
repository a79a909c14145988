#pragma once

#include "kontor-woo-client.h"

G_BEGIN_DECLS

/**
 * KontorWooAhead:
 *
 * Pages that are asked for before somebody wants them, so that the shop works
 * while the last one is taken in. What was asked before something was written
 * must not be believed afterwards: it is dropped. Main thread.
 */
typedef struct _KontorWooAhead KontorWooAhead;

KontorWooAhead *kontor_woo_ahead_new (KontorWooClient *client);
void kontor_woo_ahead_free (KontorWooAhead *self);

/** → KontorWooReply, as kontor_woo_client_ask () of a GET; asked already where it was begun. */
DexFuture *kontor_woo_ahead_take (KontorWooAhead *self, const char *path, const char *const *query) G_GNUC_WARN_UNUSED_RESULT;
/** Asks for what will be taken soon; the oldest of those that nobody took goes. */
void kontor_woo_ahead_begin (KontorWooAhead *self, const char *path, const char *const *query);
void kontor_woo_ahead_drop (KontorWooAhead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorWooAhead, kontor_woo_ahead_free)

G_END_DECLS
