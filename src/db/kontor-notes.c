#include "kontor-notes.h"

typedef struct {
  gint64 id;
  KontorEntity entity;
} RowKey;

struct _KontorNotes {
  GHashTable *places; /* (element-type RowKey guint): index + 1 */
  GArray *changes;    /* (element-type KontorChange) */
  KontorTouched touched;
};

struct _KontorLive {
  GMutex mutex;
  GHashTable *keys; /* (element-type RowKey) */
};

static guint
hash_key (gconstpointer data)
{
  const RowKey *key = data;

  return g_int64_hash (&key->id) * KONTOR_N_ENTITIES + key->entity;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const RowKey *left = a;
  const RowKey *right = b;

  return left->id == right->id && left->entity == right->entity;
}

static GArray *
new_changes (void)
{
  GArray *changes = g_array_new (FALSE, TRUE, sizeof (KontorChange));

  g_array_set_clear_func (changes, (GDestroyNotify) kontor_change_clear);
  return changes;
}

KontorNotes *
kontor_notes_new (void)
{
  KontorNotes *self = g_new0 (KontorNotes, 1);

  self->places = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  self->changes = new_changes ();
  return self;
}

void
kontor_notes_free (KontorNotes *self)
{
  g_hash_table_unref (self->places);
  g_array_unref (self->changes);
  g_free (self);
}

/* What the whole transaction did to a row of which two things were noted. */
static KontorChangeKind
join_kinds (KontorChangeKind first, KontorChangeKind second)
{
  if (second == KONTOR_CHANGE_REMOVED)
    return KONTOR_CHANGE_REMOVED;
  if (first == KONTOR_CHANGE_ADDED)
    return KONTOR_CHANGE_ADDED;
  return KONTOR_CHANGE_CHANGED;
}

void
kontor_notes_add (KontorNotes *self, KontorEntity entity, gint64 id, KontorChangeKind kind)
{
  RowKey key = { id, entity };
  KontorChange change = { entity, kind, id, NULL };
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, &key));

  if (place > 0) {
    KontorChange *noted = kontor_notes_get (self, place - 1);

    noted->kind = join_kinds (noted->kind, kind);
    return;
  }
  g_array_append_val (self->changes, change);
  g_hash_table_insert (self->places, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (self->changes->len));
}

void
kontor_notes_touch (KontorNotes *self, KontorTouched touched)
{
  self->touched |= touched;
}

guint
kontor_notes_get_length (KontorNotes *self)
{
  return self->changes->len;
}

KontorChange *
kontor_notes_get (KontorNotes *self, guint index)
{
  return &g_array_index (self->changes, KontorChange, index);
}

gboolean
kontor_notes_is_empty (KontorNotes *self)
{
  return self->changes->len == 0 && self->touched == 0;
}

KontorChanges *
kontor_notes_take_changes (KontorNotes *self, gint64 seq, KontorOrigin origin)
{
  GArray *changes = g_steal_pointer (&self->changes);

  g_hash_table_remove_all (self->places);
  self->changes = new_changes ();
  return kontor_changes_new (seq, origin, self->touched, changes);
}

KontorLive *
kontor_live_new (void)
{
  KontorLive *self = g_new0 (KontorLive, 1);

  g_mutex_init (&self->mutex);
  self->keys = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  return self;
}

void
kontor_live_free (KontorLive *self)
{
  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->keys);
  g_free (self);
}

void
kontor_live_add (KontorLive *self, KontorEntity entity, gint64 id)
{
  RowKey key = { id, entity };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_add (self->keys, g_memdup2 (&key, sizeof key));
}

void
kontor_live_remove (KontorLive *self, KontorEntity entity, gint64 id)
{
  RowKey key = { id, entity };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->keys, &key);
}

gboolean
kontor_live_contains (KontorLive *self, KontorEntity entity, gint64 id)
{
  RowKey key = { id, entity };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_contains (self->keys, &key);
}
