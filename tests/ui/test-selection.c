#include "kontor-selection.h"

#include "kontor-lists-fixture.h"
#include "kontor-store-scope.h"
#include "kontor-test.h"

/* A database with orders "0" to "n - 1", a list by total, and a selection over it. */
typedef struct {
  KontorDb *db;
  KontorIdentity *identity;
  KontorQuery *query;
  KontorResults *results;
  KontorSelection *selection;
  GtkSelectionModel *model;
  gint64 first; /* the order of the first row, where that is followed */
} Shop;

static gboolean
is_loaded (gpointer results)
{
  return !kontor_results_get_loading (results);
}

static Shop *
shop_new (guint n)
{
  Shop *shop = g_new0 (Shop, 1);

  shop->db = lists_open ();
  if (n > 0)
    lists_fill (shop->db, n);
  shop->identity = kontor_identity_new (shop->db);
  shop->query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, "-is:archived", NULL, "total", NULL);
  shop->results = kontor_results_new (shop->db, shop->identity, shop->query);
  shop->selection = kontor_selection_new (shop->results);
  shop->model = GTK_SELECTION_MODEL (shop->selection);
  lists_wait (is_loaded, shop->results);
  return shop;
}

static void
shop_free (Shop *shop)
{
  g_object_unref (shop->selection);
  g_object_unref (shop->results);
  g_object_unref (shop->identity);
  kontor_query_unref (shop->query);
  lists_close (shop->db);
  g_object_unref (shop->db);
  g_free (shop);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Shop, shop_free)

static void
assert_selected (Shop *shop, const char *expected)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (shop->model);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", gtk_bitset_get_nth (selected, i));
  g_assert_cmpstr (text->str, ==, expected);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (shop->model)); i++)
    g_assert_true (gtk_selection_model_is_selected (shop->model, i) == gtk_bitset_contains (selected, i));
}

static void
test_items (void)
{
  g_autoptr (Shop) shop = shop_new (6);

  assert_selected (shop, "");
  gtk_selection_model_select_item (shop->model, 2, TRUE);
  gtk_selection_model_select_item (shop->model, 4, FALSE);
  assert_selected (shop, "2 4");
  g_assert_cmpint (kontor_selection_get_n_selected (shop->selection), ==, 2);
  gtk_selection_model_select_item (shop->model, 5, TRUE);
  assert_selected (shop, "5");
  gtk_selection_model_select_range (shop->model, 1, 3, TRUE);
  assert_selected (shop, "1 2 3");
  gtk_selection_model_unselect_item (shop->model, 2);
  assert_selected (shop, "1 3");
  gtk_selection_model_select_range (shop->model, 4, 99, FALSE);
  gtk_selection_model_select_range (shop->model, 99, 5, FALSE);
  assert_selected (shop, "1 3 4 5");
  gtk_selection_model_unselect_all (shop->model);
  assert_selected (shop, "");
  g_assert_false (gtk_selection_model_is_selected (shop->model, 6));
}

static void
test_all (void)
{
  g_autoptr (Shop) shop = shop_new (6);

  gtk_selection_model_select_all (shop->model);
  assert_selected (shop, "0 1 2 3 4 5");
  gtk_selection_model_unselect_range (shop->model, 1, 2);
  assert_selected (shop, "0 3 4 5");
  g_assert_cmpint (kontor_selection_get_n_selected (shop->selection), ==, 4);
  gtk_selection_model_select_item (shop->model, 1, FALSE);
  assert_selected (shop, "0 1 3 4 5");
  gtk_selection_model_select_item (shop->model, 2, TRUE);
  assert_selected (shop, "2");
}

static void
test_mask (void)
{
  g_autoptr (Shop) shop = shop_new (6);
  g_autoptr (GtkBitset) selected = gtk_bitset_new_range (2, 2);
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (1, 4);
  g_autoptr (GtkBitset) far = gtk_bitset_new_range (4, 100);

  gtk_selection_model_select_item (shop->model, 0, TRUE);
  gtk_selection_model_select_item (shop->model, 1, FALSE);
  gtk_selection_model_set_selection (shop->model, selected, mask);
  assert_selected (shop, "0 2 3");
  gtk_selection_model_set_selection (shop->model, far, far);
  assert_selected (shop, "0 2 3 4 5");
  gtk_selection_model_select_all (shop->model);
  gtk_selection_model_set_selection (shop->model, selected, mask);
  assert_selected (shop, "0 2 3 5");
}

static void
test_range_is_lazy (void)
{
  g_autoptr (Shop) shop = shop_new (300);
  g_autoptr (GtkBitset) some = NULL;
  g_autoptr (GtkBitset) beyond = NULL;

  gtk_selection_model_select_all (shop->model);
  gtk_selection_model_unselect_item (shop->model, 101);
  some = gtk_selection_model_get_selection_in_range (shop->model, 100, 3);
  beyond = gtk_selection_model_get_selection_in_range (shop->model, 400, 3);
  g_assert_cmpuint (gtk_bitset_get_size (some), ==, 2);
  g_assert_false (gtk_bitset_contains (some, 101));
  g_assert_true (gtk_bitset_is_empty (beyond));
}

static gint64
id_at (Shop *shop, guint position)
{
  return kontor_results_get_id (shop->results, position);
}

static gboolean
has_seven (gpointer model)
{
  return g_list_model_get_n_items (model) == 7;
}

static gboolean
has_five (gpointer model)
{
  return g_list_model_get_n_items (model) == 5;
}

/* Rows that move stay selected, new ones are so only where all are, and rows that leave are no more. */
static void
test_survives_changes (void)
{
  g_autoptr (Shop) shop = shop_new (6);

  gtk_selection_model_select_item (shop->model, 1, TRUE);
  gtk_selection_model_select_item (shop->model, 5, FALSE);
  lists_save (shop->db, lists_make_order ("1", 50, "Ana"));
  lists_save (shop->db, lists_make_order ("77", -5, "Ana"));
  lists_wait (has_seven, shop->model);
  assert_selected (shop, "5 6");
  lists_remove (shop->db, KONTOR_ENTITY_ORDER, id_at (shop, 5));
  lists_remove (shop->db, KONTOR_ENTITY_ORDER, id_at (shop, 0));
  lists_wait (has_five, shop->model);
  assert_selected (shop, "4");
  g_assert_cmpint (kontor_selection_get_n_selected (shop->selection), ==, 1);

  gtk_selection_model_select_all (shop->model);
  gtk_selection_model_unselect_item (shop->model, 0);
  lists_save (shop->db, lists_make_order ("78", -5, "Ana"));
  lists_save (shop->db, lists_make_order ("79", 500, "Ana"));
  lists_wait (has_seven, shop->model);
  assert_selected (shop, "0 2 3 4 5 6");
}

#define MOVED 10000
#define STAYING 500

static gboolean
have_moved (gpointer data)
{
  Shop *shop = data;

  return g_list_model_get_n_items (G_LIST_MODEL (shop->model)) == MOVED + STAYING && id_at (shop, STAYING) == shop->first;
}

/* Ten thousand rows are selected, and then each of them goes somewhere else. */
static void
test_many_moved (void)
{
  g_autoptr (Shop) shop = shop_new (MOVED + STAYING);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GError) error = NULL;

  shop->first = id_at (shop, 0);
  gtk_selection_model_select_range (shop->model, 0, MOVED, TRUE);
  for (guint i = 0; i < MOVED; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    g_ptr_array_add (orders, lists_make_order (key, MOVED + STAYING + i, "Ana"));
  }
  dex_await (lists_save_all (shop->db, g_steal_pointer (&orders)), &error);
  g_assert_no_error (error);
  lists_wait (have_moved, shop);
  selected = gtk_selection_model_get_selection (shop->model);
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, MOVED);
  g_assert_cmpuint (gtk_bitset_get_minimum (selected), ==, STAYING);
  g_assert_cmpint (kontor_selection_get_n_selected (shop->selection), ==, MOVED);
}

static void
test_new_query_clears (void)
{
  g_autoptr (Shop) shop = shop_new (6);
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, "-total", NULL);

  gtk_selection_model_select_all (shop->model);
  kontor_results_set_query (shop->results, query);
  g_assert_null (kontor_selection_dup_scope (shop->selection));
  lists_wait (is_loaded, shop->results);
  assert_selected (shop, "");
}

static gboolean
scope_ids (KontorTxn *txn, gpointer scope, GValue *result, GError **error)
{
  GArray *ids = kontor_store_scope_ids (txn, scope, error);

  if (ids == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, ids);
  return TRUE;
}

static GArray *
resolve (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  KontorScope *scope = kontor_selection_dup_scope (shop->selection);
  GArray *ids = dex_await_boxed (kontor_db_write (shop->db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, scope_ids, scope,
                                                  (GDestroyNotify) kontor_scope_unref),
                                 &error);

  g_assert_no_error (error);
  return ids;
}

static void
test_scope (void)
{
  g_autoptr (Shop) shop = shop_new (6);
  g_autoptr (GArray) some = NULL;
  g_autoptr (GArray) all = NULL;

  g_assert_null (kontor_selection_dup_scope (shop->selection));
  gtk_selection_model_select_range (shop->model, 2, 2, TRUE);
  some = resolve (shop);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpint (g_array_index (some, gint64, 0), ==, id_at (shop, 2));
  gtk_selection_model_select_all (shop->model);
  gtk_selection_model_unselect_item (shop->model, 0);
  all = resolve (shop);
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpint (g_array_index (all, gint64, 0), ==, id_at (shop, 1));
  gtk_selection_model_unselect_range (shop->model, 0, 6);
  g_assert_null (kontor_selection_dup_scope (shop->selection));
}

/* However many rows: nothing but ids is looked at. */
static void
test_makes_no_objects (void)
{
  g_autoptr (Shop) shop = shop_new (2000);
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (GtkBitset) selected = NULL;
  guint n_live = kontor_identity_get_n_live (shop->identity);

  gtk_selection_model_select_all (shop->model);
  gtk_selection_model_unselect_item (shop->model, 1500);
  gtk_selection_model_select_range (shop->model, 10, 1900, TRUE);
  selected = gtk_selection_model_get_selection (shop->model);
  scope = kontor_selection_dup_scope (shop->selection);
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1900);
  g_assert_cmpuint (kontor_identity_get_n_live (shop->identity), ==, n_live);
}

typedef struct {
  guint from, to;
} Changed;

static void
note_changed_cb (GtkSelectionModel *model, guint position, guint n_rows, Changed *changed)
{
  *changed = (Changed) { position, position + n_rows };
}

static void
test_tells_range (void)
{
  g_autoptr (Shop) shop = shop_new (6);
  Changed changed = { 0 };

  g_signal_connect (shop->model, "selection-changed", G_CALLBACK (note_changed_cb), &changed);
  gtk_selection_model_select_item (shop->model, 3, TRUE);
  g_assert_cmpuint (changed.from, ==, 3);
  g_assert_cmpuint (changed.to, ==, 4);
  gtk_selection_model_select_item (shop->model, 4, TRUE);
  g_assert_cmpuint (changed.from, <=, 3);
  g_assert_cmpuint (changed.to, >=, 5);
  gtk_selection_model_select_all (shop->model);
  g_assert_cmpuint (changed.to - changed.from, ==, 6);
}

/* In a real view: rows come and go and move while it is looked at, and GTK finds nothing to complain about. */
static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_list_item_set_child (item, label);
  g_object_bind_property (gtk_list_item_get_item (item), "number", label, "label", G_BINDING_SYNC_CREATE);
}

static GtkWidget *
make_window (Shop *shop)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_column_view_new (g_object_ref (shop->model));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  column = gtk_column_view_column_new ("Number", factory);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), view);
  gtk_window_set_child (GTK_WINDOW (window), scroll);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 600);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
scroll_to (GtkWidget *window, double part)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_window_get_child (GTK_WINDOW (window))));

  gtk_adjustment_set_value (adjustment,
                            part * (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)));
}

static void
test_in_view (void)
{
  g_autoptr (Shop) shop = shop_new (3000);
  GtkWidget *window = make_window (shop);

  lists_turn ();
  kontor_test_pardon_stall ();
  for (guint round = 0; round < 20; round++) {
    g_autofree char *key = g_strdup_printf ("%d", g_test_rand_int_range (0, 3100));

    scroll_to (window, g_test_rand_double ());
    gtk_selection_model_select_item (shop->model, (guint) g_test_rand_int_range (0, 3000), round % 3 == 0);
    lists_save (shop->db, lists_make_order (key, g_test_rand_int_range (0, 3000), "Ana"));
    lists_turn ();
  }
  gtk_selection_model_select_all (shop->model);
  lists_turn ();
  g_assert_cmpuint (kontor_identity_get_n_live (shop->identity), <, 2000);
  gtk_window_destroy (GTK_WINDOW (window));
  lists_turn ();
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  gtk_init ();
  kontor_test_add ("/ui/selection/items", test_items);
  kontor_test_add ("/ui/selection/all", test_all);
  kontor_test_add ("/ui/selection/mask", test_mask);
  kontor_test_add ("/ui/selection/range-is-lazy", test_range_is_lazy);
  kontor_test_add ("/ui/selection/survives-changes", test_survives_changes);
  kontor_test_add ("/ui/selection/many-moved", test_many_moved);
  kontor_test_add ("/ui/selection/new-query-clears", test_new_query_clears);
  kontor_test_add ("/ui/selection/scope", test_scope);
  kontor_test_add ("/ui/selection/makes-no-objects", test_makes_no_objects);
  kontor_test_add ("/ui/selection/tells-range", test_tells_range);
  kontor_test_add ("/ui/selection/in-view", test_in_view);
  return kontor_test_run ();
}
