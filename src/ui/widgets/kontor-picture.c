#include "kontor-picture.h"

#include "kontor-thumbnails.h"

#define NATURAL_SIZE 160

struct _KontorPicture {
  GtkWidget parent_instance;

  KontorEngine *engine; /* (owned) (nullable) */
  gint64 account_id;
  char *url; /* (nullable) */
  char *alternative_text;
  int pixel_size;
  GtkContentFit fit;

  KontorThumbnail *thumbnail; /* (owned) (nullable): while mapped */
  gulong handler;
  GdkTexture *texture; /* (owned) (nullable): of this source, perhaps still in another size */
};

G_DEFINE_FINAL_TYPE (KontorPicture, kontor_picture, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_ENGINE,
  PROP_ACCOUNT_ID,
  PROP_URL,
  PROP_PIXEL_SIZE,
  PROP_CONTENT_FIT,
  PROP_ALTERNATIVE_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_thumbnail (KontorPicture *self)
{
  GdkTexture *texture = kontor_thumbnail_get_texture (self->thumbnail);

  if (texture != NULL)
    g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
take_thumbnail (KontorPicture *self, KontorThumbnail *thumbnail)
{
  if (self->thumbnail != NULL)
    g_clear_signal_handler (&self->handler, self->thumbnail);
  /* The new one is held before the old one goes, which may be the same. */
  g_clear_object (&self->thumbnail);
  self->thumbnail = thumbnail;
  if (thumbnail == NULL)
    return;
  self->handler = g_signal_connect_swapped (thumbnail, "notify::texture", G_CALLBACK (show_thumbnail), self);
  show_thumbnail (self);
}

static guint
get_pixels (KontorPicture *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int side = self->pixel_size > 0 ? self->pixel_size : MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  return (guint) (side * gtk_widget_get_scale_factor (widget));
}

static void
update (KontorPicture *self)
{
  KontorThumbnail *thumbnail = NULL;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->engine != NULL && self->url != NULL && get_pixels (self) > 0)
    thumbnail = kontor_thumbnails_dup (kontor_thumbnails_get (self->engine), self->account_id, self->url, get_pixels (self));
  take_thumbnail (self, thumbnail);
}

static void
forget_texture (KontorPicture *self)
{
  g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The part of the widget that the picture takes; what is beyond its edges is clipped. */
static graphene_rect_t
place_texture (KontorPicture *self)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  float x = width / (float) gdk_texture_get_width (self->texture);
  float y = height / (float) gdk_texture_get_height (self->texture);
  float scale = self->fit == GTK_CONTENT_FIT_COVER ? MAX (x, y) : MIN (x, y);
  float w = scale * (float) gdk_texture_get_width (self->texture);
  float h = scale * (float) gdk_texture_get_height (self->texture);

  return GRAPHENE_RECT_INIT ((width - w) / 2, (height - h) / 2, w, h);
}

static void
snapshot_icon (KontorPicture *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int size = CLAMP (MIN (width, height) / 3, 16, 64);
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), "image-x-generic-symbolic", NULL, size,
      gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.35f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width - size) / 2, (float) (height - size) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, &color, 1);
  gtk_snapshot_restore (snapshot);
}

/* While the picture is on its way the card stays empty, so that nothing flashes past in a scrolled list. */
static void
kontor_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KontorPicture *self = KONTOR_PICTURE (widget);

  if (self->texture != NULL) {
    graphene_rect_t place = place_texture (self);

    gtk_snapshot_append_texture (snapshot, self->texture, &place);
  } else if (self->thumbnail == NULL || kontor_thumbnail_get_state (self->thumbnail) == KONTOR_THUMBNAIL_MISSING) {
    snapshot_icon (self, snapshot);
  }
}

static GtkSizeRequestMode
kontor_picture_get_request_mode (GtkWidget *widget)
{
  return KONTOR_PICTURE (widget)->pixel_size > 0 ? GTK_SIZE_REQUEST_CONSTANT_SIZE : GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
kontor_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  KontorPicture *self = KONTOR_PICTURE (widget);

  if (self->pixel_size > 0)
    *minimum = *natural = self->pixel_size;
  else if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    *minimum = *natural = for_size;
  else
    *minimum = 0, *natural = NATURAL_SIZE;
}

static void
kontor_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  update (KONTOR_PICTURE (widget));
}

static void
kontor_picture_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_picture_parent_class)->map (widget);
  update (KONTOR_PICTURE (widget));
}

static void
kontor_picture_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_picture_parent_class)->unmap (widget);
  take_thumbnail (KONTOR_PICTURE (widget), NULL);
  forget_texture (KONTOR_PICTURE (widget));
}

static void
kontor_picture_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorPicture *self = KONTOR_PICTURE (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_ACCOUNT_ID:
    g_value_set_int64 (value, self->account_id);
    break;
  case PROP_URL:
    g_value_set_string (value, self->url);
    break;
  case PROP_PIXEL_SIZE:
    g_value_set_int (value, self->pixel_size);
    break;
  case PROP_CONTENT_FIT:
    g_value_set_enum (value, (int) self->fit);
    break;
  case PROP_ALTERNATIVE_TEXT:
    g_value_set_string (value, self->alternative_text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_picture_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorPicture *self = KONTOR_PICTURE (object);

  switch (property) {
  case PROP_ENGINE:
    kontor_picture_set_engine (self, g_value_get_object (value));
    break;
  case PROP_ACCOUNT_ID:
    kontor_picture_set_source (self, g_value_get_int64 (value), self->url);
    break;
  case PROP_URL:
    kontor_picture_set_source (self, self->account_id, g_value_get_string (value));
    break;
  case PROP_PIXEL_SIZE:
    kontor_picture_set_pixel_size (self, g_value_get_int (value));
    break;
  case PROP_CONTENT_FIT:
    self->fit = (GtkContentFit) g_value_get_enum (value);
    gtk_widget_queue_draw (GTK_WIDGET (self));
    break;
  case PROP_ALTERNATIVE_TEXT:
    kontor_picture_set_alternative_text (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_picture_dispose (GObject *object)
{
  KontorPicture *self = KONTOR_PICTURE (object);

  take_thumbnail (self, NULL);
  g_clear_object (&self->texture);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_picture_parent_class)->dispose (object);
}

static void
kontor_picture_finalize (GObject *object)
{
  KontorPicture *self = KONTOR_PICTURE (object);

  g_free (self->url);
  g_free (self->alternative_text);

  G_OBJECT_CLASS (kontor_picture_parent_class)->finalize (object);
}

static void
kontor_picture_class_init (KontorPictureClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_picture_get_property;
  object_class->set_property = kontor_picture_set_property;
  object_class->dispose = kontor_picture_dispose;
  object_class->finalize = kontor_picture_finalize;
  widget_class->snapshot = kontor_picture_snapshot;
  widget_class->get_request_mode = kontor_picture_get_request_mode;
  widget_class->measure = kontor_picture_measure;
  widget_class->size_allocate = kontor_picture_size_allocate;
  widget_class->map = kontor_picture_map;
  widget_class->unmap = kontor_picture_unmap;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE, flags);
  properties[PROP_ACCOUNT_ID] = g_param_spec_int64 ("account-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_PIXEL_SIZE] = g_param_spec_int ("pixel-size", NULL, NULL, -1, 4096, -1, flags);
  properties[PROP_CONTENT_FIT] =
      g_param_spec_enum ("content-fit", NULL, NULL, GTK_TYPE_CONTENT_FIT, GTK_CONTENT_FIT_COVER, flags);
  properties[PROP_ALTERNATIVE_TEXT] = g_param_spec_string ("alternative-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "kontor-picture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
kontor_picture_init (KontorPicture *self)
{
  self->pixel_size = -1;
  self->fit = GTK_CONTENT_FIT_COVER;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (update), NULL);
}

GtkWidget *
kontor_picture_new (KontorEngine *engine, int pixel_size)
{
  return g_object_new (KONTOR_TYPE_PICTURE, "engine", engine, "pixel-size", pixel_size, NULL);
}

void
kontor_picture_set_engine (KontorPicture *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_PICTURE (self));

  if (!g_set_object (&self->engine, engine))
    return;
  forget_texture (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
}

void
kontor_picture_set_source (KontorPicture *self, gint64 account_id, const char *url)
{
  const char *wanted = url != NULL && url[0] != '\0' ? url : NULL;

  g_return_if_fail (KONTOR_IS_PICTURE (self));

  if (self->account_id == account_id && g_strcmp0 (self->url, wanted) == 0)
    return;
  self->account_id = account_id;
  g_set_str (&self->url, wanted);
  forget_texture (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT_ID]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

const char *
kontor_picture_get_url (KontorPicture *self)
{
  g_return_val_if_fail (KONTOR_IS_PICTURE (self), NULL);

  return self->url;
}

void
kontor_picture_set_pixel_size (KontorPicture *self, int pixel_size)
{
  g_return_if_fail (KONTOR_IS_PICTURE (self));

  if (self->pixel_size == pixel_size)
    return;
  self->pixel_size = pixel_size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PIXEL_SIZE]);
}

void
kontor_picture_set_alternative_text (KontorPicture *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_PICTURE (self));

  if (!g_set_str (&self->alternative_text, text))
    return;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, text == NULL || text[0] == '\0', -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALTERNATIVE_TEXT]);
}

GdkTexture *
kontor_picture_get_texture (KontorPicture *self)
{
  g_return_val_if_fail (KONTOR_IS_PICTURE (self), NULL);

  return self->texture;
}
