#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_WINDOW (kontor_window_get_type ())
/**
 * KontorWindow:
 *
 * The window. It says in "engine-state", a sentence for people, how the engine is.
 */
G_DECLARE_FINAL_TYPE (KontorWindow, kontor_window, KONTOR, WINDOW, AdwApplicationWindow)

/** @settings: (nullable): where the window's size is kept */
KontorWindow *kontor_window_new (GtkApplication *application, GSettings *settings);

const char *kontor_window_get_engine_state (KontorWindow *self);
void kontor_window_set_engine_state (KontorWindow *self, const char *state);

G_END_DECLS
