#include "kontor-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "kontor-db-error.h"
#include "kontor-error.h"

static gboolean
make_folder (KontorDb *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if ((self->flags & KONTOR_DB_OPEN_CREATE) != 0 && g_mkdir_with_parents (folder, 0700) != 0)
    return kontor_db_set_errno_error (error, errno, folder);
  return TRUE;
}

static gboolean
make_file (KontorDb *self, GError **error)
{
  return kontor_db_file_make (self->path, error) && kontor_db_file_sync_folder (self->path, error);
}

static void
close_to_others (const char *path)
{
  struct stat info;

  if (stat (path, &info) == 0 && (info.st_mode & 077) != 0 && chmod (path, info.st_mode & 0700) != 0)
    g_debug ("The mode of the database could not be changed: %s", g_strerror (errno));
}

/* SQLite would go on with a file that it can only read. */
static gboolean
check_writable (KontorDb *self, GError **error)
{
  g_autofd int fd = open (self->path, O_WRONLY | O_CLOEXEC);

  return fd >= 0 || kontor_db_set_errno_error (error, errno, self->path);
}

/* What the header cannot tell of a file whose last changes are still in the log. */
static gboolean
inspect_connection (KontorDb *self, gint64 *version, GError **error)
{
  KontorConnection *writer = self->writer.connection;
  g_autofree char *name = g_path_get_basename (self->path);
  gint64 n_tables;

  if (!kontor_migrate_get_version (writer, version, error) ||
      !kontor_connection_query_int (writer, &n_tables, error, "SELECT count(*) FROM sqlite_schema"))
    return FALSE;
  if (*version == 0 && n_tables > 0) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, _("“%s” is the database of another program."), name);
    return FALSE;
  }
  if (*version < 0 || *version > self->schema->n_steps) {
    g_set_error (
        error, KONTOR_ERROR, KONTOR_ERROR_DB_NEWER,
        _("“%s” was written by a newer version of Kontor. Update Kontor to open it; nothing in it was changed."),
        name);
    return FALSE;
  }
  return TRUE;
}

static gboolean
connect_writer (KontorDb *self, gint64 *version, GError **error)
{
  self->writer.connection =
      kontor_connection_new (self->path, KONTOR_CONNECTION_WRITER, SQLITE_OPEN_READWRITE, self->vfs, self->lock, error);
  if (self->writer.connection == NULL)
    return FALSE;
  /* Until the file is accepted, closing it must not bring the log into it. */
  sqlite3_db_config (self->writer.connection->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!inspect_connection (self, version, error))
    return FALSE;
  sqlite3_db_config (self->writer.connection->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

static gboolean
check_if_in_doubt (KontorDb *self, GError **error)
{
  if (!kontor_db_lock_has_doubts (self->lock))
    return TRUE;
  if (!kontor_db_file_check (self->writer.connection, error))
    return FALSE;
  kontor_db_lock_clear_doubts (self->lock);
  return TRUE;
}

static gboolean
use_log (KontorDb *self, GError **error)
{
  KontorConnection *writer = self->writer.connection;
  KontorStmt *stmt = kontor_connection_prepare (writer, "PRAGMA journal_mode=WAL", error);
  g_autofree char *mode = NULL;

  if (stmt == NULL || kontor_stmt_step (stmt, error) == KONTOR_STEP_ERROR)
    return FALSE;
  mode = kontor_stmt_dup_text (stmt, 0);
  kontor_stmt_reset (stmt);
  if (g_strcmp0 (mode, "wal") == 0)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, _("The folder of “%s” does not support what a database needs."),
               self->path);
  return FALSE;
}

static gboolean
back_up (KontorDb *self, gint64 version, gint64 now, GError **error)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / 1000);
  g_autofree char *day = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *path = g_strdup_printf ("%s.v%d-%s.bak", self->path, (int) version, day);

  return kontor_db_file_copy (self->writer.connection, path, error);
}

static gboolean
migrate (KontorDb *self, gint64 version, GError **error)
{
  gint64 now = kontor_clock_now (self->clock);

  if (version == self->schema->n_steps)
    return TRUE;
  if (version > 0 && !back_up (self, version, now, error))
    return FALSE;
  if (!kontor_migrate (self->writer.connection, self->schema, self->schema->n_steps, now, error))
    return FALSE;
  /* The header then names the version, so that an older Kontor refuses the file at a glance. */
  return kontor_connection_exec (self->writer.connection, error, "PRAGMA wal_checkpoint(TRUNCATE)");
}

static gboolean
load_seq (KontorDb *self, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };

  if (!kontor_txn_begin_read (&txn, self->writer.connection, NULL, 0, error))
    return FALSE;
  self->seq = txn.seq;
  return TRUE;
}

static gboolean
settle_installation (KontorDb *self, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };

  return kontor_txn_begin_write (&txn, self->writer.connection, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL,
                                 self->seq + 1, kontor_clock_now (self->clock), error) &&
         kontor_installation_settle (&txn, self->schema->machine_file, error) && kontor_txn_commit (&txn, error);
}

static gboolean
connect_readers (KontorDb *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++) {
    self->readers[i].connection = kontor_connection_new (self->path, KONTOR_CONNECTION_READER, SQLITE_OPEN_READWRITE,
                                                         self->vfs, self->lock, error);
    if (self->readers[i].connection == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
open_locked (KontorDb *self, GError **error)
{
  gint64 version;

  close_to_others (self->path);
  return check_writable (self, error) && connect_writer (self, &version, error) && check_if_in_doubt (self, error) &&
         use_log (self, error) && migrate (self, version, error) && load_seq (self, error) &&
         settle_installation (self, error) && connect_readers (self, error);
}

gboolean
kontor_db_open_files (KontorDb *self, GError **error)
{
  gboolean exists = TRUE;

  if ((self->flags & KONTOR_DB_OPEN_CREATE) == 0 && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    return kontor_db_set_errno_error (error, ENOENT, self->path);
  if (!make_folder (self, error))
    return FALSE;
  self->lock = kontor_db_lock_acquire (self->path, error);
  if (self->lock == NULL)
    return FALSE;
  if (kontor_db_file_inspect (self->path, self->flags, self->schema, &exists, error) &&
      (exists || make_file (self, error)) && open_locked (self, error))
    return TRUE;
  kontor_db_close_files (self);
  if (!exists)
    kontor_db_file_remove (self->path);
  return FALSE;
}

void
kontor_db_close_files (KontorDb *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    g_clear_pointer (&self->readers[i].connection, kontor_connection_free);
  g_clear_pointer (&self->writer.connection, kontor_connection_free);
  g_clear_pointer (&self->lock, kontor_db_lock_release);
}
