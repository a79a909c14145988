#include "kontor-counts.h"

#include "kontor-pulse.h"
#include "kontor-store.h"

struct _KontorCounts {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  KontorPulse *pulse;        /* (owned) */
  GPtrArray *queries;        /* (element-type KontorQuery) (owned): immutable, replaced whole */
  GCancellable *cancellable; /* (owned): of the questions about them */
  GArray *numbers;           /* (element-type gint64) (owned) (nullable): NULL while none is known */
};

G_DEFINE_FINAL_TYPE (KontorCounts, kontor_counts, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
count_all (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  GPtrArray *queries = data;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < queries->len; i++) {
    gint64 number;

    if (!kontor_store_query_count (txn, g_ptr_array_index (queries, i), &number, error))
      return FALSE;
    g_array_append_val (numbers, number);
  }
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&numbers));
  return TRUE;
}

static gboolean
is_same (const GArray *a, const GArray *b)
{
  return a != NULL && a->len == b->len && memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0;
}

typedef struct {
  GWeakRef counts;
  GPtrArray *queries; /* (owned): that were asked for */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_weak_ref_clear (&asked->counts);
  g_ptr_array_unref (asked->queries);
  g_free (asked);
}

static DexFuture *
take (DexFuture *future, gpointer data)
{
  Asked *asked = data;
  g_autoptr (KontorCounts) self = g_weak_ref_get (&asked->counts);
  GArray *numbers = g_value_get_boxed (dex_future_get_value (future, NULL));

  if (self == NULL || self->queries != asked->queries || is_same (self->numbers, numbers))
    return NULL;
  g_clear_pointer (&self->numbers, g_array_unref);
  self->numbers = g_array_ref (numbers);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return NULL;
}

static DexFuture *
beat (gpointer data)
{
  KontorCounts *self = data;
  Asked *asked = g_new0 (Asked, 1);
  DexFuture *read;

  g_weak_ref_init (&asked->counts, self);
  asked->queries = g_ptr_array_ref (self->queries);
  read = kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_BULK, self->cancellable, count_all,
                         g_ptr_array_ref (self->queries), (GDestroyNotify) g_ptr_array_unref);
  return dex_future_then (read, take, asked, asked_free);
}

static gboolean
concerns (const KontorChanges *changes, gpointer data)
{
  KontorCounts *self = data;

  for (guint i = 0; i < changes->n_changes; i++)
    if (changes->changes[i].entity == self->entity)
      return TRUE;
  return FALSE;
}

static void
kontor_counts_dispose (GObject *object)
{
  KontorCounts *self = KONTOR_COUNTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pulse, kontor_pulse_free);
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_counts_parent_class)->dispose (object);
}

static void
kontor_counts_class_init (KontorCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_counts_dispose;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_COUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_counts_init (KontorCounts *self)
{
  self->queries = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

KontorCounts *
kontor_counts_new (KontorEngine *engine, KontorEntity entity)
{
  KontorCounts *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_COUNTS, NULL);
  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->pulse = kontor_pulse_new (kontor_engine_get_db (engine), concerns, beat, self);
  return self;
}

void
kontor_counts_set_queries (KontorCounts *self, GPtrArray *queries)
{
  g_return_if_fail (KONTOR_IS_COUNTS (self));
  g_return_if_fail (queries != NULL);

  /* Nobody waits for the old ones, and others wait for the reader. */
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_ptr_array_unref (self->queries);
  self->queries = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_query_unref);
  for (guint i = 0; i < queries->len; i++)
    g_ptr_array_add (self->queries, kontor_query_ref (g_ptr_array_index (queries, i)));
  g_clear_pointer (&self->numbers, g_array_unref);
  if (queries->len > 0)
    kontor_pulse_kick (self->pulse);
}

gint64
kontor_counts_get (KontorCounts *self, guint index)
{
  g_return_val_if_fail (KONTOR_IS_COUNTS (self), -1);

  return self->numbers != NULL && index < self->numbers->len ? g_array_index (self->numbers, gint64, index) : -1;
}

void
kontor_counts_set_active (KontorCounts *self, gboolean active)
{
  g_return_if_fail (KONTOR_IS_COUNTS (self));

  kontor_pulse_set_active (self->pulse, active);
}
