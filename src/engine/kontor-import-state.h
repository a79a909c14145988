#pragma once

#include "kontor-db.h"

G_BEGIN_DECLS

/**
 * KontorImportState:
 * @file: the table, as UTF-8; beside it "@file.rows", a byte with the verdict for each row
 * @layout: as text
 * @row, @offset, @line: with which row to go on
 * @left: how many there are from then on
 *
 * How far an import has come, as it is kept beside its action.
 */
typedef struct {
  gint64 account_id;
  char *file;
  char *layout;
  gint64 row;
  gint64 offset;
  gint64 line;
  gint64 left;
} KontorImportState;
void kontor_import_state_clear (KontorImportState *self);
char *kontor_import_state_to_json (const KontorImportState *self);
gboolean kontor_import_state_from_json (KontorImportState *self, const char *json, GError **error);

/** (transfer full): where the verdicts are. */
char *kontor_import_state_make_verdicts_path (const char *file);
/** @file: (out) (nullable) (transfer full): the table of an action that is an import under way */
gboolean kontor_import_state_find_file (KontorTxn *txn, gint64 action, char **file, GError **error);
/** Removes the files of an import. Any thread. */
void kontor_import_remove_files (const char *file);
/** Likewise, on a thread that may wait. */
void kontor_import_remove_files_later (const char *file);
/** Removes the tables that a life before left and no action needs, before new ones come. */
DexFuture *kontor_import_sweep (KontorDb *db) G_GNUC_WARN_UNUSED_RESULT;
/** (transfer full): where the tables are. */
char *kontor_import_make_folder (KontorDb *db);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorImportState, kontor_import_state_clear)

G_END_DECLS
