#include "kontor-csv-reader.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

#define BLOCK (64 * 1024)
#define MAX_CELL (1024 * 1024)

struct _KontorCsvReader {
  GInputStream *stream; /* (owned) */
  struct csv_parser parser;
  char delimiter;

  char block[BLOCK];
  gsize length; /* of what is in the block */
  gsize taken;
  gboolean ended;

  guint64 offset; /* of what comes next */
  guint64 line;
  char last; /* byte that was taken */

  /* The row that is being read. */
  guint64 first_offset;
  guint64 first_line;
  guint64 second_offset; /* where its second line begins; 0: still in the first */
  gsize pending;         /* bytes of the cell that is being read, and of what is around it */
  GString *raw;          /* its first line */
  GString *text;         /* its cells, each with a zero at its end */
  GArray *starts;        /* (element-type gsize): of the cells in the text */
  GPtrArray *cells;      /* (element-type utf8): into the text */
  GPtrArray *mended;     /* (element-type utf8) (owned): what had to be changed to be text */
  KontorCsvFault fault;
  gboolean whole;
};

const char *
kontor_csv_fault_describe (KontorCsvFault fault)
{
  switch (fault) {
  case KONTOR_CSV_FINE:
    return NULL;
  case KONTOR_CSV_BAD_QUOTES:
    return _("A quotation mark in this row is not closed, or one stands in a cell that has none around it.");
  case KONTOR_CSV_TOO_LONG:
    return _("A cell of this row is longer than a megabyte, or its quotation mark is not closed.");
  case KONTOR_CSV_BAD_TEXT:
    return _("This row has bytes that are no text in this encoding.");
  case KONTOR_CSV_ZERO:
    return _("This row has zero bytes.");
  }
  g_return_val_if_reached (NULL);
}

static void
begin_row (KontorCsvReader *self)
{
  self->first_offset = self->offset;
  self->first_line = self->line;
  self->second_offset = 0;
  self->pending = 0;
  self->fault = KONTOR_CSV_FINE;
  self->whole = FALSE;
  g_string_truncate (self->raw, 0);
  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  g_ptr_array_set_size (self->cells, 0);
  g_ptr_array_set_size (self->mended, 0);
}

static void
cell_cb (void *bytes, size_t length, void *data)
{
  KontorCsvReader *self = data;
  gsize start = self->text->len;

  if (length > MAX_CELL)
    self->fault = KONTOR_CSV_TOO_LONG;
  else
    g_string_append_len (self->text, bytes, (gssize) length);
  g_string_append_c (self->text, '\0');
  g_array_append_val (self->starts, start);
  self->pending = 0;
}

static void
row_cb (int terminator, void *data)
{
  KontorCsvReader *self = data;

  self->whole = TRUE;
}

/* What was begun is forgotten. */
static void
reset_parser (KontorCsvReader *self)
{
  csv_free (&self->parser);
  csv_init (&self->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_delim (&self->parser, (unsigned char) self->delimiter);
  csv_set_space_func (&self->parser, NULL);
  /* It makes room for a long cell in steps of 128 bytes otherwise, and copies it each time. */
  csv_set_blk_size (&self->parser, BLOCK);
}

KontorCsvReader *
kontor_csv_reader_new (GInputStream *stream, char delimiter)
{
  KontorCsvReader *self;

  g_return_val_if_fail (G_IS_SEEKABLE (stream), NULL);

  self = g_new0 (KontorCsvReader, 1);
  self->stream = g_object_ref (stream);
  self->delimiter = delimiter;
  self->line = 1;
  self->raw = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();
  self->mended = g_ptr_array_new_with_free_func (g_free);
  reset_parser (self);
  return self;
}

void
kontor_csv_reader_free (KontorCsvReader *self)
{
  csv_free (&self->parser);
  g_object_unref (self->stream);
  g_string_free (self->raw, TRUE);
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->mended);
  g_free (self);
}

guint64
kontor_csv_reader_get_offset (KontorCsvReader *self)
{
  return self->offset;
}

guint64
kontor_csv_reader_get_line (KontorCsvReader *self)
{
  return self->line;
}

gboolean
kontor_csv_reader_seek (KontorCsvReader *self, guint64 offset, guint64 line, GError **error)
{
  if (!g_seekable_seek (G_SEEKABLE (self->stream), (goffset) offset, G_SEEK_SET, NULL, error))
    return FALSE;
  self->offset = offset;
  self->line = line;
  self->length = self->taken = 0;
  self->ended = FALSE;
  self->last = 0;
  reset_parser (self);
  return TRUE;
}

static gboolean
fill (KontorCsvReader *self, GError **error)
{
  if (self->taken < self->length || self->ended)
    return TRUE;
  self->taken = 0;
  if (!g_input_stream_read_all (self->stream, self->block, BLOCK, &self->length, NULL, error))
    return FALSE;
  self->ended = self->length == 0;
  return TRUE;
}

/* Up to the end of the line, which it includes, or of the block. */
static gsize
measure_line (KontorCsvReader *self, gboolean *ends)
{
  const char *begin = self->block + self->taken;
  gsize left = self->length - self->taken;
  const char *feed = memchr (begin, '\n', left);
  const char *back = memchr (begin, '\r', feed != NULL ? (gsize) (feed - begin) : left);

  *ends = feed != NULL || back != NULL;
  if (back != NULL)
    return (gsize) (back - begin) + 1;
  return feed != NULL ? (gsize) (feed - begin) + 1 : left;
}

/* Lines without anything are no rows. */
static gboolean
is_blank (KontorCsvReader *self)
{
  return self->starts->len == 0 && strspn (self->raw->str, " \t\r\n") == self->raw->len;
}

static void
keep_raw (KontorCsvReader *self, const char *bytes, gsize n)
{
  if (self->second_offset == 0 && self->raw->len < MAX_CELL)
    g_string_append_len (self->raw, bytes, (gssize) MIN (n, MAX_CELL - self->raw->len));
}

/* Takes a line, or what there is of it. The feed after a return belongs to the line that ended with it. */
static void
take_line (KontorCsvReader *self, gsize n, gboolean ends)
{
  const char *begin = self->block + self->taken;
  gboolean again = begin[0] == '\n' && self->last == '\r';

  keep_raw (self, begin, n);
  if (again && self->second_offset == self->offset)
    self->second_offset++;
  self->last = begin[n - 1];
  self->taken += n;
  self->offset += n;
  if (ends && !again)
    self->line++;
  if (ends && self->second_offset == 0)
    self->second_offset = self->offset;
}

static void
parse_line (KontorCsvReader *self, gsize n, gboolean ends)
{
  const char *begin = self->block + self->taken;

  self->pending += n;
  if (csv_parse (&self->parser, begin, n, cell_cb, row_cb, self) != n)
    self->fault = KONTOR_CSV_BAD_QUOTES;
  else if (self->pending > 2 * MAX_CELL + BLOCK && !self->whole)
    self->fault = KONTOR_CSV_TOO_LONG;
  take_line (self, n, ends);
}

/* The rest of the first line of a row that cannot be read. */
static gboolean
skip_line (KontorCsvReader *self, GError **error)
{
  while (self->second_offset == 0 && !self->ended) {
    gboolean ends;
    gsize n;

    if (!fill (self, error))
      return FALSE;
    if (self->ended)
      break;
    n = measure_line (self, &ends);
    take_line (self, n, ends);
  }
  return TRUE;
}

static void
keep_first_line (KontorCsvReader *self)
{
  gsize start = 0;

  while (self->raw->len > 0 && strchr ("\r\n", self->raw->str[self->raw->len - 1]) != NULL)
    g_string_truncate (self->raw, self->raw->len - 1);
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, self->raw->str, (gssize) self->raw->len);
  g_string_append_c (self->text, '\0');
  g_array_set_size (self->starts, 0);
  g_array_append_val (self->starts, start);
}

/* Gives a row up: its first line is all of it. */
static gboolean
give_up (KontorCsvReader *self, GError **error)
{
  gboolean returned;

  if (!skip_line (self, error))
    return FALSE;
  returned = self->raw->len > 0 && self->raw->str[self->raw->len - 1] == '\r';
  keep_first_line (self);
  reset_parser (self);
  if (self->second_offset == 0)
    return TRUE;
  if (!kontor_csv_reader_seek (self, self->second_offset, self->first_line + 1, error))
    return FALSE;
  self->last = returned ? '\r' : 0;
  return TRUE;
}

static void
add_cell (KontorCsvReader *self, char *cell, gsize length)
{
  char *mended;

  if (memchr (cell, 0, length) != NULL && self->fault == KONTOR_CSV_FINE)
    self->fault = KONTOR_CSV_ZERO;
  if (g_utf8_validate_len (cell, length, NULL)) {
    g_ptr_array_add (self->cells, cell);
    return;
  }
  if (self->fault == KONTOR_CSV_FINE)
    self->fault = KONTOR_CSV_BAD_TEXT;
  mended = g_utf8_make_valid (cell, (gssize) length);
  g_ptr_array_add (self->mended, mended);
  g_ptr_array_add (self->cells, mended);
}

static void
end_row (KontorCsvReader *self, KontorCsvRow *row)
{
  for (guint i = 0; i < self->starts->len; i++) {
    gsize start = g_array_index (self->starts, gsize, i);
    gsize end = i + 1 < self->starts->len ? g_array_index (self->starts, gsize, i + 1) : self->text->len;

    add_cell (self, self->text->str + start, end - start - 1);
  }
  row->offset = self->first_offset;
  row->line = self->first_line;
  row->fault = self->fault;
  row->n_cells = self->cells->len;
  row->cells = (const char *const *) self->cells->pdata;
}

/* At the end of the file a row may lack its line's end, but not a quote's. */
static gboolean
end_file (KontorCsvReader *self, KontorCsvRow *row, gboolean *more, GError **error)
{
  *more = self->first_offset < self->offset;
  if (!*more)
    return TRUE;
  if (csv_fini (&self->parser, cell_cb, row_cb, self) != 0) {
    self->fault = KONTOR_CSV_BAD_QUOTES;
    if (!give_up (self, error))
      return FALSE;
  }
  *more = self->starts->len > 0;
  end_row (self, row);
  return TRUE;
}

/* The next line, or what there is of it. FALSE as long as there is no row. */
static gboolean
read_line (KontorCsvReader *self)
{
  gboolean ends;
  gsize n = measure_line (self, &ends);

  parse_line (self, n, ends);
  if (ends && is_blank (self))
    begin_row (self);
  return self->whole || self->fault != KONTOR_CSV_FINE;
}

gboolean
kontor_csv_reader_next (KontorCsvReader *self, KontorCsvRow *row, gboolean *more, GError **error)
{
  begin_row (self);
  do {
    if (!fill (self, error))
      return FALSE;
    if (self->ended)
      return end_file (self, row, more, error);
  } while (!read_line (self));
  if (!self->whole && !give_up (self, error))
    return FALSE;
  *more = TRUE;
  end_row (self, row);
  return TRUE;
}
