#pragma once

#include "kontor-results-diff.h"
#include "kontor-store.h"

G_BEGIN_DECLS

/** Rows that are read together. */
#define KONTOR_RESULTS_PAGE 64
/** Those of the first page: what a large screen shows. */
#define KONTOR_RESULTS_FIRST 32

#define KONTOR_TYPE_RESULTS_ANSWER (kontor_results_answer_get_type ())

/**
 * KontorResultsAnswer:
 * @seq: the commit whose state was read
 * @ids: (nullable) (element-type gint64): of a first page, its ids
 * @rows: (nullable) (element-type KontorRecord): of a first page, its rows
 * @diff: (nullable): how the list becomes what was read, of a first page how the rest follows; NULL where the touched
 *   rows alone cannot tell
 * @complete: whether the whole list is known now
 * @took: microseconds that a whole list took, else 0
 *
 * What a reader found out about a list. Immutable once it left the reader.
 */
typedef struct {
  gint64 seq;
  GArray *ids;
  KontorResultsDiff *diff;
  GPtrArray *rows;
  gboolean complete;
  gint64 took;
  gatomicrefcount ref_count;
} KontorResultsAnswer;

GType kontor_results_answer_get_type (void) G_GNUC_CONST;
KontorResultsAnswer *kontor_results_answer_ref (KontorResultsAnswer *self);
void kontor_results_answer_unref (KontorResultsAnswer *self);

/* All resolve to a KontorResultsAnswer. @base is the list as it is shown. */

/** The beginning of a list with its rows, and the rest where that is known in no time, on the interactive reader. */
DexFuture *kontor_results_ask_page (KontorDb *db, GCancellable *cancellable,
                                    KontorQuery *query) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_results_ask_whole:
 * @part_usec: microseconds after which a transaction ends, and another goes on with the rest
 *
 * The whole list, on the bulk reader. Of one that was read in parts the answer
 * is true to the commit before the first, but for what was touched since.
 */
DexFuture *kontor_results_ask_whole (KontorDb *db, GCancellable *cancellable, KontorQuery *query, GArray *base,
                                     gint64 part_usec) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_results_ask_touched:
 * @touched: (element-type gint64): all ids that may differ between @base and the state @seq
 * @seq: the last commit that was delivered
 *
 * The list after commits that touched a few rows, on the interactive reader.
 * Says nothing (no diff) where the reader already sees a later commit, whose
 * rows would shift positions, or where it takes too long.
 */
DexFuture *kontor_results_ask_touched (KontorDb *db, GCancellable *cancellable, KontorQuery *query, GArray *base,
                                       GArray *touched, gint64 seq) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorResultsAnswer, kontor_results_answer_unref)

G_END_DECLS
