#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * kontor_gesture_run:
 * @from: the widget in which the person acted
 * @verb: (transfer full): what a verb returned: the gint64 action
 *
 * Everything that a person changes goes through here: when the verb is
 * accepted, the window says what was done, with Undo where it can be taken
 * back; when it is refused, it says why. Nothing is waited for.
 */
void kontor_gesture_run (GtkWidget *from, DexFuture *verb);

/** A line at the foot of @from's window. @text: plain, not markup. */
void kontor_gesture_say (GtkWidget *from, const char *text);

G_END_DECLS
