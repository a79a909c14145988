#include "kontor-variants-dialog.h"

#include "kontor-variant-row.h"

struct _KontorVariantsDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;  /* (owned) */
  GHashTable *locations; /* (owned) (nullable) */

  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (KontorVariantsDialog, kontor_variants_dialog, ADW_TYPE_DIALOG)

static void
on_bind (KontorVariantsDialog *self, GtkListItem *item)
{
  GtkWidget *row = kontor_variant_row_new (self->engine, gtk_list_item_get_item (item));

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_focusable (item, FALSE);
  gtk_list_item_set_child (item, row);
  kontor_variant_row_set_locations (KONTOR_VARIANT_ROW (row), self->locations);
}

static void
on_unbind (KontorVariantsDialog *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, NULL);
}

static void
kontor_variants_dialog_dispose (GObject *object)
{
  KontorVariantsDialog *self = KONTOR_VARIANTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_VARIANTS_DIALOG);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->locations, g_hash_table_unref);

  G_OBJECT_CLASS (kontor_variants_dialog_parent_class)->dispose (object);
}

static void
kontor_variants_dialog_class_init (KontorVariantsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_variants_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-variants-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorVariantsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
kontor_variants_dialog_init (KontorVariantsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
kontor_variants_dialog_new (KontorEngine *engine, GListModel *variants, GHashTable *locations)
{
  KontorVariantsDialog *self;
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (variants), NULL);

  self = g_object_new (KONTOR_TYPE_VARIANTS_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->locations = locations != NULL ? g_hash_table_ref (locations) : NULL;
  model = gtk_no_selection_new (g_object_ref (variants));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
  return ADW_DIALOG (self);
}
