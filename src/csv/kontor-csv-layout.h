#pragma once

#include <gio/gio.h>

#include "kontor-csv-column.h"
#include "kontor-csv-format.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CSV_LAYOUT (kontor_csv_layout_get_type ())

/**
 * KontorCsvLayout:
 * @headings: (array length=n_columns)
 * @columns: (array length=n_columns): what they mean
 * @clear: whether an empty cell empties what is there; else it leaves it alone
 * @zone: (nullable): of the store: what dates without one are in, an IANA name
 * @weight_unit: (nullable): in which the store weighs
 * @size_unit: (nullable): in which it measures
 *
 * How the rows of a table are read. Reference counted; immutable once shared.
 */
typedef struct {
  gatomicrefcount ref_count;
  KontorCsvFormat format;
  KontorCsvDialect dialect;
  guint n_columns;
  GStrv headings;
  KontorCsvColumn *columns;
  gboolean clear;
  char *zone;
  char *weight_unit;
  char *size_unit;
} KontorCsvLayout;

GType kontor_csv_layout_get_type (void) G_GNUC_CONST;
/** Columns as the headings say. @headings: (array length=n) */
KontorCsvLayout *kontor_csv_layout_new (const KontorCsvFormat *format, const char *const *headings, guint n);
KontorCsvLayout *kontor_csv_layout_ref (KontorCsvLayout *self);
void kontor_csv_layout_unref (KontorCsvLayout *self);
KontorCsvLayout *kontor_csv_layout_copy (const KontorCsvLayout *self);

/** Says what a column is. What was so before, but for options, is nothing then. */
void kontor_csv_layout_set_meaning (KontorCsvLayout *self, guint column, KontorCsvMeaning meaning);
/** Whether some column is that. */
gboolean kontor_csv_layout_has (const KontorCsvLayout *self, KontorCsvMeaning meaning);

/** As text, for keeping. */
char *kontor_csv_layout_to_text (const KontorCsvLayout *self);
/** Errors: KONTOR_ERROR_INVALID. */
KontorCsvLayout *kontor_csv_layout_from_text (const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCsvLayout, kontor_csv_layout_unref)

G_END_DECLS
