#include "kontor-db-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "kontor-db-error.h"
#include "kontor-db-task.h"
#include "kontor-error.h"

typedef struct {
  char *backup;
  char *path;
  KontorClock *clock;
  const KontorSchema *schema;
} Restore;

static void
restore_free (Restore *self)
{
  g_free (self->backup);
  g_free (self->path);
  g_object_unref (self->clock);
  g_free (self);
}

static gboolean
copy_backup (Restore *self, const char *to, GError **error)
{
  g_autoptr (KontorConnection) backup = NULL;
  gboolean exists;
  gint64 version;

  if (!kontor_db_file_inspect (self->backup, KONTOR_DB_OPEN_DEFAULT, self->schema, &exists, error))
    return FALSE;
  backup = kontor_connection_new (self->backup, KONTOR_CONNECTION_READER, SQLITE_OPEN_READONLY, NULL, NULL, error);
  if (backup == NULL || !kontor_migrate_get_version (backup, &version, error))
    return FALSE;
  if (version == 0) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, _("“%s” is no backup of Kontor."), self->backup);
    return FALSE;
  }
  return kontor_db_file_copy (backup, to, error);
}

/* What its outbox would send may long have been sent, and the file belongs to whoever opens it next. */
static gboolean
mark (Restore *self, KontorConnection *connection, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };

  return kontor_txn_begin_write (&txn, connection, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, 0,
                                 kontor_clock_now (self->clock), error) &&
         kontor_installation_pause (&txn, error) &&
         kontor_txn_run (&txn, error, "DELETE FROM state WHERE key = 'installation'", NULL) &&
         kontor_txn_commit (&txn, error);
}

static gboolean
prepare_file (Restore *self, const char *path, GError **error)
{
  g_autoptr (KontorConnection) connection = NULL;

  if (!copy_backup (self, path, error))
    return FALSE;
  connection = kontor_connection_new (path, KONTOR_CONNECTION_WRITER, SQLITE_OPEN_READWRITE, NULL, NULL, error);
  return connection != NULL && mark (self, connection, error);
}

static gboolean
restore_locked (Restore *self, GError **error)
{
  g_autofree char *prepared = g_strconcat (self->path, ".restored", NULL);

  if (prepare_file (self, prepared, error) &&
      kontor_db_file_replace (prepared, self->path, "before-restore", kontor_clock_now (self->clock), error))
    return TRUE;
  kontor_db_file_remove (prepared);
  return FALSE;
}

static gboolean
restore (gpointer data, GValue *result, GError **error)
{
  Restore *self = data;
  g_autoptr (KontorDbLock) lock = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return kontor_db_set_errno_error (error, errno, folder);
  lock = kontor_db_lock_acquire (self->path, error);
  if (lock == NULL || !restore_locked (self, error))
    return FALSE;
  kontor_db_lock_clear_doubts (lock);
  return TRUE;
}

DexFuture *
kontor_db_restore_schema (const char *backup, const char *path, KontorClock *clock, const KontorSchema *schema)
{
  Restore *self;

  g_return_val_if_fail (backup != NULL && path != NULL, NULL);
  g_return_val_if_fail (KONTOR_IS_CLOCK (clock), NULL);

  self = g_new0 (Restore, 1);
  self->backup = g_canonicalize_filename (backup, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  self->clock = g_object_ref (clock);
  self->schema = schema;
  return kontor_db_run_task ("db-restore", restore, self, (GDestroyNotify) restore_free);
}
