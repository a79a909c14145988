#pragma once

#include <gtk/gtk.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

/* How a list was left: which saved view it showed, and in which order where that is not the view's own; in the settings of
 * @from's window. */

/** @sort: (nullable) */
void kontor_list_memory_keep (GtkWidget *from, KontorEntity entity, gint64 view, const char *sort);
/** FALSE where nothing is known. @sort: (out) (nullable) (transfer full) */
gboolean kontor_list_memory_recall (GtkWidget *from, KontorEntity entity, gint64 *view, char **sort);

G_END_DECLS
