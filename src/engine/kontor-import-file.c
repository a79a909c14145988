#include "kontor-import-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "kontor-csv-reader.h"
#include "kontor-error.h"

#define HEAD (256 * 1024)
#define PREVIEW 12
/* Rows that are looked at to find out how numbers are written. */
#define SAMPLES 500

G_DEFINE_BOXED_TYPE (KontorImportFile, kontor_import_file, kontor_import_file_ref, kontor_import_file_unref)

KontorImportFile *
kontor_import_file_ref (KontorImportFile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_import_file_unref (KontorImportFile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->layout, kontor_csv_layout_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

typedef struct {
  GFile *file;
  char *folder;
  KontorCsvFormat format; /* its charset is empty where it is to be found out */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->file);
  g_free (self->folder);
  g_free (self);
}

static gboolean
read_head (GFile *file, GString *head, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  gsize n;

  g_string_set_size (head, HEAD);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head->str, HEAD, &n, NULL, error))
    return FALSE;
  g_string_truncate (head, n);
  return TRUE;
}

static void
find_charset (Request *self, GString *head, KontorCsvFormat *format)
{
  kontor_csv_detect_charset (format, head->str, head->len);
  if (self->format.charset[0] == '\0' || g_ascii_strcasecmp (self->format.charset, format->charset) == 0)
    return;
  g_strlcpy (format->charset, self->format.charset, sizeof format->charset);
  format->skip = 0;
}

static gboolean
copy_text (Request *self, const KontorCsvFormat *format, KontorImportFile *made, GError **error)
{
  g_autoptr (GFile) copy = g_file_new_for_path (made->path);
  g_autoptr (GFileInputStream) in = g_file_read (self->file, NULL, error);
  g_autoptr (GFileOutputStream) out = in != NULL ? g_file_replace (copy, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error) : NULL;
  g_autoptr (GCharsetConverter) converter = NULL;
  g_autoptr (GInputStream) text = NULL;

  if (out == NULL || g_input_stream_skip (G_INPUT_STREAM (in), format->skip, NULL, error) < 0)
    return FALSE;
  if (g_ascii_strcasecmp (format->charset, "UTF-8") == 0)
    text = g_object_ref (G_INPUT_STREAM (in));
  else {
    converter = g_charset_converter_new ("UTF-8", format->charset, error);
    if (converter == NULL)
      return FALSE;
    g_charset_converter_set_use_fallback (converter, TRUE);
    text = g_converter_input_stream_new (G_INPUT_STREAM (in), G_CONVERTER (converter));
  }
  if (g_output_stream_splice (G_OUTPUT_STREAM (out), text, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return FALSE;
  made->n_replaced = converter != NULL ? g_charset_converter_get_num_fallbacks (converter) : 0;
  return TRUE;
}

static gboolean
read_headings (KontorCsvReader *reader, KontorImportFile *made, const KontorCsvFormat *format, GError **error)
{
  KontorCsvRow row;
  gboolean more;

  if (!kontor_csv_reader_next (reader, &row, &more, error))
    return FALSE;
  if (!more || row.fault != KONTOR_CSV_FINE) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("This is no table: %s"),
                 more ? kontor_csv_fault_describe (row.fault) : _("the file is empty."));
    return FALSE;
  }
  made->layout = kontor_csv_layout_new (format, row.cells, row.n_cells);
  made->offset = kontor_csv_reader_get_offset (reader);
  made->line = kontor_csv_reader_get_line (reader);
  return TRUE;
}

static void
add_preview (KontorImportFile *made, const KontorCsvRow *row)
{
  GStrv cells = g_new0 (char *, made->layout->n_columns + 1);

  for (guint i = 0; i < made->layout->n_columns; i++)
    cells[i] = g_strdup (i < row->n_cells ? row->cells[i] : "");
  g_ptr_array_add (made->preview, cells);
}

static gboolean
read_samples (KontorCsvReader *reader, KontorImportFile *made, KontorCsvDecimals *decimals, GError **error)
{
  KontorCsvRow row;
  gboolean more = TRUE;

  for (guint i = 0; i < SAMPLES; i++) {
    if (!kontor_csv_reader_next (reader, &row, &more, error))
      return FALSE;
    if (!more)
      break;
    if (i < PREVIEW)
      add_preview (made, &row);
    for (guint j = 0; j < row.n_cells; j++)
      kontor_csv_decimals_add (decimals, row.cells[j]);
  }
  return TRUE;
}

static gboolean
read_table (Request *self, KontorImportFile *made, KontorCsvFormat *format, GError **error)
{
  g_autoptr (GFile) copy = g_file_new_for_path (made->path);
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GFileInputStream) stream = g_file_read (copy, NULL, error);
  g_autoptr (KontorCsvReader) reader = NULL;
  KontorCsvDecimals decimals = { 0 };

  if (stream == NULL || !read_head (copy, head, error))
    return FALSE;
  kontor_csv_detect_delimiter (format, head->str, head->len);
  if (self->format.delimiter != 0)
    format->delimiter = self->format.delimiter;
  reader = kontor_csv_reader_new (G_INPUT_STREAM (stream), format->delimiter);
  if (!read_headings (reader, made, format, error) || !read_samples (reader, made, &decimals, error))
    return FALSE;
  made->layout->format.decimal = self->format.decimal != 0 ? self->format.decimal : kontor_csv_decimals_get (&decimals);
  return TRUE;
}

static DexFuture *
read_fiber (gpointer data)
{
  Request *self = data;
  g_autoptr (KontorImportFile) made = g_new0 (KontorImportFile, 1);
  g_autofree char *name = g_uuid_string_random ();
  g_autoptr (GString) head = g_string_new (NULL);
  KontorCsvFormat format = { .decimal = '.' };
  GError *error = NULL;

  g_atomic_ref_count_init (&made->ref_count);
  made->path = g_strconcat (self->folder, G_DIR_SEPARATOR_S, name, ".csv", NULL);
  made->preview = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_mkdir_with_parents (self->folder, 0700);
  if (!read_head (self->file, head, &error))
    return dex_future_new_for_error (error);
  find_charset (self, head, &format);
  if (!copy_text (self, &format, made, &error) || !read_table (self, made, &format, &error)) {
    g_unlink (made->path);
    return dex_future_new_for_error (error);
  }
  return dex_future_new_take_boxed (KONTOR_TYPE_IMPORT_FILE, g_steal_pointer (&made));
}

DexFuture *
kontor_import_file_read (GFile *file, const char *folder, const KontorCsvFormat *format)
{
  Request *request;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  request = g_new0 (Request, 1);
  request->file = g_object_ref (file);
  request->folder = g_strdup (folder);
  if (format != NULL)
    request->format = *format;
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, read_fiber, request, request_free);
}
