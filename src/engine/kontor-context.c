#include "kontor-context.h"

KontorContext *
kontor_context_new (KontorDb *db, KontorClock *clock, KontorSecrets *secrets, KontorPlatforms platforms)
{
  KontorContext *self = g_rc_box_new0 (KontorContext);

  self->db = g_object_ref (db);
  self->clock = g_object_ref (clock);
  self->secrets = g_object_ref (secrets);
  self->platforms = platforms;
  return self;
}

KontorContext *
kontor_context_ref (KontorContext *self)
{
  return g_rc_box_acquire (self);
}

static void
context_clear (gpointer data)
{
  KontorContext *self = data;

  g_clear_object (&self->db);
  g_clear_object (&self->clock);
  g_clear_object (&self->secrets);
}

void
kontor_context_unref (KontorContext *self)
{
  g_rc_box_release_full (self, context_clear);
}
