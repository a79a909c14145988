#include "kontor-test.h"

#include <time.h>

#include "kontor-test-private.h"

/* The watchdog stands where every iteration of the main loop passes: it polls in GLib's stead and measures what lies between
 * two polls. It counts the thread's own processor time, which a busy machine does not stretch. */
static GPollFunc poll_before;
static gint64 iteration_began;
static gint64 longest_iteration;

static gint64
get_thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
note_iteration (void)
{
  longest_iteration = MAX (longest_iteration, get_thread_time () - iteration_began);
}

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  int ready;

  note_iteration ();
  ready = poll_before (fds, n_fds, timeout);
  iteration_began = get_thread_time ();

  return ready;
}

void
kontor_test_watchdog_start (void)
{
  GMainContext *context = g_main_context_default ();

  poll_before = g_main_context_get_poll_func (context);
  g_main_context_set_poll_func (context, poll_and_measure);
  longest_iteration = 0;
  iteration_began = get_thread_time ();
}

/* Returns the longest iteration since the start, in microseconds. */
gint64
kontor_test_watchdog_stop (void)
{
  note_iteration ();
  g_main_context_set_poll_func (g_main_context_default (), poll_before);

  return longest_iteration;
}

void
kontor_test_pardon_stall (void)
{
  longest_iteration = 0;
  iteration_began = get_thread_time ();
}
