#include "kontor-product-gallery.h"

#include <glib/gi18n.h>

#include "kontor-picture.h"
#include "kontor-product.h"

struct _KontorProductGallery {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) (nullable) */
  gint64 product;
  gint64 account;
  char *title;         /* (owned) (nullable): of the product */
  KontorRecord *shown; /* (owned) (nullable): whose pictures are shown */

  AdwWrapBox *strip;
  KontorPicture *cover;
};

G_DEFINE_FINAL_TYPE (KontorProductGallery, kontor_product_gallery, ADW_TYPE_BIN)

static void
set_cover (KontorProductGallery *self, const char *url, const char *text)
{
  kontor_picture_set_source (self->cover, self->account, url);
  kontor_picture_set_alternative_text (self->cover, text != NULL && text[0] != '\0' ? text : self->title);
}

static void
show_picture (KontorProductGallery *self, const KontorRecord *picture)
{
  set_cover (self, kontor_record_get_text (picture, KONTOR_PICTURE_URL),
             kontor_record_get_text (picture, KONTOR_PICTURE_ALT));
}

static void
picture_clicked_cb (GtkButton *button, KontorProductGallery *self)
{
  show_picture (self, g_object_get_data (G_OBJECT (button), "picture"));
}

static void
add_small_picture (KontorProductGallery *self, KontorRecord *record, guint number)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *picture = kontor_picture_new (self->engine, 40);
  g_autofree char *name = g_strdup_printf (_("Show Picture %u"), number);

  kontor_picture_set_source (KONTOR_PICTURE (picture), self->account,
                             kontor_record_get_text (record, KONTOR_PICTURE_URL));
  gtk_button_set_child (GTK_BUTTON (button), picture);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "picture-button");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "picture", kontor_record_ref (record),
                          (GDestroyNotify) kontor_record_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (picture_clicked_cb), self, 0);
  adw_wrap_box_append (self->strip, button);
}

static void
clear_strip (KontorProductGallery *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->strip))) != NULL)
    adw_wrap_box_remove (self->strip, child);
  gtk_widget_set_visible (GTK_WIDGET (self->strip), FALSE);
}

static void
show_pictures (KontorProductGallery *self, KontorRecord *record)
{
  guint n_pictures = kontor_record_get_length (record, KONTOR_PRODUCT_PICTURES);

  clear_strip (self);
  for (guint i = 0; n_pictures > 1 && i < n_pictures; i++)
    add_small_picture (self, kontor_record_get_member (record, KONTOR_PRODUCT_PICTURES, i), i + 1);
  gtk_widget_set_visible (GTK_WIDGET (self->strip), n_pictures > 1);
  if (n_pictures > 0)
    show_picture (self, kontor_record_get_member (record, KONTOR_PRODUCT_PICTURES, 0));
  else
    set_cover (self, NULL, NULL);
}

/* Another product begins without the pictures of the one before. */
static void
set_product (KontorProductGallery *self, KontorObject *product)
{
  self->account = kontor_object_get_account (product);
  g_set_str (&self->title, kontor_object_get_text (product, KONTOR_PRODUCT_TITLE));
  if (self->product == kontor_object_get_id (product))
    return;
  self->product = kontor_object_get_id (product);
  g_clear_pointer (&self->shown, kontor_record_unref);
  clear_strip (self);
}

static void
kontor_product_gallery_dispose (GObject *object)
{
  KontorProductGallery *self = KONTOR_PRODUCT_GALLERY (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_GALLERY);
  g_clear_pointer (&self->shown, kontor_record_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_product_gallery_parent_class)->dispose (object);
}

static void
kontor_product_gallery_class_init (KontorProductGalleryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_gallery_dispose;

  g_type_ensure (KONTOR_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-product-gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductGallery, cover);
  gtk_widget_class_bind_template_child (widget_class, KontorProductGallery, strip);
}

static void
kontor_product_gallery_init (KontorProductGallery *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_product_gallery_set_engine (KontorProductGallery *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_GALLERY (self));

  g_set_object (&self->engine, engine);
  kontor_picture_set_engine (self->cover, engine);
}

void
kontor_product_gallery_show (KontorProductGallery *self, KontorObject *product)
{
  KontorRecord *record;

  g_return_if_fail (KONTOR_IS_PRODUCT_GALLERY (self));
  g_return_if_fail (KONTOR_IS_OBJECT (product));

  set_product (self, product);
  record = kontor_object_get_record (product);
  if (record == NULL || !kontor_object_is_whole (product)) {
    set_cover (self, kontor_object_get_text (product, KONTOR_PRODUCT_COVER_URL), NULL);
    return;
  }
  if (self->shown == NULL || !kontor_record_equal_field (self->shown, record, KONTOR_PRODUCT_PICTURES))
    show_pictures (self, record);
  g_clear_pointer (&self->shown, kontor_record_unref);
  self->shown = kontor_record_ref (record);
}
