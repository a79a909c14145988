#pragma once

#include "kontor-db.h"

G_BEGIN_DECLS

/**
 * KontorPulse:
 *
 * For what is read again after commits but need not be exact at each of them:
 * counts, lists of what is under way. While commits go on it beats at most
 * twice a second, and takes no more than a quarter of a reader's time; without
 * commits nothing wakes up. The first beat comes a moment later, so that rows
 * come before numbers. Main thread.
 */
typedef struct _KontorPulse KontorPulse;

/** Whether a commit concerns it. */
typedef gboolean (*KontorPulseConcerns) (const KontorChanges *changes, gpointer data);
/** Reads; the next beat waits for the future. */
typedef DexFuture *(*KontorPulseBeat) (gpointer data);

/** @data: (unowned): lives until kontor_pulse_free () */
KontorPulse *kontor_pulse_new (KontorDb *db, KontorPulseConcerns concerns, KontorPulseBeat beat, gpointer data);
void kontor_pulse_free (KontorPulse *self);

/** As if a commit had concerned it. */
void kontor_pulse_kick (KontorPulse *self);
/** Where nobody looks it does not beat; what was missed meanwhile is one beat afterwards. It is active at first. */
void kontor_pulse_set_active (KontorPulse *self, gboolean active);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPulse, kontor_pulse_free)

G_END_DECLS
