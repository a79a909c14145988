#include "kontor-batch.h"

G_DEFINE_BOXED_TYPE (KontorBatch, kontor_batch, kontor_batch_ref, kontor_batch_unref)
G_DEFINE_BOXED_TYPE (KontorReceipt, kontor_receipt, kontor_receipt_ref, kontor_receipt_unref)

static KontorRemoteRef *
remote_ref_new (KontorEntity entity, const char *remote_id)
{
  KontorRemoteRef *self = g_new0 (KontorRemoteRef, 1);

  self->entity = entity;
  self->remote_id = g_strdup (remote_id);
  return self;
}

void
kontor_remote_ref_free (KontorRemoteRef *self)
{
  g_free (self->remote_id);
  g_free (self);
}

KontorBatch *
kontor_batch_new (void)
{
  KontorBatch *self = g_new0 (KontorBatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  self->seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  self->gone = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);
  self->fetch = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);
  self->total = -1;
  return self;
}

KontorBatch *
kontor_batch_ref (KontorBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_batch_unref (KontorBatch *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->seeds);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->fetch);
  g_free (self->cursor);
  g_free (self);
}

void
kontor_batch_take_row (KontorBatch *self, KontorRecord *row)
{
  g_return_if_fail (self != NULL && row != NULL);

  g_ptr_array_add (self->rows, row);
}

void
kontor_batch_take_seed (KontorBatch *self, KontorRecord *seed)
{
  g_return_if_fail (self != NULL && seed != NULL);

  g_ptr_array_add (self->seeds, seed);
}

void
kontor_batch_add_gone (KontorBatch *self, KontorEntity entity, const char *remote_id)
{
  g_return_if_fail (self != NULL && remote_id != NULL);

  g_ptr_array_add (self->gone, remote_ref_new (entity, remote_id));
}

void
kontor_batch_add_fetch (KontorBatch *self, KontorEntity entity, const char *remote_id)
{
  g_return_if_fail (self != NULL && remote_id != NULL);

  g_ptr_array_add (self->fetch, remote_ref_new (entity, remote_id));
}

KontorReceipt *
kontor_receipt_new (KontorReceiptState state)
{
  KontorReceipt *self = g_new0 (KontorReceipt, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->state = state;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  return self;
}

KontorReceipt *
kontor_receipt_new_failed (GError *error)
{
  KontorReceipt *self;

  g_return_val_if_fail (error != NULL, NULL);

  self = kontor_receipt_new (KONTOR_RECEIPT_FAILED);
  self->error = error;
  return self;
}

KontorReceipt *
kontor_receipt_ref (KontorReceipt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_receipt_unref (KontorReceipt *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->remote_id);
  g_free (self->resume);
  g_free (self->reading);
  g_clear_error (&self->error);
  g_free (self);
}
