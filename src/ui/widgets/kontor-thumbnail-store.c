#include "kontor-thumbnail-store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <time.h>

#define MAX_AGE (30 * 24 * 60 * 60)

typedef struct {
  char *path;
  guint64 size;
  gint64 used_at;
} File;

static void
file_free (gpointer data)
{
  File *file = data;

  g_free (file->path);
  g_free (file);
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const File *first = *(const File *const *) a, *second = *(const File *const *) b;

  return first->used_at < second->used_at ? -1 : first->used_at > second->used_at;
}

static void
touch (const char *path)
{
  const struct timespec times[] = { { .tv_nsec = UTIME_NOW }, { .tv_nsec = UTIME_OMIT } };

  /* Only the order of eviction suffers where this is not allowed. */
  if (utimensat (AT_FDCWD, path, times, 0) != 0)
    g_debug ("Cannot touch %s", path);
}

static gboolean
is_fresh (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_mtime > time (NULL) - MAX_AGE;
}

static GPtrArray *
list_files (const char *folder, guint64 *total)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (file_free);
  const char *name;

  *total = 0;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf status;

    if (g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
      continue;
    *total += (guint64) status.st_size;
    g_ptr_array_add (files, g_memdup2 (&(File) { g_steal_pointer (&path), (guint64) status.st_size,
                                                 status.st_atim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_atim.tv_nsec },
                                       sizeof (File)));
  }
  return files;
}

char *
kontor_thumbnail_store_make_name (const char *owner, const char *url, guint size)
{
  g_autofree char *text = g_strdup_printf ("%s\n%u\n%s", owner, size, url);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strconcat (sum, ".png", NULL);
}

GBytes *
kontor_thumbnail_store_load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data;
  gsize length;

  if (!is_fresh (path) || !g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  touch (path);
  return g_bytes_new_take (data, length);
}

gsize
kontor_thumbnail_store_save (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return length;
  g_debug ("Cannot keep a thumbnail: %s", error->message);
  return 0;
}

void
kontor_thumbnail_store_remove (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_unlink (path);
}

void
kontor_thumbnail_store_trim (const char *folder, guint64 budget)
{
  guint64 total;
  g_autoptr (GPtrArray) files = list_files (folder, &total);

  g_ptr_array_sort (files, compare_use);
  for (guint i = 0; i < files->len && total > budget; i++) {
    File *file = g_ptr_array_index (files, i);

    if (g_unlink (file->path) == 0)
      total -= file->size;
  }
}
