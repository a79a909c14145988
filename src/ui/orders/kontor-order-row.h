#pragma once

#include <adwaita.h>

#include "kontor-order-news.h"
#include "kontor-pending.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_ROW (kontor_order_row_get_type ())
/**
 * KontorOrderRow:
 *
 * An order in a list: who, how much, when and how it stands. Of the same height
 * whatever it shows, and made to show one order after another.
 *
 * Properties: "summary": what it shows, in a sentence for screen readers.
 */
G_DECLARE_FINAL_TYPE (KontorOrderRow, kontor_order_row, KONTOR, ORDER_ROW, AdwBin)

GtkWidget *kontor_order_row_new (KontorEngine *engine, KontorPending *pending, KontorOrderNews *news);

/** @order: (nullable): the KontorObject that it follows from now on */
void kontor_order_row_set_order (KontorOrderRow *self, KontorObject *order);
/** Shows what no commit of the order tells: its age, and its marks. */
void kontor_order_row_refresh (KontorOrderRow *self);
const char *kontor_order_row_get_summary (KontorOrderRow *self);

G_END_DECLS
