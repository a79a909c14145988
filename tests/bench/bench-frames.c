#include "bench-frames.h"

#include "bench.h"

/* Seconds */
#define PATIENCE 30

struct _BenchFrames {
  GdkFrameClock *clock; /* (owned) */
  GArray *times;        /* (owned) */
  double began;
  double ended;
  double painted;
  DexPromise *promise; /* (owned) (nullable): somebody waits */
  BenchIsPainted is_painted;
  gpointer data;
};

static void
before_paint_cb (BenchFrames *self)
{
  self->began = bench_now ();
}

static void
after_paint_cb (BenchFrames *self)
{
  self->ended = bench_now ();
  bench_samples_add (self->times, self->ended - self->began);
  if (self->promise == NULL || !dex_future_is_pending (DEX_FUTURE (self->promise)))
    return;
  if (self->is_painted != NULL && !self->is_painted (self->data))
    return;
  self->painted = self->ended;
  dex_promise_resolve_boolean (self->promise, TRUE);
}

BenchFrames *
bench_frames_new (GtkWidget *window)
{
  BenchFrames *self = g_new0 (BenchFrames, 1);

  self->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  self->times = bench_samples_new ();
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  return self;
}

void
bench_frames_free (BenchFrames *self)
{
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_array_unref (self->times);
  g_free (self);
}

static gboolean
fail_late (const char *what, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s within %u s", what, PATIENCE);
  return FALSE;
}

gboolean
bench_frames_await (BenchFrames *self, BenchIsPainted is_painted, gpointer data, GError **error)
{
  gboolean painted;

  self->promise = dex_promise_new ();
  self->is_painted = is_painted;
  self->data = data;
  /* What is waited for may come to be without a change that one sees. */
  gdk_frame_clock_begin_updating (self->clock);
  painted = dex_await (
      dex_future_first (DEX_FUTURE (dex_ref (self->promise)), dex_timeout_new_seconds (PATIENCE), NULL), NULL);
  gdk_frame_clock_end_updating (self->clock);
  dex_clear (&self->promise);
  return painted || fail_late ("What is waited for was not painted", error);
}

gboolean
bench_frames_await_rest (BenchFrames *self, guint rest, GError **error)
{
  double began = bench_now ();

  do {
    dex_await (dex_timeout_new_msec (rest), NULL);
    if (bench_now () - self->ended >= rest)
      return TRUE;
  } while (bench_now () - began < PATIENCE * 1000);
  return fail_late ("The window did not come to rest", error);
}

double
bench_frames_get_painted (BenchFrames *self)
{
  return self->painted;
}

GArray *
bench_frames_steal_times (BenchFrames *self)
{
  GArray *times = self->times;

  self->times = bench_samples_new ();
  return times;
}
