#include "kontor-letterheads.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-document-store.h"
#include "kontor-error.h"
#include "kontor-wording.h"

#define LARGEST_LOGO (8 * 1024 * 1024)

G_DEFINE_BOXED_TYPE (KontorLetterheadSetup, kontor_letterhead_setup, kontor_letterhead_setup_copy, kontor_letterhead_setup_free)

KontorLetterheadSetup *
kontor_letterhead_setup_new (KontorRecord *record, GBytes *logo)
{
  KontorLetterheadSetup *self = g_new0 (KontorLetterheadSetup, 1);

  self->record = kontor_record_ref (record);
  self->logo = logo != NULL ? g_bytes_ref (logo) : NULL;
  return self;
}

KontorLetterheadSetup *
kontor_letterhead_setup_copy (const KontorLetterheadSetup *self)
{
  return kontor_letterhead_setup_new (self->record, self->logo);
}

void
kontor_letterhead_setup_free (KontorLetterheadSetup *self)
{
  kontor_record_unref (self->record);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self);
}

static KontorSeries *
series_copy (const KontorSeries *self)
{
  KontorSeries *copy = g_new0 (KontorSeries, 1);

  copy->prefix = g_strdup (self->prefix);
  copy->next = self->next;
  return copy;
}

void
kontor_series_free (KontorSeries *self)
{
  g_free (self->prefix);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (KontorSeries, kontor_series, series_copy, kontor_series_free)

/* The first of the user's languages in which documents are written. */
static const char *
choose_language (void)
{
  const char *const *known = kontor_wording_get_languages ();
  const char *const *wanted = g_get_language_names ();

  for (guint i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains (known, wanted[i]))
      return wanted[i];
  return "en";
}

static gboolean
make_default (KontorTxn *txn, gint64 account_id, KontorRecord **record, GError **error)
{
  g_autofree char *name = NULL;

  if (!kontor_txn_query_text (txn, &name, error, "SELECT name FROM account WHERE id = ?", "i", account_id))
    return FALSE;
  *record = kontor_record_new (&kontor_letterhead_type);
  kontor_record_set_text (*record, KONTOR_LETTERHEAD_NAME, name != NULL ? name : "");
  kontor_record_set_text (*record, KONTOR_LETTERHEAD_LANGUAGE, choose_language ());
  return TRUE;
}

gboolean
kontor_letterhead_store_load (KontorTxn *txn, gint64 account_id, gint64 *id, KontorRecord **record, GBytes **logo, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn, "SELECT id, data, logo FROM letterhead WHERE account_id = ? ORDER BY id DESC LIMIT 1", error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", account_id);
  step = kontor_stmt_step (stmt, error);
  *id = 0;
  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  if (step == KONTOR_STEP_DONE)
    return make_default (txn, account_id, record, error);
  *id = kontor_stmt_get_int (stmt, 0);
  *record = kontor_record_from_json (&kontor_letterhead_type, kontor_stmt_get_text (stmt, 1), -1, error);
  *logo = kontor_stmt_dup_bytes (stmt, 2);
  kontor_stmt_reset (stmt);
  return *record != NULL;
}

/* What no document bears need not be kept. */
static gboolean
drop_unused (KontorTxn *txn, gint64 account_id, GError **error)
{
  return kontor_txn_run (txn, error, "DELETE FROM letterhead WHERE account_id = ? AND id NOT IN (SELECT letterhead_id FROM document)", "i",
                         account_id);
}

gboolean
kontor_letterhead_store_save (KontorTxn *txn, gint64 account_id, const KontorRecord *record, GBytes *logo, gint64 *id, GError **error)
{
  g_autofree char *json = kontor_record_to_json (record);

  if (!drop_unused (txn, account_id, error) ||
      !kontor_txn_run (txn, error, "INSERT INTO letterhead (account_id, data, logo) VALUES (?, ?, ?)", "isy", account_id, json, logo))
    return FALSE;
  *id = kontor_txn_last_insert_id (txn);
  return TRUE;
}

typedef struct {
  gint64 account_id;
  KontorDocumentKind kind;
  KontorLetterheadSetup *setup; /* (owned) (nullable) */
  char *prefix;                 /* (owned) (nullable) */
  gint64 next;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_pointer (&self->setup, kontor_letterhead_setup_free);
  g_free (self->prefix);
  g_free (self);
}

static Request *
request_new (gint64 account_id, KontorDocumentKind kind)
{
  Request *self = g_new0 (Request, 1);

  self->account_id = account_id;
  self->kind = kind;
  return self;
}

static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  g_autoptr (KontorRecord) record = NULL;
  g_autoptr (GBytes) logo = NULL;
  gint64 id;

  if (!kontor_letterhead_store_load (txn, self->account_id, &id, &record, &logo, error))
    return FALSE;
  g_value_init (result, KONTOR_TYPE_LETTERHEAD_SETUP);
  g_value_take_boxed (result, kontor_letterhead_setup_new (record, logo));
  return TRUE;
}

DexFuture *
kontor_letterheads_load (KontorEngine *engine, gint64 account_id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, load_func,
                         request_new (account_id, KONTOR_DOCUMENT_INVOICE), request_free);
}

static gboolean
save_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  gint64 id;

  return kontor_letterhead_store_save (txn, self->account_id, self->setup->record, self->setup->logo, &id, error);
}

static const char *
find_fault (const KontorLetterheadSetup *setup)
{
  const char *name = kontor_record_get_text (setup->record, KONTOR_LETTERHEAD_NAME);

  if (name == NULL || strspn (name, " \t") == strlen (name))
    return _("The shop needs a name.");
  if (setup->logo != NULL && g_bytes_get_size (setup->logo) > LARGEST_LOGO)
    return _("The logo is too large.");
  return NULL;
}

DexFuture *
kontor_letterheads_save (KontorEngine *engine, gint64 account_id, const KontorLetterheadSetup *setup)
{
  const char *fault;
  Request *request;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && setup != NULL, NULL);

  fault = find_fault (setup);
  if (fault != NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", fault);
  request = request_new (account_id, KONTOR_DOCUMENT_INVOICE);
  request->setup = kontor_letterhead_setup_copy (setup);
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, save_func, request, request_free);
}

static gboolean
load_series_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  const char *kind = kontor_document_kind_to_nick (self->kind);
  g_autoptr (KontorSeries) series = g_new0 (KontorSeries, 1);

  if (!kontor_txn_query_text (txn, &series->prefix, error, "SELECT prefix FROM document_series WHERE account_id = ? AND kind = ?", "it",
                              self->account_id, kind) ||
      !kontor_txn_query_int (txn, &series->next, 1, error, "SELECT next FROM document_series WHERE account_id = ? AND kind = ?", "it",
                             self->account_id, kind))
    return FALSE;
  if (series->prefix == NULL)
    series->prefix = g_strdup (kontor_document_series_get_prefix (self->kind));
  g_value_init (result, KONTOR_TYPE_SERIES);
  g_value_take_boxed (result, g_steal_pointer (&series));
  return TRUE;
}

DexFuture *
kontor_letterheads_load_series (KontorEngine *engine, gint64 account_id, KontorDocumentKind kind)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, load_series_func, request_new (account_id, kind),
                         request_free);
}

static gboolean
save_series_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Request *self = data;
  const char *kind = kontor_document_kind_to_nick (self->kind);
  gint64 last = 0;

  if (!kontor_txn_query_int (txn, &last, 0, error, "SELECT max (seq) FROM document WHERE account_id = ? AND kind = ? AND prefix = ?", "itt",
                             self->account_id, kind, self->prefix))
    return FALSE;
  if (self->next <= last) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The number %s%04d is taken already."), self->prefix, (int) last);
    return FALSE;
  }
  return kontor_txn_run (txn, error,
                         "INSERT INTO document_series (account_id, kind, prefix, next) VALUES (?1, ?2, ?3, ?4) "
                         "ON CONFLICT DO UPDATE SET prefix = ?3, next = ?4",
                         "itti", self->account_id, kind, self->prefix, self->next);
}

DexFuture *
kontor_letterheads_save_series (KontorEngine *engine, gint64 account_id, KontorDocumentKind kind, const char *prefix, gint64 next)
{
  Request *request;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && prefix != NULL, NULL);

  if (next < 1 || next > G_MAXINT)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", _("Numbers begin at 1."));
  request = request_new (account_id, kind);
  request->prefix = g_strdup (prefix);
  request->next = next;
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, save_series_func, request, request_free);
}
