#include "kontor-backups.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "kontor-db.h"
#include "kontor-files.h"

#define KEPT 7
#define AUTOMATIC "daily-"
#define BY_HAND "kontor-"
/* UTC, so that names sort by time whatever the clock was set to. */
#define STAMP "%Y-%m-%d-%H%M%S"

void
kontor_backup_free (KontorBackup *self)
{
  g_free (self->path);
  g_free (self);
}

static char *
make_folder_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, KONTOR_DB_BACKUP_FOLDER, NULL);
}

char *
kontor_backups_dup_folder (KontorEngine *engine)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return make_folder_path (kontor_files_get_path (engine));
}

/* (transfer full) (nullable): NULL for what is no backup of ours */
static KontorBackup *
read_backup (const char *folder, const char *name)
{
  gboolean automatic = g_str_has_prefix (name, AUTOMATIC);
  int year, month, day, hour, minute, second;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GDateTime) at = NULL;
  KontorBackup *backup;
  GStatBuf info;

  if ((!automatic && !g_str_has_prefix (name, BY_HAND)) || !g_str_has_suffix (name, ".db") ||
      sscanf (strchr (name, '-') + 1, "%4d-%2d-%2d-%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) != 6 ||
      (at = g_date_time_new_utc (year, month, day, hour, minute, second)) == NULL || g_stat (path, &info) != 0)
    return NULL;
  backup = g_new0 (KontorBackup, 1);
  backup->path = g_steal_pointer (&path);
  backup->at = g_date_time_to_unix (at) * 1000;
  backup->size = (guint64) info.st_size;
  backup->automatic = automatic;
  return backup;
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const KontorBackup *first = *(KontorBackup *const *) a, *second = *(KontorBackup *const *) b;

  return (second->at > first->at) - (second->at < first->at);
}

static GPtrArray *
read_folder (const char *folder)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_backup_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    KontorBackup *backup = read_backup (folder, name);

    if (backup != NULL)
      g_ptr_array_add (backups, backup);
  }
  g_ptr_array_sort (backups, compare_age);
  return backups;
}

static DexFuture *
list_fiber (gpointer data)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, read_folder (data));
}

DexFuture *
kontor_backups_list (KontorEngine *engine)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_backups_list_of (kontor_files_get_path (engine));
}

DexFuture *
kontor_backups_list_of (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, list_fiber, make_folder_path (path), g_free);
}

static DexFuture *
prune_fiber (gpointer data)
{
  g_autoptr (GPtrArray) backups = read_folder (data);
  guint n = 0;

  for (guint i = 0; i < backups->len; i++) {
    const KontorBackup *backup = g_ptr_array_index (backups, i);

    if (backup->automatic && ++n > KEPT)
      g_unlink (backup->path);
  }
  return dex_future_new_true ();
}

static DexFuture *
make_folder_fiber (gpointer data)
{
  if (g_mkdir_with_parents (data, 0700) != 0)
    return dex_future_new_reject (G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s", g_strerror (errno));
  return dex_future_new_true ();
}

static DexFuture *
in_thread (DexFiberFunc func, const char *folder)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, func, g_strdup (folder), g_free);
}

static GDateTime *
get_now (KontorEngine *engine)
{
  return g_date_time_new_from_unix_utc (kontor_clock_now (kontor_engine_get_clock (engine)) / 1000);
}

/* (transfer full) (nullable): the path; awaits */
static char *
await_backup (KontorEngine *engine, const char *kind, GError **error)
{
  g_autofree char *folder = kontor_backups_dup_folder (engine);
  g_autoptr (GDateTime) now = get_now (engine);
  g_autofree char *stamp = g_date_time_format (now, STAMP);
  g_autofree char *name = g_strconcat (kind, stamp, ".db", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!dex_await (in_thread (make_folder_fiber, folder), error) ||
      !dex_await (kontor_files_back_up (engine, path), error))
    return NULL;
  return g_steal_pointer (&path);
}

static DexFuture *
make_fiber (gpointer data)
{
  GError *error = NULL;
  char *path = await_backup (data, BY_HAND, &error);

  return path != NULL ? dex_future_new_take_string (path) : dex_future_new_for_error (error);
}

DexFuture *
kontor_backups_make (KontorEngine *engine)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return dex_scheduler_spawn (NULL, 0, make_fiber, g_object_ref (engine), g_object_unref);
}

/* By this computer's calendar; a clock that was set back does not make a second one either. */
static gboolean
is_due (KontorEngine *engine, GPtrArray *backups)
{
  g_autoptr (GDateTime) now = get_now (engine), today = g_date_time_to_local (now);

  for (guint i = 0; i < backups->len; i++) {
    const KontorBackup *backup = g_ptr_array_index (backups, i);
    g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (backup->at / 1000);

    if (!backup->automatic)
      continue;
    return backup->at / 1000 < g_date_time_to_unix (now) &&
           (g_date_time_get_year (at) != g_date_time_get_year (today) ||
            g_date_time_get_day_of_year (at) != g_date_time_get_day_of_year (today));
  }
  return TRUE;
}

static DexFuture *
make_daily_fiber (gpointer data)
{
  KontorEngine *engine = data;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *folder = kontor_backups_dup_folder (engine);
  g_autofree char *path = NULL;
  GError *error = NULL;

  backups = dex_await_boxed (kontor_backups_list (engine), &error);
  if (backups == NULL)
    return dex_future_new_for_error (error);
  if (!is_due (engine, backups))
    return dex_future_new_false ();
  path = await_backup (engine, AUTOMATIC, &error);
  if (path == NULL || !dex_await (in_thread (prune_fiber, folder), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
kontor_backups_make_daily (KontorEngine *engine)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return dex_scheduler_spawn (NULL, 0, make_daily_fiber, g_object_ref (engine), g_object_unref);
}
