#include <string.h>

#include "kontor-catalog.h"
#include "kontor-lists-fixture.h"
#include "kontor-list-pane.h"
#include "kontor-picture.h"
#include "kontor-product-table.h"
#include "kontor-product-tile.h"
#include "products-fixture.h"

static GtkSelectionModel *
get_selection (Shop *shop)
{
  KontorProductTile *tile = products_see (shop, KONTOR_TYPE_PRODUCT_TILE, 0);

  return gtk_grid_view_get_model (GTK_GRID_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (tile), GTK_TYPE_GRID_VIEW)));
}

/* All that are selected become drafts as one action, which one undo takes back. */
static void
test_bulk (void)
{
  g_autoptr (Shop) shop = products_begin ();
  GtkSelectionModel *selection = get_selection (shop);
  g_autoptr (KontorObject) first = g_list_model_get_item (G_LIST_MODEL (selection), 0);
  g_autoptr (KontorObject) third = g_list_model_get_item (G_LIST_MODEL (selection), 2);
  g_autoptr (KontorObject) other = g_list_model_get_item (G_LIST_MODEL (selection), 3);

  gtk_selection_model_select_range (selection, 0, 3, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (shop->view), "products.make-draft", NULL);
  products_wait (products_has_status, &(Reading) { first, "draft" });
  products_wait (products_has_status, &(Reading) { third, "draft" });
  g_assert_cmpstr (kontor_object_get_text (other, KONTOR_PRODUCT_STATUS), ==, "published");
  kontor_test_pardon_stall ();
  dex_await (kontor_engine_undo (shop->engine, 0), NULL);
  products_wait (products_has_status, &(Reading) { first, "published" });
  products_wait (products_has_status, &(Reading) { third, "published" });
  kontor_test_pardon_stall ();
}

/* Both faces show the same list, and what was selected on one is so on the other. */
static void
test_faces (void)
{
  g_autoptr (Shop) shop = products_begin ();
  GtkSelectionModel *selection = get_selection (shop);
  gboolean table;

  gtk_selection_model_select_item (selection, 1, TRUE);
  g_object_set (shop->view, "table", TRUE, NULL);
  lists_turn ();
  kontor_test_pardon_stall ();
  g_assert_null (products_see (shop, KONTOR_TYPE_PRODUCT_TILE, 0));
  g_assert_true (gtk_column_view_get_model (products_see (shop, GTK_TYPE_COLUMN_VIEW, 0)) == selection);
  g_assert_true (gtk_selection_model_is_selected (selection, 1));
  g_object_set (shop->view, "table", FALSE, NULL);
  products_wait (products_has_tiles, shop);
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
  g_autoptr (Shop) shop = products_begin ();
  KontorResults *results = kontor_selection_get_results (KONTOR_SELECTION (get_selection (shop)));
  KontorListPane *pane = products_see (shop, KONTOR_TYPE_LIST_PANE, 0);
  g_autoptr (GtkColumnViewColumn) price = NULL;
  GtkColumnView *table;
  GtkColumnViewSorter *sorter;
  GtkSortType order;

  g_object_set (shop->view, "table", TRUE, NULL);
  table = products_see (shop, GTK_TYPE_COLUMN_VIEW, 0);
  sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (table));
  kontor_test_pardon_stall ();
  g_assert_cmpstr (kontor_product_table_get_sort (sorter, &order), ==, "title");
  price = g_list_model_get_item (gtk_column_view_get_columns (table), 2);
  gtk_column_view_sort_by_column (table, price, GTK_SORT_DESCENDING);
  products_wait (has_sort, &(Reading) { results, "-price" });
  g_object_set (pane, "sort-key", "stock", "sort-order", "ascending", NULL);
  products_wait (has_sort, &(Reading) { results, "stock" });
  g_assert_cmpstr (kontor_product_table_get_sort (sorter, &order), ==, "stock");
  g_assert_cmpint ((int) order, ==, GTK_SORT_ASCENDING);
  kontor_test_pardon_stall ();
}

/* A list that fits on a phone. */
static gboolean
has_table_rows (gpointer shop)
{
  return products_see (shop, GTK_TYPE_COLUMN_VIEW, 0) != NULL && products_see (shop, KONTOR_TYPE_PICTURE, 1) != NULL;
}

static void
test_narrow (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = NULL;
  int minimum;

  /* With the frame that a window has here. */
  gtk_window_set_default_size (shop->window, 370, 640);
  g_object_set (shop->view, "table", TRUE, NULL);
  products_wait (has_table_rows, shop);
  g_object_set (shop->view, "table", FALSE, NULL);
  variant = products_open (shop, "TL-B01");
  lists_turn ();
  kontor_test_pardon_stall ();
  gtk_widget_measure (GTK_WIDGET (shop->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (shop->detail)), <=, 360);
}

/* (nullable): the label in the table that says this among other things */
static GtkWidget *
see_amount (Shop *shop, const char *text)
{
  GtkWidget *table = products_see (shop, GTK_TYPE_COLUMN_VIEW, 0), *label = NULL;

  for (guint i = 0; table != NULL && (label = products_see (shop, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_is_ancestor (label, table) && strstr (gtk_label_get_label (GTK_LABEL (label)), text) != NULL)
      return label;
  return NULL;
}

static gboolean
has_amount (gpointer data)
{
  Reading *reading = data;

  return see_amount (reading->object, reading->text) != NULL;
}

/* (transfer full) */
static char *
dup_line (PangoLayout *layout, int number)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, number);

  return g_strstrip (g_strndup (pango_layout_get_text (layout) + line->start_index, line->length));
}

/* Both ends of a range are read whole below each other, with room for what other languages need. */
static void
test_wrapped (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_VARIANT, kontor_object_get_id (variant));
  g_autofree char *first = NULL, *second = NULL;
  PangoLayout *layout;
  GtkWidget *table, *label;
  int minimum;

  dex_await (kontor_catalog_set_price (shop->engine, scope, kontor_money_make (G_GINT64_CONSTANT (123456789012340000), "EUR")), NULL);
  gtk_window_set_default_size (shop->window, 370, 640);
  gtk_widget_activate_action (GTK_WIDGET (shop->detail), "navigation.pop", NULL);
  g_object_set (shop->view, "table", TRUE, NULL);
  products_wait (has_amount, &(Reading) { shop, "€123,456,789,012.34" });
  lists_turn ();
  kontor_test_pardon_stall ();
  label = see_amount (shop, "€123,456,789,012.34");
  table = gtk_widget_get_ancestor (label, GTK_TYPE_COLUMN_VIEW);
  layout = gtk_label_get_layout (GTK_LABEL (label));
  first = dup_line (layout, 0);
  second = dup_line (layout, 1);
  g_assert_true (g_str_has_suffix (first, " –"));
  g_assert_cmpstr (second, ==, "€123,456,789,012.34");
  gtk_widget_measure (table, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 330);
}

/* Of what has the focus. (nullable) */
static const char *
read_focused_row (Shop *shop)
{
  GtkWidget *focus = gtk_window_get_focus (shop->window);
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL;
}

/* The keyboard follows to what covers the list, but not into a field that the next key would overwrite. */
static void
test_narrow_focus (void)
{
  g_autoptr (Shop) shop = products_begin ();
  GtkWidget *grid;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_set_default_size (shop->window, 370, 640);
  products_wait (products_has_tiles, shop);
  kontor_test_pardon_stall ();
  grid = products_see (shop, GTK_TYPE_GRID_VIEW, 0);
  gtk_widget_grab_focus (grid);
  g_assert_true (gtk_widget_activate_action (gtk_window_get_focus (shop->window), "listitem.select", "(bb)", FALSE, FALSE));
  lists_turn ();
  kontor_test_pardon_stall ();
  g_assert_true (gtk_widget_activate_action (grid, "list.activate-item", "u", 0));
  products_wait (products_has_variants, shop);
  kontor_test_pardon_stall ();
  g_assert_cmpstr (read_focused_row (shop), ==, "Status");
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/products/bulk", test_bulk);
  kontor_test_add ("/ui/products/faces", test_faces);
  kontor_test_add ("/ui/products/sort", test_sort);
  kontor_test_add ("/ui/products/narrow", test_narrow);
  kontor_test_add ("/ui/products/narrow-focus", test_narrow_focus);
  kontor_test_add ("/ui/products/wrapped", test_wrapped);
  return kontor_test_run ();
}
