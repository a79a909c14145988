#include "kontor-csv-writer.h"

#include <string.h>

/* What begins a formula in one spreadsheet or another. */
#define FORMULA "=+-@\t\r"

/* After quotes of which one may be ours. */
static gboolean
is_armed (const char *text)
{
  const char *begin = text + strspn (text, "'");

  return begin[0] != '\0' && strchr (FORMULA, begin[0]) != NULL;
}

char *
kontor_csv_disarm (const char *text)
{
  return g_strconcat (is_armed (text) ? "'" : "", text, NULL);
}

const char *
kontor_csv_rearm (const char *text)
{
  return text[0] == '\'' && is_armed (text) ? text + 1 : text;
}

static gboolean
needs_quotes (const char *cell)
{
  gsize length = strlen (cell);

  return strpbrk (cell, "\",;\t|\r\n") != NULL || (length > 0 && (cell[0] == ' ' || cell[length - 1] == ' '));
}

void
kontor_csv_write_cell (GString *text, const char *cell)
{
  if (cell == NULL || !needs_quotes (cell)) {
    g_string_append (text, cell != NULL ? cell : "");
    return;
  }
  g_string_append_c (text, '"');
  for (const char *c = cell; *c != '\0'; c++) {
    if (*c == '"')
      g_string_append_c (text, '"');
    g_string_append_c (text, *c);
  }
  g_string_append_c (text, '"');
}

void
kontor_csv_write_row (GString *text, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    kontor_csv_write_cell (text, cells[i]);
  }
  g_string_append (text, "\r\n");
}
