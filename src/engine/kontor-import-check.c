#include "kontor-import-check.h"

#include "kontor-csv-reader.h"
#include "kontor-db.h"
#include "kontor-import-state.h"

#define MAX_ROWS 2000
#define MAX_MICROSECONDS 100000

typedef struct {
  guint64 offset;
  guint32 line;
  guint8 verdict;
} Row;

struct _KontorImportCheck {
  KontorPlatforms platforms;
  gint64 account_id;
  KontorImportFile *file;  /* (owned) */
  KontorCsvLayout *layout; /* (owned) */
  GTimeZone *zone;         /* (owned) */
  KontorIdSet *seen;       /* (owned) */
  GArray *rows;            /* (owned) (element-type Row) */
  guint counts[KONTOR_N_IMPORT_VERDICTS];
  guint64 offset; /* where to go on */
  guint64 line;
};

KontorImportCheck *
kontor_import_check_new (KontorPlatforms platforms, gint64 account_id, KontorImportFile *file, KontorCsvLayout *layout)
{
  KontorImportCheck *self = g_atomic_rc_box_new0 (KontorImportCheck);

  self->platforms = platforms;
  self->account_id = account_id;
  self->file = kontor_import_file_ref (file);
  self->layout = kontor_csv_layout_ref (layout);
  self->zone = layout->zone != NULL ? g_time_zone_new_identifier (layout->zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->seen = kontor_id_set_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->offset = file->offset;
  self->line = file->line;
  return self;
}

KontorImportCheck *
kontor_import_check_ref (KontorImportCheck *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
check_clear (gpointer data)
{
  KontorImportCheck *self = data;

  kontor_import_file_unref (self->file);
  kontor_csv_layout_unref (self->layout);
  g_time_zone_unref (self->zone);
  kontor_id_set_unref (self->seen);
  g_array_unref (self->rows);
}

void
kontor_import_check_unref (KontorImportCheck *self)
{
  g_atomic_rc_box_release_full (self, check_clear);
}

guint
kontor_import_check_get_n_rows (KontorImportCheck *self)
{
  return self->rows->len;
}

guint
kontor_import_check_count (KontorImportCheck *self, KontorImportVerdict verdict)
{
  return self->counts[verdict];
}

/* (nullable) */
static KontorCsvReader *
open_reader (KontorImportCheck *self, guint64 offset, guint64 line, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->file->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (KontorCsvReader) reader = NULL;

  if (stream == NULL)
    return NULL;
  reader = kontor_csv_reader_new (G_INPUT_STREAM (stream), self->layout->format.delimiter);
  return kontor_csv_reader_seek (reader, offset, line, error) ? g_steal_pointer (&reader) : NULL;
}

static gboolean
check_row (KontorImportCheck *self, KontorImportChecker *checker, const KontorCsvRow *row, GError **error)
{
  g_autoptr (KontorCsvEntry) entry = kontor_csv_entry_new (self->layout, self->zone, row);
  g_autoptr (KontorImportPlan) plan = kontor_import_checker_check (checker, entry, error);
  Row found = { .offset = row->offset, .line = (guint32) row->line };

  if (plan == NULL)
    return FALSE;
  found.verdict = (guint8) plan->verdict;
  g_array_append_val (self->rows, found);
  self->counts[plan->verdict]++;
  return TRUE;
}

static gboolean
part_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorImportCheck *self = data;
  gint64 deadline = g_get_monotonic_time () + MAX_MICROSECONDS;
  g_autoptr (KontorCsvReader) reader = open_reader (self, self->offset, self->line, error);
  g_autoptr (KontorImportChecker) checker = NULL;
  gboolean more = TRUE;

  if (reader == NULL)
    return FALSE;
  checker = kontor_import_checker_new (txn, self->platforms, self->account_id, self->seen, error);
  if (checker == NULL)
    return FALSE;
  for (guint i = 0; i < MAX_ROWS && g_get_monotonic_time () < deadline && !kontor_txn_is_cancelled (txn); i++) {
    KontorCsvRow row;

    if (!kontor_csv_reader_next (reader, &row, &more, error))
      return FALSE;
    if (!more)
      break;
    if (!check_row (self, checker, &row, error))
      return FALSE;
  }
  self->offset = kontor_csv_reader_get_offset (reader);
  self->line = kontor_csv_reader_get_line (reader);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, more);
  return TRUE;
}

DexFuture *
kontor_import_check_part (KontorImportCheck *self, KontorDb *db, GCancellable *cancellable)
{
  return kontor_db_read (db, KONTOR_DB_BULK, cancellable, part_func, kontor_import_check_ref (self),
                         (GDestroyNotify) kontor_import_check_unref);
}

typedef struct {
  KontorImportCheck *check;
  guint verdicts;
  guint from;
  guint n;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  kontor_import_check_unref (self->check);
  g_free (self);
}

static void
take_plan (KontorImportRow *row, KontorImportPlan *plan, const KontorCsvLayout *layout)
{
  row->verdict = plan->verdict;
  row->name = g_strdup (plan->name);
  row->fault = g_strdup (plan->fault);
  row->changes = g_ptr_array_ref (plan->changes);
  if (plan->column >= 0 && (guint) plan->column < layout->n_columns)
    row->column = g_strdup (layout->headings[plan->column]);
}

/* (nullable): NULL on errors */
static KontorImportRow *
load_row (Load *self, KontorCsvReader *reader, KontorImportChecker *checker, const Row *known, GError **error)
{
  KontorImportCheck *check = self->check;
  g_autoptr (KontorCsvEntry) entry = NULL;
  g_autoptr (KontorImportPlan) plan = NULL;
  KontorImportRow *row;
  KontorCsvRow cells;
  gboolean more;

  if (!kontor_csv_reader_seek (reader, known->offset, known->line, error) ||
      !kontor_csv_reader_next (reader, &cells, &more, error))
    return NULL;
  entry = kontor_csv_entry_new (check->layout, check->zone, &cells);
  plan = kontor_import_checker_check_again (checker, entry, known->verdict, error);
  if (plan == NULL)
    return NULL;
  row = g_new0 (KontorImportRow, 1);
  g_atomic_ref_count_init (&row->ref_count);
  row->line = known->line;
  take_plan (row, plan, check->layout);
  return row;
}

static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Load *self = data;
  KontorImportCheck *check = self->check;
  g_autoptr (KontorCsvReader) reader = open_reader (check, 0, 1, error);
  g_autoptr (KontorImportChecker) checker = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_import_row_unref);
  guint skipped = 0;

  if (reader == NULL)
    return FALSE;
  checker = kontor_import_checker_new (txn, check->platforms, check->account_id, check->seen, error);
  if (checker == NULL)
    return FALSE;
  for (guint i = 0; i < check->rows->len && rows->len < self->n; i++) {
    const Row *known = &g_array_index (check->rows, Row, i);
    KontorImportRow *row;

    if ((self->verdicts & (1U << known->verdict)) == 0 || skipped++ < self->from)
      continue;
    row = load_row (self, reader, checker, known, error);
    if (row == NULL)
      return FALSE;
    g_ptr_array_add (rows, row);
  }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&rows));
  return TRUE;
}

DexFuture *
kontor_import_check_load (KontorImportCheck *self, KontorDb *db, guint verdicts, guint from, guint n)
{
  Load *load = g_new0 (Load, 1);

  load->check = kontor_import_check_ref (self);
  load->verdicts = verdicts;
  load->from = from;
  load->n = n;
  return kontor_db_read (db, KONTOR_DB_BULK, NULL, load_func, load, load_free);
}

static DexFuture *
keep_fiber (gpointer data)
{
  KontorImportCheck *self = data;
  g_autofree char *path = kontor_import_state_make_verdicts_path (self->file->path);
  g_autofree char *verdicts = g_malloc (self->rows->len + 1);
  GError *error = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    verdicts[i] = (char) g_array_index (self->rows, Row, i).verdict;
  if (!g_file_set_contents (path, verdicts, self->rows->len, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
kontor_import_check_keep (KontorImportCheck *self)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, keep_fiber, kontor_import_check_ref (self),
                              (GDestroyNotify) kontor_import_check_unref);
}
