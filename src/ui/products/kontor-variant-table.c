#include "kontor-variant-table.h"

#include <glib/gi18n.h>

#include "kontor-field-cell.h"
#include "kontor-field-text.h"
#include "kontor-object.h"

struct _KontorVariantTable {
  AdwBin parent_instance;

  KontorDraft *draft; /* (owned) (nullable) */

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
  { "variant.sku", N_("SKU") },
  { "variant.gtin", N_("Barcode") },
  { "variant.weight", N_("Weight") },
};

/* In the order of the template's list. */
static const guint choices[] = { KONTOR_VARIANT_PRICE, KONTOR_VARIANT_SALE_PRICE, KONTOR_VARIANT_WEIGHT, KONTOR_VARIANT_LOW_STOCK };

static void
setup_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, const Column *column)
{
  gtk_column_view_cell_set_child (cell, kontor_field_cell_new (column->field, _(column->title)));
  gtk_column_view_cell_set_focusable (cell, FALSE);
}

static void
bind_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell, KontorVariantTable *self)
{
  kontor_field_cell_bind (KONTOR_FIELD_CELL (gtk_column_view_cell_get_child (cell)), self->draft,
                          kontor_object_get_id (gtk_column_view_cell_get_item (cell)));
}

static void
unbind_cell_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  kontor_field_cell_bind (KONTOR_FIELD_CELL (gtk_column_view_cell_get_child (cell)), NULL, 0);
}

static void
setup_name_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 10);
  gtk_column_view_cell_set_child (cell, label);
  gtk_column_view_cell_set_focusable (cell, FALSE);
}

static void
bind_name_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  GBinding *binding = g_object_bind_property (gtk_column_view_cell_get_item (cell), "title",
                                              gtk_column_view_cell_get_child (cell), "label", G_BINDING_SYNC_CREATE);

  g_object_set_data (G_OBJECT (cell), "binding", binding);
}

static void
unbind_name_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  g_binding_unbind (g_object_get_data (G_OBJECT (cell), "binding"));
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
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_name_cb), NULL);
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

static void
on_apply (KontorVariantTable *self)
{
  GListModel *variants = G_LIST_MODEL (gtk_column_view_get_model (self->table));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->value_row));
  guint field = choices[adw_combo_row_get_selected (self->choice_row)];
  g_autoptr (GError) error = NULL;

  for (guint i = 0; variants != NULL && error == NULL && i < g_list_model_get_n_items (variants); i++) {
    g_autoptr (KontorObject) variant = g_list_model_get_item (variants, i);

    set_for (self, kontor_object_get_id (variant), field, text, &error);
  }
  if (error == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->value_row), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value_row), error->message);
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
kontor_variant_table_bind (KontorVariantTable *self, KontorDraft *draft, GListModel *variants)
{
  g_autoptr (GtkSelectionModel) model = NULL;

  g_return_if_fail (KONTOR_IS_VARIANT_TABLE (self));
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (variants)));
  gtk_column_view_set_model (self->table, model);
}
