#include "kontor-allocate.h"

#include "kontor-test.h"

#define ROUNDS 20000

static void
test_golden (void)
{
  const gint64 thirds[] = { 1, 1, 1 }, weights[] = { 3000000, 1000000, 2000000 };
  gint64 shares[3];

  kontor_allocate (10000000, thirds, 3, 2, shares);
  g_assert_cmpint (shares[0], ==, 3340000);
  g_assert_cmpint (shares[1], ==, 3330000);
  g_assert_cmpint (shares[2], ==, 3330000);
  kontor_allocate (-1000000, weights, 3, 2, shares);
  g_assert_cmpint (shares[0], ==, -500000);
  g_assert_cmpint (shares[1], ==, -170000);
  g_assert_cmpint (shares[2], ==, -330000);
  kontor_allocate (100000000, thirds, 3, 0, shares);
  g_assert_cmpint (shares[0], ==, 34000000);
  g_assert_cmpint (shares[2], ==, 33000000);
}

static void
test_odd_weights (void)
{
  const gint64 zeros[] = { 0, 0 }, mixed[] = { -5, 1, 0 };
  gint64 shares[3];

  kontor_allocate (10000, zeros, 2, 2, shares);
  g_assert_cmpint (shares[0], ==, 10000);
  g_assert_cmpint (shares[1], ==, 0);
  kontor_allocate (70000, mixed, 3, 2, shares);
  g_assert_cmpint (shares[0], ==, 0);
  g_assert_cmpint (shares[1], ==, 70000);
  kontor_allocate (1, NULL, 0, 2, NULL);
}

static gint64
random_number (void)
{
  gint64 number = (gint64) ((guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ());

  return number >> g_test_rand_int_range (0, 63);
}

static void
test_sums (void)
{
  gint64 weights[9], shares[9];

  for (guint i = 0; i < ROUNDS; i++) {
    guint n = (guint) g_test_rand_int_range (1, 10), decimals = (guint) g_test_rand_int_range (0, 7);
    gint64 amount = i == 0 ? G_MININT64 : random_number ();
    guint64 sum = 0;

    for (guint j = 0; j < n; j++)
      weights[j] = random_number ();
    kontor_allocate (amount, weights, n, decimals, shares);
    for (guint j = 0; j < n; j++) {
      sum += (guint64) shares[j];
      g_assert_true (shares[j] == 0 || (shares[j] > 0) == (amount > 0));
    }
    g_assert_cmpint ((gint64) sum, ==, amount);
  }
}

static void
test_gross (void)
{
  gint64 net, tax;

  kontor_tax_split_gross (179250000, 200000, 2, &net, &tax);
  g_assert_cmpint (tax, ==, 29880000);
  g_assert_cmpint (net, ==, 149370000);
  kontor_tax_split_gross (-1000000000, 100000, 0, &net, &tax);
  g_assert_cmpint (tax, ==, -91000000);
  g_assert_cmpint (net, ==, -909000000);
  kontor_tax_split_gross (5000000, 0, 2, &net, &tax);
  g_assert_cmpint (tax, ==, 0);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/allocate/golden", test_golden);
  kontor_test_add_plain ("/core/allocate/odd-weights", test_odd_weights);
  kontor_test_add_plain ("/core/allocate/sums", test_sums);
  kontor_test_add_plain ("/core/allocate/gross", test_gross);
  return kontor_test_run ();
}
