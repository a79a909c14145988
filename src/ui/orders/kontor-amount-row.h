#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_AMOUNT_ROW (kontor_amount_row_get_type ())
/** KontorAmountRow: an amount of money at the end of a line, and what it is. */
G_DECLARE_FINAL_TYPE (KontorAmountRow, kontor_amount_row, KONTOR, AMOUNT_ROW, GtkBox)

/** @detail: (nullable): a smaller line below @label */
GtkWidget *kontor_amount_row_new (const char *label, const char *detail, const char *amount);
/** The sum of what stands above. */
void kontor_amount_row_set_sum (KontorAmountRow *self);

G_END_DECLS
