#include "kontor-pending.h"

#include "kontor-id-set.h"
#include "kontor-pulse.h"

struct _KontorPending {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  KontorPulse *pulse; /* (owned) */
  KontorIdSet *ids;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorPending, kontor_pending, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
read_ids (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorEntity entity = GPOINTER_TO_UINT (data);
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT DISTINCT local_id FROM outbox WHERE state NOT IN ('acked', 'cancelled') AND entity = ?", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "s", kontor_entity_get_nick (entity));
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&ids));
  return TRUE;
}

static gboolean
is_same (KontorIdSet *set, const GArray *ids)
{
  if (kontor_id_set_get_size (set) != ids->len)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!kontor_id_set_contains (set, g_array_index (ids, gint64, i)))
      return FALSE;
  return TRUE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
take (DexFuture *future, gpointer data)
{
  g_autoptr (KontorPending) self = g_weak_ref_get (data);
  GArray *ids = g_value_get_boxed (dex_future_get_value (future, NULL));

  if (self == NULL || is_same (self->ids, ids))
    return NULL;
  kontor_id_set_clear (self->ids);
  for (guint i = 0; i < ids->len; i++)
    kontor_id_set_add (self->ids, g_array_index (ids, gint64, i));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return NULL;
}

static DexFuture *
beat (gpointer data)
{
  KontorPending *self = data;
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return dex_future_then (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_BULK, NULL, read_ids,
                                          GUINT_TO_POINTER (self->entity), NULL),
                          take, weak, weak_ref_free);
}

static gboolean
concerns (const KontorChanges *changes, gpointer data)
{
  return (changes->touched & KONTOR_TOUCHED_OUTBOX) != 0;
}

static void
kontor_pending_dispose (GObject *object)
{
  KontorPending *self = KONTOR_PENDING (object);

  g_clear_pointer (&self->pulse, kontor_pulse_free);
  g_clear_pointer (&self->ids, kontor_id_set_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_pending_parent_class)->dispose (object);
}

static void
kontor_pending_class_init (KontorPendingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_pending_dispose;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", KONTOR_TYPE_PENDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_pending_init (KontorPending *self)
{
  self->ids = kontor_id_set_new ();
}

KontorPending *
kontor_pending_new (KontorEngine *engine, KontorEntity entity)
{
  KontorPending *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_PENDING, NULL);
  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->pulse = kontor_pulse_new (kontor_engine_get_db (engine), concerns, beat, self);
  kontor_pulse_kick (self->pulse);
  return self;
}

gboolean
kontor_pending_contains (KontorPending *self, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_PENDING (self), FALSE);

  return kontor_id_set_contains (self->ids, id);
}
