#pragma once

#include <gtk/gtk.h>

#include "kontor-query.h"
#include "kontor-view-tabs.h"

G_BEGIN_DECLS

/*
 * What a person does to the saved views of a list. @from is the widget that it
 * was asked in, and gets the dialogs; what went wrong is said at the foot of
 * its window.
 */

/** Asks for a name and keeps what @query shows under it; @tabs shows it then. */
void kontor_list_views_save (GtkWidget *from, KontorViewTabs *tabs, KontorEngine *engine, KontorQuery *query);
/** Makes @view what @query shows. */
void kontor_list_views_change (GtkWidget *from, KontorEngine *engine, KontorSavedView *view, KontorQuery *query);
void kontor_list_views_rename (GtkWidget *from, KontorEngine *engine, KontorSavedView *view);
void kontor_list_views_remove (GtkWidget *from, KontorEngine *engine, KontorSavedView *view);
void kontor_list_views_restore (GtkWidget *from, KontorEngine *engine, KontorEntity entity);

/** The order of @query as a view keeps it: "-placed". (transfer full) */
char *kontor_list_views_dup_sort (const KontorQuery *query);

G_END_DECLS
