#include "kontor-stock.h"

#include "kontor-test.h"

static void
test_movements (void)
{
  for (guint i = KONTOR_MOVEMENT_ALLOCATION; i <= KONTOR_MOVEMENT_COUNT; i++) {
    KontorMovementKind kind;

    g_assert_true (kontor_movement_kind_from_nick (kontor_movement_kind_to_nick (i), &kind));
    g_assert_cmpint (kind, ==, i);
    g_assert_nonnull (kontor_movement_kind_get_label (kind));
  }
  g_assert_false (kontor_movement_kind_from_nick ("theft", &(KontorMovementKind) { 0 }));
}

static void
test_state (void)
{
  const gint64 minus = -1, none = 0, two = 2, five = 5;

  g_assert_cmpint (kontor_stock_state (NULL, NULL, NULL, 2), ==, KONTOR_STOCK_UNTRACKED);
  g_assert_cmpint (kontor_stock_state (&minus, NULL, NULL, 2), ==, KONTOR_STOCK_OUT);
  g_assert_cmpint (kontor_stock_state (&none, NULL, NULL, -5), ==, KONTOR_STOCK_OUT);
  g_assert_cmpint (kontor_stock_state (&two, NULL, NULL, 2), ==, KONTOR_STOCK_LOW);
  g_assert_cmpint (kontor_stock_state (&five, NULL, NULL, 2), ==, KONTOR_STOCK_IN);
  g_assert_cmpint (kontor_stock_state (&five, NULL, &five, 2), ==, KONTOR_STOCK_LOW);
  g_assert_cmpint (kontor_stock_state (&five, &none, &five, 2), ==, KONTOR_STOCK_IN);
  g_assert_cmpstr (kontor_stock_state_to_nick (KONTOR_STOCK_UNTRACKED), ==, "untracked");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/stock/movements", test_movements);
  kontor_test_add_plain ("/core/stock/state", test_state);
  return kontor_test_run ();
}
