#pragma once

#include "kontor-account-private.h"
#include "kontor-engine.h"

G_BEGIN_DECLS

/* Shared by the files of the engine alone. */

KontorContext *kontor_engine_get_context (KontorEngine *self);
void kontor_engine_take_account (KontorEngine *self, KontorAccount *account);
const char *kontor_engine_get_installation (KontorEngine *self);
/** "order:12" → gint64 *: when an opened detail was fetched. */
GHashTable *kontor_engine_get_fetched (KontorEngine *self);
/** What is asked in the browser: char * → KontorApproval (unowned), by their states. */
GHashTable *kontor_engine_get_approvals (KontorEngine *self);
/* The list of problems: kontor-problems-load.c reads it, kontor-problems.c holds it. */
KontorProblems *kontor_problems_new (KontorEngine *engine);
void kontor_problems_detach (KontorProblems *self);
/** KontorDbFunc: resolves to a GPtrArray (element-type KontorProblem). */
gboolean kontor_problems_load (KontorTxn *txn, gpointer data, GValue *result, GError **error);
/** Of an account as a whole; @op and @fields are NULL then. (transfer full) */
KontorProblem *kontor_problem_new (KontorProblemKind kind, gint64 id, gint64 account_id, KontorOp *op, const char *text,
                                   guint waiting, GPtrArray *fields, const char *feed);
void kontor_problem_field_free (KontorProblemField *self);

G_END_DECLS
