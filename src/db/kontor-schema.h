#pragma once

#include "kontor-db.h"

G_BEGIN_DECLS

/**
 * KontorMigration:
 * @resource: (nullable): a file of resources/sql
 * @sql: (nullable): the statements themselves, where they are in no file
 * @hook: (nullable): what SQL cannot do, run after it
 *
 * The step from one schema version to the next.
 */
typedef struct {
  const char *resource;
  const char *sql;
  gboolean (*hook) (KontorTxn *txn, GError **error);
} KontorMigration;

/**
 * KontorSchema:
 * @steps: as many as the version has; step 0 makes version 1 of an empty file
 * @read_row: how a touched row is read back for a notice
 * @rebuild_search: (nullable): writes anew what is computed from the rows
 * @mend: (nullable): makes up for lost rows without which others would go as well; after a repair
 * @machine_file: (nullable): holds the id of this machine
 *
 * What a database file is made of. There is one; tests plant others.
 */
typedef struct {
  const KontorMigration *steps;
  guint n_steps;
  KontorRecord *(*read_row) (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);
  gboolean (*rebuild_search) (KontorTxn *txn, GError **error);
  gboolean (*mend) (KontorTxn *txn, GError **error);
  const char *machine_file;
} KontorSchema;

extern const KontorSchema kontor_schema;

/** What the public functions of the same names do with kontor_schema; @schema must outlive the database. */
DexFuture *kontor_db_open_schema (const char *path, KontorDbOpenFlags flags, KontorClock *clock, const char *vfs,
                                  const KontorSchema *schema) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_db_repair_schema (const char *path, KontorClock *clock,
                                    const KontorSchema *schema) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_db_restore_schema (const char *backup, const char *path, KontorClock *clock,
                                     const KontorSchema *schema) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
