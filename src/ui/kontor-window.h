#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-entity.h"
#include "kontor-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WINDOW (kontor_window_get_type ())
/**
 * KontorWindow:
 *
 * The sidebar with its views, and what stands in their place while there is no
 * engine or no account yet.
 *
 * Actions: "win.show-view" (s), "win.open-object" (sx: an entity's nick and an
 * id), "win.undo", "win.undo-action" (x), "win.search".
 */
G_DECLARE_FINAL_TYPE (KontorWindow, kontor_window, KONTOR, WINDOW, AdwApplicationWindow)

/** @settings: (nullable): not where no schema is installed */
KontorWindow *kontor_window_new (GtkApplication *application, GSettings *settings);

/** (nullable): NULL while it is being opened. */
KontorEngine *kontor_window_get_engine (KontorWindow *self);
/** Once only. */
void kontor_window_set_engine (KontorWindow *self, KontorEngine *engine);
/** @path: of the database that could not be opened, and why; it may be opened again later */
void kontor_window_set_failure (KontorWindow *self, const char *path, const GError *error);

/** (nullable): the view that is shown, NULL until there is an engine */
KontorView *kontor_window_get_view (KontorWindow *self);
/** (nullable) */
GSettings *kontor_window_get_settings (KontorWindow *self);

/** @toast: (transfer full) */
void kontor_window_add_toast (KontorWindow *self, AdwToast *toast);

/** Shows an object in the view that has its kind. */
void kontor_window_open (KontorWindow *self, KontorEntity entity, gint64 id);

G_END_DECLS
