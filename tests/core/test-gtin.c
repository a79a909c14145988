#include "kontor-gtin.h"

#include "kontor-test.h"

static void
test_valid (void)
{
  static const char *const valid[] = { "4006381333931", "96385074", "036000291452", "00012345600012", "978-3-16-148410-0", "4 006381 333931" };

  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    g_assert_cmpint (kontor_gtin_check (valid[i], NULL), ==, KONTOR_GTIN_VALID);
}

static void
test_wrong (void)
{
  guint expected = 0;

  g_assert_cmpint (kontor_gtin_check ("4006381333932", &expected), ==, KONTOR_GTIN_CHECK);
  g_assert_cmpuint (expected, ==, 1);
  g_assert_cmpint (kontor_gtin_check ("4006381339331", NULL), ==, KONTOR_GTIN_CHECK);
  g_assert_cmpint (kontor_gtin_check ("400638133393", NULL), ==, KONTOR_GTIN_CHECK);
  g_assert_cmpint (kontor_gtin_check ("40063813339", NULL), ==, KONTOR_GTIN_LENGTH);
  g_assert_cmpint (kontor_gtin_check ("400638133393140063", NULL), ==, KONTOR_GTIN_LENGTH);
  g_assert_cmpint (kontor_gtin_check ("TEA-01", NULL), ==, KONTOR_GTIN_NO_NUMBER);
  g_assert_cmpint (kontor_gtin_check (" - ", NULL), ==, KONTOR_GTIN_EMPTY);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/gtin/valid", test_valid);
  kontor_test_add_plain ("/core/gtin/wrong", test_wrong);
  return kontor_test_run ();
}
