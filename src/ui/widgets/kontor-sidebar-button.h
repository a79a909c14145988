#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_SIDEBAR_BUTTON (kontor_sidebar_button_get_type ())
/**
 * KontorSidebarButton:
 *
 * Shows and hides the sidebar; there only where the sidebar is folded away.
 * Stands first in the header bar of each view's list.
 */
G_DECLARE_FINAL_TYPE (KontorSidebarButton, kontor_sidebar_button, KONTOR, SIDEBAR_BUTTON, AdwBin)

G_END_DECLS
