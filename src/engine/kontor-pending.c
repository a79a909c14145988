#include "kontor-pending.h"

#include "kontor-db.h"
#include "kontor-id-set.h"

struct _KontorPending {
  KontorOutboxWatch parent_instance;

  KontorEntity entity;
  KontorIdSet *ids; /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorPending, kontor_pending, KONTOR_TYPE_OUTBOX_WATCH)

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

static DexFuture *
kontor_pending_read (KontorOutboxWatch *watch, KontorEngine *engine)
{
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_BULK, NULL, read_ids,
                         GUINT_TO_POINTER (KONTOR_PENDING (watch)->entity), NULL);
}

static gboolean
kontor_pending_take (KontorOutboxWatch *watch, const GValue *value)
{
  KontorPending *self = KONTOR_PENDING (watch);
  const GArray *ids = g_value_get_boxed (value);

  if (is_same (self->ids, ids))
    return FALSE;
  kontor_id_set_clear (self->ids);
  for (guint i = 0; i < ids->len; i++)
    kontor_id_set_add (self->ids, g_array_index (ids, gint64, i));
  return TRUE;
}

static void
kontor_pending_finalize (GObject *object)
{
  kontor_id_set_unref (KONTOR_PENDING (object)->ids);

  G_OBJECT_CLASS (kontor_pending_parent_class)->finalize (object);
}

static void
kontor_pending_class_init (KontorPendingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_pending_finalize;
  KONTOR_OUTBOX_WATCH_CLASS (klass)->read = kontor_pending_read;
  KONTOR_OUTBOX_WATCH_CLASS (klass)->take = kontor_pending_take;
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
  self->entity = entity;
  kontor_outbox_watch_begin (KONTOR_OUTBOX_WATCH (self), engine);
  return self;
}

gboolean
kontor_pending_contains (KontorPending *self, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_PENDING (self), FALSE);

  return kontor_id_set_contains (self->ids, id);
}
