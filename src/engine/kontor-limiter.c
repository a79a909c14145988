#include "kontor-limiter.h"

struct _KontorLimiter {
  guint free_places;
  GQueue waiting; /* (element-type DexPromise) (owned) */
};

KontorLimiter *
kontor_limiter_new (guint places)
{
  KontorLimiter *self = g_new0 (KontorLimiter, 1);

  self->free_places = places;
  g_queue_init (&self->waiting);
  return self;
}

void
kontor_limiter_free (KontorLimiter *self)
{
  DexPromise *promise;

  while ((promise = g_queue_pop_head (&self->waiting)) != NULL) {
    dex_promise_reject (promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed"));
    dex_unref (promise);
  }
  g_free (self);
}

DexFuture *
kontor_limiter_acquire (KontorLimiter *self)
{
  DexPromise *promise;

  if (self->free_places > 0) {
    self->free_places--;
    return dex_future_new_true ();
  }
  promise = dex_promise_new ();
  g_queue_push_tail (&self->waiting, dex_ref (promise));
  return DEX_FUTURE (promise);
}

void
kontor_limiter_release (KontorLimiter *self)
{
  DexPromise *next = g_queue_pop_head (&self->waiting);

  if (next == NULL) {
    self->free_places++;
    return;
  }
  dex_promise_resolve_boolean (next, TRUE);
  dex_unref (next);
}
