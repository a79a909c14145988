#include <inttypes.h>
#include <glib/gi18n.h>
#include <string.h>

#include "kontor-cli-output.h"

static const KontorConnectorInfo *
find_platform (KontorCli *self, const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; self->request->factories[i] != NULL; i++) {
    const KontorConnectorInfo *info = self->request->factories[i]->info;

    if (g_str_equal (info->id, id))
      return info;
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", info->id);
  }
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no platform; there are: %s"), id, known->str);
  return NULL;
}

static const KontorSignInManner *
find_manner (const KontorConnectorInfo *info, const char *name, GError **error)
{
  for (const KontorSignInManner *manner = info->manners; manner->name != NULL; manner++)
    if (!kontor_sign_in_manner_uses_browser (manner) && (name == NULL || g_str_equal (manner->name, name)))
      return manner;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("%s has no way to sign in called “%s”"), info->name, name);
  return NULL;
}

static const char *
find_given (KontorCli *self, const char *name)
{
  for (guint i = 2; kontor_cli_get_arg (self, i) != NULL; i++) {
    const char *arg = kontor_cli_get_arg (self, i);

    if (g_str_has_prefix (arg, name) && arg[strlen (name)] == '=')
      return arg + strlen (name) + 1;
  }
  return NULL;
}

/* Secrets come from standard input alone: arguments can be seen by others. */
static gboolean
add_field (KontorCli *self, GVariantDict *dict, const KontorSignInField *field, GError **error)
{
  const char *given = find_given (self, field->name);
  g_autofree char *prompt = g_strdup_printf ("%s: ", _(field->label));
  g_autofree char *line = NULL;

  if (given != NULL && field->secret) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                 _("“%s” is a secret: it is read from standard input, never from an argument"), field->name);
    return FALSE;
  }
  if (given != NULL) {
    g_variant_dict_insert (dict, field->name, "s", given);
    return TRUE;
  }
  if (field->optional && !field->secret)
    return TRUE;
  line = kontor_cli_read_line (self, prompt, error);
  if (line == NULL)
    return FALSE;
  if (line[0] != '\0' || !field->optional)
    g_variant_dict_insert (dict, field->name, "s", line);
  return TRUE;
}

/* a{ss} out of the dictionary, whose values are texts. */
static GVariant *
end_fields (GVariantDict *dict)
{
  g_autoptr (GVariant) all = g_variant_ref_sink (g_variant_dict_end (dict));
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    g_variant_builder_add (&builder, "{ss}", key, g_variant_get_string (value, NULL));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GVariant *
read_fields (KontorCli *self, const KontorSignInManner *manner, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (const KontorSignInField *field = manner->fields; field->name != NULL; field++)
    if (!add_field (self, &dict, field, error))
      return NULL;
  for (guint i = 2; kontor_cli_get_arg (self, i) != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (kontor_cli_get_arg (self, i), "=", 2);

    if (g_strv_length (parts) == 2 && !g_variant_dict_contains (&dict, parts[0]))
      g_variant_dict_insert (&dict, parts[0], "s", parts[1]);
  }
  return end_fields (&dict);
}

static void
progress_cb (KontorCheckStep step, const GError *error, gpointer data)
{
  static const char *const steps[] = {
    [KONTOR_CHECK_NETWORK] = N_("Network"),
    [KONTOR_CHECK_SERVER] = N_("Server"),
    [KONTOR_CHECK_API] = N_("Interface"),
    [KONTOR_CHECK_PERMISSIONS] = N_("Permissions"),
    [KONTOR_CHECK_DATA] = N_("Data"),
  };

  kontor_cli_print (data, "%s: %s\n", _(steps[step]), error != NULL ? error->message : _("good"));
}

static gboolean
add (KontorCli *self, GError **error)
{
  g_autofree char *manner_name = NULL;
  const GOptionEntry options[] = {
    { "manner", 0, 0, G_OPTION_ARG_STRING, &manner_name, N_("How to sign in"), N_("NAME") }, { NULL }
  };
  const KontorConnectorInfo *info;
  const KontorSignInManner *manner;
  g_autoptr (GVariant) fields = NULL;
  g_autoptr (KontorAccount) account = NULL;

  if (!kontor_cli_parse (self, options, 2, 64, error))
    return FALSE;
  info = find_platform (self, kontor_cli_get_arg (self, 1), error);
  manner = info != NULL ? find_manner (info, manner_name, error) : NULL;
  fields = manner != NULL ? read_fields (self, manner, error) : NULL;
  if (fields == NULL)
    return FALSE;
  account = dex_await_object (
      kontor_engine_add_account (self->engine, info->id, manner->name, fields, progress_cb, self), error);
  if (account == NULL)
    return FALSE;
  /* Translators: an account's name and its number. */
  kontor_cli_print (self, _("Added “%s” as account %" PRId64 "\n"), kontor_account_get_name (account),
                    kontor_account_get_id (account));
  return TRUE;
}

static gboolean
list (KontorCli *self, GError **error)
{
  static const char *const columns[] = { "id", "platform", "name", "address", "status", "unsent", "problems", NULL };
  GListModel *accounts;
  KontorCliTable *table;

  if (!kontor_cli_parse (self, NULL, 1, 1, error) || !dex_await (kontor_engine_count (self->engine), error))
    return FALSE;
  accounts = kontor_engine_get_accounts (self->engine);
  table = kontor_cli_table_new (self, columns);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    const KontorConnectorInfo *platform = kontor_account_get_platform (account);

    kontor_cli_table_add_int (table, kontor_account_get_id (account));
    kontor_cli_table_add (table, platform != NULL ? platform->id : NULL);
    kontor_cli_table_add (table, kontor_account_get_name (account));
    kontor_cli_table_add (table, kontor_account_get_address (account));
    kontor_cli_table_add (table, kontor_account_status_to_nick (kontor_account_get_status (account)));
    kontor_cli_table_add_int (table, kontor_account_get_unsent (account));
    kontor_cli_table_add_int (table, kontor_account_get_problems (account));
  }
  kontor_cli_table_end (table);
  return TRUE;
}

static KontorAccount *
dup_named (KontorCli *self, GError **error)
{
  gint64 id = kontor_cli_find_account (self, kontor_cli_get_arg (self, 1), error);

  return id != 0 ? kontor_engine_dup_account (self->engine, id) : NULL;
}

static gboolean
check (KontorCli *self, GError **error)
{
  g_autoptr (KontorAccount) account = kontor_cli_parse (self, NULL, 1, 2, error) ? dup_named (self, error) : NULL;

  return account != NULL && dex_await (kontor_account_check (account, progress_cb, self), error);
}

static gboolean
set_paused (KontorCli *self, GError **error)
{
  g_autoptr (KontorAccount) account = kontor_cli_parse (self, NULL, 1, 2, error) ? dup_named (self, error) : NULL;

  if (account == NULL)
    return FALSE;
  return dex_await (
      g_str_equal (self->args[1], "pause") ? kontor_account_pause (account) : kontor_account_resume (account), error);
}

static gboolean
reconnect (KontorCli *self, GError **error)
{
  g_autoptr (KontorAccount) account = kontor_cli_parse (self, NULL, 1, 64, error) ? dup_named (self, error) : NULL;
  const KontorConnectorInfo *info = account != NULL ? kontor_account_get_platform (account) : NULL;
  const KontorSignInManner *manner = info != NULL ? find_manner (info, NULL, error) : NULL;
  g_autoptr (GVariant) fields = manner != NULL ? read_fields (self, manner, error) : NULL;

  return fields != NULL &&
         dex_await (kontor_account_reconnect (account, manner->name, fields, progress_cb, self), error);
}

static gboolean
remove_account (KontorCli *self, GError **error)
{
  gboolean anyway = FALSE;
  const GOptionEntry options[] = {
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &anyway, N_("Also with changes that were not sent"), NULL }, { NULL }
  };
  gint64 id = kontor_cli_parse (self, options, 2, 2, error)
                  ? kontor_cli_find_account (self, kontor_cli_get_arg (self, 1), error)
                  : 0;

  return id != 0 && dex_await (kontor_engine_remove_account (self->engine, id,
                                                             anyway ? KONTOR_REMOVE_ANYWAY : KONTOR_REMOVE_IF_SENT),
                               error);
}

static gboolean
run_account (KontorCli *self, GError **error)
{
  static const struct {
    const char *name;
    gboolean (*run) (KontorCli *self, GError **error);
  } commands[] = {
    { "add", add }, { "list", list }, { "check", check }, { "pause", set_paused }, { "resume", set_paused }, { "reconnect", reconnect }, { "remove", remove_account }
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (self->args[1], commands[i].name) == 0)
      return commands[i].run (self, error);
  if (kontor_cli_parse (self, NULL, 1, 1, error))
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                 _("“%s” is none of add, list, check, pause, resume, reconnect, remove"), self->args[1]);
  return FALSE;
}

const KontorCliVerb kontor_cli_account_verbs[] = {
  { "account", "account add PLATFORM [--manner=NAME] [FIELD=VALUE…] | list | check|pause|resume|reconnect [NAME] | remove NAME [--anyway]",
    N_("Connect shops and look after them"), KONTOR_VERB_OPEN, run_account },
  { NULL },
};
