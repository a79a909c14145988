#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACTION_PROGRESS (kontor_action_progress_get_type ())
/**
 * KontorActionProgress:
 *
 * How far the newest action on many rows is, with what can be done about it:
 * hold it, take back what was not sent, send again what was refused. Hidden
 * while there is none.
 */
G_DECLARE_FINAL_TYPE (KontorActionProgress, kontor_action_progress, KONTOR, ACTION_PROGRESS, AdwBin)

/** Once only. */
void kontor_action_progress_set_engine (KontorActionProgress *self, KontorEngine *engine);

G_END_DECLS
