#pragma once

#include "kontor-results-job.h"

G_BEGIN_DECLS

/**
 * KontorResultsAsker:
 *
 * Which question about a list is asked next, and when: its first page, the
 * whole of it, or where the rows that commits touched belong now. One question
 * is under way at a time. Of KontorResults alone; main thread.
 */
typedef struct _KontorResultsAsker KontorResultsAsker;

/** How a list is that is asked about. */
typedef enum {
  KONTOR_LIST_MOVING, /* on its way to what was answered last */
  KONTOR_LIST_BEGUN,
  KONTOR_LIST_WHOLE,
} KontorListState;

/**
 * KontorResultsAskerFuncs:
 * @dup_base: (transfer full): the ids as they are shown
 * @take: what was answered, or why nothing was (one is NULL); may start anew
 *
 * What the asker needs of the list.
 */
typedef struct {
  KontorListState (*get_state) (gpointer data);
  GArray *(*dup_base) (gpointer data);
  void (*take) (KontorResultsAnswer *answer, const GError *error, gpointer data);
} KontorResultsAskerFuncs;

/** @funcs: static. @data: (transfer none): outlives the asker */
KontorResultsAsker *kontor_results_asker_new (KontorDb *db, const KontorResultsAskerFuncs *funcs, gpointer data);
void kontor_results_asker_free (KontorResultsAsker *self);

/** Asks for the first page of @query (nullable). */
void kontor_results_asker_start (KontorResultsAsker *self, KontorQuery *query);
/** Forgets what is under way. */
void kontor_results_asker_stop (KontorResultsAsker *self);
/** The list has become what was answered last: the next question, if there is one. */
void kontor_results_asker_go_on (KontorResultsAsker *self);

G_END_DECLS
