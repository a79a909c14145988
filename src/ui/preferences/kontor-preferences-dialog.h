#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PREFERENCES_DIALOG (kontor_preferences_dialog_get_type ())
/**
 * KontorPreferencesDialog:
 *
 * How Kontor looks and what it tells, and the backups: made now, listed, and
 * restored by the action "app.restore-backup" (s).
 */
G_DECLARE_FINAL_TYPE (KontorPreferencesDialog, kontor_preferences_dialog, KONTOR, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

/** @settings: (nullable): not where no schema is installed */
AdwDialog *kontor_preferences_dialog_new (KontorEngine *engine, GSettings *settings);

G_END_DECLS
