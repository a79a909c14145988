#include "kontor-product-chooser.h"

#include <glib/gi18n.h>

#include "kontor-dialog-focus.h"
#include "kontor-finder.h"
#include "kontor-format.h"
#include "kontor-picture.h"

#define PRODUCTS 5
#define VARIANTS 30
#define FACE_SIZE 32

struct _KontorProductChooser {
  AdwDialog parent_instance;

  KontorEngine *engine; /* (owned) */
  gint64 account_id;
  KontorFinder *products; /* (owned) */
  KontorFinder *variants; /* (owned): a query for each of the products */
  GPtrArray *found;       /* (owned) (element-type KontorObject): those products */

  GtkEditable *search;
  GtkStack *pages;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorProductChooser, kontor_product_chooser, ADW_TYPE_DIALOG)

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
describe (const KontorRecord *variant)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *parts[] = { kontor_record_get_text (variant, KONTOR_VARIANT_TITLE),
                          kontor_record_get_text (variant, KONTOR_VARIANT_SKU) };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && parts[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_price (AdwActionRow *row, KontorObject *variant)
{
  g_autoptr (KontorMoney) price = kontor_object_dup_money (variant, KONTOR_VARIANT_PRICE);
  g_autofree char *text = kontor_format_money (price);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (row, label);
}

static void
add_row (KontorProductChooser *self, KontorObject *product, KontorObject *variant)
{
  GtkWidget *row = adw_action_row_new (), *picture = kontor_picture_new (self->engine, FACE_SIZE);
  const char *title = kontor_object_get_text (product, KONTOR_PRODUCT_TITLE);
  g_autofree char *detail = describe (kontor_object_get_record (variant));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : _("Unnamed Item"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  kontor_picture_set_source (KONTOR_PICTURE (picture), self->account_id, kontor_object_get_text (product, KONTOR_PRODUCT_COVER_URL));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), picture);
  add_price (ADW_ACTION_ROW (row), variant);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "product", g_object_ref (product), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "variant", g_object_ref (variant), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
show_variants (KontorProductChooser *self)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->found->len; i++) {
    GPtrArray *rows = kontor_finder_get_rows (self->variants, i);

    for (guint j = 0; rows != NULL && j < rows->len; j++)
      add_row (self, self->found->pdata[i], rows->pdata[j]);
  }
  gtk_stack_set_visible_child_name (self->pages, gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL ? "found" : "nothing");
}

static void
query_free (gpointer query)
{
  g_clear_pointer (&query, kontor_query_unref);
}

static void
ask_for_variants (KontorProductChooser *self)
{
  GPtrArray *rows = kontor_finder_get_rows (self->products, 0), *queries = g_ptr_array_new_with_free_func (query_free);

  g_ptr_array_set_size (self->found, 0);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    g_autofree char *filter = g_strdup_printf ("product:%" G_GINT64_FORMAT, kontor_object_get_id (rows->pdata[i]));

    g_ptr_array_add (self->found, g_object_ref (rows->pdata[i]));
    g_ptr_array_add (queries, kontor_query_new (KONTOR_ENTITY_VARIANT, self->account_id, filter, NULL, "position", NULL));
  }
  kontor_finder_set_queries (self->variants, queries);
}

static void
on_search (KontorProductChooser *self)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (query_free);

  g_ptr_array_add (queries, kontor_query_new (KONTOR_ENTITY_PRODUCT, self->account_id, NULL, gtk_editable_get_text (self->search),
                                              NULL, NULL));
  kontor_finder_set_queries (self->products, queries);
}

static void
on_row (KontorProductChooser *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "variant"),
                 g_object_get_data (G_OBJECT (row), "product"));
  adw_dialog_close (ADW_DIALOG (self));
}

/* The first one, where what is listed is what was typed. */
static void
on_activate (KontorProductChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL && kontor_finder_get_settled (self->products) && kontor_finder_get_settled (self->variants))
    on_row (self, row);
}

static void
kontor_product_chooser_dispose (GObject *object)
{
  KontorProductChooser *self = KONTOR_PRODUCT_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_CHOOSER);
  g_clear_object (&self->products);
  g_clear_object (&self->variants);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_product_chooser_parent_class)->dispose (object);
}

static void
kontor_product_chooser_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_PRODUCT_CHOOSER (object)->found);

  G_OBJECT_CLASS (kontor_product_chooser_parent_class)->finalize (object);
}

static void
kontor_product_chooser_class_init (KontorProductChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_product_chooser_dispose;
  object_class->finalize = kontor_product_chooser_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", KONTOR_TYPE_PRODUCT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, KONTOR_TYPE_OBJECT, KONTOR_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-product-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductChooser, list);
  gtk_widget_class_bind_template_child (widget_class, KontorProductChooser, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorProductChooser, search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
}

static void
kontor_product_chooser_init (KontorProductChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  kontor_dialog_keep_focus (ADW_DIALOG (self));
}

AdwDialog *
kontor_product_chooser_new (KontorEngine *engine, gint64 account_id)
{
  KontorProductChooser *self = g_object_new (KONTOR_TYPE_PRODUCT_CHOOSER, NULL);

  self->engine = g_object_ref (engine);
  self->account_id = account_id;
  self->products = kontor_finder_new (engine, PRODUCTS);
  self->variants = kontor_finder_new (engine, VARIANTS);
  g_signal_connect_object (self->products, "found", G_CALLBACK (ask_for_variants), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->variants, "found", G_CALLBACK (show_variants), self, G_CONNECT_SWAPPED);
  on_search (self);
  return ADW_DIALOG (self);
}
