#include "kontor-keys.h"

#include "kontor-view.h"

/* How long a letter may follow the g. */
#define PATIENCE_USEC (G_USEC_PER_SEC * 3 / 2)

/* When g was pressed; 0: it was not. */
typedef struct {
  gint64 go;
} Keys;

static gboolean
is_typing (GtkWidget *focus)
{
  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

static gboolean
is_free (GtkWidget *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return !is_typing (focus) && (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) == NULL) &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) == NULL;
}

static gboolean
show_view (GtkWidget *window, guint key)
{
  guint n_types;
  const GType *types = kontor_view_list_types (&n_types);

  for (guint i = 0; i < n_types; i++) {
    g_autoptr (KontorViewClass) klass = g_type_class_ref (types[i]);

    if (klass->key == key)
      return gtk_widget_activate_action (window, "win.show-view", "s", klass->name);
  }
  return FALSE;
}

static gboolean
act (GtkWidget *window, guint key)
{
  switch (key) {
  case GDK_KEY_z:
    return gtk_widget_activate_action (window, "win.undo", NULL);
  case GDK_KEY_slash:
    return gtk_widget_activate_action (window, "win.find", NULL);
  case GDK_KEY_question:
    return gtk_widget_activate_action (window, "win.shortcuts", NULL);
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
on_key (GtkEventController *controller, guint key, guint code, GdkModifierType modifiers, gpointer data)
{
  GtkWidget *window = gtk_event_controller_get_widget (controller);
  Keys *self = data;
  gboolean go = self->go != 0 && g_get_monotonic_time () < self->go + PATIENCE_USEC;

  self->go = 0;
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 || !is_free (window))
    return GDK_EVENT_PROPAGATE;
  if (go && show_view (window, key))
    return GDK_EVENT_STOP;
  if (key != GDK_KEY_g)
    return act (window, key);
  self->go = g_get_monotonic_time ();
  return GDK_EVENT_STOP;
}

GtkEventController *
kontor_keys_new (void)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  /* Before the list, whose search takes every letter that is left over. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "key-pressed", G_CALLBACK (on_key), g_new0 (Keys, 1), (GClosureNotify) g_free, 0);
  return controller;
}
