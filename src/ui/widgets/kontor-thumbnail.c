#include "kontor-thumbnail-private.h"

enum { PROP_0, PROP_TEXTURE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KontorThumbnail, kontor_thumbnail, G_TYPE_OBJECT)

static void
change_state (KontorThumbnail *self, KontorThumbnailState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXTURE]);
}

static void
kontor_thumbnail_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorThumbnail *self = KONTOR_THUMBNAIL (object);

  switch (property) {
  case PROP_TEXTURE:
    g_value_set_object (value, self->texture);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_thumbnail_dispose (GObject *object)
{
  KontorThumbnail *self = KONTOR_THUMBNAIL (object);

  if (self->owner != NULL)
    kontor_thumbnails_forget (self->owner, self);
  g_clear_weak_pointer (&self->owner);

  G_OBJECT_CLASS (kontor_thumbnail_parent_class)->dispose (object);
}

static void
kontor_thumbnail_finalize (GObject *object)
{
  KontorThumbnail *self = KONTOR_THUMBNAIL (object);

  g_clear_object (&self->texture);
  g_free (self->url);
  g_free (self->key);

  G_OBJECT_CLASS (kontor_thumbnail_parent_class)->finalize (object);
}

static void
kontor_thumbnail_class_init (KontorThumbnailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_thumbnail_get_property;
  object_class->dispose = kontor_thumbnail_dispose;
  object_class->finalize = kontor_thumbnail_finalize;

  properties[PROP_TEXTURE] = g_param_spec_object ("texture", NULL, NULL, GDK_TYPE_TEXTURE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_thumbnail_init (KontorThumbnail *self)
{
  self->link.data = self;
}

void
kontor_thumbnail_set_loading (KontorThumbnail *self)
{
  change_state (self, KONTOR_THUMBNAIL_LOADING);
}

void
kontor_thumbnail_set_texture (KontorThumbnail *self, GdkTexture *texture)
{
  g_set_object (&self->texture, texture);
  change_state (self, KONTOR_THUMBNAIL_READY);
}

void
kontor_thumbnail_set_missing (KontorThumbnail *self, gint64 retry_at, gboolean passing)
{
  self->retry_at = retry_at;
  self->passing = passing;
  change_state (self, KONTOR_THUMBNAIL_MISSING);
}

gsize
kontor_thumbnail_get_cost (KontorThumbnail *self)
{
  gsize cost = sizeof *self + 256;

  if (self->texture != NULL)
    cost += 4 * (gsize) gdk_texture_get_width (self->texture) * (gsize) gdk_texture_get_height (self->texture);
  return cost;
}

KontorThumbnailState
kontor_thumbnail_get_state (KontorThumbnail *self)
{
  g_return_val_if_fail (KONTOR_IS_THUMBNAIL (self), KONTOR_THUMBNAIL_MISSING);

  return self->state;
}

GdkTexture *
kontor_thumbnail_get_texture (KontorThumbnail *self)
{
  g_return_val_if_fail (KONTOR_IS_THUMBNAIL (self), NULL);

  return self->texture;
}
