#include <string.h>

#include "kontor-catalog.h"
#include "kontor-cell-entry.h"
#include "kontor-chip.h"
#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-list-pane.h"
#include "kontor-lists-fixture.h"
#include "kontor-picture.h"
#include "kontor-product-detail.h"
#include "kontor-product-format.h"
#include "kontor-product-table.h"
#include "kontor-product-tile.h"
#include "kontor-products-view.h"
#include "kontor-shop.h"
#include "kontor-results.h"
#include "kontor-sale-dialog.h"
#include "kontor-scope.h"
#include "kontor-stock-input.h"
#include "kontor-test.h"
#include "kontor-variant-row.h"
#include "kontor-variants-dialog.h"
#include "kontor-window.h"
#include "register.h"

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

/* Looking through a window takes longer than the pause of lists_wait (), which would leave no time for drawing. */
static void
wait_until (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    dex_await (dex_timeout_new_msec (20), NULL);
  }
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
type (KontorCellEntry *cell, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (kontor_cell_entry_get_entry (cell)), text);
}

static const char *
read_cell (KontorCellEntry *cell)
{
  return gtk_editable_get_text (GTK_EDITABLE (kontor_cell_entry_get_entry (cell)));
}

static void
enter (KontorCellEntry *cell)
{
  g_signal_emit_by_name (kontor_cell_entry_get_entry (cell), "activate");
}

static void
test_cell (void)
{
  KontorCellEntry *cell = g_object_ref_sink (KONTOR_CELL_ENTRY (kontor_cell_entry_new ("Price")));
  Heard heard = { NULL, 0 };

  g_signal_connect (cell, "commit", G_CALLBACK (commit_cb), &heard);
  kontor_cell_entry_set_text (cell, "€4.00");
  g_assert_cmpstr (read_cell (cell), ==, "€4.00");
  enter (cell);
  g_assert_cmpuint (heard.times, ==, 0);

  type (cell, " 5 ");
  enter (cell);
  enter (cell);
  g_assert_cmpuint (heard.times, ==, 1);
  g_assert_cmpstr (heard.text, ==, "5");
  kontor_cell_entry_set_text (cell, "€5.00");
  g_assert_cmpstr (read_cell (cell), ==, "€5.00");

  /* What the shop says meanwhile does not take away what is being typed. */
  type (cell, "6");
  kontor_cell_entry_set_text (cell, "€7.00");
  g_assert_cmpstr (read_cell (cell), ==, "6");
  kontor_cell_entry_reset (cell);
  g_assert_cmpstr (read_cell (cell), ==, "€7.00");

  type (cell, "x");
  kontor_cell_entry_set_error (cell, "No");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (kontor_cell_entry_get_entry (cell)), "error"));
  enter (cell);
  g_assert_cmpuint (heard.times, ==, 1);
  type (cell, "8");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (kontor_cell_entry_get_entry (cell)), "error"));
  enter (cell);
  g_assert_cmpuint (heard.times, ==, 2);

  g_free (heard.text);
  g_object_unref (cell);
}

/* A window with the products of a small sample shop, and a second handle on that shop for what others do in it. */
typedef struct {
  KontorShop *shop;
  KontorEngine *engine;
  KontorAccount *account;
  GtkWindow *window;
  KontorProductsView *view;
  KontorProductDetail *detail;
} Shop;

static GtkWidget *
find (GtkWidget *widget, GType type, guint *skip)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, skip);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* The @index-th that is to be seen. */
static gpointer
see (Shop *shop, GType type, guint index)
{
  return find (GTK_WIDGET (shop->window), type, &index);
}

static GVariant *
make_fields (const char *path, const char *products)
{
  return g_variant_ref_sink (g_variant_new_parsed (
      "{'address': %s, 'manner': 'kind', 'seed': '7', 'now': '1772445600000', 'rate': '0', 'orders': '3', 'customers': '3',"
      " 'products': %s}",
      path, products));
}

static void
connect_shop (Shop *shop, const char *products)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (GVariant) fields = make_fields (path, products);
  g_autoptr (GError) error = NULL;

  shop->account = dex_await_object (kontor_engine_add_account (shop->engine, "sample", "demo", fields, NULL, NULL), &error);
  g_assert_no_error (error);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (shop->account)), &error);
  g_assert_no_error (error);
  shop->shop = kontor_shop_open (path, fields, &error);
  g_assert_no_error (error);
}

static void
open_window (Shop *shop)
{
  guint index = 0;

  shop->window = g_object_new (KONTOR_TYPE_WINDOW, "default-width", 1200, "default-height", 860, NULL);
  kontor_window_set_engine (KONTOR_WINDOW (shop->window), shop->engine);
  gtk_window_present (shop->window);
  gtk_widget_activate_action (GTK_WIDGET (shop->window), "win.show-view", "s", "products");
  kontor_test_pardon_stall ();
  lists_turn ();
  shop->view = KONTOR_PRODUCTS_VIEW (find (GTK_WIDGET (shop->window), KONTOR_TYPE_PRODUCTS_VIEW, &index));
  kontor_test_pardon_stall ();
}

static gboolean
has_tiles (gpointer shop)
{
  KontorProductTile *tile = see (shop, KONTOR_TYPE_PRODUCT_TILE, 0);
  g_autoptr (KontorObject) product = NULL;

  if (tile == NULL)
    return FALSE;
  g_object_get (tile, "product", &product, NULL);
  return product != NULL && !kontor_object_get_loading (product);
}

static Shop *
shop_new_of (const char *products)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (GError) error = NULL;
  Shop *shop = g_new0 (Shop, 1);

  shop->engine = dex_await_object (kontor_engine_open (path, &config), &error);
  g_assert_no_error (error);
  connect_shop (shop, products);
  kontor_test_pardon_stall ();
  open_window (shop);
  wait_until (has_tiles, shop);
  kontor_test_pardon_stall ();
  return shop;
}

static Shop *
shop_new (void)
{
  return shop_new_of ("12");
}

static void
shop_free (Shop *shop)
{
  gtk_window_destroy (shop->window);
  lists_turn ();
  g_clear_object (&shop->account);
  dex_await (kontor_engine_stop (shop->engine), NULL);
  g_clear_object (&shop->engine);
  kontor_shop_close (shop->shop);
  g_free (shop);
  kontor_test_pardon_stall ();
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

static gint64
resolve (Shop *shop, KontorEntity entity, const char *text)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, 0, text, NULL, NULL, NULL);
  g_autoptr (KontorResults) results = kontor_results_new (kontor_engine_get_db (shop->engine),
                                                          kontor_engine_get_identity (shop->engine), query);

  while (kontor_results_get_loading (results))
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), >, 0);
  return kontor_results_get_id (results, 0);
}

static gboolean
has_variants (gpointer shop)
{
  GtkWidget *row = see (shop, KONTOR_TYPE_VARIANT_ROW, 0), *stock = see (shop, KONTOR_TYPE_CELL_ENTRY, 2);
  g_autoptr (KontorObject) variant = NULL;

  if (row == NULL || stock == NULL || !gtk_widget_is_ancestor (stock, row))
    return FALSE;
  g_object_get (row, "variant", &variant, NULL);
  return kontor_object_is_whole (variant);
}

/* Opens the product of @sku and returns its first variant. (transfer full) */
static KontorObject *
open_product (Shop *shop, const char *sku)
{
  g_autofree char *filter = g_strdup_printf ("sku:%s", sku);
  gint64 id = resolve (shop, KONTOR_ENTITY_PRODUCT, filter);
  KontorObject *variant = NULL;

  kontor_view_open (KONTOR_VIEW (shop->view), id);
  wait_until (has_variants, shop);
  kontor_test_pardon_stall ();
  shop->detail = see (shop, KONTOR_TYPE_PRODUCT_DETAIL, 0);
  g_assert_cmpint (kontor_product_detail_get_id (shop->detail), ==, id);
  g_object_get (see (shop, KONTOR_TYPE_VARIANT_ROW, 0), "variant", &variant, NULL);
  return variant;
}

/* A condition on an amount or a number of a live object. */
typedef struct {
  KontorObject *object;
  guint field;
  gint64 value;
} Wanted;

static gint64
read_number (KontorObject *object, guint field)
{
  KontorRecord *record = kontor_object_get_record (object);

  if (record == NULL)
    return -1;
  return kontor_record_get_record_type (record)->fields[field].kind == KONTOR_FIELD_MONEY
             ? kontor_record_get_amount (record, field)
             : kontor_object_get_int (object, field);
}

static gboolean
has_value (gpointer data)
{
  Wanted *wanted = data;

  return read_number (wanted->object, wanted->field) == wanted->value;
}

static void
wait_for_value (KontorObject *object, guint field, gint64 value)
{
  wait_until (has_value, &(Wanted) { object, field, value });
  kontor_test_pardon_stall ();
}

/* A condition on what can be read of something. */
typedef struct {
  gpointer object;
  const char *text;
} Reading;

static gboolean
reads (gpointer data)
{
  Reading *reading = data;

  return g_str_equal (read_cell (reading->object), reading->text);
}

static void
wait_for_text (KontorCellEntry *cell, const char *text)
{
  wait_until (reads, &(Reading) { cell, text });
}

static void
flush (Shop *shop)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_outbox_flush (shop->engine), &error);
  g_assert_no_error (error);
}

static guint
count_unsent (Shop *shop)
{
  g_autoptr (GPtrArray) ops = dex_await_boxed (kontor_outbox_list_ops (shop->engine, 0, KONTOR_OUTBOX_UNSENT, 100), NULL);

  return ops->len;
}

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
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  KontorCellEntry *price = see (shop, KONTOR_TYPE_CELL_ENTRY, 0);
  g_autofree char *typed = format_euro (1234), *changed = format_euro (777);
  g_autofree char *path = NULL, *answer = NULL;

  type (price, "12.34");
  enter (price);
  wait_for_value (variant, KONTOR_VARIANT_PRICE, 12340000);
  wait_for_text (price, typed);
  g_assert_cmpuint (count_unsent (shop), ==, 1);
  flush (shop);
  g_assert_cmpuint (count_unsent (shop), ==, 0);
  g_assert_cmpint (read_number (variant, KONTOR_VARIANT_PRICE), ==, 12340000);

  path = g_strdup_printf ("variations/%s", kontor_object_get_key (variant));
  answer = kontor_shop_admin (shop->shop, "PUT", path, "{\"regular_price\":\"7.77\"}");
  g_assert_nonnull (answer);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (shop->account)), NULL);
  wait_for_value (variant, KONTOR_VARIANT_PRICE, 7770000);
  wait_for_text (price, changed);
}

static void
test_price_refused (void)
{
  static const char *const wrong[] = { "abc", "-3", "1.234567", "" };
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  KontorCellEntry *price = see (shop, KONTOR_TYPE_CELL_ENTRY, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    type (price, wrong[i]);
    enter (price);
    g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (kontor_cell_entry_get_entry (price)), "error"));
    g_assert_cmpstr (read_cell (price), ==, wrong[i]);
  }
  lists_turn ();
  g_assert_cmpuint (count_unsent (shop), ==, 0);
}

static void
test_sale (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  KontorCellEntry *sale = see (shop, KONTOR_TYPE_CELL_ENTRY, 1);
  g_autofree char *typed = format_euro (300);

  type (sale, "3");
  enter (sale);
  wait_for_value (variant, KONTOR_VARIANT_SALE_PRICE, 3000000);
  wait_for_text (sale, typed);
  type (sale, "");
  enter (sale);
  wait_for_text (sale, "");
  wait_for_value (variant, KONTOR_VARIANT_SALE_PRICE, 0);
}

static gboolean
has_two_rows (gpointer dialog)
{
  guint row = 1;

  return find (dialog, ADW_TYPE_EXPANDER_ROW, &row) != NULL;
}

static GtkWidget *
find_calendar (gpointer dialog)
{
  guint first = 0;

  return find (dialog, GTK_TYPE_CALENDAR, &first);
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
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (find (GTK_WIDGET (dialog), ADW_TYPE_EXPANDER_ROW, &row)), TRUE);
  lists_wait (has_calendar, dialog);
  gtk_calendar_select_day (GTK_CALENDAR (find_calendar (dialog)), date);
}

/* The last day of a sale is part of it, by the clock of the shop. */
static void
test_sale_days (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  KontorCellEntry *sale = see (shop, KONTOR_TYPE_CELL_ENTRY, 1);
  GTimeZone *zone = kontor_engine_get_zone (shop->engine, kontor_account_get_id (shop->account));
  AdwDialog *dialog;
  GtkWidget *save;
  gint64 day;

  type (sale, "3");
  enter (sale);
  wait_for_value (variant, KONTOR_VARIANT_SALE_PRICE, 3000000);
  dialog = kontor_sale_dialog_new (shop->engine, variant);
  adw_dialog_present (dialog, GTK_WIDGET (shop->window));
  lists_turn ();
  save = adw_dialog_get_default_widget (dialog);
  choose_last_day (dialog, 2030, 5, 12);
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  g_assert_true (kontor_day_parse ("2030-05-13", &day));
  wait_for_value (variant, KONTOR_VARIANT_SALE_TO, kontor_day_start (day, zone) - 1000);
  g_assert_cmpint (kontor_object_get_int (variant, KONTOR_VARIANT_SALE_FROM), ==, 0);
  kontor_test_pardon_stall ();
}

/* However many variants there are, only those in sight are built. */
static void
test_many_variants (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  g_autoptr (GListStore) variants = g_list_store_new (KONTOR_TYPE_OBJECT);
  AdwDialog *dialog;
  guint first = 0, later = 290;

  for (guint i = 0; i < 1000; i++)
    g_list_store_append (variants, variant);
  dialog = kontor_variants_dialog_new (shop->engine, G_LIST_MODEL (variants), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (shop->window));
  lists_turn ();
  kontor_test_pardon_stall ();
  g_assert_nonnull (find (GTK_WIDGET (dialog), KONTOR_TYPE_VARIANT_ROW, &first));
  g_assert_null (find (GTK_WIDGET (dialog), KONTOR_TYPE_VARIANT_ROW, &later));
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
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  KontorCellEntry *stock = see (shop, KONTOR_TYPE_CELL_ENTRY, 2);
  gint64 before = get_on_hand (variant);
  g_autofree char *more = g_strdup_printf ("%" G_GINT64_FORMAT, before + 5);

  type (stock, "+5");
  enter (stock);
  wait_for_text (stock, more);
  g_assert_cmpint (get_on_hand (variant), ==, before + 5);
  type (stock, "=40");
  enter (stock);
  wait_for_text (stock, "40");
  g_assert_cmpint (get_on_hand (variant), ==, 40);
  /* Both wait together for their ten seconds. */
  g_assert_cmpuint (count_unsent (shop), >, 0);
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
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  AdwEntryRow *row = see (shop, ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (row), "Harbour <b>Dusk</b> & Dawn");
  g_signal_emit_by_name (row, "apply");
  wait_until (has_title, &(Reading) { shop->detail, "Harbour <b>Dusk</b> & Dawn" });
  g_assert_cmpuint (count_unsent (shop), ==, 1);
  kontor_test_pardon_stall ();

  gtk_editable_set_text (GTK_EDITABLE (row), "  ");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
}

static gboolean
has_status (gpointer data)
{
  Reading *reading = data;

  return g_strcmp0 (kontor_object_get_text (reading->object, KONTOR_PRODUCT_STATUS), reading->text) == 0;
}

static void
test_status (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  g_autoptr (KontorObject) product = kontor_identity_dup (kontor_engine_get_identity (shop->engine), KONTOR_ENTITY_PRODUCT,
                                                          kontor_product_detail_get_id (shop->detail));
  guint n_unsent;

  adw_combo_row_set_selected (see (shop, ADW_TYPE_COMBO_ROW, 0), 1);
  wait_until (has_status, &(Reading) { product, "draft" });
  kontor_test_pardon_stall ();
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "product.trash", NULL);
  wait_until (has_status, &(Reading) { product, "trash" });
  lists_turn ();
  kontor_test_pardon_stall ();
  n_unsent = count_unsent (shop);
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "product.trash", NULL);
  lists_turn ();
  g_assert_cmpuint (count_unsent (shop), ==, n_unsent);
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "product.restore", NULL);
  wait_until (has_status, &(Reading) { product, "draft" });
  kontor_test_pardon_stall ();
}

static GtkSelectionModel *
get_selection (Shop *shop)
{
  KontorProductTile *tile = see (shop, KONTOR_TYPE_PRODUCT_TILE, 0);

  return gtk_grid_view_get_model (GTK_GRID_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (tile), GTK_TYPE_GRID_VIEW)));
}

/* All that are selected become drafts as one action, which one undo takes back. */
static void
test_bulk (void)
{
  g_autoptr (Shop) shop = shop_new ();
  GtkSelectionModel *selection = get_selection (shop);
  g_autoptr (KontorObject) first = g_list_model_get_item (G_LIST_MODEL (selection), 0);
  g_autoptr (KontorObject) third = g_list_model_get_item (G_LIST_MODEL (selection), 2);
  g_autoptr (KontorObject) other = g_list_model_get_item (G_LIST_MODEL (selection), 3);

  gtk_selection_model_select_range (selection, 0, 3, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (shop->view), "products.make-draft", NULL);
  wait_until (has_status, &(Reading) { first, "draft" });
  wait_until (has_status, &(Reading) { third, "draft" });
  g_assert_cmpstr (kontor_object_get_text (other, KONTOR_PRODUCT_STATUS), ==, "published");
  kontor_test_pardon_stall ();
  dex_await (kontor_engine_undo (shop->engine, 0), NULL);
  wait_until (has_status, &(Reading) { first, "published" });
  wait_until (has_status, &(Reading) { third, "published" });
  kontor_test_pardon_stall ();
}

/* Both faces show the same list, and what was selected on one is so on the other. */
static void
test_faces (void)
{
  g_autoptr (Shop) shop = shop_new ();
  GtkSelectionModel *selection = get_selection (shop);
  gboolean table;

  gtk_selection_model_select_item (selection, 1, TRUE);
  g_object_set (shop->view, "table", TRUE, NULL);
  lists_turn ();
  kontor_test_pardon_stall ();
  g_assert_null (see (shop, KONTOR_TYPE_PRODUCT_TILE, 0));
  g_assert_true (gtk_column_view_get_model (see (shop, GTK_TYPE_COLUMN_VIEW, 0)) == selection);
  g_assert_true (gtk_selection_model_is_selected (selection, 1));
  g_object_set (shop->view, "table", FALSE, NULL);
  wait_until (has_tiles, shop);
  kontor_test_pardon_stall ();
  g_object_get (shop->view, "table", &table, NULL);
  g_assert_false (table);
}

static gboolean
has_sort (gpointer data)
{
  Reading *reading = data;
  KontorQuery *query = kontor_results_get_query (reading->object);
  g_autofree char *sort =
      g_strconcat (kontor_query_get_descending (query) ? "-" : "", kontor_query_get_sort (query), NULL);

  return g_str_equal (sort, reading->text);
}

/* A click on the head of a column sorts the list itself, and what the list is sorted by is marked there. */
static void
test_sort (void)
{
  g_autoptr (Shop) shop = shop_new ();
  KontorResults *results = kontor_selection_get_results (KONTOR_SELECTION (get_selection (shop)));
  KontorListPane *pane = see (shop, KONTOR_TYPE_LIST_PANE, 0);
  g_autoptr (GtkColumnViewColumn) price = NULL;
  GtkColumnView *table;
  GtkColumnViewSorter *sorter;
  GtkSortType order;

  g_object_set (shop->view, "table", TRUE, NULL);
  table = see (shop, GTK_TYPE_COLUMN_VIEW, 0);
  sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (table));
  kontor_test_pardon_stall ();
  g_assert_cmpstr (kontor_product_table_get_sort (sorter, &order), ==, "title");
  price = g_list_model_get_item (gtk_column_view_get_columns (table), 2);
  gtk_column_view_sort_by_column (table, price, GTK_SORT_DESCENDING);
  wait_until (has_sort, &(Reading) { results, "-price" });
  g_object_set (pane, "sort-key", "stock", "sort-order", "ascending", NULL);
  wait_until (has_sort, &(Reading) { results, "stock" });
  g_assert_cmpstr (kontor_product_table_get_sort (sorter, &order), ==, "stock");
  g_assert_cmpint ((int) order, ==, GTK_SORT_ASCENDING);
  kontor_test_pardon_stall ();
}

/* The detail stays on its product, wherever that goes in the list, and shows one that is not listed. */
static void
test_follows (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = open_product (shop, "TL-B01");
  gint64 id = kontor_product_detail_get_id (shop->detail);
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_PRODUCT, id);

  kontor_record_set_text (changes, KONTOR_PRODUCT_TITLE, "Zzz");
  dex_await (kontor_catalog_set_product (shop->engine, scope, changes), NULL);
  wait_until (has_title, &(Reading) { shop->detail, "Zzz" });
  lists_turn ();
  g_assert_cmpint (kontor_product_detail_get_id (shop->detail), ==, id);
  kontor_test_pardon_stall ();
}

/* A list that fits on a phone. */
static gboolean
has_table_rows (gpointer shop)
{
  return see (shop, GTK_TYPE_COLUMN_VIEW, 0) != NULL && see (shop, KONTOR_TYPE_PICTURE, 1) != NULL;
}

static void
test_narrow (void)
{
  g_autoptr (Shop) shop = shop_new ();
  g_autoptr (KontorObject) variant = NULL;
  int minimum;

  /* With the frame that a window has here. */
  gtk_window_set_default_size (shop->window, 370, 640);
  g_object_set (shop->view, "table", TRUE, NULL);
  wait_until (has_table_rows, shop);
  g_object_set (shop->view, "table", FALSE, NULL);
  variant = open_product (shop, "TL-B01");
  lists_turn ();
  kontor_test_pardon_stall ();
  gtk_widget_measure (GTK_WIDGET (shop->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (shop->detail)), <=, 360);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add_plain ("/ui/products/stock-input", test_stock_input);
  kontor_test_add_plain ("/ui/products/html", test_html);
  kontor_test_add_plain ("/ui/products/format", test_format);
  kontor_test_add_plain ("/ui/products/cell", test_cell);
  kontor_test_add ("/ui/products/price", test_price);
  kontor_test_add ("/ui/products/price-refused", test_price_refused);
  kontor_test_add ("/ui/products/sale", test_sale);
  kontor_test_add ("/ui/products/sale-days", test_sale_days);
  kontor_test_add ("/ui/products/many-variants", test_many_variants);
  kontor_test_add ("/ui/products/stock", test_stock);
  kontor_test_add ("/ui/products/title", test_title);
  kontor_test_add ("/ui/products/status", test_status);
  kontor_test_add ("/ui/products/bulk", test_bulk);
  kontor_test_add ("/ui/products/faces", test_faces);
  kontor_test_add ("/ui/products/sort", test_sort);
  kontor_test_add ("/ui/products/follows", test_follows);
  kontor_test_add ("/ui/products/narrow", test_narrow);
  return kontor_test_run ();
}
