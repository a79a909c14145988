#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GtkListView, GtkGridView and GtkColumnView can do alike, but have no common type for. */

void kontor_list_face_scroll_to (GtkWidget *face, guint position, GtkListScrollFlags flags);
gboolean kontor_list_face_has_focus (GtkWidget *face);
/** Several rows can be swept over. */
void kontor_list_face_enable_rubberband (GtkWidget *face);

G_END_DECLS
