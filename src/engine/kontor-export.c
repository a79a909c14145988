#include "kontor-export.h"

#include "kontor-db.h"
#include "kontor-export-row.h"
#include "kontor-store-scope.h"

#define AT_ONCE 200

/* A part, on the reader. */
typedef struct {
  GArray *ids; /* (element-type gint64) */
  guint from;
  guint n;
  GString *text; /* (owned): what was written */
  guint n_rows;
} Part;

/* The names of one account's categories and tags. */
typedef struct {
  gint64 account_id;
  KontorImportTerms *categories;
  KontorImportTerms *tags;
} Terms;

static void
terms_clear (Terms *self)
{
  g_clear_pointer (&self->categories, kontor_import_terms_free);
  g_clear_pointer (&self->tags, kontor_import_terms_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Terms, terms_clear)

static void
part_clear (gpointer data)
{
  Part *self = data;

  g_array_unref (self->ids);
  g_string_free (self->text, TRUE);
}

static void
part_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, part_clear);
}

static gboolean
terms_load (Terms *self, KontorTxn *txn, gint64 account_id, GError **error)
{
  if (self->categories != NULL && self->account_id == account_id)
    return TRUE;
  terms_clear (self);
  self->account_id = account_id;
  self->categories = kontor_import_terms_load (txn, KONTOR_ENTITY_CATEGORY, account_id, error);
  if (self->categories == NULL)
    return FALSE;
  self->tags = kontor_import_terms_load (txn, KONTOR_ENTITY_TAG, account_id, error);
  return self->tags != NULL;
}

/* (element-type KontorRecord) (nullable): in order */
static GPtrArray *
load_variants (KontorTxn *txn, gint64 product_id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT id FROM variant WHERE product_id = ? ORDER BY position, id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "i", product_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  if (step != KONTOR_STEP_DONE)
    return NULL;
  return kontor_store_load_many (txn, KONTOR_ENTITY_VARIANT, (const gint64 *) (gpointer) ids->data, ids->len,
                                 KONTOR_LOAD_WHOLE, error);
}

static gboolean
write_product (KontorTxn *txn, Part *self, Terms *terms, const KontorRecord *product, GError **error)
{
  g_autoptr (GPtrArray) variants = load_variants (txn, kontor_record_get_id (product), error);

  if (variants == NULL || !terms_load (terms, txn, kontor_record_get_account (product), error))
    return FALSE;
  self->n_rows += kontor_export_write_product (self->text, product, variants, terms->categories, terms->tags);
  return TRUE;
}

static gboolean
part_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Part *self = data;
  g_auto (Terms) terms = { 0 };
  g_autoptr (GPtrArray) products =
      kontor_store_load_many (txn, KONTOR_ENTITY_PRODUCT, &g_array_index (self->ids, gint64, self->from), self->n,
                              KONTOR_LOAD_WHOLE, error);

  if (products == NULL)
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    if (!write_product (txn, self, &terms, g_ptr_array_index (products, i), error))
      return FALSE;
  return TRUE;
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

typedef struct {
  KontorDb *db;
  KontorScope *products;
  GFile *file;
  GCancellable *cancellable;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->db);
  kontor_scope_unref (self->products);
  g_object_unref (self->file);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gboolean
await_write (GOutputStream *stream, GString *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);

  g_string_truncate (text, 0);
  if (g_bytes_get_size (bytes) == 0)
    return TRUE;
  return dex_await_int64 (dex_output_stream_write_bytes (stream, bytes, G_PRIORITY_DEFAULT), error) ==
         (gint64) g_bytes_get_size (bytes);
}

/* Rows that were written; on errors -1. */
static gint64
await_part (Export *self, GOutputStream *stream, GArray *ids, guint from, GError **error)
{
  Part *part = g_atomic_rc_box_new0 (Part);
  gint64 n_rows = -1;

  part->ids = g_array_ref (ids);
  part->from = from;
  part->n = MIN (AT_ONCE, ids->len - from);
  part->text = g_string_new (NULL);
  if (from == 0)
    kontor_export_write_headings (part->text);
  if (dex_await (kontor_db_read (self->db, KONTOR_DB_BULK, self->cancellable, part_func, g_atomic_rc_box_acquire (part), part_unref),
                 error) &&
      await_write (stream, part->text, error))
    n_rows = part->n_rows;
  part_unref (part);
  return n_rows;
}

static gint64
await_rows (Export *self, GOutputStream *stream, GError **error)
{
  g_autoptr (GArray) ids =
      dex_await_boxed (kontor_db_read (self->db, KONTOR_DB_BULK, self->cancellable, ids_func, kontor_scope_ref (self->products),
                                       (GDestroyNotify) kontor_scope_unref),
                       error);
  gint64 n_rows = 0;
  guint from = 0;

  if (ids == NULL)
    return -1;
  do {
    gint64 n = await_part (self, stream, ids, from, error);

    if (n < 0)
      return -1;
    n_rows += n;
    from += AT_ONCE;
  } while (from < ids->len);
  return n_rows;
}

static DexFuture *
export_fiber (gpointer data)
{
  Export *self = data;
  GError *error = NULL;
  g_autoptr (GFileOutputStream) stream =
      dex_await_object (dex_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT), &error);
  gint64 n_rows;

  if (stream == NULL)
    return dex_future_new_for_error (error);
  n_rows = await_rows (self, G_OUTPUT_STREAM (stream), &error);
  if (n_rows < 0)
    return dex_future_new_for_error (error);
  if (!dex_await (dex_output_stream_close (G_OUTPUT_STREAM (stream), G_PRIORITY_DEFAULT), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_int64 (n_rows);
}

DexFuture *
kontor_export_products (KontorEngine *engine, KontorScope *products, GFile *file, GCancellable *cancellable)
{
  Export *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && products != NULL && G_IS_FILE (file), NULL);

  self = g_new0 (Export, 1);
  self->db = g_object_ref (kontor_engine_get_db (engine));
  self->products = kontor_scope_ref (products);
  self->file = g_object_ref (file);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return dex_scheduler_spawn (NULL, 0, export_fiber, self, export_free);
}
