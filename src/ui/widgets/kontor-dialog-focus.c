#include "kontor-dialog-focus.h"

static gboolean
focus_cb (gpointer focus)
{
  if (gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
  return G_SOURCE_REMOVE;
}

/* The sheet takes the focus after it is mapped, at the latest with its first frame. */
static void
map_cb (GtkWidget *focus)
{
  g_idle_add_full (G_PRIORITY_LOW, focus_cb, g_object_ref (focus), g_object_unref);
}

void
kontor_dialog_keep_focus (AdwDialog *dialog)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));

  g_signal_connect_object (dialog, "map", G_CALLBACK (map_cb), adw_dialog_get_focus (dialog), G_CONNECT_SWAPPED);
}
