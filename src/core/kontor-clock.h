#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_CLOCK (kontor_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorClock, kontor_clock, KONTOR, CLOCK, GObject)

/**
 * KontorClock:
 *
 * What time it is, so that tests can say so. The default is the system's.
 */
struct _KontorClockClass {
  GObjectClass parent_class;

  gint64 (*now) (KontorClock *self);
};

KontorClock *kontor_clock_new (void);
/** Milliseconds since 1970, UTC. Any thread. */
gint64 kontor_clock_now (KontorClock *self);

/** Days since 1970-01-01 of an instant, by the calendar of @zone. */
gint64 kontor_day_of (gint64 instant, GTimeZone *zone);
/** The instant at which a day begins in @zone. */
gint64 kontor_day_start (gint64 day, GTimeZone *zone);
/** "2026-01-31" → days since 1970; FALSE for what is not a date. */
gboolean kontor_day_parse (const char *text, gint64 *day);
char *kontor_day_format (gint64 day);
/** "31. Januar 2026": as it is written out in a locale as ICU names it. */
char *kontor_day_format_in (gint64 day, const char *locale);

G_END_DECLS
