#pragma once

#include <adwaita.h>

#include "kontor-money.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MONEY_ROW (kontor_money_row_get_type ())
/**
 * KontorMoneyRow:
 *
 * An amount of money that a person types; empty is none. What is not understood
 * is marked.
 *
 * "edited": something was typed.
 */
G_DECLARE_FINAL_TYPE (KontorMoneyRow, kontor_money_row, KONTOR, MONEY_ROW, AdwEntryRow)

KontorMoneyRow *kontor_money_row_new (const char *title, const char *currency);
/** @rest: fills it in with one button: all that there is */
void kontor_money_row_set_rest (KontorMoneyRow *self, gint64 rest);
/** @amount: (out): millionths, 0 for none; it is untouched on failure */
gboolean kontor_money_row_read (KontorMoneyRow *self, gint64 *amount, GError **error);

G_END_DECLS
