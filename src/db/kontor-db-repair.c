#include "kontor-db-private.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "kontor-db-error.h"
#include "kontor-db-task.h"
#include "kontor-error.h"
#include "kontor-salvage.h"
#include "kontor-table-label.h"

/* What nobody else has a copy of comes first. */
static const char list_tables_sql[] =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE "
    "'\\' "
    "ORDER BY CASE name WHEN 'account' THEN 0 WHEN 'outbox' THEN 1 WHEN 'outbox_ref' THEN 2 WHEN 'remote_state' THEN 3 "
    "WHEN 'draft' THEN 4 WHEN 'saved_view' THEN 5 WHEN 'state' THEN 6 ELSE 7 END, name";

typedef struct {
  char *path;
  KontorClock *clock;
  const KontorSchema *schema;
  KontorConnection *from;  /* (owned) */
  KontorConnection *to;    /* (owned) */
  GStrv tables;            /* (owned) */
  KontorSalvage *salvages; /* (owned): of each table */
  GHashTable *mended;      /* (element-type utf8 guint) (owned): places in the trees of tables */
} Repair;

static void
close_connections (Repair *self)
{
  g_clear_pointer (&self->from, kontor_connection_free);
  g_clear_pointer (&self->to, kontor_connection_free);
}

static void
repair_free (Repair *self)
{
  close_connections (self);
  g_object_unref (self->clock);
  g_clear_pointer (&self->mended, g_hash_table_unref);
  g_strfreev (self->tables);
  g_free (self->salvages);
  g_free (self->path);
  g_free (self);
}

/* Page by page, whatever is in them. FALSE where there is not enough of the file left for that. */
static gboolean
copy_pages (Repair *self, const char *path)
{
  g_autoptr (KontorConnection) to = NULL;
  sqlite3_backup *backup;

  kontor_db_file_remove (path);
  if (!kontor_db_file_make (path, NULL))
    return FALSE;
  to = kontor_connection_new (path, KONTOR_CONNECTION_WRITER, SQLITE_OPEN_READWRITE, NULL, NULL, NULL);
  backup = to != NULL ? sqlite3_backup_init (to->handle, "main", self->from->handle, "main") : NULL;
  if (backup == NULL)
    return FALSE;
  sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup) == SQLITE_OK;
}

/* Reads from a copy whose trees lead to all that can be found. */
static gboolean
open_mended (Repair *self, const char *path, GError **error)
{
  if (!copy_pages (self, path))
    return TRUE;
  self->mended = kontor_salvage_mend_trees (path);
  g_clear_pointer (&self->from, kontor_connection_free);
  self->from = kontor_salvage_open (path, error);
  return self->from != NULL;
}

static gboolean
open_new (Repair *self, const char *path, GError **error)
{
  kontor_db_file_remove (path);
  if (!kontor_db_file_make (path, error))
    return FALSE;
  self->to = kontor_connection_new (path, KONTOR_CONNECTION_WRITER, SQLITE_OPEN_READWRITE, NULL, NULL, error);
  /* A half-made file is thrown away, the whole one is synced at the end. */
  return self->to != NULL && kontor_connection_exec (self->to, error, "PRAGMA synchronous=OFF");
}

/* The version whose tables the damaged file has; the present one where it does not say. */
static guint
guess_version (Repair *self)
{
  gint64 version = 0;

  if (!kontor_migrate_get_version (self->from, &version, NULL) || version <= 0 || version > self->schema->n_steps)
    return self->schema->n_steps;
  return (guint) version;
}

static gboolean
list_tables (KontorTxn *txn, Repair *self, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  KontorStmt *stmt = kontor_txn_prepare (txn, list_tables_sql, error);
  KontorStep step = KONTOR_STEP_ERROR;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    g_strv_builder_add (names, kontor_stmt_get_text (stmt, 0));
  self->tables = g_strv_builder_end (names);
  self->salvages = g_new0 (KontorSalvage, g_strv_length (self->tables));
  return step == KONTOR_STEP_DONE;
}

/* Taking out a row can leave others behind that referred to it. */
static gboolean
mend_references (Repair *self, KontorTxn *txn, GError **error)
{
  gint64 before;

  do {
    before = sqlite3_total_changes64 (self->to->handle);
    for (guint i = 0; self->tables[i] != NULL; i++) {
      if (!kontor_salvage_references (txn, self->tables[i], &self->salvages[i], error))
        return FALSE;
    }
  } while (sqlite3_total_changes64 (self->to->handle) != before);
  return TRUE;
}

static gboolean
has_losses (Repair *self)
{
  for (guint i = 0; self->tables[i] != NULL; i++) {
    if (self->salvages[i].n_gaps > 0 || self->salvages[i].n_refused > 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
salvage_rows (Repair *self, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };

  if (!kontor_txn_begin_write (&txn, self->to, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, 0,
                               kontor_clock_now (self->clock), error) ||
      !list_tables (&txn, self, error))
    return FALSE;
  for (guint i = 0; self->tables[i] != NULL; i++) {
    if (!kontor_salvage_table (self->from, &txn, self->tables[i], &self->salvages[i], error))
      return FALSE;
    if (self->mended != NULL)
      self->salvages[i].n_gaps += GPOINTER_TO_UINT (g_hash_table_lookup (self->mended, self->tables[i]));
  }
  return (self->schema->mend == NULL || self->schema->mend (&txn, error)) && mend_references (self, &txn, error) &&
         kontor_txn_commit (&txn, error);
}

/* With the tables of the present version. */
static gboolean
complete (Repair *self, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };

  /* An outbox with holes could send what was taken back. */
  return kontor_txn_begin_write (&txn, self->to, KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, 0,
                                 kontor_clock_now (self->clock), error) &&
         (!has_losses (self) || kontor_installation_pause (&txn, error)) &&
         (self->schema->rebuild_search == NULL || self->schema->rebuild_search (&txn, error)) &&
         kontor_txn_finish (&txn, error) && kontor_txn_commit (&txn, error);
}

static gboolean
make_new (Repair *self, GError **error)
{
  gint64 now = kontor_clock_now (self->clock);

  if (!kontor_migrate (self->to, self->schema, guess_version (self), now, error) ||
      !kontor_connection_exec (self->to, error, "PRAGMA foreign_keys=OFF"))
    return FALSE;
  sqlite3_db_config (self->to->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  if (!salvage_rows (self, error))
    return FALSE;
  sqlite3_db_config (self->to->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
  return kontor_migrate (self->to, self->schema, self->schema->n_steps, now, error) && complete (self, error) &&
         kontor_db_file_check (self->to, error);
}

static char *
describe_salvage (const char *what, const KontorSalvage *salvage)
{
  g_autofree char *saved = g_strdup_printf ("%" G_GUINT64_FORMAT, salvage->n_saved);

  if (salvage->n_gaps == 0 && salvage->n_refused == 0)
    return g_strdup_printf (_("%s: %s saved, nothing lost"), what, saved);
  if (salvage->n_gaps == 0)
    return g_strdup_printf (_("%s: %s saved, %u lost"), what, saved, salvage->n_refused);
  return g_strdup_printf (_("%s: %s saved, %u lost, unreadable places: %u"), what, saved, salvage->n_refused,
                          salvage->n_gaps);
}

/* Of all tables that a person calls the same from the @first on; nothing of those that were counted with an earlier one. */
static KontorSalvage
sum_up (Repair *self, guint first)
{
  const char *label = kontor_table_label (self->tables[first]);
  KontorSalvage sum = { 0 };

  for (guint i = 0; self->tables[i] != NULL; i++) {
    if (!g_str_equal (kontor_table_label (self->tables[i]), label))
      continue;
    if (i < first)
      return (KontorSalvage) { 0 };
    sum.n_saved += self->salvages[i].n_saved;
    sum.n_gaps += self->salvages[i].n_gaps;
    sum.n_refused += self->salvages[i].n_refused;
  }
  return sum;
}

static GStrv
describe (Repair *self)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; self->tables[i] != NULL; i++) {
    KontorSalvage sum = sum_up (self, i);

    if (sum.n_saved > 0 || sum.n_gaps > 0 || sum.n_refused > 0)
      g_strv_builder_take (lines, describe_salvage (kontor_table_label (self->tables[i]), &sum));
  }
  return g_strv_builder_end (lines);
}

/* A file that is none of ours, or newer, is not damaged; everything else is tried. */
static gboolean
accept (Repair *self, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean exists;

  if (kontor_db_file_inspect (self->path, KONTOR_DB_OPEN_DEFAULT, self->schema, &exists, &reason) ||
      g_error_matches (reason, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
repair_locked (Repair *self, GError **error)
{
  g_autofree char *made = g_strconcat (self->path, ".repaired", NULL);
  g_autofree char *mended = g_strconcat (self->path, ".mended", NULL);
  gboolean done;

  if (!accept (self, error))
    return FALSE;
  self->from = kontor_salvage_open (self->path, error);
  done = self->from != NULL && open_mended (self, mended, error) && open_new (self, made, error) && make_new (self, error);
  close_connections (self);
  kontor_db_file_remove (mended);
  if (done && kontor_db_file_replace (made, self->path, "damaged", kontor_clock_now (self->clock), error))
    return TRUE;
  kontor_db_file_remove (made);
  return FALSE;
}

static gboolean
repair (gpointer data, GValue *result, GError **error)
{
  Repair *self = data;
  g_autoptr (KontorDbLock) lock = NULL;

  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return kontor_db_set_errno_error (error, ENOENT, self->path);
  lock = kontor_db_lock_acquire (self->path, error);
  if (lock == NULL || !repair_locked (self, error))
    return FALSE;
  kontor_db_lock_clear_doubts (lock);
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, describe (self));
  return TRUE;
}

DexFuture *
kontor_db_repair_schema (const char *path, KontorClock *clock, const KontorSchema *schema)
{
  Repair *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (KONTOR_IS_CLOCK (clock), NULL);

  self = g_new0 (Repair, 1);
  self->path = g_canonicalize_filename (path, NULL);
  self->clock = g_object_ref (clock);
  self->schema = schema;
  return kontor_db_run_task ("db-repair", repair, self, (GDestroyNotify) repair_free);
}
