#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * KontorGate:
 *
 * Lets at most so many requests run at once, the others wait in order. While
 * answers take long, or say that it is too much, only one runs. Main thread.
 */
typedef struct _KontorGate KontorGate;

/** One who waits for a place or has one; zeroed by its owner, who keeps it until it has left. */
typedef struct {
  KontorGate *gate; /* (nullable): where it waits or is inside */
  DexPromise *promise;
  gboolean inside;
} KontorTicket;

KontorGate *kontor_gate_new (guint most);
void kontor_gate_free (KontorGate *self);

/** Resolves when there is a place. */
DexFuture *kontor_gate_enter (KontorGate *self, KontorTicket *ticket) G_GNUC_WARN_UNUSED_RESULT;
/**
 * kontor_gate_leave:
 * @took: milliseconds; G_MAXINT64 where the server had too much to do or did not answer
 *
 * Gives the place back, or the wait up; nothing happens the second time.
 */
void kontor_gate_leave (KontorTicket *ticket, gint64 took);
/** How many may run at once at present. */
guint kontor_gate_get_places (KontorGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorGate, kontor_gate_free)

G_END_DECLS
