#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Sets the KONTOR_ERROR that a file operation's @errsv means to a person. Always returns FALSE. */
gboolean kontor_db_set_errno_error (GError **error, int errsv, const char *path);
/** The same for a result code of SQLite, extended or not; @errsv is what the system said, or 0. */
gboolean kontor_db_set_sqlite_error (GError **error, int code, int errsv, const char *message);

G_END_DECLS
