#include "kontor-db-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kontor-db-error.h"
#include "kontor-error.h"

/* The lines of a lock file: who, in which run of the machine, doubts. */
enum { LINE_OWNER, LINE_BOOT, LINE_DOUBTS, N_LINES };

#define DOUBTS "damaged"
#define LONGEST_CONTENT 512

struct _KontorDbLock {
  int fd;
  char *boot;  /* (owned) */
  gint doubts; /* (atomic) */
};

static void
free_lock (KontorDbLock *self)
{
  g_clear_fd (&self->fd, NULL);
  g_free (self->boot);
  g_free (self);
}

static char *
read_boot (void)
{
  char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    return g_strdup ("");
  return g_strstrip (boot);
}

static GStrv
read_lines (int fd)
{
  char content[LONGEST_CONTENT + 1];
  ssize_t length = pread (fd, content, LONGEST_CONTENT, 0);

  content[MAX (length, 0)] = '\0';
  return g_strsplit (content, "\n", N_LINES + 1);
}

static void
write_lines (KontorDbLock *self, const char *owner)
{
  g_autofree char *content =
      g_strdup_printf ("%s\n%s\n%s", owner, self->boot, g_atomic_int_get (&self->doubts) ? DOUBTS "\n" : "");

  /* A disk without space for these few bytes says so at the first write to the database. */
  if (ftruncate (self->fd, 0) == 0 && pwrite (self->fd, content, strlen (content), 0) < 0)
    g_debug ("The lock file could not be written: %s", g_strerror (errno));
}

static void
write_owner (KontorDbLock *self)
{
  const char *name = g_get_prgname ();
  g_autofree char *owner = g_strdup_printf ("%d %s", (int) getpid (), name != NULL ? name : "kontor");

  write_lines (self, owner);
}

static gboolean
ended_in_doubt (const char *boot, const char *const *lines)
{
  guint n_lines = g_strv_length ((GStrv) lines);

  if (n_lines > LINE_DOUBTS && g_str_equal (lines[LINE_DOUBTS], DOUBTS))
    return TRUE;
  /* A process that dies leaves the file sound; a machine that dies, only if its disk keeps its promises. */
  return n_lines > LINE_BOOT && *lines[LINE_OWNER] != '\0' && !g_str_equal (lines[LINE_BOOT], boot);
}

static void
set_busy_error (GError **error, const char *path, const char *const *lines)
{
  const char *space = lines[0] != NULL ? strchr (lines[LINE_OWNER], ' ') : NULL;
  g_autofree char *name = g_path_get_basename (path);

  if (space == NULL || !g_utf8_validate (lines[LINE_OWNER], -1, NULL))
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY, _("“%s” is in use by another program."), name);
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_BUSY, _("“%s” is in use by %s (process %.*s)."), name, space + 1,
                 (int) (space - lines[LINE_OWNER]), lines[LINE_OWNER]);
}

KontorDbLock *
kontor_db_lock_acquire (const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  g_auto (GStrv) lines = NULL;
  g_autofd int fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  KontorDbLock *self;

  if (fd < 0) {
    kontor_db_set_errno_error (error, errno, path);
    return NULL;
  }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    lines = read_lines (fd);
    set_busy_error (error, path, (const char *const *) lines);
    return NULL;
  }
  lines = read_lines (fd);
  self = g_new0 (KontorDbLock, 1);
  self->fd = g_steal_fd (&fd);
  self->boot = read_boot ();
  self->doubts = ended_in_doubt (self->boot, (const char *const *) lines);
  write_owner (self);
  return self;
}

void
kontor_db_lock_release (KontorDbLock *self)
{
  if (g_atomic_int_get (&self->doubts))
    write_lines (self, "");
  else if (ftruncate (self->fd, 0) != 0)
    g_debug ("The lock file could not be emptied: %s", g_strerror (errno));
  free_lock (self);
}

gboolean
kontor_db_lock_has_doubts (KontorDbLock *self)
{
  return g_atomic_int_get (&self->doubts);
}

void
kontor_db_lock_add_doubts (KontorDbLock *self)
{
  if (g_atomic_int_compare_and_exchange (&self->doubts, FALSE, TRUE))
    write_owner (self);
}

void
kontor_db_lock_clear_doubts (KontorDbLock *self)
{
  if (g_atomic_int_compare_and_exchange (&self->doubts, TRUE, FALSE))
    write_owner (self);
}
