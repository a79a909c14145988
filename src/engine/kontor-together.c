#include "kontor-together.h"

#include "kontor-db.h"
#include "kontor-outbox-queue.h"

typedef struct {
  KontorPlatforms platforms;
  GPtrArray *intents;
  KontorTogetherFunc also;
  gpointer data;
  GDestroyNotify destroy;
} Together;

static KontorMade *
made_copy (KontorMade *self)
{
  return g_memdup2 (self, sizeof *self);
}

#define KONTOR_TYPE_MADE (kontor_made_get_type ())
GType kontor_made_get_type (void) G_GNUC_CONST;
G_DEFINE_BOXED_TYPE (KontorMade, kontor_made, made_copy, g_free)

static void
together_free (gpointer data)
{
  Together *self = data;

  self->destroy (self->data);
  g_ptr_array_unref (self->intents);
  g_free (self);
}

static KontorOp *
dup_intent (const KontorOp *intent, gint64 product)
{
  KontorOp *op = kontor_op_copy (intent);

  if (op->kind->entity != KONTOR_ENTITY_VARIANT || !kontor_outbox_is_birth (op) || product == 0 ||
      kontor_record_get_ref (op->set, KONTOR_VARIANT_PRODUCT) != 0)
    return op;
  kontor_record_unref (op->set);
  op->set = kontor_record_copy (intent->set);
  kontor_record_set_ref (op->set, KONTOR_VARIANT_PRODUCT, product, NULL);
  return op;
}

/* What is done to a product that is to be made is done to the one that was. */
static gint64
find_object (const KontorOp *intent, gint64 product)
{
  if (intent->local_id > 0 || kontor_outbox_is_birth (intent))
    return MAX (intent->local_id, 0);
  return intent->kind->entity == KONTOR_ENTITY_PRODUCT ? product : 0;
}

static gboolean
queue_one (KontorTxn *txn, KontorGesture *gesture, const KontorOp *intent, gint64 *product, GError **error)
{
  g_autoptr (KontorOp) op = dup_intent (intent, *product), made = NULL;

  if (!kontor_outbox_queue (txn, gesture, op, find_object (intent, *product), 0, &made, error))
    return FALSE;
  if (made != NULL && kontor_outbox_is_birth (made) && made->kind->entity == KONTOR_ENTITY_PRODUCT)
    *product = made->local_id;
  return TRUE;
}

static gboolean
together_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Together *self = data;
  KontorGesture gesture = { .platforms = self->platforms };
  KontorMade made = { 0 };

  for (guint i = 0; i < self->intents->len; i++)
    if (!queue_one (txn, &gesture, g_ptr_array_index (self->intents, i), &made.product, error))
      return FALSE;
  if (!self->also (txn, self->data, error))
    return FALSE;
  made.action = gesture.action;
  g_value_init (result, KONTOR_TYPE_MADE);
  g_value_set_boxed (result, &made);
  return TRUE;
}

DexFuture *
kontor_engine_enqueue_together (KontorEngine *engine, GPtrArray *intents, KontorTogetherFunc also, gpointer data,
                                GDestroyNotify destroy)
{
  Together *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && intents != NULL && also != NULL, NULL);

  self = g_new0 (Together, 1);
  self->platforms = kontor_engine_get_factories (engine);
  self->intents = g_ptr_array_ref (intents);
  self->also = also;
  self->data = data;
  self->destroy = destroy;
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, together_func, self,
                          together_free);
}
