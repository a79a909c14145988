#pragma once

#include "bench.h"

G_BEGIN_DECLS

/**
 * bench_window_child:
 * @what: "start", "scroll", "search", "memory", "idle"
 * @path: a shop
 *
 * Runs the application on the display until it has measured, in a process of
 * its own. Prints the numbers, each on a line.
 */
gboolean bench_window_child (const char *what, const char *path, GError **error);

G_END_DECLS
