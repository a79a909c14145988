#pragma once

#include <gtk/gtk.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

/** (transfer full): a GtkColumnView over @model, a list of KontorProduct: what there is of each, in columns */
GtkWidget *kontor_product_table_new (KontorEngine *engine, GtkSelectionModel *model);

/** Leaves out the columns for which a phone has no room. */
void kontor_product_table_set_narrow (GtkColumnView *table, gboolean narrow);

/**
 * kontor_product_table_get_sort:
 * @sorter: the table's
 *
 * By which column the person has the table sorted, as a name of
 * kontor_query_list_sorts (); NULL where by none. Nothing is sorted here: the
 * list itself is, and the sorter says when that is to change.
 */
const char *kontor_product_table_get_sort (GtkColumnViewSorter *sorter, GtkSortType *order);
/** Marks the column by which the list is sorted, if it has one. */
void kontor_product_table_show_sort (GtkColumnView *table, const char *key, GtkSortType order);

G_END_DECLS
