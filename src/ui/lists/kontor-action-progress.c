#include "kontor-action-progress.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-running.h"

/* With fewer rows it is over before one has read what it says. */
#define MANY 20

struct _KontorActionProgress {
  AdwBin parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorRunning *running; /* (owned) */
  gint64 action;          /* that is shown; 0: none */
  gboolean paused;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkButton *retry_button;
  GtkToggleButton *pause_button;
  GtkButton *cancel_button;
  GtkButton *close_button;
};

G_DEFINE_FINAL_TYPE (KontorActionProgress, kontor_action_progress, ADW_TYPE_BIN)

enum { PROP_0, PROP_PAUSED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static char *
describe (const KontorAction *action)
{
  g_autofree char *done = kontor_format_number (action->n_acked), *all = kontor_format_number (action->n_ops);
  g_autofree char *problems = kontor_format_number (action->n_problems);
  g_autofree char *left_out = kontor_format_number (action->n_left_out);

  if (action->n_unsent > 0 && action->paused)
    /* Translators: an action ("Tag order (120)"), how many of its rows are sent, and how many there are */
    return g_strdup_printf (_("%s: paused after %s of %s"), action->label, done, all);
  if (action->n_unsent == 0 && action->n_problems > 0)
    /* Translators: an action ("Tag order (120)") and how many of its rows the shop refused */
    return g_strdup_printf (ngettext ("%s: %s refused", "%s: %s refused", action->n_problems), action->label, problems);
  if (action->n_unsent == 0)
    /* Translators: an action ("Tag order (120)"), how many rows it could not be done to, and why */
    return g_strdup_printf (ngettext ("%s: %s left out. %s", "%s: %s left out. %s", action->n_left_out), action->label,
                            left_out, action->left_out);
  /* Translators: an action ("Tag order (120)"), how many of its rows are sent, and how many there are */
  return g_strdup_printf (_("%s: %s of %s sent"), action->label, done, all);
}

/* Of an action that is over, but for what a person has to be told of it. */
static gboolean
is_told (const KontorAction *action)
{
  return action->n_unsent + action->n_problems == 0;
}

static void
show_action (KontorActionProgress *self, const KontorAction *action)
{
  g_autofree char *text = describe (action);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_progress_bar_set_fraction (self->bar, (double) (action->n_ops - action->n_unsent) / action->n_ops);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), action->n_problems > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), action->n_unsent > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), action->n_unsent > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), is_told (action));
}

static void
show (KontorActionProgress *self)
{
  const KontorAction *action = kontor_running_find (self->running, MANY + 1);

  self->action = action != NULL ? action->id : 0;
  if (action != NULL)
    show_action (self, action);
  gtk_revealer_set_reveal_child (self->revealer, action != NULL);
  self->paused = action != NULL && action->paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static DexFuture *
say_failure (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  kontor_gesture_say (data, error->message);
  return NULL;
}

static void
act (KontorActionProgress *self, DexFuture *future)
{
  dex_future_disown (dex_future_catch (future, say_failure, g_object_ref (self), g_object_unref));
}

/* How it stands is told by the next reading. */
static void
set_paused (KontorActionProgress *self, gboolean paused)
{
  if (self->action == 0 || self->paused == paused)
    return;
  act (self, paused ? kontor_engine_pause (self->engine, self->action)
                    : kontor_engine_resume (self->engine, self->action));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorActionProgress *self = KONTOR_ACTION_PROGRESS (widget);

  if (self->action != 0)
    act (self, kontor_engine_cancel (self->engine, self->action));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorActionProgress *self = KONTOR_ACTION_PROGRESS (widget);

  if (self->action != 0)
    act (self, kontor_engine_see_left_out (self->engine, self->action));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorActionProgress *self = KONTOR_ACTION_PROGRESS (widget);

  if (self->action != 0)
    act (self, kontor_engine_retry (self->engine, self->action));
}

/* Bars that are slid away must not leave their padding behind. */
static gboolean
is_either (KontorActionProgress *self, gboolean reveals, gboolean revealed)
{
  return reveals || revealed;
}

static void
kontor_action_progress_dispose (GObject *object)
{
  KontorActionProgress *self = KONTOR_ACTION_PROGRESS (object);

  /* The template would take the bin's child away behind its back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ACTION_PROGRESS);
  g_clear_object (&self->running);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_action_progress_parent_class)->dispose (object);
}

static void
kontor_action_progress_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_PAUSED)
    g_value_set_boolean (value, KONTOR_ACTION_PROGRESS (object)->paused);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_action_progress_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_PAUSED)
    set_paused (KONTOR_ACTION_PROGRESS (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_action_progress_class_init (KontorActionProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_action_progress_dispose;
  object_class->get_property = kontor_action_progress_get_property;
  object_class->set_property = kontor_action_progress_set_property;

  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-action-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, close_button);
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, label);
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, pause_button);
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, retry_button);
  gtk_widget_class_bind_template_child (widget_class, KontorActionProgress, revealer);
  gtk_widget_class_bind_template_callback (widget_class, is_either);

  gtk_widget_class_install_action (widget_class, "progress.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "progress.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "progress.retry", NULL, retry_action);
  gtk_widget_class_install_property_action (widget_class, "progress.paused", "paused");
}

static void
kontor_action_progress_init (KontorActionProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_action_progress_set_engine (KontorActionProgress *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_ACTION_PROGRESS (self));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->running = kontor_running_new (engine);
  kontor_outbox_watch_set_active (KONTOR_OUTBOX_WATCH (self->running), FALSE);
  g_signal_connect_object (self->running, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

void
kontor_action_progress_set_active (KontorActionProgress *self, gboolean active)
{
  g_return_if_fail (KONTOR_IS_ACTION_PROGRESS (self));
  g_return_if_fail (self->running != NULL);

  kontor_outbox_watch_set_active (KONTOR_OUTBOX_WATCH (self->running), active);
}
