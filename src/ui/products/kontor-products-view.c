#include "kontor-products-view.h"

#include <glib/gi18n.h>

#include "kontor-catalog.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-list-face.h"
#include "kontor-object.h"
#include "kontor-product-detail.h"
#include "kontor-product-editor.h"
#include "kontor-product-table.h"
#include "kontor-product-tables.h"
#include "kontor-product-tile.h"
#include "kontor-sheet-dialog.h"
#include "kontor-window.h"

struct _KontorProductsView {
  KontorSplitView parent_instance;

  KontorListPane *pane;
  KontorProductDetail *detail;
  GtkButton *face_button;
  GtkWidget *new_button;
  GtkWidget *sheet_button;
  gboolean table; /* else the grid of pictures */
  gboolean bound; /* to the settings */
  gboolean sorting;
};

G_DEFINE_FINAL_TYPE (KontorProductsView, kontor_products_view, KONTOR_TYPE_SPLIT_VIEW)

enum { PROP_0, PROP_TABLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* What was looked at stays in sight on the other face. */
static void
scroll_to_current (KontorProductsView *self, GtkWidget *face)
{
  guint position;

  if (kontor_list_pane_get_current (self->pane) == 0 ||
      !kontor_results_find (kontor_list_pane_get_results (self->pane), kontor_list_pane_get_current (self->pane),
                            &position))
    return;
  kontor_list_face_scroll_to (face, position, GTK_LIST_SCROLL_NONE);
}

/* The head of the table and the list's own order are one. */
static void
sort_changed_cb (GtkColumnViewSorter *sorter, GtkSorterChange change, KontorProductsView *self)
{
  GtkSortType order;
  const char *key = kontor_product_table_get_sort (sorter, &order);

  /* A table that goes is sorted by nothing. */
  if (key == NULL || self->sorting)
    return;
  self->sorting = TRUE;
  g_object_set (self->pane, "sort-key", key, "sort-order",
                order == GTK_SORT_DESCENDING ? "descending" : "ascending", NULL);
  self->sorting = FALSE;
}

static void
show_sort (KontorProductsView *self)
{
  g_autofree char *key = NULL, *order = NULL;

  if (!self->table || self->sorting)
    return;
  g_object_get (self->pane, "sort-key", &key, "sort-order", &order, NULL);
  self->sorting = TRUE;
  kontor_product_table_show_sort (GTK_COLUMN_VIEW (kontor_list_pane_get_face (self->pane)), key,
                                  g_strcmp0 (order, "descending") == 0 ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
}

static void
watch_sort (KontorProductsView *self, GtkColumnView *table)
{
  show_sort (self);
  g_signal_connect_object (gtk_column_view_get_sorter (table), "changed", G_CALLBACK (sort_changed_cb), self, 0);
}

/* The button shows the face that it leads to. */
static void
show_face_button (KontorProductsView *self)
{
  const char *name = self->table ? _("Show Pictures") : _("Show a Table");

  gtk_button_set_icon_name (self->face_button, self->table ? "view-grid-symbolic" : "view-list-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->face_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->face_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_narrow (KontorProductsView *self)
{
  gboolean narrow;

  g_object_get (self, "narrow", &narrow, NULL);
  /* There the menu of a product has it. */
  gtk_widget_set_visible (self->new_button, !narrow);
  gtk_widget_set_visible (self->sheet_button, !narrow);
  if (self->table)
    kontor_product_table_set_narrow (GTK_COLUMN_VIEW (kontor_list_pane_get_face (self->pane)), narrow);
}

/* A table needs more room than pictures, which are best two or three in a row. */
static void
show_face (KontorProductsView *self)
{
  AdwNavigationSplitView *split = kontor_split_view_get_split (KONTOR_SPLIT_VIEW (self));
  KontorEngine *engine = kontor_view_get_engine (KONTOR_VIEW (self));
  GtkSelectionModel *model = GTK_SELECTION_MODEL (kontor_list_pane_get_selection (self->pane));
  GtkWidget *face = self->table ? kontor_product_table_new (engine, model) : kontor_product_grid_new (engine, model);

  kontor_list_pane_set_face (self->pane, face);
  show_narrow (self);
  if (self->table)
    watch_sort (self, GTK_COLUMN_VIEW (face));
  adw_navigation_split_view_set_max_sidebar_width (split, self->table ? 860 : 480);
  adw_navigation_split_view_set_sidebar_width_fraction (split, self->table ? 0.6 : 0.38);
  show_face_button (self);
  scroll_to_current (self, face);
}

static void
set_table (KontorProductsView *self, gboolean table)
{
  if (self->table == table)
    return;
  self->table = table;
  if (self->pane != NULL)
    show_face (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE]);
}

static void
face_clicked_cb (KontorProductsView *self)
{
  set_table (self, !self->table);
}

static void
add_face_button (KontorProductsView *self)
{
  self->face_button = GTK_BUTTON (gtk_button_new ());
  g_signal_connect_object (self->face_button, "clicked", G_CALLBACK (face_clicked_cb), self, G_CONNECT_SWAPPED);
  kontor_list_pane_add_tool (self->pane, GTK_WIDGET (self->face_button));
}

static void
add_bulk_action (KontorProductsView *self, const char *icon, const char *meaning, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  kontor_list_pane_add_action (self->pane, button);
}

static void
add_bulk_actions (KontorProductsView *self)
{
  add_bulk_action (self, "view-reveal-symbolic", _("Show the Selected Products in the Shop"), "products.publish");
  add_bulk_action (self, "view-conceal-symbolic", _("Hide the Selected Products in the Shop"), "products.make-draft");
  add_bulk_action (self, "user-trash-symbolic", _("Move to the Trash"), "products.trash");
}

/* At the shop whose products are listed, else the first that takes one. */
static KontorAccount *
dup_account (KontorProductsView *self)
{
  KontorEngine *engine = kontor_view_get_engine (KONTOR_VIEW (self));
  GListModel *accounts = kontor_engine_get_accounts (engine);
  gint64 shown = kontor_view_get_account (KONTOR_VIEW (self));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);

    if (shown != 0 ? kontor_account_get_id (account) == shown
                   : kontor_account_allows (account, "create-product", NULL, NULL))
      return g_steal_pointer (&account);
  }
  return NULL;
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);
  g_autoptr (KontorAccount) account = dup_account (self);
  g_autofree char *reason = NULL;

  if (account == NULL)
    kontor_gesture_say (widget, _("Connect a shop first."));
  else if (!kontor_account_allows (account, "create-product", NULL, &reason))
    kontor_gesture_say (widget, reason);
  else
    adw_dialog_present (kontor_product_editor_new (kontor_view_get_engine (KONTOR_VIEW (self)), account, 0), widget);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);

  if (self->detail != NULL && kontor_product_detail_get_id (self->detail) != 0)
    gtk_widget_activate_action (GTK_WIDGET (self->detail), "product.edit", NULL);
}

/* Where there is no room for a table, Ctrl+K has it. */
static void
add_sheet_button (KontorProductsView *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_widget_set_tooltip_text (button, _("Edit Products as a Table (Ctrl+Shift+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Edit Products as a Table"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "products.sheet");
  self->sheet_button = button;
  kontor_list_pane_add_tool (self->pane, button);
}

static void
add_new_button (KontorProductsView *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_set_tooltip_text (button, _("New Product (Ctrl+N)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("New Product"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "products.new");
  self->new_button = button;
  kontor_list_pane_add_tool (self->pane, button);
}

static void
set_status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);
  g_autoptr (KontorScope) scope = kontor_list_pane_dup_scope (self->pane);
  const char *status = g_str_equal (name, "products.publish") ? "published" : "draft";

  if (scope != NULL)
    kontor_gesture_run (widget, kontor_catalog_set_status (kontor_view_get_engine (KONTOR_VIEW (self)), scope, status));
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);
  g_autoptr (KontorScope) scope = kontor_list_pane_dup_scope (self->pane);

  if (scope != NULL)
    kontor_gesture_run (widget, kontor_catalog_trash_product (kontor_view_get_engine (KONTOR_VIEW (self)), scope));
}

static gint64
get_account (KontorProductsView *self)
{
  gint64 account;

  g_object_get (self->pane, "account", &account, NULL);
  return account;
}

static void
sheet_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);

  adw_dialog_present (kontor_sheet_dialog_new (kontor_view_get_engine (KONTOR_VIEW (self)), get_account (self)), widget);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);

  kontor_product_tables_import (widget, kontor_view_get_engine (KONTOR_VIEW (self)), get_account (self));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);
  KontorQuery *shown = kontor_results_get_query (kontor_list_pane_get_results (self->pane));
  g_autoptr (KontorQuery) all = kontor_query_new (KONTOR_ENTITY_PRODUCT, get_account (self), NULL, NULL, NULL, NULL);
  gboolean wants_all = g_str_equal (name, "products.export-all") || shown == NULL;

  kontor_product_tables_export (widget, kontor_view_get_engine (KONTOR_VIEW (self)), wants_all ? all : shown);
}

static const KontorCommandInfo commands[] = {
  { N_("New Product"), "products.new", "<Control>n" },
  { N_("Edit Product"), "products.edit", "<Control>e" },
  { N_("Edit Products as a Table"), "products.sheet", "<Control><Shift>t" },
  { N_("Import Products…"), "products.import", "<Control><Shift>i" },
  { N_("Export This List of Products…"), "products.export", "<Control><Shift>e" },
  { N_("Export All Products…"), "products.export-all", NULL },
  { NULL },
};

static char *
kontor_products_view_describe_several (gint64 n_selected)
{
  g_autofree char *number = n_selected >= 0 ? kontor_format_number (n_selected) : NULL;

  return number != NULL ? g_strdup_printf (_("%s Products Selected"), number)
                        : g_strdup (_("All Products Selected"));
}

static void
kontor_products_view_show (KontorSplitView *view, gint64 id)
{
  kontor_product_detail_show (KONTOR_PRODUCTS_VIEW (view)->detail, id);
}

/* The settings are the window's. */
static void
kontor_products_view_root (GtkWidget *widget)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (widget);
  GtkRoot *root;
  GSettings *settings;

  GTK_WIDGET_CLASS (kontor_products_view_parent_class)->root (widget);

  root = gtk_widget_get_root (widget);
  settings = KONTOR_IS_WINDOW (root) ? kontor_window_get_settings (KONTOR_WINDOW (root)) : NULL;
  if (settings == NULL || self->bound)
    return;
  self->bound = TRUE;
  g_settings_bind (settings, "products-table", self, "table", G_SETTINGS_BIND_DEFAULT);
}

static GtkWidget *
kontor_products_view_make_detail (KontorSplitView *view)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (view);

  self->detail = KONTOR_PRODUCT_DETAIL (kontor_product_detail_new (kontor_view_get_engine (KONTOR_VIEW (view))));
  g_object_bind_property (self->detail, "title", self, "detail-title", G_BINDING_DEFAULT);
  return GTK_WIDGET (self->detail);
}

static void
kontor_products_view_fill (KontorView *view)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (view);

  self->pane = g_object_new (KONTOR_TYPE_LIST_PANE, "engine", kontor_view_get_engine (view), "entity",
                             KONTOR_ENTITY_PRODUCT, "title", _("Products"), NULL);
  add_bulk_actions (self);
  add_new_button (self);
  add_sheet_button (self);
  add_face_button (self);
  show_face (self);
  kontor_split_view_set_list (KONTOR_SPLIT_VIEW (self), GTK_WIDGET (self->pane), self->pane);
  g_signal_connect_object (self->pane, "notify::sort-key", G_CALLBACK (show_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::sort-order", G_CALLBACK (show_sort), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (show_narrow), NULL);
}

static void
kontor_products_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (object);

  switch (property) {
  case PROP_TABLE:
    g_value_set_boolean (value, self->table);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_products_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorProductsView *self = KONTOR_PRODUCTS_VIEW (object);

  switch (property) {
  case PROP_TABLE:
    set_table (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_products_view_class_init (KontorProductsViewClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  KontorViewClass *view_class = KONTOR_VIEW_CLASS (klass);
  KontorSplitViewClass *split_class = KONTOR_SPLIT_VIEW_CLASS (klass);

  object_class->get_property = kontor_products_view_get_property;
  object_class->set_property = kontor_products_view_set_property;
  widget_class->root = kontor_products_view_root;

  view_class->name = "products";
  view_class->title = N_("Products");
  view_class->icon = "kontor-products-symbolic";
  view_class->key = GDK_KEY_p;
  view_class->entity = KONTOR_ENTITY_PRODUCT;
  view_class->commands = commands;
  view_class->fill = kontor_products_view_fill;

  split_class->none_title = N_("No Product Selected");
  split_class->none_hint = N_("Select one to change its price and its stock.");
  split_class->describe_several = kontor_products_view_describe_several;
  split_class->make_detail = kontor_products_view_make_detail;
  split_class->show = kontor_products_view_show;

  properties[PROP_TABLE] = g_param_spec_boolean ("table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "products.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "products.edit", NULL, edit_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "products.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "products.edit", NULL);
  gtk_widget_class_install_action (widget_class, "products.publish", NULL, set_status_action);
  gtk_widget_class_install_action (widget_class, "products.make-draft", NULL, set_status_action);
  gtk_widget_class_install_action (widget_class, "products.trash", NULL, trash_action);
  gtk_widget_class_install_action (widget_class, "products.sheet", NULL, sheet_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "products.sheet", NULL);
  gtk_widget_class_install_action (widget_class, "products.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "products.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "products.export-all", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "products.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "products.export", NULL);
}

static void
kontor_products_view_init (KontorProductsView *self)
{
  g_object_set (self, "detail-title", _("Product"), NULL);
}
