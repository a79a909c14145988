#pragma once

#include "kontor-results.h"
#include "kontor-sheet-column.h"

G_BEGIN_DECLS

/** Rows and columns of a table, @n_rows and @n_columns at least 1. */
typedef struct {
  guint row;
  guint n_rows;
  guint column;
  guint n_columns;
} KontorSheetRange;

/** @row, @column: within the range; @record: what is shown of the cell's object. */
typedef void (*KontorSheetFunc) (const KontorSheetColumn *column, guint row, guint index, const KontorRecord *present,
                                 const KontorRecord *record, gpointer data);

/**
 * kontor_sheet_work_run:
 * @rows: of KONTOR_ENTITY_VARIANT
 * @data: (transfer full)
 *
 * Goes through the cells of a range row by row, those not looked at yet
 * included, a few at a time, as one step of @sheet. Resolves to @data's owner
 * being done: TRUE.
 */
DexFuture *kontor_sheet_work_run (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows, KontorSheetRange range,
                                  KontorSheetFunc func, gpointer data, GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_sheet_work_paste:
 * @cells: (element-type GStrv) (transfer full): what repeats over the range
 *
 * Types into each cell of a range that can be changed. Resolves to TRUE.
 */
DexFuture *kontor_sheet_work_paste (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows, KontorSheetRange range,
                                    GPtrArray *cells) G_GNUC_WARN_UNUSED_RESULT;
/** Types what stands in the first row of a range into the others. */
DexFuture *kontor_sheet_work_fill (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows,
                                   KontorSheetRange range) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to the text of a range, as of kontor-csv-clip.h. */
DexFuture *kontor_sheet_work_copy (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows,
                                   KontorSheetRange range) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
