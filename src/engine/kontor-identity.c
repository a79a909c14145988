#include "kontor-identity.h"

#include "kontor-later.h"
#include "kontor-store.h"

/* Reads of the interactive reader are kept so short that a page of a list never waits long behind them. */
#define ROWS_AT_ONCE 128
#define WHOLE_AT_ONCE 16
#define N_LOADS (KONTOR_LOAD_WHOLE + 1)

struct _KontorIdentity {
  GObject parent_instance;

  KontorDb *db; /* (owned) */
  guint listener;
  GHashTable *entries[KONTOR_N_ENTITIES];     /* (owned): id → Entry */
  GArray *wanted[KONTOR_N_ENTITIES][N_LOADS]; /* (owned) (element-type gint64): a stack; ids may be dead by now */
  GArray *ahead[KONTOR_N_ENTITIES];           /* (owned) (element-type gint64): the same, of rows */
  gboolean reading;
};

typedef enum { IDLE, AHEAD, WANTED, ASKED } Reading;

/* One live object. */
typedef struct {
  gint64 id; /* the key of the table */
  KontorIdentity *identity;
  KontorObject *object; /* (weak) */
  Reading readings[N_LOADS];
  gint64 needed;  /* a read of an earlier state does not do */
  gboolean whole; /* a detail shows it */
} Entry;

/* A read on its way. */
typedef struct {
  gatomicrefcount ref_count;
  GWeakRef identity;
  KontorEntity entity;
  KontorLoad how;
  GArray *ids;     /* (owned) (element-type gint64) */
  GPtrArray *rows; /* (owned) (nullable): set by the reader */
  gint64 seq;      /* set by the reader */
} Request;

G_DEFINE_FINAL_TYPE (KontorIdentity, kontor_identity, G_TYPE_OBJECT)

static void read_next (KontorIdentity *self);

static Request *
request_new (KontorIdentity *self, KontorEntity entity, KontorLoad how)
{
  Request *request = g_new0 (Request, 1);

  g_atomic_ref_count_init (&request->ref_count);
  g_weak_ref_init (&request->identity, self);
  request->entity = entity;
  request->how = how;
  request->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return request;
}

static Request *
request_ref (Request *request)
{
  g_atomic_ref_count_inc (&request->ref_count);
  return request;
}

static void
request_unref (Request *request)
{
  if (!g_atomic_ref_count_dec (&request->ref_count))
    return;
  g_weak_ref_clear (&request->identity);
  g_array_unref (request->ids);
  g_clear_pointer (&request->rows, g_ptr_array_unref);
  g_free (request);
}

static Entry *
find_entry (KontorIdentity *self, KontorEntity entity, gint64 id)
{
  return g_hash_table_lookup (self->entries[entity], &id);
}

static void
object_died_cb (gpointer data, GObject *object)
{
  Entry *entry = data;
  KontorIdentity *self = entry->identity;
  KontorEntity entity = kontor_object_get_entity (KONTOR_OBJECT (object));

  entry->object = NULL;
  kontor_db_unset_live (self->db, entity, entry->id);
  g_hash_table_remove (self->entries[entity], &entry->id);
}

static void
entry_free (Entry *entry)
{
  if (entry->object != NULL)
    g_object_weak_unref (G_OBJECT (entry->object), object_died_cb, entry);
  g_free (entry);
}

static Entry *
add_entry (KontorIdentity *self, KontorEntity entity, gint64 id, KontorObject *object)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = id;
  entry->identity = self;
  entry->object = object;
  g_object_weak_ref (G_OBJECT (object), object_died_cb, entry);
  g_hash_table_insert (self->entries[entity], &entry->id, entry);
  kontor_db_set_live (self->db, entity, id);
  return entry;
}

static void
push_wanted (KontorIdentity *self, KontorEntity entity, Entry *entry, KontorLoad how)
{
  if (entry->readings[how] == WANTED)
    return;
  entry->readings[how] = WANTED;
  g_array_append_val (self->wanted[entity][how], entry->id);
}

/* Runs on the reader. */
static gboolean
read_rows (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *request = data;

  request->seq = kontor_txn_get_seq (txn);
  request->rows = kontor_store_load_many (txn, request->entity, (const gint64 *) (gpointer) request->ids->data,
                                          request->ids->len, request->how, error);
  return request->rows != NULL;
}

static void
merge_row (KontorIdentity *self, KontorEntity entity, KontorRecord *row, gint64 seq)
{
  g_autoptr (KontorObject) object = kontor_identity_dup_live (self, entity, kontor_record_get_id (row));

  if (object != NULL)
    kontor_object_merge (object, row, seq);
}

/* What was asked for and is not among the rows is not there any more, if the read saw the state that is needed. */
static void
close_reading (KontorIdentity *self, Request *request, gint64 id, GHashTable *found)
{
  Entry *entry = find_entry (self, request->entity, id);
  g_autoptr (KontorObject) object = NULL;

  if (entry == NULL)
    return;
  if (entry->readings[request->how] == ASKED)
    entry->readings[request->how] = IDLE;
  if (entry->needed > request->seq || (entry->whole && request->seq < kontor_object_get_seq (entry->object)))
    push_wanted (self, request->entity, entry, entry->whole ? KONTOR_LOAD_WHOLE : KONTOR_LOAD_ROW);
  else if (!g_hash_table_contains (found, &id)) {
    object = g_object_ref (entry->object);
    kontor_object_set_gone (object, request->seq);
  }
}

static void
take_rows (KontorIdentity *self, Request *request)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < request->rows->len; i++) {
    KontorRecord *row = g_ptr_array_index (request->rows, i);
    gint64 id = kontor_record_get_id (row);

    g_hash_table_add (found, g_memdup2 (&id, sizeof id));
    merge_row (self, request->entity, row, request->seq);
  }
  for (guint i = 0; i < request->ids->len; i++)
    close_reading (self, request, g_array_index (request->ids, gint64, i), found);
}

/* A failed read leaves its objects as they are; the next who wants them asks again. */
static void
forget_request (KontorIdentity *self, Request *request)
{
  for (guint i = 0; i < request->ids->len; i++) {
    Entry *entry = find_entry (self, request->entity, g_array_index (request->ids, gint64, i));

    if (entry != NULL && entry->readings[request->how] == ASKED)
      entry->readings[request->how] = IDLE;
  }
}

static void
rows_read_cb (DexFuture *future, gpointer data)
{
  Request *request = data;
  g_autoptr (KontorIdentity) self = g_weak_ref_get (&request->identity);

  if (self == NULL)
    return;
  self->reading = FALSE;
  if (dex_future_is_resolved (future))
    take_rows (self, request);
  else
    forget_request (self, request);
  read_next (self);
}

/* Takes the last from a stack of ids that are @reading; the dead and those already read are skipped. (nullable) */
static Request *
take_from (KontorIdentity *self, KontorEntity entity, KontorLoad how, GArray *stack, Reading reading)
{
  guint most = how == KONTOR_LOAD_WHOLE ? WHOLE_AT_ONCE : ROWS_AT_ONCE;
  Request *request = request_new (self, entity, how);

  while (stack->len > 0 && request->ids->len < most) {
    gint64 id = g_array_index (stack, gint64, stack->len - 1);
    Entry *entry = find_entry (self, entity, id);

    g_array_set_size (stack, stack->len - 1);
    if (entry == NULL || entry->readings[how] != reading)
      continue;
    entry->readings[how] = ASKED;
    g_array_append_val (request->ids, id);
  }
  if (request->ids->len == 0)
    g_clear_pointer (&request, request_unref);
  return request;
}

static Request *
take_next (KontorIdentity *self)
{
  Request *request = NULL;

  for (KontorLoad how = KONTOR_LOAD_ROW; how < N_LOADS && request == NULL; how++)
    for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES && request == NULL; entity++)
      request = take_from (self, entity, how, self->wanted[entity][how], WANTED);
  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES && request == NULL; entity++)
    request = take_from (self, entity, KONTOR_LOAD_ROW, self->ahead[entity], AHEAD);
  return request;
}

static void
read_next (KontorIdentity *self)
{
  Request *request = self->reading ? NULL : take_next (self);
  DexFuture *read;

  if (request == NULL)
    return;
  self->reading = TRUE;
  read = kontor_db_read (self->db, KONTOR_DB_INTERACTIVE, NULL, read_rows, request_ref (request),
                         (GDestroyNotify) request_unref);
  kontor_later (read, rows_read_cb, request, (GDestroyNotify) request_unref);
}

static void
apply_change (KontorIdentity *self, const KontorChange *change, gint64 seq)
{
  Entry *entry = find_entry (self, change->entity, change->id);
  g_autoptr (KontorObject) object = NULL;

  if (entry == NULL)
    return;
  object = g_object_ref (entry->object);
  if (change->row == NULL || entry->whole)
    entry->needed = seq;
  if (change->kind == KONTOR_CHANGE_REMOVED)
    kontor_object_set_gone (object, seq);
  else if (entry->whole)
    push_wanted (self, change->entity, entry, KONTOR_LOAD_WHOLE);
  else if (change->row == NULL)
    push_wanted (self, change->entity, entry, KONTOR_LOAD_ROW);
  if (change->row != NULL)
    kontor_object_merge (object, change->row, seq);
}

static void
changes_cb (KontorChanges *changes, gpointer data)
{
  KontorIdentity *self = data;

  for (guint i = 0; i < changes->n_changes; i++)
    apply_change (self, &changes->changes[i], changes->seq);
  read_next (self);
}

static void
kontor_identity_dispose (GObject *object)
{
  KontorIdentity *self = KONTOR_IDENTITY (object);

  if (self->listener != 0)
    kontor_db_unlisten (self->db, self->listener);
  self->listener = 0;
  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init (&iter, self->entries[entity]);
    while (g_hash_table_iter_next (&iter, &id, NULL))
      kontor_db_unset_live (self->db, entity, *(gint64 *) id);
    g_hash_table_remove_all (self->entries[entity]);
  }

  G_OBJECT_CLASS (kontor_identity_parent_class)->dispose (object);
}

static void
kontor_identity_finalize (GObject *object)
{
  KontorIdentity *self = KONTOR_IDENTITY (object);

  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    g_hash_table_unref (self->entries[entity]);
    g_array_unref (self->ahead[entity]);
    for (KontorLoad how = KONTOR_LOAD_ROW; how < N_LOADS; how++)
      g_array_unref (self->wanted[entity][how]);
  }
  g_clear_object (&self->db);

  G_OBJECT_CLASS (kontor_identity_parent_class)->finalize (object);
}

static void
kontor_identity_class_init (KontorIdentityClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_identity_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_identity_finalize;
}

static void
kontor_identity_init (KontorIdentity *self)
{
  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    self->entries[entity] = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) entry_free);
    self->ahead[entity] = g_array_new (FALSE, FALSE, sizeof (gint64));
    for (KontorLoad how = KONTOR_LOAD_ROW; how < N_LOADS; how++)
      self->wanted[entity][how] = g_array_new (FALSE, FALSE, sizeof (gint64));
  }
}

KontorIdentity *
kontor_identity_new (KontorDb *db)
{
  KontorIdentity *self;

  g_return_val_if_fail (KONTOR_IS_DB (db), NULL);

  self = g_object_new (KONTOR_TYPE_IDENTITY, NULL);
  self->db = g_object_ref (db);
  self->listener = kontor_db_listen (db, changes_cb, self);
  return self;
}

KontorObject *
kontor_identity_dup (KontorIdentity *self, KontorEntity entity, gint64 id)
{
  KontorObject *object;

  g_return_val_if_fail (KONTOR_IS_IDENTITY (self), NULL);

  object = kontor_identity_dup_live (self, entity, id);
  if (object == NULL) {
    object = kontor_object_new (entity, id);
    add_entry (self, entity, id, object);
  }
  return object;
}

KontorObject *
kontor_identity_dup_live (KontorIdentity *self, KontorEntity entity, gint64 id)
{
  Entry *entry;

  g_return_val_if_fail (KONTOR_IS_IDENTITY (self), NULL);
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  entry = find_entry (self, entity, id);
  return entry != NULL ? g_object_ref (entry->object) : NULL;
}

static void
want (KontorIdentity *self, KontorObject *object, KontorLoad how)
{
  KontorEntity entity = kontor_object_get_entity (object);
  Entry *entry = find_entry (self, entity, kontor_object_get_id (object));

  g_return_if_fail (entry != NULL && entry->object == object);

  entry->whole |= how == KONTOR_LOAD_WHOLE;
  if (entry->readings[how] < WANTED)
    push_wanted (self, entity, entry, how);
}

void
kontor_identity_want (KontorIdentity *self, KontorObject *const *objects, guint n_objects)
{
  g_return_if_fail (KONTOR_IS_IDENTITY (self));

  /* Backwards onto a stack: they are read in the order given. */
  for (guint i = n_objects; i > 0; i--)
    want (self, objects[i - 1], KONTOR_LOAD_ROW);
  read_next (self);
}

void
kontor_identity_want_ahead (KontorIdentity *self, KontorObject *const *objects, guint n_objects)
{
  g_return_if_fail (KONTOR_IS_IDENTITY (self));

  for (guint i = n_objects; i > 0; i--) {
    KontorEntity entity = kontor_object_get_entity (objects[i - 1]);
    Entry *entry = find_entry (self, entity, kontor_object_get_id (objects[i - 1]));

    g_return_if_fail (entry != NULL && entry->object == objects[i - 1]);

    if (entry->readings[KONTOR_LOAD_ROW] != IDLE)
      continue;
    entry->readings[KONTOR_LOAD_ROW] = AHEAD;
    g_array_append_val (self->ahead[entity], entry->id);
  }
  read_next (self);
}

void
kontor_identity_want_whole (KontorIdentity *self, KontorObject *object)
{
  g_return_if_fail (KONTOR_IS_IDENTITY (self));

  want (self, object, KONTOR_LOAD_WHOLE);
  read_next (self);
}

gboolean
kontor_identity_is_wanted (KontorIdentity *self, KontorObject *object)
{
  Entry *entry;

  g_return_val_if_fail (KONTOR_IS_IDENTITY (self), FALSE);

  entry = find_entry (self, kontor_object_get_entity (object), kontor_object_get_id (object));
  return entry != NULL && (entry->readings[KONTOR_LOAD_ROW] >= WANTED || entry->readings[KONTOR_LOAD_WHOLE] >= WANTED);
}

GPtrArray *
kontor_identity_merge (KontorIdentity *self, KontorEntity entity, GPtrArray *rows, gint64 seq)
{
  GPtrArray *objects;

  g_return_val_if_fail (KONTOR_IS_IDENTITY (self), NULL);

  objects = g_ptr_array_new_full (rows->len, g_object_unref);
  for (guint i = 0; i < rows->len; i++) {
    KontorRecord *row = g_ptr_array_index (rows, i);
    KontorObject *object = kontor_identity_dup (self, entity, kontor_record_get_id (row));

    kontor_object_merge (object, row, seq);
    g_ptr_array_add (objects, object);
  }
  return objects;
}

guint
kontor_identity_get_n_live (KontorIdentity *self)
{
  guint n_live = 0;

  g_return_val_if_fail (KONTOR_IS_IDENTITY (self), 0);

  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++)
    n_live += g_hash_table_size (self->entries[entity]);
  return n_live;
}
