#include "kontor-finder.h"

#include "kontor-later.h"
#include "kontor-pulse.h"
#include "kontor-store.h"

struct _KontorFinder {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  guint n_rows;
  KontorPulse *pulse;        /* (owned) */
  GPtrArray *queries;        /* (owned) (element-type KontorQuery): replaced whole */
  GPtrArray *rows;           /* (owned) (element-type GPtrArray of KontorObject): of the last answer */
  GCancellable *cancellable; /* (owned) (nullable): of what is under way */
  gboolean settled;
};

/* A read, shared with the reader's thread. */
typedef struct {
  GWeakRef finder;
  GCancellable *cancellable; /* (owned) */
  GPtrArray *queries;        /* (owned) */
  guint n_rows;
  GPtrArray *found; /* (owned) (element-type GPtrArray of KontorRecord): set by the reader */
  gint64 seq;       /* set by the reader */
} Request;

G_DEFINE_FINAL_TYPE (KontorFinder, kontor_finder, G_TYPE_OBJECT)

enum { SIGNAL_FOUND, N_SIGNALS };

static guint signals[N_SIGNALS];

static Request *
request_new (KontorFinder *self)
{
  Request *request = g_atomic_rc_box_new0 (Request);

  g_weak_ref_init (&request->finder, self);
  request->cancellable = g_object_ref (self->cancellable);
  request->queries = g_ptr_array_ref (self->queries);
  request->n_rows = self->n_rows;
  request->found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return request;
}

static void
request_clear (gpointer data)
{
  Request *request = data;

  g_weak_ref_clear (&request->finder);
  g_object_unref (request->cancellable);
  g_ptr_array_unref (request->queries);
  g_ptr_array_unref (request->found);
}

static void
request_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, request_clear);
}

static GPtrArray *
find_rows (KontorTxn *txn, KontorQuery *query, guint n_rows, GError **error)
{
  g_autoptr (GArray) ids = kontor_store_query_some (txn, query, n_rows, error);

  return ids != NULL ? kontor_store_load_many (txn, kontor_query_get_entity (query),
                                               (const gint64 *) (gpointer) ids->data, ids->len, KONTOR_LOAD_ROW, error)
                     : NULL;
}

/* Runs on the reader. */
static gboolean
find_all (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Request *request = data;

  request->seq = kontor_txn_get_seq (txn);
  for (guint i = 0; i < request->queries->len; i++) {
    KontorQuery *query = g_ptr_array_index (request->queries, i);
    GPtrArray *rows = query != NULL ? find_rows (txn, query, request->n_rows, error) : g_ptr_array_new ();

    if (rows == NULL)
      return FALSE;
    g_ptr_array_add (request->found, rows);
  }
  return TRUE;
}

static GPtrArray *
merge_rows (KontorFinder *self, Request *request)
{
  KontorIdentity *identity = kontor_engine_get_identity (self->engine);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < request->found->len; i++) {
    KontorQuery *query = g_ptr_array_index (request->queries, i);
    KontorEntity entity = query != NULL ? kontor_query_get_entity (query) : KONTOR_ENTITY_ORDER;

    g_ptr_array_add (rows, kontor_identity_merge (identity, entity, g_ptr_array_index (request->found, i), request->seq));
  }
  return rows;
}

static void
found_cb (DexFuture *future, gpointer data)
{
  Request *request = data;
  g_autoptr (KontorFinder) self = g_weak_ref_get (&request->finder);
  g_autoptr (GPtrArray) before = NULL;

  if (self == NULL || self->cancellable != request->cancellable)
    return;
  if (dex_future_is_rejected (future))
    g_ptr_array_set_size (request->found, 0);
  before = g_steal_pointer (&self->rows);
  self->rows = merge_rows (self, request);
  self->settled = TRUE;
  g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}

static DexFuture *
find (KontorFinder *self)
{
  Request *request = request_new (self);
  DexFuture *read = kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, self->cancellable,
                                    find_all, g_atomic_rc_box_acquire (request), request_unref);

  kontor_later (dex_ref (read), found_cb, request, request_unref);
  return read;
}

static gboolean
concerns (const KontorChanges *changes, gpointer data)
{
  KontorFinder *self = data;

  for (guint i = 0; i < changes->n_changes; i++)
    for (guint j = 0; j < self->queries->len; j++) {
      KontorQuery *query = g_ptr_array_index (self->queries, j);

      if (query != NULL && kontor_query_get_entity (query) == changes->changes[i].entity)
        return TRUE;
    }
  return FALSE;
}

static DexFuture *
beat (gpointer data)
{
  return find (data);
}

static void
renew_cancellable (KontorFinder *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
kontor_finder_dispose (GObject *object)
{
  KontorFinder *self = KONTOR_FINDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pulse, kontor_pulse_free);
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_finder_parent_class)->dispose (object);
}

static void
kontor_finder_class_init (KontorFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_finder_dispose;

  signals[SIGNAL_FOUND] =
      g_signal_new ("found", KONTOR_TYPE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_finder_init (KontorFinder *self)
{
  self->queries = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->settled = TRUE;
}

KontorFinder *
kontor_finder_new (KontorEngine *engine, guint n_rows)
{
  KontorFinder *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_FINDER, NULL);
  self->engine = g_object_ref (engine);
  self->n_rows = n_rows;
  self->pulse = kontor_pulse_new (kontor_engine_get_db (engine), concerns, beat, self);
  return self;
}

void
kontor_finder_set_queries (KontorFinder *self, GPtrArray *queries)
{
  g_return_if_fail (KONTOR_IS_FINDER (self));
  g_return_if_fail (queries != NULL);

  g_ptr_array_unref (self->queries);
  self->queries = queries;
  self->settled = FALSE;
  renew_cancellable (self);
  dex_future_disown (find (self));
}

gboolean
kontor_finder_get_settled (KontorFinder *self)
{
  g_return_val_if_fail (KONTOR_IS_FINDER (self), FALSE);

  return self->settled;
}

GPtrArray *
kontor_finder_get_rows (KontorFinder *self, guint index)
{
  g_return_val_if_fail (KONTOR_IS_FINDER (self), NULL);

  return index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
}
