#pragma once

#include <libdex.h>

#include "kontor-csv-layout.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_FILE (kontor_import_file_get_type ())

/**
 * KontorImportFile:
 * @path: of our own copy in UTF-8, so that what was looked at is what is imported
 * @layout: as it was recognised
 * @preview: (element-type GStrv): the first rows
 * @offset, @line: where the rows begin, after the headings
 * @n_replaced: characters that the encoding does not have
 *
 * A table that was read in. Immutable.
 */
typedef struct {
  gatomicrefcount ref_count;
  char *path;
  KontorCsvLayout *layout;
  GPtrArray *preview;
  guint64 offset;
  guint64 line;
  guint n_replaced;
} KontorImportFile;

GType kontor_import_file_get_type (void) G_GNUC_CONST;
KontorImportFile *kontor_import_file_ref (KontorImportFile *self);
void kontor_import_file_unref (KontorImportFile *self);

/**
 * kontor_import_file_read:
 * @folder: where our copy is put
 * @format: (nullable): how it was written, where a person knows better
 *
 * Resolves to the KontorImportFile. Rejects with INVALID where it is no table.
 */
DexFuture *kontor_import_file_read (GFile *file, const char *folder, const KontorCsvFormat *format) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportFile, kontor_import_file_unref)

G_END_DECLS
