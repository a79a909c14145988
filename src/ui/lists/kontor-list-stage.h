#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-list-cursor.h"
#include "kontor-view-tabs.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_STAGE (kontor_list_stage_get_type ())
/**
 * KontorListStage:
 *
 * What stands below the tabs of a list: its rows, or a spinner until they are
 * known, or what is said in their place. The focus that the list was given goes
 * to the rows as soon as there are some, and to the tabs when they go.
 *
 * "opened" (gint64): a row was activated or tapped.
 */
G_DECLARE_FINAL_TYPE (KontorListStage, kontor_list_stage, KONTOR, LIST_STAGE, AdwBin)

/** Once only. @tabs: get the focus where no rows can, and outlive it */
void kontor_list_stage_set_source (KontorListStage *self, KontorEngine *engine, KontorListCursor *cursor,
                                   KontorViewTabs *tabs);

/** (nullable): what shows the rows, as of kontor-list-face.h */
GtkWidget *kontor_list_stage_get_face (KontorListStage *self);
void kontor_list_stage_set_face (KontorListStage *self, GtkWidget *face);

/** Rows that come do not get the focus any more that they were given before. */
void kontor_list_stage_renounce_focus (KontorListStage *self);

G_END_DECLS
