#include "kontor-test.h"

#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "kontor-test-private.h"

/* The watchdog stands where every iteration of the main loop passes: it polls in GLib's stead and measures what lies between
 * two polls. It counts the thread's own processor time, which a busy machine does not stretch. */
static GPollFunc poll_before;
static gint64 iteration_began;
static gint64 longest_iteration;

/* What the host of a virtual machine takes from it, the kernel counts as computed by whatever was running. It tells it apart in
 * its own statistics, of all processors together, which are asked every few milliseconds and where an iteration was long. */
#define STOLEN_EVERY (10 * 1000)

static int statistics = -1;
static gint64 stolen_before; /* in microseconds, as of the last time that it was asked */
static gint64 stolen_at;

static gint64
read_stolen (void)
{
  char text[256] = "";
  guint64 ticks = 0;

  if (pread (statistics, text, sizeof text - 1, 0) <= 0 ||
      sscanf (text, "cpu %*u %*u %*u %*u %*u %*u %*u %" G_GUINT64_FORMAT, &ticks) != 1)
    return 0;
  return (gint64) ticks * G_USEC_PER_SEC / sysconf (_SC_CLK_TCK);
}

static void
note_stolen (void)
{
  gint64 now = g_get_monotonic_time ();

  if (now - stolen_at < STOLEN_EVERY)
    return;
  stolen_before = read_stolen ();
  stolen_at = now;
}

/* The same clock rings where an iteration gets too long, so that a failure tells what was computing. */
#define MAX_FRAMES 64

static timer_t alarm_timer;

static void
show_stack (int signal)
{
  void *frames[MAX_FRAMES];

  backtrace_symbols_fd (frames, backtrace (frames, MAX_FRAMES), STDERR_FILENO);
}

static void
set_alarm (guint msec)
{
  struct itimerspec after = { .it_value = { .tv_sec = msec / 1000, .tv_nsec = msec % 1000 * 1000000 } };

  timer_settime (alarm_timer, 0, &after, NULL);
}

static void
make_alarm (void)
{
  struct sigaction action = { .sa_handler = show_stack, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN, ._sigev_un._tid = gettid () };
  void *frame;

  /* The first call loads a library, which no handler of a signal may. */
  backtrace (&frame, 1);
  sigaction (SIGRTMIN, &action, NULL);
  timer_create (CLOCK_THREAD_CPUTIME_ID, &event, &alarm_timer);
}

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
  gint64 computed = get_thread_time () - iteration_began;

  if (computed > KONTOR_TEST_LONGEST_ITERATION_MSEC * 1000)
    computed -= read_stolen () - stolen_before;
  longest_iteration = MAX (longest_iteration, computed);
}

static void
begin_iteration (void)
{
  note_stolen ();
  iteration_began = get_thread_time ();
  set_alarm (KONTOR_TEST_LONGEST_ITERATION_MSEC);
}

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  int ready;

  note_iteration ();
  ready = poll_before (fds, n_fds, timeout);
  begin_iteration ();

  return ready;
}

void
kontor_test_watchdog_start (void)
{
  GMainContext *context = g_main_context_default ();

  poll_before = g_main_context_get_poll_func (context);
  g_main_context_set_poll_func (context, poll_and_measure);
  longest_iteration = 0;
  statistics = open ("/proc/stat", O_RDONLY | O_CLOEXEC);
  make_alarm ();
  begin_iteration ();
}

/* Returns the longest iteration since the start, in microseconds. */
gint64
kontor_test_watchdog_stop (void)
{
  note_iteration ();
  timer_delete (alarm_timer);
  close (statistics);
  g_main_context_set_poll_func (g_main_context_default (), poll_before);

  return longest_iteration;
}

void
kontor_test_pardon_stall (void)
{
  longest_iteration = 0;
  begin_iteration ();
}
