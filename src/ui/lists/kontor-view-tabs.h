#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-saved-views.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_VIEW_TABS (kontor_view_tabs_get_type ())
/**
 * KontorViewTabs:
 *
 * The saved views of an entity as a row of tabs with live counts. Where they
 * have no room they scroll.
 *
 * Properties: "view": the KontorSavedView that is chosen; NULL until they are
 * loaded, and where there is none.
 */
G_DECLARE_FINAL_TYPE (KontorViewTabs, kontor_view_tabs, KONTOR, VIEW_TABS, AdwBin)

/** Once only. */
void kontor_view_tabs_set_source (KontorViewTabs *self, KontorEngine *engine, KontorEntity entity);
/** @account: whose rows are counted; 0 for all */
void kontor_view_tabs_set_account (KontorViewTabs *self, gint64 account);

/** (nullable) */
KontorSavedView *kontor_view_tabs_get_view (KontorViewTabs *self);
/** How many rows it finds; -1 while that is not known. */
gint64 kontor_view_tabs_get_count (KontorViewTabs *self, KontorSavedView *view);

/** Chooses a view, also one that only just comes to be. */
void kontor_view_tabs_choose (KontorViewTabs *self, gint64 view_id);
/** The first whose builtin is @builtin, or else the first of all. @builtin: (nullable) */
void kontor_view_tabs_choose_builtin (KontorViewTabs *self, const char *builtin);

G_END_DECLS
