#include "kontor-pulse.h"

#include "kontor-later.h"

#define INTERVAL_USEC (G_USEC_PER_SEC / 2)
#define REST 4
/* Who opens something waits for its rows first, which the same reader finds. */
#define DELAY_USEC (G_USEC_PER_SEC / 4)

struct _KontorPulse {
  KontorDb *db; /* (owned) (nullable): NULL once it is freed and only a future still knows of it */
  guint listener;
  KontorPulseConcerns concerns;
  KontorPulseBeat beat;
  gpointer data;

  gboolean active;
  gboolean wanted;  /* something happened since the last beat */
  gboolean beating; /* a future is under way */
  guint source;
  gint64 began_at;
  gint64 next_at;
};

static void schedule (KontorPulse *self);

static void
finished_cb (DexFuture *future, gpointer data)
{
  KontorPulse *self = data;
  gint64 took = g_get_monotonic_time () - self->began_at;

  self->beating = FALSE;
  self->next_at = self->began_at + MAX (INTERVAL_USEC, REST * took);
  if (self->db != NULL)
    schedule (self);
}

static void
beat_cb (gpointer data)
{
  KontorPulse *self = data;

  self->source = 0;
  self->wanted = FALSE;
  self->beating = TRUE;
  self->began_at = g_get_monotonic_time ();
  kontor_later (self->beat (self->data), finished_cb, g_rc_box_acquire (self), g_rc_box_release);
}

static void
schedule (KontorPulse *self)
{
  gint64 wait = self->next_at - g_get_monotonic_time ();

  if (!self->wanted || !self->active || self->beating || self->source != 0)
    return;
  self->source = g_timeout_add_once (wait > 0 ? (guint) (wait / 1000) : 0, beat_cb, self);
}

static void
committed_cb (KontorChanges *changes, gpointer data)
{
  KontorPulse *self = data;

  if (!self->wanted && self->concerns (changes, self->data))
    kontor_pulse_kick (self);
}

KontorPulse *
kontor_pulse_new (KontorDb *db, KontorPulseConcerns concerns, KontorPulseBeat beat, gpointer data)
{
  KontorPulse *self = g_rc_box_new0 (KontorPulse);

  self->db = g_object_ref (db);
  self->concerns = concerns;
  self->beat = beat;
  self->data = data;
  self->active = TRUE;
  self->next_at = g_get_monotonic_time () + DELAY_USEC;
  self->listener = kontor_db_listen (db, committed_cb, self);
  return self;
}

void
kontor_pulse_free (KontorPulse *self)
{
  kontor_db_unlisten (self->db, self->listener);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->db);
  g_rc_box_release (self);
}

void
kontor_pulse_kick (KontorPulse *self)
{
  self->wanted = TRUE;
  schedule (self);
}

void
kontor_pulse_set_active (KontorPulse *self, gboolean active)
{
  self->active = active;
  if (!active)
    g_clear_handle_id (&self->source, g_source_remove);
  schedule (self);
}
