#include "kontor-product-tile.h"

#include <glib/gi18n.h>

#include "kontor-picture.h"
#include "kontor-product-format.h"

struct _KontorProductTile {
  AdwBin parent_instance;

  KontorEngine *engine;  /* (owned) (nullable) */
  KontorObject *product; /* (owned) (nullable) */

  GtkLabel *stock_label;
  KontorPicture *picture;
};

G_DEFINE_FINAL_TYPE (KontorProductTile, kontor_product_tile, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_PRODUCT, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* What a binding cannot say. */
static void
show (KontorProductTile *self)
{
  kontor_picture_set_source (self->picture, self->product != NULL ? kontor_object_get_account (self->product) : 0,
                             self->product != NULL ? kontor_object_get_text (self->product, KONTOR_PRODUCT_COVER_URL)
                                                   : NULL);
  kontor_product_style_stock (
      GTK_WIDGET (self->stock_label),
      self->product != NULL ? kontor_object_get_text (self->product, KONTOR_PRODUCT_STOCK_STATE) : NULL);
}

static void
drop_product (KontorProductTile *self)
{
  if (self->product != NULL)
    g_signal_handlers_disconnect_by_func (self->product, show, self);
  g_clear_object (&self->product);
}

static void
kontor_product_tile_dispose (GObject *object)
{
  KontorProductTile *self = KONTOR_PRODUCT_TILE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_TILE);
  drop_product (self);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_product_tile_parent_class)->dispose (object);
}

static void
kontor_product_tile_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorProductTile *self = KONTOR_PRODUCT_TILE (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_PRODUCT:
    g_value_set_object (value, self->product);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_product_tile_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorProductTile *self = KONTOR_PRODUCT_TILE (object);

  switch (property) {
  case PROP_ENGINE:
    self->engine = g_value_dup_object (value);
    break;
  case PROP_PRODUCT:
    kontor_product_tile_set_product (self, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_product_tile_class_init (KontorProductTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_product_tile_dispose;
  object_class->get_property = kontor_product_tile_get_property;
  object_class->set_property = kontor_product_tile_set_property;

  properties[PROP_ENGINE] = g_param_spec_object (
      "engine", NULL, NULL, KONTOR_TYPE_ENGINE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRODUCT] = g_param_spec_object ("product", NULL, NULL, KONTOR_TYPE_PRODUCT,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KONTOR_TYPE_PICTURE);
  g_type_ensure (KONTOR_TYPE_PRODUCT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-product-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductTile, picture);
  gtk_widget_class_bind_template_child (widget_class, KontorProductTile, stock_label);
  kontor_product_format_bind_template (widget_class);
}

static void
kontor_product_tile_init (KontorProductTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_product_tile_new (KontorEngine *engine)
{
  return g_object_new (KONTOR_TYPE_PRODUCT_TILE, "engine", engine, NULL);
}

void
kontor_product_tile_set_product (KontorProductTile *self, KontorProduct *product)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_TILE (self));

  if (self->product == KONTOR_OBJECT (product))
    return;
  drop_product (self);
  if (product != NULL) {
    self->product = KONTOR_OBJECT (g_object_ref (product));
    g_signal_connect_object (product, "notify::cover-url", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (product, "notify::stock-state", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  }
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRODUCT]);
}

static void
setup_tile (GtkSignalListItemFactory *factory, GtkListItem *item, KontorEngine *engine)
{
  gtk_list_item_set_child (item, kontor_product_tile_new (engine));
}

static void
bind_tile (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  kontor_product_tile_set_product (KONTOR_PRODUCT_TILE (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_tile (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  kontor_product_tile_set_product (KONTOR_PRODUCT_TILE (gtk_list_item_get_child (item)), NULL);
}

GtkWidget *
kontor_product_grid_new (KontorEngine *engine, GtkSelectionModel *model)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *grid;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_tile), engine, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_tile), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_tile), NULL);
  grid = gtk_grid_view_new (g_object_ref (model), factory);
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (grid), 24);
  gtk_grid_view_set_min_columns (GTK_GRID_VIEW (grid), 2);
  gtk_widget_add_css_class (grid, "product-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Products"), -1);
  return grid;
}
