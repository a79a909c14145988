#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a table holds, in a person's words (translated): "Orders" of "order", "Details of orders" of "order_line". Several tables share one. */
const char *kontor_table_label (const char *table);

G_END_DECLS
