#pragma once

#include "kontor-engine.h"
#include "kontor-query.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNTS (kontor_counts_get_type ())
/**
 * KontorCounts:
 *
 * How many rows queries of one entity find, followed by way of the bulk
 * reader, at most twice a second. Main thread.
 *
 * "changed": one of the numbers is another one.
 */
G_DECLARE_FINAL_TYPE (KontorCounts, kontor_counts, KONTOR, COUNTS, GObject)

KontorCounts *kontor_counts_new (KontorEngine *engine, KontorEntity entity);

/** @queries: (element-type KontorQuery) (transfer none): what is counted from now on */
void kontor_counts_set_queries (KontorCounts *self, GPtrArray *queries);
/** Of the query at @index; -1 while it is not known. */
gint64 kontor_counts_get (KontorCounts *self, guint index);
/** Nothing is counted while nobody looks. It is active at first. */
void kontor_counts_set_active (KontorCounts *self, gboolean active);

G_END_DECLS
