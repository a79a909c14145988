#include "kontor-gate.h"

/* Milliseconds: an answer that took longer is slow; quick ones in a row bring the places back. */
#define SLOW 8000
#define QUICK 4000
#define ENOUGH 6

struct _KontorGate {
  guint most;
  guint places;
  guint running;
  guint quick;    /* quick answers in a row */
  GQueue waiting; /* (element-type KontorTicket) */
};

KontorGate *
kontor_gate_new (guint most)
{
  KontorGate *self = g_new0 (KontorGate, 1);

  self->most = self->places = most;
  g_queue_init (&self->waiting);
  return self;
}

void
kontor_gate_free (KontorGate *self)
{
  g_assert (g_queue_is_empty (&self->waiting) && self->running == 0);
  g_free (self);
}

static void
admit (KontorGate *self, KontorTicket *ticket)
{
  self->running++;
  ticket->inside = TRUE;
  dex_promise_resolve_boolean (ticket->promise, TRUE);
}

static void
admit_waiting (KontorGate *self)
{
  while (self->running < self->places && !g_queue_is_empty (&self->waiting))
    admit (self, g_queue_pop_head (&self->waiting));
}

DexFuture *
kontor_gate_enter (KontorGate *self, KontorTicket *ticket)
{
  g_return_val_if_fail (self != NULL && ticket != NULL && ticket->gate == NULL, NULL);

  ticket->gate = self;
  ticket->promise = dex_promise_new ();
  g_queue_push_tail (&self->waiting, ticket);
  admit_waiting (self);
  return dex_ref (DEX_FUTURE (ticket->promise));
}

static void
learn (KontorGate *self, gint64 took)
{
  self->quick = took < QUICK ? self->quick + 1 : 0;
  if (took > SLOW)
    self->places = 1;
  else if (self->quick >= ENOUGH)
    self->places = self->most;
}

void
kontor_gate_leave (KontorTicket *ticket, gint64 took)
{
  KontorGate *self = g_steal_pointer (&ticket->gate);

  if (self == NULL)
    return;
  if (ticket->inside) {
    self->running--;
    learn (self, took);
  } else
    g_queue_remove (&self->waiting, ticket);
  ticket->inside = FALSE;
  dex_clear (&ticket->promise);
  admit_waiting (self);
}

guint
kontor_gate_get_places (KontorGate *self)
{
  return self->places;
}
