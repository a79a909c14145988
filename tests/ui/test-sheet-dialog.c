#include "kontor-sheet-cell.h"
#include "kontor-sheet-dialog.h"
#include "kontor-test.h"
#include "shop-fixture.h"
#include "ui-fixture.h"

enum { TITLE, OPTIONS, SKU, PRICE, SALE_PRICE, STOCK, GTIN };

/* The products of a sample shop as a table. */
typedef struct {
  World world;
  AdwWindow *window;
  KontorSheetDialog *dialog;
  KontorSheetGrid *grid;
  KontorSheet *sheet;
  gint64 n_variants;
} Case;

static gboolean
has_rows (gpointer data)
{
  Case *self = data;

  return g_list_model_get_n_items (G_LIST_MODEL (kontor_sheet_grid_get_rows (self->grid))) == self->n_variants;
}

static KontorSheetCell *
find_cell (GtkWidget *widget, guint row, guint column)
{
  if (KONTOR_IS_SHEET_CELL (widget) && kontor_sheet_cell_get_position (KONTOR_SHEET_CELL (widget)) == row &&
      kontor_sheet_cell_get_index (KONTOR_SHEET_CELL (widget)) == column)
    return KONTOR_SHEET_CELL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    KontorSheetCell *cell = find_cell (child, row, column);

    if (cell != NULL)
      return cell;
  }
  return NULL;
}

static KontorSheetCell *
get_cell (Case *self, guint row, guint column)
{
  KontorSheetCell *cell = find_cell (GTK_WIDGET (self->grid), row, column);

  g_assert_nonnull (cell);
  return cell;
}

static gboolean
is_read (gpointer data)
{
  KontorSheetCell *cell = find_cell (GTK_WIDGET (((Case *) data)->grid), 0, TITLE);

  return cell != NULL && kontor_sheet_cell_get_present (cell) != NULL;
}

static void
begin (Case *self)
{
  *self = (Case) { 0 };
  world_begin (&self->world, 2);
  kontor_test_pardon_stall ();
  self->n_variants = world_ask (&self->world, "SELECT count (*) FROM variant");
  self->window = ui_show (gtk_label_new ("Shop"));
  self->dialog = KONTOR_SHEET_DIALOG (kontor_sheet_dialog_new (self->world.engine, 0));
  self->grid = kontor_sheet_dialog_get_grid (self->dialog);
  self->sheet = kontor_sheet_dialog_get_sheet (self->dialog);
  adw_dialog_present (ADW_DIALOG (self->dialog), GTK_WIDGET (self->window));
  ui_wait (has_rows, self);
  ui_wait (is_read, self);
  kontor_test_pardon_stall ();
}

static void
end (Case *self)
{
  ui_close (self->window);
  world_end (&self->world);
}

static void
act (Case *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->grid), action, NULL));
}

typedef struct {
  Case *self;
  guint n_changes;
  guint n_faults;
} Wanted;

static gboolean
is_so (gpointer data)
{
  Wanted *wanted = data;

  return kontor_sheet_get_n_changes (wanted->self->sheet) == wanted->n_changes &&
         kontor_sheet_get_n_faults (wanted->self->sheet) == wanted->n_faults;
}

static void
wait_for (Case *self, guint n_changes, guint n_faults)
{
  ui_wait (is_so, &(Wanted) { self, n_changes, n_faults });
}

static const char *
read_cell (Case *self, guint row, guint column)
{
  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (GTK_WIDGET (get_cell (self, row, column)))));
}

static void
type (Case *self, guint row, guint column, const char *text)
{
  kontor_sheet_grid_go (self->grid, row, column);
  kontor_sheet_grid_type (self->grid, text);
}

/* The cell under the cursor has the focus, and is written into where it stands. */
static void
test_type (void)
{
  Case fixture;
  KontorSheetCell *cell;

  begin (&fixture);
  kontor_sheet_grid_go (fixture.grid, 0, SKU);
  cell = get_cell (&fixture, 0, SKU);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (cell)));
  kontor_sheet_cell_edit (cell, "");
  g_assert_true (gtk_widget_is_focus (kontor_sheet_cell_get_entry (cell)));
  gtk_editable_set_text (GTK_EDITABLE (kontor_sheet_cell_get_entry (cell)), "NEW-01");
  kontor_sheet_cell_commit (cell, GTK_DIR_DOWN);
  wait_for (&fixture, 1, 0);
  g_assert_cmpstr (read_cell (&fixture, 0, SKU), ==, "NEW-01");
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (get_cell (&fixture, 1, SKU))));
  ui_wait_text (fixture.window, "1 change");
  act (&fixture, "grid.undo");
  wait_for (&fixture, 0, 0);
  ui_wait_text (fixture.window, "Nothing is changed");
  end (&fixture);
}

/* A price that cannot be says so, and what can be is saved. */
static void
test_save (void)
{
  Case fixture;

  begin (&fixture);
  type (&fixture, 0, TITLE, "Written anew");
  wait_for (&fixture, 1, 0);
  type (&fixture, 1, SKU, "NEW-02");
  wait_for (&fixture, 2, 0);
  type (&fixture, 0, PRICE, "cheap");
  wait_for (&fixture, 2, 1);
  ui_wait_text (fixture.window, "2 changes, 1 cell cannot be saved");
  g_assert_cmpstr (read_cell (&fixture, 0, PRICE), ==, "cheap");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_cell (&fixture, 0, PRICE)), "faulty"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.dialog), "sheet.save", NULL));
  wait_for (&fixture, 0, 1);
  while (world_ask (&fixture.world, "SELECT count (*) FROM outbox") < 2)
    dex_await (dex_timeout_new_msec (5), NULL);
  g_assert_cmpint (world_ask (&fixture.world, "SELECT count (*) FROM product WHERE title = 'Written anew'"), ==, 1);
  end (&fixture);
}

/* What would be lost with the table is told before, and what is kept is not asked about. */
static void
test_leave (void)
{
  Case fixture;

  begin (&fixture);
  type (&fixture, 0, SKU, "NEW-03");
  wait_for (&fixture, 1, 0);
  type (&fixture, 0, PRICE, "cheap");
  wait_for (&fixture, 1, 1);
  adw_dialog_close (ADW_DIALOG (fixture.dialog));
  ui_click (ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG), "Cancel");
  ui_wait_dialog (fixture.window, KONTOR_TYPE_SHEET_DIALOG);
  type (&fixture, 0, PRICE, "5");
  wait_for (&fixture, 2, 0);
  adw_dialog_close (ADW_DIALOG (fixture.dialog));
  ui_wait_no_dialog (fixture.window);
  end (&fixture);
}

/* All rows of a column are set, and one step takes all of it back. */
static void
test_column (void)
{
  Case fixture;
  guint n_prices;

  begin (&fixture);
  n_prices = (guint) world_ask (&fixture.world, "SELECT count (*) FROM variant WHERE price IS NOT NULL");
  kontor_sheet_grid_go (fixture.grid, 0, PRICE);
  act (&fixture, "grid.select-column");
  g_assert_cmpuint (kontor_sheet_grid_get_range (fixture.grid).n_rows, ==, fixture.n_variants);
  kontor_sheet_grid_type (fixture.grid, "+1");
  wait_for (&fixture, n_prices, (guint) fixture.n_variants - n_prices);
  act (&fixture, "grid.undo");
  wait_for (&fixture, 0, 0);
  end (&fixture);
}

static void
test_fill (void)
{
  Case fixture;

  begin (&fixture);
  type (&fixture, 0, SKU, "SAME");
  wait_for (&fixture, 1, 0);
  act (&fixture, "grid.select-column");
  act (&fixture, "grid.fill-down");
  wait_for (&fixture, (guint) fixture.n_variants, 0);
  g_assert_cmpstr (read_cell (&fixture, 2, SKU), ==, "SAME");
  end (&fixture);
}

/* A table lands where the cursor is; what has no room does not. */
static void
test_paste (void)
{
  Case fixture;

  begin (&fixture);
  kontor_sheet_grid_go (fixture.grid, 1, SKU);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture.grid)), "A-1\t5.00\nA-2\t6.00\n");
  act (&fixture, "grid.paste");
  wait_for (&fixture, 4, 0);
  g_assert_cmpstr (read_cell (&fixture, 1, SKU), ==, "A-1");
  g_assert_cmpstr (read_cell (&fixture, 2, SKU), ==, "A-2");
  g_assert_nonnull (strstr (read_cell (&fixture, 2, PRICE), "6.00"));
  kontor_sheet_grid_go (fixture.grid, (guint) fixture.n_variants - 1, SKU);
  act (&fixture, "grid.paste");
  wait_for (&fixture, 6, 0);
  end (&fixture);
}

static gboolean
is_copied (gpointer data)
{
  GdkContentProvider *content = gdk_clipboard_get_content (data);
  g_auto (GValue) value = G_VALUE_INIT;

  if (content == NULL)
    return FALSE;
  g_value_init (&value, G_TYPE_STRING);
  return gdk_content_provider_get_value (content, &value, NULL) &&
         g_strcmp0 (g_value_get_string (&value), "COPIED\n") == 0;
}

static void
test_copy (void)
{
  Case fixture;

  begin (&fixture);
  type (&fixture, 0, SKU, "COPIED");
  wait_for (&fixture, 1, 0);
  act (&fixture, "grid.copy");
  ui_wait (is_copied, gtk_widget_get_clipboard (GTK_WIDGET (fixture.grid)));
  end (&fixture);
}

/* For pictures of all that a cell can say. */
static void
test_looks (void)
{
  Case fixture;

  begin (&fixture);
  type (&fixture, 1, PRICE, "+10% .99");
  wait_for (&fixture, 1, 0);
  type (&fixture, 2, GTIN, "abc");
  wait_for (&fixture, 1, 1);
  ui_shoot (fixture.window, "sheet");
  end (&fixture);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/sheet/type", test_type);
  kontor_test_add ("/ui/sheet/save", test_save);
  kontor_test_add ("/ui/sheet/leave", test_leave);
  kontor_test_add ("/ui/sheet/column", test_column);
  kontor_test_add ("/ui/sheet/fill", test_fill);
  kontor_test_add ("/ui/sheet/paste", test_paste);
  kontor_test_add ("/ui/sheet/copy", test_copy);
  kontor_test_add ("/ui/sheet/looks", test_looks);

  return kontor_test_run ();
}
