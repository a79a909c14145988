#include "kontor-results-diff.h"

static const gint64 *
ids_of (GArray *array)
{
  return (const gint64 *) (gpointer) array->data;
}

static guint
length_of_rest (const KontorIdView *self)
{
  return self->before != NULL ? self->before->len - self->rest : 0;
}

void
kontor_id_view_clear (KontorIdView *self)
{
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->after, g_array_unref);
  self->reached = 0;
  self->rest = 0;
}

void
kontor_id_view_set (KontorIdView *self, GArray *ids)
{
  g_array_ref (ids);
  kontor_id_view_clear (self);
  self->after = ids;
  self->reached = ids->len;
}

void
kontor_id_view_begin (KontorIdView *self, KontorResultsDiff *diff)
{
  kontor_id_view_clear (self);
  self->before = g_array_ref (diff->before);
  self->after = g_array_ref (diff->after);
}

void
kontor_id_view_step (KontorIdView *self, const KontorSplice *splice)
{
  self->rest += splice->position - self->reached + splice->removed;
  self->reached = splice->position + splice->added;
}

guint
kontor_id_view_get_length (const KontorIdView *self)
{
  return self->reached + length_of_rest (self);
}

gint64
kontor_id_view_get (const KontorIdView *self, guint position)
{
  g_assert (position < kontor_id_view_get_length (self));

  if (position < self->reached)
    return ids_of (self->after)[position];
  return ids_of (self->before)[self->rest + position - self->reached];
}

static gboolean
find_id (const gint64 *ids, guint n_ids, gint64 id, guint *position)
{
  for (guint i = 0; i < n_ids; i++)
    if (ids[i] == id) {
      *position = i;
      return TRUE;
    }
  return FALSE;
}

gboolean
kontor_id_view_find (const KontorIdView *self, gint64 id, guint *position)
{
  guint at;

  if (self->reached > 0 && find_id (ids_of (self->after), self->reached, id, position))
    return TRUE;
  if (length_of_rest (self) == 0 || !find_id (ids_of (self->before) + self->rest, length_of_rest (self), id, &at))
    return FALSE;
  *position = self->reached + at;
  return TRUE;
}

GArray *
kontor_id_view_dup (const KontorIdView *self)
{
  GArray *ids;

  if (self->after != NULL && self->reached == self->after->len && length_of_rest (self) == 0)
    return g_array_ref (self->after);
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), kontor_id_view_get_length (self));
  if (self->reached > 0)
    g_array_append_vals (ids, self->after->data, self->reached);
  if (length_of_rest (self) > 0)
    g_array_append_vals (ids, ids_of (self->before) + self->rest, length_of_rest (self));
  return ids;
}
