#include "config.h"
#include "kontor-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <libdex.h>

#include "kontor-approval.h"
#include "kontor-backups.h"
#include "kontor-debug-info.h"
#include "kontor-files.h"
#include "kontor-gesture.h"
#include "kontor-notifier.h"
#include "kontor-problem-notifier.h"
#include "kontor-thumbnails.h"
#include "kontor-window.h"

struct _KontorApplication {
  AdwApplication parent_instance;

  const KontorConnectorFactory *const *factories;
  char *database;       /* (owned) (nullable): its path */
  GSettings *settings;  /* (owned) (nullable): not where its schema is not installed */
  KontorEngine *engine; /* (owned) (nullable): open */
  GError *failure;      /* (owned) (nullable): why it is not */
  gboolean opening;
  guint backup_source;
  guint present_source;            /* of windows that wait for the engine */
  guint signal_sources[3];         /* of those that ask a program to end */
  KontorTeller *teller;            /* (owned) */
  KontorNotifier *notifier;        /* (owned) (nullable): of the engine */
  KontorProblemNotifier *problems; /* (owned) (nullable): of the engine */
};

/* Seconds: after the start, when there is nothing to wait for, and then to see whether another day has begun. */
#define BACKUP_DELAY 60
#define BACKUP_INTERVAL 3600
/* Milliseconds: what opens sooner is shown at once instead of a page that says so. */
#define OPENING_UNSEEN 100

G_DEFINE_FINAL_TYPE (KontorApplication, kontor_application, ADW_TYPE_APPLICATION)

enum { PROP_0, PROP_ENGINE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *self = data;
  g_autofree char *versions = kontor_debug_info_describe (KONTOR_APPLICATION (data)->engine);
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
present_all (KontorApplication *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (KONTOR_IS_WINDOW (l->data) && !gtk_widget_get_visible (l->data))
      gtk_window_present (l->data);
}

static void
show_state_everywhere (KontorApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (KONTOR_IS_WINDOW (l->data))
      show_state (self, l->data);
  present_all (self);
}

static gboolean
present_cb (gpointer data)
{
  KontorApplication *self = data;

  self->present_source = 0;
  present_all (self);
  return G_SOURCE_REMOVE;
}

/* What fails is tried again an hour later; who wants to know looks at the list in the preferences. */
static gboolean
back_up_cb (gpointer data)
{
  KontorApplication *self = data;

  self->backup_source = g_timeout_add_seconds (BACKUP_INTERVAL, back_up_cb, self);
  if (self->engine != NULL && (self->settings == NULL || g_settings_get_boolean (self->settings, "daily-backup")))
    dex_future_disown (kontor_backups_make_daily (self->engine));
  return G_SOURCE_REMOVE;
}

static void
apply_picture_space (KontorApplication *self)
{
  if (self->engine != NULL && self->settings != NULL)
    kontor_thumbnails_set_disk_budget (kontor_thumbnails_get (self->engine),
                                       (guint64) g_settings_get_int (self->settings, "picture-space") * 1000 * 1000);
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
    self->notifier = kontor_notifier_new (GTK_APPLICATION (self), self->teller, self->engine);
    self->problems = kontor_problem_notifier_new (GTK_APPLICATION (self), self->teller, self->engine);
    apply_picture_space (self);
    g_clear_handle_id (&self->backup_source, g_source_remove);
    self->backup_source = g_timeout_add_seconds (BACKUP_DELAY, back_up_cb, self);
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
  if (!self->opening) {
    gtk_window_present (GTK_WINDOW (window));
    return;
  }
  gtk_widget_realize (GTK_WIDGET (window));
  if (self->present_source == 0)
    self->present_source = g_timeout_add (OPENING_UNSEEN, present_cb, self);
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present_new_window (data);
}

/* What a notification opens is shown in the window that there is, or a new one. */
static void
forward (KontorApplication *self, const char *action, GVariant *parameter)
{
  g_application_activate (G_APPLICATION (self));
  gtk_widget_activate_action_variant (GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (self))), action,
                                      parameter);
}

static void
open_object (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  forward (data, "win.open-object", parameter);
}

static void
show_view (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  forward (data, "win.show-view", parameter);
}

static void
show_problems (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  forward (data, "win.problems", parameter);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

static gboolean
on_signal (gpointer data)
{
  g_application_quit (data);
  return G_SOURCE_CONTINUE;
}

/* The session's end and a person at a terminal are heard as the menu is: what is under way is not cut off. */
static void
follow_signals (KontorApplication *self)
{
  static const int numbers[] = { SIGHUP, SIGINT, SIGTERM };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    self->signal_sources[i] = g_unix_signal_add (numbers[i], on_signal, self);
}

/* A backup on its way into the place of the database. */
typedef struct {
  KontorApplication *application;
  KontorEngine *engine; /* (owned): that is being stopped */
  char *backup;         /* (owned) */
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_object_unref (restoring->engine);
  g_free (restoring->backup);
  g_free (restoring);
}

/* The windows show what is no more. */
static void
close_windows (KontorApplication *self)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_destroy (l->data);
  g_list_free (windows);
}

static char *
dup_path (KontorApplication *self)
{
  return self->database != NULL ? g_strdup (self->database) : kontor_files_dup_default_path ();
}

static DexFuture *
put_back (DexFuture *future, gpointer data)
{
  Restoring *restoring = data;
  g_autofree char *path = dup_path (restoring->application);

  return kontor_files_restore (restoring->backup, path);
}

/* What could not be restored leaves the present data in their place. */
static DexFuture *
restored (DexFuture *future, gpointer data)
{
  KontorApplication *self = ((Restoring *) data)->application;
  g_autoptr (GError) error = NULL;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  dex_future_get_value (future, &error);
  self->opening = FALSE;
  kontor_application_open_engine (self);
  if (KONTOR_IS_WINDOW (window))
    kontor_gesture_say (GTK_WIDGET (window), error != NULL ? error->message : _("The backup was restored"));
  g_application_release (G_APPLICATION (self));
  return NULL;
}

static void
restore_backup (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  kontor_application_restore (data, g_variant_get_string (parameter, NULL));
}

static void
apply_style (KontorApplication *self)
{
  g_autofree char *style = g_settings_get_string (self->settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (style, "dark")    ? ADW_COLOR_SCHEME_FORCE_DARK
                                      : g_str_equal (style, "light") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                     : ADW_COLOR_SCHEME_DEFAULT);
}

static void
follow_settings (KontorApplication *self)
{
  if (self->settings == NULL)
    return;
  g_signal_connect_object (self->settings, "changed::picture-space", G_CALLBACK (apply_picture_space), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (apply_style), self, G_CONNECT_SWAPPED);
  apply_style (self);
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
    { .name = "open-object", .activate = open_object, .parameter_type = "(sx)" },
    { .name = "problems", .activate = show_problems },
    { .name = "quit", .activate = quit },
    { .name = "restore-backup", .activate = restore_backup, .parameter_type = "s" },
    { .name = "show-view", .activate = show_view, .parameter_type = "s" },
  };
  KontorApplication *self = KONTOR_APPLICATION (application);

  G_APPLICATION_CLASS (kontor_application_parent_class)->startup (application);

  /* The keyboard comes to a text that can be copied as to a text, not as to one that is being copied. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  self->settings = load_settings ();
  self->teller = kontor_teller_new (application, self->settings);
  follow_settings (self);
  follow_signals (self);
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
  g_clear_object (&self->notifier);
  g_clear_object (&self->problems);
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
complain (KontorApplication *self, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Nothing Was Connected"), error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  g_application_activate (G_APPLICATION (self));
  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (self))));
}

/* A browser comes back; what waits for it comes forward by itself. */
static void
kontor_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  KontorApplication *self = KONTOR_APPLICATION (application);

  for (int i = 0; i < n_files; i++) {
    g_autofree char *uri = g_file_get_uri (files[i]);
    g_autoptr (GError) error = NULL;

    if (!kontor_approval_answer (self->engine, uri, &error))
      complain (self, error);
  }
}

static void
kontor_application_dispose (GObject *object)
{
  KontorApplication *self = KONTOR_APPLICATION (object);

  g_clear_handle_id (&self->backup_source, g_source_remove);
  g_clear_handle_id (&self->present_source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->problems);
  g_clear_object (&self->engine);
  g_clear_object (&self->teller);
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
  application_class->open = kontor_application_open;

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

void
kontor_application_restore (KontorApplication *self, const char *backup)
{
  Restoring *restoring;
  DexFuture *future;

  g_return_if_fail (KONTOR_IS_APPLICATION (self));
  g_return_if_fail (backup != NULL);

  if (self->opening || self->engine == NULL)
    return;
  self->opening = TRUE;
  g_clear_object (&self->notifier);
  g_clear_object (&self->problems);
  restoring = g_new0 (Restoring, 1);
  restoring->application = self;
  restoring->engine = g_steal_pointer (&self->engine);
  restoring->backup = g_strdup (backup);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
  g_application_hold (G_APPLICATION (self));
  close_windows (self);
  present_new_window (self);
  future = dex_future_finally (kontor_engine_stop (restoring->engine), put_back, restoring, NULL);
  dex_future_disown (dex_future_finally (future, restored, restoring, restoring_free));
}
