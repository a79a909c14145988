#include "kontor-op-private.h"

static gboolean
same_args (const KontorOp *a, const KontorOp *b)
{
  GHashTableIter iter;
  gpointer name, value;

  if ((a->args != NULL ? g_hash_table_size (a->args) : 0) != (b->args != NULL ? g_hash_table_size (b->args) : 0))
    return FALSE;
  if (a->args == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, a->args);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (kontor_op_get_arg (b, name), value) != 0)
      return FALSE;
  return TRUE;
}

/* One field changed in two manners does not come out the same when the manners are sorted. */
static gboolean
one_manner_per_field (const KontorOp *a, const KontorOp *b)
{
  guint64 set = kontor_record_get_known (a->set) | kontor_record_get_known (b->set);
  guint64 delta = kontor_record_get_known (a->delta) | kontor_record_get_known (b->delta);
  guint64 members = kontor_record_get_known (a->add) | kontor_record_get_known (b->add) |
                    kontor_record_get_known (a->remove) | kontor_record_get_known (b->remove);

  return ((set & delta) | (set & members) | (delta & members)) == 0;
}

static gboolean
can_merge (const KontorOp *a, const KontorOp *b)
{
  if (a->kind != b->kind || a->account_id != b->account_id || a->local_id != b->local_id)
    return FALSE;
  if (a->kind->op_class != KONTOR_OP_SET && a->kind->op_class != KONTOR_OP_DELTA)
    return FALSE;
  return same_args (a, b) && one_manner_per_field (a, b);
}

/* What was there before both, and what is there after both. */
static void
net_member (KontorOp *merged, const KontorOp *a, const KontorOp *b, guint field, const char *key)
{
  const KontorRecordType *type = kontor_entity_get_record_type (a->kind->entity);
  KontorRecord *first = kontor_op_get_old_member (kontor_op_edits_member (a, field, key) ? a : b, field, key);
  KontorRecord *last = kontor_record_find_in (kontor_op_edits_member (b, field, key) ? b->add : a->add, field, key);

  if (first != NULL && last != NULL && kontor_record_equal (first, last))
    return;
  if (first != NULL)
    kontor_record_share_member (&merged->remove, type, field, first);
  if (last != NULL)
    kontor_record_share_member (&merged->add, type, field, last);
}

static void
add_members (KontorRecord *to, const KontorRecord *from, guint field, const KontorOp *unless)
{
  for (guint i = 0; from != NULL && i < kontor_record_get_length (from, field); i++) {
    KontorRecord *member = kontor_record_get_member (from, field, i);

    if (unless == NULL || !kontor_op_edits_member (unless, field, kontor_record_get_key (member)))
      kontor_record_take_member (to, field, kontor_record_ref (member));
  }
}

/* What @earlier says; of fields and members that @op did not change, what @later says. */
static KontorRecord *
earliest (const KontorOp *op, const KontorRecord *earlier, const KontorRecord *later)
{
  guint64 set = kontor_record_get_known (op->set);
  g_autoptr (KontorRecord) rest = later != NULL ? kontor_record_pick (later, ~set) : NULL;
  KontorRecord *both = kontor_record_combine (rest, earlier);

  for (guint i = 0; rest != NULL && i < kontor_record_get_record_type (rest)->n_fields; i++) {
    if (kontor_record_get_record_type (rest)->fields[i].kind != KONTOR_FIELD_LIST || !kontor_record_has (rest, i))
      continue;
    kontor_record_set_empty (both, i);
    add_members (both, earlier, i, NULL);
    add_members (both, rest, i, op);
  }
  return both;
}

static void
clear_records (KontorOp *op)
{
  KontorRecord **records[] = { &op->before, &op->set, &op->delta, &op->add, &op->remove, &op->base };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_clear_pointer (records[i], kontor_record_unref);
}

KontorOp *
kontor_op_merge (const KontorOp *self, const KontorOp *later)
{
  KontorOp *merged;

  g_return_val_if_fail (self != NULL && later != NULL, NULL);

  if (!can_merge (self, later))
    return NULL;
  merged = kontor_op_copy (self);
  clear_records (merged);
  merged->set = kontor_record_combine (self->set, later->set);
  merged->before = earliest (self, self->before, later->before);
  merged->base = earliest (self, self->base, later->base);
  merged->delta = kontor_record_combine (self->delta, self->delta != NULL ? NULL : later->delta);
  if (self->delta != NULL && later->delta != NULL)
    kontor_record_add_delta (merged->delta, later->delta);
  kontor_op_foreach_edit (merged, self, later, net_member);
  return merged;
}
