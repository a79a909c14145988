#include "kontor-import-columns.h"
#include "kontor-import-dialog.h"
#include "kontor-import-list.h"
#include "kontor-test.h"
#include "shop-fixture.h"
#include "ui-fixture.h"

/* A table through the dialog, as a person goes through it. */

typedef struct {
  World w;
  AdwWindow *window;
  GtkWidget *place;
  gint64 variant;
  char *sku;
} Case;

static void
begin (Case *self)
{
  g_autoptr (KontorRecord) variant = NULL;

  world_begin (&self->w, 0);
  self->variant = world_ask (&self->w, "SELECT min (id) FROM variant WHERE sku IS NOT NULL AND sale_price IS NULL");
  variant = world_load (&self->w, KONTOR_ENTITY_VARIANT, self->variant);
  self->sku = g_strdup (kontor_record_get_text (variant, KONTOR_VARIANT_SKU));
  self->place = gtk_label_new ("Products");
  self->window = ui_show (self->place);
  kontor_test_pardon_stall ();
}

static void
end (Case *self)
{
  ui_close (self->window);
  g_free (self->sku);
  world_end (&self->w);
}

static void
open_table (Case *self, const char *text)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "table.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  adw_dialog_present (kontor_import_dialog_new (self->w.engine, kontor_account_get_id (self->w.account), file, self->place),
                      GTK_WIDGET (self->window));
  ui_wait_dialog (self->window, KONTOR_TYPE_IMPORT_DIALOG);
}

static void
act (Case *self, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (ui_get_dialog (self->window)), name, NULL));
}

static gint64
get_price (Case *self)
{
  g_autofree char *sql = g_strdup_printf ("SELECT price FROM variant WHERE id = %" G_GINT64_FORMAT, self->variant);

  return world_ask (&self->w, sql);
}

static void
wait_columns (Case *self, const char *heading)
{
  ui_wait_text (self->window, heading);
  kontor_test_pardon_stall ();
}

/* Recognised, compared, looked at, and only then done. */
static void
test_through (void)
{
  Case c;
  g_autofree char *text = NULL;
  gint64 before;

  begin (&c);
  before = get_price (&c);
  text = g_strdup_printf ("SKU;Name;Price;Internal note\n%s;Fine tea;1.234,50;x\nNEW-1;New tea;9,90;\nnowhere;;cheap;y\n", c.sku);
  open_table (&c, text);
  wait_columns (&c, "Internal note");
  ui_shoot (c.window, "import-columns");
  act (&c, "import.check");
  ui_wait_text (c.window, "Price: “cheap” is no amount.");
  kontor_test_pardon_stall ();
  ui_shoot (c.window, "import-errors");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_find_type (c.window, GTK_TYPE_DROP_DOWN)), 0);
  ui_wait_text (c.window, "Fine tea");
  ui_shoot (c.window, "import-changes");
  g_assert_cmpint (get_price (&c), ==, before);
  act (&c, "import.apply");
  ui_wait_no_dialog (c.window);
  while (get_price (&c) == before)
    dex_await (dex_timeout_new_msec (5), NULL);
  g_assert_cmpint (get_price (&c), ==, 1234500000);
  end (&c);
}

static gboolean
cannot_check (gpointer data)
{
  return ui_find_text (((Case *) data)->window, "One of the columns") != NULL;
}

/* A column that is not recognised is said by hand; without one that names products nothing can be compared. */
static void
test_by_hand (void)
{
  Case c;
  g_autofree char *text = NULL;
  GtkWidget *row;

  begin (&c);
  text = g_strdup_printf ("Code,Amount\n%s,5\n", c.sku);
  open_table (&c, text);
  wait_columns (&c, "Code");
  ui_wait (cannot_check, &c);
  row = gtk_widget_get_ancestor (ui_find_text (c.window, "Code"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), KONTOR_CSV_SKU);
  row = gtk_widget_get_ancestor (ui_find_text (c.window, "Amount"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), KONTOR_CSV_PRICE);
  g_assert_false (cannot_check (&c));
  act (&c, "import.check");
  ui_wait_text (c.window, "Line 2");
  kontor_test_pardon_stall ();
  end (&c);
}

/* What is no table says so, and the dialog can be closed. */
static void
test_no_table (void)
{
  Case c;

  begin (&c);
  open_table (&c, "");
  ui_wait_text (c.window, "This File Cannot Be Read");
  kontor_test_pardon_stall ();
  end (&c);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  kontor_test_add ("/ui/import-dialog/through", test_through);
  kontor_test_add ("/ui/import-dialog/by-hand", test_by_hand);
  kontor_test_add ("/ui/import-dialog/no-table", test_no_table);
  return kontor_test_run ();
}
