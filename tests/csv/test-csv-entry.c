#include <string.h>

#include "kontor-csv-entry.h"
#include "kontor-csv-words.h"
#include "kontor-test.h"

/* The last row of a table, whose first one has the headings. */
static KontorCsvEntry *
read_entry (const char *text, char decimal)
{
  KontorCsvFormat format = { "UTF-8", 0, ',', decimal };
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (stream, ',');
  g_autoptr (KontorCsvLayout) layout = NULL;
  g_autoptr (KontorCsvEntry) entry = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  KontorCsvRow row;
  gboolean more;

  g_assert_true (kontor_csv_reader_next (reader, &row, &more, NULL));
  layout = kontor_csv_layout_new (&format, row.cells, row.n_cells);
  layout->weight_unit = g_strdup ("kg");
  while (kontor_csv_reader_next (reader, &row, &more, NULL) && more) {
    g_clear_pointer (&entry, kontor_csv_entry_unref);
    entry = kontor_csv_entry_new (layout, zone, &row);
  }
  return g_steal_pointer (&entry);
}

#define WOO "ID,Type,SKU,Name,Published,Is featured?,Short description,Description,Regular price,Sale price,Stock,Weight (g),Categories,Tags,Parent,Attribute 1 name,Attribute 1 value(s)\n"

static void
test_woocommerce (void)
{
  g_autoptr (KontorCsvEntry) entry =
      read_entry (WOO "7,\"simple, virtual\",TEA-1,Tea,1,0,Short,One\\nTwo,9.50,,'-3,250,\"Food > Tea, Gifts\",\"green, one\\, two\",,,\n", '.');

  g_assert_null (entry->fault);
  g_assert_cmpint (entry->level, ==, KONTOR_CSV_WHOLE);
  g_assert_cmpstr (entry->id, ==, "7");
  g_assert_cmpstr (kontor_record_get_text (entry->product, KONTOR_PRODUCT_STATUS), ==, "published");
  g_assert_cmpstr (kontor_record_get_text (entry->product, KONTOR_PRODUCT_DESCRIPTION), ==, "One\nTwo");
  g_assert_false (kontor_record_get_bool (entry->product, KONTOR_PRODUCT_REQUIRES_SHIPPING));
  g_assert_cmpint (kontor_record_get_amount (entry->variant, KONTOR_VARIANT_PRICE), ==, 9500000);
  g_assert_false (kontor_record_has (entry->variant, KONTOR_VARIANT_SALE_PRICE));
  g_assert_cmpstr (kontor_record_get_text (entry->variant, KONTOR_VARIANT_WEIGHT), ==, "0.25");
  g_assert_true (entry->has_stock);
  g_assert_cmpint (entry->stock, ==, -3);
  g_assert_cmpuint (g_strv_length (entry->categories), ==, 2);
  g_assert_cmpstr (entry->categories[0], ==, "Food > Tea");
  g_assert_cmpstr (entry->tags[1], ==, "one, two");
}

static void
test_variation (void)
{
  g_autoptr (KontorCsvEntry) entry = read_entry (WOO "8,variation,TEA-1-S,Tea - S,1,,,,4,,,,,,TEA-1,Size,S\n", '.');
  const KontorRecord *option;

  g_assert_cmpint (entry->level, ==, KONTOR_CSV_VARIANT);
  g_assert_cmpstr (entry->parent, ==, "TEA-1");
  g_assert_cmpuint (entry->options->len, ==, 1);
  option = g_ptr_array_index (entry->options, 0);
  g_assert_cmpstr (kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME), ==, "Size");
}

static void
assert_fault (const char *text, int column)
{
  g_autoptr (KontorCsvEntry) entry = read_entry (text, '.');

  g_assert_nonnull (entry->fault);
  g_assert_cmpint (entry->column, ==, column);
}

static void
test_faults (void)
{
  assert_fault ("SKU,Price\nA,cheap\n", 1);
  assert_fault ("SKU,Price\nA,-1\n", 1);
  assert_fault ("SKU,Stock\nA,1.5\n", 1);
  assert_fault ("SKU,Status\nA,sometimes\n", 1);
  assert_fault ("SKU,Sale from\nA,tomorrow\n", 1);
  assert_fault ("SKU,Featured\nA,perhaps\n", 1);
  assert_fault ("SKU,Options\nA,red\n", 1);
  assert_fault ("SKU,Price\nA,1,2,3\n", -1);
  assert_fault ("SKU,Price\nA,\"1\n", -1);
}

/* What is not counted is sold without a number. */
static void
test_unmanaged (void)
{
  g_autoptr (KontorCsvEntry) uncounted = read_entry (WOO "7,simple,TEA-1,Tea,1,0,,,9.50,,,,,,,,\n", '.');
  g_autoptr (KontorCsvEntry) counted = read_entry (WOO "7,simple,TEA-1,Tea,1,0,,,9.50,,0,,,,,,\n", '.');
  g_autoptr (KontorCsvEntry) by_product = read_entry (WOO "8,variation,TEA-1-S,Tea,1,,,,4,,parent,,,,TEA-1,Size,S\n", '.');

  g_assert_true (uncounted->unmanaged);
  g_assert_false (counted->unmanaged);
  g_assert_null (by_product->fault);
  g_assert_true (by_product->unmanaged);
}

#define SHOPIFY "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price,Variant Inventory Policy,Status,Image Src\n"

static void
test_shopify (void)
{
  g_autoptr (KontorCsvEntry) first = read_entry (SHOPIFY "tea,Tea,Size,S,T-S,8,10,deny,active,x\n", '.');
  g_autoptr (KontorCsvEntry) second = read_entry (SHOPIFY "tea,,Size,M,T-M,8,,continue,,\n", '.');
  g_autoptr (KontorCsvEntry) picture = read_entry (SHOPIFY "tea,,,,,,,,,https://example.org/2.png\n", '.');
  g_autoptr (KontorCsvEntry) single = read_entry (SHOPIFY "cup,Cup,Title,Default Title,C,5,,deny,draft,\n", '.');

  g_assert_cmpint (first->level, ==, KONTOR_CSV_WHOLE);
  g_assert_cmpint (kontor_record_get_amount (first->variant, KONTOR_VARIANT_PRICE), ==, 10000000);
  g_assert_cmpint (kontor_record_get_amount (first->variant, KONTOR_VARIANT_SALE_PRICE), ==, 8000000);
  g_assert_cmpstr (kontor_record_get_text (first->product, KONTOR_PRODUCT_STATUS), ==, "published");
  g_assert_cmpint (second->level, ==, KONTOR_CSV_VARIANT);
  g_assert_cmpstr (second->parent, ==, "tea");
  g_assert_true (kontor_record_is_null (second->variant, KONTOR_VARIANT_SALE_PRICE));
  g_assert_cmpstr (kontor_record_get_text (second->variant, KONTOR_VARIANT_BACKORDERS), ==, "yes");
  g_assert_cmpint (picture->level, ==, KONTOR_CSV_NEITHER);
  g_assert_cmpuint (single->options->len, ==, 0);
}

#define TEMPLATE "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Barcode\n"

/* As Shopify's own template has it: options named once, barcodes of any kind, a stock of what nobody counts. */
static void
test_shopify_template (void)
{
  g_autoptr (KontorCsvEntry) first = read_entry (TEMPLATE "tea,Tea,Size,\"S, small\",T-S,,0,8,365275101829\n", '.');
  g_autoptr (KontorCsvEntry) second = read_entry (TEMPLATE "tea,,,M,T-M,shopify,3,8,4006381333931\n", '.');
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  const KontorRecord *size = g_ptr_array_index (first->options, 0);

  g_assert_null (first->fault);
  g_assert_nonnull (first->remark);
  g_assert_false (kontor_record_has (first->variant, KONTOR_VARIANT_GTIN));
  g_assert_true (first->unmanaged && !first->has_stock);
  g_assert_cmpuint (kontor_record_get_length (size, KONTOR_PRODUCT_OPTION_VALUES), ==, 1);
  g_assert_null (second->remark);
  g_assert_true (second->has_stock && kontor_record_get_bool (second->variant, KONTOR_VARIANT_MANAGE_STOCK));
  g_assert_false (kontor_csv_entry_has_options (second));
  kontor_record_take_member (product, KONTOR_PRODUCT_OPTIONS, kontor_record_copy (size));
  kontor_csv_entry_name_options (second, product);
  g_assert_true (kontor_csv_entry_has_options (second));
  g_assert_cmpstr (kontor_record_get_text (g_ptr_array_index (second->options, 0), KONTOR_PRODUCT_OPTION_NAME), ==, "Size");
}

static void
test_words (void)
{
  const char *const names[] = { "a, b", "c\\d", "e > f", "g;h", NULL };
  g_autofree char *text = kontor_csv_join (names, ',', ", ");
  g_auto (GStrv) again = kontor_csv_split (text, ',');
  g_autoptr (GPtrArray) options = NULL;
  g_autofree char *written = NULL;

  g_assert_true (g_strv_equal ((const char *const *) again, names));
  options = kontor_csv_read_options ("Size: S | M\\|L; A\\:b: c\\;d");
  g_assert_nonnull (options);
  g_assert_cmpuint (options->len, ==, 2);
  written = kontor_csv_write_options (options);
  g_assert_cmpstr (written, ==, "Size: S | M\\|L; A\\:b: c\\;d");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/csv/entry/woocommerce", test_woocommerce);
  kontor_test_add ("/csv/entry/variation", test_variation);
  kontor_test_add ("/csv/entry/faults", test_faults);
  kontor_test_add ("/csv/entry/unmanaged", test_unmanaged);
  kontor_test_add ("/csv/entry/shopify-template", test_shopify_template);
  kontor_test_add ("/csv/entry/shopify", test_shopify);
  kontor_test_add ("/csv/words", test_words);
  return kontor_test_run ();
}
