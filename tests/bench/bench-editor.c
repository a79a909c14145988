#include "bench-editor.h"

#include <X11/Xlib.h>
#include <math.h>
#include <poll.h>

#define PATIENCE 30000
#define SMALLEST 200 /* what is smaller is no window that somebody waits for */

static gboolean
is_window (const XEvent *event)
{
  XWindowAttributes attributes;

  if (event->type != MapNotify)
    return FALSE;
  return XGetWindowAttributes (event->xmap.display, event->xmap.window, &attributes) != 0 &&
         attributes.width > SMALLEST && attributes.height > SMALLEST;
}

static gboolean
wait_for_window (Display *display, double until)
{
  struct pollfd connection = { .fd = ConnectionNumber (display), .events = POLLIN };

  while (bench_now () < until) {
    while (XPending (display) > 0) {
      XEvent event;

      XNextEvent (display, &event);
      if (is_window (&event))
        return TRUE;
    }
    poll (&connection, 1, (int) (until - bench_now ()) + 1);
  }
  return FALSE;
}

/* A window may be gone before it is asked about. */
static int
overlook (Display *display, XErrorEvent *event)
{
  return 0;
}

static double
start (Display *display, GError **error)
{
  double began = bench_now (), ended = NAN;
  g_autoptr (GSubprocess) editor =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, error, "gnome-text-editor", "--standalone", NULL);

  if (editor == NULL)
    return NAN;
  if (wait_for_window (display, began + PATIENCE))
    ended = bench_now ();
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "gnome-text-editor shows no window");
  g_subprocess_force_exit (editor);
  g_subprocess_wait (editor, NULL, NULL);
  return ended - began;
}

double
bench_editor_start (GError **error)
{
  Display *display = XOpenDisplay (NULL);
  double took;

  if (display == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "There is no X display");
    return NAN;
  }
  XSetErrorHandler (overlook);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
  took = start (display, error);
  XCloseDisplay (display);
  return took;
}
