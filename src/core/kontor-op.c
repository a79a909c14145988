#include "kontor-op.h"

G_DEFINE_BOXED_TYPE (KontorOp, kontor_op, kontor_op_ref, kontor_op_unref)

static const char *const state_nicks[] = {
  [KONTOR_OP_QUEUED] = "queued",
  [KONTOR_OP_SENDING] = "sending",
  [KONTOR_OP_RETRY_WAIT] = "retry-wait",
  [KONTOR_OP_ACKED] = "acked",
  [KONTOR_OP_CONFLICT] = "conflict",
  [KONTOR_OP_REJECTED] = "rejected",
  [KONTOR_OP_UNKNOWN] = "unknown",
  [KONTOR_OP_CANCELLED] = "cancelled",
};

static const char *const class_nicks[] = {
  [KONTOR_OP_SET] = "set",
  [KONTOR_OP_DELTA] = "delta",
  [KONTOR_OP_MESSAGE] = "message",
  [KONTOR_OP_MONEY] = "money",
  [KONTOR_OP_CREATE] = "create",
  [KONTOR_OP_DESTRUCTIVE] = "destructive",
};

/**
 * kontor_op_new:
 * @local_id: of the object; 0 if it gets one only when it is enqueued
 *
 * A queued op with a fresh idempotency text and nothing to do yet.
 */
KontorOp *
kontor_op_new (const KontorOpKind *kind, gint64 account_id, gint64 local_id)
{
  KontorOp *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_new0 (KontorOp, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->account_id = account_id;
  self->local_id = local_id;
  self->idempotency = g_uuid_string_random ();
  return self;
}

KontorOp *
kontor_op_ref (KontorOp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_op_unref (KontorOp *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->remote_id);
  g_free (self->parent_remote_id);
  g_free (self->lane);
  g_free (self->idempotency);
  g_free (self->error_code);
  g_free (self->error);
  g_free (self->resume);
  g_clear_pointer (&self->before, kontor_record_unref);
  g_clear_pointer (&self->set, kontor_record_unref);
  g_clear_pointer (&self->delta, kontor_record_unref);
  g_clear_pointer (&self->add, kontor_record_unref);
  g_clear_pointer (&self->remove, kontor_record_unref);
  g_clear_pointer (&self->base, kontor_record_unref);
  g_clear_pointer (&self->args, g_hash_table_unref);
  g_free (self);
}

static void
share_records (KontorOp *copy)
{
  KontorRecord *records[] = { copy->before, copy->set, copy->delta, copy->add, copy->remove, copy->base };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (records[i] != NULL)
      kontor_record_ref (records[i]);
}

KontorOp *
kontor_op_copy (const KontorOp *self)
{
  KontorOp *copy;
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&copy->ref_count);
  copy->remote_id = g_strdup (self->remote_id);
  copy->parent_remote_id = g_strdup (self->parent_remote_id);
  copy->lane = g_strdup (self->lane);
  copy->idempotency = g_strdup (self->idempotency);
  copy->error_code = g_strdup (self->error_code);
  copy->error = g_strdup (self->error);
  copy->resume = g_strdup (self->resume);
  copy->args = NULL;
  share_records (copy);
  if (self->args == NULL)
    return copy;
  g_hash_table_iter_init (&iter, self->args);
  while (g_hash_table_iter_next (&iter, &name, &value))
    kontor_op_set_arg (copy, name, value);
  return copy;
}

/** (nullable): NULL where it was not said. */
const char *
kontor_op_get_arg (const KontorOp *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return self->args != NULL ? g_hash_table_lookup (self->args, name) : NULL;
}

/** @value: (nullable): NULL takes it out */
void
kontor_op_set_arg (KontorOp *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (self->args == NULL)
    self->args = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (value != NULL)
    g_hash_table_replace (self->args, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->args, name);
}

/** One line for the timeline, logs and Problems, in the user's language. */
char *
kontor_op_describe (const KontorOp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind->describe (self);
}

const char *
kontor_op_state_to_nick (KontorOpState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_nicks), NULL);

  return state_nicks[state];
}

gboolean
kontor_op_state_from_nick (const char *nick, KontorOpState *state)
{
  g_return_val_if_fail (nick != NULL && state != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (state_nicks); i++)
    if (g_str_equal (state_nicks[i], nick)) {
      *state = i;
      return TRUE;
    }
  return FALSE;
}

const char *
kontor_op_class_to_nick (KontorOpClass op_class)
{
  g_return_val_if_fail ((guint) op_class < G_N_ELEMENTS (class_nicks), NULL);

  return class_nicks[op_class];
}
