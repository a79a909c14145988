#pragma once

#include "kontor-list-pane.h"

G_BEGIN_DECLS

/*
 * What a person does to the saved views of a list, as actions of its pane; what
 * went wrong is said at the foot of its window.
 */

void kontor_list_views_install_actions (GtkWidgetClass *klass);
/** Enables what can be done to the view that is shown. The results must have a query. */
void kontor_list_views_update_actions (KontorListPane *pane);

G_END_DECLS
