#pragma once

#include "kontor-outbox-watch.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RUNNING (kontor_running_get_type ())
/**
 * KontorRunning:
 *
 * The newest actions as they go on; "changed" comes after each reading. Main
 * thread.
 */
G_DECLARE_FINAL_TYPE (KontorRunning, kontor_running, KONTOR, RUNNING, KontorOutboxWatch)

KontorRunning *kontor_running_new (KontorEngine *engine);

/** (nullable) (transfer none): the newest action on at least @n_least rows that is unsent or refused in part, until the next "changed" */
const KontorAction *kontor_running_find (KontorRunning *self, guint n_least);

G_END_DECLS
