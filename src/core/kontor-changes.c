#include "kontor-changes.h"

G_DEFINE_BOXED_TYPE (KontorChanges, kontor_changes, kontor_changes_ref, kontor_changes_unref)

void
kontor_change_clear (KontorChange *change)
{
  g_return_if_fail (change != NULL);

  g_clear_pointer (&change->row, kontor_record_unref);
}

/**
 * kontor_changes_new:
 *
 * Keeps the order in which the rows were noted. That each is in it once only
 * is up to who notes them.
 */
KontorChanges *
kontor_changes_new (gint64 seq, KontorOrigin origin, KontorTouched touched, GArray *changes)
{
  KontorChanges *self;
  gsize length = 0;

  g_return_val_if_fail (changes != NULL, NULL);
  g_return_val_if_fail (g_array_get_element_size (changes) == sizeof (KontorChange), NULL);

  self = g_new0 (KontorChanges, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->seq = seq;
  self->origin = origin;
  self->touched = touched;
  self->changes = (KontorChange *) g_array_steal (changes, &length);
  self->n_changes = (guint) length;
  g_array_unref (changes);
  return self;
}

KontorChanges *
kontor_changes_ref (KontorChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_changes_unref (KontorChanges *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_changes; i++)
    kontor_change_clear (&self->changes[i]);
  g_free (self->changes);
  g_free (self);
}
