#pragma once

#include "kontor-engine.h"

#include "kontor-cell-entry.h"

G_BEGIN_DECLS

/**
 * kontor_unsettled_load:
 *
 * Resolves to a GPtrArray (element-type KontorOp) of what was changed here of
 * an object and is not settled: it waits to be sent, or needs a person.
 */
DexFuture *kontor_unsettled_load (KontorEngine *engine, KontorEntity entity, gint64 id) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_unsettled_get_state:
 * @ops: (nullable)
 * @member: (nullable): key of a member, where @field is a list
 *
 * How that field stands.
 */
KontorCellState kontor_unsettled_get_state (GPtrArray *ops, guint field, const char *member);

G_END_DECLS
