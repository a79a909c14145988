#include "kontor-test.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A test program that has the fault its argument names; faulty.py expects each to fail it. */

static volatile int largest = INT_MAX;

static void
test_nothing (void)
{
}

static void
test_assertion (void)
{
  g_assert_cmpint (largest, ==, 1);
}

static void
test_critical (void)
{
  g_critical ("planted");
}

static void
test_warning (void)
{
  g_warning ("planted");
}

static void
test_crash (void)
{
  raise (SIGSEGV);
}

static void
test_early_exit (void)
{
  exit (0);
}

static void
test_stall (void)
{
  clock_t end = clock () + CLOCKS_PER_SEC / 5;

  while (clock () < end)
    ;
}

static void
test_leak (void)
{
  char *volatile lost = g_malloc (33);

  lost = NULL;
  (void) lost;
}

static void
test_address (void)
{
  volatile char *text = g_malloc (3);

  text[largest - INT_MAX + 3] = 1;
  g_free ((char *) text);
}

static void
test_overflow (void)
{
  volatile int sum = largest + largest;

  (void) sum;
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    GTestFunc func;
  } faults[] = {
    { "nothing", test_nothing },
    { "assertion", test_assertion },
    { "critical", test_critical },
    { "warning", test_warning },
    { "crash", test_crash },
    { "early-exit", test_early_exit },
    { "stall", test_stall },
    { "leak", test_leak },
    { "address", test_address },
    { "overflow", test_overflow },
  };
  const char *fault = argc > 1 ? argv[1] : "nothing";

  kontor_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    if (strcmp (faults[i].name, fault) == 0)
      kontor_test_add ("/faulty", faults[i].func);
  }
  kontor_test_add ("/faulty/last", test_nothing);

  return kontor_test_run ();
}
