#include "kontor-freshness.h"

#include <glib/gi18n.h>

#define MINUTE (60 * G_GINT64_CONSTANT (1000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* That nothing is left to import is looked up at each start, which is not worth a word. */
static gboolean
is_importing (KontorAccount *account)
{
  gboolean importing;

  g_object_get (kontor_account_get_sync (account), "importing", &importing, NULL);
  return importing && !kontor_account_get_imported (account);
}

static KontorFreshness
judge_calm (KontorAccount *account)
{
  if (is_importing (account))
    return KONTOR_FRESHNESS_IMPORTING;
  return kontor_account_get_synced_at (account) != 0 ? KONTOR_FRESHNESS_SYNCED : KONTOR_FRESHNESS_STARTING;
}

KontorFreshness
kontor_freshness_of (KontorAccount *account)
{
  KontorAccountStatus status = kontor_account_get_status (account);

  if (status == KONTOR_ACCOUNT_AUTH_NEEDED)
    return KONTOR_FRESHNESS_SIGN_IN;
  if (status == KONTOR_ACCOUNT_BROKEN)
    return KONTOR_FRESHNESS_BROKEN;
  if (kontor_account_get_problems (account) > 0)
    return KONTOR_FRESHNESS_PROBLEMS;
  if (kontor_account_get_pause (account) != KONTOR_ACCOUNT_RUNNING)
    return KONTOR_FRESHNESS_PAUSED;
  if (status == KONTOR_ACCOUNT_OFFLINE)
    return KONTOR_FRESHNESS_OFFLINE;
  return status == KONTOR_ACCOUNT_RATE_LIMITED ? KONTOR_FRESHNESS_LIMITED : judge_calm (account);
}

const char *
kontor_freshness_get_icon (KontorFreshness self)
{
  switch (self) {
  case KONTOR_FRESHNESS_SYNCED:
    return "object-select-symbolic";
  case KONTOR_FRESHNESS_IMPORTING:
    return "folder-download-symbolic";
  case KONTOR_FRESHNESS_STARTING:
    return "view-refresh-symbolic";
  case KONTOR_FRESHNESS_PAUSED:
    return "media-playback-pause-symbolic";
  case KONTOR_FRESHNESS_LIMITED:
    return "document-open-recent-symbolic";
  case KONTOR_FRESHNESS_OFFLINE:
    return "network-offline-symbolic";
  case KONTOR_FRESHNESS_PROBLEMS:
    return "dialog-warning-symbolic";
  case KONTOR_FRESHNESS_BROKEN:
    return "dialog-error-symbolic";
  case KONTOR_FRESHNESS_SIGN_IN:
    return "dialog-password-symbolic";
  }
  g_return_val_if_reached (NULL);
}

const char *
kontor_freshness_get_style (KontorFreshness self)
{
  switch (self) {
  case KONTOR_FRESHNESS_SYNCED:
  case KONTOR_FRESHNESS_IMPORTING:
  case KONTOR_FRESHNESS_STARTING:
  case KONTOR_FRESHNESS_PAUSED:
  case KONTOR_FRESHNESS_LIMITED:
  case KONTOR_FRESHNESS_OFFLINE:
    return NULL;
  case KONTOR_FRESHNESS_PROBLEMS:
    return "warning";
  case KONTOR_FRESHNESS_BROKEN:
  case KONTOR_FRESHNESS_SIGN_IN:
    return "error";
  }
  g_return_val_if_reached (NULL);
}

static char *
describe_offline (KontorAccount *account, gint64 now)
{
  g_autofree char *since = kontor_instant_describe_clock (kontor_account_get_since (account), now);

  return g_strdup_printf (_("Offline since %s"), since);
}

static char *
describe_problems (KontorAccount *account)
{
  guint problems = kontor_account_get_problems (account);

  return g_strdup_printf (ngettext ("%u problem", "%u problems", problems), problems);
}

char *
kontor_freshness_describe (KontorAccount *account, gint64 now)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (account), NULL);

  switch (kontor_freshness_of (account)) {
  case KONTOR_FRESHNESS_SYNCED:
    return kontor_instant_describe_age (kontor_account_get_synced_at (account), now);
  case KONTOR_FRESHNESS_IMPORTING:
    return g_strdup (_("Importing…"));
  case KONTOR_FRESHNESS_STARTING:
    return g_strdup (_("Connecting…"));
  case KONTOR_FRESHNESS_PAUSED:
    return g_strdup (_("Paused"));
  case KONTOR_FRESHNESS_LIMITED:
    return g_strdup (_("The shop asks to wait"));
  case KONTOR_FRESHNESS_OFFLINE:
    return describe_offline (account, now);
  case KONTOR_FRESHNESS_PROBLEMS:
    return describe_problems (account);
  case KONTOR_FRESHNESS_BROKEN:
    return g_strdup (_("Not understood"));
  case KONTOR_FRESHNESS_SIGN_IN:
    return g_strdup (_("Sign in again"));
  }
  g_return_val_if_reached (NULL);
}

guint
kontor_freshness_get_lifetime (KontorAccount *account, gint64 now)
{
  gint64 age = now - kontor_account_get_synced_at (account);

  if (kontor_freshness_of (account) != KONTOR_FRESHNESS_SYNCED || age < 0)
    return 0;
  return (guint) (MINUTE - age % MINUTE);
}

char *
kontor_instant_describe_age (gint64 then, gint64 now)
{
  gint64 age = MAX (now - then, 0);

  if (age < MINUTE)
    return g_strdup (_("Now"));
  if (age < HOUR) /* Translators: minutes. */
    return g_strdup_printf (_("%d min ago"), (int) (age / MINUTE));
  if (age < DAY) /* Translators: hours. */
    return g_strdup_printf (_("%d h ago"), (int) (age / HOUR));
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) (age / DAY)), (int) (age / DAY));
}

char *
kontor_instant_describe_clock (gint64 then, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (then / 1000);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / 1000);

  if (time == NULL || today == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (time) == g_date_time_get_year (today) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (today))
    return g_date_time_format (time, "%H:%M");
  return g_date_time_format (time, "%e %b, %H:%M");
}
