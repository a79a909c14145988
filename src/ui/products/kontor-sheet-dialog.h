#pragma once

#include <adwaita.h>

#include "kontor-sheet-grid.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SHEET_DIALOG (kontor_sheet_dialog_get_type ())
/**
 * KontorSheetDialog:
 *
 * All products and variants of an account, or of all, as a table that is edited
 * as a spreadsheet is; with a bar that says how many changes wait.
 */
G_DECLARE_FINAL_TYPE (KontorSheetDialog, kontor_sheet_dialog, KONTOR, SHEET_DIALOG, AdwDialog)

/** @account_id: 0 for all */
AdwDialog *kontor_sheet_dialog_new (KontorEngine *engine, gint64 account_id);

KontorSheetGrid *kontor_sheet_dialog_get_grid (KontorSheetDialog *self);
KontorSheet *kontor_sheet_dialog_get_sheet (KontorSheetDialog *self);

G_END_DECLS
