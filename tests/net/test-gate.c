#include "kontor-gate.h"
#include "kontor-test.h"

static void
enter (KontorGate *gate, KontorTicket *ticket)
{
  dex_unref (kontor_gate_enter (gate, ticket));
}

static void
test_order (void)
{
  g_autoptr (KontorGate) gate = kontor_gate_new (2);
  KontorTicket tickets[5] = { 0 };

  for (guint i = 0; i < 5; i++)
    enter (gate, &tickets[i]);
  g_assert_true (tickets[0].inside && tickets[1].inside && !tickets[2].inside);
  kontor_gate_leave (&tickets[3], 0); /* gives up waiting */
  kontor_gate_leave (&tickets[0], 10);
  g_assert_true (tickets[2].inside && !tickets[4].inside);
  kontor_gate_leave (&tickets[1], 10);
  g_assert_true (tickets[4].inside);
  kontor_gate_leave (&tickets[1], 10);
  kontor_gate_leave (&tickets[2], 10);
  kontor_gate_leave (&tickets[4], 10);
}

static void
pass (KontorGate *gate, gint64 took)
{
  KontorTicket ticket = { 0 };

  enter (gate, &ticket);
  kontor_gate_leave (&ticket, took);
}

static void
test_gentle (void)
{
  g_autoptr (KontorGate) gate = kontor_gate_new (2);

  pass (gate, 5000);
  g_assert_cmpuint (kontor_gate_get_places (gate), ==, 2);
  pass (gate, 9000);
  g_assert_cmpuint (kontor_gate_get_places (gate), ==, 1);
  for (guint i = 0; i < 5; i++)
    pass (gate, 1000);
  g_assert_cmpuint (kontor_gate_get_places (gate), ==, 1);
  pass (gate, 1000);
  g_assert_cmpuint (kontor_gate_get_places (gate), ==, 2);
  pass (gate, G_MAXINT64);
  g_assert_cmpuint (kontor_gate_get_places (gate), ==, 1);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/net/gate/order", test_order);
  kontor_test_add ("/net/gate/gentle", test_gentle);
  return kontor_test_run ();
}
