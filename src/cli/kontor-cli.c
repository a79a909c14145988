#include "kontor-cli-private.h"

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "kontor-cli-owner.h"
#include "kontor-files.h"
#include "kontor-reader.h"

#define NUMBER_MARK "\x1f"

static const KontorCliVerb *const groups[] = {
  kontor_cli_account_verbs,
  kontor_cli_sync_verbs,
  kontor_cli_list_verbs,
  kontor_cli_edit_verbs,
  kontor_cli_table_verbs,
  kontor_cli_print_verbs,
  kontor_cli_outbox_verbs,
  kontor_cli_file_verbs,
};

KontorCliRequest *
kontor_cli_request_new (const char *const *args, const char *folder, const KontorConnectorFactory *const *factories,
                        int in, int out, int err)
{
  KontorCliRequest *self = g_new0 (KontorCliRequest, 1);

  self->args = g_strdupv ((char **) args);
  self->folder = g_strdup (folder);
  self->factories = factories;
  self->in = g_unix_input_stream_new (in, TRUE);
  self->out = g_unix_output_stream_new (out, TRUE);
  self->err = g_unix_output_stream_new (err, TRUE);
  return self;
}

void
kontor_cli_request_free (KontorCliRequest *self)
{
  g_strfreev (self->args);
  g_free (self->folder);
  g_object_unref (self->in);
  g_object_unref (self->out);
  g_object_unref (self->err);
  g_free (self);
}

static void
cli_free (KontorCli *self)
{
  g_clear_object (&self->engine);
  g_clear_pointer (&self->request, kontor_cli_request_free);
  g_strfreev (self->args);
  g_string_free (self->text, TRUE);
  g_free (self->database);
  g_free (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

static gboolean
write_text (GOutputStream *stream, const char *text, gsize length, GError **error)
{
  DexPromise *promise = dex_promise_new ();

  g_output_stream_write_all_async (stream, text, length, G_PRIORITY_DEFAULT, NULL, written_cb, dex_ref (promise));
  return dex_await (DEX_FUTURE (promise), error);
}

gboolean
kontor_cli_flush (KontorCli *self, GError **error)
{
  gboolean written = self->text->len == 0 || write_text (self->request->out, self->text->str, self->text->len, error);

  g_string_truncate (self->text, 0);
  return written;
}

void
kontor_cli_print (KontorCli *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (self->text, format, args);
  va_end (args);
}

gboolean
kontor_cli_complain (KontorCli *self, const char *message)
{
  g_autofree char *line = g_strdup_printf ("kontorctl: %s\n", message);

  return write_text (self->request->err, line, strlen (line), NULL);
}

static void
got_line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_string (promise, line != NULL ? line : g_strdup (""));
}

char *
kontor_cli_read_line (KontorCli *self, const char *prompt, GError **error)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (self->request->in);
  DexPromise *promise = dex_promise_new ();

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (stream),
                                           1); /* what follows the line belongs to the next reader */
  write_text (self->request->err, prompt, strlen (prompt), NULL);
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, NULL, got_line_cb, dex_ref (promise));
  return dex_await_string (DEX_FUTURE (promise), error);
}

static void
got_all_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_boolean (promise, TRUE);
}

char *
kontor_cli_read_all (KontorCli *self, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  DexPromise *promise = dex_promise_new ();

  g_output_stream_splice_async (memory, self->request->in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
                                NULL, got_all_cb, dex_ref (promise));
  if (!dex_await (DEX_FUTURE (promise), error))
    return NULL;
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

static const KontorCliVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const KontorCliVerb *verb = groups[i]; verb->name != NULL; verb++)
      if (g_str_equal (verb->name, name))
        return verb;
  return NULL;
}

static void
print_help (KontorCli *self)
{
  kontor_cli_print (self, "%s\n\n  kontorctl [--db FILE] [--json|--csv] %s\n\n%s\n", _("Usage:"),
                    _("COMMAND [ARGUMENT…]"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const KontorCliVerb *verb = groups[i]; verb->name != NULL; verb++)
      kontor_cli_print (self, "  %-14s %s\n", verb->name, _(verb->summary));
  kontor_cli_print (self, "\n%s\n", _("“kontorctl COMMAND --help” says more about one; “man kontorctl” about all."));
}

static GOptionContext *
make_context (const KontorCliVerb *verb, const GOptionEntry *options)
{
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _(verb->summary));
  g_option_context_set_help_enabled (context, FALSE);
  if (options != NULL)
    g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  return context;
}

/* The first line would name the program alone. */
static char *
make_help (const KontorCliVerb *verb, GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  const char *summary = strstr (help, "\n\n");

  return g_strdup_printf ("%s\n  kontorctl %s%s", _("Usage:"), verb->usage, summary != NULL ? summary : "");
}

static gboolean
asks_for_help (KontorCli *self)
{
  for (guint i = 1; self->args[i] != NULL && !g_str_equal (self->args[i], "--"); i++)
    if (g_str_equal (self->args[i], "--help") || g_str_equal (self->args[i], "-h"))
      return TRUE;
  return FALSE;
}

/* "-5" is a number, not an option: it is marked while the options are taken out. */
static char *
mark_number (const char *arg)
{
  if (arg[0] == '-' && (g_ascii_isdigit (arg[1]) || ((arg[1] == '.' || arg[1] == ',') && g_ascii_isdigit (arg[2]))))
    return g_strconcat (NUMBER_MARK, arg, NULL);
  return g_strdup (arg);
}

static GStrv
mark_numbers (GStrv args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; args[i] != NULL; i++)
    g_strv_builder_take (builder, mark_number (args[i]));
  return g_strv_builder_end (builder);
}

/* Marks, and the "--" before which the options stood, are taken out again. */
static GStrv
unmark_numbers (GStrv args)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean separated = FALSE;

  for (guint i = 0; args[i] != NULL; i++)
    if (!separated && g_str_equal (args[i], "--"))
      separated = TRUE;
    else
      g_strv_builder_add (builder, args[i] + (g_str_has_prefix (args[i], NUMBER_MARK) ? strlen (NUMBER_MARK) : 0));
  return g_strv_builder_end (builder);
}

gboolean
kontor_cli_parse (KontorCli *self, const GOptionEntry *options, guint min, guint max, GError **error)
{
  const KontorCliVerb *verb = find_verb (self->args[0]);
  g_autoptr (GOptionContext) context = make_context (verb, options);
  g_autoptr (GError) problem = NULL;
  g_auto (GStrv) args = mark_numbers (self->args);
  guint n;

  if (asks_for_help (self)) {
    g_autofree char *help = make_help (verb, context);

    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, help);
    return FALSE;
  }
  if (!g_option_context_parse_strv (context, &args, &problem)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", problem->message);
    return FALSE;
  }
  g_strfreev (self->args);
  self->args = unmark_numbers (args);
  n = g_strv_length (self->args) - 1;
  if (n >= min && n <= max)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Usage: kontorctl %s"), verb->usage);
  return FALSE;
}

const char *
kontor_cli_get_arg (KontorCli *self, guint index)
{
  return index + 1 < g_strv_length (self->args) ? self->args[index + 1] : NULL;
}

gboolean
kontor_cli_parse_entity (const char *name, KontorEntity *entity, GError **error)
{
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    const char *nick = kontor_entity_get_nick (i);
    g_autofree char *plural = g_str_has_suffix (nick, "y") ? g_strdup_printf ("%.*sies", (int) strlen (nick) - 1, nick)
                                                           : g_strconcat (nick, "s", NULL);

    if (g_str_equal (name, nick) || g_str_equal (name, plural)) {
      *entity = i;
      return TRUE;
    }
  }
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
               _("“%s” is none of orders, products, variants, customers, discounts, categories, tags, settings"), name);
  return FALSE;
}

gboolean
kontor_cli_parse_number (const char *text, gint64 *number, GError **error)
{
  if (text[0] == '+')
    text++;
  if (g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT64, number, NULL))
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not a whole number"), text);
  return FALSE;
}

char *
kontor_cli_resolve_path (KontorCli *self, const char *path)
{
  return path != NULL ? g_canonicalize_filename (path, self->request->folder) : NULL;
}

static gboolean
is_called (KontorAccount *account, const char *name)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, kontor_account_get_id (account));

  return name == NULL || g_str_equal (id, name) || g_strcmp0 (kontor_account_get_name (account), name) == 0;
}

gint64
kontor_cli_find_account (KontorCli *self, const char *name, GError **error)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);
  gint64 found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    if (!is_called (account, name))
      continue;
    if (found != 0) {
      g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                           _("There are several accounts; name one with --account"));
      return 0;
    }
    found = kontor_account_get_id (account);
  }
  if (found == 0)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND,
                 name != NULL ? _("There is no account “%s”") : _("There is no account yet"), name);
  return found;
}

gint64
kontor_cli_find_object (KontorCli *self, KontorEntity entity, const char *name, GError **error)
{
  return dex_await_int64 (kontor_reader_resolve (self->engine, entity, 0, name), error);
}

KontorExit
kontor_cli_get_exit (const GError *error)
{
  if (error->domain != KONTOR_ERROR)
    return KONTOR_EXIT_FAILED;
  switch ((KontorError) error->code) {
  case KONTOR_ERROR_INVALID:
    return KONTOR_EXIT_USAGE;
  case KONTOR_ERROR_NOT_FOUND:
    return KONTOR_EXIT_NOT_FOUND;
  case KONTOR_ERROR_REJECTED:
  case KONTOR_ERROR_UNSUPPORTED:
    return KONTOR_EXIT_REJECTED;
  case KONTOR_ERROR_CONFLICT:
  case KONTOR_ERROR_UNKNOWN_OUTCOME:
    return KONTOR_EXIT_PROBLEM;
  case KONTOR_ERROR_OFFLINE:
  case KONTOR_ERROR_RATE_LIMITED:
  case KONTOR_ERROR_TEMPORARY:
    return KONTOR_EXIT_OFFLINE;
  case KONTOR_ERROR_AUTH:
    return KONTOR_EXIT_AUTH;
  case KONTOR_ERROR_DB_CORRUPT:
  case KONTOR_ERROR_DB_NEWER:
    return KONTOR_EXIT_DAMAGED;
  case KONTOR_ERROR_DB_FULL:
  case KONTOR_ERROR_DB_READ_ONLY:
    return KONTOR_EXIT_CANNOT_WRITE;
  case KONTOR_ERROR_DB_BUSY:
    return KONTOR_EXIT_LOCKED;
  case KONTOR_ERROR_PROTOCOL:
  case KONTOR_ERROR_DB:
    return KONTOR_EXIT_FAILED;
  }
  return KONTOR_EXIT_FAILED;
}

/* What stands before the command: --db FILE, --json, --csv. FALSE where it makes no sense. */
static gboolean
take_globals (KontorCli *self, GError **error)
{
  char **args = self->request->args + 1;

  for (; *args != NULL && args[0][0] == '-'; args++) {
    if (g_str_equal (*args, "--json"))
      self->format = KONTOR_CLI_JSON;
    else if (g_str_equal (*args, "--csv"))
      self->format = KONTOR_CLI_CSV;
    else if (g_str_equal (*args, "--db") && args[1] != NULL)
      g_set_str (&self->database, *++args);
    else if (g_str_equal (*args, "--help") || g_str_equal (*args, "-h"))
      break;
    else {
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no option of kontorctl"), *args);
      return FALSE;
    }
  }
  self->args = g_strdupv (args);
  return TRUE;
}

/* The same options are understood after the command too. */
static void
take_format (KontorCli *self)
{
  guint kept = 0;

  for (guint i = 0; self->args[i] != NULL; i++) {
    if (i > 0 && (g_str_equal (self->args[i], "--json") || g_str_equal (self->args[i], "--csv"))) {
      self->format = g_str_equal (self->args[i], "--json") ? KONTOR_CLI_JSON : KONTOR_CLI_CSV;
      g_clear_pointer (&self->args[i], g_free);
      continue;
    }
    self->args[kept++] = self->args[i];
  }
  self->args[kept] = NULL;
}

static gboolean
open_engine (KontorCli *self, GError **error)
{
  KontorEngineConfig config = { .factories = self->request->factories, .flags = KONTOR_ENGINE_CREATE };

  self->engine = dex_await_object (kontor_engine_open (self->database, &config), error);
  self->owns_engine = self->engine != NULL;
  return self->owns_engine;
}

static gboolean
run_verb (KontorCli *self, GError **error)
{
  const KontorCliVerb *verb;

  take_format (self);
  if (self->args[0] == NULL || g_str_equal (self->args[0], "help") || g_str_has_prefix (self->args[0], "-")) {
    print_help (self);
    return TRUE;
  }
  verb = find_verb (self->args[0]);
  if (verb == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no command; “kontorctl help” lists them"),
                 self->args[0]);
    return FALSE;
  }
  if (self->engine != NULL && verb->needs == KONTOR_VERB_FILE) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY,
                         _("Close Kontor first: this works on the file itself"));
    return FALSE;
  }
  if (self->engine == NULL && verb->needs == KONTOR_VERB_OPEN && !asks_for_help (self) && !open_engine (self, error))
    return FALSE;
  return verb->run (self, error);
}

/* Help is printed where answers go, all other trouble where errors go. */
static void
report (KontorCli *self, const GError *error)
{
  if (error->domain == G_OPTION_ERROR) {
    kontor_cli_print (self, "%s", error->message);
    return;
  }
  kontor_cli_flush (self, NULL);
  kontor_cli_complain (self, error->message);
  self->status = kontor_cli_get_exit (error);
}

static DexFuture *
run_fiber (gpointer data)
{
  KontorCli *self = data;
  g_autoptr (GError) error = NULL;

  if (!take_globals (self, &error) || !run_verb (self, &error)) {
    if (g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY) && self->engine == NULL) {
      int status = dex_await_int (kontor_cli_hand_over (self->request, self->database), NULL);

      if (status >= 0)
        return dex_future_new_for_int (status);
    }
    report (self, error);
  }
  if (!kontor_cli_flush (self, NULL) && self->status == KONTOR_EXIT_OK)
    self->status = KONTOR_EXIT_FAILED;
  if (self->owns_engine)
    dex_await (kontor_engine_stop (self->engine), NULL);
  return dex_future_new_for_int ((int) self->status);
}

DexFuture *
kontor_cli_run (KontorCliRequest *request, KontorEngine *engine)
{
  KontorCli *self = g_new0 (KontorCli, 1);

  self->request = request;
  self->engine = engine != NULL ? g_object_ref (engine) : NULL;
  self->text = g_string_new (NULL);
  self->database = kontor_files_dup_default_path ();
  return dex_scheduler_spawn (NULL, 512 * 1024, run_fiber, self, (GDestroyNotify) cli_free);
}
