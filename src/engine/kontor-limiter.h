#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/** KontorLimiter: at most so many at once; the others wait in order. Main thread. */
typedef struct _KontorLimiter KontorLimiter;

KontorLimiter *kontor_limiter_new (guint places);
void kontor_limiter_free (KontorLimiter *self);

/** Resolves when there is a place, which kontor_limiter_release () gives back. */
DexFuture *kontor_limiter_acquire (KontorLimiter *self) G_GNUC_WARN_UNUSED_RESULT;
void kontor_limiter_release (KontorLimiter *self);

G_END_DECLS
