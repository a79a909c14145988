#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "history.h"
#include "kontor-power-vfs.h"

/*
 * kontor-histories [--tap] [--keep] N [SEED]: runs N histories, each from its own seed on, and says what they came to.
 * Each life is a process of its own, this program again.
 */

static char *program;
static gboolean tap, keep, live, last;
static int die_after, episode;
static char *folder;

static const GOptionEntry options[] = {
  { "tap", 0, 0, G_OPTION_ARG_NONE, &tap, "Print each history as a test", NULL },
  { "keep", 0, 0, G_OPTION_ARG_NONE, &keep, "Keep the folders of those that fail", NULL },
  { "live", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &live, NULL, NULL },
  { "settle", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &last, NULL, NULL },
  { "die-after", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &die_after, NULL, NULL },
  { "episode", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &episode, NULL, NULL },
  { "folder", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &folder, NULL, NULL },
  { NULL },
};

typedef struct {
  guint64 seed;
  HistoryResult result;
  GString *log;
} History;

static void
add_result (HistoryResult *sum, const HistoryResult *result)
{
  sum->lost += result->lost;
  sum->doubled += result->doubled;
  sum->unknown += result->unknown;
}

static gboolean
is_good (const History *self)
{
  return self->result.lost == 0 && self->result.doubled == 0;
}

static gboolean
is_power_cut (const History *self)
{
  return self->seed % 4 == 0;
}

/* Runs a life to its end; what it printed is kept. FALSE if it ended otherwise than by itself or by SIGKILL. */
static gboolean
run_life (History *self, const char *dir, const char *what, guint n, guint calls, char **output)
{
  g_autofree char *episode_arg = g_strdup_printf ("--episode=%u", n);
  g_autofree char *die_arg = g_strdup_printf ("--die-after=%u", calls);
  g_autofree char *seed_arg = g_strdup_printf ("%" G_GUINT64_FORMAT, self->seed);
  const char *argv[] = { program, what, "--folder", dir, episode_arg, die_arg, "1", seed_arg, NULL };
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, output, &errors, &status, &error))
    g_error ("a life cannot begin: %s", error->message);
  if (g_spawn_check_wait_status (status, NULL) || (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL))
    return TRUE;
  g_string_append_printf (self->log, "# seed %" G_GUINT64_FORMAT ": life %u ended with status %d: %s\n", self->seed, n,
                          status, errors);
  self->result.lost++;
  return FALSE;
}

static gboolean
run_lives (History *self, const char *dir, GRand *rand)
{
  guint lives = (guint) g_rand_int_range (rand, 3, 6);
  g_autofree char *database = g_build_filename (dir, "kontor.db", NULL);

  for (guint i = 0; i < lives; i++) {
    guint calls = (guint) (100 << g_rand_int_range (rand, 0, 6)) + (guint) g_rand_int_range (rand, 0, 100);
    g_autofree char *output = NULL;

    if (!run_life (self, dir, "--live", i, g_rand_int_range (rand, 0, 8) == 0 ? 0 : calls, &output))
      return FALSE;
    if (is_power_cut (self))
      kontor_power_vfs_cut (database, rand);
  }
  return TRUE;
}

static void
run_last (History *self, const char *dir)
{
  g_autofree char *output = NULL;
  const char *line;

  if (!run_life (self, dir, "--settle", 99, 0, &output))
    return;
  g_string_append (self->log, output);
  line = strstr (output, "result ");
  if (line == NULL ||
      sscanf (line, "result %u %u %u", &self->result.lost, &self->result.doubled, &self->result.unknown) != 3)
    self->result.lost++;
}

static void
remove_folder (const char *dir)
{
  const char *argv[] = { "rm", "-rf", dir, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
run_history (gpointer data, gpointer user_data)
{
  History *self = data;
  g_autofree char *dir = g_dir_make_tmp ("kontor-history-XXXXXX", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) self->seed);

  if (run_lives (self, dir, rand))
    run_last (self, dir);
  if (keep && !is_good (self))
    g_string_append_printf (self->log, "# seed %" G_GUINT64_FORMAT ": kept %s\n", self->seed, dir);
  else
    remove_folder (dir);
}

/* What a life printed as it ended may have more than one line. */
static void
print_log (const History *self)
{
  g_auto (GStrv) lines = g_strsplit (self->log->str, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_print ("%s%s\n", lines[i][0] == '#' ? "" : "# ", lines[i]);
}

static void
report (GPtrArray *histories)
{
  HistoryResult sum = { 0 };

  if (tap)
    g_print ("1..%u\n", histories->len);
  for (guint i = 0; i < histories->len; i++) {
    History *history = g_ptr_array_index (histories, i);
    gboolean good = is_good (history);

    add_result (&sum, &history->result);
    if (!good)
      print_log (history);
    if (tap)
      g_print ("%s %u - seed %" G_GUINT64_FORMAT "%s\n", good ? "ok" : "not ok", i + 1, history->seed,
               is_power_cut (history) ? ", power cut" : "");
  }
  g_print ("%s%u histories, %u lost, %u doubled, %u unknown\n", tap ? "# " : "", histories->len, sum.lost, sum.doubled,
           sum.unknown);
  if (sum.lost + sum.doubled > 0)
    exit (1);
}

static void
history_free (History *self)
{
  g_string_free (self->log, TRUE);
  g_free (self);
}

static void
run_histories (guint n, guint64 seed)
{
  g_autoptr (GPtrArray) histories = g_ptr_array_new_with_free_func ((GDestroyNotify) history_free);
  GThreadPool *pool = g_thread_pool_new (run_history, NULL, (int) g_get_num_processors (), TRUE, NULL);

  for (guint i = 0; i < n; i++) {
    History *history = g_new0 (History, 1);

    history->seed = seed + i;
    history->log = g_string_new (NULL);
    g_ptr_array_add (histories, history);
    g_thread_pool_push (pool, history, NULL);
  }
  g_thread_pool_free (pool, FALSE, TRUE);
  report (histories);
}

static int
run_one_life (guint64 seed)
{
  HistoryLife life = { .folder = folder, .seed = seed, .episode = (guint) episode, .die_after = (guint) die_after };
  HistoryResult result = { 0 };
  int status;

  dex_init ();
  kontor_power_vfs_register ();
  if (live)
    return history_live (&life);
  status = history_settle (&life, &result);
  g_print ("# result %u %u %u\n", result.lost, result.doubled, result.unknown);
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("N [SEED]");
  g_autoptr (GError) error = NULL;
  guint64 seed;

  program = argv[0];
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2) {
    g_printerr ("%s\n", error != NULL ? error->message : "usage: kontor-histories [--tap] [--keep] N [SEED]");
    return 2;
  }
  seed = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 1;
  if (live || last)
    return run_one_life (seed);
  run_histories ((guint) g_ascii_strtoull (argv[1], NULL, 10), seed);
  return 0;
}
