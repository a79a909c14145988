#include "kontor-list-face.h"

void
kontor_list_face_scroll_to (GtkWidget *face, guint position, GtkListScrollFlags flags)
{
  if (GTK_IS_LIST_VIEW (face))
    gtk_list_view_scroll_to (GTK_LIST_VIEW (face), position, flags, NULL);
  else if (GTK_IS_GRID_VIEW (face))
    gtk_grid_view_scroll_to (GTK_GRID_VIEW (face), position, flags, NULL);
  else if (GTK_IS_COLUMN_VIEW (face))
    gtk_column_view_scroll_to (GTK_COLUMN_VIEW (face), position, NULL, flags, NULL);
}

gboolean
kontor_list_face_has_focus (GtkWidget *face)
{
  return (gtk_widget_get_state_flags (face) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

void
kontor_list_face_enable_rubberband (GtkWidget *face)
{
  if (GTK_IS_LIST_VIEW (face))
    gtk_list_view_set_enable_rubberband (GTK_LIST_VIEW (face), TRUE);
  else if (GTK_IS_GRID_VIEW (face))
    gtk_grid_view_set_enable_rubberband (GTK_GRID_VIEW (face), TRUE);
  else if (GTK_IS_COLUMN_VIEW (face))
    gtk_column_view_set_enable_rubberband (GTK_COLUMN_VIEW (face), TRUE);
}
