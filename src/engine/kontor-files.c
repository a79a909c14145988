#include "kontor-files.h"

#include "kontor-db.h"
#include "kontor-schema.h"

char *
kontor_files_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "kontor", "kontor.db", NULL);
}

const char *
kontor_files_get_path (KontorEngine *engine)
{
  return kontor_db_get_path (kontor_engine_get_db (engine));
}

guint
kontor_files_get_schema_version (void)
{
  return kontor_schema.n_steps;
}

DexFuture *
kontor_files_back_up (KontorEngine *engine, const char *path)
{
  return kontor_db_backup (kontor_engine_get_db (engine), path);
}

DexFuture *
kontor_files_check (KontorEngine *engine)
{
  return kontor_db_check (kontor_engine_get_db (engine));
}

DexFuture *
kontor_files_restore (const char *backup, const char *path)
{
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return kontor_db_restore (backup, path, clock);
}

DexFuture *
kontor_files_repair (const char *path)
{
  g_autoptr (KontorClock) clock = kontor_clock_new ();

  return kontor_db_repair (path, clock);
}
