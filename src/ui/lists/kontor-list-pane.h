#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-list-cursor.h"
#include "kontor-view-tabs.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_PANE (kontor_list_pane_get_type ())
/**
 * KontorListPane:
 *
 * The left half of every view: a header bar, the saved views as tabs, the
 * search of this list, the sort order, and the list with its empty states. What
 * shows the rows, the face, belongs to the view: a GtkListView, a grid or a
 * table, over kontor_list_pane_get_selection ().
 *
 * Properties: "engine" and "entity" (both construct only); "title"; "account":
 * 0 for all; "face"; "current": the object that the detail shows: the one row
 * that was selected last, even where it has left the list since; 0 where none
 * is, or several are; "sort-key" and "sort-order" ("ascending", "descending").
 *
 * "opened" (gint64): a row was activated or tapped: the detail is to be shown
 * even where only one of the two has room.
 */
G_DECLARE_FINAL_TYPE (KontorListPane, kontor_list_pane, KONTOR, LIST_PANE, AdwBin)

KontorEngine *kontor_list_pane_get_engine (KontorListPane *self);
KontorEntity kontor_list_pane_get_entity (KontorListPane *self);
KontorResults *kontor_list_pane_get_results (KontorListPane *self);
KontorSelection *kontor_list_pane_get_selection (KontorListPane *self);
KontorListCursor *kontor_list_pane_get_cursor (KontorListPane *self);
KontorViewTabs *kontor_list_pane_get_tabs (KontorListPane *self);
/** (transfer full) (nullable): the selected rows, or else the object that the detail shows: what an action or its key is to act on */
KontorScope *kontor_list_pane_dup_scope (KontorListPane *self);

/** (nullable): a GtkListView, GtkGridView or GtkColumnView whose model is the pane's selection */
GtkWidget *kontor_list_pane_get_face (KontorListPane *self);
void kontor_list_pane_set_face (KontorListPane *self, GtkWidget *face);

gint64 kontor_list_pane_get_current (KontorListPane *self);
/** Makes @id the current object, and selects and shows its row if it is in the list. */
void kontor_list_pane_set_current (KontorListPane *self, gint64 id);

/** Which account's rows are listed; 0: all. */
void kontor_list_pane_set_account (KontorListPane *self, gint64 account);

/** Reads the list anew. */
void kontor_list_pane_reload (KontorListPane *self);

/** Moves the focus into the search field. */
void kontor_list_pane_search (KontorListPane *self);
/** Searches for @text. */
void kontor_list_pane_set_text (KontorListPane *self, const char *text);
/** Shows the shipped view @builtin, or the first one. */
void kontor_list_pane_show_view (KontorListPane *self, const char *builtin);

/** A banner over the list that says what concerns it alone; what concerns an account stands there anyway. */
void kontor_list_pane_set_hint (KontorListPane *self, GtkWidget *hint);
/** A widget at the end of the header bar: a menu or a switch of faces. */
void kontor_list_pane_add_tool (KontorListPane *self, GtkWidget *tool);
/** A button of the bar that is there while several rows are selected; its action is to act on kontor_list_pane_dup_scope (). */
void kontor_list_pane_add_action (KontorListPane *self, GtkWidget *action);

G_END_DECLS
