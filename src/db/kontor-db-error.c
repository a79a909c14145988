#include "kontor-db-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sqlite3.h>

#include "kontor-error.h"

static KontorError
code_of_errno (int errsv)
{
  switch (errsv) {
  case EACCES:
  case EPERM:
  case EROFS:
    return KONTOR_ERROR_DB_READ_ONLY;
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return KONTOR_ERROR_DB_FULL;
  case ENOENT:
  case ENOTDIR:
    return KONTOR_ERROR_NOT_FOUND;
  default:
    return KONTOR_ERROR_DB;
  }
}

static KontorError
code_of_sqlite (int code, int errsv)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return KONTOR_ERROR_DB_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return KONTOR_ERROR_DB_CORRUPT;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return KONTOR_ERROR_DB_READ_ONLY;
  case SQLITE_FULL:
    return KONTOR_ERROR_DB_FULL;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    return code_of_errno (errsv);
  default:
    return KONTOR_ERROR_DB;
  }
}

/* NULL where only the cause itself says anything. */
static const char *
describe (KontorError code)
{
  if (code == KONTOR_ERROR_DB_BUSY)
    return _("The database is in use by another program.");
  if (code == KONTOR_ERROR_DB_CORRUPT)
    return _("The database is damaged. It can be repaired, or restored from a backup.");
  if (code == KONTOR_ERROR_DB_READ_ONLY)
    return _("The database cannot be written. The file or its folder is read-only.");
  if (code == KONTOR_ERROR_DB_FULL)
    return _("There is no space left for the database. Nothing was lost; free some space and try again.");
  return NULL;
}

gboolean
kontor_db_set_errno_error (GError **error, int errsv, const char *path)
{
  KontorError code = code_of_errno (errsv);
  const char *text = describe (code);
  g_autofree char *name = g_filename_display_name (path);

  if (text != NULL)
    g_set_error (error, KONTOR_ERROR, code, "%s (%s: %s)", text, name, g_strerror (errsv));
  else
    g_set_error (error, KONTOR_ERROR, code, _("The database “%s” cannot be opened: %s"), name, g_strerror (errsv));
  return FALSE;
}

gboolean
kontor_db_set_sqlite_error (GError **error, int code, int errsv, const char *message)
{
  KontorError kontor_code = code_of_sqlite (code, errsv);
  const char *text = describe (kontor_code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
  else if (text != NULL)
    g_set_error (error, KONTOR_ERROR, kontor_code, "%s (%s)", text, message);
  else
    g_set_error (error, KONTOR_ERROR, kontor_code, _("The database failed: %s"), message);
  return FALSE;
}
