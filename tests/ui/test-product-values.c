#include <string.h>

#include "kontor-error.h"
#include "kontor-field-text.h"
#include "kontor-html.h"
#include "kontor-product-format.h"
#include "kontor-stock-input.h"
#include "products-fixture.h"

static void
assert_stock (const char *text, gint64 present, gint64 expected)
{
  gint64 by = 77;

  g_assert_true (kontor_stock_parse_input (text, present, &by, NULL));
  g_assert_cmpint (by, ==, expected);
}

static void
test_stock_input (void)
{
  static const char *const wrong[] = { "", " ", "+", "-", "=", "x", "5x", "1.5", "+-5",
                                       "--2", "++2", "=+", "1 000", "0x5", "9999999999999", "99999999999999999999" };

  assert_stock ("+5", 10, 5);
  assert_stock ("-2", 10, -2);
  assert_stock ("\342\210\222"
                "2",
                10, -2);
  assert_stock ("=40", 10, 30);
  assert_stock ("40", 10, 30);
  assert_stock (" 40 ", 10, 30);
  assert_stock ("= 40", 10, 30);
  assert_stock ("+ 5", 10, 5);
  assert_stock ("10", 10, 0);
  assert_stock ("0", 10, -10);
  assert_stock ("=-3", 10, -13);
  assert_stock ("+5", -3, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    gint64 by = 77;

    g_assert_false (kontor_stock_parse_input (wrong[i], 10, &by, &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
    g_assert_cmpint (by, ==, 77);
  }
}

static KontorRecord *
make_stocked (guint n_places)
{
  KontorRecord *variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  kontor_record_set_empty (variant, KONTOR_VARIANT_LEVELS);
  for (guint i = 0; i < n_places; i++) {
    KontorRecord *level = kontor_record_new (&kontor_level_type);

    kontor_record_set_key (level, i == 0 ? "here" : "there");
    kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, 3);
    kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
  }
  return variant;
}

/* One number says nothing of a stock that is kept in two places. */
static void
test_places (void)
{
  g_autoptr (KontorRecord) one = make_stocked (1), two = make_stocked (2);
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autofree char *obstacle = kontor_field_text_dup_obstacle (two, KONTOR_VARIANT_LEVELS);
  g_autoptr (GError) error = NULL;

  g_assert_null (kontor_field_text_dup_obstacle (one, KONTOR_VARIANT_LEVELS));
  g_assert_null (kontor_field_text_dup_obstacle (two, KONTOR_VARIANT_SKU));
  g_assert_nonnull (obstacle);
  g_assert_false (kontor_field_text_parse (two, KONTOR_VARIANT_LEVELS, "5", change, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_false (kontor_record_has (change, KONTOR_VARIANT_LEVELS));
  g_assert_true (kontor_field_text_parse (one, KONTOR_VARIANT_LEVELS, "5", change, NULL));
}

static void
assert_text (const char *html, const char *expected)
{
  g_autofree char *text = kontor_html_dup_text (html);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_html (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *cut = NULL;

  assert_text (NULL, "");
  assert_text ("  plain\n text ", "plain text");
  assert_text ("<p>One &amp; <b>two</b></p><p>Three</p>", "One & two\n\nThree");
  assert_text ("a<br>b<BR/>c", "a\nb\nc");
  assert_text ("<ul><li>one</li><li>two</li></ul>after", "• one\n• two\n\nafter");
  assert_text ("&#8364; &#x20AC; &euro; &uuml; &nbsp; &unknown; & &#0; &#xFFFFFFFFF;", "€ € € ü &unknown; & \357\277\275 \357\277\275");
  assert_text ("x<script>alert('<p>no</p>')</script>y<style>p{}</style>z", "xyz");
  assert_text ("x<script>never ends", "x");
  assert_text ("x<!-- no > --->y<!-- never ends", "xy");
  assert_text ("<p title=\"a > b\">c</p>", "c");
  assert_text ("1 < 2 > 1 <3", "1 < 2 > 1 <3");
  assert_text ("open <b", "open");
  assert_text ("\xff\xfe", "\357\277\275\357\277\275");
  assert_text ("a\x01\xe2\x80\xae"
               "b",
               "a\xe2\x80\xae"
               "b");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<div>");
  g_string_append (deep, "end");
  assert_text (deep->str, "end");
  g_string_truncate (deep, 0);
  for (guint i = 0; i < 30000; i++)
    g_string_append (deep, "&lt;");
  cut = kontor_html_dup_text (deep->str);
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, 20001);
}

static void
test_format (void)
{
  KontorMoney low = kontor_money_make (4 * KONTOR_MONEY_UNIT, "EUR"), high = kontor_money_make (9 * KONTOR_MONEY_UNIT, "EUR");
  g_autofree char *same = kontor_product_format_price (NULL, &low, &low);
  g_autofree char *range = kontor_product_format_price (NULL, &low, &high);
  g_autofree char *none = kontor_product_format_price (NULL, NULL, NULL);
  g_autofree char *out = kontor_product_format_stock (NULL, 0, "out");
  g_autofree char *left = kontor_product_format_stock (NULL, 2, "low");
  g_autofree char *untracked = kontor_product_format_stock (NULL, 0, "untracked");
  g_autofree char *foreign = kontor_product_format_status (NULL, "wc-custom");

  g_assert_null (strstr (same, "–"));
  g_assert_nonnull (strstr (range, "–"));
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (out, ==, "Out of stock");
  g_assert_cmpstr (left, ==, "Only 2 left");
  g_assert_cmpstr (untracked, ==, "");
  g_assert_cmpstr (foreign, ==, "wc-custom");
}

typedef struct {
  char *text;
  guint times;
} Heard;

static void
commit_cb (KontorCellEntry *cell, const char *text, Heard *heard)
{
  g_set_str (&heard->text, text);
  heard->times++;
}

static void
test_cell (void)
{
  KontorCellEntry *cell = g_object_ref_sink (KONTOR_CELL_ENTRY (kontor_cell_entry_new ("Price")));
  Heard heard = { NULL, 0 };

  g_signal_connect (cell, "commit", G_CALLBACK (commit_cb), &heard);
  kontor_cell_entry_set_text (cell, "€4.00");
  g_assert_cmpstr (products_read_cell (cell), ==, "€4.00");
  products_enter (cell);
  g_assert_cmpuint (heard.times, ==, 0);

  products_type (cell, " 5 ");
  products_enter (cell);
  products_enter (cell);
  g_assert_cmpuint (heard.times, ==, 1);
  g_assert_cmpstr (heard.text, ==, "5");
  kontor_cell_entry_set_text (cell, "€5.00");
  g_assert_cmpstr (products_read_cell (cell), ==, "€5.00");

  /* What the shop says meanwhile does not take away what is being typed. */
  products_type (cell, "6");
  kontor_cell_entry_set_text (cell, "€7.00");
  g_assert_cmpstr (products_read_cell (cell), ==, "6");
  kontor_cell_entry_reset (cell);
  g_assert_cmpstr (products_read_cell (cell), ==, "€7.00");

  products_type (cell, "x");
  kontor_cell_entry_set_error (cell, "No");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (kontor_cell_entry_get_entry (cell)), "error"));
  products_enter (cell);
  g_assert_cmpuint (heard.times, ==, 1);
  products_type (cell, "8");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (kontor_cell_entry_get_entry (cell)), "error"));
  products_enter (cell);
  g_assert_cmpuint (heard.times, ==, 2);

  g_free (heard.text);
  g_object_unref (cell);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add_plain ("/ui/products/stock-input", test_stock_input);
  kontor_test_add_plain ("/ui/products/places", test_places);
  kontor_test_add_plain ("/ui/products/html", test_html);
  kontor_test_add_plain ("/ui/products/format", test_format);
  kontor_test_add_plain ("/ui/products/cell", test_cell);
  return kontor_test_run ();
}
