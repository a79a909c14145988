#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OUTBOX_WATCH (kontor_outbox_watch_get_type ())
/**
 * KontorOutboxWatch:
 *
 * What is told of the outbox, read again at most twice a second while
 * operations are made and come to an end. Main thread.
 *
 * "changed": what was read is another than before.
 */
G_DECLARE_DERIVABLE_TYPE (KontorOutboxWatch, kontor_outbox_watch, KONTOR, OUTBOX_WATCH, GObject)

/**
 * KontorOutboxWatchClass:
 * @read: (transfer full): a future of what is to be told
 * @take: keeps it; whether it is another than before
 */
struct _KontorOutboxWatchClass {
  GObjectClass parent_class;

  DexFuture *(*read) (KontorOutboxWatch *self, KontorEngine *engine);
  gboolean (*take) (KontorOutboxWatch *self, const GValue *value);
};

/** For subclasses, once they are whole: reads for the first time. */
void kontor_outbox_watch_begin (KontorOutboxWatch *self, KontorEngine *engine);
/** Nothing is read while nobody looks. It is active at first. */
void kontor_outbox_watch_set_active (KontorOutboxWatch *self, gboolean active);

G_END_DECLS
