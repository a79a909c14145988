#include "kontor-product-table.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-picture.h"
#include "kontor-product-format.h"
#include "kontor-product.h"

/* How a cell is made, and what follows the product in it. */
typedef struct {
  const char *id;
  const char *title;
  GtkWidget *(*make) (KontorEngine *engine);
  void (*fill) (GtkWidget *cell, KontorObject *product);
  const char *const *fields; /* whose changes fill it anew */
  gboolean wide_only;
  gboolean expands;
  gboolean sorts; /* the list can be sorted by what the id names */
} Column;

static GtkWidget *
make_title (KontorEngine *engine)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), kontor_picture_new (engine, 36));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
fill_title (GtkWidget *cell, KontorObject *product)
{
  GtkWidget *picture = gtk_widget_get_first_child (cell), *label = gtk_widget_get_last_child (cell);

  kontor_picture_set_source (KONTOR_PICTURE (picture), kontor_object_get_account (product),
                             kontor_object_get_text (product, KONTOR_PRODUCT_COVER_URL));
  gtk_label_set_label (GTK_LABEL (label), kontor_object_get_text (product, KONTOR_PRODUCT_TITLE));
  gtk_widget_set_tooltip_text (label, kontor_object_get_text (product, KONTOR_PRODUCT_TITLE));
}

static GtkWidget *
make_text (KontorEngine *engine)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
make_number (KontorEngine *engine)
{
  GtkWidget *label = make_text (engine);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* An amount is read whole; the two of a range stand under each other where they must. */
static GtkWidget *
make_price (KontorEngine *engine)
{
  GtkWidget *label = make_number (engine);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  return label;
}

/* The last column keeps clear of the scroll bar. */
static GtkWidget *
make_last (KontorEngine *engine)
{
  GtkWidget *label = make_text (engine);

  gtk_widget_set_margin_end (label, 12);
  return label;
}

static void
fill_sku (GtkWidget *cell, KontorObject *product)
{
  gtk_label_set_label (GTK_LABEL (cell), kontor_object_get_text (product, KONTOR_PRODUCT_SKU));
}

static void
fill_price (GtkWidget *cell, KontorObject *product)
{
  g_autoptr (KontorMoney) lowest = kontor_object_dup_money (product, KONTOR_PRODUCT_PRICE_MIN);
  g_autoptr (KontorMoney) highest = kontor_object_dup_money (product, KONTOR_PRODUCT_PRICE_MAX);
  g_autofree char *text = kontor_product_format_price (NULL, lowest, highest);

  gtk_label_set_label (GTK_LABEL (cell), text);
}

static void
fill_stock (GtkWidget *cell, KontorObject *product)
{
  const char *state = kontor_object_get_text (product, KONTOR_PRODUCT_STOCK_STATE);
  gint64 available = kontor_object_get_int (product, KONTOR_PRODUCT_AVAILABLE);
  g_autofree char *number = kontor_format_number (available);
  g_autofree char *words = kontor_product_format_stock (NULL, available, state);

  gtk_label_set_label (GTK_LABEL (cell), words[0] != '\0' ? number : "");
  gtk_widget_set_tooltip_text (cell, words);
  kontor_product_style_stock (cell, state);
}

static void
fill_status (GtkWidget *cell, KontorObject *product)
{
  g_autofree char *text =
      kontor_product_format_status (NULL, kontor_object_get_text (product, KONTOR_PRODUCT_STATUS));

  gtk_label_set_label (GTK_LABEL (cell), text);
}

#define FIELDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static const Column columns[] = {
  { "title", N_("Product"), make_title, fill_title, FIELDS ("title", "cover-url"), .expands = TRUE, .sorts = TRUE },
  { "sku", N_("SKU"), make_text, fill_sku, FIELDS ("sku"), .wide_only = TRUE, .sorts = TRUE },
  { "price", N_("Price"), make_price, fill_price, FIELDS ("price-min", "price-max", "currency"), .sorts = TRUE },
  { "stock", N_("Stock"), make_number, fill_stock, FIELDS ("available", "stock-state"), .sorts = TRUE },
  { "status", N_("Status"), make_last, fill_status, FIELDS ("status"), .wide_only = TRUE },
};

static void
product_changed_cb (KontorObject *product, GParamSpec *pspec, GtkWidget *cell)
{
  const Column *column = g_object_get_data (G_OBJECT (cell), "column");

  if (g_strv_contains (column->fields, pspec->name))
    column->fill (cell, product);
}

static void
setup_cell (GtkSignalListItemFactory *factory, GtkListItem *item, KontorEngine *engine)
{
  const Column *column = g_object_get_data (G_OBJECT (factory), "column");
  GtkWidget *cell = column->make (engine);

  g_object_set_data (G_OBJECT (cell), "column", (gpointer) column);
  gtk_list_item_set_child (item, cell);
}

/* The product may be there before what is known of it is read. */
static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const Column *column = g_object_get_data (G_OBJECT (factory), "column");
  KontorObject *product = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);

  column->fill (cell, product);
  g_signal_connect_object (product, "notify", G_CALLBACK (product_changed_cb), cell, 0);
}

static void
unbind_cell (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), product_changed_cb,
                                        gtk_list_item_get_child (item));
}

static GtkColumnViewColumn *
make_column (const Column *column, KontorEngine *engine)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made;

  g_object_set_data (G_OBJECT (factory), "column", (gpointer) column);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell), engine, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell), NULL);
  made = gtk_column_view_column_new (_(column->title), factory);
  gtk_column_view_column_set_id (made, column->id);
  gtk_column_view_column_set_expand (made, column->expands);
  gtk_column_view_column_set_resizable (made, TRUE);
  if (column->sorts) {
    g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

    gtk_column_view_column_set_sorter (made, sorter);
  }
  return made;
}

GtkWidget *
kontor_product_table_new (KontorEngine *engine, GtkSelectionModel *model)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (model)));

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = make_column (&columns[i], engine);

    gtk_column_view_append_column (table, column);
  }
  gtk_widget_add_css_class (GTK_WIDGET (table), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Products"), -1);
  return GTK_WIDGET (table);
}

void
kontor_product_table_set_narrow (GtkColumnView *table, gboolean narrow)
{
  GListModel *list = gtk_column_view_get_columns (table);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (list, i);

    gtk_column_view_column_set_visible (column, !narrow || !columns[i].wide_only);
  }
}

const char *
kontor_product_table_get_sort (GtkColumnViewSorter *sorter, GtkSortType *order)
{
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);

  *order = gtk_column_view_sorter_get_primary_sort_order (sorter);
  return column != NULL ? gtk_column_view_column_get_id (column) : NULL;
}

void
kontor_product_table_show_sort (GtkColumnView *table, const char *key, GtkSortType order)
{
  GListModel *list = gtk_column_view_get_columns (table);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (list, i);

    if (columns[i].sorts && g_strcmp0 (columns[i].id, key) == 0) {
      gtk_column_view_sort_by_column (table, column, order);
      return;
    }
  }
  gtk_column_view_sort_by_column (table, NULL, order);
}
