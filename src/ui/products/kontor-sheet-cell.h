#pragma once

#include <gtk/gtk.h>

#include "kontor-sheet-column.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SHEET_CELL (kontor_sheet_cell_get_type ())
/**
 * KontorSheetCell:
 *
 * One cell of the table of products: what is there or shall be, how that
 * stands, and the field in which it is typed.
 *
 * "committed" (string, int): something was typed; then where to go: a
 * GtkDirectionType, or -1 to stay. "left": typing ended without.
 */
G_DECLARE_FINAL_TYPE (KontorSheetCell, kontor_sheet_cell, KONTOR, SHEET_CELL, GtkWidget)

/** @column: static */
GtkWidget *kontor_sheet_cell_new (const KontorSheetColumn *column, guint index);

const KontorSheetColumn *kontor_sheet_cell_get_column (KontorSheetCell *self);
guint kontor_sheet_cell_get_index (KontorSheetCell *self);

/** @item: (nullable): which row it stands in while it is bound; @object: (nullable): whose field it shows */
void kontor_sheet_cell_bind (KontorSheetCell *self, GtkColumnViewCell *item, KontorObject *object);
/** (nullable): (transfer none) */
KontorObject *kontor_sheet_cell_get_object (KontorSheetCell *self);
/** GTK_INVALID_LIST_POSITION while it is in no row. */
guint kontor_sheet_cell_get_position (KontorSheetCell *self);
/** (nullable): as the shop has it; NULL while it is not read */
KontorRecord *kontor_sheet_cell_get_present (KontorSheetCell *self);

/** Shows what is there. @refusal: (nullable): why it cannot be changed */
void kontor_sheet_cell_show (KontorSheetCell *self, KontorSheet *sheet, const char *refusal);
void kontor_sheet_cell_mark (KontorSheetCell *self, gboolean in_range, gboolean cursor);

/** @text: (nullable): what stands there first; NULL: what is there now */
void kontor_sheet_cell_edit (KontorSheetCell *self, const char *text);
gboolean kontor_sheet_cell_is_editing (KontorSheetCell *self);
/** Ends typing; what was typed counts. */
void kontor_sheet_cell_commit (KontorSheetCell *self, int direction);
/** (nullable): where it is typed, for keys that are handed on. */
GtkWidget *kontor_sheet_cell_get_entry (KontorSheetCell *self);

G_END_DECLS
