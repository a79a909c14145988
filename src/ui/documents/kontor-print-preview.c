#include "kontor-print-preview.h"

#include <glib/gi18n.h>

#define POINTS_PER_MM (72.0 / 25.4)
/* A desktop's idea of a monitor that does not say its size: 96 dots to the inch. */
#define USUAL_SCALE (96.0 / 72.0)
#define FITTING_WIDTH 280

struct _KontorPrintPreview {
  AdwBin parent_instance;

  gboolean true_size;

  GtkStack *stack;
  AdwStatusPage *message;
  GtkBox *pages;
};

G_DEFINE_FINAL_TYPE (KontorPrintPreview, kontor_print_preview, ADW_TYPE_BIN)

enum { PROP_0, PROP_TRUE_SIZE, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* Pixels of a point on the monitor at hand. */
static double
find_true_scale (KontorPrintPreview *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkMonitor *monitor =
      surface != NULL ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;
  GdkRectangle place;

  if (monitor == NULL || gdk_monitor_get_width_mm (monitor) <= 0)
    return USUAL_SCALE;
  gdk_monitor_get_geometry (monitor, &place);
  return place.width / (gdk_monitor_get_width_mm (monitor) * POINTS_PER_MM);
}

static void
size_page (KontorPrintPreview *self, GtkWidget *page)
{
  GdkPaintable *picture = gtk_picture_get_paintable (GTK_PICTURE (page));
  double width = gdk_paintable_get_intrinsic_width (picture) / KONTOR_PRINT_PREVIEW_SCALE;
  double height = gdk_paintable_get_intrinsic_height (picture) / KONTOR_PRINT_PREVIEW_SCALE;
  double scale = self->true_size ? find_true_scale (self) : MIN (FITTING_WIDTH / width, 2 * USUAL_SCALE);

  gtk_widget_set_size_request (page, (int) (width * scale), (int) (height * scale));
}

static void
size_pages (KontorPrintPreview *self)
{
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL; page = gtk_widget_get_next_sibling (page))
    size_page (self, page);
}

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height,
                                                         (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

static void
add_page (KontorPrintPreview *self, cairo_surface_t *surface, guint number)
{
  g_autoptr (GdkTexture) texture = make_texture (surface);
  GtkWidget *page = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  g_autofree char *label = g_strdup_printf (_("Page %u"), number);

  gtk_picture_set_alternative_text (GTK_PICTURE (page), label);
  gtk_widget_add_css_class (page, "print-page");
  gtk_box_append (self->pages, page);
  size_page (self, page);
}

void
kontor_print_preview_show_pages (KontorPrintPreview *self, GPtrArray *pages)
{
  GtkWidget *old;

  g_return_if_fail (KONTOR_IS_PRINT_PREVIEW (self) && pages != NULL);

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_box_remove (self->pages, old);
  for (guint i = 0; i < pages->len; i++)
    add_page (self, g_ptr_array_index (pages, i), i + 1);
  gtk_stack_set_visible_child_name (self->stack, "pages");
}

void
kontor_print_preview_show_message (KontorPrintPreview *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_PRINT_PREVIEW (self) && text != NULL);

  adw_status_page_set_description (self->message, text);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

void
kontor_print_preview_show_busy (KontorPrintPreview *self)
{
  g_return_if_fail (KONTOR_IS_PRINT_PREVIEW (self));

  gtk_stack_set_visible_child_name (self->stack, "busy");
}

static void
kontor_print_preview_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_TRUE_SIZE)
    g_value_set_boolean (value, KONTOR_PRINT_PREVIEW (object)->true_size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_print_preview_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorPrintPreview *self = KONTOR_PRINT_PREVIEW (object);

  if (property != PROP_TRUE_SIZE) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    return;
  }
  self->true_size = g_value_get_boolean (value);
  size_pages (self);
}

static void
kontor_print_preview_dispose (GObject *object)
{
  /* What the template binds it takes out of its parent without the parent's knowing. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRINT_PREVIEW);

  G_OBJECT_CLASS (kontor_print_preview_parent_class)->dispose (object);
}

static void
kontor_print_preview_class_init (KontorPrintPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_print_preview_dispose;
  object_class->get_property = kontor_print_preview_get_property;
  object_class->set_property = kontor_print_preview_set_property;

  properties[PROP_TRUE_SIZE] = g_param_spec_boolean ("true-size", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/documents/kontor-print-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPrintPreview, message);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintPreview, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorPrintPreview, stack);
}

static void
kontor_print_preview_init (KontorPrintPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
