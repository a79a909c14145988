#pragma once

#include <gtk/gtk.h>

#include "kontor-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SEARCH_MODEL (kontor_search_model_get_type ())
/**
 * KontorSearchModel:
 *
 * What a text finds everywhere: suggestions, the first objects of each view's
 * kind, and commands, as one list with a section for each.
 *
 * Properties: "settled": what is listed is what the present text finds, where
 * before it may still be what an earlier one did.
 */
G_DECLARE_FINAL_TYPE (KontorSearchModel, kontor_search_model, KONTOR, SEARCH_MODEL, GObject)

/**
 * kontor_search_model_new:
 * @view: (nullable): the one that is shown
 * @recent: (array zero-terminated=1): texts that were searched for, newest first
 */
KontorSearchModel *kontor_search_model_new (KontorEngine *engine, KontorView *view, const char *const *recent);

void kontor_search_model_set_text (KontorSearchModel *self, const char *text);
const char *kontor_search_model_get_text (KontorSearchModel *self);
gboolean kontor_search_model_get_settled (KontorSearchModel *self);

/** (transfer none): of KontorObject, KontorCommand and KontorSuggestion; a GtkSectionModel too */
GListModel *kontor_search_model_get_list (KontorSearchModel *self);
/** What stands above the section that @item is in. */
const char *kontor_search_model_get_heading (KontorSearchModel *self, gpointer item);
/** (nullable): the icon of objects of a kind */
const char *kontor_search_model_get_icon (KontorSearchModel *self, KontorEntity entity);
/** (nullable): a word of the text that looks like a condition and is none that any kind has */
const char *kontor_search_model_get_misunderstood (KontorSearchModel *self);

G_END_DECLS
