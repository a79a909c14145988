#include "kontor-dialog-focus.h"

static void
focus_cb (gpointer data)
{
  g_autoptr (GtkWidget) focus = data;

  if (gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

/* The sheet takes the focus right after it is mapped. */
static void
map_cb (GtkWidget *focus)
{
  g_idle_add_once (focus_cb, g_object_ref (focus));
}

void
kontor_dialog_keep_focus (AdwDialog *dialog)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));

  g_signal_connect_object (dialog, "map", G_CALLBACK (map_cb), adw_dialog_get_focus (dialog), G_CONNECT_SWAPPED);
}
