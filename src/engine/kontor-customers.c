#include "kontor-customers.h"

#include "kontor-verb.h"

DexFuture *
kontor_customers_edit (KontorEngine *engine, gint64 customer_id, const KontorRecord *changes)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_CUSTOMER, customer_id);

  return kontor_verb_set (engine, scope, "set-customer", changes);
}

DexFuture *
kontor_customers_tag (KontorEngine *engine, KontorScope *customers, const char *const *add, const char *const *remove)
{
  KontorOp *op = kontor_verb_new ("tag-customer");

  kontor_verb_add_keys (op, &op->add, KONTOR_CUSTOMER_TAGS, add);
  kontor_verb_add_keys (op, &op->remove, KONTOR_CUSTOMER_TAGS, remove);
  return kontor_verb_run (engine, customers, op);
}

DexFuture *
kontor_customers_create (KontorEngine *engine, gint64 account_id, const KontorRecord *customer)
{
  return kontor_verb_create (engine, "create-customer", account_id, customer);
}
