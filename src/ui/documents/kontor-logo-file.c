#include "kontor-logo-file.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#include "kontor-error.h"

#define MOST_PIXELS (G_GINT64_CONSTANT (100) * 1000 * 1000)
#define LARGEST (64 * 1024 * 1024)
/* Finer than any printer at the size that a logo has on paper. */
#define MOST_WIDTH 1600.0
#define MOST_HEIGHT 800.0
#define CHUNK 65536
#define FIBER_STACK (512 * 1024)

/* Decoded at the size at which it is kept; one that is too large not at all. */
static void
on_size (GdkPixbufLoader *loader, int width, int height, gboolean *too_large)
{
  double scale = MIN (1, MIN (MOST_WIDTH / width, MOST_HEIGHT / height));

  *too_large = (gint64) width * height > MOST_PIXELS;
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1), MAX ((int) (height * scale), 1));
}

static gboolean
feed (GdkPixbufLoader *loader, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += CHUNK)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK, size - at), NULL))
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable) */
static GdkPixbuf *
decode (GBytes *bytes, gboolean *too_large)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gboolean fed, closed;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), too_large);
  fed = feed (loader, bytes);
  closed = gdk_pixbuf_loader_close (loader, NULL);
  pixbuf = fed && closed && !*too_large ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

static DexFuture *
refuse (gboolean too_large)
{
  return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s",
                                too_large ? _("This picture is too large for a logo.") : _("This is no picture that can be a logo."));
}

static DexFuture *
load_fiber (gpointer data)
{
  g_autoptr (GFileInfo) info = g_file_query_info (data, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  gboolean too_large = info != NULL && g_file_info_get_size (info) > LARGEST;
  g_autoptr (GBytes) bytes = info != NULL && !too_large ? g_file_load_bytes (data, NULL, NULL, NULL) : NULL;
  g_autoptr (GdkPixbuf) pixbuf = bytes != NULL ? decode (bytes, &too_large) : NULL;
  GError *error = NULL;
  char *png;
  gsize size;

  if (pixbuf == NULL)
    return refuse (too_large);
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", &error, NULL))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new_take (png, size));
}

DexFuture *
kontor_logo_file_load (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK, load_fiber, g_object_ref (file), g_object_unref);
}
