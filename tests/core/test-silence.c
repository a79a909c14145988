#include "kontor-silence.h"
#include "kontor-test.h"

#define HOUR (G_GINT64_CONSTANT (60) * 60 * 1000)
#define NOW (G_GINT64_CONSTANT (1790000000) * 1000)

static gboolean
ask (guint n, gint64 pause, gint64 longest, gint64 since)
{
  gint64 placed[KONTOR_SILENCE_ORDERS];

  for (guint i = 0; i < n; i++)
    placed[i] = NOW - since - i * pause - (i > n / 2 ? longest - pause : 0);
  return kontor_silence_is_unusual (placed, n, NOW);
}

static void
test_busy (void)
{
  g_assert_false (ask (60, HOUR, HOUR, 24 * HOUR));
  g_assert_true (ask (60, HOUR, HOUR, 24 * HOUR + 1));
}

/* A pause as long as the last holiday is none, nor one of almost twice that. */
static void
test_pauses (void)
{
  g_assert_false (ask (60, HOUR, 70 * HOUR, 140 * HOUR));
  g_assert_true (ask (60, HOUR, 70 * HOUR, 140 * HOUR + 1));
}

static void
test_few (void)
{
  g_assert_false (kontor_silence_is_unusual (NULL, 0, NOW));
  g_assert_false (ask (19, HOUR, HOUR, 9999 * HOUR));
  g_assert_true (ask (20, HOUR, HOUR, 9999 * HOUR));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/silence/busy", test_busy);
  kontor_test_add_plain ("/core/silence/pauses", test_pauses);
  kontor_test_add_plain ("/core/silence/few", test_few);
  return kontor_test_run ();
}
