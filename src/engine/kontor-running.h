#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RUNNING (kontor_running_get_type ())
/**
 * KontorRunning:
 *
 * The newest actions as they go on, read again at most twice a second while
 * operations come to an end. Main thread.
 *
 * "changed": after each reading.
 */
G_DECLARE_FINAL_TYPE (KontorRunning, kontor_running, KONTOR, RUNNING, GObject)

KontorRunning *kontor_running_new (KontorEngine *engine);

/** (nullable) (transfer none): the newest action on at least @n_least rows that is unsent or refused in part, until the next "changed" */
const KontorAction *kontor_running_find (KontorRunning *self, guint n_least);
/** Nothing is read while nobody looks. It is active at first. */
void kontor_running_set_active (KontorRunning *self, gboolean active);

G_END_DECLS
