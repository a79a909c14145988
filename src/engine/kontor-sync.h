#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_SYNC (kontor_sync_get_type ())
G_DECLARE_FINAL_TYPE (KontorSync, kontor_sync, KONTOR, SYNC, GObject)

/**
 * KontorSync:
 *
 * The pulls of one account. Runs by itself between kontor_engine_start () and
 * kontor_engine_stop (); what follows drives it by hand. Properties: "running",
 * "importing". Main thread.
 */

/**
 * kontor_sync_run_once:
 *
 * One cycle now: the tail of changes of every feed that is due or not, and the
 * first import to its end. Resolves to TRUE when all is ingested; rejects with
 * the first error, whose feed has it on record.
 */
DexFuture *kontor_sync_run_once (KontorSync *self) G_GNUC_WARN_UNUSED_RESULT;

/** The digest sweep of every feed that has one, due or not. */
DexFuture *kontor_sync_sweep_once (KontorSync *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * KontorFeedState:
 * @rows: that the first import has brought so far
 * @total: of @rows in the end; -1: not known
 * @details: whether it brings what others lack, for which no import waits
 * @vanishing: rows that would be deleted and wait for a person's word; 0: none
 *
 * How one feed stands.
 */
typedef struct {
  char *name;
  gboolean details;
  gboolean first_done;
  gint64 rows;
  gint64 total;
  gint64 succeeded_at;
  gint64 swept_at;
  guint failures;
  char *error_code;
  char *error;
  gint64 vanishing;
} KontorFeedState;
void kontor_feed_state_free (KontorFeedState *self);

/** Resolves to a GPtrArray (element-type KontorFeedState), in the order of the platform's feeds. */
DexFuture *kontor_sync_list_feeds (KontorSync *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_sync_allow_deletions:
 *
 * The person's answer to "these rows would vanish": the next sweep of the feed
 * removes what is gone then, or asks again when it is more than was allowed.
 */
DexFuture *kontor_sync_allow_deletions (KontorSync *self, const char *feed) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorFeedState, kontor_feed_state_free)

G_END_DECLS
