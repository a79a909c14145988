#pragma once

#include <adwaita.h>

#include "kontor-query.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_SEARCH (kontor_list_search_get_type ())
/**
 * KontorListSearch:
 *
 * The field that searches a list, a menu of the states that it understands, and
 * a line that says which words it does not.
 *
 * Properties: "entity": what is searched; "text".
 *
 * "submitted": Enter or Down: the person wants to be in the list.
 */
G_DECLARE_FINAL_TYPE (KontorListSearch, kontor_list_search, KONTOR, LIST_SEARCH, AdwBin)

GtkEditable *kontor_list_search_get_editable (KontorListSearch *self);
/** Never NULL. */
const char *kontor_list_search_get_text (KontorListSearch *self);
void kontor_list_search_set_text (KontorListSearch *self, const char *text);
/** What @query made of the text: its hint, and the states that are ticked. */
void kontor_list_search_show_query (KontorListSearch *self, const KontorQuery *query);

G_END_DECLS
