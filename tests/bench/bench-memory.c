#include "bench-memory.h"

#include <string.h>

#include "bench-bare.h"
#include "bench-list.h"

#define PAGE 64

double
bench_read_pss (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 total = 0;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Pss_Anon:") || g_str_has_prefix (lines[i], "Pss_Shmem:"))
      total += g_ascii_strtoll (strchr (lines[i], ':') + 1, NULL, 10);
  return (double) total;
}

static void
wait_until_known (KontorObject *object)
{
  while (kontor_object_get_loading (object))
    dex_await (dex_timeout_new_msec (1), NULL);
}

static void
walk (KontorResults *results)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (results));

  for (guint i = 0; i < n; i += PAGE) {
    g_autoptr (KontorObject) object = g_list_model_get_item (G_LIST_MODEL (results), i);

    wait_until_known (object);
  }
}

gboolean
bench_memory_list (const char *path, GError **error)
{
  BenchList list = { 0 };

  if (!bench_list_open (&list, path, error))
    return FALSE;
  bench_list_ask_whole (&list, NULL, NULL, NULL);
  walk (list.results);
  g_print ("%.0f\n", bench_read_pss ());
  return bench_list_close (&list, error);
}

gboolean
bench_memory_bare (const char *path, GError **error)
{
  sqlite3 *db = bench_bare_open_reader (path, error);
  sqlite3_stmt *stmt = db != NULL ? bench_bare_prepare (db, "SELECT id FROM \"order\" ORDER BY id DESC", error) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64 (stmt, 0);

    g_array_append_val (ids, id);
  }
  g_print ("%.0f\n", bench_read_pss ());
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return stmt != NULL;
}

/* In a process of its own, where nothing else has been. */
static gboolean
measure (Bench *bench, const char *what, const char *path, double *megabytes, GError **error)
{
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, bench_get_program (bench), what, path, NULL);
  g_autofree char *output = NULL;

  if (child == NULL || !g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, error) ||
      !g_subprocess_wait_check (child, NULL, error))
    return FALSE;
  *megabytes = g_ascii_strtod (output, NULL) / 1024;
  return TRUE;
}

gboolean
bench_memory (Bench *bench, GError **error)
{
  g_autofree char *path = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  BenchFigure figure = { "engine.memory", "a list walked through, beside its bare ids", "MB", .target = "≤ 120 MB" };

  if (path == NULL || !measure (bench, "--list-memory", path, &figure.value, error) ||
      !measure (bench, "--bare-memory", path, &figure.baseline, error))
    return FALSE;
  figure.holds = figure.value <= 120;
  bench_report (bench, &figure);
  return TRUE;
}
