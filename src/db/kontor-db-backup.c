#include "kontor-db-private.h"

#include <glib/gi18n.h>
#include <sys/stat.h>

#include "kontor-error.h"

static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat left, right;

  return stat (a, &left) == 0 && stat (b, &right) == 0 && left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

static gboolean
copy_file (KontorTxn *txn, gpointer path, GValue *result, GError **error)
{
  if (is_same_file (path, sqlite3_db_filename (txn->connection->handle, "main"))) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                         _("A backup cannot take the place of the database itself."));
    return FALSE;
  }
  return kontor_db_file_copy (txn->connection, path, error);
}

DexFuture *
kontor_db_backup (KontorDb *self, const char *path)
{
  g_return_val_if_fail (KONTOR_IS_DB (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return kontor_db_read (self, KONTOR_DB_BULK, NULL, copy_file, g_canonicalize_filename (path, NULL), g_free);
}

/* A check that meets damage says so as a finding; it has not failed. */
static KontorStep
step_or_find (KontorStmt *stmt, GStrvBuilder *findings)
{
  g_autoptr (GError) error = NULL;
  KontorStep step = kontor_stmt_step (stmt, &error);

  if (step == KONTOR_STEP_ERROR)
    g_strv_builder_add (findings, error->message);
  return step;
}

static gboolean
check_pages (KontorTxn *txn, GStrvBuilder *findings, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "PRAGMA integrity_check", error);

  if (stmt == NULL)
    return FALSE;
  while (step_or_find (stmt, findings) == KONTOR_STEP_ROW) {
    const char *finding = kontor_stmt_get_text (stmt, 0);

    if (g_strcmp0 (finding, "ok") != 0)
      g_strv_builder_add (findings, finding);
  }
  return TRUE;
}

static gboolean
check_references (KontorTxn *txn, GStrvBuilder *findings, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn, "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2", error);

  if (stmt == NULL)
    return FALSE;
  while (step_or_find (stmt, findings) == KONTOR_STEP_ROW) {
    int n_rows = (int) kontor_stmt_get_int (stmt, 2);

    g_strv_builder_take (findings,
                         g_strdup_printf (ngettext ("%s: %d row refers to a missing %s",
                                                    "%s: %d rows refer to a missing %s", (gulong) n_rows),
                                          kontor_stmt_get_text (stmt, 0), n_rows, kontor_stmt_get_text (stmt, 1)));
  }
  return TRUE;
}

static gboolean
check (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GStrvBuilder) findings = g_strv_builder_new ();

  if (!check_pages (txn, findings, error) || !check_references (txn, findings, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, g_strv_builder_end (findings));
  return TRUE;
}

DexFuture *
kontor_db_check (KontorDb *self)
{
  g_return_val_if_fail (KONTOR_IS_DB (self), NULL);

  return kontor_db_read (self, KONTOR_DB_BULK, NULL, check, NULL, NULL);
}
