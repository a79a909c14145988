#pragma once

#include "kontor-clock.h"
#include "kontor-db.h"
#include "kontor-platforms.h"
#include "kontor-secrets.h"

G_BEGIN_DECLS

/**
 * KontorContext:
 * @seq: the last commit that was noticed on the main thread
 * @running: whether the loops go by themselves
 * @stopping: what can be done in the next life need not be done in this one
 *
 * What the engine's parts share, so that none of them needs the engine. Main thread.
 */
typedef struct {
  KontorDb *db;
  KontorClock *clock;
  KontorSecrets *secrets;
  KontorPlatforms platforms;
  gint64 seq;
  gboolean running;
  gboolean stopping;
  gboolean focused;
} KontorContext;

KontorContext *kontor_context_new (KontorDb *db, KontorClock *clock, KontorSecrets *secrets, KontorPlatforms platforms);
KontorContext *kontor_context_ref (KontorContext *self);
void kontor_context_unref (KontorContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorContext, kontor_context_unref)

G_END_DECLS
