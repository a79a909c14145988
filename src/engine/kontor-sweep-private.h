#pragma once

#include "kontor-id-set.h"
#include "kontor-sync-private.h"

G_BEGIN_DECLS

/* Shared by the files of the sweep alone. */

/**
 * KontorSeen:
 * @ids: (nullable): per entity, our rows of what the server named; NULL where it named nothing of the entity
 * @n_unknown: rows that it named and that are not here
 * @oldest: date of the oldest that had one
 */
typedef struct {
  KontorIdSet *ids[KONTOR_N_ENTITIES];
  guint n_unknown;
  gint64 oldest;
} KontorSeen;
KontorSeen *kontor_seen_new (void);
void kontor_seen_free (KontorSeen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorSeen, kontor_seen_free)

/** Of a feed of nothing but dated objects: the entity whose IDS come newest first. */
gboolean kontor_sweep_get_dated (const KontorFeedInfo *feed, KontorEntity *entity);

/* Of a fiber. */

/** Notes what a page names, and has fetched what is unknown here or has another digest. */
gboolean kontor_sweep_await_compare (KontorAccount *account, KontorBatch *batch, KontorSeen *seen, GError **error);
/** Rows of the feed that the server should have. */
gboolean kontor_sweep_await_count (KontorAccount *account, const KontorFeedInfo *feed, gint64 *count, GError **error);
/**
 * kontor_sweep_await_vanished:
 * @since: of a dated feed: only rows from then on; G_MININT64 for all
 *
 * (element-type KontorRemoteRef): rows of entities of which something was seen, but not these.
 */
GPtrArray *kontor_sweep_await_vanished (KontorAccount *account, const KontorFeedInfo *feed, const KontorSeen *seen,
                                        gint64 since, GError **error);
/** Whether the guard has nothing against so many; else a person is asked, and the sweep is over. */
gboolean kontor_sweep_await_check (KontorAccount *account, const KontorFeedInfo *feed, gint64 vanishing, gint64 total,
                                   gboolean *allowed, GError **error);
/** The sweep is done: what vanished is asked for by its name, if the guard allows. @rest_cursor: (nullable): where the next slice begins */
gboolean kontor_sweep_await_end (KontorAccount *account, const KontorFeedInfo *feed, GPtrArray *vanished, gint64 total,
                                 const char *rest_cursor, GError **error);
/** The kept place of the slices is not believed any more. */
gboolean kontor_sweep_await_forget (KontorAccount *account, const KontorFeedInfo *feed, GError **error);

G_END_DECLS
