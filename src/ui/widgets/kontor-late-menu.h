#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * kontor_late_menu_set:
 *
 * Gives @button a menu whose widgets are made when it is opened first. With
 * gtk_menu_button_set_menu_model () they are made at once, and those of the
 * window's menus are a good part of the work until its first frame.
 */
void kontor_late_menu_set (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
