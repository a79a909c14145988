#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * kontor_dialog_keep_focus:
 *
 * Where @dialog is a sheet at the bottom, as on a phone, libadwaita gives the
 * focus to its first button when it opens, whatever its focus widget is. With
 * this the one that is its focus widget now gets it there, too.
 */
void kontor_dialog_keep_focus (AdwDialog *dialog);

G_END_DECLS
