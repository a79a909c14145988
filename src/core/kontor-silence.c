#include "kontor-silence.h"

#define FEWEST 20
#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static gint64
find_longest_pause (const gint64 *placed, guint n)
{
  gint64 longest = 0;

  for (guint i = 1; i < n; i++)
    longest = MAX (longest, placed[i - 1] - placed[i]);
  return longest;
}

gboolean
kontor_silence_is_unusual (const gint64 *placed, guint n, gint64 now)
{
  g_return_val_if_fail (placed != NULL || n == 0, FALSE);

  return n >= FEWEST && now - placed[0] > MAX (2 * find_longest_pause (placed, n), DAY);
}
