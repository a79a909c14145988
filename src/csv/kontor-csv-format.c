#include "kontor-csv-format.h"

#include <string.h>
#include <uchardet.h>

/* Enough to tell one delimiter from the other. */
#define LINES 20

const char kontor_csv_delimiters[] = { ',', ';', '\t', '|', 0 };

typedef struct {
  const char *bytes;
  guint length;
  const char *charset;
} Mark;

static const Mark marks[] = {
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

/* What was cut within a character at the end is text all the same. */
static gboolean
is_utf8 (const char *head, gsize length)
{
  const char *end;

  return g_utf8_validate_len (head, length, &end) ||
         (head + length - end < 4 && g_utf8_get_char_validated (end, head + length - end) == (gunichar) -2);
}

/* Without a mark every second byte of Latin text is zero. */
static const char *
guess_wide (const char *head, gsize length)
{
  guint zeros[2] = { 0, 0 };

  for (gsize i = 0; i < length; i++)
    zeros[i % 2] += head[i] == '\0' ? 1 : 0;
  if (zeros[1] > length / 4 && zeros[0] <= length / 64)
    return "UTF-16LE";
  return zeros[0] > length / 4 && zeros[1] <= length / 64 ? "UTF-16BE" : NULL;
}

static void
guess_charset (KontorCsvFormat *format, const char *head, gsize length)
{
  uchardet_t detector = uchardet_new ();
  const char *found;

  uchardet_handle_data (detector, head, length);
  uchardet_data_end (detector);
  found = uchardet_get_charset (detector);
  /* What spreadsheets of the West write is told from its likes by chance only. */
  if (found[0] == '\0' || g_str_has_prefix (found, "ISO-8859-1") || g_str_equal (found, "MAC-CENTRALEUROPE"))
    found = "WINDOWS-1252";
  g_strlcpy (format->charset, found, sizeof format->charset);
  uchardet_delete (detector);
}

void
kontor_csv_detect_charset (KontorCsvFormat *format, const char *head, gsize length)
{
  const char *wide;

  format->skip = 0;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (head, marks[i].bytes, marks[i].length) == 0) {
      g_strlcpy (format->charset, marks[i].charset, sizeof format->charset);
      format->skip = marks[i].length;
      return;
    }
  wide = guess_wide (head, length);
  if (wide != NULL)
    g_strlcpy (format->charset, wide, sizeof format->charset);
  else if (is_utf8 (head, length) || memchr (head, 0, length) != NULL)
    g_strlcpy (format->charset, "UTF-8", sizeof format->charset);
  else
    guess_charset (format, head, length);
}

/* How often @delimiter stands outside of quotes in each of the first lines. */
static guint
count_in_lines (const char *head, gsize length, char delimiter, guint counts[LINES])
{
  gboolean quoted = FALSE;
  guint line = 0;

  memset (counts, 0, sizeof (guint) * LINES);
  for (gsize i = 0; i < length && line < LINES; i++) {
    if (head[i] == '"')
      quoted = !quoted;
    else if (head[i] == '\n' && !quoted)
      line++;
    else if (head[i] == delimiter && !quoted)
      counts[line]++;
  }
  return line;
}

/* Cells of the first line, for every line that has as many. */
static guint
rate (const char *head, gsize length, char delimiter)
{
  guint counts[LINES], n_lines = count_in_lines (head, length, delimiter, counts), n_alike = 1;

  for (guint i = 1; i < n_lines; i++)
    n_alike += counts[i] == counts[0] ? 1 : 0;
  return counts[0] * n_alike;
}

void
kontor_csv_detect_delimiter (KontorCsvFormat *format, const char *head, gsize length)
{
  guint best = 0;

  format->delimiter = kontor_csv_delimiters[0];
  for (const char *delimiter = kontor_csv_delimiters; *delimiter != 0; delimiter++) {
    guint rating = rate (head, length, *delimiter);

    if (rating <= best)
      continue;
    best = rating;
    format->delimiter = *delimiter;
  }
}

void
kontor_csv_decimals_add (KontorCsvDecimals *self, const char *cell)
{
  const char *point = strrchr (cell, '.'), *comma = strrchr (cell, ','), *last = MAX (point, comma);
  gsize length = strlen (cell), decimals;

  if (last == NULL || strspn (cell, "-0123456789.,") != length)
    return;
  decimals = length - (gsize) (last - cell) - 1;
  /* Three may as well be a group of thousands, unless there is another sign before them. */
  if (decimals == 0 || (decimals == 3 && (point == NULL || comma == NULL)))
    return;
  self->n_points += *last == '.' ? 1 : 0;
  self->n_commas += *last == ',' ? 1 : 0;
}

char
kontor_csv_decimals_get (const KontorCsvDecimals *self)
{
  return self->n_commas > self->n_points ? ',' : '.';
}
