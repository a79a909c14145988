#include "kontor-gesture.h"

#include <glib/gi18n.h>

#include "kontor-outbox.h"
#include "kontor-window.h"

/* Among so many of the newest actions the one that was just made is found again. */
#define NEWEST 16

/* The window may be closed, and the widget gone, before the answer comes. */
typedef struct {
  GWeakRef window; /* of KontorWindow */
  gint64 action;
} Gesture;

static void
gesture_free (gpointer data)
{
  Gesture *self = data;

  g_weak_ref_clear (&self->window);
  g_free (self);
}

static KontorWindow *
dup_window (Gesture *self)
{
  return g_weak_ref_get (&self->window);
}

static void
say (KontorWindow *window, const char *text, const KontorAction *undoable)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (undoable != NULL) {
    adw_toast_set_button_label (toast, _("_Undo"));
    adw_toast_set_action_name (toast, "win.undo-action");
    adw_toast_set_action_target (toast, "x", undoable->id);
  }
  kontor_window_add_toast (window, toast);
}

static DexFuture *
tell_action (DexFuture *future, gpointer data)
{
  Gesture *self = data;
  g_autoptr (KontorWindow) window = dup_window (self);
  GPtrArray *actions;

  /* Without a window nothing was asked for. */
  if (window == NULL)
    return dex_ref (future);
  actions = g_value_get_boxed (dex_future_get_value (future, NULL));
  for (guint i = 0; i < actions->len; i++) {
    const KontorAction *action = g_ptr_array_index (actions, i);

    if (action->id == self->action)
      say (window, action->label, action->undoable ? action : NULL);
  }
  return dex_ref (future);
}

static DexFuture *
ask_for_action (DexFuture *future, gpointer data)
{
  Gesture *self = data;
  g_autoptr (KontorWindow) window = dup_window (self);

  self->action = g_value_get_int64 (dex_future_get_value (future, NULL));
  if (window == NULL)
    return dex_ref (future);
  return kontor_outbox_list_actions (kontor_window_get_engine (window), NEWEST);
}

static DexFuture *
tell_error (DexFuture *future, gpointer data)
{
  Gesture *self = data;
  g_autoptr (KontorWindow) window = dup_window (self);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (window != NULL && error != NULL)
    say (window, error->message, NULL);
  return NULL;
}

static DexFuture *
keep (DexFuture *future, gpointer data)
{
  return NULL;
}

void
kontor_gesture_run (GtkWidget *from, DexFuture *verb)
{
  Gesture *self;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (DEX_IS_FUTURE (verb));

  self = g_new0 (Gesture, 1);
  g_weak_ref_init (&self->window, gtk_widget_get_ancestor (from, KONTOR_TYPE_WINDOW));
  verb = dex_future_then (verb, ask_for_action, self, NULL);
  verb = dex_future_then (verb, tell_action, self, NULL);
  verb = dex_future_catch (verb, tell_error, self, NULL);
  dex_future_disown (dex_future_finally (verb, keep, self, gesture_free));
}

void
kontor_gesture_say (GtkWidget *from, const char *text)
{
  GtkWidget *window;

  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  window = gtk_widget_get_ancestor (from, KONTOR_TYPE_WINDOW);
  if (window != NULL)
    say (KONTOR_WINDOW (window), text, NULL);
}
