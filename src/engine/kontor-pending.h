#pragma once

#include "kontor-outbox-watch.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PENDING (kontor_pending_get_type ())
/**
 * KontorPending:
 *
 * Which objects of an entity were changed here and are not at the storefront
 * yet, problems included; for the marks of a list. Main thread.
 */
G_DECLARE_FINAL_TYPE (KontorPending, kontor_pending, KONTOR, PENDING, KontorOutboxWatch)

KontorPending *kontor_pending_new (KontorEngine *engine, KontorEntity entity);

gboolean kontor_pending_contains (KontorPending *self, gint64 id);

G_END_DECLS
