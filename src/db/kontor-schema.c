#include "kontor-schema.h"

#include "kontor-store.h"

static const KontorMigration steps[] = {
  { .resource = "001-schema.sql" },
};

const KontorSchema kontor_schema = {
  .steps = steps,
  .n_steps = G_N_ELEMENTS (steps),
  .read_row = kontor_store_read_row,
  .rebuild_search = kontor_store_rebuild_search,
  .machine_file = "/etc/machine-id",
};

DexFuture *
kontor_db_open (const char *path, KontorDbOpenFlags flags, KontorClock *clock, const char *vfs)
{
  return kontor_db_open_schema (path, flags, clock, vfs, &kontor_schema);
}

DexFuture *
kontor_db_repair (const char *path, KontorClock *clock)
{
  return kontor_db_repair_schema (path, clock, &kontor_schema);
}

DexFuture *
kontor_db_restore (const char *backup, const char *path, KontorClock *clock)
{
  return kontor_db_restore_schema (backup, path, clock, &kontor_schema);
}
