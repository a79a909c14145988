#include "page-reader.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "kontor-test.h"

#define MILLIMETRES_A_POINT (25.4 / 72)

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_autoptr (GBytes) output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  /* Nothing at all is no text, and has no data. */
  return g_bytes_get_size (output) > 0 ? g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output)) : g_strdup ("");
}

static char *
write_pdf (GBytes *pdf)
{
  char *path = g_build_filename (kontor_test_dir (), "pages.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  return path;
}

static int
compare_lines (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
scan (const char *path)
{
  const char *argv[] = { "zbarimg", "--nodbus", "-q", path, NULL };
  g_autofree char *output = run (argv);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (output), "\n", -1);

  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);
  return g_strjoinv ("\n", lines);
}

char *
page_reader_scan (cairo_surface_t *surface)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "scan.png", NULL);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  return scan (path);
}

char *
page_reader_scan_page (GBytes *pdf, guint page)
{
  g_autofree char *path = write_pdf (pdf), *root = g_build_filename (kontor_test_dir (), "page", NULL);
  g_autofree char *number = g_strdup_printf ("%u", page), *picture = g_strconcat (root, ".png", NULL), *output = NULL;
  const char *argv[] = { "pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", "-f", number, path, root, NULL };

  output = run (argv);
  return scan (picture);
}

char *
page_reader_read (GBytes *pdf, guint page)
{
  g_autofree char *path = write_pdf (pdf), *number = g_strdup_printf ("%u", page);
  const char *argv[] = { "pdftotext", "-enc", "UTF-8", "-f", number, "-l", number, path, "-", NULL };

  return run (argv);
}

guint
page_reader_measure (GBytes *pdf, double *width, double *height)
{
  g_autofree char *path = write_pdf (pdf), *output = NULL;
  const char *argv[] = { "pdfinfo", path, NULL };
  const char *pages, *size;

  output = run (argv);
  pages = strstr (output, "Pages:");
  size = strstr (output, "Page size:");
  g_assert_nonnull (pages);
  g_assert_nonnull (size);
  *width = g_ascii_strtod (size + strlen ("Page size:"), NULL) * MILLIMETRES_A_POINT;
  *height = g_ascii_strtod (strchr (size, 'x') + 1, NULL) * MILLIMETRES_A_POINT;
  return (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

static double
get_edge (const char *element, const char *name)
{
  g_autofree char *attribute = g_strdup_printf ("%s=\"", name);
  const char *value = strstr (element, attribute);

  g_assert_nonnull (value);
  return g_ascii_strtod (value + strlen (attribute), NULL) * MILLIMETRES_A_POINT;
}

PageBox
page_reader_find (GBytes *pdf, guint page, const char *word)
{
  g_autofree char *path = write_pdf (pdf), *number = g_strdup_printf ("%u", page), *output = NULL;
  g_autofree char *end = g_strdup_printf ("\">%s</word>", word);
  const char *argv[] = { "pdftotext", "-bbox", "-enc", "UTF-8", "-f", number, "-l", number, path, "-", NULL };
  const char *found, *begin;

  output = run (argv);
  found = strstr (output, end);
  if (found == NULL)
    g_error ("No “%s” in %s", word, output);
  begin = g_strrstr_len (output, found - output, "<word");
  return (PageBox) { get_edge (begin, "xMin"), get_edge (begin, "yMin"), get_edge (begin, "xMax"), get_edge (begin, "yMax") };
}

void
page_reader_assert_has (GBytes *pdf, guint page, const char *first, ...)
{
  g_autofree char *text = page_reader_read (pdf, page);
  const char *rest = text;
  va_list words;

  va_start (words, first);
  for (const char *word = first; word != NULL; word = va_arg (words, const char *)) {
    const char *found = strstr (rest, word);

    if (found == NULL)
      g_error ("No “%s” in “%s”", word, rest);
    rest = found + strlen (word);
  }
  va_end (words);
}

void
page_reader_assert_lacks (GBytes *pdf, guint page, const char *word)
{
  g_autofree char *text = page_reader_read (pdf, page);

  g_assert_null (strstr (text, word));
}

void
page_reader_assert_near (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 0.5);
}
