#pragma once

#include "kontor-engine.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

/* Shared by the files of the verbs alone. */

/** An intent of the kind @name without changes yet. (transfer full) */
KontorOp *kontor_verb_new (const char *name);
/** The record of @slot, made if there is none. */
KontorRecord *kontor_verb_change (KontorOp *op, KontorRecord **slot);
/** Enqueues @op (transfer full) on @scope. */
DexFuture *kontor_verb_run (KontorEngine *engine, KontorScope *scope, KontorOp *op) G_GNUC_WARN_UNUSED_RESULT;
/** … on one object. */
DexFuture *kontor_verb_run_one (KontorEngine *engine, gint64 id, KontorOp *op) G_GNUC_WARN_UNUSED_RESULT;
/** Puts members with the keys @names (nullable) into a list of @slot. */
void kontor_verb_add_keys (KontorOp *op, KontorRecord **slot, guint field, const char *const *names);
/** A creating op with @record as what is to be. */
DexFuture *kontor_verb_create (KontorEngine *engine, const char *name, gint64 account_id,
                               const KontorRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/** A set of all that @changes says. */
DexFuture *kontor_verb_set (KontorEngine *engine, KontorScope *scope, const char *name,
                            const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
