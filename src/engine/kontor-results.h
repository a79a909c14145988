#pragma once

#include "kontor-identity.h"
#include "kontor-query.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RESULTS (kontor_results_get_type ())
/**
 * KontorResults:
 *
 * What a query finds, as a GListModel of live KontorObjects that follows every
 * commit. It knows the ids of all rows, 8 bytes each; objects exist only where
 * somebody looks. An item that is not known yet is given out empty (loading)
 * and filled a moment later. Main thread only.
 *
 * Properties: query; loading: the list is not known to its end yet; total:
 * how many rows there are, -1 while loading; error: why nothing could be read,
 * or NULL; n-items.
 *
 * ids-left (element-type gint64): after a commit, the rows that are in the list
 * no more. Not emitted for a new query.
 */
G_DECLARE_FINAL_TYPE (KontorResults, kontor_results, KONTOR, RESULTS, GObject)

/** @query: (nullable): NULL finds nothing */
KontorResults *kontor_results_new (KontorDb *db, KontorIdentity *identity, KontorQuery *query);

/** (nullable) */
KontorQuery *kontor_results_get_query (KontorResults *self);
/** The present rows stay until the first page of the new query replaces them. */
void kontor_results_set_query (KontorResults *self, KontorQuery *query);

/**
 * kontor_results_hold_rest:
 *
 * Keeps the list of the present query as its first page is until
 * kontor_results_release_rest () or another query, so that what is in sight need
 * not wait for the widgets of what is not.
 */
void kontor_results_hold_rest (KontorResults *self);
void kontor_results_release_rest (KontorResults *self);

gboolean kontor_results_get_loading (KontorResults *self);
gint64 kontor_results_get_total (KontorResults *self);
const GError *kontor_results_get_error (KontorResults *self);

/** The id at @position, without an object being made. */
gint64 kontor_results_get_id (KontorResults *self, guint position);
/** Where @id is; reads through all ids, about a millisecond for a million. */
gboolean kontor_results_find (KontorResults *self, gint64 id, guint *position);
/** (element-type gint64) (transfer full): all ids as the model has them now; not to be changed */
GArray *kontor_results_dup_ids (KontorResults *self);

G_END_DECLS
