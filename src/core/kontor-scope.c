#include "kontor-scope.h"

struct _KontorScope {
  gatomicrefcount ref_count;
  KontorEntity entity;
  KontorQuery *query; /* (owned) (nullable) */
  KontorIdSet *ids;   /* (owned) */
};

G_DEFINE_BOXED_TYPE (KontorScope, kontor_scope, kontor_scope_ref, kontor_scope_unref)

static KontorScope *
scope_new (KontorEntity entity, const KontorIdSet *ids)
{
  KontorScope *self = g_new0 (KontorScope, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entity = entity;
  self->ids = ids != NULL ? kontor_id_set_copy (ids) : kontor_id_set_new ();
  return self;
}

KontorScope *
kontor_scope_new_ids (KontorEntity entity, const KontorIdSet *ids)
{
  g_return_val_if_fail (ids != NULL, NULL);

  return scope_new (entity, ids);
}

KontorScope *
kontor_scope_new_one (KontorEntity entity, gint64 id)
{
  KontorScope *self = scope_new (entity, NULL);

  kontor_id_set_add (self->ids, id);
  return self;
}

KontorScope *
kontor_scope_new_all (KontorQuery *query, const KontorIdSet *exceptions)
{
  KontorScope *self;

  g_return_val_if_fail (query != NULL, NULL);

  self = scope_new (kontor_query_get_entity (query), exceptions);
  self->query = kontor_query_ref (query);
  return self;
}

KontorScope *
kontor_scope_ref (KontorScope *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_scope_unref (KontorScope *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->query, kontor_query_unref);
  kontor_id_set_unref (self->ids);
  g_free (self);
}

KontorEntity
kontor_scope_get_entity (const KontorScope *self)
{
  return self->entity;
}

KontorQuery *
kontor_scope_get_query (const KontorScope *self)
{
  return self->query;
}

const KontorIdSet *
kontor_scope_get_ids (const KontorScope *self)
{
  return self->ids;
}
