#pragma once

#include <gtk/gtk.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

/** (transfer full): a GtkColumnView over @model, a list of KontorProduct: what there is of each, in columns */
GtkWidget *kontor_product_table_new (KontorEngine *engine, GtkSelectionModel *model);

/** Leaves out the columns for which a phone has no room. */
void kontor_product_table_set_narrow (GtkColumnView *table, gboolean narrow);

G_END_DECLS
