#include "kontor-op-private.h"
#include "kontor-saturated-private.h"

static int
find_member_index (const KontorRecord *record, guint field, const char *key)
{
  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    if (g_strcmp0 (kontor_record_get_key (kontor_record_get_member (record, field, i)), key) == 0)
      return (int) i;
  return -1;
}

void
kontor_record_put_member (KontorRecord *self, guint field, KontorRecord *member)
{
  int index = find_member_index (self, field, kontor_record_get_key (member));

  if (index >= 0)
    kontor_record_replace_member (self, field, (guint) index, kontor_record_ref (member));
  else
    kontor_record_take_member (self, field, kontor_record_ref (member));
}

static void
add_member_delta (KontorRecord *self, guint field, const KontorRecord *delta)
{
  int index = find_member_index (self, field, kontor_record_get_key (delta));
  KontorRecord *member;

  if (index < 0) {
    kontor_record_take_member (self, field, kontor_record_copy (delta));
    return;
  }
  member = kontor_record_copy (kontor_record_get_member (self, field, (guint) index));
  kontor_record_add_delta (member, delta);
  kontor_record_replace_member (self, field, (guint) index, member);
}

void
kontor_record_add_delta (KontorRecord *self, const KontorRecord *delta)
{
  const KontorRecordType *type = kontor_record_get_record_type (delta);

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      for (guint j = 0; j < kontor_record_get_length (delta, i); j++)
        add_member_delta (self, i, kontor_record_get_member (delta, i, j));
    else if (type->fields[i].kind == KONTOR_FIELD_INT && kontor_record_has (delta, i))
      kontor_record_set_int (self, i,
                             kontor_sum_saturated (kontor_record_get_int (self, i), kontor_record_get_int (delta, i)));
}

/* Members that are replaced stay where they are. */
static void
edit_list (const KontorOp *self, KontorRecord *record, guint field)
{
  for (guint i = 0; self->remove != NULL && i < kontor_record_get_length (self->remove, field); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (self->remove, field, i));

    if (self->add == NULL || kontor_record_find_member (self->add, field, key) == NULL)
      kontor_record_remove_member (record, field, key);
  }
  for (guint i = 0; self->add != NULL && i < kontor_record_get_length (self->add, field); i++)
    kontor_record_put_member (record, field, kontor_record_get_member (self->add, field, i));
}

void
kontor_op_apply (const KontorOp *self, KontorRecord *record)
{
  const KontorRecordType *type;

  g_return_if_fail (self != NULL && record != NULL);

  type = kontor_record_get_record_type (record);
  g_return_if_fail (type == kontor_entity_get_record_type (self->kind->entity));

  if (self->set != NULL)
    kontor_record_overlay (record, self->set);
  if (self->delta != NULL)
    kontor_record_add_delta (record, self->delta);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      edit_list (self, record, i);
}

static KontorRecord *
begin_record (const KontorOp *op)
{
  KontorRecord *record;

  if (op->kind->op_class != KONTOR_OP_CREATE || op->set == NULL)
    return NULL;
  record = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  kontor_record_set_id (record, op->local_id);
  kontor_record_set_account (record, op->account_id);
  return record;
}

KontorRecord *
kontor_replay (const KontorRecord *remote, GPtrArray *ops)
{
  KontorRecord *record = remote != NULL ? kontor_record_copy (remote) : NULL;

  for (guint i = 0; ops != NULL && i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    if (record == NULL)
      record = begin_record (op);
    if (record != NULL)
      kontor_op_apply (op, record);
  }
  if (record != NULL)
    kontor_derive (record);
  return record;
}
