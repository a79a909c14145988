#include "page-reader.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "kontor-test.h"

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
  return g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
}

static int
compare_lines (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
page_reader_scan (cairo_surface_t *surface)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "scan.png", NULL);
  const char *argv[] = { "zbarimg", "--nodbus", "-q", path, NULL };
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  output = run (argv);
  lines = g_strsplit (g_strchomp (output), "\n", -1);
  qsort (lines, g_strv_length (lines), sizeof *lines, compare_lines);
  return g_strjoinv ("\n", lines);
}
