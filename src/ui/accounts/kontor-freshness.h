#pragma once

#include "kontor-account.h"

G_BEGIN_DECLS

/**
 * KontorFreshness:
 *
 * How an account stands, as it is told at a glance. Better ones come first, so
 * that the worst of several is the greatest.
 */
typedef enum {
  KONTOR_FRESHNESS_SYNCED,
  KONTOR_FRESHNESS_IMPORTING,
  KONTOR_FRESHNESS_STARTING, /* nothing was fetched since the program began */
  KONTOR_FRESHNESS_PAUSED,
  KONTOR_FRESHNESS_LIMITED,
  KONTOR_FRESHNESS_OFFLINE,
  KONTOR_FRESHNESS_PROBLEMS,
  KONTOR_FRESHNESS_BROKEN,
  KONTOR_FRESHNESS_SIGN_IN,
} KontorFreshness;

KontorFreshness kontor_freshness_of (KontorAccount *account);
const char *kontor_freshness_get_icon (KontorFreshness self);
/** (nullable): a style class that stresses what needs somebody. */
const char *kontor_freshness_get_style (KontorFreshness self);

/**
 * kontor_freshness_describe:
 * @now: milliseconds UTC
 *
 * "Now", "3 min ago", "Offline since 14:02", "2 problems". (transfer full)
 */
char *kontor_freshness_describe (KontorAccount *account, gint64 now);

/** Milliseconds until the description changes by the passing of time alone; 0: it does not. */
guint kontor_freshness_get_lifetime (KontorAccount *account, gint64 now);

/** "Now", "3 min ago", "2 h ago", "5 days ago": how long ago @then was. (transfer full) */
char *kontor_instant_describe_age (gint64 then, gint64 now);
/** "14:02" of today, else with the day: in the time zone of this computer. (transfer full) */
char *kontor_instant_describe_clock (gint64 then, gint64 now);

G_END_DECLS
