#include "config.h"
#include "kontor-application.h"

#include <glib/gi18n.h>
#include <libdex.h>

#include "kontor-window.h"

struct _KontorApplication {
  AdwApplication parent_instance;

  GSettings *settings; /* (owned) (nullable): not where its schema is not installed */
};

G_DEFINE_FINAL_TYPE (KontorApplication, kontor_application, ADW_TYPE_APPLICATION)

/* What a person copies into a report of a mistake. */
static char *
describe_versions (void)
{
  return g_strdup_printf ("Kontor %s\nGTK %u.%u.%u (%s)\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\nlibdex %d.%d.%d\n",
                          KONTOR_VERSION, gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          G_OBJECT_TYPE_NAME (gdk_display_get_default ()), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version, glib_minor_version,
                          glib_micro_version, DEX_MAJOR_VERSION, DEX_MINOR_VERSION, DEX_MICRO_VERSION);
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *self = data;
  g_autofree char *versions = describe_versions ();
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new ());

  adw_about_dialog_set_application_name (dialog, "Kontor");
  adw_about_dialog_set_application_icon (dialog, KONTOR_APPLICATION_ID);
  adw_about_dialog_set_version (dialog, KONTOR_VERSION);
  adw_about_dialog_set_developer_name (dialog, _("The Kontor contributors"));
  adw_about_dialog_set_comments (dialog, _("Run your online shop from your desk."));
  adw_about_dialog_set_license_type (dialog, GTK_LICENSE_GPL_3_0);
  /* Translators: put your names here, one per line; they are shown in the About dialog */
  adw_about_dialog_set_translator_credits (dialog, _("translator-credits"));
  adw_about_dialog_set_debug_info (dialog, versions);
  adw_about_dialog_set_debug_info_filename (dialog, "kontor-versions.txt");

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (gtk_application_get_active_window (self)));
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

static GSettings *
load_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, KONTOR_APPLICATION_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
kontor_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = show_about },
    { .name = "quit", .activate = quit },
  };
  KontorApplication *self = KONTOR_APPLICATION (application);

  G_APPLICATION_CLASS (kontor_application_parent_class)->startup (application);

  self->settings = load_settings ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", (const char *[]) { "<Control>q", NULL });
}

static void
kontor_application_activate (GApplication *application)
{
  KontorApplication *self = KONTOR_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL) {
    window = GTK_WINDOW (kontor_window_new (GTK_APPLICATION (self), self->settings));
    kontor_window_set_engine_state (KONTOR_WINDOW (window), _("Ready"));
  }

  gtk_window_present (window);
}

static void
kontor_application_dispose (GObject *object)
{
  KontorApplication *self = KONTOR_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_application_parent_class)->dispose (object);
}

static void
kontor_application_class_init (KontorApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = kontor_application_dispose;
  application_class->startup = kontor_application_startup;
  application_class->activate = kontor_application_activate;
}

static void
kontor_application_init (KontorApplication *self)
{
  g_application_set_version (G_APPLICATION (self), KONTOR_VERSION);
}

KontorApplication *
kontor_application_new (GApplicationFlags flags)
{
  return g_object_new (KONTOR_TYPE_APPLICATION,
                       "application-id", KONTOR_APPLICATION_ID,
                       "resource-base-path", "/org/kontor/Kontor",
                       "flags", flags,
                       NULL);
}
