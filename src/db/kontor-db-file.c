#include "kontor-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kontor-db-error.h"
#include "kontor-error.h"

#define PAGES_PER_STEP 1024

/* Where SQLite keeps what in the first bytes of a file. */
#define MAGIC "SQLite format 3"
#define HEADER_SIZE 100
#define VERSION_OFFSET 60
#define APPLICATION_OFFSET 68

static guint32
read_number (const guint8 *header, guint offset)
{
  guint32 number;

  memcpy (&number, header + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static gboolean
inspect_header (const char *path, const guint8 *header, guint newest, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  guint32 application = read_number (header, APPLICATION_OFFSET);

  if (memcmp (header, MAGIC, sizeof MAGIC) != 0)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT,
                 _("“%s” is no database, or its beginning was overwritten."), name);
  else if (application != 0 && application != KONTOR_APPLICATION_ID)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, _("“%s” is the database of another program."), name);
  else if (read_number (header, VERSION_OFFSET) > newest)
    g_set_error (
        error, KONTOR_ERROR, KONTOR_ERROR_DB_NEWER,
        _("“%s” was written by a newer version of Kontor. Update Kontor to open it; nothing in it was changed."),
        name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
has_file (const char *folder, const char *prefix, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && strstr (name + strlen (prefix), part) != NULL)
      return TRUE;
  return FALSE;
}

/* What was kept of an earlier state: backups, copies before an update, what a repair or a backup took the place of. */
static gboolean
has_earlier (const char *path)
{
  static const char *const parts[] = { ".bak", ".damaged-", ".before-restore-" };
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *backups = g_build_filename (folder, KONTOR_DB_BACKUP_FOLDER, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (has_file (folder, name, parts[i]))
      return TRUE;
  return has_file (backups, "", ".db");
}

/* A crash while a database is made leaves an empty file; where there was one before, its rows were lost otherwise. */
static gboolean
inspect_empty (const char *path, KontorDbOpenFlags flags, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if ((flags & KONTOR_DB_OPEN_CREATE) != 0 && !has_earlier (path))
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT,
               _("“%s” is empty. Restore it from a backup; to begin anew, remove it."), name);
  return FALSE;
}

/* Then the file is half-written, and SQLite puts it right when it opens it. */
static gboolean
has_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  return g_file_test (journal, G_FILE_TEST_EXISTS);
}

gboolean
kontor_db_file_inspect (const char *path, KontorDbOpenFlags flags, const KontorSchema *schema, gboolean *exists,
                        GError **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);
  guint8 header[HEADER_SIZE] = { 0 };
  ssize_t length;

  *exists = fd >= 0;
  if (fd < 0 && errno == ENOENT && (flags & KONTOR_DB_OPEN_CREATE) != 0)
    return TRUE;
  if (fd < 0)
    return kontor_db_set_errno_error (error, errno, path);
  length = read (fd, header, sizeof header);
  if (length < 0)
    return kontor_db_set_errno_error (error, errno, path);
  if (has_journal (path))
    return TRUE;
  if (length == 0)
    return inspect_empty (path, flags, error);
  return inspect_header (path, header, schema->n_steps, error);
}

gboolean
kontor_db_file_check (KontorConnection *connection, GError **error)
{
  KontorStmt *stmt = kontor_connection_prepare (connection, "PRAGMA quick_check(1)", error);
  g_autofree char *finding = NULL;

  if (stmt == NULL || kontor_stmt_step (stmt, error) == KONTOR_STEP_ERROR)
    return FALSE;
  finding = kontor_stmt_dup_text (stmt, 0);
  kontor_stmt_reset (stmt);
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;
  return kontor_db_set_sqlite_error (error, SQLITE_CORRUPT, 0, finding != NULL ? finding : "quick_check");
}

/* SQLite would make it readable by all. */
gboolean
kontor_db_file_make (const char *path, GError **error)
{
  g_autofd int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return kontor_db_set_errno_error (error, errno, path);
  return TRUE;
}

static gboolean
copy_pages (KontorConnection *from, KontorConnection *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to->handle, "main", from->handle, "main");
  int code = SQLITE_OK;

  if (backup == NULL)
    return kontor_connection_fail (to, error);
  while (code == SQLITE_OK)
    code = sqlite3_backup_step (backup, PAGES_PER_STEP);
  sqlite3_backup_finish (backup);
  if (code != SQLITE_DONE)
    return kontor_db_set_sqlite_error (error, code, sqlite3_system_errno (to->handle), sqlite3_errstr (code));
  /* One file, without a log beside it. */
  return kontor_connection_exec (to, error, "PRAGMA journal_mode=DELETE");
}

static gboolean
copy_to (KontorConnection *from, const char *path, GError **error)
{
  g_autoptr (KontorConnection) to = NULL;

  if (!kontor_db_file_make (path, error))
    return FALSE;
  to = kontor_connection_new (path, KONTOR_CONNECTION_WRITER, SQLITE_OPEN_READWRITE, NULL, NULL, error);
  if (to == NULL || !copy_pages (from, to, error) || !kontor_db_file_check (to, error))
    return FALSE;
  g_clear_pointer (&to, kontor_connection_free);
  return kontor_db_file_sync (path, error);
}

gboolean
kontor_db_file_copy (KontorConnection *connection, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  kontor_db_file_remove (part);
  if (!copy_to (connection, part, error)) {
    kontor_db_file_remove (part);
    return FALSE;
  }
  if (g_rename (part, path) != 0)
    return kontor_db_set_errno_error (error, errno, path);
  return kontor_db_file_sync_folder (path, error);
}

gboolean
kontor_db_file_sync (const char *path, GError **error)
{
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    return kontor_db_set_errno_error (error, errno, path);
  return TRUE;
}

gboolean
kontor_db_file_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofd int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    return kontor_db_set_errno_error (error, errno, folder);
  return TRUE;
}

/* "@path.<word>-2026-01-31T120000", with a number where there is one of that name. */
static char *
name_aside (const char *path, const char *word, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / 1000);
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%dT%H%M%S");
  char *name = g_strdup_printf ("%s.%s-%s", path, word, stamp);

  for (guint n = 2; g_file_test (name, G_FILE_TEST_EXISTS); n++) {
    g_free (name);
    name = g_strdup_printf ("%s.%s-%s-%u", path, word, stamp, n);
  }
  return name;
}

static gboolean
move_log_aside (const char *path, const char *aside, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *aside_log = g_strconcat (aside, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  struct stat info;

  g_unlink (index);
  if (stat (log, &info) == 0 && info.st_size == 0)
    g_unlink (log);
  if (g_rename (log, aside_log) != 0 && errno != ENOENT)
    return kontor_db_set_errno_error (error, errno, path);
  return TRUE;
}

/* By a second name, so that there is a file at @path at any moment. */
static gboolean
keep_aside (const char *path, const char *aside, GError **error)
{
  if (link (path, aside) == 0)
    return TRUE;
  if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS)
    return kontor_db_set_errno_error (error, errno, path);
  if (g_rename (path, aside) != 0)
    return kontor_db_set_errno_error (error, errno, path);
  return TRUE;
}

gboolean
kontor_db_file_replace (const char *prepared, const char *path, const char *word, gint64 now, GError **error)
{
  g_autofree char *aside = name_aside (path, word, now);
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);

  if (!kontor_db_file_sync (prepared, error) || (exists && !keep_aside (path, aside, error)))
    return FALSE;
  /* A log that stayed behind would be written into the new file. */
  if (!move_log_aside (path, aside, error))
    return FALSE;
  if (g_rename (prepared, path) != 0)
    return kontor_db_set_errno_error (error, errno, path);
  return kontor_db_file_sync_folder (path, error);
}

/* With the log and the index that belong to it. */
void
kontor_db_file_remove (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  g_unlink (path);
  g_unlink (log);
  g_unlink (index);
  g_unlink (journal);
}
