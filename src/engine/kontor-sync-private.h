#pragma once

#include "kontor-account-private.h"
#include "kontor-sync.h"

G_BEGIN_DECLS

/* Shared by the files of KontorSync alone. */

KontorSync *kontor_sync_new (KontorAccount *account);
/** Begins its loop. */
void kontor_sync_start (KontorSync *self);
/** The network is back, or the window has the focus: looks sooner than planned. */
void kontor_sync_hurry (KontorSync *self);
void kontor_sync_close (KontorSync *self);
DexFuture *kontor_sync_when_idle (KontorSync *self) G_GNUC_WARN_UNUSED_RESULT;
KontorAccount *kontor_sync_get_account (KontorSync *self);
/** Long walks end before their end then. */
gboolean kontor_sync_is_closed (KontorSync *self);

/**
 * KontorFeedRow:
 *
 * Where the pulls of a feed stand.
 */
typedef struct {
  char *first_cursor;
  gboolean first_done;
  char *cursor;
  char *ids_cursor;
  gint64 swept_at;
  gint64 succeeded_at;
} KontorFeedRow;
void kontor_feed_row_free (KontorFeedRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorFeedRow, kontor_feed_row_free)

/* Of a fiber. */
KontorFeedRow *kontor_feed_await_load (KontorAccount *account, const char *feed, GError **error);
/** The cursor of CHANGES, before anything was pulled. */
gboolean kontor_feed_await_start (KontorAccount *account, const char *feed, const char *cursor, GError **error);
/** How a pull of the feed went; @failure (nullable). */
gboolean kontor_feed_await_note (KontorAccount *account, const char *feed, const GError *failure, GError **error);

typedef enum {
  KONTOR_PAGE_FIRST,
  KONTOR_PAGE_CHANGES,
  KONTOR_PAGE_ANEW, /* of a feed without changes that was imported before */
} KontorPageKind;

/**
 * kontor_page_await_ingest:
 * @began: the last commit that was known when the page was asked for
 *
 * Ingests a page in transactions of at most 100 objects or 25 ms; the last one
 * stores the cursor with it. Creates whose answer is open are settled before,
 * lest their objects appear twice. Of a fiber.
 */
gboolean kontor_page_await_ingest (KontorAccount *account, const KontorFeedInfo *feed, KontorPageKind kind,
                                   KontorBatch *batch, gint64 began, GError **error);

/**
 * kontor_sweep_await_feed:
 *
 * Compares what a feed names with what is here, and has fetched or removed what
 * differs. By IDS; a feed without them, or without CHANGES, is read anew. Counts
 * come first. Of a feed of dated objects the newest 90 days are looked through,
 * and a thirtieth of the rest; all of it only where the counts do not agree.
 * Of a fiber.
 */
gboolean kontor_sweep_await_feed (KontorSync *sync, KontorAccount *account, const KontorFeedInfo *feed, GError **error);

/**
 * kontor_guard_allows:
 * @vanishing: rows of the account's @total that would be removed
 *
 * The guard against mass deletion: more than 50 rows, or more than 5 % and at
 * least 10, wait for a person's word, which is asked for here. A total of 0 is
 * never believed. Database threads.
 */
gboolean kontor_guard_allows (KontorTxn *txn, gint64 account_id, const char *feed, gint64 vanishing, gint64 total,
                              gboolean *allowed, GError **error);
/** The same question without using the person's word up, which a sweep needs to its end. */
gboolean kontor_guard_check (KontorTxn *txn, gint64 account_id, const char *feed, gint64 vanishing, gint64 total,
                             gboolean *allowed, GError **error);
/** The person's word; @feed stays asked for until the next sweep used it. */
gboolean kontor_guard_allow (KontorTxn *txn, gint64 account_id, const char *feed, GError **error);
/** Rows that wait for it; 0: none. */
gboolean kontor_guard_get (KontorTxn *txn, gint64 account_id, const char *feed, gint64 *vanishing, GError **error);

G_END_DECLS
