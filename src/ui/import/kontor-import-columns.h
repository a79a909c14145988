#pragma once

#include <adwaita.h>

#include "kontor-import.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_COLUMNS (kontor_import_columns_get_type ())
/**
 * KontorImportColumns:
 *
 * How a table was read, and what its columns are, for a person to correct.
 *
 * "format-changed": it is to be read anew, as kontor_import_columns_get_format () says.
 * "meaning-changed": another column is something else now.
 */
G_DECLARE_FINAL_TYPE (KontorImportColumns, kontor_import_columns, KONTOR, IMPORT_COLUMNS, AdwBin)

void kontor_import_columns_set_import (KontorImportColumns *self, KontorImport *import);
KontorCsvFormat kontor_import_columns_get_format (KontorImportColumns *self);

G_END_DECLS
