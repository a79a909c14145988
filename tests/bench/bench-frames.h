#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * BenchFrames:
 *
 * The frames of a window: how long each took, and waiting for one. For a fiber.
 */
typedef struct _BenchFrames BenchFrames;

/** Whether what was waited for is in the frame that was painted just now. */
typedef gboolean (*BenchIsPainted) (gpointer data);

/** @window: mapped, and there for longer than its frames are watched */
BenchFrames *bench_frames_new (GtkWidget *window);
void bench_frames_free (BenchFrames *self);

/**
 * bench_frames_await:
 * @is_painted: (nullable): any frame will do
 *
 * Awaits a frame, also where nothing changes. Fails when none comes for a long time.
 */
gboolean bench_frames_await (BenchFrames *self, BenchIsPainted is_painted, gpointer data, GError **error);
/** Awaits that so many milliseconds go by without a frame. Fails where that never happens. */
gboolean bench_frames_await_rest (BenchFrames *self, guint rest, GError **error);
/** When the frame that was awaited last was done, as of bench_now (). */
double bench_frames_get_painted (BenchFrames *self);
/** (element-type double) (transfer full): the milliseconds that each frame took since this was asked for the last time */
GArray *bench_frames_steal_times (BenchFrames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFrames, bench_frames_free)

G_END_DECLS
