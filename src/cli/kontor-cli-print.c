#include <glib/gi18n.h>
#include <inttypes.h>

#include "kontor-cli-private.h"
#include "kontor-documents.h"
#include "kontor-print-run.h"

static gboolean
parse_kind (const char *nick, KontorDocumentKind *kind, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  if (kontor_document_kind_from_nick (nick, kind))
    return TRUE;
  for (guint i = 0; i < KONTOR_N_DOCUMENT_KINDS; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", kontor_document_kind_to_nick ((KontorDocumentKind) i));
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is none of these: %s"), nick, known->str);
  return FALSE;
}

static gboolean
is_of_goods (KontorDocumentKind kind)
{
  return kind == KONTOR_DOCUMENT_PRODUCT_LABEL || kind == KONTOR_DOCUMENT_PRICE_LABEL || kind == KONTOR_DOCUMENT_BIN_LABEL;
}

/* (transfer full) (nullable): what the names from the second argument on mean, each once */
static KontorScope *
find_scope (KontorCli *self, KontorEntity entity, GError **error)
{
  g_autoptr (KontorIdSet) ids = kontor_id_set_new ();

  for (guint i = 2; self->args[i] != NULL; i++) {
    gint64 id = kontor_cli_find_object (self, entity, self->args[i], error);

    if (id == 0)
      return NULL;
    kontor_id_set_add (ids, id);
  }
  return kontor_scope_new_ids (entity, ids);
}

static KontorPrintJob *
make_job (KontorCli *self, KontorDocumentKind kind, GError **error)
{
  g_autoptr (KontorScope) scope = find_scope (self, is_of_goods (kind) ? KONTOR_ENTITY_VARIANT : KONTOR_ENTITY_ORDER, error);

  if (scope == NULL)
    return NULL;
  return dex_await_boxed (is_of_goods (kind) ? kontor_documents_label (self->engine, kind, scope, G_MAXUINT)
                                             : kontor_documents_make (self->engine, kind, scope),
                          error);
}

static GBytes *
set (KontorCli *self, KontorPrintJob *job, const KontorPrintProfile *profile, gboolean zpl, GError **error)
{
  const KontorPrintSetup setup = kontor_print_profile_get_setup (profile);
  const KontorZplOptions options = kontor_print_profile_get_zpl (profile);
  g_autoptr (GPtrArray) labels = NULL;

  if (!zpl)
    return dex_await_boxed (kontor_print_job_to_pdf (job, &setup, kontor_clock_now (kontor_engine_get_clock (self->engine))), error);
  labels = dex_await_boxed (kontor_print_job_to_zpl (job, setup.media, &options), error);
  return labels != NULL ? kontor_print_run_join (labels) : NULL;
}

static gboolean
write_file (KontorCli *self, KontorPrintJob *job, const KontorPrintProfile *profile, const char *name, GError **error)
{
  g_autofree char *path = kontor_cli_resolve_path (self, name), *base = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = set (self, job, profile, g_str_has_suffix (path, ".zpl"), error);

  return bytes != NULL &&
         dex_await (dex_file_replace_contents_bytes (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION), error) &&
         dex_await (kontor_documents_note (self->engine, job, base), error);
}

static gboolean
send (KontorCli *self, KontorPrintJob *job, const KontorPrintProfile *profile, GError **error)
{
  if (!kontor_print_run_knows (profile->printer)) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Say with --output or --printer where it is to go"));
    return FALSE;
  }
  return dex_await (kontor_print_run (self->engine, job, profile, NULL, NULL), error);
}

/* "queue", "queue:zebra", "socket:10.0.0.7" */
static void
set_printer (KontorPrintProfile *profile, const char *printer)
{
  g_free (profile->printer);
  profile->printer = kontor_print_run_knows (printer) ? g_strdup (printer) : g_strconcat ("queue:", printer, NULL);
}

static gboolean
set_media (KontorPrintProfile *profile, const char *name, GError **error)
{
  if (kontor_media_find (name) == NULL) {
    g_autoptr (GString) known = g_string_new (NULL);
    guint n;
    const KontorMedia *medias = kontor_media_list (&n);

    for (guint i = 0; i < n; i++)
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", medias[i].name);
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is none of these: %s"), name, known->str);
    return FALSE;
  }
  g_set_str (&profile->media, name);
  return TRUE;
}

static gboolean
run_print (KontorCli *self, GError **error)
{
  g_autofree char *output = NULL, *printer = NULL, *media = NULL, *reason = NULL;
  int first = 0;
  gboolean zpl = FALSE;
  const GOptionEntry options[] = {
    { "output", 'o', 0, G_OPTION_ARG_STRING, &output, N_("A .pdf or .zpl file"), N_("FILE") },
    { "printer", 'p', 0, G_OPTION_ARG_STRING, &printer, N_("A print queue, or socket:HOST[:PORT]"), N_("QUEUE") },
    { "media", 0, 0, G_OPTION_ARG_STRING, &media, N_("Paper or labels"), N_("NAME") },
    { "first-label", 0, 0, G_OPTION_ARG_INT, &first, N_("On a sheet of labels, where to begin"), N_("N") },
    { "zpl", 0, 0, G_OPTION_ARG_NONE, &zpl, N_("In the label printer’s own language"), NULL },
    { NULL },
  };
  g_autoptr (KontorPrintProfile) profile = NULL;
  g_autoptr (KontorPrintJob) job = NULL;
  KontorDocumentKind kind;

  if (!kontor_cli_parse (self, options, 2, 10000, error) || !parse_kind (self->args[1], &kind, error))
    return FALSE;
  profile = dex_await_boxed (kontor_print_profile_load (self->engine, kind), error);
  if (profile == NULL || (media != NULL && !set_media (profile, media, error)))
    return FALSE;
  if (printer != NULL)
    set_printer (profile, printer);
  if (first > 0)
    profile->first_label = (guint) first - 1;
  profile->zpl |= zpl;
  job = make_job (self, kind, error);
  if (job == NULL || !(output != NULL ? write_file (self, job, profile, output, error) : send (self, job, profile, error)))
    return FALSE;
  kontor_cli_print (self, ngettext ("%u document printed\n", "%u documents printed\n", kontor_print_job_count (job)),
                    kontor_print_job_count (job));
  reason = kontor_print_job_explain (job);
  if (reason != NULL) {
    kontor_cli_print (self, "%s\n", reason);
    self->status = KONTOR_EXIT_PROBLEM;
  }
  return TRUE;
}

const KontorCliVerb kontor_cli_print_verbs[] = {
  { "print", "print KIND ORDER… [--output=FILE] [--printer=QUEUE] [--media=NAME] [--first-label=N] [--zpl]",
    N_("Print documents of orders, or labels of variants"), KONTOR_VERB_OPEN, run_print },
  { NULL },
};
