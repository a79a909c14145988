#pragma once

#include <gtk/gtk.h>

#include "kontor-results.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SELECTION (kontor_selection_get_type ())
/**
 * KontorSelection:
 *
 * Which rows of a KontorResults are selected, kept as ids, or as all rows but
 * some. A row stays selected wherever it moves; one that leaves the list is
 * selected no more; a new query begins with nothing selected. No object is made
 * for any of this, however many rows there are.
 *
 * Properties: results; n-selected, -1 while all of a list are selected whose
 * length is not known yet.
 */
G_DECLARE_FINAL_TYPE (KontorSelection, kontor_selection, KONTOR, SELECTION, GObject)

KontorSelection *kontor_selection_new (KontorResults *results);
KontorResults *kontor_selection_get_results (KontorSelection *self);

gboolean kontor_selection_contains (KontorSelection *self, gint64 id);
gint64 kontor_selection_get_n_selected (KontorSelection *self);
/** (transfer full) (nullable): what an action is to act on; NULL where nothing is selected */
KontorScope *kontor_selection_dup_scope (KontorSelection *self);

G_END_DECLS
