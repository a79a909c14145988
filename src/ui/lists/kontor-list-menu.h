#pragma once

#include <gio/gio.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

/** The view options of a list: its order, and what can be done to its saved views; over the actions of KontorListPane. */
GMenuModel *kontor_list_menu_new (KontorEntity entity);

G_END_DECLS
