#pragma once

#include "kontor-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SIDEBAR_ROW (kontor_sidebar_row_get_type ())
/**
 * KontorSidebarRow:
 *
 * A view's row in the sidebar, with a count where work waits.
 */
G_DECLARE_FINAL_TYPE (KontorSidebarRow, kontor_sidebar_row, KONTOR, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *kontor_sidebar_row_new (KontorView *view);
KontorView *kontor_sidebar_row_get_view (KontorSidebarRow *self);

G_END_DECLS
