#include "kontor-discounts.h"

#include "kontor-verb.h"

DexFuture *
kontor_discounts_edit (KontorEngine *engine, KontorScope *discounts, const KontorRecord *changes)
{
  return kontor_verb_set (engine, discounts, "set-discount", changes);
}

DexFuture *
kontor_discounts_create (KontorEngine *engine, gint64 account_id, const KontorRecord *discount)
{
  return kontor_verb_create (engine, "create-discount", account_id, discount);
}

DexFuture *
kontor_discounts_trash (KontorEngine *engine, KontorScope *discounts)
{
  return kontor_verb_run (engine, discounts, kontor_verb_new ("trash-discount"));
}
