#include "kontor-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-bulk.h"
#include "kontor-csv-writer.h"
#include "kontor-db.h"
#include "kontor-error.h"
#include "kontor-import-check.h"
#include "kontor-import-state.h"

#define FAULTS_AT_ONCE 200

struct _KontorImport {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  gint64 account_id;
  KontorImportFile *file;   /* (owned) */
  KontorCsvLayout *layout;  /* (owned): as the person wants it */
  KontorImportCheck *check; /* (owned) (nullable) */
  guint n_checked;
  gboolean given_away; /* the files belong to the action */
};

G_DEFINE_FINAL_TYPE (KontorImport, kontor_import, G_TYPE_OBJECT)

enum { PROP_0, PROP_N_CHECKED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
kontor_import_finalize (GObject *object)
{
  KontorImport *self = KONTOR_IMPORT (object);

  if (!self->given_away && self->file != NULL)
    kontor_import_remove_files_later (self->file->path);
  g_clear_pointer (&self->check, kontor_import_check_unref);
  g_clear_pointer (&self->layout, kontor_csv_layout_unref);
  g_clear_pointer (&self->file, kontor_import_file_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_import_parent_class)->finalize (object);
}

static void
kontor_import_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_N_CHECKED)
    g_value_set_uint (value, KONTOR_IMPORT (object)->n_checked);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_import_class_init (KontorImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_import_finalize;
  object_class->get_property = kontor_import_get_property;

  properties[PROP_N_CHECKED] = g_param_spec_uint ("n-checked", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_import_init (KontorImport *self)
{
}

/* What the store says of itself, which a table does not. */
static void
complete_layout (KontorImport *self)
{
  g_autoptr (KontorAccount) account = kontor_engine_dup_account (self->engine, self->account_id);
  const KontorAccountInfo *info = account != NULL ? kontor_account_get_info (account) : NULL;

  if (info == NULL)
    return;
  g_set_str (&self->layout->zone, info->time_zone);
  g_set_str (&self->layout->weight_unit, info->weight_unit);
  g_set_str (&self->layout->size_unit, info->size_unit);
}

static DexFuture *
opened_cb (DexFuture *future, gpointer data)
{
  KontorImport *self = data;

  self->file = kontor_import_file_ref (g_value_get_boxed (dex_future_get_value (future, NULL)));
  self->layout = kontor_csv_layout_copy (self->file->layout);
  complete_layout (self);
  return dex_future_new_take_object (g_object_ref (self));
}

DexFuture *
kontor_import_open (KontorEngine *engine, gint64 account_id, GFile *file, const KontorCsvFormat *format)
{
  KontorImport *self;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_IMPORT, NULL);
  self->engine = g_object_ref (engine);
  self->account_id = account_id;
  folder = kontor_import_make_folder (kontor_engine_get_db (engine));
  return dex_future_then (kontor_import_file_read (file, folder, format), opened_cb, self, g_object_unref);
}

const KontorCsvLayout *
kontor_import_get_layout (KontorImport *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self), NULL);

  return self->layout;
}

GPtrArray *
kontor_import_get_preview (KontorImport *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self), NULL);

  return self->file->preview;
}

guint
kontor_import_get_n_replaced (KontorImport *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self), 0);

  return self->file->n_replaced;
}

/* A check that is under way has the layout that it began with. */
static void
change_layout (KontorImport *self)
{
  KontorCsvLayout *layout = kontor_csv_layout_copy (self->layout);

  kontor_csv_layout_unref (self->layout);
  self->layout = layout;
}

void
kontor_import_set_meaning (KontorImport *self, guint column, KontorCsvMeaning meaning)
{
  g_return_if_fail (KONTOR_IS_IMPORT (self));

  change_layout (self);
  kontor_csv_layout_set_meaning (self->layout, column, meaning);
}

void
kontor_import_set_clear (KontorImport *self, gboolean clear)
{
  g_return_if_fail (KONTOR_IS_IMPORT (self));

  change_layout (self);
  self->layout->clear = clear;
}

char *
kontor_import_dup_objection (KontorImport *self)
{
  static const KontorCsvMeaning names[] = { KONTOR_CSV_ID, KONTOR_CSV_SKU, KONTOR_CSV_GTIN, KONTOR_CSV_HANDLE };

  g_return_val_if_fail (KONTOR_IS_IMPORT (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (kontor_csv_layout_has (self->layout, names[i]))
      return NULL;
  return g_strdup (_("One of the columns has to be the SKU, the GTIN, the handle or the ID in the shop."));
}

typedef struct {
  KontorImport *import;
  GCancellable *cancellable;
} Checking;

static void
checking_free (gpointer data)
{
  Checking *self = data;

  g_object_unref (self->import);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static DexFuture *
check_fiber (gpointer data)
{
  Checking *checking = data;
  KontorImport *self = checking->import;
  g_autoptr (KontorImportCheck) check = kontor_import_check_new (kontor_engine_get_factories (self->engine), self->account_id,
                                                                 self->file, self->layout);
  GError *error = NULL;
  gboolean more;

  do {
    more = dex_await_boolean (kontor_import_check_part (check, kontor_engine_get_db (self->engine), checking->cancellable), &error);
    if (error == NULL)
      g_cancellable_set_error_if_cancelled (checking->cancellable, &error);
    self->n_checked = kontor_import_check_get_n_rows (check);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CHECKED]);
  } while (more && error == NULL);
  if (error != NULL)
    return dex_future_new_for_error (error);
  g_clear_pointer (&self->check, kontor_import_check_unref);
  self->check = g_steal_pointer (&check);
  return dex_future_new_true ();
}

DexFuture *
kontor_import_check (KontorImport *self, GCancellable *cancellable)
{
  Checking *checking;

  g_return_val_if_fail (KONTOR_IS_IMPORT (self), NULL);

  checking = g_new0 (Checking, 1);
  checking->import = g_object_ref (self);
  checking->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return dex_scheduler_spawn (NULL, 0, check_fiber, checking, checking_free);
}

guint
kontor_import_get_n_checked (KontorImport *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self), 0);

  return self->n_checked;
}

guint
kontor_import_count (KontorImport *self, KontorImportVerdict verdict)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self), 0);

  return self->check != NULL ? kontor_import_check_count (self->check, verdict) : 0;
}

DexFuture *
kontor_import_load_rows (KontorImport *self, guint verdicts, guint from, guint n)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self) && self->check != NULL, NULL);

  return kontor_import_check_load (self->check, kontor_engine_get_db (self->engine), verdicts, from, n);
}

static void
write_fault (GString *text, const KontorImportRow *row)
{
  g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, row->line);
  g_autofree char *name = kontor_csv_disarm (row->name != NULL ? row->name : "");
  g_autofree char *column = kontor_csv_disarm (row->column != NULL ? row->column : "");

  kontor_csv_write_row (text, (const char *const[]) { line, name, column, row->fault, NULL });
}

typedef struct {
  KontorImport *import;
  GFile *file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->import);
  g_object_unref (self->file);
  g_free (self);
}

static DexFuture *
save_fiber (gpointer data)
{
  Saving *saving = data;
  KontorImport *self = saving->import;
  g_autoptr (GFileOutputStream) stream =
      dex_await_object (dex_file_replace (saving->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT), NULL);
  GError *error = NULL;
  guint from = 0, n = stream != NULL ? FAULTS_AT_ONCE : 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (stream == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The file cannot be written."));
  kontor_csv_write_row (text, (const char *const[]) { _("Line"), _("Name"), _("Column"), _("Problem"), NULL });
  while (n == FAULTS_AT_ONCE && error == NULL) {
    g_autoptr (GPtrArray) rows =
        dex_await_boxed (kontor_import_load_rows (self, 1 << KONTOR_IMPORT_FAULTY, from, FAULTS_AT_ONCE), &error);
    GBytes *bytes;

    n = rows != NULL ? rows->len : 0;
    from += n;
    for (guint i = 0; i < n; i++)
      write_fault (text, g_ptr_array_index (rows, i));
    bytes = g_bytes_new (text->str, text->len);
    if (error == NULL)
      dex_await (dex_output_stream_write_bytes (G_OUTPUT_STREAM (stream), bytes, G_PRIORITY_DEFAULT), &error);
    g_bytes_unref (bytes);
    g_string_truncate (text, 0);
  }
  if (error == NULL)
    dex_await (dex_output_stream_close (G_OUTPUT_STREAM (stream), G_PRIORITY_DEFAULT), &error);
  return error != NULL ? dex_future_new_for_error (error) : dex_future_new_true ();
}

DexFuture *
kontor_import_save_faults (KontorImport *self, GFile *file)
{
  Saving *saving;

  g_return_val_if_fail (KONTOR_IS_IMPORT (self) && G_IS_FILE (file), NULL);

  saving = g_new0 (Saving, 1);
  saving->import = g_object_ref (self);
  saving->file = g_object_ref (file);
  return dex_scheduler_spawn (NULL, 0, save_fiber, saving, saving_free);
}

typedef struct {
  KontorPlatforms platforms;
  KontorImportState state;
} Begin;

static void
begin_free (gpointer data)
{
  Begin *self = data;

  kontor_import_state_clear (&self->state);
  g_free (self);
}

static gboolean
begin_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Begin *self = data;
  KontorGesture gesture = { .platforms = self->platforms };

  if (!kontor_bulk_begin_import (txn, &gesture, &self->state, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, gesture.action);
  return TRUE;
}

static DexFuture *
begin_cb (DexFuture *future, gpointer data)
{
  KontorImport *self = data;
  Begin *begin = g_new0 (Begin, 1);

  begin->platforms = kontor_engine_get_factories (self->engine);
  begin->state.account_id = self->account_id;
  begin->state.file = g_strdup (self->file->path);
  begin->state.layout = kontor_csv_layout_to_text (self->layout);
  begin->state.offset = (gint64) self->file->offset;
  begin->state.line = (gint64) self->file->line;
  begin->state.left = kontor_import_check_get_n_rows (self->check);
  self->given_away = TRUE;
  return kontor_db_write (kontor_engine_get_db (self->engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, begin_func, begin,
                          begin_free);
}

DexFuture *
kontor_import_apply (KontorImport *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT (self) && self->check != NULL, NULL);

  if (kontor_import_count (self, KONTOR_IMPORT_CREATED) + kontor_import_count (self, KONTOR_IMPORT_CHANGED) == 0)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Nothing would change."));
  return dex_future_then (kontor_import_check_keep (self->check), begin_cb, g_object_ref (self), g_object_unref);
}

static gboolean
left_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 left;

  if (!kontor_bulk_count (txn, *(gint64 *) data, &left, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, left);
  return TRUE;
}

DexFuture *
kontor_import_count_left (KontorEngine *engine, gint64 action)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, left_func,
                         g_memdup2 (&action, sizeof action), g_free);
}
