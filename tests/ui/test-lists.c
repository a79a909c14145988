#include <string.h>

#include "engine-fixture.h"
#include "kontor-chip.h"
#include "kontor-lists-fixture.h"
#include "kontor-list-pane.h"
#include "kontor-order-row.h"
#include "kontor-orders-list.h"
#include "kontor-saved-views.h"
#include "kontor-view-tabs.h"
#include "ui-fixture.h"

/* A list of orders in a window. */
typedef struct {
  Fixture fixture;
  KontorDb *db;
  KontorOrdersList *list;
  KontorListPane *pane;
  AdwWindow *window;
} Shop;

static GListModel *
get_rows (Shop *shop)
{
  return G_LIST_MODEL (kontor_list_pane_get_results (shop->pane));
}

static gint64
count_selected (Shop *shop)
{
  return kontor_selection_get_n_selected (kontor_list_pane_get_selection (shop->pane));
}

static gint64
id_at (Shop *shop, guint position)
{
  return kontor_results_get_id (kontor_list_pane_get_results (shop->pane), position);
}

static void
select_row (Shop *shop, guint position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (kontor_list_pane_get_selection (shop->pane)), position, TRUE);
}

static gboolean
is_loaded (gpointer data)
{
  Shop *shop = data;
  KontorResults *results = kontor_list_pane_get_results (shop->pane);

  return kontor_results_get_query (results) != NULL && !kontor_results_get_loading (results);
}

static void
open_list (Shop *shop)
{
  shop->db = kontor_engine_get_db (shop->fixture.engine);
  shop->list = kontor_orders_list_new (shop->fixture.engine);
  shop->pane = kontor_orders_list_get_pane (shop->list);
  shop->window = ui_show (GTK_WIDGET (shop->list));
  ui_wait (is_loaded, shop);
}

static void
shop_begin (Shop *shop, guint n_orders)
{
  fixture_begin_empty (&shop->fixture);
  fixture_sync (&shop->fixture);
  lists_fill (kontor_engine_get_db (shop->fixture.engine), n_orders);
  open_list (shop);
  kontor_list_pane_show_view (shop->pane, "orders-all");
  ui_wait (is_loaded, shop);
}

static void
shop_end (Shop *shop)
{
  ui_close (shop->window);
  fixture_end (&shop->fixture);
}

typedef struct {
  Shop *shop;
  gint64 n;
} Wait;

static gboolean
has_rows (gpointer data)
{
  Wait *wait = data;

  return g_list_model_get_n_items (get_rows (wait->shop)) == wait->n && is_loaded (wait->shop);
}

static gboolean
is_last (gpointer data)
{
  Wait *wait = data;

  return id_at (wait->shop, g_list_model_get_n_items (get_rows (wait->shop)) - 1) == wait->n;
}

static gboolean
waits (gpointer data)
{
  Wait *wait = data;
  guint waiting;

  g_object_get (wait->shop->list, "waiting", &waiting, NULL);
  return waiting == wait->n;
}

static void
activate (Shop *shop, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shop->pane), action, NULL));
}

static KontorRecord *
make_ready_order (const char *key, const char *name)
{
  KontorRecord *order = lists_make_order (key, 84 * KONTOR_MONEY_UNIT, name);

  kontor_record_set_text (order, KONTOR_ORDER_PAYMENT, "paid");
  kontor_record_set_text (order, KONTOR_ORDER_FULFILMENT, "unfulfilled");
  kontor_record_set_text (order, KONTOR_ORDER_RETURN, "none");
  kontor_record_set_int (order, KONTOR_ORDER_ITEM_COUNT, 2);
  return order;
}

/* Also where they are not shown. (nullable) */
static gpointer
find_tabs (GtkWidget *widget)
{
  gpointer found = KONTOR_IS_VIEW_TABS (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tabs (child);
  return found;
}

static gboolean
has_view (gpointer data)
{
  return kontor_view_tabs_get_view (data) != NULL;
}

/* A list that nobody has looked at asks for no rows. */
static void
test_unseen (void)
{
  Shop shop = { 0 };

  fixture_begin_empty (&shop.fixture);
  lists_fill (kontor_engine_get_db (shop.fixture.engine), 12);
  shop.list = kontor_orders_list_new (shop.fixture.engine);
  shop.pane = kontor_orders_list_get_pane (shop.list);
  gtk_widget_set_visible (GTK_WIDGET (shop.list), FALSE);
  shop.window = ui_show (GTK_WIDGET (shop.list));

  ui_wait (has_view, find_tabs (GTK_WIDGET (shop.list)));
  g_assert_null (kontor_results_get_query (kontor_list_pane_get_results (shop.pane)));
  gtk_widget_set_visible (GTK_WIDGET (shop.list), TRUE);
  ui_wait (is_loaded, &shop);
  shop_end (&shop);
}

/* The first tab has nothing to show, says what would be there, and leads to the others. */
static void
test_tabs (void)
{
  Shop shop = { 0 };
  KontorViewTabs *tabs;

  shop_begin (&shop, 12);
  tabs = KONTOR_VIEW_TABS (ui_find_type (shop.window, KONTOR_TYPE_VIEW_TABS));
  kontor_list_pane_show_view (shop.pane, "orders-to-ship");
  ui_wait_text (shop.window, "Nothing to Ship");
  ui_wait_text (shop.window, "0 orders");
  ui_click (shop.window, "Show All");
  ui_wait (has_rows, &(Wait) { &shop, 12 });
  ui_wait_text (shop.window, "12 orders");
  g_assert_cmpstr (kontor_saved_view_get_builtin (kontor_view_tabs_get_view (tabs)), ==, "orders-all");
  ui_wait_text (tabs, "12");
  lists_save (shop.db, lists_make_order ("777", 1, "Ana"));
  ui_wait_text (tabs, "13");
  shop_end (&shop);
}

static void
test_search (void)
{
  Shop shop = { 0 };

  shop_begin (&shop, 12);
  lists_save (shop.db, lists_make_order ("777", 1, "Zoe"));
  kontor_list_pane_set_text (shop.pane, "zo");
  ui_wait (has_rows, &(Wait) { &shop, 1 });
  kontor_list_pane_set_text (shop.pane, "zoe is:nonsense");
  ui_wait_text (shop.window, "Nothing Found");
  ui_wait_text (shop.window, "“is:nonsense” is no condition of this list, so it is looked for as a word.");
  ui_click (shop.window, "Clear Search");
  ui_wait (has_rows, &(Wait) { &shop, 13 });
  ui_wait_no_text (shop.window, "“is:nonsense” is no condition of this list, so it is looked for as a word.");
  shop_end (&shop);
}

static void
test_sort (void)
{
  Shop shop = { 0 };
  gint64 newest;

  shop_begin (&shop, 5);
  newest = id_at (&shop, 0);
  g_object_set (shop.pane, "sort-key", "total", "sort-order", "ascending", NULL);
  ui_wait (is_loaded, &shop);
  g_assert_cmpint (id_at (&shop, 4), ==, newest);
  g_object_set (shop.pane, "sort-order", "descending", NULL);
  ui_wait (is_loaded, &shop);
  g_assert_cmpint (id_at (&shop, 0), ==, newest);
  shop_end (&shop);
}

/* The detail stays on its object when the row leaves, and the row is selected again when it comes back. */
static void
test_current_stays (void)
{
  Shop shop = { 0 };
  gint64 id;

  shop_begin (&shop, 6);
  select_row (&shop, 2);
  id = id_at (&shop, 2);
  g_assert_cmpint (kontor_list_pane_get_current (shop.pane), ==, id);
  kontor_list_pane_set_text (shop.pane, "nobody");
  ui_wait (has_rows, &(Wait) { &shop, 0 });
  g_assert_cmpint (kontor_list_pane_get_current (shop.pane), ==, id);
  g_assert_cmpint (count_selected (&shop), ==, 0);
  kontor_list_pane_set_text (shop.pane, NULL);
  ui_wait (has_rows, &(Wait) { &shop, 6 });
  g_assert_cmpint (count_selected (&shop), ==, 1);
  lists_remove (shop.db, KONTOR_ENTITY_ORDER, id);
  ui_wait (has_rows, &(Wait) { &shop, 5 });
  g_assert_cmpint (kontor_list_pane_get_current (shop.pane), ==, id);
  activate (&shop, "list.select-all");
  g_assert_cmpint (kontor_list_pane_get_current (shop.pane), ==, 0);
  shop_end (&shop);
}

/* Whatever is opened from elsewhere is the current object, in the list or not. */
static void
test_set_current (void)
{
  Shop shop = { 0 };

  shop_begin (&shop, 6);
  kontor_list_pane_set_current (shop.pane, id_at (&shop, 3));
  g_assert_cmpint (count_selected (&shop), ==, 1);
  kontor_list_pane_set_current (shop.pane, 12345);
  g_assert_cmpint (kontor_list_pane_get_current (shop.pane), ==, 12345);
  g_assert_cmpint (count_selected (&shop), ==, 0);
  shop_end (&shop);
}

static void
assert_selected (Shop *shop, const char *positions)
{
  KontorSelection *selection = kontor_list_pane_get_selection (shop->pane);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", gtk_bitset_get_nth (selected, i));
  g_assert_cmpstr (text->str, ==, positions);
}

static void
test_keys (void)
{
  Shop shop = { 0 };

  shop_begin (&shop, 6);
  activate (&shop, "list.next");
  assert_selected (&shop, "0");
  activate (&shop, "list.next");
  assert_selected (&shop, "1");
  activate (&shop, "list.mark");
  activate (&shop, "list.next");
  activate (&shop, "list.next");
  assert_selected (&shop, "1");
  activate (&shop, "list.mark");
  assert_selected (&shop, "1 3");
  ui_wait_text (shop.window, "2 selected");
  activate (&shop, "list.previous");
  activate (&shop, "list.mark");
  activate (&shop, "list.mark");
  assert_selected (&shop, "1 3");
  activate (&shop, "list.unselect");
  assert_selected (&shop, "");
  activate (&shop, "list.previous");
  assert_selected (&shop, "1");
  activate (&shop, "list.select-all");
  ui_wait_text (shop.window, "6 selected");
  shop_end (&shop);
}

/* With the last mark gone one goes from order to order again. */
static void
test_marking_ends (void)
{
  Shop shop = { 0 };
  KontorListCursor *cursor;

  shop_begin (&shop, 6);
  cursor = kontor_list_pane_get_cursor (shop.pane);
  activate (&shop, "list.next");
  activate (&shop, "list.mark");
  g_assert_true (kontor_list_cursor_get_marking (cursor));
  activate (&shop, "list.mark");
  assert_selected (&shop, "");
  g_assert_false (kontor_list_cursor_get_marking (cursor));
  activate (&shop, "list.next");
  assert_selected (&shop, "1");
  shop_end (&shop);
}

/* What the pane listens to for taps. */
static GtkGesture *
find_tap (Shop *shop)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (kontor_list_pane_get_face (shop->pane));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_GESTURE_CLICK (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      return GTK_GESTURE (controller);
  }
  g_assert_not_reached ();
}

static void
opened_cb (KontorListPane *pane, gint64 id, gint64 *opened)
{
  *opened = id;
}

static gboolean
is_set (gpointer id)
{
  return *(gint64 *) id != 0;
}

/* The row that a tap selects is opened by it. */
static void
test_tap (void)
{
  Shop shop = { 0 };
  gint64 opened = 0;

  shop_begin (&shop, 6);
  g_signal_connect (shop.pane, "opened", G_CALLBACK (opened_cb), &opened);
  select_row (&shop, 2);
  g_signal_emit_by_name (find_tap (&shop), "released", 1, 1.0, 1.0);
  g_assert_cmpint (opened, ==, 0);
  select_row (&shop, 3);
  ui_wait (is_set, &opened);
  g_assert_cmpint (opened, ==, id_at (&shop, 3));
  shop_end (&shop);
}

static void
test_archive (void)
{
  Shop shop = { 0 };

  shop_begin (&shop, 0);
  for (guint i = 0; i < 4; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 100 + i);

    lists_save (shop.db, make_ready_order (key, "Ana"));
  }
  kontor_list_pane_show_view (shop.pane, "orders-to-ship");
  ui_wait (has_rows, &(Wait) { &shop, 4 });
  ui_wait (waits, &(Wait) { &shop, 4 });
  activate (&shop, "list.select-all");
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (kontor_list_pane_get_selection (shop.pane)), 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shop.pane), "orders.archive", NULL));
  ui_wait (has_rows, &(Wait) { &shop, 1 });
  ui_wait (waits, &(Wait) { &shop, 1 });

  kontor_list_pane_show_view (shop.pane, "orders-archived");
  ui_wait (has_rows, &(Wait) { &shop, 3 });
  select_row (&shop, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shop.pane), "orders.archive", NULL));
  ui_wait (has_rows, &(Wait) { &shop, 2 });
  shop_end (&shop);
}

static void
answer (Shop *shop, const char *action, const char *name, const char *button)
{
  AdwDialog *dialog;

  activate (shop, action);
  dialog = ui_wait_dialog (shop->window, ADW_TYPE_ALERT_DIALOG);
  if (name != NULL)
    ui_type (dialog, "Name", name);
  ui_click (dialog, button);
  ui_wait_no_dialog (shop->window);
}

/* What was searched for is kept under a name, beyond the end of the program, until somebody deletes it. */
static void
test_own_view (void)
{
  Shop shop = { 0 };

  shop_begin (&shop, 3);
  lists_save (shop.db, lists_make_order ("777", 1, "Zoe"));
  kontor_list_pane_set_text (shop.pane, "zoe");
  ui_wait (has_rows, &(Wait) { &shop, 1 });
  answer (&shop, "list.save-view", "Zoe’s", "Save");
  ui_wait_text (shop.window, "Zoe’s");
  kontor_list_pane_set_text (shop.pane, NULL);
  ui_wait (has_rows, &(Wait) { &shop, 1 });
  answer (&shop, "list.rename-view", "Orders of Zoe", "Rename");
  ui_wait_text (shop.window, "Orders of Zoe");
  ui_wait_no_text (shop.window, "Zoe’s");

  ui_close (shop.window);
  fixture_reopen (&shop.fixture);
  open_list (&shop);
  ui_click (shop.window, "Orders of Zoe");
  ui_wait (has_rows, &(Wait) { &shop, 1 });
  answer (&shop, "list.remove-view", NULL, "Cancel");
  g_assert_nonnull (ui_find_text (shop.window, "Orders of Zoe"));
  answer (&shop, "list.remove-view", NULL, "Delete");
  ui_wait_no_text (shop.window, "Orders of Zoe");
  shop_end (&shop);
}

/* The detail stays on its object wherever the row goes. */
static void
test_current_moves (void)
{
  Shop shop = { 0 };
  gint64 id;

  shop_begin (&shop, 6);
  g_object_set (shop.pane, "sort-key", "total", "sort-order", "ascending", NULL);
  ui_wait (is_loaded, &shop);
  select_row (&shop, 0);
  id = id_at (&shop, 0);
  lists_save (shop.db, lists_make_order ("0", 1000, "Ana"));
  ui_wait (is_last, &(Wait) { &shop, id });
  g_assert_cmpint (kontor_list_pane_get_current (shop.pane), ==, id);
  assert_selected (&shop, "5");
  shop_end (&shop);
}

/* Who opens a new account is told what comes, not that there is nothing; nobody is told so of one that was read long ago. */
static void
test_importing (void)
{
  Shop shop = { 0 };

  fixture_begin_empty (&shop.fixture);
  open_list (&shop);
  ui_wait_text (shop.window, "Fetching Your Shop");
  fixture_sync (&shop.fixture);
  ui_wait_text (shop.window, "Nothing to Ship");
  ui_close (shop.window);
  fixture_reopen (&shop.fixture);
  open_list (&shop);
  ui_wait_text (shop.window, "Nothing to Ship");
  shop_end (&shop);
}

static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (KONTOR_IS_ORDER_ROW (widget) && gtk_widget_get_mapped (widget) && gtk_widget_get_height (widget) > 0)
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static GPtrArray *
find_rows (Shop *shop)
{
  GPtrArray *rows = g_ptr_array_new ();

  collect_rows (kontor_list_pane_get_face (shop->pane), rows);
  return rows;
}

static gboolean
rows_are_read (gpointer data)
{
  g_autoptr (GPtrArray) rows = find_rows (data);

  for (guint i = 0; i < rows->len; i++)
    if (kontor_order_row_get_summary (g_ptr_array_index (rows, i)) == NULL)
      return FALSE;
  return rows->len > 0;
}

static gboolean
three_rows_are_read (gpointer data)
{
  g_autoptr (GPtrArray) rows = find_rows (data);

  return rows->len == 3 && rows_are_read (data);
}

static KontorRecord *
make_long_order (void)
{
  KontorRecord *order = make_ready_order ("103", "Maximiliane-Alexandra von und zu Hohenlohe-Waldenburg-Schillingsfürst");

  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, G_GINT64_CONSTANT (123456789012340000));
  kontor_record_set_text (order, KONTOR_ORDER_RETURN, "requested");
  kontor_record_set_text (order, KONTOR_ORDER_HOLD_REASON, "The address is not clear, ask before anything is packed");
  return order;
}

/* What is shown does not change how high a row is, and is read out in one sentence. */
static void
test_rows (void)
{
  Shop shop = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  shop_begin (&shop, 0);
  lists_save (shop.db, lists_make_order ("101", 0, NULL));
  lists_save (shop.db, make_ready_order ("102", "Ada Berg"));
  lists_save (shop.db, make_long_order ());
  ui_wait (has_rows, &(Wait) { &shop, 3 });
  ui_wait (three_rows_are_read, &shop);
  rows = find_rows (&shop);
  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpint (gtk_widget_get_height (rows->pdata[i]), ==, gtk_widget_get_height (rows->pdata[0]));
  g_assert_nonnull (ui_find_text (shop.window, "€123,456,789,012.34"));
  g_assert_nonnull (ui_find_text (shop.window, "102 · 2 items"));
  g_assert_nonnull (ui_find_text (shop.window, "No Name"));
  g_assert_true (g_str_has_prefix (kontor_order_row_get_summary (rows->pdata[1]), "Ada Berg, €84.00, 102 · 2 items, "));
  g_assert_nonnull (strstr (kontor_order_row_get_summary (rows->pdata[1]), ", Paid, Unfulfilled"));
  ui_shoot (shop.window, "orders-rows");
  shop_end (&shop);
}

/* One widget shows one order after the other, and forgets the one before. */
static void
test_recycled_row (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorPending) pending = NULL;
  g_autoptr (KontorOrderNews) news = NULL;
  g_autoptr (KontorObject) first = kontor_object_new (KONTOR_ENTITY_ORDER, 1);
  g_autoptr (KontorObject) second = kontor_object_new (KONTOR_ENTITY_ORDER, 2);
  g_autoptr (KontorRecord) record = make_long_order ();
  g_autoptr (KontorRecord) other = make_ready_order ("102", "Ada Berg");
  KontorOrderRow *row;

  fixture_begin_empty (&fixture);
  pending = kontor_pending_new (fixture.engine, KONTOR_ENTITY_ORDER);
  news = kontor_order_news_new (fixture.engine);
  row = KONTOR_ORDER_ROW (g_object_ref_sink (kontor_order_row_new (fixture.engine, pending, news)));
  kontor_object_merge (first, record, 1);
  kontor_order_row_set_order (row, first);
  g_assert_nonnull (strstr (kontor_order_row_get_summary (row), "Return requested"));
  g_assert_nonnull (strstr (kontor_order_row_get_summary (row), "Hold"));
  kontor_order_row_set_order (row, second);
  kontor_object_merge (second, other, 1);
  g_assert_null (strstr (kontor_order_row_get_summary (row), "Return requested"));
  g_assert_null (strstr (kontor_order_row_get_summary (row), "Hold"));
  kontor_order_row_set_order (row, NULL);
  g_object_unref (row);
  g_clear_object (&pending);
  g_clear_object (&news);
  fixture_end (&fixture);
}

static void
test_news (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorOrderNews) news = NULL;
  gint64 now;

  fixture_begin_empty (&fixture);
  now = kontor_clock_now (fixture.clock);
  news = kontor_order_news_new (fixture.engine);
  g_assert_false (kontor_order_news_contains (news, 1, now - 1));
  g_assert_true (kontor_order_news_contains (news, 1, now + 1));
  kontor_order_news_mark (news, 1);
  g_assert_false (kontor_order_news_contains (news, 1, now + 1));
  g_assert_true (kontor_order_news_contains (news, 2, now + 1));
  g_clear_object (&news);
  fixture_end (&fixture);
}

static void
scroll_to (Shop *shop, double part)
{
  GtkAdjustment *adjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (kontor_list_pane_get_face (shop->pane)));

  gtk_adjustment_set_value (adjustment, part * gtk_adjustment_get_upper (adjustment));
}

/* A long list has no more widgets than a short one. */
static void
test_long (void)
{
  Shop shop = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  kontor_test_pardon_stall ();
  shop_begin (&shop, 5000);
  kontor_test_pardon_stall ();
  ui_wait (has_rows, &(Wait) { &shop, 5000 });
  for (guint i = 0; i <= 10; i++) {
    scroll_to (&shop, i / 10.0);
    lists_turn ();
    ui_wait (rows_are_read, &shop);
  }
  kontor_test_pardon_stall ();
  rows = find_rows (&shop);
  g_assert_cmpuint (rows->len, <, 300);
  shop_end (&shop);
}

static double
get_top (Shop *shop)
{
  GtkWidget *face = kontor_list_pane_get_face (shop->pane);

  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (face)));
}

/* Whoever looks at the newest sees what comes; whoever reads further down is not pushed away. */
static void
test_top (void)
{
  Shop shop = { 0 };

  shop_begin (&shop, 100);
  kontor_test_pardon_stall ();
  ui_wait (has_rows, &(Wait) { &shop, 100 });
  lists_save (shop.db, lists_make_order ("777", 1, "Ana"));
  ui_wait (has_rows, &(Wait) { &shop, 101 });
  lists_turn ();
  g_assert_cmpfloat (get_top (&shop), ==, 0);
  scroll_to (&shop, 0.5);
  lists_turn ();
  lists_save (shop.db, lists_make_order ("778", 1, "Ben"));
  ui_wait (has_rows, &(Wait) { &shop, 102 });
  lists_turn ();
  g_assert_cmpfloat (get_top (&shop), >, 0);
  shop_end (&shop);
}

/* As an application with a folder of resources does by itself. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/kontor/Kontor/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  load_style ();
  kontor_test_add ("/ui/lists/tabs", test_tabs);
  kontor_test_add ("/ui/lists/unseen", test_unseen);
  kontor_test_add ("/ui/lists/search", test_search);
  kontor_test_add ("/ui/lists/sort", test_sort);
  kontor_test_add ("/ui/lists/current-stays", test_current_stays);
  kontor_test_add ("/ui/lists/current-moves", test_current_moves);
  kontor_test_add ("/ui/lists/importing", test_importing);
  kontor_test_add ("/ui/lists/set-current", test_set_current);
  kontor_test_add ("/ui/lists/own-view", test_own_view);
  kontor_test_add ("/ui/lists/keys", test_keys);
  kontor_test_add ("/ui/lists/marking-ends", test_marking_ends);
  kontor_test_add ("/ui/lists/tap", test_tap);
  kontor_test_add ("/ui/lists/archive", test_archive);
  kontor_test_add ("/ui/lists/rows", test_rows);
  kontor_test_add ("/ui/lists/recycled-row", test_recycled_row);
  kontor_test_add ("/ui/lists/news", test_news);
  kontor_test_add ("/ui/lists/long", test_long);
  kontor_test_add ("/ui/lists/top", test_top);
  return kontor_test_run ();
}
