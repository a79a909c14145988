#include "kontor-op-private.h"

typedef KontorRecord *(*MemberFunc) (const KontorRecord *member);

static void
map_members (KontorRecord *record, guint field, MemberFunc func)
{
  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    kontor_record_replace_member (record, field, i, func (kontor_record_get_member (record, field, i)));
}

static KontorRecord *
negate (const KontorRecord *delta)
{
  const KontorRecordType *type = kontor_record_get_record_type (delta);
  KontorRecord *negative = kontor_record_copy (delta);

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      map_members (negative, i, negate);
    else if (type->fields[i].kind == KONTOR_FIELD_INT && kontor_record_has (delta, i))
      kontor_record_set_int (negative, i, -MAX (kontor_record_get_int (delta, i), -G_MAXINT64));
  return negative;
}

static KontorOp *
new_opposite (const KontorOp *self)
{
  const KontorOpKind *kind = self->kind->inverse != NULL ? kontor_op_kind_lookup (self->kind->inverse) : self->kind;
  KontorOp *inverse = kontor_op_new (kind, self->account_id, self->local_id);

  inverse->remote_id = g_strdup (self->remote_id);
  inverse->parent_remote_id = g_strdup (self->parent_remote_id);
  inverse->lane = g_strdup (self->lane);
  return inverse;
}

static void
copy_quiet_args (KontorOp *to, const KontorOp *from)
{
  GHashTableIter iter;
  gpointer name, value;

  if (from->args == NULL)
    return;
  g_hash_table_iter_init (&iter, from->args);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_str_equal (name, "notify"))
      kontor_op_set_arg (to, name, value);
}

static KontorRecord *
cancelled_member (const KontorRecord *member)
{
  const KontorRecordType *type = kontor_record_get_record_type (member);
  KontorRecord *copy = kontor_record_copy (member);
  int status = kontor_record_type_find (type, "status");

  if (status >= 0)
    kontor_record_set_text (copy, (guint) status, "cancelled");
  return copy;
}

/* The members that were created, by the key that the storefront gave the one it made. */
static KontorRecord *
made_members (const KontorOp *self)
{
  const KontorRecordType *type = kontor_record_get_record_type (self->add);
  KontorRecord *made = kontor_record_copy (self->add);
  const char *key = kontor_op_get_arg (self, "made");

  for (guint i = 0; i < type->n_fields && key != NULL; i++) {
    if (type->fields[i].kind != KONTOR_FIELD_LIST || kontor_record_get_length (made, i) == 0)
      continue;
    map_members (made, i, kontor_record_copy);
    kontor_record_set_key (kontor_record_get_member (made, i, 0), key);
  }
  return made;
}

static void
cancel_members (KontorOp *inverse, const KontorOp *self)
{
  const KontorRecordType *type = kontor_record_get_record_type (self->add);

  inverse->remove = made_members (self);
  inverse->add = kontor_record_copy (inverse->remove);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      map_members (inverse->add, i, cancelled_member);
}

static void
trash (KontorOp *inverse, const KontorOp *self)
{
  const KontorRecordType *type = kontor_record_get_record_type (self->set);
  int status = kontor_record_type_find (type, "status");

  if (status < 0)
    return;
  inverse->before = kontor_record_pick (self->set, G_GUINT64_CONSTANT (1) << status);
  inverse->set = kontor_record_new (type);
  kontor_record_set_text (inverse->set, (guint) status, "trash");
}

static KontorOp *
new_inverse_of_create (const KontorOp *self)
{
  KontorOp *inverse = new_opposite (self);

  if (self->add != NULL)
    cancel_members (inverse, self);
  else if (self->set != NULL)
    trash (inverse, self);
  return inverse;
}

/* The lists are as they are after the op: that is what the inverse finds. */
static void
restore_member (KontorOp *inverse, const KontorOp *self, const KontorOp *same, guint field, const char *key)
{
  const KontorRecordType *type = kontor_entity_get_record_type (self->kind->entity);
  KontorRecord *old = kontor_op_get_old_member (self, field, key);
  KontorRecord *new = kontor_record_find_in (self->add, field, key);

  if (inverse->before == NULL)
    inverse->before = kontor_record_new (type);
  if (!kontor_record_has (inverse->before, field))
    kontor_record_set_empty (inverse->before, field);
  if (new != NULL)
    kontor_record_take_member (inverse->before, field, kontor_record_ref (new));
  if (old != NULL && new != NULL && kontor_record_equal (old, new))
    return;
  if (new != NULL)
    kontor_record_share_member (&inverse->remove, type, field, new);
  if (old != NULL)
    kontor_record_share_member (&inverse->add, type, field, old);
}

KontorOp *
kontor_op_new_inverse (const KontorOp *self)
{
  guint64 changed;
  KontorOp *inverse;
  g_autoptr (KontorRecord) kept = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!self->kind->undoable)
    return NULL;
  if (self->kind->op_class == KONTOR_OP_CREATE)
    return new_inverse_of_create (self);
  changed = kontor_record_get_known (self->set);
  if ((changed & ~kontor_record_get_known (self->before)) != 0)
    return NULL;
  inverse = new_opposite (self);
  copy_quiet_args (inverse, self);
  kept = kontor_record_pick (self->before,
                             ~(kontor_record_get_known (self->add) | kontor_record_get_known (self->remove)));
  inverse->before = kontor_record_combine (kept, self->set);
  inverse->set = kontor_record_pick (self->before, changed);
  inverse->delta = self->delta != NULL ? negate (self->delta) : NULL;
  kontor_op_foreach_edit (inverse, self, self, restore_member);
  return inverse;
}
