#pragma once

#include <gtk/gtk.h>

#include "kontor-selection.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_CURSOR (kontor_list_cursor_get_type ())
/**
 * KontorListCursor:
 *
 * Where a person is in a list: the row that the keys start from, and the object
 * that the detail shows. Both are ids, so that they stay on their object
 * wherever it moves.
 *
 * Properties: "current": the one row that was selected last, even where it has
 * left the list since; 0 where none is, or several are; "marking": rows are
 * being selected one by one, so that moving selects nothing.
 *
 * @face is what shows the rows, as of kontor-list-face.h.
 */
G_DECLARE_FINAL_TYPE (KontorListCursor, kontor_list_cursor, KONTOR, LIST_CURSOR, GObject)

KontorListCursor *kontor_list_cursor_new (KontorSelection *selection);

KontorSelection *kontor_list_cursor_get_selection (KontorListCursor *self);
gint64 kontor_list_cursor_get_current (KontorListCursor *self);
gboolean kontor_list_cursor_get_marking (KontorListCursor *self);

/** Makes @id the current object, and selects and shows its row if it is in the list. */
void kontor_list_cursor_set_current (KontorListCursor *self, gint64 id, GtkWidget *face);
/** A row that comes back, or is only just found, is selected again while the detail shows it. */
void kontor_list_cursor_select_current (KontorListCursor *self);
/** Has another query listed; what is looked at stays. */
void kontor_list_cursor_set_query (KontorListCursor *self, KontorQuery *query);

/** Goes @by rows down, or to the first row where it is nowhere yet. */
void kontor_list_cursor_move (KontorListCursor *self, int by, GtkWidget *face);
void kontor_list_cursor_move_to_first (KontorListCursor *self, GtkWidget *face);
/** Selects or unselects the row of the cursor alone. */
void kontor_list_cursor_mark (KontorListCursor *self);
void kontor_list_cursor_unselect (KontorListCursor *self);

G_END_DECLS
