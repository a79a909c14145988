#pragma once

#include <adwaita.h>

#include "kontor-sheet-work.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SHEET_GRID (kontor_sheet_grid_get_type ())
/**
 * KontorSheetGrid:
 *
 * The table of products and variants, of which any cell is typed into. It has a
 * cursor and a range of cells around it, as spreadsheets have.
 *
 * "grid.*" actions: what can be done to the range.
 */
G_DECLARE_FINAL_TYPE (KontorSheetGrid, kontor_sheet_grid, KONTOR, SHEET_GRID, AdwBin)

/** Once only. */
void kontor_sheet_grid_set_sheet (KontorSheetGrid *self, KontorEngine *engine, KontorSheet *sheet);
/** @query: of KONTOR_ENTITY_VARIANT */
void kontor_sheet_grid_set_query (KontorSheetGrid *self, KontorQuery *query);
KontorResults *kontor_sheet_grid_get_rows (KontorSheetGrid *self);

/** Puts the cursor on a cell, with the focus. */
void kontor_sheet_grid_go (KontorSheetGrid *self, guint row, guint column);
KontorSheetRange kontor_sheet_grid_get_range (KontorSheetGrid *self);
/** Types into every cell of the range. */
void kontor_sheet_grid_type (KontorSheetGrid *self, const char *text);
/** Ends typing; what was typed counts. */
void kontor_sheet_grid_flush (KontorSheetGrid *self);

G_END_DECLS
