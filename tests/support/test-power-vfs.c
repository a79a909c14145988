#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kontor-power-vfs.h"
#include "kontor-test.h"

#define CUTS 40

typedef struct {
  guint forgotten; /* cuts after which a commit that had returned was gone */
  guint damaged;
} Outcome;

static sqlite3 *
open_database (const char *path, const char *synchronous)
{
  g_autofree char *pragmas =
      g_strdup_printf ("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 20; PRAGMA synchronous = %s;"
                       "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, filling BLOB)",
                       synchronous);
  sqlite3 *db = NULL;

  kontor_power_vfs_register ();
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, KONTOR_POWER_VFS), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, pragmas, NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

/* Commits rows and tells their numbers, until it dies. */
static void
commit_until_death (const char *path, const char *synchronous, guint calls, int fd)
{
  sqlite3 *db = open_database (path, synchronous);

  kontor_power_vfs_die_after (calls);
  while (sqlite3_exec (db, "INSERT INTO t (filling) VALUES (randomblob (3000))", NULL, NULL, NULL) == SQLITE_OK) {
    gint64 id = sqlite3_last_insert_rowid (db);

    if (write (fd, &id, sizeof id) != sizeof id)
      _exit (1);
  }
  _exit (1);
}

/* The last number that was told. */
static gint64
run_until_death (const char *path, const char *synchronous, guint calls)
{
  int fds[2], status;
  gint64 id, told = 0;
  pid_t pid;

  g_assert_cmpint (pipe (fds), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    commit_until_death (path, synchronous, calls, fds[1]);
  close (fds[1]);
  while (read (fds[0], &id, sizeof id) == sizeof id)
    told = id;
  close (fds[0]);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return told;
}

static void
look (const char *path, gint64 told, Outcome *outcome)
{
  sqlite3 *db = open_database (path, "FULL");
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT max (id), (SELECT integrity_check FROM pragma_integrity_check) FROM t",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  if (sqlite3_column_int64 (stmt, 0) < told)
    outcome->forgotten++;
  if (g_strcmp0 ((const char *) sqlite3_column_text (stmt, 1), "ok") != 0)
    outcome->damaged++;
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

static Outcome
cut_often (const char *synchronous)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "power.db", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Outcome outcome = { 0 };

  for (guint i = 0; i < CUTS; i++) {
    gint64 told = run_until_death (path, synchronous, (guint) g_rand_int_range (rand, 10, 400));

    kontor_power_vfs_cut (path, rand);
    look (path, told, &outcome);
  }
  return outcome;
}

static void
test_synced (void)
{
  Outcome outcome = cut_often ("FULL");

  g_assert_cmpuint (outcome.forgotten, ==, 0);
  g_assert_cmpuint (outcome.damaged, ==, 0);
}

/* Proves that the cuts do cut. */
static void
test_unsynced (void)
{
  Outcome outcome = cut_often ("NORMAL");

  g_assert_cmpuint (outcome.forgotten, >, 0);
  g_assert_cmpuint (outcome.damaged, ==, 0);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/support/power-vfs/synced", test_synced);
  kontor_test_add_plain ("/support/power-vfs/unsynced", test_unsynced);
  return kontor_test_run ();
}
