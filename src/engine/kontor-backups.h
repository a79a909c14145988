#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/**
 * KontorBackup:
 * @at: milliseconds UTC when it was made
 * @automatic: made by itself; the newest 7 of those are kept
 */
typedef struct {
  char *path;
  gint64 at;
  guint64 size;
  gboolean automatic;
} KontorBackup;
void kontor_backup_free (KontorBackup *self);

/** (transfer full): the folder "backups" beside the database. */
char *kontor_backups_dup_folder (KontorEngine *engine);

/** Resolves to a GPtrArray (element-type KontorBackup), newest first. */
DexFuture *kontor_backups_list (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;
/** The same for the database at @path, which nobody has to have open. */
DexFuture *kontor_backups_list_of (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Makes one that is kept until somebody removes it. Resolves to its path. */
DexFuture *kontor_backups_make (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/** Makes one unless there already is one of this day, and removes the oldest automatic ones. Resolves to whether it did. */
DexFuture *kontor_backups_make_daily (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBackup, kontor_backup_free)

G_END_DECLS
