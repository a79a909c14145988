#include "kontor-product-variants.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-later.h"
#include "kontor-locations.h"
#include "kontor-object.h"
#include "kontor-results.h"
#include "kontor-variant-row.h"
#include "kontor-variants-dialog.h"

/* All that are on the page are built at once. */
#define N_ON_PAGE 24

struct _KontorProductVariants {
  AdwPreferencesGroup parent_instance;

  KontorEngine *engine;   /* (owned) (nullable): NULL once it is disposed */
  KontorAccount *account; /* (owned) (nullable) */
  KontorResults *results; /* (owned) (nullable) */
  GHashTable *locations;  /* (owned) (nullable) */

  GtkButton *all_button;
  GtkLabel *effects_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorProductVariants, kontor_product_variants, ADW_TYPE_PREFERENCES_GROUP)

static KontorVariantRow *
get_row (KontorProductVariants *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return row != NULL ? KONTOR_VARIANT_ROW (gtk_list_box_row_get_child (row)) : NULL;
}

static void
tell_locations (KontorProductVariants *self)
{
  KontorVariantRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    kontor_variant_row_set_locations (row, self->locations);
}

static void
locations_loaded_cb (DexFuture *future, gpointer data)
{
  KontorProductVariants *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (self->engine == NULL || value == NULL)
    return;
  g_clear_pointer (&self->locations, g_hash_table_unref);
  self->locations = g_value_dup_boxed (value);
  tell_locations (self);
}

static void
show_effects (KontorProductVariants *self)
{
  g_autoptr (KontorConnector) connector = self->account != NULL ? kontor_account_dup_connector (self->account) : NULL;
  const KontorOpSupport *support =
      connector != NULL ? kontor_connector_get_support (connector, "adjust-stock") : NULL;

  gtk_label_set_label (self->effects_label, _("A change of stock waits ten seconds before it is sent to the shop. "
                                               "Until then, Undo takes it back as if nothing had been."));
  gtk_widget_set_visible (GTK_WIDGET (self->effects_label),
                          support != NULL && (support->effects & KONTOR_EFFECT_MOVES_STOCK) != 0);
}

/* Of a single variant the product has the name already. */
static void
count_variants (KontorProductVariants *self)
{
  guint n_variants = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  g_autofree char *number = kontor_format_number (n_variants);
  g_autofree char *label = g_strdup_printf (_("Show All %s Variants"), number);
  KontorVariantRow *row;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), n_variants > 1 ? _("Variants") : _("Price and Stock"));
  gtk_widget_set_visible (GTK_WIDGET (self), n_variants > 0);
  gtk_button_set_label (self->all_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_variants > N_ON_PAGE);
  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    kontor_variant_row_set_alone (row, n_variants == 1);
}

static GtkWidget *
make_row (gpointer variant, gpointer data)
{
  KontorProductVariants *self = data;
  GtkWidget *child = kontor_variant_row_new (self->engine, variant);
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, "child", child, NULL);

  g_object_bind_property (variant, "title", row, "title", G_BINDING_SYNC_CREATE);
  kontor_variant_row_set_locations (KONTOR_VARIANT_ROW (child), self->locations);
  return row;
}

static void
on_all_clicked (KontorProductVariants *self)
{
  adw_dialog_present (kontor_variants_dialog_new (self->engine, G_LIST_MODEL (self->results), self->locations),
                      GTK_WIDGET (self));
}

static KontorQuery *
make_query (gint64 product)
{
  g_autofree char *filter = g_strdup_printf ("product:%" G_GINT64_FORMAT, product);

  return product != 0 ? kontor_query_new (KONTOR_ENTITY_VARIANT, 0, filter, NULL, "position", NULL) : NULL;
}

static void
kontor_product_variants_dispose (GObject *object)
{
  KontorProductVariants *self = KONTOR_PRODUCT_VARIANTS (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_VARIANTS);
  g_clear_object (&self->results);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->locations, g_hash_table_unref);

  G_OBJECT_CLASS (kontor_product_variants_parent_class)->dispose (object);
}

static void
kontor_product_variants_class_init (KontorProductVariantsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_variants_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/products/kontor-product-variants.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariants, all_button);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariants, effects_label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariants, list);
  gtk_widget_class_bind_template_callback (widget_class, on_all_clicked);
}

static void
kontor_product_variants_init (KontorProductVariants *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_product_variants_set_engine (KontorProductVariants *self, KontorEngine *engine)
{
  g_autoptr (GtkSliceListModel) first = NULL;

  g_return_if_fail (KONTOR_IS_PRODUCT_VARIANTS (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->results = kontor_results_new (kontor_engine_get_db (engine), kontor_engine_get_identity (engine), NULL);
  first = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->results)), 0, N_ON_PAGE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (first), make_row, self, NULL);
  g_signal_connect_object (self->results, "items-changed", G_CALLBACK (count_variants), self, G_CONNECT_SWAPPED);
  count_variants (self);
}

void
kontor_product_variants_set_product (KontorProductVariants *self, gint64 id)
{
  g_autoptr (KontorQuery) query = make_query (id);

  g_return_if_fail (KONTOR_IS_PRODUCT_VARIANTS (self));

  kontor_results_set_query (self->results, query);
}

void
kontor_product_variants_set_account (KontorProductVariants *self, KontorAccount *account)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_VARIANTS (self));

  if (!g_set_object (&self->account, account))
    return;
  show_effects (self);
  if (account != NULL)
    kontor_later (kontor_locations_load (self->engine, kontor_account_get_id (account)), locations_loaded_cb,
                  g_object_ref (self), g_object_unref);
}
