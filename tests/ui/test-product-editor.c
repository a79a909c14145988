#include "kontor-field-cell.h"
#include "kontor-field-row.h"
#include "kontor-lists-fixture.h"
#include "kontor-product-editor.h"
#include "kontor-term-chooser.h"
#include "products-fixture.h"
#include "ui-fixture.h"

/* The row of a title, ready to be typed into. */
static KontorFieldRow *
wait_row (gpointer editor, const char *title)
{
  return KONTOR_FIELD_ROW (gtk_widget_get_ancestor (ui_wait_text (editor, title), KONTOR_TYPE_FIELD_ROW));
}

static gpointer
open_editor (Shop *shop, const char *action)
{
  gpointer editor;

  gtk_widget_activate_action (GTK_WIDGET (shop->view), action, NULL);
  editor = ui_wait_dialog (shop->window, KONTOR_TYPE_PRODUCT_EDITOR);
  ui_wait_text (editor, "Title");
  kontor_test_pardon_stall ();
  return editor;
}

/* Of the first variant's row. */
static KontorFieldCell *
wait_cell (gpointer editor, guint index)
{
  guint skip = index;

  ui_wait_text (editor, "Variants");
  while (products_find (editor, KONTOR_TYPE_FIELD_CELL, &skip) == NULL) {
    lists_turn ();
    skip = index;
  }
  skip = index;
  return KONTOR_FIELD_CELL (products_find (editor, KONTOR_TYPE_FIELD_CELL, &skip));
}

static GtkEditable *
get_entry (KontorFieldCell *cell)
{
  return GTK_EDITABLE (adw_bin_get_child (ADW_BIN (cell)));
}

static void
type_cell (gpointer editor, guint index, const char *text)
{
  gtk_editable_set_text (get_entry (wait_cell (editor, index)), text);
}

static void
save (gpointer editor)
{
  gtk_widget_activate_action (editor, "editor.save", NULL);
}

static gint64
count_actions (Shop *shop)
{
  g_autoptr (GPtrArray) actions = dex_await_boxed (kontor_outbox_list_actions (shop->engine, 16), NULL);

  return actions->len;
}

static void
test_save (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit");

  type_cell (editor, 0, "12.34");
  type_cell (editor, 5, "0,75");
  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Title")), "Edited");
  g_assert_cmpint (products_read_number (variant, KONTOR_VARIANT_PRICE), !=, 12340000);
  save (editor);
  ui_wait_no_dialog (shop->window);
  products_wait_value (variant, KONTOR_VARIANT_PRICE, 12340000);
  g_assert_cmpstr (kontor_object_get_text (variant, KONTOR_VARIANT_WEIGHT), ==, "0.75");
  g_assert_cmpint (count_actions (shop), ==, 1);
  ui_wait_text (shop->window, "Edited");
}

static void
test_invalid (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit");
  KontorFieldCell *gtin = wait_cell (editor, 4);

  gtk_editable_set_text (get_entry (gtin), "4006381333932");
  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Title")), "Edited");
  g_assert_true (kontor_field_cell_get_invalid (gtin));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (GTK_WIDGET (gtin)), "the last one is 1"));
  save (editor);
  lists_turn ();
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);

  gtk_editable_set_text (get_entry (gtin), "4006381333931");
  g_assert_false (kontor_field_cell_get_invalid (gtin));
  save (editor);
  ui_wait_no_dialog (shop->window);
  g_assert_cmpuint (products_count_unsent (shop), ==, 2);
}

static gboolean
is_asking (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (ui_get_dialog (window));
}

static void
test_leave (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit");

  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Title")), "Half done");
  adw_dialog_close (editor);
  ui_wait (is_asking, shop->window);
  g_signal_emit_by_name (ui_get_dialog (shop->window), "response", "keep");
  adw_dialog_force_close (ui_get_dialog (shop->window));
  ui_wait_no_dialog (shop->window);
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);

  editor = open_editor (shop, "products.edit");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (wait_row (editor, "Title"))), ==, "Half done");
  gtk_widget_activate_action (editor, "editor.discard", NULL);
  adw_dialog_close (editor);
  ui_wait_no_dialog (shop->window);
}

static gboolean
has_new (gpointer data)
{
  return ui_find_text (((Shop *) data)->window, "A new thing") != NULL;
}

static void
test_new (void)
{
  g_autoptr (Shop) shop = products_begin ();
  gpointer editor = open_editor (shop, "products.new");

  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Title")), "A new thing");
  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Regular Price")), "5");
  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "SKU")), "NEW-1");
  save (editor);
  ui_wait_no_dialog (shop->window);
  ui_wait (has_new, shop);
  products_flush (shop);
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);
}

/* Where nothing was typed nothing is asked, and nothing is kept. */
static void
test_new_untouched (void)
{
  g_autoptr (Shop) shop = products_begin ();
  gpointer editor = open_editor (shop, "products.new");

  wait_row (editor, "Title");
  adw_dialog_close (editor);
  ui_wait_no_dialog (shop->window);

  editor = open_editor (shop, "products.new");
  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Title")), "A new thing");
  adw_dialog_close (editor);
  ui_wait (is_asking, shop->window);
}

static void
enter (gpointer editor, const char *row, const char *text)
{
  GtkWidget *entry = gtk_widget_get_ancestor (ui_wait_text (editor, row), ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

static void
test_options (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit");

  ui_wait_text (editor, "3 variants");
  enter (editor, "Add an Option, Such as Size", "Wick");
  enter (editor, "Add a Value", "cotton");
  ui_wait_text (editor, "cotton");
  enter (editor, "Add a Value", "wood");
  ui_wait_text (editor, "6 variants, 3 new");
  enter (editor, "Add a Value", "wood");
  ui_wait_text (editor, "There is one of this name already.");
  ui_click (editor, "Create the New Ones");
  ui_wait_text (editor, "6 variants");
  save (editor);
  ui_wait_no_dialog (shop->window);
  g_assert_cmpint (count_actions (shop), ==, 1);
  products_flush (shop);
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);
}

static gboolean
is_choosing (gpointer window)
{
  return KONTOR_IS_TERM_CHOOSER (ui_get_dialog (window));
}

static GtkCheckButton *
wait_check (gpointer chooser, const char *name)
{
  return GTK_CHECK_BUTTON (gtk_widget_get_ancestor (ui_wait_text (chooser, name), GTK_TYPE_CHECK_BUTTON));
}

/* A category is made in the list, checked, and saved with the product although the shop does not know it yet. */
static void
test_categories (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit"), chooser;
  g_autoptr (KontorRecord) product = NULL;

  ui_click (editor, "Categories");
  chooser = ui_wait_dialog (shop->window, KONTOR_TYPE_TERM_CHOOSER);
  gtk_widget_activate_action (chooser, "terms.new", NULL);
  ui_wait (is_asking, shop->window);
  ui_type (ui_get_dialog (shop->window), "Name", "Zinc jars");
  g_signal_emit_by_name (ui_get_dialog (shop->window), "response", "save");
  adw_dialog_force_close (ui_get_dialog (shop->window));
  ui_wait (is_choosing, shop->window);
  gtk_check_button_set_active (wait_check (chooser, "Zinc jars"), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_type (chooser, GTK_TYPE_SEARCH_ENTRY)), "zinc");
  g_assert_true (gtk_check_button_get_active (wait_check (chooser, "Zinc jars")));
  adw_dialog_force_close (chooser);
  save (editor);
  ui_wait_no_dialog (shop->window);
  products_flush (shop);
  g_assert_cmpuint (products_count_unsent (shop), ==, 0);
  product = dex_await_boxed (kontor_engine_load (shop->engine, KONTOR_ENTITY_PRODUCT,
                                                 kontor_record_get_ref (kontor_object_get_record (variant), KONTOR_VARIANT_PRODUCT)),
                             NULL);
  g_assert_cmpuint (kontor_record_get_length (product, KONTOR_PRODUCT_CATEGORIES), >=, 2);
}

/* What is set for some is set for those that are selected. */
static void
test_set_for_some (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit");
  GtkWidget *first = gtk_widget_get_ancestor (GTK_WIDGET (wait_cell (editor, 0)), GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (first));

  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_selection_model_select_item (selection, 2, FALSE);
  ui_wait_text (editor, "For 2 Variants");
  enter (editor, "Value", "7.50");
  save (editor);
  ui_wait_no_dialog (shop->window);
  products_wait_value (variant, KONTOR_VARIANT_PRICE, 7500000);
  g_assert_cmpuint (products_count_unsent (shop), ==, 2);
}

/* Nothing but another choice is something, too. */
static void
test_new_choice (void)
{
  g_autoptr (Shop) shop = products_begin ();
  gpointer editor = open_editor (shop, "products.new");
  GtkWidget *status = gtk_widget_get_ancestor (ui_wait_text (editor, "Status"), ADW_TYPE_COMBO_ROW);

  adw_combo_row_set_selected (ADW_COMBO_ROW (status), 0);
  adw_dialog_close (editor);
  ui_wait (is_asking, shop->window);
}

static char *
dup_product_path (KontorObject *variant)
{
  KontorRecord *record = kontor_object_get_record (variant);

  return g_strdup_printf ("products/%s", kontor_record_get_ref_key (record, KONTOR_VARIANT_PRODUCT));
}

static void
test_overtaken (void)
{
  g_autoptr (Shop) shop = products_begin ();
  g_autoptr (KontorObject) variant = products_open (shop, "TL-B01");
  gpointer editor = open_editor (shop, "products.edit");
  g_autofree char *path = dup_product_path (variant), *answer = NULL;

  gtk_editable_set_text (GTK_EDITABLE (wait_row (editor, "Address in the Shop")), "ours");
  answer = kontor_shop_admin (shop->shop, "PUT", path, "{\"slug\":\"theirs\",\"name\":\"Their name\"}");
  g_assert_nonnull (answer);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (shop->account)), NULL);
  ui_wait_text (editor, "Address in the Shop – Changed in the shop since");
  ui_wait_text (editor, "Their name");
  gtk_widget_activate_action (editor, "editor.discard", NULL);
  ui_wait_text (editor, "Address in the Shop");
  adw_dialog_close (editor);
  ui_wait_no_dialog (shop->window);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  kontor_test_add ("/ui/product-editor/save", test_save);
  kontor_test_add ("/ui/product-editor/categories", test_categories);
  kontor_test_add ("/ui/product-editor/invalid", test_invalid);
  kontor_test_add ("/ui/product-editor/leave", test_leave);
  kontor_test_add ("/ui/product-editor/new", test_new);
  kontor_test_add ("/ui/product-editor/new-untouched", test_new_untouched);
  kontor_test_add ("/ui/product-editor/new-choice", test_new_choice);
  kontor_test_add ("/ui/product-editor/options", test_options);
  kontor_test_add ("/ui/product-editor/set-for-some", test_set_for_some);
  kontor_test_add ("/ui/product-editor/overtaken", test_overtaken);
  return kontor_test_run ();
}
