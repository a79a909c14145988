#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many of the newest orders say what is usual. */
#define KONTOR_SILENCE_ORDERS 60

/**
 * kontor_silence_is_unusual:
 * @placed: (array length=n): when the newest orders were placed, milliseconds UTC, newest first
 * @now: milliseconds UTC
 *
 * Whether a shop has had no order for so long that something may be broken in
 * it: twice the longest pause among them, which has nights, weekends and
 * holidays in it, and a day at least. Of fewer than twenty orders nothing can
 * be said.
 */
gboolean kontor_silence_is_unusual (const gint64 *placed, guint n, gint64 now);

G_END_DECLS
