#include "config.h"
#include "kontor-application.h"

#include <glib/gi18n.h>
#include <libdex.h>

#include "kontor-files.h"
#include "kontor-window.h"

struct _KontorApplication {
  AdwApplication parent_instance;

  const KontorConnectorFactory *const *factories;
  char *database;       /* (owned) (nullable): its path */
  GSettings *settings;  /* (owned) (nullable): not where its schema is not installed */
  KontorEngine *engine; /* (owned) (nullable): open */
  GError *failure;      /* (owned) (nullable): why it is not */
  gboolean opening;
};

G_DEFINE_FINAL_TYPE (KontorApplication, kontor_application, ADW_TYPE_APPLICATION)

enum { PROP_0, PROP_ENGINE, N_PROPS };

static GParamSpec *properties[N_PROPS];

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

/* A window is there before the engine is, and follows what becomes of it. */
static void
show_state (KontorApplication *self, KontorWindow *window)
{
  if (self->engine != NULL && kontor_window_get_engine (window) == NULL)
    kontor_window_set_engine (window, self->engine);
  if (self->failure != NULL)
    kontor_window_set_failure (window, self->database, self->failure);
}

static void
show_state_everywhere (KontorApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (KONTOR_IS_WINDOW (l->data))
      show_state (self, l->data);
}

static DexFuture *
opened (DexFuture *future, gpointer data)
{
  KontorApplication *self = data;
  const GValue *value = dex_future_get_value (future, &self->failure);

  self->opening = FALSE;
  if (value != NULL) {
    self->engine = g_value_dup_object (value);
    kontor_engine_start (self->engine);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
  }
  show_state_everywhere (self);
  return NULL;
}

static void
present_new_window (KontorApplication *self)
{
  KontorWindow *window = kontor_window_new (GTK_APPLICATION (self), self->settings);

  show_state (self, window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present_new_window (data);
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
    { .name = "new-window", .activate = new_window },
    { .name = "quit", .activate = quit },
  };
  KontorApplication *self = KONTOR_APPLICATION (application);

  G_APPLICATION_CLASS (kontor_application_parent_class)->startup (application);

  self->settings = load_settings ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.new-window",
                                         (const char *[]) { "<Control><Shift>n", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", (const char *[]) { "<Control>q", NULL });
  kontor_application_open_engine (self);
}

static DexFuture *
stopped (DexFuture *future, gpointer data)
{
  gboolean *done = data;

  *done = TRUE;
  return NULL;
}

/* What is on its way gets its few seconds, also when the session ends. */
static void
stop_engine (KontorApplication *self)
{
  gboolean done = FALSE;

  if (self->engine == NULL)
    return;
  dex_future_disown (dex_future_finally (kontor_engine_stop (self->engine), stopped, &done, NULL));
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->engine);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
}

static void
kontor_application_shutdown (GApplication *application)
{
  KontorApplication *self = KONTOR_APPLICATION (application);

  while (self->opening)
    g_main_context_iteration (NULL, TRUE);
  stop_engine (self);

  G_APPLICATION_CLASS (kontor_application_parent_class)->shutdown (application);
}

static void
kontor_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    present_new_window (KONTOR_APPLICATION (application));
}

static void
kontor_application_dispose (GObject *object)
{
  KontorApplication *self = KONTOR_APPLICATION (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->database, g_free);

  G_OBJECT_CLASS (kontor_application_parent_class)->dispose (object);
}

static void
kontor_application_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorApplication *self = KONTOR_APPLICATION (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_application_class_init (KontorApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = kontor_application_dispose;
  object_class->get_property = kontor_application_get_property;
  application_class->startup = kontor_application_startup;
  application_class->shutdown = kontor_application_shutdown;
  application_class->activate = kontor_application_activate;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_application_init (KontorApplication *self)
{
  g_application_set_version (G_APPLICATION (self), KONTOR_VERSION);
}

KontorApplication *
kontor_application_new (const KontorConnectorFactory *const *factories, GApplicationFlags flags)
{
  KontorApplication *self;

  g_return_val_if_fail (factories != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_APPLICATION,
                       "application-id", KONTOR_APPLICATION_ID,
                       "resource-base-path", "/org/kontor/Kontor",
                       "flags", flags,
                       NULL);
  self->factories = factories;
  return self;
}

void
kontor_application_set_database (KontorApplication *self, const char *path)
{
  g_return_if_fail (KONTOR_IS_APPLICATION (self));

  g_set_str (&self->database, path);
}

KontorEngine *
kontor_application_get_engine (KontorApplication *self)
{
  g_return_val_if_fail (KONTOR_IS_APPLICATION (self), NULL);

  return self->engine;
}

void
kontor_application_open_engine (KontorApplication *self)
{
  KontorEngineConfig config = { .flags = KONTOR_ENGINE_CREATE };

  g_return_if_fail (KONTOR_IS_APPLICATION (self));

  if (self->opening || self->engine != NULL)
    return;
  if (self->database == NULL)
    self->database = kontor_files_dup_default_path ();
  config.factories = self->factories;
  self->opening = TRUE;
  g_clear_error (&self->failure);
  dex_future_disown (dex_future_finally (kontor_engine_open (self->database, &config), opened, self, NULL));
}
