#pragma once

#include "kontor-db.h"

G_BEGIN_DECLS

/*
 * What the engine does to a database as it opens it, and now and then. KontorDbFuncs of the writer thread.
 */

/** Ends what no restart survives, and doubts the ops of an old copy. Resolves to the name under which this installation keeps secrets. */
gboolean kontor_upkeep_begin (KontorTxn *txn, gpointer data, GValue *result, GError **error);

/** Drops history that is old enough, and fences that nothing needs. */
gboolean kontor_upkeep_run (KontorTxn *txn, gpointer data, GValue *result, GError **error);

G_END_DECLS
