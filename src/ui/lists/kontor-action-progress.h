#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACTION_PROGRESS (kontor_action_progress_get_type ())
/**
 * KontorActionProgress:
 *
 * How far the newest action on many rows is, with what can be done about it:
 * pause it, while other changes go out; take back what was not sent; send again
 * what was refused. Hidden while there is none.
 */
G_DECLARE_FINAL_TYPE (KontorActionProgress, kontor_action_progress, KONTOR, ACTION_PROGRESS, AdwBin)

/** Once only. */
void kontor_action_progress_set_engine (KontorActionProgress *self, KontorEngine *engine);
/** Whether somebody could see it: it is hidden, and so not mapped, as long as it has nothing to say. */
void kontor_action_progress_set_active (KontorActionProgress *self, gboolean active);

G_END_DECLS
