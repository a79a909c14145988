#pragma once

#include "kontor-list-pane.h"

G_BEGIN_DECLS

/**
 * kontor_list_pane_install_actions:
 *
 * Moving in a list, selecting, and what its empty states offer. Keys: j and k
 * move, x selects, Enter opens, Escape unselects, Ctrl+A selects all that the
 * list finds.
 */
void kontor_list_pane_install_actions (GtkWidgetClass *klass);

G_END_DECLS
