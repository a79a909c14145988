#include "kontor-window.h"

struct _KontorWindow {
  AdwApplicationWindow parent_instance;

  char *engine_state; /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorWindow, kontor_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_0, PROP_ENGINE_STATE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
kontor_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_WINDOW);

  G_OBJECT_CLASS (kontor_window_parent_class)->dispose (object);
}

static void
kontor_window_finalize (GObject *object)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  g_free (self->engine_state);

  G_OBJECT_CLASS (kontor_window_parent_class)->finalize (object);
}

static void
kontor_window_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  switch (property) {
  case PROP_ENGINE_STATE:
    g_value_set_string (value, kontor_window_get_engine_state (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_window_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  switch (property) {
  case PROP_ENGINE_STATE:
    kontor_window_set_engine_state (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_window_class_init (KontorWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_window_dispose;
  object_class->finalize = kontor_window_finalize;
  object_class->get_property = kontor_window_get_property;
  object_class->set_property = kontor_window_set_property;

  properties[PROP_ENGINE_STATE] = g_param_spec_string (
      "engine-state", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/kontor-window.ui");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
kontor_window_init (KontorWindow *self)
{
  self->engine_state = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorWindow *
kontor_window_new (GtkApplication *application, GSettings *settings)
{
  KontorWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (KONTOR_TYPE_WINDOW, "application", application, NULL);
  if (settings != NULL) {
    g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
    g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
    g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  }

  return self;
}

const char *
kontor_window_get_engine_state (KontorWindow *self)
{
  g_return_val_if_fail (KONTOR_IS_WINDOW (self), NULL);

  return self->engine_state;
}

void
kontor_window_set_engine_state (KontorWindow *self, const char *state)
{
  g_return_if_fail (KONTOR_IS_WINDOW (self));

  if (g_set_str (&self->engine_state, state != NULL ? state : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE_STATE]);
}
