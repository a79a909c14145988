#include "bench-frames.h"

#include "bench.h"

struct _BenchFrames {
  GdkFrameClock *clock; /* (owned) */
  GArray *times;        /* (owned) */
  double began;
  double ended;
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
  g_autoptr (DexPromise) promise = NULL;

  self->ended = bench_now ();
  bench_samples_add (self->times, self->ended - self->began);
  if (self->promise == NULL || (self->is_painted != NULL && !self->is_painted (self->data)))
    return;
  promise = g_steal_pointer (&self->promise);
  dex_promise_resolve_double (promise, self->ended);
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

double
bench_frames_await (BenchFrames *self, BenchIsPainted is_painted, gpointer data)
{
  double ended;

  self->promise = dex_promise_new ();
  self->is_painted = is_painted;
  self->data = data;
  if (is_painted == NULL)
    return dex_await_double (DEX_FUTURE (dex_ref (self->promise)), NULL);
  /* What is waited for may come to be without a change that one sees. */
  gdk_frame_clock_begin_updating (self->clock);
  ended = dex_await_double (DEX_FUTURE (dex_ref (self->promise)), NULL);
  gdk_frame_clock_end_updating (self->clock);
  return ended;
}

void
bench_frames_await_rest (BenchFrames *self, guint rest)
{
  do
    dex_await (dex_timeout_new_msec (rest), NULL);
  while (bench_now () - self->ended < rest);
}

GArray *
bench_frames_steal_times (BenchFrames *self)
{
  GArray *times = self->times;

  self->times = bench_samples_new ();
  return times;
}
