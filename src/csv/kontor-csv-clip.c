#include "kontor-csv-clip.h"

#include <string.h>

#include "kontor-csv-writer.h"

static gboolean
ends_cell (char c)
{
  return c == '\0' || c == '\t' || c == '\n' || c == '\r';
}

/* What is in quotes, where these enclose the whole cell. (nullable) (transfer full) */
static char *
read_quoted (const char **text)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *p = *text + 1;

  while (*p != '\0' && (p[0] != '"' || p[1] == '"')) {
    g_string_append_c (cell, *p);
    p += *p == '"' ? 2 : 1;
  }
  if (*p == '\0' || !ends_cell (p[1]))
    return NULL;
  *text = p + 1;
  return g_string_free_and_steal (g_steal_pointer (&cell));
}

static char *
read_cell (const char **text)
{
  char *cell = **text == '"' ? read_quoted (text) : NULL;
  gsize length;

  if (cell != NULL)
    return cell;
  length = strcspn (*text, "\t\r\n");
  cell = g_strndup (*text, length);
  *text += length;
  return cell;
}

static void
pass_line_end (const char **text)
{
  gboolean returns = **text == '\r';

  if (**text != '\0')
    (*text)++;
  if (returns && **text == '\n')
    (*text)++;
}

static GStrv
read_row (const char **text)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  while (TRUE) {
    g_autofree char *cell = read_cell (text);

    g_strv_builder_add (row, kontor_csv_rearm (cell));
    if (**text != '\t')
      break;
    (*text)++;
  }
  pass_line_end (text);
  return g_strv_builder_end (row);
}

GPtrArray *
kontor_csv_clip_parse (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_return_val_if_fail (text != NULL, rows);

  while (*text != '\0')
    g_ptr_array_add (rows, read_row (&text));
  return rows;
}

/* "-5" is a number to a spreadsheet, whatever a text could be. */
static gboolean
is_number (const char *cell)
{
  const char *digits = cell + (cell[0] == '-');

  return g_ascii_isdigit (digits[0]) && digits[strspn (digits, "0123456789.,")] == '\0';
}

static void
append_cell (GString *text, const char *cell)
{
  g_autofree char *safe = is_number (cell) ? g_strdup (cell) : kontor_csv_disarm (cell);
  g_auto (GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  if (safe[0] != '"' && strpbrk (safe, "\t\r\n") == NULL) {
    g_string_append (text, safe);
    return;
  }
  parts = g_strsplit (safe, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);
  g_string_append_printf (text, "\"%s\"", doubled);
}

void
kontor_csv_clip_append (GString *text, const char *const *cells)
{
  g_return_if_fail (text != NULL && cells != NULL);

  for (guint i = 0; cells[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (text, '\t');
    append_cell (text, cells[i]);
  }
  g_string_append_c (text, '\n');
}
