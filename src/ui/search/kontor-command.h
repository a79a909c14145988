#pragma once

#include <gio/gio.h>

#include "kontor-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COMMAND (kontor_command_get_type ())
/**
 * KontorCommand:
 *
 * Something that can be done, as the search lists it: an action with a title
 * and its keys. Immutable.
 */
G_DECLARE_FINAL_TYPE (KontorCommand, kontor_command, KONTOR, COMMAND, GObject)

/** In the user's language. */
const char *kontor_command_get_title (KontorCommand *self);
/** (nullable): "Ctrl+N", "g o", as a person reads it */
const char *kontor_command_get_keys (KontorCommand *self);
const char *kontor_command_get_icon (KontorCommand *self);
/** Whether every word of @text begins a word of the title; an empty one does. */
gboolean kontor_command_matches (KontorCommand *self, const char *text);
/** Does it, as if the person had done it in @from. */
void kontor_command_run (KontorCommand *self, GtkWidget *from);

/**
 * kontor_command_list:
 * @view: (nullable): the one that is shown
 *
 * (transfer full) (element-type KontorCommand): what @view can do, how one comes to each view, and what the window and the
 * program can do.
 */
GListModel *kontor_command_list (KontorView *view);

G_END_DECLS
