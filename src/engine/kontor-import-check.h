#pragma once

#include "kontor-import-file.h"
#include "kontor-import-plan.h"
#include "kontor-import.h"

G_BEGIN_DECLS

/**
 * KontorImportCheck:
 *
 * A dry run: which row comes to what, 16 bytes a row. Shared with the reader's
 * thread, which alone works with it while a read of it is under way.
 */
typedef struct _KontorImportCheck KontorImportCheck;

KontorImportCheck *kontor_import_check_new (KontorPlatforms platforms, gint64 account_id, KontorImportFile *file,
                                            KontorCsvLayout *layout);
KontorImportCheck *kontor_import_check_ref (KontorImportCheck *self);
void kontor_import_check_unref (KontorImportCheck *self);

/** Compares some rows more. Resolves to whether there are more. */
DexFuture *kontor_import_check_part (KontorImportCheck *self, KontorDb *db, GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
guint kontor_import_check_get_n_rows (KontorImportCheck *self);
guint kontor_import_check_count (KontorImportCheck *self, KontorImportVerdict verdict);

/** See kontor_import_load_rows (). */
DexFuture *kontor_import_check_load (KontorImportCheck *self, KontorDb *db, guint verdicts, guint from,
                                     guint n) G_GNUC_WARN_UNUSED_RESULT;
/** Puts the verdicts beside the table. Resolves to TRUE. */
DexFuture *kontor_import_check_keep (KontorImportCheck *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportCheck, kontor_import_check_unref)

G_END_DECLS
