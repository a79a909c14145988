#include "kontor-test.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "kontor-test-private.h"

#define FIBER_STACK_SIZE (1024 * 1024)
#define LAST_ITERATIONS 1000

/* GLib runs one test at a time, and its test functions have no place for what belongs to the whole program. */
static char *home;
static char *test_dir;

#ifdef __SANITIZE_ADDRESS__

/* The fast unwinder does not see past a fiber's stack, and LeakSanitizer then takes what was allocated there for reachable.
 * Of what was allocated, two frames are noted, which needs no unwinding: a fifteenth of the time. They are enough to tell a leak;
 * ASAN_OPTIONS=malloc_context_size=30 tells where it is from. */
const char *__asan_default_options (void);
const char *
__asan_default_options (void)
{
  return "fast_unwind_on_malloc=0:malloc_context_size=2:detect_stack_use_after_return=0:strict_string_checks=1";
}

const char *__asan_default_suppressions (void);

/* cairo copies text that no 0 ends, as strndup () allows; the strict checks of strings look for its end nevertheless. */
const char *
__asan_default_suppressions (void)
{
  return "interceptor_via_lib:libcairo.so\n";
}

const char *__lsan_default_options (void);
const char *
__lsan_default_options (void)
{
  return "print_suppressions=0";
}

const char *__ubsan_default_options (void);
const char *
__ubsan_default_options (void)
{
  return "halt_on_error=1:abort_on_error=1:print_stacktrace=1";
}

#endif

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return !kontor_test_message_is_tolerated (domain, level, message);
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].key, key) && fields[i].length < 0)
      return fields[i].value;
  }

  return NULL;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = find_field (fields, n_fields, "MESSAGE");

  if (kontor_test_message_is_tolerated (domain, level, message))
    return g_log_writer_standard_streams (level, fields, n_fields, data);

  return g_log_writer_default (level, fields, n_fields, data);
}

/* GLib could do this for each test, but then the system's own data, which icons need, would be out of reach too. */
static void
move_home (void)
{
  static const char *const variables[] = { "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                           "XDG_STATE_HOME" };
  g_autoptr (GError) error = NULL;

  home = g_dir_make_tmp ("kontor-home-XXXXXX", &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);
}

void
kontor_test_init (int *argc, char ***argv)
{
  move_home ();
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("SECRET_BACKEND", "file", FALSE);
  g_setenv ("TZ", "UTC", FALSE);

  g_log_set_writer_func (write_log, NULL, NULL);
  g_test_init (argc, argv, NULL);
  /* GLib's handler for tests prints every library's debug messages, also those that nobody asked for. */
  g_log_set_default_handler (g_log_default_handler, NULL);
  dex_init ();
}

static int
remove_one (const char *path, const struct stat *info, int type, struct FTW *walk)
{
  return g_remove (path);
}

static void
remove_dir (char **dir)
{
  if (*dir == NULL)
    return;

  if (nftw (*dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
    g_test_fail_printf ("%s could not be removed", *dir);

  g_clear_pointer (dir, g_free);
}

const char *
kontor_test_dir (void)
{
  g_autoptr (GError) error = NULL;

  if (test_dir == NULL)
    test_dir = g_dir_make_tmp ("kontor-test-XXXXXX", &error);

  g_assert_no_error (error);
  return test_dir;
}

static void
run_plain (gconstpointer data)
{
  GTestFunc func = *(const GTestFunc *) data;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  func ();
  remove_dir (&test_dir);
}

static DexFuture *
run_func (gpointer data)
{
  GTestFunc func = *(const GTestFunc *) data;

  func ();
  return dex_future_new_true ();
}

/* What the test left under way ends here, so that it neither leaks nor wakes up in the next test. */
static void
finish_iterations (void)
{
  for (int i = 0; i < LAST_ITERATIONS; i++) {
    if (!g_main_context_iteration (NULL, FALSE))
      return;
  }
}

static void
run_in_fiber (gconstpointer data)
{
  g_autoptr (DexFuture) future = NULL;
  gint64 longest;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  kontor_test_watchdog_start ();

  future = dex_scheduler_spawn (NULL, FIBER_STACK_SIZE, run_func, (gpointer) data, NULL);
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  finish_iterations ();

  longest = kontor_test_watchdog_stop ();
  if (KONTOR_TEST_LONGEST_ITERATION_MSEC > 0 && longest > KONTOR_TEST_LONGEST_ITERATION_MSEC * 1000)
    g_test_fail_printf ("one iteration of the main loop took %" G_GINT64_FORMAT " ms", longest / 1000);

  remove_dir (&test_dir);
}

static void
add (const char *path, GTestFunc func, GTestDataFunc runner)
{
  GTestFunc *copy = g_memdup2 (&func, sizeof func);

  g_test_add_data_func_full (path, copy, runner, g_free);
}

void
kontor_test_add (const char *path, GTestFunc func)
{
  add (path, func, run_in_fiber);
}

void
kontor_test_add_plain (const char *path, GTestFunc func)
{
  add (path, func, run_plain);
}

int
kontor_test_run (void)
{
  int status = g_test_run ();

  remove_dir (&home);

  return status;
}
