#include "kontor-salvage.h"

/* One foreign key, as conditions of SQL: a table of the child's columns that are all set while no parent has them. */
typedef struct {
  gint64 id;
  GString *set;      /* "a IS NOT NULL AND b IS NOT NULL" */
  GString *equal;    /* "p.x = c.a AND p.y = c.b" */
  GString *detached; /* "a = NULL, b = NULL" */
  char *parent;
  gboolean detaches;
} Reference;

static void
reference_free (Reference *self)
{
  g_string_free (self->set, TRUE);
  g_string_free (self->equal, TRUE);
  g_string_free (self->detached, TRUE);
  g_free (self->parent);
  g_free (self);
}

static Reference *
reference_new (KontorStmt *stmt)
{
  Reference *self = g_new0 (Reference, 1);

  self->id = kontor_stmt_get_int (stmt, 0);
  self->set = g_string_new (NULL);
  self->equal = g_string_new (NULL);
  self->detached = g_string_new (NULL);
  self->parent = kontor_salvage_quote (kontor_stmt_get_text (stmt, 1));
  self->detaches = g_strcmp0 (kontor_stmt_get_text (stmt, 4), "SET NULL") == 0;
  return self;
}

static void
add_column (Reference *self, const char *child, const char *parent)
{
  g_autofree char *ours = kontor_salvage_quote (child);
  g_autofree char *theirs = kontor_salvage_quote (parent);
  const char *and = self->set->len > 0 ? " AND " : "";

  g_string_append_printf (self->set, "%sc.%s IS NOT NULL", and, ours);
  g_string_append_printf (self->equal, "%sp.%s = c.%s", and, theirs, ours);
  g_string_append_printf (self->detached, "%s%s = NULL", self->detached->len > 0 ? ", " : "", ours);
}

/* A reference that names no columns means the parent's primary key. */
static const char list_sql[] =
    "SELECT f.id, f.\"table\", f.\"from\", coalesce (f.\"to\", k.name), f.on_delete "
    "FROM pragma_foreign_key_list (?1) f JOIN pragma_table_info (f.\"table\") k "
    "ON CASE WHEN f.\"to\" IS NULL THEN k.pk = f.seq + 1 ELSE k.name = f.\"to\" END ORDER BY f.id, f.seq";

static GPtrArray *
list_references (KontorTxn *txn, const char *table, GError **error)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func ((GDestroyNotify) reference_free);
  KontorStmt *stmt = kontor_txn_prepare (txn, list_sql, error);
  KontorStep step = KONTOR_STEP_ERROR;
  Reference *reference = NULL;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "t", table);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    if (reference == NULL || reference->id != kontor_stmt_get_int (stmt, 0))
      g_ptr_array_add (references, reference = reference_new (stmt));
    add_column (reference, kontor_stmt_get_text (stmt, 2), kontor_stmt_get_text (stmt, 3));
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&references) : NULL;
}

static gboolean
mend (KontorTxn *txn, const char *table, const Reference *reference, KontorSalvage *salvage, GError **error)
{
  g_autofree char *name = kontor_salvage_quote (table);
  g_autofree char *condition = g_strdup_printf ("%s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)", reference->set->str,
                                                reference->parent, reference->equal->str);
  g_autofree char *sql = reference->detaches ? g_strdup_printf ("UPDATE %s AS c SET %s WHERE %s", name,
                                                                reference->detached->str, condition)
                                             : g_strdup_printf ("DELETE FROM %s AS c WHERE %s", name, condition);

  if (!kontor_txn_run (txn, error, sql, NULL))
    return FALSE;
  if (!reference->detaches) {
    salvage->n_refused += kontor_txn_changes (txn);
    salvage->n_saved -= kontor_txn_changes (txn);
  }
  return TRUE;
}

gboolean
kontor_salvage_references (KontorTxn *txn, const char *table, KontorSalvage *salvage, GError **error)
{
  g_autoptr (GPtrArray) references = list_references (txn, table, error);

  if (references == NULL)
    return FALSE;
  for (guint i = 0; i < references->len; i++) {
    if (!mend (txn, table, g_ptr_array_index (references, i), salvage, error))
      return FALSE;
  }
  return TRUE;
}
