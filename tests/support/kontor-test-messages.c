#include "kontor-test-private.h"

/* Messages of other libraries that do not fail a test. Each line needs a reason, and goes when the reason goes. */
static const struct
{
  const char *domain;
  const char *pattern;
} tolerated[] = {
  /* libdex says at start that it runs without io_uring where the kernel forbids it; it then uses another way. */
  { "libdex", "*io_uring*" },
};

gboolean
kontor_test_message_is_tolerated (const char *domain, GLogLevelFlags level, const char *message)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tolerated); i++) {
    if (g_strcmp0 (domain, tolerated[i].domain) == 0 && message != NULL &&
        g_pattern_match_simple (tolerated[i].pattern, message))
      return TRUE;
  }

  return FALSE;
}
