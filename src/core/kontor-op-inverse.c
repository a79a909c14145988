#include "kontor-op-private.h"

typedef KontorRecord *(*MemberFunc) (const KontorRecord *member);

static guint64
known_fields (const KontorRecord *record)
{
  guint64 bits = 0;

  if (record == NULL)
    return 0;
  for (guint i = 0; i < kontor_record_get_record_type (record)->n_fields; i++)
    if (kontor_record_has (record, i))
      bits |= G_GUINT64_CONSTANT (1) << i;
  return bits;
}

/* A copy of @record with those of @bits alone; NULL if nothing is left. */
static KontorRecord *
pick_fields (const KontorRecord *record, guint64 bits)
{
  KontorRecord *picked;

  if ((known_fields (record) & bits) == 0)
    return NULL;
  picked = kontor_record_copy (record);
  for (guint i = 0; i < kontor_record_get_record_type (record)->n_fields; i++)
    if ((bits >> i & 1) == 0)
      kontor_record_unset (picked, i);
  return picked;
}

static KontorRecord *
dup_record (KontorRecord *record)
{
  return record != NULL ? kontor_record_ref (record) : NULL;
}

/* Both together; what @over knows wins. */
static KontorRecord *
combine (const KontorRecord *under, const KontorRecord *over)
{
  KontorRecord *both;

  if (under == NULL)
    return over != NULL ? kontor_record_copy (over) : NULL;
  both = kontor_record_copy (under);
  if (over != NULL)
    kontor_record_overlay (both, over);
  return both;
}

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
  inverse->before = pick_fields (self->set, G_GUINT64_CONSTANT (1) << status);
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
  changed = known_fields (self->set);
  if ((changed & ~known_fields (self->before)) != 0)
    return NULL;
  inverse = new_opposite (self);
  copy_quiet_args (inverse, self);
  kept = pick_fields (self->before, ~(known_fields (self->add) | known_fields (self->remove)));
  inverse->before = combine (kept, self->set);
  inverse->set = pick_fields (self->before, changed);
  inverse->delta = self->delta != NULL ? negate (self->delta) : NULL;
  inverse->add = dup_record (self->remove);
  inverse->remove = dup_record (self->add);
  return inverse;
}

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
  guint64 set = known_fields (a->set) | known_fields (b->set);
  guint64 delta = known_fields (a->delta) | known_fields (b->delta);
  guint64 members = known_fields (a->add) | known_fields (b->add) | known_fields (a->remove) | known_fields (b->remove);

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

static KontorRecord *
find_in (const KontorRecord *record, guint field, const char *key)
{
  return record != NULL ? kontor_record_find_member (record, field, key) : NULL;
}

static void
take_into (KontorRecord **record, const KontorRecordType *type, guint field, KontorRecord *member)
{
  if (*record == NULL)
    *record = kontor_record_new (type);
  kontor_record_take_member (*record, field, kontor_record_ref (member));
}

/* What was there before both, and what is there after both. */
static void
net_member (KontorOp *merged, const KontorOp *a, const KontorOp *b, guint field, const char *key)
{
  const KontorRecordType *type = kontor_entity_get_record_type (a->kind->entity);
  KontorRecord *first = find_in (a->remove, field, key), *added = find_in (a->add, field, key);
  KontorRecord *removed = find_in (b->remove, field, key), *last = find_in (b->add, field, key);

  if (first == NULL && added == NULL)
    first = removed;
  if (last == NULL && removed == NULL)
    last = added;
  if (first != NULL && last != NULL && kontor_record_equal (first, last))
    return;
  if (first != NULL)
    take_into (&merged->remove, type, field, first);
  if (last != NULL)
    take_into (&merged->add, type, field, last);
}

static void
net_field (KontorOp *merged, const KontorOp *a, const KontorOp *b, guint field)
{
  const KontorRecord *records[] = { a->remove, a->add, b->remove, b->add };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    for (guint j = 0; records[i] != NULL && j < kontor_record_get_length (records[i], field); j++) {
      const char *key = kontor_record_get_key (kontor_record_get_member (records[i], field, j));

      if (key != NULL && g_hash_table_add (seen, (gpointer) key))
        net_member (merged, a, b, field, key);
    }
}

static void
net_members (KontorOp *merged, const KontorOp *a, const KontorOp *b)
{
  const KontorRecordType *type = kontor_entity_get_record_type (a->kind->entity);

  g_clear_pointer (&merged->add, kontor_record_unref);
  g_clear_pointer (&merged->remove, kontor_record_unref);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      net_field (merged, a, b, i);
}

/* What @earlier says; of what it did not touch, what @later says. */
static KontorRecord *
earliest (const KontorRecord *earlier, const KontorRecord *later, guint64 touched)
{
  g_autoptr (KontorRecord) rest = later != NULL ? pick_fields (later, ~touched) : NULL;

  return combine (rest, earlier);
}

KontorOp *
kontor_op_merge (const KontorOp *self, const KontorOp *later)
{
  guint64 touched;
  KontorOp *merged;

  g_return_val_if_fail (self != NULL && later != NULL, NULL);

  if (!can_merge (self, later))
    return NULL;
  touched = known_fields (self->set);
  merged = kontor_op_copy (self);
  g_clear_pointer (&merged->set, kontor_record_unref);
  g_clear_pointer (&merged->before, kontor_record_unref);
  g_clear_pointer (&merged->base, kontor_record_unref);
  g_clear_pointer (&merged->delta, kontor_record_unref);
  merged->set = combine (self->set, later->set);
  merged->before = earliest (self->before, later->before, touched);
  merged->base = earliest (self->base, later->base, touched);
  merged->delta = combine (self->delta, self->delta != NULL ? NULL : later->delta);
  if (self->delta != NULL && later->delta != NULL)
    kontor_record_add_delta (merged->delta, later->delta);
  net_members (merged, self, later);
  return merged;
}
