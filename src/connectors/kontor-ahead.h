#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * KontorAhead:
 *
 * Pages that are asked for before somebody wants them, so that the shop works
 * while the last one is taken in. What was asked before something was written
 * must not be believed afterwards: it is dropped. Main thread.
 */
typedef struct _KontorAhead KontorAhead;

/** Asks for the page at @path, query included; it may change nothing. */
typedef DexFuture *(*KontorAheadAsk) (gpointer client, const char *path);

KontorAhead *kontor_ahead_new (KontorAheadAsk ask, GObject *client);
void kontor_ahead_free (KontorAhead *self);

/** → what was asked for; asked already where it was begun. */
DexFuture *kontor_ahead_take (KontorAhead *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/** Asks for what will be taken soon; the oldest of those that nobody took goes. */
void kontor_ahead_begin (KontorAhead *self, const char *path);
void kontor_ahead_drop (KontorAhead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorAhead, kontor_ahead_free)

G_END_DECLS
