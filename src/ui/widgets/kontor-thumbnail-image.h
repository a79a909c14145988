#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From what a server sent to what is painted. Pure; any thread but the main one, as it may take a second. */

/**
 * kontor_thumbnail_decode:
 * @bytes: PNG, JPEG, GIF, SVG or, where the system can read it, WebP; from anybody
 * @size: side in pixels of the square that the result is to cover; photographs are not made larger than they are
 *
 * The size is read from the head of the file, and what has more than 50 million
 * pixels is not decoded. Errors: KONTOR_ERROR_UNSUPPORTED for other formats,
 * KONTOR_ERROR_REJECTED for what is too large, GDK_PIXBUF_ERROR for what is broken.
 */
GdkTexture *kontor_thumbnail_decode (GBytes *bytes, guint size, GError **error);

G_END_DECLS
