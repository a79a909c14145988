#pragma once

#include <adwaita.h>

#include "kontor-list-cursor.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SELECTION_BAR (kontor_selection_bar_get_type ())
/**
 * KontorSelectionBar:
 *
 * How many rows of a list are selected, and what can be done to all of them.
 * Hidden while there are not several, but for rows that are marked one by one.
 */
G_DECLARE_FINAL_TYPE (KontorSelectionBar, kontor_selection_bar, KONTOR, SELECTION_BAR, AdwBin)

/** Once only. */
void kontor_selection_bar_set_cursor (KontorSelectionBar *self, KontorListCursor *cursor);
/** A button for what can be done. */
void kontor_selection_bar_add_action (KontorSelectionBar *self, GtkWidget *action);

G_END_DECLS
