#pragma once

#include <pango/pango.h>

#include "kontor-money.h"

G_BEGIN_DECLS

/*
 * Values as a person reads them. Everything is (transfer full). Instants are
 * milliseconds UTC and shown by the clock of @zone, the store's.
 */

/** @money: (nullable): NULL gives "" */
char *kontor_format_money (const KontorMoney *money);
/** "12,890" */
char *kontor_format_number (gint64 number);
/** "1 item", "2 items" */
char *kontor_format_items (gint64 n_items);

/**
 * kontor_format_age:
 * @now: milliseconds UTC
 *
 * How long ago, short: "now", "12 min", "3 h", "yesterday", "12 Nov", "12 Nov
 * 2024". What lies ahead reads as "now" for a minute, then as its date.
 */
char *kontor_format_age (gint64 instant, gint64 now, GTimeZone *zone);
/** "12 November 2026 at 14:05": for tooltips and screen readers; "" for 0 */
char *kontor_format_instant (gint64 instant, GTimeZone *zone);
/** "14:05" */
char *kontor_format_time (gint64 instant, GTimeZone *zone);
/** "12 November 2026", of a day counted from 1970-01-01 */
char *kontor_format_day (gint64 day);

/**
 * kontor_format_lines:
 * @reading: the way in which what is around them is read
 *
 * Lines that begin at the same side, each in the direction of its own script: those of an address, some of which may be in
 * another one.
 */
char *kontor_format_lines (const char *text, PangoDirection reading);

G_END_DECLS
