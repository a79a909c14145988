#pragma once

#include "bench.h"

G_BEGIN_DECLS

/**
 * bench_editor_start:
 *
 * Starts GNOME's text editor and ends it again; blocks.
 * Returns: the milliseconds until its first window is visible, NAN and @error where there is none
 */
double bench_editor_start (GError **error);

G_END_DECLS
