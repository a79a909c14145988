#include "kontor-power-vfs.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

/* One open file: the real one, followed in memory by SQLite's own object for it. */
typedef struct {
  sqlite3_file base;
  char *durable; /* (owned) (nullable): NULL for temporary files */
  GArray *dirty; /* (element-type Range): written since the last sync */
  gint64 cut_at; /* shortest length since the last sync, or -1 */
  sqlite3_file *real;
} PowerFile;

typedef struct {
  gint64 offset;
  gint64 length;
} Range;

static int calls_left; /* (atomic) of a process that is to die; 0: it is not */

static void
count_call (void)
{
  if (g_atomic_int_get (&calls_left) > 0 && g_atomic_int_dec_and_test (&calls_left))
    raise (SIGKILL);
}

void
kontor_power_vfs_die_after (guint calls)
{
  g_atomic_int_set (&calls_left, (int) calls);
}

static sqlite3_vfs *
get_real_vfs (sqlite3_vfs *vfs)
{
  return vfs->pAppData;
}

static PowerFile *
get_file (sqlite3_file *file)
{
  return (PowerFile *) file;
}

static int
file_close (sqlite3_file *base)
{
  PowerFile *file = get_file (base);

  g_free (file->durable);
  g_array_unref (file->dirty);
  return file->real->pMethods->xClose (file->real);
}

static int
file_read (sqlite3_file *base, void *buffer, int amount, sqlite3_int64 offset)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xRead (file->real, buffer, amount, offset);
}

static int
file_write (sqlite3_file *base, const void *buffer, int amount, sqlite3_int64 offset)
{
  PowerFile *file = get_file (base);
  Range range = { offset, amount };

  count_call ();
  g_array_append_val (file->dirty, range);
  return file->real->pMethods->xWrite (file->real, buffer, amount, offset);
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  PowerFile *file = get_file (base);

  file->cut_at = file->cut_at < 0 ? size : MIN (file->cut_at, size);
  return file->real->pMethods->xTruncate (file->real, size);
}

static gboolean
copy_range (sqlite3_file *real, FILE *durable, Range range, gint64 size)
{
  gint64 length = MIN (range.length, size - range.offset);
  g_autofree char *buffer = length > 0 ? g_malloc ((gsize) length) : NULL;

  if (length <= 0)
    return TRUE;
  return real->pMethods->xRead (real, buffer, (int) length, range.offset) == SQLITE_OK &&
         fseek (durable, (long) range.offset, SEEK_SET) == 0 && fwrite (buffer, (gsize) length, 1, durable) == 1;
}

static gboolean
make_durable (PowerFile *file)
{
  FILE *durable = g_fopen (file->durable, g_file_test (file->durable, G_FILE_TEST_EXISTS) ? "r+b" : "w+b");
  sqlite3_int64 size = 0;
  gboolean ok = durable != NULL && file->real->pMethods->xFileSize (file->real, &size) == SQLITE_OK;

  if (ok && file->cut_at >= 0)
    ok = ftruncate (fileno (durable), file->cut_at) == 0;
  for (guint i = 0; ok && i < file->dirty->len; i++)
    ok = copy_range (file->real, durable, g_array_index (file->dirty, Range, i), size);
  g_clear_pointer (&durable, fclose);
  return ok;
}

static int
file_sync (sqlite3_file *base, int flags)
{
  PowerFile *file = get_file (base);

  count_call ();
  if (file->durable != NULL && !make_durable (file))
    return SQLITE_IOERR_FSYNC;
  g_array_set_size (file->dirty, 0);
  file->cut_at = -1;
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xFileSize (file->real, size);
}

static int
file_lock (sqlite3_file *base, int level)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xLock (file->real, level);
}

static int
file_unlock (sqlite3_file *base, int level)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
file_check_lock (sqlite3_file *base, int *reserved)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xCheckReservedLock (file->real, reserved);
}

static int
file_control (sqlite3_file *base, int op, void *arg)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xFileControl (file->real, op, arg);
}

static int
file_sector_size (sqlite3_file *base)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xSectorSize (file->real);
}

static int
file_characteristics (sqlite3_file *base)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xDeviceCharacteristics (file->real);
}

static int
file_shm_map (sqlite3_file *base, int page, int size, int extend, void volatile **address)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xShmMap (file->real, page, size, extend, address);
}

static int
file_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *base)
{
  PowerFile *file = get_file (base);

  file->real->pMethods->xShmBarrier (file->real);
}

static int
file_shm_unmap (sqlite3_file *base, int delete)
{
  PowerFile *file = get_file (base);

  return file->real->pMethods->xShmUnmap (file->real, delete);
}

/* Version 2: no memory mapping of the file, which would pass by xWrite. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  const int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  PowerFile *file = get_file (base);
  int status;

  memset (file, 0, sizeof *file);
  file->real = (sqlite3_file *) (file + 1);
  status = get_real_vfs (vfs)->xOpen (get_real_vfs (vfs), name, file->real, flags, out_flags);
  if (status != SQLITE_OK)
    return status;
  file->base.pMethods = &methods;
  file->dirty = g_array_new (FALSE, FALSE, sizeof (Range));
  file->cut_at = -1;
  if (name != NULL && (flags & kept) != 0)
    file->durable = g_strconcat (name, ".durable", NULL);
  return SQLITE_OK;
}

/* Journaling file systems keep the order of a deletion and a later sync, so it counts as durable at once. */
static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  g_autofree char *durable = g_strconcat (name, ".durable", NULL);

  g_remove (durable);
  return get_real_vfs (vfs)->xDelete (get_real_vfs (vfs), name, sync_folder);
}

void
kontor_power_vfs_register (void)
{
  static sqlite3_vfs vfs;
  sqlite3_vfs *real = sqlite3_vfs_find (NULL);

  if (sqlite3_vfs_find (KONTOR_POWER_VFS) != NULL)
    return;
  vfs = *real;
  vfs.pNext = NULL;
  vfs.pAppData = real;
  vfs.zName = KONTOR_POWER_VFS;
  vfs.szOsFile = (int) sizeof (PowerFile) + real->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  sqlite3_vfs_register (&vfs, 0);
}

static GByteArray *
read_file (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return g_byte_array_new ();
  return g_byte_array_new_take ((guint8 *) g_steal_pointer (&contents), length);
}

/* Sectors of what was written but not synced, each with the same chance of having arrived. */
static void
mix_sectors (GByteArray *durable, GByteArray *live, double chance, GRand *rand)
{
  for (guint at = 0; at < live->len; at += SECTOR) {
    guint length = MIN (SECTOR, live->len - at);
    gboolean known = at + length <= durable->len;

    if (known && memcmp (durable->data + at, live->data + at, length) == 0)
      continue;
    if (g_rand_double (rand) >= chance)
      continue;
    if (!known) {
      guint old = durable->len;

      g_byte_array_set_size (durable, MAX (old, at + length));
      memset (durable->data + old, 0, durable->len - old);
    }
    memcpy (durable->data + at, live->data + at, length);
  }
}

static void
cut_file (const char *path, double chance, GRand *rand)
{
  g_autofree char *durable_path = g_strconcat (path, ".durable", NULL);
  g_autoptr (GByteArray) durable = read_file (durable_path);
  g_autoptr (GByteArray) live = read_file (path);

  mix_sectors (durable, live, chance, rand);
  if (durable->len == 0) {
    g_remove (path);
    g_remove (durable_path);
    return;
  }
  g_file_set_contents (path, (char *) durable->data, (gssize) durable->len, NULL);
  g_file_set_contents (durable_path, (char *) durable->data, (gssize) durable->len, NULL);
}

void
kontor_power_vfs_cut (const char *path, GRand *rand)
{
  static const double chances[] = { 0, 0, 0.5, 0.9, 1 };
  double chance = chances[g_rand_int_range (rand, 0, G_N_ELEMENTS (chances))];
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  cut_file (path, chance, rand);
  cut_file (wal, chance, rand);
  cut_file (journal, chance, rand);
  g_remove (shm);
}

static void
forget (const char *path, const char *suffix)
{
  g_autofree char *durable = g_strconcat (path, suffix, ".durable", NULL);

  g_remove (durable);
}

void
kontor_power_vfs_adopt (const char *path)
{
  g_autofree char *durable = g_strconcat (path, ".durable", NULL);
  g_autoptr (GByteArray) live = read_file (path);

  forget (path, "-wal");
  forget (path, "-journal");
  g_file_set_contents (durable, (char *) live->data, (gssize) live->len, NULL);
}
