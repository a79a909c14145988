#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "kontor-cli-output.h"
#include "kontor-export.h"
#include "kontor-import.h"

#define PART 200

/* (transfer full) */
static GFile *
resolve_file (KontorCli *self, const char *name)
{
  g_autofree char *path = kontor_cli_resolve_path (self, name);

  return g_file_new_for_path (path);
}

static gboolean
run_export (KontorCli *self, GError **error)
{
  g_autofree char *account = NULL, *words = NULL;
  const GOptionEntry options[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_("Of one account only"), N_("NAME") },
    { NULL },
  };
  g_autoptr (KontorQuery) query = NULL;
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (GFile) file = NULL;
  gint64 account_id, n_rows;

  if (!kontor_cli_parse (self, options, 1, 64, error) ||
      (account_id = kontor_cli_find_account (self, account, error)) == 0)
    return FALSE;
  words = g_strjoinv (" ", self->args + 2);
  query = kontor_query_new (KONTOR_ENTITY_PRODUCT, account_id, NULL, words, NULL,
                            kontor_engine_get_zone (self->engine, account_id));
  scope = kontor_scope_new_all (query, NULL);
  file = resolve_file (self, self->args[1]);
  n_rows = dex_await_int64 (kontor_export_products (self->engine, scope, file, NULL), error);
  if (*error != NULL)
    return FALSE;
  kontor_cli_print (self, g_dngettext (NULL, "%" PRId64 " row written\n", "%" PRId64 " rows written\n", (gulong) n_rows), n_rows);
  return TRUE;
}

static const char *
name_verdict (KontorImportVerdict verdict)
{
  switch (verdict) {
  case KONTOR_IMPORT_CREATED:
    return "created";
  case KONTOR_IMPORT_CHANGED:
    return "changed";
  case KONTOR_IMPORT_UNCHANGED:
    return "unchanged";
  case KONTOR_IMPORT_FAULTY:
    return "error";
  }
  g_return_val_if_reached (NULL);
}

static void
add_row (KontorCliTable *table, const KontorImportRow *row, const char *field, const char *before, const char *after)
{
  kontor_cli_table_add_int (table, (gint64) row->line);
  kontor_cli_table_add (table, name_verdict (row->verdict));
  kontor_cli_table_add (table, row->name);
  kontor_cli_table_add (table, field);
  kontor_cli_table_add (table, before);
  kontor_cli_table_add (table, after);
}

static void
add_changes (KontorCliTable *table, const KontorImportRow *row)
{
  if (row->fault != NULL || row->changes->len == 0)
    add_row (table, row, row->column, NULL, row->fault);
  for (guint i = 0; row->fault == NULL && i < row->changes->len; i++) {
    const KontorImportChange *change = g_ptr_array_index (row->changes, i);

    add_row (table, row, change->label, change->before, change->after);
  }
}

/* What would be done, row by row and field by field. */
static gboolean
print_rows (KontorCli *self, KontorImport *import, GError **error)
{
  static const char *const columns[] = { "line", "verdict", "name", "field", "before", "after", NULL };
  guint wanted = (1U << KONTOR_IMPORT_CREATED) | (1U << KONTOR_IMPORT_CHANGED) | (1U << KONTOR_IMPORT_FAULTY);
  KontorCliTable *table = kontor_cli_table_new (self, columns);
  guint n = PART;

  for (guint from = 0; n == PART && *error == NULL; from += PART) {
    g_autoptr (GPtrArray) rows = dex_await_boxed (kontor_import_load_rows (import, wanted, from, PART), error);

    n = rows != NULL ? rows->len : 0;
    for (guint i = 0; i < n; i++)
      add_changes (table, g_ptr_array_index (rows, i));
  }
  kontor_cli_table_end (table);
  return *error == NULL;
}

static void
complain_counts (KontorCli *self, KontorImport *import)
{
  g_autofree char *line =
      g_strdup_printf (_("%u created, %u changed, %u unchanged, %u with errors"), kontor_import_count (import, KONTOR_IMPORT_CREATED),
                       kontor_import_count (import, KONTOR_IMPORT_CHANGED), kontor_import_count (import, KONTOR_IMPORT_UNCHANGED),
                       kontor_import_count (import, KONTOR_IMPORT_FAULTY));

  kontor_cli_complain (self, line);
}

/* Told before anybody wonders where pictures are. */
static void
complain_columns (KontorCli *self, KontorImport *import)
{
  const KontorCsvLayout *layout = kontor_import_get_layout (import);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *line = NULL;

  for (guint i = 0; i < layout->n_columns; i++)
    if (layout->columns[i].meaning == KONTOR_CSV_NOTHING)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", layout->headings[i]);
  line = g_strdup_printf (_("Not imported: %s"), names->str);
  if (names->len > 0)
    kontor_cli_complain (self, line);
}

/* "3=price": the third column is what kontorctl calls so, by the name that our own tables have. */
static gboolean
set_column (KontorImport *import, const char *text, GError **error)
{
  const char *mark = strchr (text, '=');
  guint64 column = g_ascii_strtoull (text, NULL, 10);
  const KontorCsvLayout *layout = kontor_import_get_layout (import);

  for (guint i = 0; mark != NULL && column > 0 && column <= layout->n_columns && i < KONTOR_CSV_N_MEANINGS; i++) {
    g_autofree char *name = kontor_csv_meaning_dup_name (i);

    if (g_ascii_strcasecmp (name, mark + 1) != 0)
      continue;
    kontor_import_set_meaning (import, (guint) column - 1, i);
    return TRUE;
  }
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” does not say what a column is, as “3=Price” does"), text);
  return FALSE;
}

static gboolean
set_columns (KontorImport *import, GStrv columns, GError **error)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    if (!set_column (import, columns[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
save_faults (KontorCli *self, KontorImport *import, const char *name, GError **error)
{
  g_autoptr (GFile) file = name != NULL ? resolve_file (self, name) : NULL;

  return file == NULL || dex_await (kontor_import_save_faults (import, file), error);
}

static gboolean
apply (KontorCli *self, KontorImport *import, GError **error)
{
  gint64 action = dex_await_int64 (kontor_import_apply (import), error);

  if (*error != NULL)
    return FALSE;
  while (dex_await_int64 (kontor_import_count_left (self->engine, action), error) > 0)
    dex_await (dex_timeout_new_msec (20), NULL);
  kontor_cli_print (self, _("Action %" PRId64 "; “kontorctl undo %" PRId64 "” takes it back\n"), action, action);
  return *error == NULL;
}

static gboolean
run_import (KontorCli *self, GError **error)
{
  g_autofree char *account = NULL, *faults = NULL;
  g_auto (GStrv) columns = NULL;
  gboolean really = FALSE, clear = FALSE;
  const GOptionEntry options[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_("Into which account"), N_("NAME") },
    { "column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &columns, N_("What a column is, by its number"), N_("N=NAME") },
    { "clear", 0, 0, G_OPTION_ARG_NONE, &clear, N_("Empty cells empty what is there"), NULL },
    { "errors", 0, 0, G_OPTION_ARG_STRING, &faults, N_("Write the rows that cannot be imported there"), N_("FILE") },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &really, N_("Do it, not only say what would be done"), NULL },
    { NULL },
  };
  g_autoptr (KontorImport) import = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *objection = NULL;
  gint64 account_id;

  if (!kontor_cli_parse (self, options, 1, 1, error) ||
      (account_id = kontor_cli_find_account (self, account, error)) == 0)
    return FALSE;
  file = resolve_file (self, self->args[1]);
  import = dex_await_object (kontor_import_open (self->engine, account_id, file, NULL), error);
  if (import == NULL || !set_columns (import, columns, error))
    return FALSE;
  kontor_import_set_clear (import, clear);
  objection = kontor_import_dup_objection (import);
  if (objection != NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, objection);
    return FALSE;
  }
  if (!dex_await (kontor_import_check (import, NULL), error) || !save_faults (self, import, faults, error))
    return FALSE;
  complain_columns (self, import);
  complain_counts (self, import);
  if (kontor_import_count (import, KONTOR_IMPORT_FAULTY) > 0)
    self->status = KONTOR_EXIT_PROBLEM;
  return really ? apply (self, import, error) : print_rows (self, import, error);
}

const KontorCliVerb kontor_cli_table_verbs[] = {
  { "export", "export FILE [WORD…] [--account=NAME]", N_("Write products and variants into a CSV file"), KONTOR_VERB_OPEN, run_export },
  { "import", "import FILE [--column=N=NAME]… [--clear] [--errors=FILE] [--apply] [--account=NAME]",
    N_("Compare a CSV file with the products here, and import it"), KONTOR_VERB_OPEN, run_import },
  { NULL },
};
