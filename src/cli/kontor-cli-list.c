#include <glib/gi18n.h>
#include <string.h>

#include "kontor-cli-output.h"
#include "kontor-reader.h"
#include "kontor-saved-views.h"

#define PART 500

/* Rows are read, printed and forgotten in parts, so that lists may be of any length. */
static gboolean
print_parts (KontorCli *self, KontorEntity entity, GArray *ids, GError **error)
{
  for (guint from = 0; from < ids->len; from += PART) {
    guint n = MIN (PART, ids->len - from);
    g_autoptr (GPtrArray) rows =
        dex_await_boxed (kontor_reader_load_rows (self->engine, entity, &g_array_index (ids, gint64, from), n), error);

    if (rows == NULL)
      return FALSE;
    kontor_cli_print_rows (self, entity, rows, from == 0);
    if (!kontor_cli_flush (self, error))
      return FALSE;
  }
  kontor_cli_end_rows (self, ids->len > 0);
  return TRUE;
}

static gboolean
warn_misunderstood (KontorCli *self, KontorQuery *query, GError **error)
{
  g_autoptr (GPtrArray) terms = kontor_query_dup_misunderstood (query);
  const KontorTerm *term = terms->len > 0 ? g_ptr_array_index (terms, 0) : NULL;

  if (term == NULL)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s%s%s” is not understood here"),
               term->field != NULL ? term->field : "", term->field != NULL ? ":" : "", term->text);
  return FALSE;
}

/* "to-ship" is enough among orders for "orders-to-ship". */
static gboolean
is_shipped (const char *id, const char *name)
{
  const char *dash = strchr (id, '-');

  return g_str_equal (id, name) || (dash != NULL && g_str_equal (dash + 1, name));
}

static gboolean
is_view (KontorSavedView *view, const char *name)
{
  const char *builtin = kontor_saved_view_get_builtin (view);
  g_autofree char *own = g_utf8_casefold (kontor_saved_view_get_name (view), -1);
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  return (builtin != NULL && is_shipped (builtin, name)) || g_str_equal (own, wanted);
}

/* A shipped one that was removed here is still known by its id: scripts do not break. */
static const KontorViewInfo *
find_shipped (KontorEntity entity, const char *name)
{
  guint n;
  const KontorViewInfo *views = kontor_view_list (&n);

  for (guint i = 0; i < n; i++)
    if (views[i].entity == entity && is_shipped (views[i].id, name))
      return &views[i];
  return NULL;
}

static void
set_no_view_error (GError **error, const char *name, GPtrArray *views)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++) {
    KontorSavedView *view = g_ptr_array_index (views, i);
    const char *builtin = kontor_saved_view_get_builtin (view);

    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            builtin != NULL ? builtin : kontor_saved_view_get_name (view));
  }
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no view; there are: %s"), name, known->str);
}

static void
take_view (const char *view_filter, const char *view_sort, char **filter, char **sort)
{
  *filter = g_strdup (view_filter);
  if (*sort == NULL)
    *sort = g_strdup (view_sort);
}

/* Its filter, and its order where none is named. */
static gboolean
await_view (KontorCli *self, const char *name, KontorEntity entity, char **filter, char **sort, GError **error)
{
  g_autoptr (GPtrArray) views = dex_await_boxed (kontor_saved_views_read (self->engine, entity), error);
  const KontorViewInfo *shipped = find_shipped (entity, name);

  for (guint i = 0; views != NULL && i < views->len; i++) {
    KontorSavedView *view = g_ptr_array_index (views, i);

    if (!is_view (view, name))
      continue;
    take_view (kontor_saved_view_get_filter (view), kontor_saved_view_get_sort (view), filter, sort);
    return TRUE;
  }
  if (views != NULL && shipped != NULL)
    take_view (shipped->filter, shipped->sort, filter, sort);
  else if (views != NULL)
    set_no_view_error (error, name, views);
  return views != NULL && shipped != NULL;
}

static gboolean
check_sort (const char *sort, KontorEntity entity, GError **error)
{
  const char *const *sorts = kontor_query_list_sorts (entity);
  g_autofree char *known = g_strjoinv (", ", (char **) sorts);

  if (sort == NULL || g_strv_contains (sorts, sort[0] == '-' ? sort + 1 : sort))
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no order; there are: %s"), sort, known);
  return FALSE;
}

static gboolean
check_limit (int limit, GError **error)
{
  if (limit >= 0)
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("A limit is not negative"));
  return FALSE;
}

static gboolean
run_list (KontorCli *self, GError **error)
{
  g_autofree char *sort = NULL, *view = NULL, *account = NULL, *words = NULL, *filter = NULL;
  int limit = 0;
  gboolean count = FALSE;
  const GOptionEntry options[] = {
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, N_("Order, with a “-” before it for descending"), N_("NAME") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &view, N_("A saved view, by its name or its id"), N_("NAME") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_("Of one account only"), N_("NAME") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many; 0: all"), N_("N") },
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, N_("Only say how many there are"), NULL },
    { NULL },
  };
  g_autoptr (KontorQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  KontorEntity entity;
  gint64 account_id = 0;

  if (!kontor_cli_parse (self, options, 1, 64, error) || !kontor_cli_parse_entity (self->args[1], &entity, error) ||
      !check_sort (sort, entity, error) || !check_limit (limit, error) ||
      (view != NULL && !await_view (self, view, entity, &filter, &sort, error)))
    return FALSE;
  if (account != NULL && (account_id = kontor_cli_find_account (self, account, error)) == 0)
    return FALSE;
  words = g_strjoinv (" ", self->args + 2);
  query = kontor_query_new (entity, account_id, filter, words[0] != '\0' ? words : NULL, sort,
                            kontor_engine_get_zone (self->engine, account_id));
  if (!warn_misunderstood (self, query, error))
    return FALSE;
  if (count) {
    gint64 n = dex_await_int64 (kontor_reader_count (self->engine, query), error);

    kontor_cli_print (self, "%" G_GINT64_FORMAT "\n", n);
    return *error == NULL;
  }
  ids = dex_await_boxed (kontor_reader_find (self->engine, query, (guint) limit), error);
  return ids != NULL && print_parts (self, entity, ids, error);
}

static gboolean
run_show (KontorCli *self, GError **error)
{
  g_autoptr (KontorRecord) record = NULL;
  KontorEntity entity;
  gint64 id;

  if (!kontor_cli_parse (self, NULL, 2, 2, error) || !kontor_cli_parse_entity (self->args[1], &entity, error))
    return FALSE;
  id = kontor_cli_find_object (self, entity, self->args[2], error);
  record = id != 0 ? dex_await_boxed (kontor_engine_load (self->engine, entity, id), error) : NULL;
  if (record == NULL)
    return FALSE;
  kontor_cli_print_record (self, record);
  return TRUE;
}

const KontorCliVerb kontor_cli_list_verbs[] = {
  { "list", "list ENTITY [WORD…] [--view=NAME] [--sort=NAME] [--limit=N] [--account=NAME] [--count]",
    N_("List orders, products, variants, customers, discounts …"), KONTOR_VERB_OPEN, run_list },
  { "show", "show ENTITY NAME", N_("Show one of them with all that is known"), KONTOR_VERB_OPEN, run_show },
  { NULL },
};
