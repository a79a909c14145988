#include "kontor-preferences-dialog.h"

#include <glib/gi18n.h>

#include "kontor-backup-row.h"

struct _KontorPreferencesDialog {
  AdwPreferencesDialog parent_instance;

  KontorEngine *engine; /* (owned) (nullable) */

  AdwComboRow *style;
  AdwSwitchRow *notify_orders;
  AdwSwitchRow *notify_problems;
  AdwExpanderRow *quiet;
  AdwSpinRow *picture_space;
  AdwSpinRow *quiet_from;
  AdwSpinRow *quiet_to;
  AdwSwitchRow *daily;
  AdwButtonRow *now;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorPreferencesDialog, kontor_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* In the order of the row. */
static const char *const styles[] = { "default", "light", "dark" };

static gboolean
style_to_row (GValue *value, GVariant *variant, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (styles[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
row_to_style (const GValue *value, const GVariantType *type, gpointer data)
{
  guint i = g_value_get_uint (value);

  return i < G_N_ELEMENTS (styles) ? g_variant_new_string (styles[i]) : NULL;
}

static gboolean
on_hour_output (KontorPreferencesDialog *self, AdwSpinRow *row)
{
  g_autofree char *text = g_strdup_printf ("%02d:00", (int) adw_spin_row_get_value (row));

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  return TRUE;
}

static void
say (KontorPreferencesDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
on_answer (KontorPreferencesDialog *self, const char *answer, AdwAlertDialog *question)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (g_str_equal (answer, "restore"))
    gtk_widget_activate_action (window, "app.restore-backup", "s", g_object_get_data (G_OBJECT (question), "path"));
}

/* What is lost by it is said before. */
static void
ask_restore (KontorPreferencesDialog *self, const char *path)
{
  AdwAlertDialog *question = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Restore This Backup?"), NULL));

  adw_alert_dialog_set_body (
      question, _("Kontor shows your shop as it was then, and fetches from the storefront what is newer. What you changed "
                   "here since and was not sent is in the present data only, which are kept aside."));
  adw_alert_dialog_add_responses (question, "cancel", _("_Cancel"), "restore", _("_Restore"), NULL);
  adw_alert_dialog_set_response_appearance (question, "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (question, "cancel");
  g_object_set_data_full (G_OBJECT (question), "path", g_strdup (path), g_free);
  g_signal_connect_object (question, "response", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (self));
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_restore (KONTOR_PREFERENCES_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static void
show_backups (KontorPreferencesDialog *self, GPtrArray *backups)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < backups->len; i++)
    gtk_list_box_append (self->list, kontor_backup_row_new (g_ptr_array_index (backups, i), "preferences.restore"));
}

static DexFuture *
listed (DexFuture *future, gpointer data)
{
  KontorPreferencesDialog *self = data;
  const GValue *backups = dex_future_get_value (future, NULL);

  if (self->engine != NULL && backups != NULL)
    show_backups (self, g_value_get_boxed (backups));
  return NULL;
}

static void
list_backups (KontorPreferencesDialog *self)
{
  dex_future_disown (
      dex_future_finally (kontor_backups_list (self->engine), listed, g_object_ref (self), g_object_unref));
}

static DexFuture *
backed_up (DexFuture *future, gpointer data)
{
  KontorPreferencesDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (self->engine == NULL)
    return NULL;
  dex_future_get_value (future, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->now), TRUE);
  say (self, error != NULL ? error->message : _("Backed up"));
  list_backups (self);
  return NULL;
}

static void
on_back_up_now (KontorPreferencesDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->now), FALSE);
  dex_future_disown (
      dex_future_finally (kontor_backups_make (self->engine), backed_up, g_object_ref (self), g_object_unref));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorPreferencesDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path != NULL && self->engine != NULL)
    ask_restore (self, path);
}

static void
on_restore_file (KontorPreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Choose a Backup"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_file_chosen,
                        g_object_ref (self));
}

static void
kontor_preferences_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&KONTOR_PREFERENCES_DIALOG (object)->engine);

  G_OBJECT_CLASS (kontor_preferences_dialog_parent_class)->dispose (object);
}

static void
kontor_preferences_dialog_class_init (KontorPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_preferences_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/preferences/kontor-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, daily);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, notify_orders);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, notify_problems);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, now);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, picture_space);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, quiet);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, quiet_to);
  gtk_widget_class_bind_template_child (widget_class, KontorPreferencesDialog, style);
  gtk_widget_class_bind_template_callback (widget_class, on_back_up_now);
  gtk_widget_class_bind_template_callback (widget_class, on_hour_output);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_file);
  gtk_widget_class_install_action (widget_class, "preferences.restore", "s", restore_action);
}

static void
kontor_preferences_dialog_init (KontorPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_settings (KontorPreferencesDialog *self, GSettings *settings)
{
  g_settings_bind_with_mapping (settings, "style", self->style, "selected", G_SETTINGS_BIND_DEFAULT, style_to_row,
                                row_to_style, NULL, NULL);
  g_settings_bind (settings, "notify-orders", self->notify_orders, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-problems", self->notify_problems, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-hours", self->quiet, "enable-expansion", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-from", self->quiet_from, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-to", self->quiet_to, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "picture-space", self->picture_space, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "daily-backup", self->daily, "active", G_SETTINGS_BIND_DEFAULT);
}

AdwDialog *
kontor_preferences_dialog_new (KontorEngine *engine, GSettings *settings)
{
  KontorPreferencesDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_PREFERENCES_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  if (settings != NULL)
    bind_settings (self, settings);
  list_backups (self);
  return ADW_DIALOG (self);
}
