#include "kontor-backup-row.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

static GtkWidget *
make_button (const KontorBackup *backup, const char *action, const char *when)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Restore…"));
  /* Translators: a button beside a backup; when that was made */
  g_autofree char *name = g_strdup_printf (_("Restore the Backup of %s"), when);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", backup->path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

GtkWidget *
kontor_backup_row_new (const KontorBackup *backup, const char *action)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *when = NULL, *size = NULL, *subtitle = NULL;
  GtkWidget *row;

  g_return_val_if_fail (backup != NULL && action != NULL, NULL);

  when = kontor_format_instant (backup->at, here);
  size = g_format_size (backup->size);
  subtitle = g_strdup_printf ("%s · %s", size, backup->automatic ? _("made by itself") : _("made by you"));
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (backup, action, when));
  return row;
}
