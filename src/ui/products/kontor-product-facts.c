#include "kontor-product-facts.h"

#include "kontor-product-names.h"
#include "kontor-product.h"

struct _KontorProductFacts {
  AdwPreferencesGroup parent_instance;

  KontorProductNames *categories; /* (owned) (nullable) */
  KontorProductNames *tags;       /* (owned) (nullable) */

  AdwActionRow *categories_row;
  AdwActionRow *sku_row;
  AdwActionRow *tags_row;
  AdwActionRow *vendor_row;
};

G_DEFINE_FINAL_TYPE (KontorProductFacts, kontor_product_facts, ADW_TYPE_PREFERENCES_GROUP)

static void
show_fact (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && text[0] != '\0');
}

static gboolean
is_shown (gpointer row)
{
  return gtk_widget_get_visible (GTK_WIDGET (row));
}

static void
show_group (KontorProductFacts *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), is_shown (self->sku_row) || is_shown (self->vendor_row) ||
                                                 is_shown (self->categories_row) || is_shown (self->tags_row));
}

static void
show_names (KontorProductFacts *self)
{
  show_fact (self->categories_row, kontor_product_names_get_text (self->categories));
  show_fact (self->tags_row, kontor_product_names_get_text (self->tags));
  show_group (self);
}

static void
kontor_product_facts_dispose (GObject *object)
{
  KontorProductFacts *self = KONTOR_PRODUCT_FACTS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_FACTS);
  g_clear_object (&self->categories);
  g_clear_object (&self->tags);

  G_OBJECT_CLASS (kontor_product_facts_parent_class)->dispose (object);
}

static void
kontor_product_facts_class_init (KontorProductFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_facts_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-product-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, categories_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, sku_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, tags_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, vendor_row);
}

static void
kontor_product_facts_init (KontorProductFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_product_facts_set_engine (KontorProductFacts *self, KontorEngine *engine)
{
  KontorIdentity *identity;

  g_return_if_fail (KONTOR_IS_PRODUCT_FACTS (self));
  g_return_if_fail (self->categories == NULL);

  identity = kontor_engine_get_identity (engine);
  self->categories = kontor_product_names_new (identity, KONTOR_ENTITY_CATEGORY, KONTOR_PRODUCT_CATEGORIES,
                                               KONTOR_PRODUCT_CATEGORY_CATEGORY);
  self->tags = kontor_product_names_new (identity, KONTOR_ENTITY_TAG, KONTOR_PRODUCT_TAGS, KONTOR_PRODUCT_TAG_TAG);
  g_signal_connect_object (self->categories, "notify::text", G_CALLBACK (show_names), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tags, "notify::text", G_CALLBACK (show_names), self, G_CONNECT_SWAPPED);
  show_names (self);
}

void
kontor_product_facts_show (KontorProductFacts *self, KontorObject *product)
{
  KontorRecord *record;

  g_return_if_fail (KONTOR_IS_PRODUCT_FACTS (self));
  g_return_if_fail (KONTOR_IS_OBJECT (product));

  show_fact (self->sku_row, kontor_object_get_text (product, KONTOR_PRODUCT_SKU));
  show_fact (self->vendor_row, kontor_object_get_text (product, KONTOR_PRODUCT_VENDOR));
  show_group (self);
  record = kontor_object_get_record (product);
  if (record == NULL || !kontor_object_is_whole (product))
    return;
  kontor_product_names_update (self->categories, record);
  kontor_product_names_update (self->tags, record);
}
