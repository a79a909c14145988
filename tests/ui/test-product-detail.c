#include "kontor-catalog.h"
#include "kontor-lists-fixture.h"
#include "kontor-sale-dialog.h"
#include "kontor-scope.h"
#include "kontor-variant-row.h"
#include "kontor-variants-dialog.h"
#include "products-fixture.h"

static char *
format_euro (gint64 cents)
{
  KontorMoney money = kontor_money_make (cents * 10000, "EUR");

  return kontor_money_format (&money);
}

/* The road of a price: typed, at once there, waiting, sent, at the shop; and one that was changed there. */
static void
test_price (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  KontorCellEntry *price = products_see (shop, KONTOR_TYPE_CELL_ENTRY, 0);
  g_autofree char *typed = format_euro (1234), *changed = format_euro (777);
  g_autofree char *path = NULL, *answer = NULL;

  products_type (price, "12.34");
  products_enter (price);
  products_wait_value (variant, KONTOR_VARIANT_PRICE, 12340000);
  products_wait_text (price, typed);
  g_assert_cmpuint (products_count_unsent (shop), ==, 1);
  products_flush (shop);
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);
  g_assert_cmpint (products_read_number (variant, KONTOR_VARIANT_PRICE), ==, 12340000);

  path = g_strdup_printf ("variations/%s", kontor_object_get_key (variant));
  answer = kontor_shop_admin (shop->shop, "PUT", path, "{\"regular_price\":\"7.77\"}");
  g_assert_nonnull (answer);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (shop->account)), NULL);
  products_wait_value (variant, KONTOR_VARIANT_PRICE, 7770000);
  products_wait_text (price, changed);
}

static void
test_price_refused (void)
{
  static const char *const wrong[] = { "abc", "-3", "1.234567", "" };
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  KontorCellEntry *price = products_see (shop, KONTOR_TYPE_CELL_ENTRY, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    products_type (price, wrong[i]);
    products_enter (price);
    g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (kontor_cell_entry_get_entry (price)), "error"));
    g_assert_cmpstr (products_read_cell (price), ==, wrong[i]);
  }
  lists_turn ();
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);
}

static void
test_sale (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  KontorCellEntry *sale = products_see_cell (shop, "Sale Price");
  g_autofree char *typed = format_euro (300);

  products_type (sale, "3");
  products_enter (sale);
  products_wait_value (variant, KONTOR_VARIANT_SALE_PRICE, 3000000);
  products_wait_text (sale, typed);
  products_type (sale, "");
  products_enter (sale);
  products_wait_text (sale, "");
  products_wait_value (variant, KONTOR_VARIANT_SALE_PRICE, 0);
}

static gboolean
has_two_rows (gpointer dialog)
{
  guint row = 1;

  return products_find (dialog, ADW_TYPE_EXPANDER_ROW, &row) != NULL;
}

static GtkWidget *
find_calendar (gpointer dialog)
{
  guint first = 0;

  return products_find (dialog, GTK_TYPE_CALENDAR, &first);
}

static gboolean
has_calendar (gpointer dialog)
{
  return find_calendar (dialog) != NULL;
}

static void
choose_last_day (AdwDialog *dialog, int year, int month, int day)
{
  g_autoptr (GDateTime) date = g_date_time_new_local (year, month, day, 12, 0, 0);
  guint row = 1;

  lists_wait (has_two_rows, dialog);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (products_find (GTK_WIDGET (dialog), ADW_TYPE_EXPANDER_ROW, &row)), TRUE);
  lists_wait (has_calendar, dialog);
  gtk_calendar_select_day (GTK_CALENDAR (find_calendar (dialog)), date);
}

/* The last day of a sale is part of it, by the clock of the shop. */
static void
test_sale_days (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  KontorCellEntry *sale = products_see_cell (shop, "Sale Price");
  GTimeZone *zone = kontor_engine_get_zone (shop->engine, kontor_account_get_id (shop->account));
  AdwDialog *dialog;
  GtkWidget *save;
  gint64 day;

  products_type (sale, "3");
  products_enter (sale);
  products_wait_value (variant, KONTOR_VARIANT_SALE_PRICE, 3000000);
  dialog = kontor_sale_dialog_new (shop->engine, variant);
  adw_dialog_present (dialog, GTK_WIDGET (shop->window));
  lists_turn ();
  save = adw_dialog_get_default_widget (dialog);
  choose_last_day (dialog, 2030, 5, 12);
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  g_assert_true (kontor_day_parse ("2030-05-13", &day));
  products_wait_value (variant, KONTOR_VARIANT_SALE_TO, kontor_day_start (day, zone) - 1000);
  g_assert_cmpint (kontor_object_get_int (variant, KONTOR_VARIANT_SALE_FROM), ==, 0);
  kontor_test_pardon_stall ();
}

/* However many variants there are, only those in sight are built. */
static void
test_many_variants (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  g_autoptr (GListStore) variants = g_list_store_new (KONTOR_TYPE_OBJECT);
  AdwDialog *dialog;
  guint first = 0, later = 290;

  for (guint i = 0; i < 1000; i++)
    g_list_store_append (variants, variant);
  dialog = kontor_variants_dialog_new (shop->engine, G_LIST_MODEL (variants), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (shop->window));
  lists_turn ();
  kontor_test_pardon_stall ();
  g_assert_nonnull (products_find (GTK_WIDGET (dialog), KONTOR_TYPE_VARIANT_ROW, &first));
  g_assert_null (products_find (GTK_WIDGET (dialog), KONTOR_TYPE_VARIANT_ROW, &later));
}

static gint64
get_on_hand (KontorObject *variant)
{
  return kontor_record_get_int (kontor_record_get_member (kontor_object_get_record (variant), KONTOR_VARIANT_LEVELS, 0),
                                KONTOR_LEVEL_ON_HAND);
}

static void
test_stock (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  KontorCellEntry *stock = products_see (shop, KONTOR_TYPE_CELL_ENTRY, 3);
  gint64 before = get_on_hand (variant);
  g_autofree char *more = g_strdup_printf ("%" G_GINT64_FORMAT, before + 5);

  products_type (stock, "+5");
  products_enter (stock);
  products_wait_text (stock, more);
  g_assert_cmpint (get_on_hand (variant), ==, before + 5);
  products_type (stock, "=40");
  products_enter (stock);
  products_wait_text (stock, "40");
  g_assert_cmpint (get_on_hand (variant), ==, 40);
  /* Both wait together for their ten seconds. */
  g_assert_cmpuint (products_count_unsent (shop), >, 0);
}

static void
add_price (Shop *shop, KontorObject *variant, const char *currency, gint64 amount)
{
  KontorRecord *record = kontor_record_copy (kontor_object_get_record (variant)), *price = kontor_record_new (&kontor_price_type);

  kontor_record_set_key (price, currency);
  kontor_record_set_text (price, KONTOR_PRICE_CURRENCY, currency);
  kontor_record_set_amount (price, KONTOR_PRICE_AMOUNT, amount);
  kontor_record_take_member (record, KONTOR_VARIANT_PRICES, price);
  lists_save (kontor_engine_get_db (shop->engine), record);
}

static gboolean
has_yen (gpointer shop)
{
  return products_see_cell (shop, "Price in JPY") != NULL;
}

/* Each currency has a cell of its own, which takes no other. */
static void
test_currencies (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  KontorMoney yen = kontor_money_make (1500 * KONTOR_MONEY_UNIT, "JPY");
  g_autofree char *shown = kontor_money_format (&yen);
  KontorCellEntry *cell;

  g_assert_false (has_yen (shop));
  add_price (shop, variant, "JPY", 1200 * KONTOR_MONEY_UNIT);
  products_wait (has_yen, shop);
  cell = products_see_cell (shop, "Price in JPY");
  products_type (cell, "1500");
  products_enter (cell);
  products_wait_text (cell, shown);
  g_assert_cmpuint (products_count_unsent (shop), ==, 1);
  g_assert_cmpint (kontor_record_get_amount (kontor_record_find_member (kontor_object_get_record (variant), KONTOR_VARIANT_PRICES, "JPY"),
                                             KONTOR_PRICE_AMOUNT),
                   ==, 1500 * KONTOR_MONEY_UNIT);
}

static gboolean
has_title (gpointer data)
{
  Reading *reading = data;
  g_autofree char *title = NULL;

  g_object_get (reading->object, "title", &title, NULL);
  return g_strcmp0 (title, reading->text) == 0;
}

static void
test_title (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  AdwEntryRow *row = products_see (shop, ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (row), "Harbour <b>Dusk</b> & Dawn");
  g_signal_emit_by_name (row, "apply");
  products_wait (has_title, &(Reading) { shop->detail, "Harbour <b>Dusk</b> & Dawn" });
  g_assert_cmpuint (products_count_unsent (shop), ==, 1);
  kontor_test_pardon_stall ();

  gtk_editable_set_text (GTK_EDITABLE (row), "  ");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
}

static void
test_status (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  g_autoptr (KontorObject) product = kontor_identity_dup (kontor_engine_get_identity (shop->engine), KONTOR_ENTITY_PRODUCT,
                                                          kontor_product_detail_get_id (shop->detail));
  guint n_unsent;

  adw_combo_row_set_selected (products_see (shop, ADW_TYPE_COMBO_ROW, 0), 1);
  products_wait (products_has_status, &(Reading) { product, "draft" });
  kontor_test_pardon_stall ();
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "product.trash", NULL);
  products_wait (products_has_status, &(Reading) { product, "trash" });
  lists_turn ();
  kontor_test_pardon_stall ();
  n_unsent = products_count_unsent (shop);
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "product.trash", NULL);
  lists_turn ();
  g_assert_cmpuint (products_count_unsent (shop), ==, n_unsent);
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "product.restore", NULL);
  products_wait (products_has_status, &(Reading) { product, "draft" });
  kontor_test_pardon_stall ();
}

/* The detail stays on its product, wherever that goes in the list, and shows one that is not listed. */
static void
test_follows (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gint64 id = kontor_product_detail_get_id (shop->detail);
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_PRODUCT, id);

  kontor_record_set_text (changes, KONTOR_PRODUCT_TITLE, "Zzz");
  dex_await (kontor_catalog_set_product (shop->engine, scope, changes), NULL);
  products_wait (has_title, &(Reading) { shop->detail, "Zzz" });
  lists_turn ();
  g_assert_cmpint (kontor_product_detail_get_id (shop->detail), ==, id);
  kontor_test_pardon_stall ();
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/products/price", test_price);
  kontor_test_add ("/ui/products/price-refused", test_price_refused);
  kontor_test_add ("/ui/products/sale", test_sale);
  kontor_test_add ("/ui/products/sale-days", test_sale_days);
  kontor_test_add ("/ui/products/many-variants", test_many_variants);
  kontor_test_add ("/ui/products/stock", test_stock);
  kontor_test_add ("/ui/products/currencies", test_currencies);
  kontor_test_add ("/ui/products/title", test_title);
  kontor_test_add ("/ui/products/status", test_status);
  kontor_test_add ("/ui/products/follows", test_follows);
  return kontor_test_run ();
}
