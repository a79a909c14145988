#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-cli-private.h"
#include "kontor-files.h"
#include "kontor-generate.h"

static char *
make_backup_path (KontorCli *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "kontor-%Y-%m-%d-%H%M%S.db");

  return kontor_cli_resolve_path (self, name);
}

static gboolean
run_backup (KontorCli *self, GError **error)
{
  g_autofree char *path = NULL;

  if (!kontor_cli_parse (self, NULL, 0, 1, error))
    return FALSE;
  path = kontor_cli_get_arg (self, 0) != NULL ? kontor_cli_resolve_path (self, kontor_cli_get_arg (self, 0))
                                              : make_backup_path (self);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is there already"), path);
    return FALSE;
  }
  if (!dex_await (kontor_files_back_up (self->engine, path), error))
    return FALSE;
  kontor_cli_print (self, "%s\n", path);
  return TRUE;
}

static gboolean
run_restore (KontorCli *self, GError **error)
{
  g_autofree char *backup =
      kontor_cli_parse (self, NULL, 1, 1, error) ? kontor_cli_resolve_path (self, kontor_cli_get_arg (self, 0)) : NULL;

  if (backup == NULL || !dex_await (kontor_files_restore (backup, self->database), error))
    return FALSE;
  kontor_cli_print (self, _("Restored. Nothing is sent until you have looked at “kontorctl outbox” and said "
                             "“kontorctl account resume”.\n"));
  return TRUE;
}

static void
print_lines (KontorCli *self, const char *const *lines)
{
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    kontor_cli_print (self, "%s\n", lines[i]);
}

static gboolean
run_repair (KontorCli *self, GError **error)
{
  g_auto (GStrv) findings = NULL;

  if (!kontor_cli_parse (self, NULL, 0, 0, error))
    return FALSE;
  findings = dex_await_boxed (kontor_files_repair (self->database), error);
  print_lines (self, (const char *const *) findings);
  return findings != NULL;
}

static gboolean
run_check (KontorCli *self, GError **error)
{
  g_auto (GStrv) findings = NULL;

  if (!kontor_cli_parse (self, NULL, 0, 0, error))
    return FALSE;
  findings = dex_await_boxed (kontor_files_check (self->engine), error);
  if (findings == NULL)
    return FALSE;
  if (findings[0] == NULL)
    kontor_cli_print (self, _("The database is sound.\n"));
  else
    self->status = KONTOR_EXIT_DAMAGED;
  print_lines (self, (const char *const *) findings);
  return TRUE;
}

static gboolean
run_generate (KontorCli *self, GError **error)
{
  int orders = 1000, products = 100;
  gint64 seed = 1;
  const GOptionEntry options[] = {
    { "orders", 0, 0, G_OPTION_ARG_INT, &orders, N_("How many orders"), N_("N") },
    { "products", 0, 0, G_OPTION_ARG_INT, &products, N_("How many products"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("The same seed makes the same shop"), N_("N") },
    { NULL },
  };
  GError *failure = NULL;
  gint64 account;

  if (!kontor_cli_parse (self, options, 0, 0, error))
    return FALSE;
  if (orders < 0 || products < 1 || orders > 100000000 || products > 10000000) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("At least one product, and no negative numbers"));
    return FALSE;
  }
  account = dex_await_int64 (
      kontor_generate (self->engine, (guint64) seed, (guint) orders, (guint) products, NULL, NULL), &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  kontor_cli_print (self, _("Account %" PRId64 " has %d orders and %d products\n"), account, orders, products);
  return TRUE;
}

const KontorCliVerb kontor_cli_file_verbs[] = {
  { "backup", "backup [FILE]", N_("Copy the database while work goes on"), KONTOR_VERB_OPEN, run_backup },
  { "restore", "restore FILE", N_("Put a backup in the place of the database"), KONTOR_VERB_FILE, run_restore },
  { "check", "check", N_("Look for damage in the database"), KONTOR_VERB_OPEN, run_check },
  { "repair", "repair", N_("Save what can be read of a damaged database"), KONTOR_VERB_FILE, run_repair },
  { "generate", "generate [--orders=N] [--products=N] [--seed=N]", N_("Fill the database with a made-up shop of any size"), KONTOR_VERB_OPEN,
    run_generate },
  { NULL },
};
