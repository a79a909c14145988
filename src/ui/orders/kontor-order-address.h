#pragma once

#include "kontor-record.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_ADDRESS (kontor_order_address_get_type ())
/**
 * KontorOrderAddress:
 *
 * An address as a letter has it, with buttons that copy it and show it on a
 * map. Properties: "title".
 */
G_DECLARE_FINAL_TYPE (KontorOrderAddress, kontor_order_address, KONTOR, ORDER_ADDRESS, GtkBox)

/** @address: (nullable): NULL hides it; @same: (nullable): what is said in its place where it is no address of its own */
void kontor_order_address_show (KontorOrderAddress *self, const KontorRecord *address, const char *same);

G_END_DECLS
