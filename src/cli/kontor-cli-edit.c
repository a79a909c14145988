#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-catalog.h"
#include "kontor-cli-input.h"
#include "kontor-cli-output.h"
#include "kontor-orders.h"
#include "kontor-scope.h"

#define WAIT_OPTION(wait) \
  { "wait", 0, 0, G_OPTION_ARG_NONE, wait, N_("Send it now, without the seconds to take it back"), NULL }

/* After the change is stored: how to take it back, or with --wait what the shop said. */
static gboolean
finish (KontorCli *self, DexFuture *future, gboolean wait, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 action = dex_await_int64 (future, &failure);
  g_autoptr (GPtrArray) actions = NULL;

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (action == 0) {
    kontor_cli_print (self, "%s\n", _("There is nothing to change."));
    return TRUE;
  }
  if (wait && (!dex_await (kontor_engine_hurry (self->engine, action), error) ||
               !dex_await (kontor_outbox_flush (self->engine), error)))
    return FALSE;
  actions = dex_await_boxed (kontor_outbox_list_actions (self->engine, 100), error);
  for (guint i = 0; actions != NULL && i < actions->len; i++) {
    const KontorAction *found = g_ptr_array_index (actions, i);

    if (found->id != action)
      continue;
    kontor_cli_print (self, _("Action %" PRId64 ": %s: %u sent, %u wait, %u problems\n"), action,
                      found->label, found->n_acked, found->n_unsent, found->n_problems);
    if (found->n_left_out > 0)
      kontor_cli_print (self, ngettext ("%u left out: %s\n", "%u left out: %s\n", found->n_left_out), found->n_left_out,
                        found->left_out);
    if (found->n_problems + found->n_left_out > 0)
      self->status = KONTOR_EXIT_PROBLEM;
  }
  return actions != NULL;
}

static gboolean
run_set_price (KontorCli *self, GError **error)
{
  gboolean wait = FALSE;
  const GOptionEntry options[] = { WAIT_OPTION (&wait), { NULL } };
  g_autoptr (KontorRecord) variant = NULL;
  g_autoptr (KontorScope) scope = NULL;
  KontorMoney price;
  gint64 id;

  if (!kontor_cli_parse (self, options, 2, 2, error) ||
      (id = kontor_cli_find_object (self, KONTOR_ENTITY_VARIANT, self->args[1], error)) == 0)
    return FALSE;
  variant = dex_await_boxed (kontor_engine_load (self->engine, KONTOR_ENTITY_VARIANT, id), error);
  if (variant == NULL || !kontor_money_parse_input (
                             self->args[2], kontor_record_get_text (variant, KONTOR_VARIANT_CURRENCY), &price, error))
    return FALSE;
  scope = kontor_scope_new_one (KONTOR_ENTITY_VARIANT, id);
  return finish (self, kontor_catalog_set_price (self->engine, scope, price), wait, error);
}

/* Where there is more than one, the shop's ids are what nobody can guess. */
static gboolean
check_location (KontorCli *self, gint64 id, const char *location, GError **error)
{
  g_autoptr (KontorRecord) variant =
      dex_await_boxed (kontor_engine_load (self->engine, KONTOR_ENTITY_VARIANT, id), error);
  g_autoptr (GString) known = g_string_new (NULL);
  guint n = variant != NULL ? kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS) : 0;

  if (variant == NULL || location != NULL || n < 2)
    return variant != NULL;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            kontor_record_get_key (kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i)));
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Say with --location in which of these: %s"), known->str);
  return FALSE;
}

static gboolean
run_adjust_stock (KontorCli *self, GError **error)
{
  g_autofree char *location = NULL, *reason = NULL;
  gboolean wait = FALSE;
  const GOptionEntry options[] = {
    { "location", 0, 0, G_OPTION_ARG_STRING, &location, N_("Where, by the shop's id of the location"), N_("ID") },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the stock history"), N_("TEXT") },
    WAIT_OPTION (&wait),
    { NULL },
  };
  g_autoptr (KontorScope) scope = NULL;
  gint64 id, by;

  if (!kontor_cli_parse (self, options, 2, 2, error) || !kontor_cli_parse_number (self->args[2], &by, error) ||
      (id = kontor_cli_find_object (self, KONTOR_ENTITY_VARIANT, self->args[1], error)) == 0 ||
      !check_location (self, id, location, error))
    return FALSE;
  scope = kontor_scope_new_one (KONTOR_ENTITY_VARIANT, id);
  return finish (self, kontor_catalog_adjust_stock (self->engine, scope, location, by, reason), wait, error);
}

static gboolean
run_set_status (KontorCli *self, GError **error)
{
  gboolean wait = FALSE;
  const GOptionEntry options[] = { WAIT_OPTION (&wait), { NULL } };
  g_autoptr (KontorScope) scope = NULL;
  gint64 id;

  if (!kontor_cli_parse (self, options, 2, 2, error) ||
      (id = kontor_cli_find_object (self, KONTOR_ENTITY_ORDER, self->args[1], error)) == 0)
    return FALSE;
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, id);
  return finish (self, kontor_orders_set_status (self->engine, scope, self->args[2]), wait, error);
}

static gboolean
run_note (KontorCli *self, GError **error)
{
  gboolean to_customer = FALSE, wait = FALSE;
  const GOptionEntry options[] = {
    { "to-customer", 0, 0, G_OPTION_ARG_NONE, &to_customer, N_("The shop mails it to the customer"), NULL },
    WAIT_OPTION (&wait),
    { NULL },
  };
  g_autoptr (KontorScope) scope = NULL;
  gint64 id;

  if (!kontor_cli_parse (self, options, 2, 2, error) ||
      (id = kontor_cli_find_object (self, KONTOR_ENTITY_ORDER, self->args[1], error)) == 0)
    return FALSE;
  if (to_customer)
    return finish (self, kontor_orders_send_note (self->engine, id, self->args[2]), wait, error);
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, id);
  return finish (self, kontor_orders_add_note (self->engine, scope, self->args[2]), wait, error);
}

static gboolean
list_kinds (KontorCli *self)
{
  static const char *const columns[] = { "kind", "entity", "class", "label", NULL };
  KontorCliTable *table = kontor_cli_table_new (self, columns);

  for (const KontorOpKind *const *kinds = kontor_op_kind_list (); *kinds != NULL; kinds++) {
    kontor_cli_table_add (table, (*kinds)->name);
    kontor_cli_table_add (table, kontor_entity_get_nick ((*kinds)->entity));
    kontor_cli_table_add (table, kontor_op_class_to_nick ((*kinds)->op_class));
    kontor_cli_table_add (table, _((*kinds)->label));
  }
  kontor_cli_table_end (table);
  return TRUE;
}

static gboolean
print_dry_run (KontorCli *self, DexFuture *future, GError **error)
{
  g_auto (GStrv) lines = dex_await_boxed (future, error);

  if (lines != NULL && lines[0] == NULL)
    kontor_cli_print (self, "%s\n", _("There is nothing to change."));
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    kontor_cli_print (self, "%s\n", lines[i]);
  return lines != NULL;
}

/* The account of the object, or of --account for what is made. */
static gint64
find_do_account (KontorCli *self, const KontorOpKind *kind, gint64 id, const char *name, GError **error)
{
  g_autoptr (KontorRecord) record = NULL;

  if (id == 0)
    return kontor_cli_find_account (self, name, error);
  record = dex_await_boxed (kontor_engine_load (self->engine, kind->entity, id), error);
  return record != NULL ? kontor_record_get_account (record) : 0;
}

static gboolean
run_do (KontorCli *self, GError **error)
{
  gboolean list = FALSE, dry_run = FALSE, wait = FALSE;
  g_autofree char *account = NULL, *json = NULL, *change = NULL;
  const GOptionEntry options[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_("List the kinds"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only say what would be done"), NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_("Where something is made"), N_("NAME") },
    WAIT_OPTION (&wait),
    { NULL },
  };
  const KontorOpKind *kind;
  DexFuture *future;
  gint64 id, account_id;

  if (!kontor_cli_parse (self, options, 0, 3, error))
    return FALSE;
  if (list || self->args[1] == NULL)
    return list_kinds (self);
  kind = kontor_op_kind_lookup (self->args[1]);
  if (kind == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is none of “kontorctl do --list”"), self->args[1]);
    return FALSE;
  }
  if (g_strv_length (self->args) < 4) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                         _("An object (“-” where one is made) and JSON are needed"));
    return FALSE;
  }
  id = g_str_equal (self->args[2], "-") ? 0 : kontor_cli_find_object (self, kind->entity, self->args[2], error);
  if (id == 0 && *error != NULL)
    return FALSE;
  json = g_str_equal (self->args[3], "-") ? kontor_cli_read_all (self, error) : g_strdup (self->args[3]);
  account_id = json != NULL ? find_do_account (self, kind, id, account, error) : 0;
  if (account_id == 0)
    return FALSE;
  change = kontor_cli_read_change (kontor_entity_get_record_type (kind->entity), json);
  future = kontor_engine_do (self->engine, account_id, kind->name, id, change,
                             dry_run ? KONTOR_DO_DRY_RUN : KONTOR_DO_DEFAULT);
  return dry_run ? print_dry_run (self, future, error) : finish (self, future, wait, error);
}

const KontorCliVerb kontor_cli_edit_verbs[] = {
  { "set-price", "set-price VARIANT PRICE [--wait]", N_("Set the regular price of a variant"), KONTOR_VERB_OPEN, run_set_price },
  { "adjust-stock", "adjust-stock VARIANT ±N [--location=ID] [--reason=TEXT] [--wait]", N_("Add to the stock of a variant or take from it"),
    KONTOR_VERB_OPEN, run_adjust_stock },
  { "set-status", "set-status ORDER STATUS [--wait]", N_("Set the shop's own status of an order"), KONTOR_VERB_OPEN, run_set_status },
  { "note", "note ORDER TEXT [--to-customer] [--wait]", N_("Add a note to an order"), KONTOR_VERB_OPEN, run_note },
  { "do", "do KIND OBJECT|- JSON|- [--dry-run] [--account=NAME] [--wait] | --list", N_("Carry out any operation by its name"), KONTOR_VERB_OPEN, run_do },
  { NULL },
};
