#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  KONTOR_THUMBNAIL_LOADING,
  KONTOR_THUMBNAIL_READY,
  KONTOR_THUMBNAIL_MISSING, /* there is none, it is broken, or the shop does not answer now */
} KontorThumbnailState;

#define KONTOR_TYPE_THUMBNAIL (kontor_thumbnail_get_type ())
/**
 * KontorThumbnail:
 *
 * One picture in one size, for as long as somebody holds it: what is let go
 * before it was fetched is not fetched. "texture" notifies whenever the state
 * changes. Main thread; kontor_thumbnails_dup () gives them out.
 */
G_DECLARE_FINAL_TYPE (KontorThumbnail, kontor_thumbnail, KONTOR, THUMBNAIL, GObject)

KontorThumbnailState kontor_thumbnail_get_state (KontorThumbnail *self);
/** (transfer none) (nullable): NULL unless READY */
GdkTexture *kontor_thumbnail_get_texture (KontorThumbnail *self);

G_END_DECLS
