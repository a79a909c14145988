#include "kontor-db-private.h"

#include <glib/gi18n.h>

#include "kontor-db-error.h"
#include "kontor-error.h"
#include "kontor-sql-resource.h"

#define SQL_PREFIX "/org/kontor/Kontor/sql/"

static char *
dup_sql (const KontorMigration *step)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (step->resource == NULL)
    return g_strdup (step->sql != NULL ? step->sql : "");
  path = g_strconcat (SQL_PREFIX, step->resource, NULL);
  bytes = g_resource_lookup_data (kontor_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

gboolean
kontor_migrate_get_version (KontorConnection *connection, gint64 *version, GError **error)
{
  return kontor_connection_query_int (connection, version, error, "PRAGMA user_version");
}

static gboolean
set_version (KontorConnection *connection, guint version, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("PRAGMA user_version=%u; PRAGMA application_id=%d", version, KONTOR_APPLICATION_ID);

  return kontor_connection_exec (connection, error, sql);
}

static gboolean
take_step (KontorTxn *txn, const KontorSchema *schema, guint index, GError **error)
{
  const KontorMigration *step = &schema->steps[index];
  g_autofree char *sql = dup_sql (step);

  if (!kontor_connection_exec (txn->connection, error, sql) || (step->hook != NULL && !step->hook (txn, error)) ||
      !set_version (txn->connection, index + 1, error)) {
    g_prefix_error (error, _("The database could not be brought to version %u: "), index + 1);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_references (KontorTxn *txn, GError **error)
{
  g_autofree char *table = NULL;

  if (!kontor_txn_query_text (txn, &table, error, "SELECT \"table\" FROM pragma_foreign_key_check", NULL))
    return FALSE;
  if (table == NULL)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB,
               _("Rows of “%s” would refer to nothing after the update of the database."), table);
  return FALSE;
}

static gboolean
take_steps (KontorConnection *connection, const KontorSchema *schema, guint to, gint64 now, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };
  gint64 version;

  if (!kontor_txn_begin_write (&txn, connection, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, 0, now, error) ||
      !kontor_migrate_get_version (connection, &version, error))
    return FALSE;
  for (guint i = (guint) version; i < to; i++) {
    if (!take_step (&txn, schema, i, error))
      return FALSE;
  }
  return kontor_txn_finish (&txn, error) && check_references (&txn, error) && kontor_txn_commit (&txn, error);
}

/* All steps are one transaction: a file is of the old version or of the new one, never between. */
gboolean
kontor_migrate (KontorConnection *connection, const KontorSchema *schema, guint to, gint64 now, GError **error)
{
  gboolean taken;

  /* Rebuilding a table would otherwise delete what refers to it; inside the transaction this could not be switched. */
  if (!kontor_connection_exec (connection, error, "PRAGMA foreign_keys=OFF"))
    return FALSE;
  taken = take_steps (connection, schema, to, now, error);
  if (!kontor_connection_exec (connection, taken ? error : NULL, "PRAGMA foreign_keys=ON"))
    return FALSE;
  return taken;
}
