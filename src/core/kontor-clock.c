#include "kontor-clock.h"

#include <string.h>

#define DAY (24 * 60 * 60)

/* 1970-01-01 as GDate counts. */
#define EPOCH 719163

/* No zone is further from UTC. */
#define MAX_OFFSET (26 * 60 * 60)

G_DEFINE_TYPE (KontorClock, kontor_clock, G_TYPE_OBJECT)

static gint64
kontor_clock_real_now (KontorClock *self)
{
  return g_get_real_time () / 1000;
}

static void
kontor_clock_class_init (KontorClockClass *klass)
{
  klass->now = kontor_clock_real_now;
}

static void
kontor_clock_init (KontorClock *self)
{
}

KontorClock *
kontor_clock_new (void)
{
  return g_object_new (KONTOR_TYPE_CLOCK, NULL);
}

gint64
kontor_clock_now (KontorClock *self)
{
  g_return_val_if_fail (KONTOR_IS_CLOCK (self), 0);

  return KONTOR_CLOCK_GET_CLASS (self)->now (self);
}

static gint64
floor_div (gint64 number, gint64 by)
{
  gint64 quotient = number / by;

  return number % by < 0 ? quotient - 1 : quotient;
}

static gint64
local_seconds (gint64 seconds, GTimeZone *zone)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return seconds + g_time_zone_get_offset (zone, interval);
}

gint64
kontor_day_of (gint64 instant, GTimeZone *zone)
{
  g_return_val_if_fail (zone != NULL, 0);

  return floor_div (local_seconds (floor_div (instant, 1000), zone), DAY);
}

/**
 * kontor_day_start:
 *
 * Where a zone's clocks skip midnight, or a whole day, that is the first
 * instant after the gap.
 */
gint64
kontor_day_start (gint64 day, GTimeZone *zone)
{
  gint64 midnight, before, after;

  g_return_val_if_fail (zone != NULL, 0);
  g_return_val_if_fail (day > G_MININT32 && day < G_MAXINT32, 0);

  midnight = day * DAY;
  before = midnight - MAX_OFFSET;
  after = midnight + MAX_OFFSET;
  while (after - before > 1) {
    gint64 middle = before + (after - before) / 2;

    if (local_seconds (middle, zone) >= midnight)
      after = middle;
    else
      before = middle;
  }
  return after * 1000;
}

/* Two or four digits and nothing else; -1 for what is not. */
static int
parse_digits (const char *text, guint length)
{
  int number = 0;

  for (guint i = 0; i < length; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

gboolean
kontor_day_parse (const char *text, gint64 *day)
{
  int y, m, d;
  GDate date;

  g_return_val_if_fail (day != NULL, FALSE);

  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  y = parse_digits (text, 4);
  m = parse_digits (text + 5, 2);
  d = parse_digits (text + 8, 2);
  if (y < 1 || m < 1 || d < 1 || !g_date_valid_dmy ((GDateDay) d, m, (GDateYear) y))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) d, m, (GDateYear) y);
  *day = (gint64) g_date_get_julian (&date) - EPOCH;
  return TRUE;
}

/** "2026-01-31"; empty outside of the years 1 to 9999. */
char *
kontor_day_format (gint64 day)
{
  g_autoptr (GDateTime) date = NULL;
  int y, m, d;

  if (day > G_MININT32 && day < G_MAXINT32)
    date = g_date_time_new_from_unix_utc (day * DAY);
  if (date == NULL)
    return g_strdup ("");
  g_date_time_get_ymd (date, &y, &m, &d);
  return g_strdup_printf ("%04d-%02d-%02d", y, m, d);
}
