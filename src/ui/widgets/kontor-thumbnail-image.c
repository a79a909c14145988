#include "kontor-thumbnail-image.h"

#include <string.h>

#include "kontor-error.h"

#define MAX_PIXELS G_GINT64_CONSTANT (50000000)
/* The XML parser needs many times the size of what it reads. */
#define MAX_DRAWING_BYTES (2 * 1024 * 1024)
#define CHUNK (64 * 1024)

typedef struct {
  guint size;
  gboolean drawing;
  gboolean too_large; /* found out from the head of the file */
} Wish;

static gboolean
starts_with (const char *data, gsize length, const char *magic)
{
  return length >= strlen (magic) && memcmp (data, magic, strlen (magic)) == 0;
}

/* Only what shops show is read: each further format is one more parser that strangers can reach. */
static const char *
sniff (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (starts_with (data, length, "\x89PNG\r\n\x1a\n"))
    return "image/png";
  if (starts_with (data, length, "\xff\xd8\xff"))
    return "image/jpeg";
  if (starts_with (data, length, "GIF8"))
    return "image/gif";
  if (starts_with (data, length, "RIFF") && length > 12 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  if (length > 0 && g_strstr_len (data, (gssize) MIN (length, 4096), "<svg") != NULL)
    return "image/svg+xml";
  return NULL;
}

static GdkPixbufLoader *
make_loader (GBytes *bytes, Wish *wish, GError **error)
{
  const char *type = sniff (bytes);
  GdkPixbufLoader *loader = type != NULL ? gdk_pixbuf_loader_new_with_mime_type (type, NULL) : NULL;

  if (loader == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, "Not a picture of a known format");
    return NULL;
  }

  wish->drawing = g_str_equal (type, "image/svg+xml");
  return loader;
}

static gboolean
check_drawing (GBytes *bytes, const Wish *wish, GError **error)
{
  if (!wish->drawing || g_bytes_get_size (bytes) <= MAX_DRAWING_BYTES)
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED, "The drawing is too large");
  return FALSE;
}

/* Its shorter side fills a square of that size, unless the picture is very long: then that would be a lot of memory. */
static int
scale_longer (int longer, int shorter, int size)
{
  return (int) MIN (size * G_GINT64_CONSTANT (3) / 2, (gint64) size * longer / shorter);
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Wish *wish = data;
  int longer = MAX (width, height), wanted;

  if (width <= 0 || height <= 0 || (!wish->drawing && (gint64) width * height > MAX_PIXELS)) {
    wish->too_large = TRUE;
    /* Loaders fail at this before they allocate anything; gdk_pixbuf_get_file_info () does the same. */
    gdk_pixbuf_loader_set_size (loader, 0, 0);
    return;
  }

  wanted = scale_longer (longer, MIN (width, height), (int) wish->size);
  if (wish->drawing || longer > wanted)
    gdk_pixbuf_loader_set_size (loader, (int) MAX (1, (gint64) width * wanted / longer),
                                (int) MAX (1, (gint64) height * wanted / longer));
}

static gboolean
feed (GdkPixbufLoader *loader, GBytes *bytes, const Wish *wish, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize done = 0; done < length && !wish->too_large; done += CHUNK)
    if (!gdk_pixbuf_loader_write (loader, data + done, MIN (CHUNK, length - done), error))
      return FALSE;
  return TRUE;
}

static GdkPixbuf *
load (GdkPixbufLoader *loader, GBytes *bytes, const Wish *wish, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean fed = feed (loader, bytes, wish, &local_error);
  gboolean closed = gdk_pixbuf_loader_close (loader, fed ? &local_error : NULL);
  GdkPixbuf *pixbuf = fed && closed && !wish->too_large ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;

  if (wish->too_large)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED, "The picture is too large");
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (pixbuf == NULL)
    g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "The picture is empty");

  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

/* In the memory format of the renderer, so that nothing is converted when it is painted. */
static GdkTexture *
make_texture (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  gsize stride = 4 * (gsize) width;
  guint8 *data = g_malloc (stride * (gsize) height);
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  g_autoptr (GdkTexture) raw = gdk_memory_texture_new (
      width, height, gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, pixels,
      (gsize) gdk_pixbuf_get_rowstride (pixbuf));
  g_autoptr (GBytes) bytes = NULL;

  gdk_texture_download (raw, data, stride);
  bytes = g_bytes_new_take (data, stride * (gsize) height);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

GdkTexture *
kontor_thumbnail_decode (GBytes *bytes, guint size, GError **error)
{
  Wish wish = { .size = size };
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (size > 0, NULL);

  loader = make_loader (bytes, &wish, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &wish);
  if (!check_drawing (bytes, &wish, error)) {
    gdk_pixbuf_loader_close (loader, NULL);
    return NULL;
  }

  pixbuf = load (loader, bytes, &wish, error);
  return pixbuf != NULL ? make_texture (pixbuf) : NULL;
}
