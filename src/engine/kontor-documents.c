#include "kontor-documents.h"

#include <glib/gi18n.h>

#include "kontor-document-store.h"
#include "kontor-error.h"
#include "kontor-store-scope.h"

/* Orders that are made in one transaction, so that other writes do not wait long. */
#define AT_ONCE 50

/* A part of a job. Also what a person looks at, in one part. */
typedef struct {
  KontorPrintJob *job;
  KontorDocumentHow how;
  GArray *ids;        /* (owned) (nullable) */
  KontorScope *scope; /* (owned) (nullable): instead of ids */
  guint from;
  guint n;
  GHashTable *days; /* (owned) */
  gint64 document_id;
  char *printer; /* (owned) (nullable) */
} Part;

static void
part_free (gpointer data)
{
  Part *self = data;

  g_clear_pointer (&self->job, kontor_print_job_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->scope, kontor_scope_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_free (self->printer);
  g_free (self);
}

/* Today is another day where the shop is. */
static GHashTable *
make_days (KontorEngine *engine)
{
  GHashTable *days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GListModel *accounts = kontor_engine_get_accounts (engine);
  gint64 now = kontor_clock_now (kontor_engine_get_clock (engine));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    gint64 id = kontor_account_get_id (account), day = kontor_day_of (now, kontor_engine_get_zone (engine, id));

    g_hash_table_insert (days, g_memdup2 (&id, sizeof id), g_memdup2 (&day, sizeof day));
  }
  return days;
}

static Part *
part_new (KontorEngine *engine, KontorDocumentKind kind, KontorDocumentHow how)
{
  Part *self = g_new0 (Part, 1);

  self->job = kontor_print_job_new (kind);
  self->how = how;
  self->days = make_days (engine);
  return self;
}

static gboolean
part_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Part *self = data;

  if (self->ids == NULL)
    self->ids = kontor_store_scope_page (txn, self->scope, self->n, error);
  if (self->ids == NULL ||
      !kontor_document_store_add (txn, self->job, (const gint64 *) (gpointer) self->ids->data + self->from,
                                  MIN (self->n, self->ids->len - self->from), self->days, self->how, error))
    return FALSE;
  g_value_init (result, KONTOR_TYPE_PRINT_JOB);
  g_value_set_boxed (result, self->job);
  return TRUE;
}

DexFuture *
kontor_documents_look (KontorEngine *engine, KontorDocumentKind kind, KontorScope *orders, guint most)
{
  Part *part;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && orders != NULL, NULL);

  part = part_new (engine, kind, KONTOR_DOCUMENT_LOOK);
  part->scope = kontor_scope_ref (orders);
  part->n = most;
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, part_func, part, part_free);
}

/* All orders of a scope being made. */
typedef struct {
  KontorEngine *engine;
  KontorDocumentKind kind;
  KontorScope *orders;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->engine);
  kontor_scope_unref (self->orders);
  g_free (self);
}

static gboolean
ids_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  GArray *ids = kontor_store_scope_ids (txn, data, error);

  if (ids == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, ids);
  return TRUE;
}

static gboolean
await_part (Making *self, KontorPrintJob *job, GArray *ids, guint from, guint n, GError **error)
{
  Part *part = part_new (self->engine, self->kind, KONTOR_DOCUMENT_MAKE);
  g_autoptr (KontorPrintJob) made = NULL;

  part->ids = g_array_ref (ids);
  part->from = from;
  part->n = n;
  made = dex_await_boxed (kontor_db_write (kontor_engine_get_db (self->engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, part_func, part,
                                           part_free),
                          error);
  if (made != NULL)
    kontor_print_job_join (job, made);
  return made != NULL;
}

static GError *
find_fault (KontorPrintJob *job)
{
  if (job->items->len > 0)
    return NULL;
  return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_INVALID,
                              job->left_out->len > 0 ? g_ptr_array_index (job->left_out, 0) : _("There is nothing to print."));
}

static DexFuture *
make_fiber (gpointer data)
{
  Making *self = data;
  GError *error = NULL;
  g_autoptr (KontorPrintJob) job = kontor_print_job_new (self->kind);
  g_autoptr (GArray) ids = dex_await_boxed (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_BULK, NULL, ids_func,
                                                            kontor_scope_ref (self->orders), (GDestroyNotify) kontor_scope_unref),
                                            &error);
  guint at_once = self->kind == KONTOR_DOCUMENT_PICK_LIST ? G_MAXUINT : AT_ONCE;

  for (guint from = 0; ids != NULL && from < ids->len; from += MIN (at_once, ids->len - from))
    if (!await_part (self, job, ids, from, at_once, &error))
      break;
  if (error == NULL)
    error = find_fault (job);
  if (error != NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (KONTOR_TYPE_PRINT_JOB, g_steal_pointer (&job));
}

DexFuture *
kontor_documents_make (KontorEngine *engine, KontorDocumentKind kind, KontorScope *orders)
{
  Making *making;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && orders != NULL, NULL);

  making = g_new0 (Making, 1);
  making->engine = g_object_ref (engine);
  making->kind = kind;
  making->orders = kontor_scope_ref (orders);
  return dex_scheduler_spawn (NULL, 0, make_fiber, making, making_free);
}

static gboolean
reopen_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Part *self = data;

  if (!kontor_document_store_get_kind (txn, self->document_id, &self->job->kind, error) ||
      !kontor_document_store_reopen (txn, self->job, self->document_id, error))
    return FALSE;
  g_value_init (result, KONTOR_TYPE_PRINT_JOB);
  g_value_set_boxed (result, self->job);
  return TRUE;
}

DexFuture *
kontor_documents_reopen (KontorEngine *engine, gint64 document_id)
{
  Part *part;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  part = part_new (engine, KONTOR_DOCUMENT_PACKING_SLIP, KONTOR_DOCUMENT_LOOK);
  part->document_id = document_id;
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, reopen_func, part, part_free);
}

static gboolean
label_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Part *self = data;

  self->ids = kontor_store_scope_page (txn, self->scope, self->n, error);
  if (self->ids == NULL || !kontor_document_store_add_labels (txn, self->job, kontor_scope_get_entity (self->scope), self->ids, error))
    return FALSE;
  g_value_init (result, KONTOR_TYPE_PRINT_JOB);
  g_value_set_boxed (result, self->job);
  return TRUE;
}

DexFuture *
kontor_documents_label (KontorEngine *engine, KontorDocumentKind kind, KontorScope *goods, guint most)
{
  Part *part;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && goods != NULL, NULL);

  part = part_new (engine, kind, KONTOR_DOCUMENT_LOOK);
  part->scope = kontor_scope_ref (goods);
  part->n = most;
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_BULK, NULL, label_func, part, part_free);
}

static gboolean
note_item (KontorTxn *txn, const KontorPrintItem *item, const char *printer, GError **error)
{
  for (guint i = 0; item->document_id != 0 && item->fault == NULL && i < item->subjects->len; i++)
    if (!kontor_txn_run (txn, error, "INSERT INTO print (document_id, account_id, subject, at, printer) VALUES (?, ?, ?, ?, ?)", "iitit",
                         item->document_id, item->account_id, g_ptr_array_index (item->subjects, i), kontor_txn_get_now (txn), printer))
      return FALSE;
  return TRUE;
}

static gboolean
note_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Part *self = data;

  for (guint i = 0; i < self->job->items->len; i++)
    if (!note_item (txn, g_ptr_array_index (self->job->items, i), self->printer, error))
      return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_PRINTS);
  return TRUE;
}

DexFuture *
kontor_documents_note (KontorEngine *engine, KontorPrintJob *job, const char *printer)
{
  Part *part;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && job != NULL && printer != NULL, NULL);

  part = g_new0 (Part, 1);
  part->job = kontor_print_job_ref (job);
  part->printer = g_strdup (printer);
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, note_func, part, part_free);
}

static void
print_free (gpointer data)
{
  KontorPrint *self = data;

  g_free (self->number);
  g_free (self->printer);
  g_free (self);
}

static KontorPrint *
read_print (KontorStmt *stmt)
{
  KontorPrint *print = g_new0 (KontorPrint, 1);

  print->document_id = kontor_stmt_get_int (stmt, 0);
  print->number = kontor_stmt_dup_text (stmt, 2);
  print->at = kontor_stmt_get_int (stmt, 3);
  print->printer = kontor_stmt_dup_text (stmt, 4);
  return print;
}

static gboolean
list_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) prints = g_ptr_array_new_with_free_func (print_free);
  KontorStmt *stmt = kontor_txn_prepare (
      txn,
      "SELECT d.id, d.kind, d.prefix || printf ('%04d', d.seq), p.at, p.printer FROM \"order\" o JOIN print p "
      "ON p.account_id = o.account_id AND p.subject = coalesce (o.remote_id, 'local:' || o.id) JOIN document d ON d.id = p.document_id "
      "WHERE o.id = ? ORDER BY p.id DESC",
      error);
  KontorDocumentKind kind;
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", *(gint64 *) data);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    if (kontor_document_kind_from_nick (kontor_stmt_get_text (stmt, 1), &kind)) {
      KontorPrint *print = read_print (stmt);

      print->kind = kind;
      g_ptr_array_add (prints, print);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&prints));
  return step == KONTOR_STEP_DONE;
}

DexFuture *
kontor_documents_list_prints (KontorEngine *engine, gint64 order_id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, list_func, g_memdup2 (&order_id, sizeof order_id),
                         g_free);
}
