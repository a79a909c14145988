#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorCsvFormat:
 * @charset: as iconv calls it: "UTF-8", "WINDOWS-1252"
 * @skip: bytes of a mark at the beginning that are no text
 * @delimiter: between two cells
 * @decimal: of numbers: a point or a comma
 *
 * How a table was written as text.
 */
typedef struct {
  char charset[32];
  guint skip;
  char delimiter;
  char decimal;
} KontorCsvFormat;

/** Every delimiter that is recognised, ending with 0. */
extern const char kontor_csv_delimiters[];

/**
 * kontor_csv_detect_charset:
 * @head: the beginning of a file
 *
 * Sets the charset and what is to be skipped: by a mark, else UTF-8 where that
 * makes sense, else what the bytes look like.
 */
void kontor_csv_detect_charset (KontorCsvFormat *format, const char *head, gsize length);

/**
 * kontor_csv_detect_delimiter:
 * @head: the beginning as UTF-8, cut anywhere
 *
 * The one that divides the first lines into the most cells alike; a comma where none does.
 */
void kontor_csv_detect_delimiter (KontorCsvFormat *format, const char *head, gsize length);

/**
 * KontorCsvDecimals: what was seen of numbers, to find out how they are written.
 */
typedef struct {
  guint n_points;
  guint n_commas;
} KontorCsvDecimals;
void kontor_csv_decimals_add (KontorCsvDecimals *self, const char *cell);
/** A comma where more numbers have one, else a point. */
char kontor_csv_decimals_get (const KontorCsvDecimals *self);

G_END_DECLS
