#include <string.h>

#include "kontor-csv-reader.h"
#include "kontor-csv-writer.h"
#include "kontor-test.h"

static KontorCsvReader *
open_text (const char *text, gsize length, char delimiter)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) length, NULL);

  return kontor_csv_reader_new (stream, delimiter);
}

/* Each row as "line:fault|cell|cell", one a line. */
static char *
read_all (KontorCsvReader *reader)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  KontorCsvRow row;
  gboolean more = TRUE;

  while (kontor_csv_reader_next (reader, &row, &more, &error) && more) {
    g_string_append_printf (text, "%" G_GUINT64_FORMAT ":%d", row.line, row.fault);
    for (guint i = 0; i < row.n_cells; i++)
      g_string_append_printf (text, "|%s", row.cells[i]);
    g_string_append_c (text, '\n');
  }
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
assert_rows_of (const char *text, gsize length, char delimiter, const char *expected)
{
  g_autoptr (KontorCsvReader) reader = open_text (text, length, delimiter);
  g_autofree char *found = read_all (reader);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_rows (const char *text, const char *expected)
{
  assert_rows_of (text, strlen (text), ',', expected);
}

static void
test_rows (void)
{
  assert_rows ("a,b\n1,2\n", "1:0|a|b\n2:0|1|2\n");
  assert_rows ("a,b\r\n1,2\r\n", "1:0|a|b\n2:0|1|2\n");
  assert_rows ("a,b\r1,2", "1:0|a|b\n2:0|1|2\n");
  assert_rows ("\n\na,\"b\"\"c\"\n\n,\n", "3:0|a|b\"c\n5:0||\n");
  assert_rows ("\"two\nlines\",\"x\r\ny\"\nnext,1\n", "1:0|two\nlines|x\r\ny\n4:0|next|1\n");
  assert_rows ("\" kept \", stripped \n", "1:0| kept |stripped\n");
  assert_rows ("", "");
  assert_rows ("\n \n", "");
  assert_rows_of ("a;b\t", 4, ';', "1:0|a|b\n");
}

/* A quote that is not closed takes its own row along, and no other. */
static void
test_quotes (void)
{
  assert_rows ("a,b\n1,\"open\n2,fine\n3,\"fine too\"\n", "1:0|a|b\n2:1|1,\"open\n3:0|2|fine\n4:0|3|fine too\n");
  assert_rows ("1,\"open\r\n2,fine\r\n", "1:1|1,\"open\n2:0|2|fine\n");
  assert_rows ("24\" screen,1\nnext,2\n", "1:1|24\" screen,1\n2:0|next|2\n");
  assert_rows ("1,\"end", "1:1|1,\"end\n");
  assert_rows ("1,\"a\"b\n2,c", "1:1|1,\"a\"b\n2:0|2|c\n");
}

static void
test_bytes (void)
{
  assert_rows_of ("a\0b,1\nc,2\n", 10, ',', "1:4|a\xef\xbf\xbd"
                                            "b|1\n2:0|c|2\n");
  assert_rows ("caf\xe9,1\nc,2\n", "1:3|caf\xef\xbf\xbd|1\n2:0|c|2\n");
}

static char *
repeat (const char *before, char c, gsize n, const char *after)
{
  GString *text = g_string_new (before);
  gsize begin = text->len;

  g_string_set_size (text, begin + n);
  memset (text->str + begin, c, n);
  g_string_append (text, after);
  return g_string_free (text, FALSE);
}

static void
assert_faults (const char *text, const KontorCsvFault *faults, guint n)
{
  g_autoptr (KontorCsvReader) reader = open_text (text, strlen (text), ',');
  KontorCsvRow row;
  gboolean more;

  for (guint i = 0; i < n; i++) {
    g_assert_true (kontor_csv_reader_next (reader, &row, &more, NULL));
    g_assert_true (more);
    g_assert_cmpuint (row.line, ==, i + 1);
    g_assert_cmpint (row.fault, ==, faults[i]);
  }
  g_assert_true (kontor_csv_reader_next (reader, &row, &more, NULL));
  g_assert_false (more);
}

/* Ten megabytes in a cell, with quotes and without, and a quote that is open for longer than a cell may be. */
static void
test_long (void)
{
  const KontorCsvFault faults[] = { KONTOR_CSV_TOO_LONG, KONTOR_CSV_FINE };
  g_autofree char *bare = repeat ("1,", 'x', 10 * 1024 * 1024, "\n2,fine\n");
  g_autofree char *quoted = repeat ("1,\"", 'x', 10 * 1024 * 1024, "\"\n2,fine\n");
  g_autofree char *open = repeat ("1,\"open\n2,", 'x', 1000 * 1000, "\n");
  g_autofree char *more = repeat ("", 'y', 1000 * 1000, "\n");
  g_autofree char *lines = g_strconcat (open, more, more, more, NULL);
  const KontorCsvFault many[] = { KONTOR_CSV_TOO_LONG, KONTOR_CSV_FINE, KONTOR_CSV_FINE, KONTOR_CSV_FINE, KONTOR_CSV_FINE };

  assert_faults (bare, faults, 2);
  assert_faults (quoted, faults, 2);
  assert_faults (lines, many, 5);
}

static void
test_million (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (KontorCsvReader) reader = NULL;
  KontorCsvRow row;
  gboolean more = TRUE;
  guint n = 0;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, "a,\"b\"\n");
  reader = open_text (text->str, text->len, ',');
  while (kontor_csv_reader_next (reader, &row, &more, NULL) && more)
    n += row.n_cells == 2 ? 1 : 0;
  g_assert_cmpuint (n, ==, 1000000);
}

static void
test_seek (void)
{
  const char *text = "a,b\n\"1\n\",2\n3,4\n5,6\n";
  g_autoptr (KontorCsvReader) reader = open_text (text, strlen (text), ',');
  g_autofree char *rest = NULL;
  KontorCsvRow row;
  gboolean more;

  for (guint i = 0; i < 3; i++)
    g_assert_true (kontor_csv_reader_next (reader, &row, &more, NULL));
  g_assert_cmpstr (row.cells[0], ==, "3");
  g_assert_cmpuint (row.line, ==, 4);
  g_assert_true (kontor_csv_reader_seek (reader, row.offset, row.line, NULL));
  rest = read_all (reader);
  g_assert_cmpstr (rest, ==, "4:0|3|4\n5:0|5|6\n");
}

/* Whatever is written is read again, over the edges of blocks too. */
static void
test_written (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const char *parts[] = { "a", "\"", ",", ";", "\n", "\r\n", " ", "'", "=1+1", "é", "long enough to get somewhere", "" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorCsvReader) reader = NULL;

  for (guint i = 0; i < 5000; i++) {
    char *row[4] = { g_strdup ("x"), NULL, NULL, NULL };

    for (guint j = 1; j < 3; j++)
      row[j] = g_strconcat (parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))], parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))],
                            parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))], NULL);
    kontor_csv_write_row (text, (const char *const *) row);
    for (guint j = 0; j < 3; j++)
      g_ptr_array_add (cells, row[j]);
  }
  reader = open_text (text->str, text->len, ',');
  for (guint i = 0; i < 5000; i++) {
    KontorCsvRow row;
    gboolean more;

    g_assert_true (kontor_csv_reader_next (reader, &row, &more, NULL));
    g_assert_true (more);
    g_assert_cmpint (row.fault, ==, KONTOR_CSV_FINE);
    g_assert_cmpuint (row.n_cells, ==, 3);
    for (guint j = 0; j < 3; j++)
      g_assert_cmpstr (row.cells[j], ==, g_ptr_array_index (cells, i * 3 + j));
  }
}

static void
test_formulas (void)
{
  const char *const texts[] = { "=1+1", "+1", "-5", "@SUM(A1)", "'=1", "''+", "'plain", "plain", "", "\t=", "-" };
  const char *const armed[] = { "=1+1", "+1", "-5", "@SUM(A1)", "'=1", "''+", "\t=", "-" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *safe = kontor_csv_disarm (texts[i]);

    g_assert_true (safe[0] == '\0' || strchr ("=+-@\t\r", safe[0]) == NULL);
    g_assert_cmpstr (kontor_csv_rearm (safe), ==, texts[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (armed); i++) {
    g_autofree char *safe = kontor_csv_disarm (armed[i]);

    g_assert_cmpint (safe[0], ==, '\'');
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/csv/reader/rows", test_rows);
  kontor_test_add_plain ("/csv/reader/quotes", test_quotes);
  kontor_test_add_plain ("/csv/reader/bytes", test_bytes);
  kontor_test_add_plain ("/csv/reader/long", test_long);
  kontor_test_add_plain ("/csv/reader/million", test_million);
  kontor_test_add_plain ("/csv/reader/seek", test_seek);
  kontor_test_add_plain ("/csv/reader/written", test_written);
  kontor_test_add ("/csv/writer/formulas", test_formulas);
  return kontor_test_run ();
}
