#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/** (transfer full): where the database of this user is: "kontor/kontor.db" in the data folder. */
char *kontor_files_dup_default_path (void);
/** Where this engine's is. */
const char *kontor_files_get_path (KontorEngine *engine);

/** The version of the database that this program writes. */
guint kontor_files_get_schema_version (void);

/** A checked copy of the whole database at @path, taken while work goes on. Resolves to TRUE. */
DexFuture *kontor_files_back_up (KontorEngine *engine, const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Looks for damage. Resolves to a GStrv of findings, empty where the file is sound. */
DexFuture *kontor_files_check (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_files_restore:
 * @path: a database that nobody has open
 *
 * Puts a backup in its place; the present file is kept beside it. The restored
 * outbox sends nothing until a person has looked at it. Resolves to TRUE.
 */
DexFuture *kontor_files_restore (const char *backup, const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Saves what can be read of a damaged database into a new one. Resolves to a GStrv that says what was saved and lost. */
DexFuture *kontor_files_repair (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
