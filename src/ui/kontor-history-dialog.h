#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_HISTORY_DIALOG (kontor_history_dialog_get_type ())
/**
 * KontorHistoryDialog:
 *
 * What was done lately, newest first, what became of it, and Undo beside what
 * can be taken back.
 */
G_DECLARE_FINAL_TYPE (KontorHistoryDialog, kontor_history_dialog, KONTOR, HISTORY_DIALOG, AdwDialog)

AdwDialog *kontor_history_dialog_new (KontorEngine *engine);

G_END_DECLS
