#pragma once

#include "kontor-engine.h"
#include "kontor-import-file.h"
#include "kontor-import-row.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT (kontor_import_get_type ())
/**
 * KontorImport:
 *
 * A table of products on its way into an account: it is read, its columns are
 * told, it is compared with what is here, and only then carried out. Main
 * thread; everything that takes long is done elsewhere, some rows at a time.
 *
 * Properties: "n-checked": rows compared so far.
 */
G_DECLARE_FINAL_TYPE (KontorImport, kontor_import, KONTOR, IMPORT, GObject)

/**
 * kontor_import_open:
 * @format: (nullable): how the file was written, where a person knows better than what is recognised
 *
 * Resolves to the KontorImport. Rejects with INVALID for what is no table.
 */
DexFuture *kontor_import_open (KontorEngine *engine, gint64 account_id, GFile *file,
                               const KontorCsvFormat *format) G_GNUC_WARN_UNUSED_RESULT;

const KontorCsvLayout *kontor_import_get_layout (KontorImport *self);
/** (element-type GStrv): the first rows */
GPtrArray *kontor_import_get_preview (KontorImport *self);
/** Characters of the file that its encoding does not have. */
guint kontor_import_get_n_replaced (KontorImport *self);

void kontor_import_set_meaning (KontorImport *self, guint column, KontorCsvMeaning meaning);
/** Whether empty cells empty what is there. */
void kontor_import_set_clear (KontorImport *self, gboolean clear);
/** (transfer full) (nullable): what keeps rows from being told apart; NULL: nothing */
char *kontor_import_dup_objection (KontorImport *self);

/** The dry run: compares all rows with what is here. Resolves to TRUE; cancelled by @cancellable (nullable). */
DexFuture *kontor_import_check (KontorImport *self, GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
guint kontor_import_get_n_checked (KontorImport *self);
/** Of the last check. */
guint kontor_import_count (KontorImport *self, KontorImportVerdict verdict);

/**
 * kontor_import_load_rows:
 * @verdicts: bits (1 << KontorImportVerdict)
 * @from: how many of those are passed over
 *
 * Resolves to a GPtrArray (element-type KontorImportRow) of at most @n rows.
 */
DexFuture *kontor_import_load_rows (KontorImport *self, guint verdicts, guint from, guint n) G_GNUC_WARN_UNUSED_RESULT;

/** Writes the rows that cannot be imported, with their numbers and why. Resolves to TRUE. */
DexFuture *kontor_import_save_faults (KontorImport *self, GFile *file) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_import_apply:
 *
 * Carries out what was checked, as one action: rows that are to be created or
 * changed, those of later parts in the next life of the program if need be.
 * Resolves to the gint64 action. The import is of no more use then.
 */
DexFuture *kontor_import_apply (KontorImport *self) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to the gint64 rows of an action of an import that are not queued yet. */
DexFuture *kontor_import_count_left (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
