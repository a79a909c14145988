#include "kontor-verb.h"

KontorOp *
kontor_verb_new (const char *name)
{
  const KontorOpKind *kind = kontor_op_kind_lookup (name);

  g_assert (kind != NULL);
  return kontor_op_new (kind, 0, 0);
}

KontorRecord *
kontor_verb_change (KontorOp *op, KontorRecord **slot)
{
  if (*slot == NULL)
    *slot = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  return *slot;
}

DexFuture *
kontor_verb_run (KontorEngine *engine, KontorScope *scope, KontorOp *op)
{
  DexFuture *future = kontor_engine_enqueue (engine, scope, op, KONTOR_DO_DEFAULT);

  kontor_op_unref (op);
  return future;
}

DexFuture *
kontor_verb_run_one (KontorEngine *engine, gint64 id, KontorOp *op)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (op->kind->entity, id);

  return kontor_verb_run (engine, scope, op);
}

void
kontor_verb_add_keys (KontorOp *op, KontorRecord **slot, guint field, const char *const *names)
{
  const KontorRecordType *type = kontor_entity_get_record_type (op->kind->entity);

  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    KontorRecord *member = kontor_record_new (type->fields[field].members);

    kontor_record_set_key (member, names[i]);
    kontor_record_take_member (kontor_verb_change (op, slot), field, member);
  }
}

DexFuture *
kontor_verb_create (KontorEngine *engine, const char *name, gint64 account_id, const KontorRecord *record)
{
  KontorOp *op = kontor_verb_new (name);

  op->account_id = account_id;
  op->set = kontor_record_copy (record);
  return kontor_verb_run (engine, NULL, op);
}

DexFuture *
kontor_verb_set (KontorEngine *engine, KontorScope *scope, const char *name, const KontorRecord *changes)
{
  KontorOp *op = kontor_verb_new (name);

  op->set = kontor_record_copy (changes);
  return kontor_verb_run (engine, scope, op);
}
