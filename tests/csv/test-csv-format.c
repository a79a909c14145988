#include <string.h>

#include "kontor-csv-format.h"
#include "kontor-csv-layout.h"
#include "kontor-csv-number.h"
#include "kontor-test.h"

static void
assert_charset (const char *head, gsize length, const char *charset, guint skip)
{
  KontorCsvFormat format = { 0 };

  kontor_csv_detect_charset (&format, head, length);
  g_assert_cmpstr (format.charset, ==, charset);
  g_assert_cmpuint (format.skip, ==, skip);
}

static void
test_charset (void)
{
  const char *german = "Artikel;Gr\xf6\xdf"
                       "e;Preis\nT\xfcte;gro\xdf;1,50\nM\xfctze;\xfc"
                       "bergro\xdf;9,90\n";

  assert_charset ("a,b\n", 4, "UTF-8", 0);
  assert_charset ("\xef\xbb\xbf"
                  "a,b\n",
                  7, "UTF-8", 3);
  assert_charset ("\xff\xfe"
                  "a\0,\0",
                  6, "UTF-16LE", 2);
  assert_charset ("a\0,\0b\0\n\0", 8, "UTF-16LE", 0);
  assert_charset ("\0a\0,\0b\0\n", 8, "UTF-16BE", 0);
  assert_charset ("caf\xc3\xa9,\xc3", 7, "UTF-8", 0);
  assert_charset (german, strlen (german), "WINDOWS-1252", 0);
}

static void
assert_delimiter (const char *head, char delimiter)
{
  KontorCsvFormat format = { 0 };

  kontor_csv_detect_delimiter (&format, head, strlen (head));
  g_assert_cmpint (format.delimiter, ==, delimiter);
}

static void
test_delimiter (void)
{
  assert_delimiter ("a,b,c\n1,2,3\n", ',');
  assert_delimiter ("a;b\n1,5;2,5\n3,5;4,5\n", ';');
  assert_delimiter ("a\tb\n\"x,y,z\"\t1\n", '\t');
  assert_delimiter ("a|b\n", '|');
  assert_delimiter ("one column\nof words\n", ',');
}

static void
test_decimals (void)
{
  KontorCsvDecimals commas = { 0 }, points = { 0 };

  kontor_csv_decimals_add (&commas, "1,50");
  kontor_csv_decimals_add (&commas, "1.234,50");
  kontor_csv_decimals_add (&commas, "1.234");
  kontor_csv_decimals_add (&commas, "2.999");
  g_assert_cmpint (kontor_csv_decimals_get (&commas), ==, ',');
  kontor_csv_decimals_add (&points, "1.5");
  kontor_csv_decimals_add (&points, "-12.50");
  kontor_csv_decimals_add (&points, "3,50");
  kontor_csv_decimals_add (&points, "words");
  g_assert_cmpint (kontor_csv_decimals_get (&points), ==, '.');
}

static void
assert_amount (const char *cell, char decimal, gint64 expected)
{
  gint64 amount;

  g_assert_true (kontor_csv_parse_amount (cell, decimal, &amount));
  g_assert_cmpint (amount, ==, expected);
}

static void
test_numbers (void)
{
  const char *const bad[] = { "", "abc", "1.2.3", "--1", "1-", "1.234,50", "1,5", "1,2345" };
  gint64 number = 7;

  assert_amount ("1.234,50", ',', 1234500000);
  assert_amount ("1,234.50", '.', 1234500000);
  assert_amount ("€ 12", ',', 12000000);
  assert_amount ("\xe2\x88\x92"
                 "3.5",
                 '.', -3500000);
  assert_amount ("1 234,5", ',', 1234500000);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (kontor_csv_parse_amount (bad[i], '.', &number));
  g_assert_false (kontor_csv_parse_number ("1.5", '.', &number));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (kontor_csv_parse_number ("1.000", ',', &number));
  g_assert_cmpint (number, ==, 1000);
  g_assert_cmpint (kontor_csv_convert_unit (1500000000, "g", "kg"), ==, 1500000);
  g_assert_cmpint (kontor_csv_convert_unit (1000000, "in", "cm"), ==, 2540000);
  g_assert_cmpint (kontor_csv_convert_unit (5, "kg", "cm"), ==, 5);
  g_assert_cmpint (kontor_csv_convert_unit (5, "", "kg"), ==, 5);
}

static void
test_instants (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  gint64 instant;

  g_assert_true (kontor_csv_parse_instant ("2026-01-01", zone, &instant));
  g_assert_cmpint (instant, ==, G_GINT64_CONSTANT (1767222000000));
  g_assert_true (kontor_csv_parse_instant ("2026-01-01 12:00:00", zone, &instant));
  g_assert_cmpint (instant, ==, G_GINT64_CONSTANT (1767265200000));
  g_assert_true (kontor_csv_parse_instant ("2026-01-01T12:00:00Z", zone, &instant));
  g_assert_cmpint (instant, ==, G_GINT64_CONSTANT (1767268800000));
  g_assert_false (kontor_csv_parse_instant ("soon", zone, &instant));
}

static void
assert_meaning (const char *heading, KontorCsvMeaning meaning, guint number, const char *unit)
{
  KontorCsvColumn column = kontor_csv_column_recognise (heading);

  g_assert_cmpint (column.meaning, ==, meaning);
  g_assert_cmpuint (column.number, ==, number);
  g_assert_cmpstr (column.unit, ==, unit);
}

static void
test_columns (void)
{
  assert_meaning ("Weight (kg)", KONTOR_CSV_WEIGHT, 0, "kg");
  assert_meaning ("GTIN, UPC, EAN, or ISBN", KONTOR_CSV_GTIN, 0, "");
  assert_meaning ("Attribute 12 value(s)", KONTOR_CSV_OPTION_VALUE, 12, "");
  assert_meaning ("Option2 Name", KONTOR_CSV_OPTION_NAME, 2, "");
  assert_meaning ("Variant Grams", KONTOR_CSV_WEIGHT, 0, "g");
  assert_meaning ("Body (HTML)", KONTOR_CSV_DESCRIPTION, 0, "");
  assert_meaning ("low stock AMOUNT", KONTOR_CSV_LOW_STOCK, 0, "");
  assert_meaning ("Meta: _custom", KONTOR_CSV_NOTHING, 0, "");
  assert_meaning ("Attribute 1 visible", KONTOR_CSV_NOTHING, 0, "");
}

static void
test_layout (void)
{
  const KontorCsvFormat format = { "UTF-8", 0, ';', ',' };
  const char *const headings[] = { "Handle", "Title", "Type", "Variant SKU", "Variant Price", "Option1 Value", "Published", NULL };
  g_autoptr (KontorCsvLayout) layout = kontor_csv_layout_new (&format, headings, 7), again = NULL;
  g_autofree char *text = NULL, *text_again = NULL;

  g_assert_cmpint (layout->dialect, ==, KONTOR_CSV_SHOPIFY);
  g_assert_cmpint (layout->columns[2].meaning, ==, KONTOR_CSV_NOTHING);
  g_assert_cmpint (layout->columns[6].meaning, ==, KONTOR_CSV_NOTHING);
  kontor_csv_layout_set_meaning (layout, 1, KONTOR_CSV_SKU);
  g_assert_cmpint (layout->columns[1].meaning, ==, KONTOR_CSV_SKU);
  g_assert_cmpint (layout->columns[3].meaning, ==, KONTOR_CSV_NOTHING);
  layout->zone = g_strdup ("Europe/Berlin");
  text = kontor_csv_layout_to_text (layout);
  again = kontor_csv_layout_from_text (text, NULL);
  g_assert_nonnull (again);
  text_again = kontor_csv_layout_to_text (again);
  g_assert_cmpstr (text_again, ==, text);
  g_assert_cmpint (again->format.delimiter, ==, ';');
  g_assert_null (kontor_csv_layout_from_text ("()", NULL));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/csv/format/charset", test_charset);
  kontor_test_add ("/csv/format/delimiter", test_delimiter);
  kontor_test_add ("/csv/format/decimals", test_decimals);
  kontor_test_add ("/csv/number/numbers", test_numbers);
  kontor_test_add ("/csv/number/instants", test_instants);
  kontor_test_add ("/csv/column/meanings", test_columns);
  kontor_test_add ("/csv/layout/kept", test_layout);
  return kontor_test_run ();
}
