#include "kontor-format.h"

#include <glib/gi18n.h>

#include "kontor-clock.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)

static GDateTime *
make_time (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / 1000);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

static char *
format_time (gint64 instant, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) time = make_time (instant, zone);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}

char *
kontor_format_money (const KontorMoney *money)
{
  return money != NULL ? kontor_money_format (money) : g_strdup ("");
}

char *
kontor_format_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

char *
kontor_format_items (gint64 n_items)
{
  g_autofree char *number = kontor_format_number (n_items);

  return g_strdup_printf (ngettext ("%s item", "%s items", (gulong) n_items), number);
}

/* Of the first letter. */
static PangoDirection
find_direction (const char *line)
{
  static const GUnicodeScript leftward[] = { G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_SYRIAC,
                                             G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO };
  GUnicodeScript script;

  while (*line != '\0' && !g_unichar_isalpha (g_utf8_get_char (line)))
    line = g_utf8_next_char (line);
  if (*line == '\0')
    return PANGO_DIRECTION_NEUTRAL;
  script = g_unichar_get_script (g_utf8_get_char (line));
  for (guint i = 0; i < G_N_ELEMENTS (leftward); i++)
    if (script == leftward[i])
      return PANGO_DIRECTION_RTL;
  return PANGO_DIRECTION_LTR;
}

static gboolean
reads_otherwise (char **lines, PangoDirection reading)
{
  for (guint i = 0; lines[i] != NULL; i++) {
    PangoDirection direction = find_direction (lines[i]);

    if (direction != PANGO_DIRECTION_NEUTRAL && direction != reading)
      return TRUE;
  }
  return FALSE;
}

/* A mark says where a line begins, and the line itself is isolated from it; both are not to be seen. */
char *
kontor_format_lines (const char *text, PangoDirection reading)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *mark = reading == PANGO_DIRECTION_RTL ? "\u200f" : "\u200e";

  if (!reads_otherwise (lines, reading))
    return g_strdup (text);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = g_steal_pointer (&lines[i]);

    lines[i] = g_strconcat (mark, "\u2068", line, "\u2069", NULL);
  }
  return g_strjoinv ("\n", lines);
}

static gboolean
is_same_year (gint64 a, gint64 b, GTimeZone *zone)
{
  g_autoptr (GDateTime) one = make_time (a, zone), other = make_time (b, zone);

  return one != NULL && other != NULL && g_date_time_get_year (one) == g_date_time_get_year (other);
}

static char *
format_date (gint64 instant, gint64 now, GTimeZone *zone)
{
  /* Translators: a day of this year in a list, as of g_date_time_format(): "12 Nov" */
  if (is_same_year (instant, now, zone))
    return format_time (instant, zone, _("%-d %b"));
  /* Translators: a day of another year in a list, as of g_date_time_format(): "12 Nov 2024" */
  return format_time (instant, zone, _("%-d %b %Y"));
}

char *
kontor_format_age (gint64 instant, gint64 now, GTimeZone *zone)
{
  gint64 age = now - instant;

  g_return_val_if_fail (zone != NULL, NULL);

  if (instant == 0)
    return g_strdup ("");
  if (age < MINUTE && age > -MINUTE)
    return g_strdup (_("now"));
  if (age >= 0 && age < HOUR)
    /* Translators: minutes ago, short */
    return g_strdup_printf (_("%d min"), (int) (age / MINUTE));
  if (age >= 0 && kontor_day_of (instant, zone) == kontor_day_of (now, zone))
    /* Translators: hours ago, short */
    return g_strdup_printf (_("%d h"), (int) (age / HOUR));
  if (kontor_day_of (instant, zone) == kontor_day_of (now, zone) - 1)
    return g_strdup (_("yesterday"));
  return format_date (instant, now, zone);
}

char *
kontor_format_instant (gint64 instant, GTimeZone *zone)
{
  g_return_val_if_fail (zone != NULL, NULL);

  if (instant == 0)
    return g_strdup ("");
  /* Translators: a day with its time, as of g_date_time_format(): "12 November 2026 at 14:05" */
  return format_time (instant, zone, _("%-d %B %Y at %H:%M"));
}

char *
kontor_format_time (gint64 instant, GTimeZone *zone)
{
  g_return_val_if_fail (zone != NULL, NULL);

  return format_time (instant, zone, "%H:%M");
}

char *
kontor_format_day (gint64 day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  /* Translators: a day, as of g_date_time_format(): "12 November 2026" */
  return format_time (day * 24 * HOUR, utc, _("%-d %B %Y"));
}
