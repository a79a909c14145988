#pragma once

#include "kontor-account.h"
#include "kontor-sheet.h"

G_BEGIN_DECLS

/**
 * KontorSheetColumn:
 * @title: (translatable)
 * @entity: whose field it shows: of the variant of a row, or of its product
 * @words: what is searched and replaced in
 *
 * A column of the table of products.
 */
typedef struct {
  const char *title;
  KontorEntity entity;
  guint field;
  gboolean number;
  gboolean words;
  int width;
} KontorSheetColumn;

const KontorSheetColumn *kontor_sheet_column_list (guint *n_columns);

/** (transfer full): a cell as it is shown, and as it may be typed. @record: of the column's entity */
char *kontor_sheet_column_dup_text (const KontorSheetColumn *self, const KontorRecord *record);

/** (transfer full) (nullable): why a cell cannot be changed; NULL: it can. @account: (nullable) */
char *kontor_sheet_column_dup_refusal (const KontorSheetColumn *self, KontorAccount *account, const KontorRecord *record);

/**
 * kontor_sheet_column_type:
 * @present: as the shop has it
 *
 * Puts what a person typed or pasted into a cell of @sheet, where it is a change
 * or a fault. What reads like what is there is none.
 */
void kontor_sheet_column_type (const KontorSheetColumn *self, KontorSheet *sheet, const KontorRecord *present, const char *text);

G_END_DECLS
