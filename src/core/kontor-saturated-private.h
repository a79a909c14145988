#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sums that stop at the ends of the range: what a server answers may be garbage. */

static inline gint64
kontor_sum_saturated (gint64 a, gint64 b)
{
  gint64 sum;

  if (!__builtin_add_overflow (a, b, &sum))
    return sum;
  return b < 0 ? G_MININT64 : G_MAXINT64;
}

static inline gint64
kontor_difference_saturated (gint64 a, gint64 b)
{
  gint64 difference;

  if (!__builtin_sub_overflow (a, b, &difference))
    return difference;
  return b < 0 ? G_MAXINT64 : G_MININT64;
}

G_END_DECLS
