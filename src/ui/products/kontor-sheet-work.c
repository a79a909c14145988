#include "kontor-sheet-work.h"

#include "kontor-csv-clip.h"
#include "kontor-reader.h"

#define CELLS_AT_ONCE 40

typedef struct {
  KontorEngine *engine;
  KontorSheet *sheet;
  GArray *ids; /* (element-type gint64): of the variants, row by row */
  KontorSheetRange range;
  KontorSheetFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_object_unref (self->engine);
  g_object_unref (self->sheet);
  g_array_unref (self->ids);
  self->destroy (self->data);
  g_free (self);
}

/* (transfer full) (nullable): by their ids */
static GHashTable *
load (Work *self, KontorEntity entity, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) rows =
      dex_await_boxed (kontor_reader_load_rows (self->engine, entity, (const gint64 *) ids->data, ids->len), error);
  GHashTable *records;

  if (rows == NULL)
    return NULL;
  records = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) kontor_record_unref);
  for (guint i = 0; i < rows->len; i++) {
    KontorRecord *record = g_ptr_array_index (rows, i);
    gint64 id = kontor_record_get_id (record);

    g_hash_table_insert (records, g_memdup2 (&id, sizeof id), kontor_record_ref (record));
  }
  return records;
}

static GArray *
list_products (GHashTable *variants)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer variant;

  g_hash_table_iter_init (&iter, variants);
  while (g_hash_table_iter_next (&iter, NULL, &variant)) {
    gint64 id = kontor_record_get_ref (variant, KONTOR_VARIANT_PRODUCT);

    if (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
      g_array_append_val (ids, id);
  }
  return ids;
}

static void
visit (Work *self, guint row, guint index, KontorRecord *variant, GHashTable *products)
{
  guint n_columns;
  const KontorSheetColumn *column = &kontor_sheet_column_list (&n_columns)[self->range.column + index];
  gint64 product = kontor_record_get_ref (variant, KONTOR_VARIANT_PRODUCT);
  KontorRecord *present = column->entity == KONTOR_ENTITY_VARIANT ? variant : g_hash_table_lookup (products, &product);
  g_autoptr (KontorRecord) record = NULL;

  if (present == NULL)
    return;
  record = kontor_sheet_lay_over (self->sheet, present);
  self->func (column, row, index, present, record, self->data);
}

/* What a person types meanwhile comes between. */
static void
visit_all (Work *self, GHashTable *variants, GHashTable *products)
{
  guint n = 0;

  kontor_sheet_begin (self->sheet);
  for (guint row = 0; row < self->ids->len; row++) {
    KontorRecord *variant = g_hash_table_lookup (variants, &g_array_index (self->ids, gint64, row));

    for (guint i = 0; variant != NULL && i < self->range.n_columns; i++, n++) {
      visit (self, row, i, variant, products);
      if (n % CELLS_AT_ONCE == CELLS_AT_ONCE - 1)
        dex_await (dex_timeout_new_msec (0), NULL);
    }
  }
  kontor_sheet_end (self->sheet);
}

static DexFuture *
work_fiber (gpointer data)
{
  Work *self = data;
  g_autoptr (GHashTable) variants = NULL, products = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  variants = load (self, KONTOR_ENTITY_VARIANT, self->ids, &error);
  if (variants != NULL) {
    ids = list_products (variants);
    products = load (self, KONTOR_ENTITY_PRODUCT, ids, &error);
  }
  if (products == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  visit_all (self, variants, products);
  return dex_future_new_true ();
}

DexFuture *
kontor_sheet_work_run (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows, KontorSheetRange range,
                       KontorSheetFunc func, gpointer data, GDestroyNotify destroy)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (rows));
  Work *self = g_new0 (Work, 1);

  self->engine = g_object_ref (engine);
  self->sheet = g_object_ref (sheet);
  self->range = range;
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = range.row; i < n_rows && i - range.row < range.n_rows; i++) {
    gint64 id = kontor_results_get_id (rows, i);

    g_array_append_val (self->ids, id);
  }
  return dex_scheduler_spawn (NULL, 0, work_fiber, self, work_free);
}

/* What is typed where, and who may. */
typedef struct {
  KontorEngine *engine;
  KontorSheet *sheet;
  GPtrArray *cells; /* (element-type GStrv) */
} Typing;

static void
typing_free (gpointer data)
{
  Typing *self = data;

  g_object_unref (self->engine);
  g_object_unref (self->sheet);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static Typing *
typing_new (KontorEngine *engine, KontorSheet *sheet, GPtrArray *cells)
{
  Typing *self = g_new0 (Typing, 1);

  self->engine = g_object_ref (engine);
  self->sheet = g_object_ref (sheet);
  self->cells = cells;
  return self;
}

static void
type (Typing *self, const KontorSheetColumn *column, const KontorRecord *present, const char *text)
{
  g_autoptr (KontorAccount) account = kontor_engine_dup_account (self->engine, kontor_record_get_account (present));
  g_autofree char *refusal = kontor_sheet_column_dup_refusal (column, account, present);

  if (refusal == NULL)
    kontor_sheet_column_type (column, self->sheet, present, text);
}

static void
paste_cell (const KontorSheetColumn *column, guint row, guint index, const KontorRecord *present, const KontorRecord *record,
            gpointer data)
{
  Typing *self = data;
  char **cells = g_ptr_array_index (self->cells, row % self->cells->len);

  type (self, column, present, cells[index % g_strv_length (cells)]);
}

DexFuture *
kontor_sheet_work_paste (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows, KontorSheetRange range, GPtrArray *cells)
{
  g_return_val_if_fail (cells != NULL && cells->len > 0, NULL);

  return kontor_sheet_work_run (engine, sheet, rows, range, paste_cell, typing_new (engine, sheet, cells), typing_free);
}

static void
fill_cell (const KontorSheetColumn *column, guint row, guint index, const KontorRecord *present, const KontorRecord *record,
           gpointer data)
{
  Typing *self = data;

  if (row == 0)
    g_ptr_array_add (self->cells, kontor_sheet_column_dup_text (column, record));
  else
    type (self, column, present, g_ptr_array_index (self->cells, index));
}

DexFuture *
kontor_sheet_work_fill (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows, KontorSheetRange range)
{
  return kontor_sheet_work_run (engine, sheet, rows, range, fill_cell,
                                typing_new (engine, sheet, g_ptr_array_new_with_free_func (g_free)), typing_free);
}

typedef struct {
  gatomicrefcount ref_count;
  GString *text;
  GPtrArray *row;
  guint n_columns;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->row);
  g_free (self);
}

static void
copy_cell (const KontorSheetColumn *column, guint row, guint index, const KontorRecord *present, const KontorRecord *record,
           gpointer data)
{
  Copy *self = data;

  g_ptr_array_add (self->row, kontor_sheet_column_dup_text (column, record));
  if (self->row->len < self->n_columns)
    return;
  g_ptr_array_add (self->row, NULL);
  kontor_csv_clip_append (self->text, (const char *const *) self->row->pdata);
  g_ptr_array_set_size (self->row, 0);
}

static DexFuture *
copied_cb (DexFuture *future, gpointer data)
{
  return dex_future_new_take_string (g_strdup (((Copy *) data)->text->str));
}

DexFuture *
kontor_sheet_work_copy (KontorEngine *engine, KontorSheet *sheet, KontorResults *rows, KontorSheetRange range)
{
  Copy *copy = g_new0 (Copy, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  g_atomic_ref_count_inc (&copy->ref_count);
  copy->text = g_string_new (NULL);
  copy->row = g_ptr_array_new_with_free_func (g_free);
  copy->n_columns = range.n_columns;
  return dex_future_then (kontor_sheet_work_run (engine, sheet, rows, range, copy_cell, copy, copy_free), copied_cb, copy,
                          copy_free);
}
