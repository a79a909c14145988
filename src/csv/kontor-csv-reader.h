#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What is wrong with the text of a row, so that its cells cannot be believed. */
typedef enum {
  KONTOR_CSV_FINE,
  KONTOR_CSV_BAD_QUOTES, /* a quote is not closed, or stands within a cell that has none around it */
  KONTOR_CSV_TOO_LONG,   /* a cell is longer than a megabyte */
  KONTOR_CSV_BAD_TEXT,   /* not of the charset */
  KONTOR_CSV_ZERO,       /* a zero byte */
} KontorCsvFault;

/** (translatable): what a person is told, translated; NULL for FINE. */
const char *kontor_csv_fault_describe (KontorCsvFault fault);

/**
 * KontorCsvRow:
 * @offset: where it begins, in bytes
 * @line: that line, from 1 on
 * @cells: (array length=n_cells): valid UTF-8; of a row with bad quotes its first line as it stands
 *
 * Borrowed of the reader until the next one is read.
 */
typedef struct {
  guint64 offset;
  guint64 line;
  KontorCsvFault fault;
  guint n_cells;
  const char *const *cells;
} KontorCsvRow;

/**
 * KontorCsvReader:
 *
 * Rows of a table in UTF-8, one at a time, whatever the size of the file. A
 * quote that is never closed costs the row in which it stands: what follows its
 * first line is read as rows again. Any thread, one at a time.
 */
typedef struct _KontorCsvReader KontorCsvReader;

/** @stream: (transfer none): seekable */
KontorCsvReader *kontor_csv_reader_new (GInputStream *stream, char delimiter);
void kontor_csv_reader_free (KontorCsvReader *self);

/** Goes on at a row's offset and line. */
gboolean kontor_csv_reader_seek (KontorCsvReader *self, guint64 offset, guint64 line, GError **error);
/** Where the next row begins. */
guint64 kontor_csv_reader_get_offset (KontorCsvReader *self);
guint64 kontor_csv_reader_get_line (KontorCsvReader *self);

/** @more: (out): FALSE at the end, where @row is untouched. FALSE is an error of the stream. */
gboolean kontor_csv_reader_next (KontorCsvReader *self, KontorCsvRow *row, gboolean *more, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCsvReader, kontor_csv_reader_free)

G_END_DECLS
