#pragma once

#include <gtk/gtk.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_ROW (kontor_customer_row_get_type ())
/**
 * KontorCustomerRow:
 *
 * A customer in the list: who it is, what they spent, how many orders they
 * have and when the last one was. Follows the customer.
 */
G_DECLARE_FINAL_TYPE (KontorCustomerRow, kontor_customer_row, KONTOR, CUSTOMER_ROW, GtkBox)

/** Makes rows for a list view of customers, and names them for screen readers. (transfer full) */
GtkListItemFactory *kontor_customer_row_make_factory (KontorEngine *engine);

G_END_DECLS
