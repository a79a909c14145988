#pragma once

#include "kontor-id-set.h"
#include "kontor-query.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SCOPE (kontor_scope_get_type ())

typedef struct _KontorScope KontorScope;

/**
 * KontorScope:
 *
 * What an action is to act on: some rows by their ids, or all that a query
 * finds when the action is carried out, but for some. Boxed, immutable, any
 * thread. kontor_store_scope_ids () says which rows that are.
 */
GType kontor_scope_get_type (void) G_GNUC_CONST;

KontorScope *kontor_scope_new_ids (KontorEntity entity, const KontorIdSet *ids);
KontorScope *kontor_scope_new_one (KontorEntity entity, gint64 id);
/** @exceptions: (nullable): ids that are left out */
KontorScope *kontor_scope_new_all (KontorQuery *query, const KontorIdSet *exceptions);
KontorScope *kontor_scope_ref (KontorScope *self);
void kontor_scope_unref (KontorScope *self);

KontorEntity kontor_scope_get_entity (const KontorScope *self);
/** (nullable): NULL where the scope is ids */
KontorQuery *kontor_scope_get_query (const KontorScope *self);
/** The ids; of a scope with a query, its exceptions. */
const KontorIdSet *kontor_scope_get_ids (const KontorScope *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorScope, kontor_scope_unref)

G_END_DECLS
