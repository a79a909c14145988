#include "kontor-db-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"

KontorStmt *
kontor_stmt_new (KontorConnection *connection, sqlite3_stmt *handle)
{
  KontorStmt *self = g_new0 (KontorStmt, 1);

  self->connection = connection;
  self->handle = handle;
  return self;
}

void
kontor_stmt_free (KontorStmt *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

static void
remember (KontorStmt *self, int code)
{
  if (self->code == SQLITE_OK)
    self->code = code;
}

static int
bind_bytes (KontorStmt *self, int index, GBytes *bytes)
{
  gsize size = 0;
  const void *data;

  if (bytes == NULL)
    return sqlite3_bind_null (self->handle, index);
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    return sqlite3_bind_zeroblob (self->handle, index, 0);
  return sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_TRANSIENT);
}

static int
bind_one (KontorStmt *self, int index, char letter, va_list *args)
{
  switch (letter) {
  case 'i':
    return sqlite3_bind_int64 (self->handle, index, va_arg (*args, gint64));
  case 'b':
    return sqlite3_bind_int (self->handle, index, va_arg (*args, gboolean) != FALSE);
  case 't':
    return sqlite3_bind_text (self->handle, index, va_arg (*args, const char *), -1, SQLITE_TRANSIENT);
  case 's':
    return sqlite3_bind_text (self->handle, index, va_arg (*args, const char *), -1, SQLITE_STATIC);
  case 'y':
    return bind_bytes (self, index, va_arg (*args, GBytes *));
  case 'n':
    return sqlite3_bind_null (self->handle, index);
  default:
    g_critical ("There is no parameter format “%c”", letter);
    return SQLITE_MISUSE;
  }
}

void
kontor_stmt_bind_valist (KontorStmt *self, const char *format, va_list *args)
{
  int n_parameters = sqlite3_bind_parameter_count (self->handle);
  int length = format != NULL ? (int) strlen (format) : 0;

  if (length != n_parameters) {
    g_critical ("%d parameters for %d of: %s", length, n_parameters, sqlite3_sql (self->handle));
    remember (self, SQLITE_RANGE);
    return;
  }
  for (int i = 0; i < length; i++)
    remember (self, bind_one (self, i + 1, format[i], args));
}

void
kontor_stmt_bind (KontorStmt *self, const char *format, ...)
{
  va_list args;

  g_return_if_fail (self != NULL);

  va_start (args, format);
  kontor_stmt_bind_valist (self, format, &args);
  va_end (args);
}

void
kontor_stmt_bind_int (KontorStmt *self, int index, gint64 value)
{
  g_return_if_fail (self != NULL);

  remember (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
kontor_stmt_bind_static (KontorStmt *self, int index, const char *text)
{
  g_return_if_fail (self != NULL);

  remember (self, sqlite3_bind_text (self->handle, index, text, -1, SQLITE_STATIC));
}

void
kontor_stmt_bind_null (KontorStmt *self, int index)
{
  g_return_if_fail (self != NULL);

  remember (self, sqlite3_bind_null (self->handle, index));
}

static KontorStep
fail_bind (KontorStmt *self, GError **error)
{
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB, _("The database failed: %s"), sqlite3_errstr (self->code));
  return KONTOR_STEP_ERROR;
}

/* Some failures (a full disk) make SQLite roll back by itself; what came after would then be committed piece by piece. */
static KontorStep
fail_lost (GError **error)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_DB,
                       _("The database took the change back after an earlier failure."));
  return KONTOR_STEP_ERROR;
}

KontorStep
kontor_stmt_step (KontorStmt *self, GError **error)
{
  int code;

  g_return_val_if_fail (self != NULL, KONTOR_STEP_ERROR);

  if (self->code != SQLITE_OK)
    return fail_bind (self, error);
  if (self->connection->in_transaction && sqlite3_get_autocommit (self->connection->handle))
    return fail_lost (error);
  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    return KONTOR_STEP_ROW;
  if (code != SQLITE_DONE)
    kontor_connection_fail (self->connection, error);
  sqlite3_reset (self->handle);
  return code == SQLITE_DONE ? KONTOR_STEP_DONE : KONTOR_STEP_ERROR;
}

void
kontor_stmt_reset (KontorStmt *self)
{
  g_return_if_fail (self != NULL);

  sqlite3_reset (self->handle);
}

gint64
kontor_stmt_get_int (KontorStmt *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

const char *
kontor_stmt_get_text (KontorStmt *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

char *
kontor_stmt_dup_text (KontorStmt *self, int column)
{
  return g_strdup (kontor_stmt_get_text (self, column));
}

GBytes *
kontor_stmt_dup_bytes (KontorStmt *self, int column)
{
  const void *data = sqlite3_column_blob (self->handle, column);

  if (kontor_stmt_is_null (self, column))
    return NULL;
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

gboolean
kontor_stmt_is_null (KontorStmt *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}

int
kontor_stmt_get_n_columns (KontorStmt *self)
{
  return sqlite3_column_count (self->handle);
}
