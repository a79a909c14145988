#include "kontor-id-set.h"

#include <string.h>

#define LEAST_SLOTS 16

struct _KontorIdSet {
  gatomicrefcount ref_count;
  guint n_ids;
  guint n_slots; /* a power of two, at most half of it in use */
  gint64 *slots; /* (owned): open addressing, linear probing; 0 is free */
};

G_DEFINE_BOXED_TYPE (KontorIdSet, kontor_id_set, kontor_id_set_ref, kontor_id_set_unref)

static void
init_slots (KontorIdSet *self, guint n_slots)
{
  self->n_ids = 0;
  self->n_slots = n_slots;
  self->slots = g_new0 (gint64, n_slots);
}

KontorIdSet *
kontor_id_set_new (void)
{
  KontorIdSet *self = g_new0 (KontorIdSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  init_slots (self, LEAST_SLOTS);
  return self;
}

KontorIdSet *
kontor_id_set_ref (KontorIdSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_id_set_unref (KontorIdSet *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->slots);
  g_free (self);
}

KontorIdSet *
kontor_id_set_copy (const KontorIdSet *self)
{
  KontorIdSet *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (KontorIdSet, 1);
  g_atomic_ref_count_init (&copy->ref_count);
  copy->n_ids = self->n_ids;
  copy->n_slots = self->n_slots;
  copy->slots = g_memdup2 (self->slots, self->n_slots * sizeof (gint64));
  return copy;
}

/* Order ids carry time in their high bits: multiplied, all bits count (Fibonacci hashing). */
static guint
home_of (const KontorIdSet *self, gint64 id)
{
  return (guint) (((guint64) id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (self->n_slots - 1);
}

/* The slot that holds @id, or the free one where it would go. */
static guint
find_slot (const KontorIdSet *self, gint64 id)
{
  guint slot = home_of (self, id);

  while (self->slots[slot] != 0 && self->slots[slot] != id)
    slot = (slot + 1) & (self->n_slots - 1);
  return slot;
}

static void
grow (KontorIdSet *self)
{
  g_autofree gint64 *old = self->slots;
  guint n_old = self->n_slots;

  init_slots (self, 2 * n_old);
  for (guint i = 0; i < n_old; i++)
    if (old[i] != 0)
      kontor_id_set_add (self, old[i]);
}

guint
kontor_id_set_get_size (const KontorIdSet *self)
{
  return self->n_ids;
}

gboolean
kontor_id_set_contains (const KontorIdSet *self, gint64 id)
{
  return id != 0 && self->slots[find_slot (self, id)] == id;
}

gboolean
kontor_id_set_add (KontorIdSet *self, gint64 id)
{
  guint slot;

  g_return_val_if_fail (id != 0, FALSE);

  slot = find_slot (self, id);
  if (self->slots[slot] == id)
    return FALSE;
  self->slots[slot] = id;
  if (++self->n_ids > self->n_slots / 2)
    grow (self);
  return TRUE;
}

gboolean
kontor_id_set_remove (KontorIdSet *self, gint64 id)
{
  guint mask = self->n_slots - 1, hole;

  if (!kontor_id_set_contains (self, id))
    return FALSE;
  hole = find_slot (self, id);
  self->n_ids--;
  self->slots[hole] = 0;
  /* What stands behind and could not be found past the hole moves into it. */
  for (guint i = (hole + 1) & mask; self->slots[i] != 0; i = (i + 1) & mask) {
    if (((i - home_of (self, self->slots[i])) & mask) < ((i - hole) & mask))
      continue;
    self->slots[hole] = self->slots[i];
    self->slots[i] = 0;
    hole = i;
  }
  return TRUE;
}

void
kontor_id_set_clear (KontorIdSet *self)
{
  g_free (self->slots);
  init_slots (self, LEAST_SLOTS);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

GArray *
kontor_id_set_dup_ids (const KontorIdSet *self)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->n_ids);

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i] != 0)
      g_array_append_val (ids, self->slots[i]);
  g_array_sort (ids, compare_ids);
  return ids;
}
