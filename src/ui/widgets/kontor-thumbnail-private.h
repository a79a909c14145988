#pragma once

#include "kontor-thumbnail.h"
#include "kontor-thumbnails.h"

G_BEGIN_DECLS

/* What KontorThumbnails keeps in each of its thumbnails. */
struct _KontorThumbnail {
  GObject parent_instance;

  KontorThumbnails *owner; /* (nullable): weak */
  gint64 account_id;
  char *url;
  char *key; /* account, size and address: what it is found by */
  guint size;

  KontorThumbnailState state;
  GdkTexture *texture; /* (owned) (nullable) */
  gint64 retry_at;     /* milliseconds UTC: a MISSING one is not tried again before */
  gboolean passing;    /* MISSING for a reason that passes by itself */

  GQueue *queue; /* (nullable): the queue of its owner in which it waits */
  GList link;    /* of that queue */
  GList recent;  /* of the owner's recent ones; its data is NULL where it is not there */
};

void kontor_thumbnail_set_loading (KontorThumbnail *self);
void kontor_thumbnail_set_texture (KontorThumbnail *self, GdkTexture *texture);
void kontor_thumbnail_set_missing (KontorThumbnail *self, gint64 retry_at, gboolean passing);
/** Bytes that it takes. */
gsize kontor_thumbnail_get_cost (KontorThumbnail *self);

/** For the last breath of a thumbnail. */
void kontor_thumbnails_forget (KontorThumbnails *self, KontorThumbnail *thumbnail);

G_END_DECLS
