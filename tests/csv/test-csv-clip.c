#include "kontor-csv-clip.h"
#include "kontor-test.h"

#define N_TABLES 500

/* Each cell in brackets, each row on a line. */
static char *
show (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++) {
    GStrv cells = g_ptr_array_index (rows, i);

    for (guint j = 0; cells[j] != NULL; j++)
      g_string_append_printf (text, "[%s]", cells[j]);
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

static void
assert_reads (const char *clip, const char *expected)
{
  g_autoptr (GPtrArray) rows = kontor_csv_clip_parse (clip);
  g_autofree char *found = show (rows);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_rows (void)
{
  assert_reads ("", "");
  assert_reads ("\n", "[]\n");
  assert_reads ("a\tb", "[a][b]\n");
  assert_reads ("a\tb\n", "[a][b]\n");
  assert_reads ("1,50\t\r\n2\t3\r\n", "[1,50][]\n[2][3]\n");
  assert_reads ("a\rb", "[a]\n[b]\n");
  assert_reads ("a\n\nb", "[a]\n[]\n[b]\n");
  assert_reads ("a\tb\nc", "[a][b]\n[c]\n");
}

static void
test_quotes (void)
{
  assert_reads ("\"two\nlines\"\tx", "[two\nlines][x]\n");
  assert_reads ("\"5\"\" pipe\"\tx", "[5\" pipe][x]\n");
  assert_reads ("5\" pipe", "[5\" pipe]\n");
  assert_reads ("\"never closed\tx\ny", "[\"never closed][x]\n[y]\n");
  assert_reads ("\"half\" closed\tx", "[\"half\" closed][x]\n");
  assert_reads ("\"\"\n", "[]\n");
}

static void
assert_writes (const char *cell, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  kontor_csv_clip_append (text, (const char *[]) { cell, "x", NULL });
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_formulas (void)
{
  assert_writes ("=HYPERLINK(1)", "'=HYPERLINK(1)\tx\n");
  assert_writes ("-cmd", "'-cmd\tx\n");
  assert_writes ("-5", "-5\tx\n");
  assert_writes ("-1.234,50", "-1.234,50\tx\n");
  assert_reads ("'=HYPERLINK(1)\t'tis", "[=HYPERLINK(1)]['tis]\n");
}

static GStrv
make_row (GRand *rand)
{
  static const char *const bits[] = { "a", "\"", "\t", "\n", "\r", ",", " ", "'", "=", "ü", "-", "7" };
  guint n = (guint) g_rand_int_range (rand, 1, 5);
  GStrv row = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GString) cell = g_string_new (NULL);

    for (int j = g_rand_int_range (rand, 0, 6); j > 0; j--)
      g_string_append (cell, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
    row[i] = g_strdup (cell->str);
  }
  return row;
}

/* Whatever cells hold, they come back as they were. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);

  for (guint i = 0; i < N_TABLES; i++) {
    g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
    g_autoptr (GString) clip = g_string_new (NULL);
    g_autofree char *expected = NULL;

    for (int j = g_rand_int_range (rand, 0, 6); j > 0; j--) {
      g_ptr_array_add (rows, make_row (rand));
      kontor_csv_clip_append (clip, g_ptr_array_index (rows, rows->len - 1));
    }
    expected = show (rows);
    assert_reads (clip->str, expected);
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/csv/clip/rows", test_rows);
  kontor_test_add ("/csv/clip/quotes", test_quotes);
  kontor_test_add ("/csv/clip/formulas", test_formulas);
  kontor_test_add ("/csv/clip/round-trip", test_round_trip);
  return kontor_test_run ();
}
