#pragma once

#include "kontor-engine.h"
#include "kontor-list-cursor.h"
#include "kontor-list-search.h"
#include "kontor-view-tabs.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_SOURCE (kontor_list_source_get_type ())
/**
 * KontorListSource:
 *
 * What a list asks for: the saved view that is chosen, the words of its search,
 * an account and an order. It asks anew when one of them becomes another, and
 * keeps in the settings of its window how the list was left.
 *
 * Properties: "account": 0 for all; "sort-key" and "sort-order" ("ascending",
 * "descending"): of what was asked for last.
 *
 * "asked": it did, also where that came to the same as before.
 */
G_DECLARE_FINAL_TYPE (KontorListSource, kontor_list_source, KONTOR, LIST_SOURCE, GObject)

/** @tabs and @search outlive it. */
KontorListSource *kontor_list_source_new (KontorEngine *engine, KontorEntity entity, KontorListCursor *cursor,
                                          KontorViewTabs *tabs, KontorListSearch *search);

/** From now on somebody looks: the rows of a list are two hundred widgets, and nothing is asked before. */
void kontor_list_source_begin (KontorListSource *self);
/** Lists once more as the list was left, unless something was asked for already. */
void kontor_list_source_recall (KontorListSource *self);
/** Asks for the same once more. */
void kontor_list_source_reload (KontorListSource *self);

G_END_DECLS
