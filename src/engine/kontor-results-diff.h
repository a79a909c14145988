#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_RESULTS_DIFF (kontor_results_diff_get_type ())

/** One step of items_changed. */
typedef struct {
  guint position;
  guint removed;
  guint added;
} KontorSplice;

/**
 * KontorResultsDiff:
 * @before: (element-type gint64): the ids of a list, each once
 * @after: (element-type gint64): those that it is to have
 * @splices: (element-type KontorSplice): the steps between them, to be made in
 *   this order; positions rise, and what lies before one is then as in @after
 * @left: (element-type gint64): ids that are in @before only
 *
 * How a list becomes another with the fewest rows taken out and put in; one
 * covering step where there would be more than a thousand. Boxed, immutable,
 * made on any thread.
 */
typedef struct {
  GArray *before;
  GArray *after;
  GArray *splices;
  GArray *left;
  gatomicrefcount ref_count;
} KontorResultsDiff;

GType kontor_results_diff_get_type (void) G_GNUC_CONST;
KontorResultsDiff *kontor_results_diff_new (GArray *before, GArray *after);
KontorResultsDiff *kontor_results_diff_ref (KontorResultsDiff *self);
void kontor_results_diff_unref (KontorResultsDiff *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorResultsDiff, kontor_results_diff_unref)

/**
 * KontorIdView:
 *
 * The ids of a list while it goes the steps of a diff: the head of the list
 * after, then the tail of the list before. A step costs nothing, whatever the
 * length. A row that moves up stands in both for a while. Zero-initialised it
 * is empty.
 */
typedef struct {
  GArray *before; /* (owned) (nullable) */
  GArray *after;  /* (owned) (nullable) */
  guint reached;  /* of after */
  guint rest;     /* of before */
} KontorIdView;

void kontor_id_view_clear (KontorIdView *self);
/** Shows all of @ids. */
void kontor_id_view_set (KontorIdView *self, GArray *ids);
/** Sets out on the way of @diff, whose @before is what is shown. */
void kontor_id_view_begin (KontorIdView *self, KontorResultsDiff *diff);
void kontor_id_view_step (KontorIdView *self, const KontorSplice *splice);

guint kontor_id_view_get_length (const KontorIdView *self);
gint64 kontor_id_view_get (const KontorIdView *self, guint position);
/** Reads all of them: about a millisecond for a million. */
gboolean kontor_id_view_find (const KontorIdView *self, gint64 id, guint *position);
/** (transfer full): a copy, or the list itself while it is not on its way; not to be changed */
GArray *kontor_id_view_dup (const KontorIdView *self);

G_END_DECLS
