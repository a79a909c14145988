#include "kontor-variant-table.h"

#include <glib/gi18n.h>

#include "kontor-field-cell.h"
#include "kontor-field-text.h"

struct _KontorVariantTable {
  AdwBin parent_instance;

  KontorDraft *draft;           /* (owned) (nullable) */
  GtkSelectionModel *selection; /* (owned) (nullable): none selected is all */

  AdwComboRow *choice_row;
  AdwEntryRow *value_row;
  GtkColumnView *table;
};

G_DEFINE_FINAL_TYPE (KontorVariantTable, kontor_variant_table, ADW_TYPE_BIN)

typedef struct {
  const char *field;
  const char *title;
} Column;

static const Column columns[] = {
  { "variant.price", N_("Regular Price") },
  { "variant.sale_price", N_("Sale Price") },
  { "variant.levels", N_("In Stock") },
  { "variant.sku", N_("SKU") },
  { "variant.gtin", N_("Barcode") },
  { "variant.weight", N_("Weight") },
};

/* In the order of the template's list. */
static const guint choices[] = { KONTOR_VARIANT_PRICE, KONTOR_VARIANT_SALE_PRICE, KONTOR_VARIANT_LEVELS, KONTOR_VARIANT_WEIGHT, KONTOR_VARIANT_LOW_STOCK };

static void
setup_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, const Column *column)
{
  gtk_column_view_cell_set_child (cell, kontor_field_cell_new (column->field, _(column->title)));
  gtk_column_view_cell_set_focusable (cell, FALSE);
}

static gint64
get_id (GtkColumnViewCell *cell)
{
  return kontor_draft_variant_get_id (gtk_column_view_cell_get_item (cell));
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, KontorVariantTable *self)
{
  kontor_field_cell_bind (KONTOR_FIELD_CELL (gtk_column_view_cell_get_child (cell)), self->draft,
                          get_id (cell));
}

static void
unbind_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  kontor_field_cell_bind (KONTOR_FIELD_CELL (gtk_column_view_cell_get_child (cell)), NULL, 0);
}

/* The box before the name is the row's being selected. */
static void
toggled_cb (GtkCheckButton *check, GtkColumnViewCell *cell)
{
  KontorVariantTable *self = KONTOR_VARIANT_TABLE (gtk_widget_get_ancestor (GTK_WIDGET (check), KONTOR_TYPE_VARIANT_TABLE));
  guint position = gtk_column_view_cell_get_position (cell);

  if (self == NULL || gtk_check_button_get_active (check) == gtk_selection_model_is_selected (self->selection, position))
    return;
  if (gtk_check_button_get_active (check))
    gtk_selection_model_select_item (self->selection, position, FALSE);
  else
    gtk_selection_model_unselect_item (self->selection, position);
}

static void
selected_cb (GtkColumnViewCell *cell)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_column_view_cell_get_child (cell)),
                               gtk_column_view_cell_get_selected (cell));
}

static void
setup_name_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), cell, 0);
  g_signal_connect (cell, "notify::selected", G_CALLBACK (selected_cb), NULL);
  gtk_column_view_cell_set_child (cell, check);
  gtk_column_view_cell_set_focusable (cell, FALSE);
}

static void
show_name (GtkColumnViewCell *cell, KontorDraft *draft)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (draft, KONTOR_ENTITY_VARIANT, get_id (cell));
  const char *title = kontor_record_get_text (record, KONTOR_VARIANT_TITLE);
  GtkWidget *label = gtk_check_button_get_child (GTK_CHECK_BUTTON (gtk_column_view_cell_get_child (cell)));

  gtk_label_set_label (GTK_LABEL (label), title != NULL ? title : "");
}

static void
name_changed_cb (KontorDraft *draft, GtkColumnViewCell *cell)
{
  show_name (cell, draft);
}

static void
bind_name_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, KontorVariantTable *self)
{
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (name_changed_cb), cell, 0);
  show_name (cell, self->draft);
  selected_cb (cell);
}

static void
unbind_name_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, KontorVariantTable *self)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, name_changed_cb, cell);
}

static void
append_column (KontorVariantTable *self, const char *title, GtkListItemFactory *factory)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_append_column (self->table, column);
}

static void
add_name_column (KontorVariantTable *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_name_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_name_cb), self, 0);
  append_column (self, _("Variant"), factory);
}

static void
add_column (KontorVariantTable *self, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), (gpointer) column);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, 0);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), NULL);
  append_column (self, _(column->title), factory);
}

static gboolean
set_for (KontorVariantTable *self, gint64 id, guint field, const char *text, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_VARIANT, id);
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  if (!kontor_field_text_parse (record, field, text, change, error))
    return FALSE;
  kontor_draft_set (self->draft, KONTOR_ENTITY_VARIANT, id, change);
  return TRUE;
}

static gboolean
is_chosen (KontorVariantTable *self, GtkBitset *selected, guint position)
{
  return gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, position);
}

static void
set_for_chosen (KontorVariantTable *self, guint field, const char *text, GError **error)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  GListModel *variants = G_LIST_MODEL (self->selection);
  gboolean good = TRUE;

  for (guint i = 0; good && i < g_list_model_get_n_items (variants); i++) {
    g_autoptr (KontorDraftVariant) variant = g_list_model_get_item (variants, i);

    if (is_chosen (self, selected, i))
      good = set_for (self, kontor_draft_variant_get_id (variant), field, text, error);
  }
}

static void
on_apply (KontorVariantTable *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->value_row));
  guint field = choices[adw_combo_row_get_selected (self->choice_row)];
  g_autoptr (GError) error = NULL;

  if (self->draft == NULL)
    return;
  kontor_draft_freeze (self->draft);
  set_for_chosen (self, field, text, &error);
  kontor_draft_thaw (self->draft);
  if (error == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->value_row), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value_row), error->message);
}

static void
show_chosen (KontorVariantTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  guint n_selected = (guint) gtk_bitset_get_size (selected);
  g_autofree char *some = g_strdup_printf (ngettext ("For %u Variant", "For %u Variants", n_selected), n_selected);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice_row), n_selected > 0 ? some : _("For All Variants"));
}

static void
on_changed (KontorVariantTable *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->value_row), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value_row), _("Value"));
}

static void
kontor_variant_table_dispose (GObject *object)
{
  KontorVariantTable *self = KONTOR_VARIANT_TABLE (object);

  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_VARIANT_TABLE);
  g_clear_object (&self->selection);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (kontor_variant_table_parent_class)->dispose (object);
}

static void
kontor_variant_table_class_init (KontorVariantTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_variant_table_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-variant-table.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorVariantTable, choice_row);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantTable, table);
  gtk_widget_class_bind_template_child (widget_class, KontorVariantTable, value_row);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
kontor_variant_table_init (KontorVariantTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_name_column (self);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, &columns[i]);
}

void
kontor_variant_table_bind (KontorVariantTable *self, KontorDraftVariants *variants)
{
  g_return_if_fail (KONTOR_IS_VARIANT_TABLE (self));
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (kontor_draft_variants_get_draft (variants));
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (variants))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->table, self->selection);
}
