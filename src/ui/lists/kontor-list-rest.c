#include "kontor-list-rest.h"

/* Milliseconds: a window that is covered or minimised is not painted. */
#define LONGEST 500

struct _KontorListRest {
  KontorResults *results; /* (owned) */
  GdkFrameClock *clock;   /* (owned) */
  guint timeout;
};

static void
release (KontorListRest *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_signal_handlers_disconnect_by_data (self->results, self);
  kontor_results_release_rest (self->results);
}

static gboolean
timed_out_cb (gpointer data)
{
  KontorListRest *self = data;

  self->timeout = 0;
  release (self);
  return G_SOURCE_REMOVE;
}

/* The page is there; the next frame has it. */
static void
begun_cb (KontorListRest *self)
{
  g_signal_handlers_disconnect_by_func (self->results, begun_cb, self);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (release), self);
  gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

KontorListRest *
kontor_list_rest_hold (GtkWidget *widget, KontorResults *results)
{
  KontorListRest *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (KONTOR_IS_RESULTS (results), NULL);

  if (gtk_widget_get_frame_clock (widget) == NULL)
    return NULL;
  self = g_new0 (KontorListRest, 1);
  self->results = g_object_ref (results);
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->timeout = g_timeout_add (LONGEST, timed_out_cb, self);
  g_signal_connect_swapped (results, "notify::total", G_CALLBACK (begun_cb), self);
  kontor_results_hold_rest (results);
  return self;
}

void
kontor_list_rest_free (KontorListRest *self)
{
  release (self);
  g_object_unref (self->clock);
  g_object_unref (self->results);
  g_free (self);
}
