#pragma once

#include "kontor-engine.h"
#include "kontor-query.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_FINDER (kontor_finder_get_type ())
/**
 * KontorFinder:
 *
 * The first rows that several queries find; where that are very many, the latest
 * are as good. They are read together, so that
 * they can be shown in one step, and again, at most twice a second, when
 * commits touched objects of their kinds. Main thread.
 *
 * "found": an answer is there, or the reason why there is none; also when it is
 * the same as before.
 */
G_DECLARE_FINAL_TYPE (KontorFinder, kontor_finder, KONTOR, FINDER, GObject)

/** @n_rows: of each query */
KontorFinder *kontor_finder_new (KontorEngine *engine, guint n_rows);

/** @queries: (element-type KontorQuery) (transfer full): left as it is from now on; what is NULL in it finds nothing */
void kontor_finder_set_queries (KontorFinder *self, GPtrArray *queries);
/** Whether the rows are those of the queries; after an error there are none. */
gboolean kontor_finder_get_settled (KontorFinder *self);
/**
 * kontor_finder_get_rows:
 * @index: of a query
 *
 * Returns: (transfer none) (element-type KontorObject) (nullable): until the next "found"
 */
GPtrArray *kontor_finder_get_rows (KontorFinder *self, guint index);

G_END_DECLS
