#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-cli-input.h"
#include "kontor-cli-output.h"

static gboolean
run_outbox (KontorCli *self, GError **error)
{
  static const char *const columns[] = { "op", "action", "created", "state", "what", "attempts", "error", NULL };
  gboolean all = FALSE;
  int limit = 1000;
  const GOptionEntry options[] = { { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_("Also what was sent and cancelled"),
                                     NULL },
                                   { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many"), N_("N") },
                                   { NULL } };
  g_autoptr (GPtrArray) ops = NULL;
  KontorCliTable *table;

  if (!kontor_cli_parse (self, options, 0, 0, error))
    return FALSE;
  ops = dex_await_boxed (
      kontor_outbox_list_ops (self->engine, 0,
                              KONTOR_OUTBOX_UNSENT | KONTOR_OUTBOX_PROBLEMS | (all ? KONTOR_OUTBOX_DONE : 0),
                              (guint) MAX (limit, 1)),
      error);
  if (ops == NULL)
    return FALSE;
  table = kontor_cli_table_new (self, columns);
  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);
    g_autofree char *what = kontor_op_describe (op);

    kontor_cli_table_add_int (table, op->id);
    kontor_cli_table_add_int (table, op->action);
    kontor_cli_table_add_instant (table, op->created_at);
    kontor_cli_table_add (table, kontor_op_state_to_nick (op->state));
    kontor_cli_table_add (table, what);
    kontor_cli_table_add_int (table, op->attempts);
    kontor_cli_table_add (table, op->error);
  }
  kontor_cli_table_end (table);
  return TRUE;
}

static const char *
get_problem_nick (KontorProblem *problem)
{
  switch (kontor_problem_get_kind (problem)) {
  case KONTOR_PROBLEM_CONFLICT:
    return "conflict";
  case KONTOR_PROBLEM_REJECTED:
    return "rejected";
  case KONTOR_PROBLEM_UNKNOWN:
    return "unknown";
  case KONTOR_PROBLEM_SIGN_IN:
    return "sign-in";
  case KONTOR_PROBLEM_DELETIONS:
    return "deletions";
  case KONTOR_PROBLEM_RESTORED:
    return "restored";
  }
  g_return_val_if_reached (NULL);
}

static gboolean
list_problems (KontorCli *self, GError **error)
{
  static const char *const columns[] = { "id", "kind", "what", "why", "waiting", NULL };
  GListModel *problems = G_LIST_MODEL (kontor_engine_get_problems (self->engine));
  KontorCliTable *table;

  if (!dex_await (kontor_problems_reload (KONTOR_PROBLEMS (problems)), error))
    return FALSE;
  table = kontor_cli_table_new (self, columns);
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (KontorProblem) problem = g_list_model_get_item (problems, i);

    kontor_cli_table_add_int (table, kontor_problem_get_id (problem));
    kontor_cli_table_add (table, get_problem_nick (problem));
    kontor_cli_table_add (table, kontor_problem_get_title (problem));
    kontor_cli_table_add (table, kontor_problem_get_text (problem));
    kontor_cli_table_add_int (table, kontor_problem_get_waiting (problem));
  }
  kontor_cli_table_end (table);
  return TRUE;
}

static gboolean
find_answer (const char *name, KontorAnswer *answer, GError **error)
{
  static const char *const names[] = {
    [KONTOR_ANSWER_KEEP_MINE] = "keep-mine",
    [KONTOR_ANSWER_TAKE_THEIRS] = "take-theirs",
    [KONTOR_ANSWER_RETRY] = "retry",
    [KONTOR_ANSWER_DISCARD] = "discard",
    [KONTOR_ANSWER_HAPPENED] = "happened",
    [KONTOR_ANSWER_DID_NOT] = "did-not",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name)) {
      *answer = i;
      return TRUE;
    }
  g_set_error (
      error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
      _("“%s” is none of list, retry, discard, take-theirs, keep-mine, happened, did-not, edit, allow-deletions"),
      name);
  return FALSE;
}

/* Problems of an account have the negative of its number. NULL without @error where there is none. */
static KontorProblem *
dup_problem (KontorCli *self, gint64 id, GError **error)
{
  GListModel *problems = G_LIST_MODEL (kontor_engine_get_problems (self->engine));

  if (!dex_await (kontor_problems_reload (KONTOR_PROBLEMS (problems)), error))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (KontorProblem) problem = g_list_model_get_item (problems, i);

    if (kontor_problem_get_id (problem) == id)
      return g_steal_pointer (&problem);
  }
  return NULL;
}

static gboolean
allow_deletions (KontorCli *self, gint64 id, GError **error)
{
  g_autoptr (KontorProblem) problem = dup_problem (self, id, error);
  g_autoptr (KontorAccount) account =
      problem != NULL ? kontor_engine_dup_account (self->engine, kontor_problem_get_account (problem)) : NULL;

  if (account != NULL && kontor_problem_get_kind (problem) == KONTOR_PROBLEM_DELETIONS)
    return dex_await (
        kontor_sync_allow_deletions (kontor_account_get_sync (account), kontor_problem_get_feed (problem)), error);
  if (*error != NULL)
    return FALSE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("No rows are about to vanish there"));
  return FALSE;
}

static gboolean
edit (KontorCli *self, gint64 id, const char *json, GError **error)
{
  g_autoptr (KontorProblem) problem = dup_problem (self, id, error);
  const KontorOp *op = problem != NULL ? kontor_problem_get_op (problem) : NULL;
  g_autofree char *change =
      op != NULL ? kontor_cli_read_change (kontor_entity_get_record_type (op->kind->entity), json) : g_strdup (json);

  return *error == NULL && dex_await (kontor_problems_edit (self->engine, id, change), error);
}

static gboolean
run_problems (KontorCli *self, GError **error)
{
  const char *command;
  KontorAnswer answer;
  gint64 id;

  if (!kontor_cli_parse (self, NULL, 0, 3, error))
    return FALSE;
  command = kontor_cli_get_arg (self, 0);
  if (command == NULL || g_str_equal (command, "list"))
    return list_problems (self, error);
  if (kontor_cli_get_arg (self, 1) == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The number of the problem is needed"));
    return FALSE;
  }
  if (!kontor_cli_parse_number (kontor_cli_get_arg (self, 1), &id, error))
    return FALSE;
  if (g_str_equal (command, "allow-deletions"))
    return allow_deletions (self, id, error);
  if (g_str_equal (command, "edit") && kontor_cli_get_arg (self, 2) != NULL)
    return edit (self, id, kontor_cli_get_arg (self, 2), error);
  return find_answer (command, &answer, error) && dex_await (kontor_problems_answer (self->engine, id, answer), error);
}

static gboolean
run_undo (KontorCli *self, GError **error)
{
  gint64 action = 0;

  if (!kontor_cli_parse (self, NULL, 0, 1, error))
    return FALSE;
  if (kontor_cli_get_arg (self, 0) != NULL && !kontor_cli_parse_number (kontor_cli_get_arg (self, 0), &action, error))
    return FALSE;
  action = dex_await_int64 (kontor_engine_undo (self->engine, action), error);
  if (action == 0)
    return FALSE;
  kontor_cli_print (self, _("Action %" PRId64 " is undone\n"), action);
  return TRUE;
}

const KontorCliVerb kontor_cli_outbox_verbs[] = {
  { "outbox", "outbox [--all] [--limit=N]", N_("List the changes that wait to be sent"), KONTOR_VERB_OPEN, run_outbox },
  { "problems", "problems [list | retry|discard|take-theirs|keep-mine|happened|did-not|allow-deletions ID | edit ID JSON]",
    N_("List and settle what needs a person"), KONTOR_VERB_OPEN, run_problems },
  { "undo", "undo [ACTION]", N_("Take back the last change, or that one"), KONTOR_VERB_OPEN, run_undo },
  { NULL },
};
