#include "kontor-picture-file.h"

#include <gexiv2/gexiv2.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "kontor-error.h"
#include "kontor-thumbnail-image.h"

#define LARGEST (64 * 1024 * 1024)
#define MOST_PIXELS G_GINT64_CONSTANT (50000000)
#define PREVIEW 96

typedef struct {
  GFile *file;
  KontorPictureHow how;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->file);
  g_free (self);
}

void
kontor_picture_file_free (KontorPictureFile *self)
{
  g_free (self->uri);
  g_free (self->name);
  g_clear_object (&self->texture);
  g_free (self);
}

static gpointer refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gpointer
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (KONTOR_ERROR, KONTOR_ERROR_INVALID, format, args));
  va_end (args);
  return NULL;
}

/* A folder is no picture, and neither is a file that never ends. */
static GBytes *
read_file (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, &failure);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return refuse (error, _("“%s” is no picture that a shop takes."), name);
  if (info != NULL && g_file_info_get_size (info) > LARGEST)
    return refuse (error, _("“%s” is larger than Kontor sends."), name);
  if (info != NULL)
    bytes = g_file_load_bytes (file, cancellable, NULL, &failure);
  if (bytes == NULL)
    refuse (error, _("“%s” cannot be read: %s"), name, failure->message);
  return bytes;
}

/* The size is told by the first bytes, before anything is decoded. */
static void
size_cb (GdkPixbufLoader *loader, int width, int height, gint64 *pixels)
{
  *pixels = (gint64) width * height;
  gdk_pixbuf_loader_set_size (loader, 1, 1);
}

static char *
find_format (GBytes *bytes, gint64 *pixels)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gsize size, step = 4096;
  const guchar *data = g_bytes_get_data (bytes, &size);
  GdkPixbufFormat *format;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_cb), pixels);
  for (gsize at = 0; at < size && *pixels == 0; at += step)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (step, size - at), NULL))
      break;
  /* Of a small file it looks at nothing before the end. */
  gdk_pixbuf_loader_close (loader, NULL);
  format = gdk_pixbuf_loader_get_format (loader);
  return format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;
}

static gboolean
check_picture (GBytes *bytes, const char *name, char **format, GError **error)
{
  static const char *const taken[] = { "jpeg", "png", "gif", "webp", NULL };
  gint64 pixels = 0;

  *format = find_format (bytes, &pixels);
  if (*format == NULL || pixels == 0 || !g_strv_contains (taken, *format)) {
    refuse (error, _("“%s” is no picture that a shop takes."), name);
    return FALSE;
  }
  if (pixels <= MOST_PIXELS)
    return TRUE;
  refuse (error, _("“%s” has %u megapixels, which is more than shops take."), name, (guint) (pixels / 1000000));
  return FALSE;
}

static GBytes *
turn (GBytes *bytes, const char *format, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, error);
  g_autoptr (GdkPixbuf) upright = pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
  g_autoptr (GdkPixbuf) turned =
      upright != NULL ? gdk_pixbuf_rotate_simple (upright, GDK_PIXBUF_ROTATE_CLOCKWISE) : NULL;
  gboolean jpeg = g_str_equal (format, "jpeg");
  char *data;
  gsize size;

  if (turned == NULL)
    return NULL;
  if (!gdk_pixbuf_save_to_buffer (turned, &data, &size, jpeg ? "jpeg" : "png", error, jpeg ? "quality" : NULL, "92", NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* Where it was taken is nobody's business; whose it is, is. */
static gboolean
forget_place (const char *path)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();

  if (!gexiv2_metadata_open_path (metadata, path, NULL) || !gexiv2_metadata_has_exif (metadata))
    return TRUE;
  gexiv2_metadata_try_delete_gps_info (metadata, NULL);
  return gexiv2_metadata_save_file (metadata, path, NULL);
}

static char *
make_path (GBytes *bytes, const char *format)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "kontor", "uploads", NULL);
  const char *suffix = g_str_equal (format, "jpeg") ? "jpg" : format;
  g_autofree char *name = g_strdup_printf ("%.32s.%s", digest, suffix);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

static char *
keep_copy (GBytes *bytes, const char *format, const char *name, GError **error)
{
  g_autofree char *path = make_path (bytes, format);
  g_autoptr (GError) failure = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  if (!g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    return refuse (error, _("“%s” cannot be read: %s"), name, failure->message);
  if (!forget_place (path)) {
    g_unlink (path);
    return refuse (error, _("“%s” is no picture that a shop takes."), name);
  }
  return g_steal_pointer (&path);
}

static KontorPictureFile *
prepare (const Request *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (KontorPictureFile) self = g_new0 (KontorPictureFile, 1);
  g_autoptr (GBytes) bytes = NULL, turned = NULL;
  g_autofree char *format = NULL, *path = NULL;

  self->name = g_file_get_basename (request->file);
  bytes = read_file (request->file, self->name, cancellable, error);
  if (bytes == NULL || !check_picture (bytes, self->name, &format, error))
    return NULL;
  if (request->how == KONTOR_PICTURE_TURNED)
    turned = turn (bytes, format, error);
  else
    turned = g_bytes_ref (bytes);
  if (turned == NULL)
    return NULL;
  self->texture = kontor_thumbnail_decode (turned, PREVIEW, NULL);
  if (self->texture == NULL)
    return refuse (error, _("“%s” is no picture that a shop takes."), self->name);
  path = keep_copy (turned, format, self->name, error);
  if (path == NULL)
    return NULL;
  self->uri = g_filename_to_uri (path, NULL, NULL);
  return g_steal_pointer (&self);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  KontorPictureFile *file = prepare (data, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) kontor_picture_file_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
kontor_picture_file_prepare (GFile *file, KontorPictureHow how, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Request *request = g_new0 (Request, 1);

  /* Not on the thread: it may be done there by several at once. */
  gexiv2_initialize ();
  request->file = g_object_ref (file);
  request->how = how;
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, prepare_thread);
}

KontorPictureFile *
kontor_picture_file_prepare_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
