#include "kontor-op-private.h"

guint64
kontor_record_get_known (const KontorRecord *self)
{
  guint64 bits = 0;

  if (self == NULL)
    return 0;
  for (guint i = 0; i < kontor_record_get_record_type (self)->n_fields; i++)
    if (kontor_record_has (self, i))
      bits |= G_GUINT64_CONSTANT (1) << i;
  return bits;
}

KontorRecord *
kontor_record_pick (const KontorRecord *self, guint64 bits)
{
  KontorRecord *picked;

  if ((kontor_record_get_known (self) & bits) == 0)
    return NULL;
  picked = kontor_record_copy (self);
  for (guint i = 0; i < kontor_record_get_record_type (self)->n_fields; i++)
    if ((bits >> i & 1) == 0)
      kontor_record_unset (picked, i);
  return picked;
}

KontorRecord *
kontor_record_combine (const KontorRecord *under, const KontorRecord *over)
{
  KontorRecord *both;

  if (under == NULL)
    return over != NULL ? kontor_record_copy (over) : NULL;
  both = kontor_record_copy (under);
  if (over != NULL)
    kontor_record_overlay (both, over);
  return both;
}

KontorRecord *
kontor_record_find_in (const KontorRecord *self, guint field, const char *key)
{
  return self != NULL ? kontor_record_find_member (self, field, key) : NULL;
}

void
kontor_record_share_member (KontorRecord **self, const KontorRecordType *type, guint field, KontorRecord *member)
{
  if (*self == NULL)
    *self = kontor_record_new (type);
  kontor_record_take_member (*self, field, kontor_record_ref (member));
}

KontorRecord *
kontor_op_get_old_member (const KontorOp *op, guint field, const char *key)
{
  if (op->before != NULL && kontor_record_has (op->before, field))
    return kontor_record_find_member (op->before, field, key);
  return kontor_record_find_in (op->remove, field, key);
}

gboolean
kontor_op_edits_member (const KontorOp *op, guint field, const char *key)
{
  const KontorRecord *records[] = { op->add, op->remove, op->delta };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (kontor_record_find_in (records[i], field, key) != NULL)
      return TRUE;
  return FALSE;
}

static void
edit_record (KontorOp *result, const KontorOp *a, const KontorOp *b, const KontorRecord *record, guint field,
             GHashTable *seen, KontorEditFunc func)
{
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, field); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (record, field, i));

    if (key != NULL && g_hash_table_add (seen, (gpointer) key))
      func (result, a, b, field, key);
  }
}

void
kontor_op_foreach_edit (KontorOp *result, const KontorOp *a, const KontorOp *b, KontorEditFunc func)
{
  const KontorRecordType *type = kontor_entity_get_record_type (a->kind->entity);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < type->n_fields; i++) {
    if (type->fields[i].kind != KONTOR_FIELD_LIST)
      continue;
    g_hash_table_remove_all (seen);
    edit_record (result, a, b, a->remove, i, seen, func);
    edit_record (result, a, b, a->add, i, seen, func);
    edit_record (result, a, b, b->remove, i, seen, func);
    edit_record (result, a, b, b->add, i, seen, func);
  }
}
