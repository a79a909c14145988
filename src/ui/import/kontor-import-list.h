#pragma once

#include <adwaita.h>

#include "kontor-import.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_LIST (kontor_import_list_get_type ())
/**
 * KontorImportList:
 *
 * What a dry run found: the rows of a table by what comes of them, with every
 * difference.
 */
G_DECLARE_FINAL_TYPE (KontorImportList, kontor_import_list, KONTOR, IMPORT_LIST, AdwBin)

/** Shows @import, whose check has ended. */
void kontor_import_list_set_import (KontorImportList *self, KontorImport *import);

G_END_DECLS
