#pragma once

#include "kontor-engine.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_MENU_ITEM (kontor_order_menu_item_get_type ())
/**
 * KontorOrderMenuItem:
 *
 * An action on an order, which says what it sets off, or why it cannot be done.
 * Properties: "title"; "kind": of the op that it makes (nullable).
 */
G_DECLARE_FINAL_TYPE (KontorOrderMenuItem, kontor_order_menu_item, KONTOR, ORDER_MENU_ITEM, GtkButton)

/** Says what the action would do to @order. @account: (nullable) */
void kontor_order_menu_item_update (KontorOrderMenuItem *self, KontorAccount *account, const KontorRecord *order);

G_END_DECLS
