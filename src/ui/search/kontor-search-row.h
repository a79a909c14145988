#pragma once

#include "kontor-search-model.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SEARCH_ROW (kontor_search_row_get_type ())
/**
 * KontorSearchRow:
 *
 * A line of the search: an object, a command or a suggestion, and follows the
 * object while it is shown.
 */
G_DECLARE_FINAL_TYPE (KontorSearchRow, kontor_search_row, KONTOR, SEARCH_ROW, GtkBox)

GtkWidget *kontor_search_row_new (KontorSearchModel *model, KontorEngine *engine);
/** @item: (nullable) */
void kontor_search_row_set_item (KontorSearchRow *self, GObject *item);

/** What a screen reader says of an item; an object may still be loading. */
char *kontor_search_row_describe (gpointer item);

G_END_DECLS
