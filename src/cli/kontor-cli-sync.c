#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

#include "kontor-cli-output.h"
#include "kontor-cli-owner.h"

static gboolean
sync_account (KontorCli *self, KontorAccount *account, gboolean sweep, GError **error)
{
  KontorSync *sync = kontor_account_get_sync (account);

  if (!dex_await (kontor_sync_run_once (sync), error) || (sweep && !dex_await (kontor_sync_sweep_once (sync), error)))
    return FALSE;
  if (!dex_await (kontor_outbox_flush (self->engine), error) || !dex_await (kontor_engine_count (self->engine), error))
    return FALSE;
  if (kontor_account_get_problems (account) > 0)
    self->status = KONTOR_EXIT_PROBLEM;
  kontor_cli_print (self, _("%s: up to date, %u changes wait, %u problems\n"), kontor_account_get_name (account),
                    kontor_account_get_unsent (account), kontor_account_get_problems (account));
  return TRUE;
}

/* What is silent on purpose says so. */
static void
print_rest (KontorCli *self, KontorAccount *account)
{
  switch (kontor_account_get_pause (account)) {
  case KONTOR_ACCOUNT_RUNNING:
    break;
  case KONTOR_ACCOUNT_PAUSED:
    kontor_cli_print (self, _("%s: paused\n"), kontor_account_get_name (account));
    break;
  case KONTOR_ACCOUNT_RESTORED:
    kontor_cli_print (self, _("%s: at rest since the database was restored, until “kontorctl account resume”\n"),
                      kontor_account_get_name (account));
    self->status = KONTOR_EXIT_PROBLEM;
    break;
  }
}

static gboolean
run_sync (KontorCli *self, GError **error)
{
  gboolean sweep = FALSE;
  const GOptionEntry options[] = { { "sweep", 0, 0, G_OPTION_ARG_NONE, &sweep,
                                     N_("Look for deleted and silently changed objects too"), NULL },
                                   { NULL } };
  GListModel *accounts;
  const char *name;
  gint64 only;

  if (!kontor_cli_parse (self, options, 0, 1, error))
    return FALSE;
  accounts = kontor_engine_get_accounts (self->engine);
  name = kontor_cli_get_arg (self, 0);
  only = name != NULL || g_list_model_get_n_items (accounts) == 0 ? kontor_cli_find_account (self, name, error) : -1;
  if (only == 0)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    if (only >= 0 && only != kontor_account_get_id (account))
      continue;
    if (kontor_account_get_pause (account) != KONTOR_ACCOUNT_RUNNING)
      print_rest (self, account);
    else if (!sync_account (self, account, sweep, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_feeds (KontorCli *self, KontorCliTable *table, KontorAccount *account, GError **error)
{
  g_autoptr (GPtrArray) feeds = dex_await_boxed (kontor_sync_list_feeds (kontor_account_get_sync (account)), error);

  for (guint i = 0; feeds != NULL && i < feeds->len; i++) {
    const KontorFeedState *feed = g_ptr_array_index (feeds, i);

    kontor_cli_table_add (table, kontor_account_get_name (account));
    kontor_cli_table_add (table, feed->name);
    kontor_cli_table_add (table, feed->first_done ? "complete" : "importing");
    kontor_cli_table_add_int (table, feed->rows);
    kontor_cli_table_add_instant (table, feed->succeeded_at);
    kontor_cli_table_add_instant (table, feed->swept_at);
    kontor_cli_table_add (table, feed->error);
  }
  return feeds != NULL;
}

/* A pause, else what the shop answered while this process had it open. */
static const char *
describe_status (KontorAccount *account)
{
  KontorAccountStatus status = kontor_account_get_status (account);

  if (kontor_account_get_pause (account) != KONTOR_ACCOUNT_RUNNING)
    return _("paused");
  return status == KONTOR_ACCOUNT_UNKNOWN ? _("not asked") : kontor_account_status_to_nick (status);
}

static gboolean
run_status (KontorCli *self, GError **error)
{
  static const char *const columns[] = { "account", "feed", "state", "rows", "succeeded", "swept", "error", NULL };
  GListModel *accounts;
  KontorCliTable *table;
  gboolean good = TRUE;

  if (!kontor_cli_parse (self, NULL, 0, 0, error) || !dex_await (kontor_engine_count (self->engine), error))
    return FALSE;
  accounts = kontor_engine_get_accounts (self->engine);
  for (guint i = 0; self->format == KONTOR_CLI_TEXT && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    const char *reason = kontor_account_get_reason (account);

    kontor_cli_print (self, _("%s: %s%s%s, %u changes wait, %u problems\n"), kontor_account_get_name (account),
                      describe_status (account), reason != NULL ? ": " : "",
                      reason != NULL ? reason : "", kontor_account_get_unsent (account),
                      kontor_account_get_problems (account));
  }
  table = kontor_cli_table_new (self, columns);
  for (guint i = 0; good && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    good = add_feeds (self, table, account, error);
  }
  kontor_cli_table_end (table);
  return good;
}

static gboolean
ended_cb (gpointer promise)
{
  if (dex_future_is_pending (promise))
    dex_promise_resolve_boolean (promise, TRUE);
  return G_SOURCE_CONTINUE;
}

/* libdex has futures of signals, but cannot give one up that never came. */
static void
await_end (void)
{
  DexPromise *promise = dex_promise_new ();
  guint interrupt = g_unix_signal_add (SIGINT, ended_cb, promise);
  guint terminate = g_unix_signal_add (SIGTERM, ended_cb, promise);

  dex_await (dex_ref (promise), NULL);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  dex_unref (promise);
}

/* Without a window: pulls and pushes by itself, and other calls of kontorctl work through it. */
static gboolean
run_serve (KontorCli *self, GError **error)
{
  guint owner;

  if (!kontor_cli_parse (self, NULL, 0, 0, error))
    return FALSE;
  if (!self->owns_engine) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY, _("Kontor is running already"));
    return FALSE;
  }
  owner = kontor_cli_owner_export (self->engine, self->request->factories);
  kontor_engine_start (self->engine);
  kontor_cli_print (self, _("Serving; end it with Ctrl+C\n"));
  kontor_cli_flush (self, NULL);
  await_end ();
  kontor_cli_owner_unexport (owner);
  return TRUE;
}

const KontorCliVerb kontor_cli_sync_verbs[] = {
  { "sync", "sync [ACCOUNT] [--sweep]", N_("Fetch what is new and send what waits"), KONTOR_VERB_OPEN, run_sync },
  { "status", "status", N_("Say how fresh the data is and what waits"), KONTOR_VERB_OPEN, run_status },
  { "serve", "serve", N_("Stay and keep syncing, without a window"), KONTOR_VERB_OPEN, run_serve },
  { NULL },
};
